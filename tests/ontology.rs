//! The terms of newsgraph as OWL and its shapes as SHACL (`data/ontology/*.ttl`) are those of the tables: what is theirs alone
//! stands in `tests/ontology`, the rest follows from the ontology of the program.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::Path;

use newsgraph::ontology::{predicates, relations, term};

/// A type of nodes as the files name it.
fn class(name: &str) -> String {
    let prefix = if matches!(name, "Meeting" | "Statement") { "ng" } else { "schema" };
    format!("{prefix}:{name}")
}

fn each(types: &str, one: impl Fn(&str) -> String) -> String {
    types.split('|').map(one).collect::<Vec<_>>().join(" ")
}

/// Name, whether it is symmetric, types of sources and targets, definition.
fn rows() -> Vec<(&'static str, bool, &'static str, &'static str, &'static str)> {
    let events =
        predicates().iter().map(|one| (&*one.name, one.symmetric, &*one.domain, &*one.range, &*one.definition));
    let others = relations().iter().map(|one| (&*one.name, one.symmetric, &*one.domain, &*one.range, &*one.definition));
    events.chain(others).collect()
}

fn owl() -> String {
    let mut text = include_str!("ontology/head.ttl").to_owned();
    for (name, symmetric, domain, range, definition) in rows() {
        let symmetric = if symmetric { ", owl:SymmetricProperty" } else { "" };
        let definition = definition.replace('\\', "\\\\").replace('"', "\\\"");
        text.push_str(&format!(
            "\nng:{} a owl:ObjectProperty{symmetric} ;\n    rdfs:label \"{}\"@en ;\n    rdfs:comment \"{definition}\"@en ;\n    \
             rdfs:domain [ owl:unionOf ( {} ) ] ;\n    rdfs:range [ owl:unionOf ( {} ) ] .\n",
            term(name),
            name.replace('-', " "),
            each(domain, class),
            each(range, class)
        ));
    }
    text
}

fn shapes() -> String {
    let mut text = include_str!("ontology/shapes-head.ttl").to_owned();
    for (name, _, domain, range, _) in rows() {
        let (term, is) = (term(name), |name: &str| format!("[ sh:class {} ]", class(name)));
        text.push_str(&format!(
            "\nng:{term}Shape a sh:NodeShape ;\n    sh:targetSubjectsOf ng:{term} ;\n    sh:or ( {} ) ;\n    \
             sh:property [ sh:path ng:{term} ; sh:or ( {} ) ] .\n",
            each(domain, is),
            each(range, is)
        ));
    }
    text
}

#[test]
fn the_published_terms_and_shapes_are_todays() {
    for (name, made) in [("newsgraph.ttl", owl()), ("shapes.ttl", shapes())] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let committed = fs::read_to_string(root.join("data/ontology").join(name)).unwrap();
        if committed != made {
            let there = root.join("target").join(name);
            fs::write(&there, made).unwrap();
            panic!("data/ontology/{name} is another than {}", there.display());
        }
    }
}

/// Every term of our own that a graph uses is defined: the test reads the context of the JSON-LD that the program writes.
#[test]
fn every_term_of_ours_in_the_context_is_defined() {
    let mut bytes = Vec::new();
    let graph = newsgraph::graph::KnowledgeGraph::new();
    newsgraph::export::write(&graph, &newsgraph::export::Options::default(), "graph.jsonld", &mut bytes).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let owl = owl();
    let mut count = 0;
    for (key, value) in json["@context"].as_object().unwrap() {
        let iri = value.as_str().or_else(|| value["@id"].as_str()).unwrap_or_default();
        if iri.starts_with("ng:") {
            assert!(owl.contains(&format!("\n{iri} a owl:")), "{key}: {iri}");
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}
