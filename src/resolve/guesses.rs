//! A word that resolution leaves open in; a guess at what it refers to out: bolder than what events may rest on, and
//! shown by the analysis alone.

use super::context::Context;
use super::descriptions::determiner;
use super::discourse::{Antecedent, Discourse};
use super::lexicon::Gender;
use super::pronouns::{self, Person};
use super::{EntityType, Mention, MentionKind, normalize};
use crate::analyze::Upos;

/// How far back, in sentences, a guess looks.
const REACH: usize = 12;
/// How far a description looks: whoever speaks of a city for pages may call it “the city”.
const FAR: usize = 40;

/// Reads a token that nothing else resolved.
pub(super) fn read(discourse: &mut Discourse<'_, '_>, token: usize) {
    let guess = match discourse.context.upos(token) {
        Upos::Pron | Upos::Det => third(discourse, token),
        Upos::Noun => description(discourse, token),
        _ => None,
    };
    let Some(guess) = guess else { return };
    let antecedent = discourse.antecedent(token, guess.entities.clone(), guess.entities.len() > 1);
    discourse.guesses.recent.push(antecedent);
    discourse.guesses.enter(guess);
}

/// Whom or what a token means, surely or by guess.
pub(super) fn meaning(discourse: &Discourse<'_, '_>, token: usize) -> Option<Vec<usize>> {
    let sure = discourse.mention_of.get(token).copied().flatten().map(|at| &discourse.mentions[at]);
    let sure = sure.filter(|mention| mention.kind != MentionKind::Group && !mention.entities.is_empty());
    sure.map(|mention| mention.entities.clone()).or_else(|| discourse.guesses.entities(token).map(<[usize]>::to_vec))
}

/// The antecedents of guesses: what is sure and what was guessed.
fn back<'b>(
    discourse: &'b Discourse<'_, '_>,
    sentence: usize,
    reach: usize,
) -> impl Iterator<Item = &'b Antecedent> + 'b {
    let guessed = discourse.guesses.recent.iter().rev().take(40);
    let guessed = guessed.take_while(move |antecedent| antecedent.sentence + reach >= sentence);
    discourse.back(sentence, reach).chain(guessed)
}

/// He, she, it and they: as surely resolved ones, but farther back and for places too.
fn third(discourse: &Discourse<'_, '_>, token: usize) -> Option<Mention> {
    let person = pronouns::third_person(discourse.context.form(token))?;
    if pronouns::is_expletive(discourse, token, person) {
        return None;
    }
    let sentence = discourse.context.analysis.tokens[token].sentence;
    let reach = if matches!(person, Person::It | Person::They) { 5 } else { REACH };
    let others = pronouns::not_meant(discourse, token);
    let score = |antecedent: &Antecedent| {
        let free = !antecedent.entities.iter().any(|entity| others.contains(entity));
        let agrees = pronouns::agreement(discourse, person, antecedent)
            .or_else(|| may_agree(discourse, person, antecedent))
            .filter(|_| free)?;
        let possible = pronouns::may_corefer(discourse, token, antecedent.head);
        let far = (sentence - antecedent.sentence.min(sentence)) as f32;
        let seen = antecedent.entities.iter().map(|&entity| discourse.seen(entity)).max().unwrap_or(0);
        let known = 1.5 * (seen as f32 + 1.0).ln().min(4.0);
        possible.then_some(agrees + known + f32::from(antecedent.prominence) - 1.5 * far)
    };
    let best = best(back(discourse, sentence, reach).filter_map(|antecedent| Some((score(antecedent)?, antecedent))))?;
    Some(discourse.mention(token, best.entities.clone(), MentionKind::Pronoun, 0.3))
}

/// Agreement beyond what a sure reference takes.
fn may_agree(discourse: &Discourse<'_, '_>, person: Person, antecedent: &Antecedent) -> Option<f32> {
    let kind = discourse.kind(*antecedent.entities.first()?);
    match person {
        Person::It if kind == EntityType::Place && !antecedent.plural => Some(0.0),
        Person::It if kind != EntityType::Person && !antecedent.plural => Some(-1.0),
        // “the Roes”
        Person::They if kind == EntityType::Person && discourse.is_plural(antecedent.head) => Some(2.0),
        _ => None,
    }
}

