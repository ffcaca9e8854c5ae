//! A plural noun in; the mention of those that it refers to out: “the two leaders”, “both countries”, “the sides”, “their
//! countries”, “the two”.

use std::ops::RangeInclusive;

use super::descriptions::{determiner, in_text};
use super::discourse::Discourse;
use super::lexicon::{self, OfficeKind};
use super::{EntityType, Mention, MentionKind};

/// What a plural is of.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// People, with the office that they share if the noun names one.
    People(Option<OfficeKind>),
    Countries,
    /// Sides and parties: countries or organizations.
    Parties,
    /// “the two”: people or else countries.
    Either,
}

/// “the two leaders”, “both countries”, “the sides”.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Mention> {
    let kind = kind_of(discourse, noun, lemma)?;
    if let Some(owners) = owners(discourse, noun) {
        let entities = match kind {
            Kind::Countries => states(discourse, &owners)?,
            Kind::People(Some(office)) => leaders(discourse, noun, &owners, office)?,
            _ => return None,
        };
        return Some(discourse.mention(noun, entities, MentionKind::Nominal, 0.65));
    }
    let definite = matches!(determiner(discourse, noun).as_deref(), Some("the" | "both" | "these" | "those"));
    // “the other two countries”: nobody mentioned before; “the two countries of the south”: explained by what follows.
    let other = discourse.context.tree.children(noun).any(|child| {
        matches!(discourse.context.lemma(child), "other" | "many" | "several" | "such" | "neighboring" | "most" | "all")
            || discourse.context.tree.relation(child) == "acl" && discourse.context.lemma(child) != "involve"
    });
    if other || !definite || discourse.state_of(noun).is_some() {
        return None;
    }
    let entities = group_of(discourse, noun, kind, number(discourse, noun))?;
    Some(discourse.mention(noun, entities, MentionKind::Nominal, 0.7))
}

/// “The two met again”: a number that stands for a noun.
pub(super) fn find_number(discourse: &mut Discourse<'_, '_>, token: usize) -> Option<Mention> {
    let context = discourse.context;
    let argument = matches!(context.tree.relation(token), "nsubj" | "obj" | "obl" | "nmod");
    let the = token > 0 && context.form(token - 1).eq_ignore_ascii_case("the");
    let alone = context.tree.children(token).all(|child| matches!(context.tree.relation(child), "det" | "case"));
    if !argument || !the || !alone || !context.form(token).eq_ignore_ascii_case("two") {
        return None;
    }
    let entities = group_of(discourse, token, Kind::Either, Some(2))?;
    Some(discourse.mention(token, entities, MentionKind::Nominal, 0.65))
}

