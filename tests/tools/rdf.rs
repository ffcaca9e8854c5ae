//! Each form of RDF, read by rdflib, PyLD, pySHACL and Oxigraph: the triples of `graph.jsonld`, and who met whom.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use newsgraph::export::{Options, write_folder};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use serde_json::{Value, json};

use super::formats::{every, found, met, names, rows};
use super::hostile::hostile;
use super::hostile_graph::graph;
use super::support::scratch;

#[test]
#[ignore = "needs rdflib: cargo xtask test"]
fn rdflib_finds_the_triples_of_json_ld_in_turtle_n_quads_and_trig() {
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    for folder in [every(), hostile()] {
        let json_ld = fs::read(folder.join("graph.jsonld")).unwrap();
        let triples: BTreeSet<String> = RdfParser::from_format(format)
            .for_slice(&json_ld)
            .map(|quad| quad.unwrap())
            .map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object))
            .collect();
        let turtle = found("rdflib", &folder.join("graph.ttl"));
        assert_eq!(turtle["triples"].as_array().unwrap().len(), triples.len());
        for name in ["graph.nq", "graph.trig"] {
            let dataset = found("rdflib", &folder.join(name));
            assert_eq!(dataset["triples"], turtle["triples"], "{name}");
            assert_eq!((&dataset["events"], &dataset["met"]), (&turtle["events"], &turtle["met"]), "{name}");
            let graphs = dataset["graphs"].as_array().unwrap();
            let documents: BTreeSet<String> =
                rows(folder, "evidence.csv").into_iter().map(|row| row["document"].clone()).collect();
            assert_eq!(graphs.len(), documents.len(), "{name}: a graph for each document that tells something");
        }
        assert_eq!(turtle["graphs"], json!([]));
    }
    let met: BTreeSet<Vec<String>> = met(every()).into_iter().collect();
    let by_query = found("rdflib", &every().join("graph.nq"))["met"].clone();
    let by_query: BTreeSet<Vec<String>> = serde_json::from_value(by_query).unwrap();
    assert!(!by_query.is_empty() && by_query.is_subset(&met), "{by_query:?} {met:?}");
}

/// Whatever reads it: the same triples as strings, byte for byte.
#[test]
fn every_form_of_rdf_holds_the_triples_of_json_ld() {
    let folder = scratch("formats-rdf");
    let formats = ["jsonld", "turtle", "nquads", "trig", "jsonld-expanded", "jsonld-framed"];
    let formats = formats.into_iter().map(|name| name.parse().unwrap()).collect();
    write_folder(&graph(), &folder, &Options { formats, all: true, ..Options::default() }).unwrap();
    let triples = |name: &str, format| -> BTreeSet<String> {
        let file = fs::read(folder.join(name)).unwrap();
        let quads = RdfParser::from_format(format).for_slice(&file).map(Result::unwrap);
        quads.map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object)).collect()
    };
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let json_ld = triples("graph.jsonld", format);
    for (name, format) in [
        ("graph.ttl", RdfFormat::Turtle),
        ("graph.nq", RdfFormat::NQuads),
        ("graph.trig", RdfFormat::TriG),
        ("graph.expanded.jsonld", format),
    ] {
        let found = triples(name, format);
        let missing: Vec<_> = json_ld.difference(&found).take(3).collect();
        let more: Vec<_> = found.difference(&json_ld).take(3).collect();
        assert!(missing.is_empty() && more.is_empty(), "{name}: missing {missing:?}, more {more:?}");
    }
    let framed = triples("graph.framed.jsonld", format);
    assert!(framed.len() > 100 && framed.is_subset(&json_ld), "{:?}", framed.difference(&json_ld).next());
    // A tree: who takes part has the name where the event is.
    let tree: Value = serde_json::from_slice(&fs::read(folder.join("graph.framed.jsonld")).unwrap()).unwrap();
    let events: Vec<&Value> =
        tree["@graph"].as_array().unwrap().iter().filter(|one| one["source"].is_object()).collect();
    assert!(!events.is_empty() && events.iter().all(|event| event["target"]["@id"].is_string()), "{tree}");
    assert!(events.iter().any(|event| event["source"]["name"].is_string()), "{tree}");
}

#[test]
#[ignore = "needs PyLD: cargo xtask test"]
fn json_ld_is_framed_by_meetings_with_those_who_met() {
    let framed = found("framed", &every().join("graph.jsonld"));
    let names = names(every());
    let mut meetings = BTreeMap::<String, BTreeSet<String>>::new();
    for row in rows(every(), "edges.csv").into_iter().filter(|row| row[":TYPE"] == "PARTICIPATED_IN") {
        meetings.entry(row[":END_ID"].clone()).or_default().insert(names[&row[":START_ID"]].clone());
    }
    let mut expected: Vec<Vec<String>> = meetings.into_values().map(|names| names.into_iter().collect()).collect();
    expected.sort();
    assert!(expected.len() > 2);
    assert_eq!(framed["meetings"], json!(expected));
    assert!(framed["sentences"].as_u64().unwrap() >= expected.len() as u64);
}

#[test]
#[ignore = "needs pySHACL: cargo xtask test"]
fn the_graph_holds_to_our_shapes_and_a_broken_one_does_not() {
    for file in [every().join("graph.ttl"), every().join("graph.jsonld"), hostile().join("graph.ttl")] {
        let found = found("shacl", &file);
        assert_eq!(found["conforms"], true, "{}: {}", file.display(), found["said"]);
        assert_eq!(found["broken"], json!(vec![true; 5]), "{}: {found}", file.display());
        assert!(found["counts"]["Event"].as_u64().unwrap() > 2 && found["failed"].as_u64().unwrap() < 8, "{found}");
    }
}