/// The antecedent with the highest score, the last one of equals.
fn best<'b>(scored: impl Iterator<Item = (f32, &'b Antecedent)>) -> Option<&'b Antecedent> {
    let mut best: Option<(f32, &Antecedent)> = None;
    for (score, antecedent) in scored {
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, antecedent));
        }
    }
    best.map(|(_, antecedent)| antecedent)
}

/// A description by a noun.
fn description(discourse: &mut Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    let context = discourse.context;
    let lemma = kin(&context.lemma(noun).to_lowercase()).to_owned();
    let (entities, confidence) = if let Some(entity) = beside_name(discourse, noun) {
        discourse.guesses.described.insert(lemma, entity);
        (vec![entity], 0.6)
    } else if matches!(context.tree.relation(noun), "compound" | "flat" | "amod") {
        return None;
    } else if let Some(entities) = predicate(discourse, noun) {
        if let [entity] = entities[..] {
            discourse.guesses.described.insert(lemma, entity);
        }
        (entities, 0.5)
    } else {
        (vec![definite(discourse, noun, &lemma)?], 0.3)
    };
    Some(discourse.mention(noun, entities, MentionKind::Nominal, confidence))
}

/// “his wife Ann Roe”, “the skipper, Ann Roe”, “Ann Roe, the skipper”, “the port of Arle”, “a town called Arle”.
fn beside_name(discourse: &Discourse<'_, '_>, noun: usize) -> Option<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let definite = is_definite(discourse, noun);
    let relation = tree.relation(noun);
    if relation == "appos" || tree.deprel(noun) == "nmod:desc" && definite {
        let entity = tree.head(noun).and_then(|head| discourse.entity_headed(head));
        return entity.filter(|_| definite || relation == "appos");
    }
    if !definite {
        return None;
    }
    let named = |token: usize| discourse.entity_headed(token);
    let apposition = tree.with_relation(noun, &["appos", "flat"]).filter(|&name| name <= noun + 4).find_map(named);
    let of = || {
        let place = is_place_noun(context.lemma(noun));
        let mut inside = tree.with_relation(noun, &["nmod"]).filter(|&name| name <= noun + 4);
        let of = inside.find(|&name| tree.case(name).as_deref() == Some("of"))?;
        named(of).filter(|&entity| place && discourse.kind(entity) != EntityType::Person)
    };
    let called = || {
        let verb = tree.with_relation(noun, &["acl"]).find(|&verb| matches!(context.lemma(verb), "name" | "call"))?;
        tree.with_relation(verb, &["xcomp", "obj"]).find_map(named)
    };
    apposition.or_else(of).or_else(called)
}

/// “Arle is the largest town”: what the noun is said of.
fn predicate(discourse: &Discourse<'_, '_>, noun: usize) -> Option<Vec<usize>> {
    let tree = &discourse.context.tree;
    tree.with_relation(noun, &["cop"]).next()?;
    if !is_definite(discourse, noun) {
        return None;
    }
    let subject = tree.with_relation(noun, &["nsubj"]).find(|&subject| subject < noun)?;
    meaning(discourse, subject)
}

/// Whether a noun has “the”, “this”, “that” or a possessor.
fn is_definite(discourse: &Discourse<'_, '_>, noun: usize) -> bool {
    let the = matches!(determiner(discourse, noun).as_deref(), Some("the" | "this" | "that" | "these" | "those"));
    let tree = &discourse.context.tree;
    the || tree.children(noun).any(|child| child < noun && tree.deprel(child) == "nmod:poss")
}

/// “the city”, “this island”, “the school”: the last or most spoken of that may be called so.
fn definite(discourse: &Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<usize> {
    let context = discourse.context;
    if !is_definite(discourse, noun) || discourse.is_plural(noun) && !discourse.guesses.described.contains_key(lemma) {
        return None;
    }
    if let Some(&entity) = discourse.guesses.described.get(lemma) {
        return Some(entity);
    }
    let narrowed = context.tree.with_relation(noun, &["amod", "compound", "acl", "nummod"]).next().is_some();
    let of = context.tree.with_relation(noun, &["nmod"]).any(|child| child > noun);
    if narrowed || of && !is_place_noun(lemma) {
        return None;
    }
    let class = class(lemma)?;
    let sentence = context.analysis.tokens[noun].sentence;
    let score = |antecedent: &Antecedent| {
        let [entity] = antecedent.entities[..] else { return None };
        let fit = fits(discourse, entity, class, lemma)?;
        let far = (sentence - antecedent.sentence.min(sentence)) as f32;
        Some(fit + 1.5 * (discourse.seen(entity) as f32 + 1.0).ln() - 0.4 * far)
    };
    let reach = if class == Class::Person { 4 } else { FAR };
    let best = best(back(discourse, sentence, reach).filter_map(|antecedent| Some((score(antecedent)?, antecedent))))?;
    best.entities.first().copied()
}

/// What a noun may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A town.
    Town,
    /// A state.
    State,
    /// Any place.
    Place,
    /// A place that has the noun in its name: “the bridge”.
    Site,
    /// An organization, rather one with the noun in its name.
    Body,
    /// Somebody.
    Person,
}

