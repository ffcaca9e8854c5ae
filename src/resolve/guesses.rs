//! A word that no rule resolved in; what it means out, as a mention where that is sure enough for events to rest on, else as a
//! guess that the analysis alone shows.

use super::antecedents::{self, is_definite, is_place_noun};
use super::context::Context;
use super::discourse::Discourse;
use super::person::{self, Person};
use super::pronouns;
use super::{EntityType, Mention, MentionKind};
use crate::analyze::Upos;

/// Reads a pronoun or noun that no rule resolved: a sure mention is given back, a guess entered.
pub(super) fn read(discourse: &mut Discourse<'_, '_>, token: usize) -> Option<Mention> {
    let context = discourse.context;
    let (choice, kind) = match context.upos(token) {
        Upos::Pron | Upos::Det => {
            let person = person::third_person(context.form(token))?;
            if pronouns::is_expletive(discourse, token, person) {
                return None;
            }
            (antecedents::third(discourse, token, person)?, MentionKind::Pronoun)
        }
        Upos::Noun => {
            let lemma = kin(&context.lemma(token).to_lowercase()).to_owned();
            if let Some(told) = told(discourse, token, &lemma) {
                discourse.guess(told);
                return None;
            }
            // “It makes Norway the first country” is said of Norway and refers to nothing.
            if matches!(context.tree.relation(token), "compound" | "flat" | "amod" | "xcomp") {
                return None;
            }
            (antecedents::described(discourse, token, &lemma)?, MentionKind::Nominal)
        }
        _ => return None,
    };
    if let Some((referent, probability)) = choice.sure() {
        let known = discourse.referents.get(referent);
        if !known.entities.is_empty() {
            let kind = if known.group { MentionKind::Group } else { kind };
            return Some(discourse.mention(token, known.entities.clone(), kind, probability));
        }
    }
    if let Some((referent, _)) =
        choice.likeliest.filter(|(referent, _)| discourse.referents.get(*referent).entities.is_empty())
    {
        let at = discourse.antecedent(token, Vec::new(), is_several(discourse, token));
        discourse.referents.mention(at, referent, true);
    }
    let (referent, probability) = choice.guess()?;
    let entities = discourse.referents.get(referent).entities.clone();
    discourse.guess(discourse.mention(token, entities, kind, probability));
    None
}

/// A noun that means nobody with a name may still be what a pronoun means.
pub(super) fn remember(discourse: &mut Discourse<'_, '_>, noun: usize) {
    let context = discourse.context;
    let named = discourse.mention_of[noun].is_some_and(|at| !discourse.mentions[at].entities.is_empty());
    let known = named
        || discourse.guesses.entities(noun).is_some()
        || discourse.referents.back().next().is_some_and(|last| last.at.head == noun);
    let part = matches!(context.tree.relation(noun), "compound" | "flat" | "amod" | "case" | "mark" | "fixed");
    if known || part || context.upos(noun) != Upos::Noun || context.span_at(noun).is_some() {
        return;
    }
    let antecedent = discourse.antecedent(noun, Vec::new(), discourse.is_plural(noun));
    let again = is_definite(discourse, noun);
    discourse.referents.enter_noun(antecedent, context.lemma(noun).to_lowercase(), again);
}

/// Whether a noun or pronoun means several.
fn is_several(discourse: &Discourse<'_, '_>, token: usize) -> bool {
    let they = person::third_person(discourse.context.form(token)) == Some(Person::They);
    they || discourse.is_plural(token)
}

/// Whom or what a token means, surely or by guess.
pub(super) fn meaning(discourse: &Discourse<'_, '_>, token: usize) -> Option<Vec<usize>> {
    let sure = discourse.mention_of.get(token).copied().flatten().map(|at| &discourse.mentions[at]);
    let sure = sure.filter(|mention| mention.kind != MentionKind::Group && !mention.entities.is_empty());
    sure.map(|mention| mention.entities.clone()).or_else(|| discourse.guesses.entities(token).map(<[usize]>::to_vec))
}

