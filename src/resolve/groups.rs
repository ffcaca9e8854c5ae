//! A noun in; the mention of an unnamed group that acts for a state out: “Russian forces”, “protesters in Athens”,
//! “a Jordanian official”.

use std::ops::Range;

use super::discourse::Discourse;
use super::{EntityType, Mention, MentionKind, lexicon};
use crate::analyze::Upos;

/// How many words may stand between the first of two titles and the name.
const MOST_TITLE: usize = 9;

/// The group that a noun heads.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    let context = discourse.context;
    let lemma = context.lemma(noun).to_lowercase();
    if !lexicon::is_group_noun(&lemma) && !lexicon::is_group_noun(&context.form(noun).to_lowercase()) {
        return None;
    }
    if matches!(context.tree.relation(noun), "compound" | "amod" | "flat") || is_site(discourse, noun, &lemma) {
        return None;
    }
    // “the former French president”: acts for nobody's state any more.
    let past = |token: usize| {
        matches!(
            &*context.form(token).to_lowercase(),
            "former" | "ex" | "then" | "ousted" | "deposed" | "retired" | "late"
        )
    };
    let single = !discourse.is_plural(noun);
    if single && lexicon::title(&lemma).is_some() && context.tree.with_relation(noun, &["amod", "advmod"]).any(past) {
        return Some(discourse.mention(noun, Vec::new(), MentionKind::Group, 0.5));
    }
    if let Some(person) = of_one_person(discourse, noun) {
        return Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.85));
    }
    if let Some(state) = discourse.state_of(noun) {
        let states = with_coordinated(discourse, noun, state);
        return Some(discourse.mention(noun, states, MentionKind::Group, 0.85));
    }
    if let Some(body) = body_of(discourse, noun, &lemma) {
        return Some(discourse.mention(noun, vec![body], MentionKind::Group, 0.7));
    }
    if !lexicon::is_public_group(&lemma) {
        return Some(discourse.mention(noun, Vec::new(), MentionKind::Group, 0.5));
    }
    // “European officials”: of more than one country.
    let several = context
        .tree
        .with_relation(noun, &["amod", "compound"])
        .any(|word| lexicon::nouns::is_of_many_countries(&context.form(word).to_lowercase()));
    let only = if several { None } else { only_country(discourse, noun) };
    let entity = only.and_then(|country| discourse.named.country(context, &country));
    Some(discourse.mention(noun, entity.into_iter().collect(), MentionKind::Group, 0.4))
}

/// “officials at the Pentagon”, “fighters of the front”: those who serve a body act for it.
fn body_of(discourse: &Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<usize> {
    let serves = lexicon::nouns::is_serving_a_body(lemma);
    let tree = &discourse.context.tree;
    let at = |token: &usize| {
        *token > noun && matches!(tree.case(*token).as_deref(), Some("at" | "from" | "of" | "in" | "with"))
    };
    let bodies = tree.with_relation(noun, &["nmod"]).filter(at);
    let mut bodies = bodies.filter_map(|token| discourse.entity_headed(token));
    bodies.find(|&entity| serves && discourse.kind(entity) == EntityType::Organization)
}

/// “senate president and party chief Ann Roe”: titles without an article, joined before a name, are of one person.
fn of_one_person(discourse: &Discourse<'_, '_>, noun: usize) -> Option<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let sentence = context.sentence_of(noun)?;
    let phrase = tree.phrase(noun).start;
    let bare = phrase == sentence.start || !tree.with_relation(noun, &["det", "nmod:poss"]).any(|token| token < noun);
    let mut after = (noun + 1..sentence.end).take(MOST_TITLE);
    if !bare || context.analysis.tokens[noun].xpos == "NNS" || context.form(after.next()?) != "and" {
        return None;
    }
    let mut titled = false;
    for token in after {
        if let Some(entity) = discourse.entity_headed(token)
            && discourse.kind(entity) == EntityType::Person
        {
            return titled.then_some(entity);
        }
        let form = context.form(token);
        let word = form.starts_with(char::is_lowercase) && !matches!(form, "the" | "a" | "an" | "and" | "his" | "her");
        let part = matches!(context.upos(token), Upos::Noun | Upos::Adj | Upos::Adp | Upos::Verb | Upos::Punct);
        if !part || !word && form != "-" {
            return None;
        }
        titled |= lexicon::is_group_noun(context.lemma(token)) || lexicon::title(form).is_some();
    }
    None
}

/// “the state of Ohio”: a piece of land and no government.
fn is_site(discourse: &Discourse<'_, '_>, noun: usize, lemma: &str) -> bool {
    let tree = &discourse.context.tree;
    let place = |token: usize| {
        tree.case(token).as_deref() == Some("of")
            && discourse.entity_headed(token).is_some_and(|entity| discourse.kind(entity) == EntityType::Place)
    };
    matches!(lemma, "state" | "city" | "town" | "province" | "region" | "county" | "district" | "territory" | "base")
        && tree.with_relation(noun, &["nmod"]).any(place)
}