fn class(lemma: &str) -> Option<Class> {
    Some(match lemma {
        "city" | "town" | "village" | "municipality" | "metropolis" | "capital" => Class::Town,
        "country" | "nation" | "republic" | "kingdom" | "homeland" => Class::State,
        "place" | "region" | "area" | "territory" | "province" | "district" | "county" | "site" => Class::Place,
        "island" | "lake" | "river" | "mountain" | "bridge" | "trail" | "park" | "valley" | "sea" | "port" | "bay"
        | "desert" | "street" | "road" | "square" | "palace" | "castle" | "temple" | "mansion" | "tower"
        | "airport" | "station" | "stadium" | "beach" | "peninsula" | "canal" | "forest" | "prison" | "camp" => {
            Class::Site
        }
        "school" | "university" | "college" | "company" | "firm" | "bank" | "court" | "agency" | "ministry"
        | "department" | "party" | "group" | "organization" | "organisation" | "team" | "club" | "band" | "church"
        | "hospital" | "museum" | "newspaper" | "store" | "bookstore" | "library" | "institute" | "council"
        | "committee" | "commission" | "association" | "union" | "network" | "project" | "corporation" | "airline"
        | "army" | "senate" | "parliament" | "congress" | "foundation" => Class::Body,
        "man" | "woman" | "boy" | "girl" => Class::Person,
        _ => return None,
    })
}

fn is_place_noun(lemma: &str) -> bool {
    matches!(class(lemma), Some(Class::Town | Class::State | Class::Place | Class::Site))
}

/// How well an entity may be called by a noun; `None` where it may not.
fn fits(discourse: &Discourse<'_, '_>, entity: usize, class: Class, lemma: &str) -> Option<f32> {
    let known = &discourse.named.entities[entity];
    let mut names = std::iter::once(&known.name).chain(known.aliases.keys()).take(6);
    let named = names.any(|name| normalize::key(name).split(' ').any(|word| word == lemma));
    let kind = known.kind;
    match class {
        _ if named && kind != EntityType::Person => Some(4.0),
        Class::Town => (kind == EntityType::Place && !has_site_word(&known.name)).then_some(0.0),
        Class::State => (kind == EntityType::Country).then_some(0.0),
        Class::Place => match kind {
            EntityType::Place => Some(0.0),
            EntityType::Country => Some(-2.0),
            _ => None,
        },
        Class::Body if !matches!(lemma, "ministry" | "court" | "party" | "parliament" | "senate" | "congress") => {
            (kind == EntityType::Organization).then_some(0.0)
        }
        Class::Site | Class::Body => None,
        Class::Person => {
            let wanted = if matches!(lemma, "man" | "boy") { Gender::Male } else { Gender::Female };
            let agrees = discourse.gender.get(&entity).is_none_or(|gender| *gender == wanted);
            (kind == EntityType::Person && agrees).then_some(0.0)
        }
    }
}

/// Whether a name says itself that it is of no town: “Arle Island”.
fn has_site_word(name: &str) -> bool {
    normalize::key(name).split(' ').any(|word| matches!(class(word), Some(Class::Site | Class::Place)))
}

/// One word for the nouns that call one person in turn: child, baby, daughter.
fn kin(lemma: &str) -> &str {
    match lemma {
        "baby" | "infant" | "daughter" | "son" | "toddler" | "kid" | "newborn" => "child",
        "mother" | "father" | "mom" | "dad" => "parent",
        _ => lemma,
    }
}

