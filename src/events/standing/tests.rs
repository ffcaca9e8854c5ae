//! Trees with names in; the standing relations that they state out.

use std::ops::Range;

use super::find;
use crate::analyze::NameType::{self, Location, Organization, People, Person};
use crate::resolve::{resolve, testing};

/// `source relation target (role)` of each relation; names as ranges of words.
fn relations(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
    let (document, analysis) = testing::analysis(spec, names);
    let resolution = resolve(&document, &analysis);
    let name = |entity: usize| resolution.entities[entity].name.as_str();
    let mut found: Vec<String> = find(&document, &analysis, &resolution)
        .iter()
        .map(|one| {
            let role = one.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
            format!("{} {} {}{role}", name(one.source), one.relation.info().name, name(one.target))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn titles_state_offices_and_employments() {
    let spec = "Norwegian:ADJ:2:amod President:PROPN:3:nmod=desc Ada:PROPN:5:nsubj Moe:PROPN:3:flat left:VERB:0:root";
    assert_eq!(relations(spec, &[(0..1, People), (2..4, Person)]), ["Ada Moe holds-office Norway (President)"]);
    let spec = "Ada:PROPN:7:nsubj Moe:PROPN:1:flat ,:PUNCT:4:punct spokeswoman:NOUN:1:appos for:ADP:6:case Norway:PROPN:4:nmod left:VERB:0:root";
    assert_eq!(relations(spec, &[(0..2, Person), (5..6, Location)]), ["Ada Moe affiliated-with Norway (spokeswoman)"]);
}

#[test]
fn people_belong_to_the_body_that_their_phrase_names() {
    let spec =
        "Ada:PROPN:6:nsubj Moe:PROPN:1:flat of:ADP:5:case Harbor:PROPN:5:compound Watch:PROPN:1:nmod left:VERB:0:root";
    assert_eq!(relations(spec, &[(0..2, Person), (3..5, Organization)]), ["Ada Moe affiliated-with Harbor Watch"]);
    // “left with” is no tie
    let spec =
        "Ada:PROPN:3:nsubj Moe:PROPN:1:flat left:VERB:0:root with:ADP:6:case Harbor:PROPN:6:compound Watch:PROPN:3:obl";
    assert!(relations(spec, &[(0..2, Person), (4..6, Organization)]).is_empty());
}

#[test]
fn bodies_are_part_of_the_state_that_their_name_opens_with() {
    let spec = "Norwegian:ADJ:3:amod Harbor:PROPN:3:compound Ministry:PROPN:4:nsubj spoke:VERB:0:root";
    assert_eq!(relations(spec, &[(0..1, People), (1..3, Organization)]), ["Harbor Ministry of Norway part-of Norway"]);
    let spec = "Norway:PROPN:5:nmod=poss 's:PART:1:case state-run:ADJ:5:amod Harbor:PROPN:5:compound Wire:PROPN:6:nsubj spoke:VERB:0:root";
    assert_eq!(relations(spec, &[(0..1, Location), (3..5, Organization)]), ["Harbor Wire part-of Norway"]);
}

#[test]
fn places_lie_in_what_follows_them() {
    let spec = "Storms:NOUN:2:nsubj hit:VERB:0:root Graywick:PROPN:2:obj ,:PUNCT:5:punct Norway:PROPN:3:nmod";
    assert_eq!(relations(spec, &[(2..3, Location), (4..5, Location)]), ["Graywick located-in Norway"]);
    // two subjects of one verb lie nowhere
    let spec = "Graywick:PROPN:4:nsubj and:CCONJ:3:cc Norway:PROPN:1:conj agreed:VERB:0:root";
    assert!(relations(spec, &[(0..1, Location), (2..3, Location)]).is_empty());
}

#[test]
fn any_noun_before_a_name_ties_it_to_its_body_but_not_against_it() {
    let spec = "Harbor:PROPN:2:compound Watch:PROPN:3:compound caterer:NOUN:6:nsubj Ada:PROPN:3:appos Moe:PROPN:4:flat left:VERB:0:root";
    let names = [(0..2, Organization), (3..5, Person)];
    assert_eq!(relations(spec, &names), ["Ada Moe affiliated-with Harbor Watch (caterer)"]);
    assert!(relations(&spec.replace("caterer", "hostage"), &names).is_empty());
}

#[test]
fn places_lie_where_their_class_is_told() {
    let spec = "fire:NOUN:2:nsubj hit:VERB:0:root northern:ADJ:5:amod Norwegian:ADJ:5:amod town:NOUN:2:obj of:ADP:7:case Graywick:PROPN:5:nmod";
    assert_eq!(relations(spec, &[(3..4, People), (6..7, Location)]), ["Graywick located-in Norway"]);
    let spec = "fire:NOUN:2:nsubj hit:VERB:0:root Graywick:PROPN:2:obj ,:PUNCT:7:punct Norway:PROPN:7:nmod=poss 's:PART:5:case town:NOUN:3:appos";
    assert_eq!(relations(spec, &[(2..3, Location), (4..5, Location)]), ["Graywick located-in Norway"]);
    let spec =
        "held:VERB:0:root in:ADP:3:case Graywick:PROPN:1:obl at:ADP:6:case Harbor:PROPN:6:compound Palace:PROPN:1:obl";
    assert_eq!(relations(spec, &[(2..3, Location), (4..6, Location)]), ["Harbor Palace located-in Graywick"]);
    let spec = "Graywick:PROPN:3:compound -:PUNCT:3:punct based:VERB:5:amod Harbor:PROPN:5:compound Watch:PROPN:6:nsubj left:VERB:0:root";
    assert_eq!(relations(spec, &[(0..1, Location), (3..5, Organization)]), ["Harbor Watch located-in Graywick"]);
}

#[test]
fn what_a_state_runs_is_its_body_however_it_hangs_in_the_tree() {
    let spec = "Norway:PROPN:5:nmod=poss 's:PART:1:case state:NOUN:5:compound -:PUNCT:3:punct run:NOUN:8:nsubj Harbor:PROPN:7:compound Wire:PROPN:5:appos spoke:VERB:0:root";
    assert_eq!(relations(spec, &[(0..1, Location), (5..7, Organization)]), ["Harbor Wire part-of Norway"]);
}