/// “Maltese and Greek officials”: the states of all the adjectives that the noun shares.
fn with_coordinated(discourse: &Discourse<'_, '_>, noun: usize, state: usize) -> Vec<usize> {
    let tree = &discourse.context.tree;
    let named =
        |token: usize| discourse.entity_headed(token).filter(|&entity| discourse.kind(entity) == EntityType::Country);
    if !discourse.is_plural(noun) {
        return vec![state];
    }
    // The parser hangs the adjectives on each other or all on the noun.
    let modifiers: Vec<usize> = tree.with_relation(noun, &["amod", "compound"]).filter(|&token| token < noun).collect();
    let joined = std::iter::once(noun).chain(modifiers.iter().copied());
    let joined = joined.flat_map(|word| tree.with_relation(word, &["cc"])).any(|token| token < noun);
    let mut states = vec![state];
    for &modifier in &modifiers {
        let others = tree.with_relation(modifier, &["conj"]).filter(|&token| token < noun);
        let own = std::iter::once(modifier).filter(|&token| joined || named(token) == Some(state));
        states.extend(own.chain(others.filter(|_| named(modifier).is_some())).filter_map(named));
    }
    // “the navies of Malta and Greece”
    let owners = tree.with_relation(noun, &["nmod"]).filter(|&token| tree.case(token).as_deref() == Some("of"));
    for owner in owners.filter(|&token| named(token) == Some(state)) {
        states.extend(tree.with_relation(owner, &["conj"]).filter_map(named));
    }
    let several = states.iter().enumerate().filter(|(at, state)| !states[..*at].contains(state));
    several.map(|(_, state)| *state).collect()
}

/// The one country that a sentence speaks of, by name, people or place.
fn only_country(discourse: &Discourse<'_, '_>, noun: usize) -> Option<String> {
    let sentence = discourse.context.sentence_of(noun)?;
    // A sentence of ordinary length; in an overlong one nothing can be told.
    let tokens = sentence.take(200);
    let said = said_by(discourse, noun);
    // A paper or a firm of one country may tell of another.
    let geographic = |entity: &usize| matches!(discourse.kind(*entity), EntityType::Country | EntityType::Place);
    let mut countries = tokens
        .filter(|token| !said.contains(token))
        .filter_map(|token| discourse.entity_headed(token))
        .filter(geographic)
        .filter_map(|entity| discourse.country(entity));
    let first = countries.next().filter(|country| country.len() == 3 && !matches!(*country, "IGO" | "NGO"))?;
    countries.all(|country| country == first).then(|| first.to_owned())
}

/// The words that a group says in a clause: “officials said that …”. Whom they speak of, they need not belong to.
fn said_by(discourse: &Discourse<'_, '_>, noun: usize) -> Range<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let clause = || {
        let verb = tree.head(noun).filter(|_| tree.relation(noun) == "nsubj")?;
        let clause = tree.with_relation(verb, &["ccomp"]).find(|&clause| clause > verb)?;
        Some(verb + 1..context.sentence_of(clause)?.end)
    };
    clause().unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use crate::analyze::NameType::{self, Location, People};
    use crate::resolve::{resolve, testing};

    /// Whom or what the first noun of that form is resolved to.
    fn named(spec: &str, names: &[(std::ops::Range<usize>, NameType)], form: &str) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        let noun = analysis.tokens.iter().position(|token| token.form == form).unwrap();
        let mention = resolution.mention_at(noun);
        mention.map_or(Vec::new(), |mention| {
            mention.entities.iter().map(|&entity| resolution.entities[entity].name.clone()).collect()
        })
    }

    #[test]
    fn joint_forces_are_of_both_states() {
        let tail = "forces:NOUN:5:nsubj:force attacked:VERB:0:root:attack";
        let spec = format!("Norway:PROPN:4:compound and:CCONJ:3:cc Nigerian:ADJ:4:amod {tail}");
        assert_eq!(named(&spec, &[(0..1, Location), (2..3, People)], "forces"), ["Norway", "Nigeria"]);
    }

    #[test]
    fn officials_are_of_the_one_country_that_is_named_and_not_of_whom_they_speak_of() {
        let said =
            "Officials:NOUN:2:nsubj:official said:VERB:0:root:say Norway:PROPN:4:nsubj agreed:VERB:2:ccomp:agree";
        assert!(named(said, &[(2..3, Location)], "Officials").is_empty());
        let met = "Officials:NOUN:2:nsubj:official met:VERB:0:root:meet in:ADP:4:case Norway:PROPN:2:obl";
        assert_eq!(named(met, &[(3..4, Location)], "Officials"), ["Norway"]);
    }

    #[test]
    fn officials_of_a_body_act_for_it() {
        let spec = "Officials:NOUN:4:nsubj:official at:ADP:3:case Graywire:PROPN:1:nmod spoke:VERB:0:root";
        let names = [(2..3, NameType::Organization)];
        assert_eq!(named(spec, &names, "Officials"), ["Graywire"]);
        assert!(named(&spec.replace("official", "supporter"), &names, "Officials").is_empty());
    }
}
