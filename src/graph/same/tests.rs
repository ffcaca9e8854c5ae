//! Two documents that name somebody each in; how many are one out.

use super::super::DocumentNode;
use super::*;

fn document(graph: &mut KnowledgeGraph, id: &str, day: &str) {
    graph.add_node(Node::Document(DocumentNode {
        id: format!("document-{id}"),
        document: id.to_owned(),
        title: None,
        url: None,
        text_sha256: None,
        sketch: None,
        copies: BTreeSet::new(),
        date: day.parse().ok(),
        producer: "".into(),
    }));
}

/// Adds an entity of a document: of the tables if it has an item.
pub(in crate::graph) fn add(
    graph: &mut KnowledgeGraph,
    kind: EntityType,
    names: &[&str],
    country: &str,
    item: &str,
    document: &str,
) {
    let country = Some(country).filter(|country| !country.is_empty());
    let id = if item.is_empty() { id_by_name(kind, names[0], country) } else { item.to_owned() };
    graph.add_node(Node::Entity(EntityNode {
        id,
        kind,
        types: BTreeSet::from([kind]),
        name: names[0].to_owned(),
        aliases: names.iter().map(|name| (*name).to_owned()).collect(),
        wikidata: Some(item.to_owned()).filter(|item| !item.is_empty()),
        title: None,
        iso3: None,
        country: country.map(str::to_owned),
        coordinates: None,
        claimed_by: BTreeSet::new(),
        mentions: BTreeMap::from([(document.into(), 1)]),
        confidence: crate::confidence::Confidence::ONE,
        reason: String::new(),
    }));
}

/// A graph of two documents of the same week, each with one name and with an official of Norway.
fn graph(a: (EntityType, &[&str], &str, &str), b: (EntityType, &[&str], &str, &str)) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for (document_id, (kind, names, country, item)) in [("a", a), ("b", b)] {
        document(&mut graph, document_id, "2021-05-06");
        add(&mut graph, kind, names, country, item, document_id);
        add(&mut graph, EntityType::Person, &["Ola Nordmann Moe"], "NOR", "Q1", document_id);
    }
    graph
}

fn folds(a: (EntityType, &[&str], &str, &str), b: (EntityType, &[&str], &str, &str)) -> usize {
    graph(a, b).one_entity(&mut Settled::default()).len()
}

const P: EntityType = EntityType::Person;
const O: EntityType = EntityType::Organization;
const L: EntityType = EntityType::Place;

#[test]
fn a_body_is_one_with_and_without_its_state() {
    let long = (O, &["Norwegian Graywick Board"][..], "NOR", "");
    assert_eq!(folds(long, (O, &["Graywick Board"], "", "")), 1);
    assert_eq!(folds(long, (O, &["Graywick Board"], "NOR", "Q2")), 1);
    assert_eq!(folds(long, (O, &["Graywick Board"], "SWE", "Q2")), 0);
    assert_eq!(folds((O, &["Norwegian Senate"], "NOR", ""), (O, &["Senate"], "NOR", "")), 1);
    assert_eq!(folds((O, &["Norwegian Senate"], "NOR", ""), (O, &["Senate"], "SWE", "")), 0);
    // which of all Liberal Parties, and whose board, where the text speaks of Norway alone?
    assert_eq!(folds((O, &["Maltese Graywick Board"], "MLT", ""), (O, &["Graywick Board"], "", "")), 0);
    assert_eq!(folds((O, &["Maltese Liberal Party"], "MLT", ""), (O, &["Liberal Party"], "", "")), 0);
    assert_eq!(folds((O, &["Norwegian Liberal Party"], "NOR", ""), (O, &["Liberal Party"], "NOR", "Q2")), 1);
}

#[test]
fn an_acronym_is_what_another_document_spells_out() {
    let spelled = (O, &["Graywick Transit of Moss", "GTM"][..], "NOR", "");
    assert_eq!(folds(spelled, (O, &["GTM"], "", "")), 1);
    assert_eq!(folds(spelled, (P, &["GTM"], "", "")), 1);
    assert_eq!(folds(spelled, (O, &["GTM"], "SWE", "")), 0);
    assert_eq!(folds((O, &["Graywick Transit of Moss", "GTM"], "MLT", ""), (O, &["GTM"], "", "")), 0);
}

