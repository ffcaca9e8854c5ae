//! Graphs as sets of facts: merging in any order, writing, reading back, and querying, with hostile strings throughout.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use newsgraph::export::{Format, Options, View, write_folder};
use newsgraph::graph::{Claim, EdgeKind, Evidence, KnowledgeGraph, Node, read_folder};
use newsgraph::ontology::Predicate;
use newsgraph::query::{self, AnswerFormat, Limits};
use newsgraph::resolve::EntityType;

fn options(all: bool) -> Options {
    Options { formats: Format::ALL.to_vec(), all, ..Options::default() }
}

/// Writes a graph and gives the bytes of each file.
fn written(graph: &KnowledgeGraph, dir: &Path, options: &Options) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let files = write_folder(graph, dir, options).unwrap();
    let left: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| name(&entry.unwrap().path())).collect();
    assert!(left.iter().all(|file| !file.ends_with(".tmp")), "temporary files stay: {left:?}");
    files.files.into_iter().map(|file| (name(&file.path), fs::read(file.path).unwrap())).collect()
}

/// One graph a hostile name.
fn parts() -> Vec<KnowledgeGraph> {
    (0..hostile::HOSTILE.len()).map(hostile::part).collect()
}

/// Fails with the first line that differs.
fn assert_same(file: &str, left: &[u8], right: &[u8]) {
    let (left, right) = (String::from_utf8_lossy(left), String::from_utf8_lossy(right));
    for (left, right) in left.lines().zip(right.lines()) {
        assert_eq!(left, right, "{file}");
    }
    assert_eq!(left.lines().count(), right.lines().count(), "{file}");
}

#[test]
fn any_order_and_grouping_of_documents_gives_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let merged = |parts: Vec<KnowledgeGraph>| {
        let mut graph = KnowledgeGraph::new();
        parts.into_iter().for_each(|part| graph.merge(part));
        graph
    };
    let expected = written(&merged(parts()), dir.path(), &options(true));
    let mut seed = 7_u64;
    for round in 0..6 {
        let mut shuffled = parts();
        let mut groups = vec![Vec::new(), Vec::new(), Vec::new()];
        while !shuffled.is_empty() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let pick = usize::try_from(seed >> 33).unwrap();
            let part = shuffled.swap_remove(pick % shuffled.len());
            // A document that two groups hold counts once.
            if round % 2 == 1 {
                groups[(pick / 7) % 3].push(part.clone());
            }
            groups[pick % 3].push(part);
        }
        let graph = merged(groups.into_iter().map(merged).collect());
        assert!(written(&graph, dir.path(), &options(true)) == expected, "round {round} differs");
    }
}

#[test]
fn a_folder_that_is_read_back_is_written_the_same() {
    for all in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let first = written(&hostile::graph(), &dir.path().join("a"), &options(all));
        let again = written(&read_folder(&dir.path().join("a")).unwrap(), &dir.path().join("b"), &options(all));
        for (file, bytes) in &first {
            // A line break in a name is a space in CSV and so in whatever is made from it.
            if file.ends_with(".csv") {
                assert_same(file, bytes, &again[file]);
            }
        }
        let third = written(&read_folder(&dir.path().join("b")).unwrap(), &dir.path().join("c"), &options(all));
        again.iter().for_each(|(file, bytes)| assert_same(file, bytes, &third[file]));
    }
}

#[test]
fn tables_alone_are_a_graph() {
    let dir = tempfile::tempdir().unwrap();
    let tables = Options { formats: vec![Format::Csv], ..options(true) };
    let first = written(&hostile::graph(), &dir.path().join("a"), &tables);
    let again = written(&read_folder(&dir.path().join("a")).unwrap(), &dir.path().join("b"), &tables);
    let tables = first.iter().filter(|(file, _)| file.ends_with(".csv"));
    tables.for_each(|(file, bytes)| assert_same(file, bytes, &again[file]));
}

#[test]
fn every_format_that_is_read_gives_the_hostile_graph_again() {
    newsgraph::fuzzing::back_from_each(&hostile::graph());
}

#[test]
fn merging_folders_is_merging_documents() {
    let dir = tempfile::tempdir().unwrap();
    let mut read = KnowledgeGraph::new();
    for (place, part) in parts().into_iter().enumerate() {
        let folder = dir.path().join(place.to_string());
        written(&part, &folder, &options(true));
        read.merge(read_folder(&folder).unwrap());
    }
    let whole = written(&hostile::graph(), &dir.path().join("whole"), &options(true));
    let merged = written(&read, &dir.path().join("merged"), &options(true));
    for file in ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv"] {
        assert_same(file, &whole[file], &merged[file]);
    }
}

