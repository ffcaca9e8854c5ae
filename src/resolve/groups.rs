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
    let dateline = || context.dateline_country().filter(|_| is_government(&lemma)).map(str::to_owned);
    let only = if several { None } else { only_country(discourse, noun).or_else(dateline) };
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

/// Whether a noun is of those who govern a state and speak for it.
fn is_government(lemma: &str) -> bool {
    matches!(lemma, "government" | "cabinet" | "junta" | "minister" | "parliament" | "regime")
}

/// The one country that a sentence speaks of, by name, people or place, but for whom the group does something to.
fn only_country(discourse: &Discourse<'_, '_>, noun: usize) -> Option<String> {
    let sentence = discourse.context.sentence_of(noun)?;
    // A sentence of ordinary length; in an overlong one nothing can be told.
    let tokens = sentence.take(200);
    let said = said_by(discourse, noun);
    // A paper or a firm of one country may tell of another.
    let geographic = |entity: &usize| matches!(discourse.kind(*entity), EntityType::Country | EntityType::Place);
    let mut countries = tokens
        .filter(|&token| !said.contains(&token) && !is_opposite(discourse, noun, token))
        .filter_map(|token| discourse.entity_headed(token))
        .filter(geographic)
        .filter_map(|entity| discourse.country(entity));
    let first = countries.next().filter(|country| country.len() == 3 && !matches!(*country, "IGO" | "NGO"))?;
    countries.all(|country| country == first).then(|| first.to_owned())
}

/// How far up from a name the verb is looked for.
const DEEP: usize = 8;

/// Whether a name is of the state that the act of a group is towards: “the government accused Malta”, “the junta expelled a Maltese
/// diplomat”. Where something is done tells whose they are.
fn is_opposite(discourse: &Discourse<'_, '_>, noun: usize, name: usize) -> bool {
    let tree = &discourse.context.tree;
    let Some(verb) = tree.head(noun).filter(|_| tree.relation(noun) == "nsubj") else { return false };
    let country = discourse.entity_headed(name).is_some_and(|entity| discourse.kind(entity) == EntityType::Country);
    if !country {
        return false;
    }
    let steps: Vec<usize> = std::iter::successors(Some(name), |&at| tree.head(at)).take(DEEP).collect();
    let Some(end) = steps.iter().position(|&at| at == verb) else { return false };
    let place = |at: &usize| {
        matches!(
            tree.case(*at).as_deref(),
            Some("in" | "inside" | "within" | "near" | "across" | "throughout" | "at" | "around" | "along")
        )
    };
    let party = end
        .checked_sub(1)
        .and_then(|top| steps.get(top))
        .is_some_and(|&top| tree.relation(top) == "obj" || tree.relation(top) == "obl" && tree.case(top).is_some());
    party && !steps[..end].iter().any(place)
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
    fn a_government_is_not_of_whom_it_accuses() {
        let spec = "The:DET:2:det government:NOUN:3:nsubj:government accused:VERB:0:root:accuse Norway:PROPN:3:obj";
        assert!(named(spec, &[(3..4, Location)], "government").is_empty());
        let people = "The:DET:2:det government:NOUN:3:nsubj:government expelled:VERB:0:root:expel a:DET:6:det Norwegian:ADJ:6:amod envoy:NOUN:3:obj";
        assert!(named(people, &[(4..5, People)], "government").is_empty());
        // where it does so is its own
        let place = "The:DET:2:det government:NOUN:3:nsubj:government jailed:VERB:0:root:jail critics:NOUN:3:obj in:ADP:6:case Norway:PROPN:3:obl";
        assert_eq!(named(place, &[(5..6, Location)], "government"), ["Norway"]);
        let opens = "In:ADP:2:case Norway:PROPN:6:obl ,:PUNCT:2:punct the:DET:5:det government:NOUN:6:nsubj:government accused:VERB:0:root:accuse Chad:PROPN:6:obj";
        assert_eq!(named(opens, &[(1..2, Location), (6..7, Location)], "government"), ["Norway"]);
    }

    #[test]
    fn a_bare_government_is_of_the_dateline() {
        let spec = "Oslo:PROPN:0:root -:PUNCT:1:punct
            The:DET:2:det government:NOUN:3:nsubj:government accused:VERB:0:root:accuse Chad:PROPN:3:obj";
        let (document, mut analysis) = testing::analysis(spec, &[(0..1, Location), (5..6, Location)]);
        analysis.sentences[0].kind = crate::ingest::LineKind::Dateline;
        let resolution = resolve(&document, &analysis);
        let state = resolution.mention_at(3).map(|mention| mention.entities.clone()).unwrap_or_default();
        let names: Vec<&str> = state.iter().map(|&entity| &*resolution.entities[entity].name).collect();
        assert_eq!(names, ["Norway"]);
    }

    #[test]
    fn officials_of_a_body_act_for_it() {
        let spec = "Officials:NOUN:4:nsubj:official at:ADP:3:case Graywire:PROPN:1:nmod spoke:VERB:0:root";
        let names = [(2..3, NameType::Organization)];
        assert_eq!(named(spec, &names, "Officials"), ["Graywire"]);
        assert!(named(&spec.replace("official", "supporter"), &names, "Officials").is_empty());
    }
}