/// A description whose phrase tells whom it means.
fn told(discourse: &mut Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Mention> {
    let (entities, confidence) = match beside_name(discourse, noun) {
        Some(entity) => (vec![entity], 0.6),
        None if matches!(discourse.context.tree.relation(noun), "compound" | "flat" | "amod") => return None,
        None => (predicate(discourse, noun)?, 0.5),
    };
    if let [entity] = entities[..] {
        discourse.guesses.described.insert(lemma.to_owned(), entity);
    }
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

    /// Whom a token means, surely or by guess; empty where nothing is told. No guess is among the sure mentions.
    fn meant(spec: &str, names: &[(Range<usize>, NameType)], token: usize) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        let guess = resolution.guesses.iter().find(|guess| guess.head == token);
        let sure = resolution.mention_at(token).is_some_and(|mention| !mention.entities.is_empty());
        assert!(guess.is_none() || !sure);
        let found = guess.or(resolution.mention_at(token));
        let entities = found.map(|found| found.entities.clone()).unwrap_or_default();
        entities.into_iter().map(|entity| resolution.entities[entity].name.clone()).collect()
    }

    const TOWN: &str = "Arlewick:PROPN:2:nsubj grew:VERB:0:root
        It:PRON:2:nsubj prospered:VERB:0:root
        The:DET:2:det city:NOUN:3:nsubj voted:VERB:0:root
        The:DET:2:det bridge:NOUN:3:nsubj fell:VERB:0:root";

    #[test]
    fn it_and_the_city_may_be_a_town() {
        let names = [(0..1, Location)];
        assert_eq!(meant(TOWN, &names, 2), ["Arlewick"]);
        assert_eq!(meant(TOWN, &names, 5), ["Arlewick"]);
        // a bridge is called so
        assert!(meant(TOWN, &names, 8).is_empty());
        // a lake is no city
        let spec =
            TOWN.replace("Arlewick:PROPN:2:nsubj grew:VERB:0:root", "Arlewick:PROPN:2:compound Lake:PROPN:0:root");
        assert!(meant(&spec, &[(0..2, Location)], 5).is_empty());
    }

    #[test]
    fn a_narrowed_description_is_less_sure() {
        let confidence = |spec: &str, token: usize| {
            let (document, analysis) = testing::analysis(spec, &[(0..1, Location)]);
            let resolution = resolve(&document, &analysis);
            let mut found = resolution.guesses.iter().chain(&resolution.mentions).filter(|found| found.head == token);
            found.next().map_or(0.0, |found| found.confidence)
        };
        let narrowed = TOWN.replace(
            "The:DET:2:det city:NOUN:3:nsubj voted:VERB:0:root",
            "The:DET:3:det old:ADJ:3:amod city:NOUN:4:nsubj voted:VERB:0:root",
        );
        assert!(confidence(TOWN, 5) > confidence(&narrowed, 6) + 0.05);
    }

    #[test]
    fn a_noun_beside_a_name_is_remembered() {
        let spec = "their:PRON:2:nmod=poss child:NOUN:4:nsubj Gloria:PROPN:2:appos fell:VERB:0:root
            The:DET:2:det baby:NOUN:3:nsubj recovered:VERB:0:root";
        assert_eq!(meant(spec, &[(2..3, Person)], 1), ["Gloria"]);
        assert_eq!(meant(spec, &[(2..3, Person)], 5), ["Gloria"]);
    }

    #[test]
    fn a_predicate_is_what_it_is_said_of() {
        let spec = "Graywire:PROPN:4:nsubj is:AUX:4:cop the:DET:4:det maker:NOUN:0:root";
        assert_eq!(meant(spec, &[(0..1, Organization)], 3), ["Graywire"]);
        // “a maker” describes and refers to nobody
        assert!(meant(&spec.replace("the:DET", "a:DET"), &[(0..1, Organization)], 3).is_empty());
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
        assert!(resolution.guesses.iter().chain(&resolution.mentions).any(|found| found.head == 3));
    }
}