/// The country whose people a text speaks of most, by noun: “Americans”.
pub(super) fn people_meant(context: &Context<'_>, discourse: &Discourse<'_, '_>) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for mention in discourse.mentions.iter().filter(|mention| mention.kind == MentionKind::Demonym) {
        let [entity] = mention.entities[..] else { continue };
        let noun = matches!(context.upos(mention.head), Upos::Noun | Upos::Propn) && discourse.is_plural(mention.head)
            || context.tree.head(mention.head).is_some_and(|noun| matches!(context.form(noun), "people" | "citizens"));
        if noun && discourse.kind(entity) == EntityType::Country {
            match counts.iter_mut().find(|(other, _)| *other == entity) {
                Some((_, count)) => *count += 1,
                None => counts.push((entity, 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut first = counts.iter().filter(|(_, count)| *count == most);
    first.next().filter(|_| most > 1 && first.next().is_none()).map(|(entity, _)| *entity)
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization, Person};
    use std::ops::Range;

    /// Whom the guess at a token means; empty where none is made. No guess is among the sure mentions.
    fn guessed(spec: &str, names: &[(Range<usize>, NameType)], token: usize) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        let guess = resolution.guesses.iter().find(|guess| guess.head == token);
        let sure = resolution.mention_at(token).is_some_and(|mention| !mention.entities.is_empty());
        assert!(guess.is_none() || !sure);
        let entities = guess.map(|guess| guess.entities.clone()).unwrap_or_default();
        entities.into_iter().map(|entity| resolution.entities[entity].name.clone()).collect()
    }

    const TOWN: &str = "Arlewick:PROPN:2:nsubj grew:VERB:0:root
        It:PRON:2:nsubj prospered:VERB:0:root
        The:DET:2:det city:NOUN:3:nsubj voted:VERB:0:root
        The:DET:2:det bridge:NOUN:3:nsubj fell:VERB:0:root";

    #[test]
    fn it_and_the_city_may_be_a_town() {
        let names = [(0..1, Location)];
        assert_eq!(guessed(TOWN, &names, 2), ["Arlewick"]);
        assert_eq!(guessed(TOWN, &names, 5), ["Arlewick"]);
        // a bridge is called so
        assert!(guessed(TOWN, &names, 8).is_empty());
        // a lake is no city
        let spec =
            TOWN.replace("Arlewick:PROPN:2:nsubj grew:VERB:0:root", "Arlewick:PROPN:2:compound Lake:PROPN:0:root");
        assert!(guessed(&spec, &[(0..2, Location)], 5).is_empty());
    }

    #[test]
    fn a_narrowed_description_is_left_open() {
        let spec = TOWN.replace(
            "The:DET:2:det city:NOUN:3:nsubj voted:VERB:0:root",
            "The:DET:3:det old:ADJ:3:amod city:NOUN:4:nsubj voted:VERB:0:root",
        );
        assert!(guessed(&spec, &[(0..1, Location)], 6).is_empty());
    }

    #[test]
    fn a_noun_beside_a_name_is_remembered() {
        let spec = "their:PRON:2:nmod=poss child:NOUN:4:nsubj Gloria:PROPN:2:appos fell:VERB:0:root
            The:DET:2:det baby:NOUN:3:nsubj recovered:VERB:0:root";
        assert_eq!(guessed(spec, &[(2..3, Person)], 1), ["Gloria"]);
        assert_eq!(guessed(spec, &[(2..3, Person)], 5), ["Gloria"]);
    }

    #[test]
    fn a_predicate_is_what_it_is_said_of() {
        let spec = "Graywire:PROPN:4:nsubj is:AUX:4:cop the:DET:4:det maker:NOUN:0:root";
        assert_eq!(guessed(spec, &[(0..1, Organization)], 3), ["Graywire"]);
        // “a maker” describes and refers to nobody
        assert!(guessed(&spec.replace("the:DET", "a:DET"), &[(0..1, Organization)], 3).is_empty());
    }

    #[test]
    fn a_family_is_they() {
        let (document, mut analysis) = testing::analysis(
            "The:DET:2:det Graywicks:PROPN:3:nsubj:Graywick left:VERB:0:root
            They:PRON:2:nsubj returned:VERB:0:root",
            &[(1..2, Person)],
        );
        analysis.tokens[1].xpos = "NNPS".into();
        let resolution = resolve(&document, &analysis);
        assert!(resolution.guesses.iter().any(|guess| guess.head == 3));
    }
}