#[test]
fn a_party_is_one_with_and_without_the_word() {
    let party = (O, &["Graywick Front Party"][..], "NOR", "Q2");
    assert_eq!(folds(party, (O, &["Graywick Front"], "", "")), 1);
    assert_eq!(folds(party, (O, &["Graywick Front"], "SWE", "")), 0);
    assert_eq!(folds((O, &["Graywick Party"], "NOR", "Q2"), (O, &["Graywick"], "", "")), 0);
}

#[test]
fn whoever_is_folded_takes_others_along() {
    let mut graph = graph((P, &["Ada Graywick"], "NOR", "Q2"), (P, &["Ada Graywick"], "NOR", ""));
    document(&mut graph, "c", "2021-05-06");
    add(&mut graph, P, &["Ada Graywick"], "", "", "c");
    let pairs = graph.one_entity(&mut Settled::default());
    assert_eq!(pairs.iter().map(|(_, told)| &*told.id).collect::<Vec<_>>(), ["Q2", "Q2"]);
}

#[test]
fn a_surname_is_that_of_one_person_of_the_tables() {
    let full = (P, &["Ada Graywick"][..], "NOR", "Q2");
    assert_eq!(folds(full, (P, &["Graywick"], "", "")), 1);
    assert_eq!(folds((P, &["Ada Graywick"], "NOR", ""), (P, &["Graywick"], "", "")), 0);
    assert_eq!(folds((P, &["Ada Graywick"], "MLT", "Q2"), (P, &["Graywick"], "", "")), 0);
    // “James” may be anybody
    assert_eq!(folds((P, &["Ada James"], "NOR", "Q2"), (P, &["James"], "", "")), 0);
    let mut two = graph(full, (P, &["Graywick"], "", ""));
    add(&mut two, P, &["Bo Graywick"], "", "", "a");
    assert!(two.one_entity(&mut Settled::default()).is_empty());
    let mut late = graph(full, (P, &["Graywick"], "", ""));
    document(&mut late, "b", "2031-05-06");
    assert!(late.one_entity(&mut Settled::default()).is_empty());
}

#[test]
fn an_initial_makes_nobody_else() {
    let long = (P, &["Ada B. Graywick"][..], "NOR", "");
    assert_eq!(folds(long, (P, &["Ada Graywick"], "NOR", "")), 1);
    assert_eq!(folds(long, (P, &["Ada Graywick"], "SWE", "")), 0);
    let mut two = graph(long, (P, &["Ada Graywick"], "NOR", ""));
    add(&mut two, P, &["Ada C. Graywick"], "NOR", "", "a");
    assert!(two.one_entity(&mut Settled::default()).is_empty());
}

#[test]
fn a_whole_name_is_of_one_type() {
    assert_eq!(folds((O, &["Graywick Hospital"], "", ""), (L, &["Graywick Hospital"], "", "")), 1);
    assert_eq!(folds((O, &["Graywick"], "", ""), (L, &["Graywick"], "", "")), 0);
    assert_eq!(folds((O, &["Graywick"], "", "Q2"), (L, &["Graywick"], "", "")), 1);
    let folded = graph((O, &["Graywick"], "", "Q2"), (L, &["Graywick"], "", ""));
    let folded = folded.folded();
    let node = folded.graph().node("Q2").and_then(Node::entity).map(|node| (node.kind, node.mentions.len()));
    assert_eq!(node, Some((O, 2)));
}

#[test]
fn what_one_document_names_apart_stays_apart() {
    let mut both = graph((P, &["Ada Graywick"], "NOR", "Q2"), (P, &["Graywick"], "", ""));
    add(&mut both, P, &["Graywick"], "", "", "a");
    assert!(both.one_entity(&mut Settled::default()).is_empty());
}