#[test]
fn the_plain_view_asserts_nothing_that_the_text_does_not() {
    let dir = tempfile::tempdir().unwrap();
    written(&hostile::graph(), dir.path(), &options(false));
    let mut reader = csv::Reader::from_path(dir.path().join("edges.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 30);
    assert!(rows.iter().all(|row| &row[5] == "false" && &row[6] == "asserted"));
    let events = fs::read_to_string(dir.path().join("events.jsonl")).unwrap();
    assert!(events.contains("\"polarity\":\"negative\"") && events.contains("\"modality\":\"planned\""));
}

#[test]
fn json_ld_keeps_every_name_to_the_letter() {
    let dir = tempfile::tempdir().unwrap();
    written(&hostile::graph(), dir.path(), &options(true));
    let file = dir.path().join("names.rq");
    fs::write(&file, "PREFIX schema: <https://schema.org/> SELECT ?n WHERE { ?p a schema:Person ; schema:name ?n }")
        .unwrap();
    let mut answer = Vec::new();
    query::run(&file, dir.path(), AnswerFormat::Json, &Limits::default(), &mut answer).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    let rows = answer["results"]["bindings"].as_array().unwrap();
    let mut names: Vec<&str> = rows.iter().map(|row| row["n"]["value"].as_str().unwrap()).collect();
    let mut expected = hostile::HOSTILE.to_vec();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn queries_answer_as_tables_and_truth_values() {
    let dir = tempfile::tempdir().unwrap();
    written(&hostile::graph(), dir.path(), &options(false));
    let ask = |text: &str| {
        let file = dir.path().join("q.rq");
        fs::write(&file, text).unwrap();
        let mut answer = Vec::new();
        query::run(&file, dir.path(), AnswerFormat::Table, &Limits::default(), &mut answer)
            .map(|_| String::from_utf8(answer).unwrap())
    };
    let prefix = "PREFIX ng: <https://w3id.org/newsgraph/> PREFIX node: <https://w3id.org/newsgraph/node/>";
    assert_eq!(ask(&format!("{prefix} ASK {{ node:Q1000001 ng:metWith node:Q2000001 }}")).unwrap(), "true\n");
    let table = ask(&format!("{prefix} SELECT ?who WHERE {{ node:Q1000001 ng:metWith ?who }}")).unwrap();
    assert_eq!(table.lines().next(), Some("who"));
    assert!(table.contains("node:Q2000001"), "{table}");
    let error = ask("SELECT WHERE {").unwrap_err();
    assert!(error.to_string().contains("q.rq"), "{error}");
}

#[test]
fn a_folder_without_a_graph_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let error = read_folder(dir.path()).unwrap_err().to_string();
    assert!(error.contains("nodes.csv") && error.contains("newsgraph extract"), "{error}");
    fs::write(dir.path().join("nodes.csv"), "id:ID\nx\n").unwrap();
    assert!(read_folder(dir.path()).unwrap_err().to_string().contains("nodes.csv:2"));
}

#[test]
fn equal_claims_are_one_edge() {
    let mut graph = KnowledgeGraph::new();
    for id in ["Q1", "Q2"] {
        graph.add_node(hostile::entity(id, EntityType::Country, id, "d"));
    }
    graph.add_node(hostile::document("d"));
    graph.add_event(hostile::event("Q1", "Q2", 0, hostile::evidence("d", "One met two.", 1)));
    graph.add_event(hostile::event("Q2", "Q1", 0, hostile::evidence("d", "Two met one.", 2)));
    assert_eq!(graph.petgraph().edge_count(), 1);
    assert_eq!(graph.events().count(), 2);
    let edge = graph.petgraph().edge_weights().next().unwrap();
    assert_eq!((edge.claim.source.as_str(), edge.evidence.len()), ("Q1", 2));
    assert!(matches!(graph.node("Q1"), Some(Node::Entity(_))));
}

#[test]
fn a_node_keeps_every_type_that_a_document_saw() {
    let seen = |document: &str, types: &[EntityType]| {
        let mut node = hostile::entity("local-1", EntityType::Organization, "Harbor", document);
        if let Node::Entity(entity) = &mut node {
            entity.types = types.iter().copied().chain([EntityType::Organization]).collect();
        }
        let mut graph = KnowledgeGraph::new();
        graph.add_node(hostile::document(document));
        graph.add_node(node);
        graph
    };
    let dir = tempfile::tempdir().unwrap();
    let mut graph = seen("a", &[EntityType::Person]);
    graph.merge(seen("b", &[EntityType::Place]));
    let files = written(&graph, dir.path(), &options(false));
    let nodes = String::from_utf8_lossy(&files["nodes.csv"]);
    assert!(nodes.contains(",Organization;Person;Place,"), "{nodes}");
    let json = String::from_utf8_lossy(&files["graph.jsonld"]);
    assert!(json.contains(r#""seenAs":["Person","Organization","Place"]"#), "{json}");
    // one type alone is that of the node, which says it already
    let files = written(&seen("a", &[]), dir.path(), &options(false));
    assert!(!String::from_utf8_lossy(&files["graph.jsonld"]).contains(r#","seenAs":["#));
    // a table of before the column, and before there was a manifest
    let table = fs::read_to_string(dir.path().join("nodes.csv")).unwrap();
    let without = |table: &str, columns: usize| -> String {
        table.lines().map(|line| format!("{}\n", line.rsplitn(columns + 1, ',').last().unwrap())).collect()
    };
    let old = without(&table, 8);
    assert!(!old.contains("types") && old.contains("status"));
    fs::write(dir.path().join("nodes.csv"), old).unwrap();
    fs::remove_file(dir.path().join("newsgraph.json")).unwrap();
    let again = written(&read_folder(dir.path()).unwrap(), dir.path(), &options(false))["nodes.csv"].clone();
    assert_eq!(without(&String::from_utf8(again).unwrap(), 7), without(&table, 7));
}

#[test]
fn a_drawing_that_is_cut_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { formats: vec![Format::Dot], top: Some(5), ..Options::default() };
    let dot = String::from_utf8(written(&hostile::graph(), dir.path(), &options).remove("graph.dot").unwrap()).unwrap();
    assert!(dot.contains("the 5 best-supported of "), "{dot}");
}

#[test]
fn encounters_at_two_places_are_two_edges() {
    let met = |text: &str| {
        let graph = newsgraph::read_document(&newsgraph::ingest::Document::new("met", text));
        let kind = |edge: &&newsgraph::graph::Edge| edge.claim.kind.name() == "met-with";
        let mut evidence: Vec<usize> =
            graph.petgraph().edge_weights().filter(kind).map(|edge| edge.evidence.len()).collect();
        evidence.sort_unstable();
        evidence
    };
    assert_eq!(met("Angela Merkel met Emmanuel Macron in Oslo. Angela Merkel met Emmanuel Macron in Rome."), [1, 1]);
    // a mention without a place is one of the only place
    assert_eq!(met("Angela Merkel met Emmanuel Macron in Oslo. Angela Merkel met Emmanuel Macron."), [2]);
    assert_eq!(met("Angela Merkel met Emmanuel Macron in Oslo. Angela Merkel met Emmanuel Macron in Oslo."), [2]);
}

#[test]
fn what_has_no_date_happened_where_its_surest_document_says() {
    let place = |date: &str, surest: Option<&str>| {
        let mut graph = KnowledgeGraph::new();
        for id in ["Q1", "Q2", "Q3", "Q4"] {
            graph.add_node(hostile::entity(id, EntityType::Country, id, "a"));
        }
        let evidence = |document: &str, confidence: f32, place: Option<&str>| Evidence {
            confidence: confidence.into(),
            place: place.map(str::to_owned),
            ..hostile::evidence(document, document, 1)
        };
        let kind = EdgeKind::Event(Predicate::Attacked);
        let claim = Claim { date: date.parse().ok(), ..Claim::asserted("Q1", kind, "Q2") };
        graph.add_edge(claim, [evidence("a", 0.95, surest), evidence("b", 0.9, Some("Q4"))]);
        let (folded, options) = (graph.folded(), options(true));
        let view = View::new(&folded, &options);
        view.edges()[0].place().map(str::to_owned)
    };
    assert_eq!(place("", Some("Q3")).as_deref(), Some("Q3"));
    assert_eq!(place("", None), None);
    assert_eq!(place("2023-03-20", None).as_deref(), Some("Q4"));
}