fn kind_of(discourse: &Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Kind> {
    let context = discourse.context;
    Some(match lemma {
        "man" | "woman" | "statesman" | "counterpart" | "politician" => Kind::People(None),
        _ if lexicon::nouns::is_leader(lemma) => {
            let words: Vec<String> =
                context.tree.phrase(noun).map(|token| context.lemma(token).to_lowercase()).collect();
            let office = lexicon::office(&words).filter(|office| !office.is_affiliation());
            Kind::People(office.filter(|office| *office != OfficeKind::BodyHead))
        }
        "country" | "nation" | "state" | "government" | "neighbor" | "neighbour" | "power" | "superpower"
        | "capital" | "ally" | "people" => Kind::Countries,
        "side" | "party" | "rival" | "adversary" | "foe" | "partner" => Kind::Parties,
        "both" => Kind::Either,
        _ => return None,
    })
    .filter(|_| lemma != "people" || number(discourse, noun).is_some() && context.form(noun).ends_with('s'))
}

fn number(discourse: &Discourse<'_, '_>, noun: usize) -> Option<usize> {
    let context = discourse.context;
    context.tree.children(noun).filter(|&child| child < noun).find_map(|child| {
        match context.form(child).to_lowercase().as_str() {
            "two" | "both" | "2" => Some(2),
            "three" | "3" => Some(3),
            "four" | "4" => Some(4),
            _ => None,
        }
    })
}

/// “their countries”, “Roe and Doe’s governments”: the several whom a possessor means.
fn owners(discourse: &Discourse<'_, '_>, noun: usize) -> Option<Vec<usize>> {
    let tree = &discourse.context.tree;
    let possessor = tree.with_relation(noun, &["nmod"]).find(|&child| child < noun && tree.is_possessive(child))?;
    let owners = &discourse.mentions[discourse.mention_of[possessor]?].entities;
    (owners.len() > 1).then(|| owners.clone())
}

/// The different states that people act for, or the states themselves, if there are as many.
fn states(discourse: &mut Discourse<'_, '_>, of: &[usize]) -> Option<Vec<usize>> {
    let mut states = Vec::new();
    for &entity in of {
        let country = discourse.country(entity)?.to_owned();
        let state = discourse.named.country(discourse.context, &country)?;
        if !states.contains(&state) {
            states.push(state);
        }
    }
    (states.len() == of.len()).then_some(states)
}

/// “their presidents”: who holds the office in each of several states.
fn leaders(discourse: &Discourse<'_, '_>, noun: usize, states: &[usize], office: OfficeKind) -> Option<Vec<usize>> {
    let holder = |&state: &usize| {
        let country = discourse.country(state).filter(|_| discourse.kind(state) == EntityType::Country)?;
        in_text(discourse, noun, office, Some(country))
    };
    states.iter().map(holder).collect()
}

/// The members: those mentioned together last, else those mentioned last.
fn group_of(discourse: &mut Discourse<'_, '_>, noun: usize, kind: Kind, count: Option<usize>) -> Option<Vec<usize>> {
    let sentence = discourse.context.analysis.tokens[noun].sentence;
    let office = match kind {
        Kind::People(office) => office,
        _ => None,
    };
    let is_person = |discourse: &Discourse<'_, '_>, entity: usize| {
        discourse.kind(entity) == EntityType::Person && office.is_none_or(|office| holds(discourse, entity, office))
    };
    let is_country = |discourse: &Discourse<'_, '_>, entity: usize| discourse.kind(entity) == EntityType::Country;
    let is_party = |discourse: &Discourse<'_, '_>, entity: usize| {
        matches!(discourse.kind(entity), EntityType::Country | EntityType::Organization)
    };
    let size = count.unwrap_or(2);
    // “the ministers”: all who hold the office, few though they are
    let most = if count.is_none() && office.is_some() { FEW } else { size };
    let people = together(discourse, sentence, count, is_person).or_else(|| {
        let official = |discourse: &Discourse<'_, '_>, entity: usize| {
            is_person(discourse, entity) && (office.is_some() || is_official(discourse, entity))
        };
        let last = last_distinct(discourse, sentence, size..=most, official)?;
        Some((sentence.saturating_sub(4), last))
    });
    if let Kind::People(_) = kind {
        return people.map(|(_, people)| people);
    }
    let parties = match kind {
        Kind::Parties => together(discourse, sentence, count, is_party),
        _ => together(discourse, sentence, count, is_country),
    };
    if kind == Kind::Either {
        return match (people, parties) {
            (Some(people), Some(parties)) => Some(if people.0 >= parties.0 { people.1 } else { parties.1 }),
            (people, parties) => people.or(parties).map(|(_, members)| members),
        };
    }
    let led = people.and_then(|(seen, people)| Some((seen, states(discourse, &people)?)));
    match (parties, led) {
        (Some(named), Some(led)) => Some(if named.0 >= led.0 { named.1 } else { led.1 }),
        (named, led) => named
            .or(led)
            .map(|(_, members)| members)
            .or_else(|| last_distinct(discourse, sentence, size..=size, is_country)),
    }
}

/// The last several that were mentioned together, with their sentence; of any number where none is asked.
fn together(
    discourse: &Discourse<'_, '_>,
    sentence: usize,
    count: Option<usize>,
    fits: impl Fn(&Discourse<'_, '_>, usize) -> bool,
) -> Option<(usize, Vec<usize>)> {
    let found = discourse.back(sentence, 8).find(|antecedent| {
        let members = &antecedent.entities;
        antecedent.plural
            && members.len() > 1
            && count.is_none_or(|count| members.len() == count)
            && members.iter().all(|&entity| fits(discourse, entity))
    })?;
    Some((found.sentence, found.entities.clone()))
}

/// Whether the text gives somebody an office that a title may mean.
fn holds(discourse: &Discourse<'_, '_>, entity: usize, title: OfficeKind) -> bool {
    let mut offices = discourse.offices.iter().take(400);
    offices.any(|(person, office, _)| *person == entity && office.is_called(title))
}

/// Whether somebody holds an office by the text or the gazetteer.
fn is_official(discourse: &Discourse<'_, '_>, entity: usize) -> bool {
    let mut offices = discourse.offices.iter().take(400);
    offices.any(|(person, office, _)| *person == entity && !office.is_affiliation())
        || discourse.named.entities[entity].wikidata.is_some()
}

/// How many people may be meant by a plural without a number.
const FEW: usize = 4;

/// The last entities of a kind in the text, the earlier one first, if the sentences that name them name no more of the kind than may be
/// meant.
fn last_distinct(
    discourse: &Discourse<'_, '_>,
    sentence: usize,
    count: RangeInclusive<usize>,
    fits: impl Fn(&Discourse<'_, '_>, usize) -> bool,
) -> Option<Vec<usize>> {
    let mut found: Vec<usize> = Vec::new();
    let mut first = 0;
    for antecedent in discourse.back(sentence, 5) {
        // Who stands in an earlier sentence is no rival.
        if found.len() >= *count.start() && antecedent.sentence < first {
            break;
        }
        for &entity in antecedent.entities.iter().rev() {
            if fits(discourse, entity) && !found.contains(&entity) {
                first = antecedent.sentence;
                found.push(entity);
            }
        }
    }
    found.reverse();
    count.contains(&found.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use crate::analyze::NameType::{self, Location, Person};
    use crate::ingest::LineKind;
    use std::ops::Range;

    /// What the mention that a token heads refers to; lines of the given numbers are bylines.
    fn meant(spec: &str, names: &[(Range<usize>, NameType)], credits: &[usize], head: usize) -> Vec<String> {
        let (document, mut analysis) = testing::analysis(spec, names);
        for &line in credits {
            analysis.sentences[line].kind = LineKind::Byline;
        }
        let resolution = super::super::resolve(&document, &analysis);
        let found = resolution.mention_at(head).map(|mention| mention.entities.clone()).unwrap_or_default();
        found.into_iter().map(|entity| resolution.entities[entity].name.clone()).collect()
    }

    const LEADERS: &str = "President:PROPN:3:nmod=desc Ada:PROPN:3:nsubj=x Moe:PROPN:4:nsubj met:VERB:0:root:meet Premier:PROPN:6:nmod=desc Bo:PROPN:4:obj Lund:PROPN:6:flat
        By:ADP:3:case Cy:PROPN:3:compound Hart:PROPN:0:root and:CCONJ:6:cc Di:PROPN:6:compound Kern:PROPN:3:conj
        The:DET:3:det two:NUM:3:nummod leaders:NOUN:4:nsubj:leader agreed:VERB:0:root:agree
        The:DET:2:det two:NUM:3:nsubj left:VERB:0:root:leave";

    fn leaders() -> [(Range<usize>, NameType); 4] {
        [(1..3, Person), (5..7, Person), (8..10, Person), (11..13, Person)]
    }

    #[test]
    fn plurals_mean_those_who_met_and_hold_the_office() {
        assert_eq!(meant(LEADERS, &leaders(), &[1], 15), ["Ada Moe", "Bo Lund"]);
        assert_eq!(meant(LEADERS, &leaders(), &[1], 18), ["Ada Moe", "Bo Lund"]);
    }

    #[test]
    fn nobody_refers_to_the_authors() {
        // “the two counterparts” fits the authors too
        let spec = LEADERS.replace("leaders:NOUN:4:nsubj:leader", "counterparts:NOUN:4:nsubj:counterpart");
        assert_eq!(meant(&spec, &leaders(), &[1], 15), ["Ada Moe", "Bo Lund"]);
        assert_eq!(meant(&spec, &leaders(), &[], 15), ["Cy Hart", "Di Kern"]);
    }

    #[test]
    fn of_more_than_are_counted_none_are_meant() {
        let spec = "Norway:PROPN:2:nsubj warned:VERB:0:root:warn Chad:PROPN:2:obj
            Peru:PROPN:2:nsubj watched:VERB:0:root:watch
            The:DET:3:det three:NUM:3:nummod countries:NOUN:4:nsubj:country signed:VERB:0:root:sign";
        let names = [(0..1, Location), (2..3, Location), (3..4, Location)];
        assert_eq!(meant(spec, &names, &[], 7), ["Norway", "Chad", "Peru"]);
        let more = spec.replace("watched:VERB:0:root:watch", "watched:VERB:0:root:watch Fiji:PROPN:2:obj");
        let names = [(0..1, Location), (2..3, Location), (3..4, Location), (5..6, Location)];
        assert!(meant(&more, &names, &[], 8).is_empty());
        // two of them in the last sentence
        let two = more.replace("three", "two");
        assert_eq!(meant(&two, &names, &[], 8), ["Peru", "Fiji"]);
    }

    #[test]
    fn of_an_office_all_are_meant_who_were_just_named() {
        let spec = "Minister:PROPN:3:nmod=desc Ada:PROPN:3:nsubj=x Moe:PROPN:4:nsubj thanked:VERB:0:root:thank Minister:PROPN:6:nmod=desc Bo:PROPN:4:obj Lund:PROPN:6:flat
            Minister:PROPN:3:nmod=desc Cy:PROPN:3:nsubj=x Hart:PROPN:4:nsubj spoke:VERB:0:root:speak
            The:DET:2:det ministers:NOUN:3:nsubj:minister left:VERB:0:root:leave";
        let names = [(1..3, Person), (5..7, Person), (8..10, Person)];
        assert_eq!(meant(spec, &names, &[], 12), ["Ada Moe", "Bo Lund", "Cy Hart"]);
    }

    #[test]
    fn countries_are_those_named_together_or_led() {
        let spec = "Norway:PROPN:4:nsubj and:CCONJ:3:cc Chad:PROPN:1:conj agreed:VERB:0:root:agree
            Peru:PROPN:2:nsubj watched:VERB:0:root
            Both:DET:2:det countries:NOUN:3:nsubj:country signed:VERB:0:root
            The:DET:3:det other:ADJ:3:amod countries:NOUN:4:nsubj:country left:VERB:0:root";
        let names = [(0..1, Location), (2..3, Location), (4..5, Location)];
        assert_eq!(meant(spec, &names, &[], 7), ["Norway", "Chad"]);
        assert!(meant(spec, &names, &[], 11).is_empty());
    }
}
