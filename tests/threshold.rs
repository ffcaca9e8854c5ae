//! The threshold of the plain graph in every format: what is less sure is in the stream of events and, with `all`, in the
//! other files; reading, merging and converting folders lose nothing of it.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
#[allow(dead_code)]
mod hostile;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use newsgraph::events::{Codes, Modality, Occasion, Polarity};
use newsgraph::export::{Format, NodeView, Options, View, write_folder};
use newsgraph::graph::{
    Claim, EdgeKind, EventRecord, Evidence, Folded, KnowledgeGraph, MeetingRecord, Node, StatementNode, read_folder,
};
use newsgraph::ontology::{Predicate, Relation};
use newsgraph::resolve::EntityType;

const ALPHA: &str = "Q1000001";
const BETA: &str = "Q1000002";

/// Words of a document, at a place that `seed` chooses.
fn says(document: &str, seed: usize, confidence: f32) -> Evidence {
    let sentence = format!("Sentence {seed} of {document}.");
    Evidence { confidence: confidence.into(), ..hostile::evidence(document, &sentence, seed) }
}

/// Alpha does something to Beta, as a fact and without a date.
fn fact(predicate: Predicate, evidence: Evidence) -> EventRecord {
    EventRecord {
        predicate,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        attribution: None,
        date: None,
        ..hostile::event(ALPHA, BETA, 0, evidence)
    }
}

fn nobody(document: &str) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    graph.add_node(hostile::document(document));
    graph.add_node(hostile::entity(ALPHA, EntityType::Country, "Alpha", document));
    graph.add_node(hostile::entity(BETA, EntityType::Country, "Beta", document));
    graph
}

/// A graph that holds one event.
fn one(document: &str, predicate: Predicate, seed: usize, confidence: f32) -> KnowledgeGraph {
    let mut graph = nobody(document);
    graph.add_event(fact(predicate, says(document, seed, confidence)));
    graph
}

fn meeting(graph: &mut KnowledgeGraph, date: &str, evidence: Evidence) {
    graph.add_meeting(MeetingRecord {
        participants: BTreeSet::from([ALPHA.to_owned(), BETA.to_owned()]),
        place: Some(BETA.to_owned()),
        date: date.parse().ok(),
        negated: false,
        modality: Modality::Asserted,
        attribution: None,
        occasion: Occasion::default(),
        evidence: vec![evidence],
    });
}

/// Sure and unsure facts, one fact of which two documents are unsure and sure, what is no plain fact however sure, two
/// meetings, an office and a statement.
fn graph() -> KnowledgeGraph {
    let mut graph = one("a", Predicate::Praised, 1, 0.9);
    graph.add_event(fact(Predicate::Criticized, says("a", 2, 0.4)));
    graph.add_event(fact(Predicate::MetWith, says("a", 3, 0.4)));
    graph.merge(one("b", Predicate::MetWith, 4, 0.8));
    let sure = |predicate, seed| fact(predicate, says("a", seed, 0.9));
    graph.add_event(EventRecord { polarity: Polarity::Negative, ..sure(Predicate::Attacked, 5) });
    graph.add_event(EventRecord { modality: Modality::Planned, ..sure(Predicate::Invited, 6) });
    graph.add_event(EventRecord { target: None, ..sure(Predicate::Accused, 7) });
    meeting(&mut graph, "2023-03-20", says("a", 8, 0.4));
    meeting(&mut graph, "2023-03-21", says("a", 9, 0.8));
    let office = Claim::asserted(ALPHA, EdgeKind::Relation(Relation::PartOf), BETA);
    assert!(graph.add_edge(office, [says("a", 10, 0.2)]));
    // What is said is no event and has no code.
    let mut evidence = says("a", 11, 0.2);
    evidence.marks.codes = Codes::default();
    graph.add_statement(StatementNode {
        id: "statement-1".into(),
        speakers: BTreeSet::from([ALPHA.to_owned()]),
        addressees: BTreeSet::new(),
        voices: BTreeSet::new(),
        audience: BTreeSet::new(),
        about: BTreeSet::new(),
        reporters: BTreeSet::new(),
        text: "Words".into(),
        direct: true,
        cue: None,
        date: None,
        evidence,
    });
    graph
}

fn options(min_confidence: Option<f32>, all: bool) -> Options {
    Options { formats: Format::ALL.to_vec(), min_confidence, all, ..Options::default() }
}

type Files = BTreeMap<String, String>;

fn written(graph: &KnowledgeGraph, dir: &Path, options: &Options) -> Files {
    let files = write_folder(graph, dir, options).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files
        .files
        .into_iter()
        .map(|file| (name(&file.path), String::from_utf8_lossy(&fs::read(file.path).unwrap()).into_owned()))
        .collect()
}

fn files(graph: &KnowledgeGraph, options: &Options) -> Files {
    written(graph, tempfile::tempdir().unwrap().path(), options)
}

/// Fails with the first line that differs.
fn assert_same(left: &Files, right: &Files, case: &str) {
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "{case}");
    for (file, text) in left {
        for (left, right) in text.lines().zip(right[file].lines()) {
            assert_eq!(left, right, "{file}, {case}");
        }
        assert_eq!(text.lines().count(), right[file].lines().count(), "{file}, {case}");
    }
}

/// The values of a column of a table.
fn column(files: &Files, file: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(files[file].as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

/// The types of the edges, each as often as it is there.
fn types(files: &Files) -> Vec<String> {
    let mut types = column(files, "edges.csv", ":TYPE");
    types.sort();
    types
}

fn lines(files: &Files) -> Vec<serde_json::Value> {
    files["events.jsonl"].lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Predicates and confidences of the lines of the stream that are in the plain graph, or not.
fn stream(files: &Files, plain: bool) -> Vec<(String, f64)> {
    let mut found: Vec<_> = lines(files)
        .into_iter()
        .filter(|line| line["plain"] == plain)
        .map(|line| (line["predicate"].as_str().unwrap().to_owned(), line["confidence"].as_f64().unwrap()))
        .collect();
    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    found
}

fn named(pairs: &[(&str, f64)]) -> Vec<(String, f64)> {
    pairs.iter().map(|(name, confidence)| ((*name).to_owned(), *confidence)).collect()
}

/// The objects of the JSON-LD.
fn resources(files: &Files) -> Vec<serde_json::Value> {
    let json: serde_json::Value = serde_json::from_str(&files["graph.jsonld"]).unwrap();
    json["@graph"].as_array().unwrap().clone()
}

#[test]
fn the_stream_says_what_is_in_the_plain_graph() {
    let files = files(&graph(), &options(Some(0.5), false));
    // By the best mention of an edge all its mentions are in.
    assert_eq!(stream(&files, true), named(&[("met-with", 0.4), ("met-with", 0.8), ("praised", 0.9)]));
    let out = named(&[("accused", 0.9), ("attacked", 0.9), ("criticized", 0.4), ("invited", 0.9)]);
    assert_eq!(stream(&files, false), out);
    let ends = files["events.jsonl"].lines().all(|line| line.contains("},\"plain\":"));
    assert!(ends, "the field stands behind the marks: {}", files["events.jsonl"]);
    let line = &lines(&files)[0];
    assert_eq!((&line["marks"]["trigger"], &line["marks"]["source"]), (&[101, 102].into(), &[100, 101].into()));
}

#[test]
fn the_threshold_moves_both_ways_and_zero_takes_all() {
    let plain = |least: f32| stream(&files(&graph(), &options(Some(least), false)), true);
    let all = named(&[("criticized", 0.4), ("met-with", 0.4), ("met-with", 0.8), ("praised", 0.9)]);
    assert_eq!(plain(0.0), all);
    // What is as sure as the threshold is in.
    assert_eq!(plain(0.4), all);
    assert_eq!(plain(0.401), all[1..]);
    assert_eq!(plain(0.85), named(&[("praised", 0.9)]));
    assert_eq!(plain(1.0), []);
}

#[test]
fn every_file_of_the_plain_graph_has_what_is_sure_enough() {
    let files = files(&graph(), &Options { statements: true, ..options(Some(0.5), false) });
    let expected = ["HELD_AT", "MET_WITH", "PARTICIPATED_IN", "PARTICIPATED_IN", "PRAISED"];
    assert_eq!(types(&files), expected);
    let edges: BTreeSet<String> = column(&files, "edges.csv", "id").into_iter().collect();
    assert_eq!(column(&files, "evidence.csv", "edge").into_iter().collect::<BTreeSet<_>>(), edges);
    // The unsure mention of a sure edge counts.
    let met = column(&files, "edges.csv", ":TYPE").iter().position(|kind| kind == "MET_WITH").unwrap();
    assert_eq!(column(&files, "edges.csv", "support:int")[met], "2");
    assert_eq!(column(&files, "edges.csv", "documents:int")[met], "2");
    assert_eq!(column(&files, "edges.csv", "confidence:float")[met], "0.8");
    assert_eq!(column(&files, "nodes.csv", ":LABEL").iter().filter(|label| *label == "Meeting").count(), 1);
    assert!(!column(&files, "nodes.csv", ":LABEL").contains(&"Statement".to_owned()));
    let dot = &files["graph.dot"];
    assert!(dot.contains("\"praised\"") && dot.contains("\"met with\"") && !dot.contains("criticized"), "{dot}");
    assert_eq!(dot.matches("label=\"Meeting\\n2023").count(), 1, "{dot}");
    let resources = resources(&files);
    let of = |kind: &str| resources.iter().filter(|one| one["@type"].to_string().contains(kind)).count();
    assert_eq!((of("ng:Event"), of("ng:Meeting"), of("ng:Relation")), (2, 1, 0));
    let alpha = resources.iter().find(|one| one["@id"] == format!("node:{ALPHA}")).unwrap();
    assert!(alpha.get("praised").is_some() && alpha.get("criticized").is_none(), "{alpha}");
}

#[test]
fn relations_and_statements_are_held_to_a_threshold_that_is_given() {
    let of = |least| {
        let files = files(&graph(), &Options { statements: true, ..options(least, false) });
        let types = types(&files);
        (types.contains(&"PART_OF".to_owned()), types.contains(&"STATED".to_owned()), files["statements.jsonl"].len())
    };
    let (relation, statement, stream) = of(None);
    assert!(relation && statement && stream > 0, "the default threshold is for events");
    assert_eq!(of(Some(0.2)), (true, true, stream));
    assert_eq!(of(Some(0.4)), (false, false, 0));
}

#[test]
fn all_shows_what_is_less_sure_without_a_plain_triple() {
    let files = files(&graph(), &options(Some(0.5), true));
    let expected = [
        "ATTACKED",
        "CRITICIZED",
        "HELD_AT",
        "HELD_AT",
        "INVITED",
        "MET_WITH",
        "PARTICIPATED_IN",
        "PARTICIPATED_IN",
        "PARTICIPATED_IN",
        "PARTICIPATED_IN",
        "PRAISED",
    ];
    assert_eq!(types(&files), expected);
    assert!(column(&files, "edges.csv", "confidence:float").contains(&"0.4".to_owned()));
    assert_eq!(column(&files, "nodes.csv", ":LABEL").iter().filter(|label| *label == "Meeting").count(), 2);
    assert!(files["graph.dot"].contains("criticized"));
    // The plain graph stays what it is.
    assert_eq!(stream(&files, true), named(&[("met-with", 0.4), ("met-with", 0.8), ("praised", 0.9)]));
    let resources = resources(&files);
    let events = resources.iter().filter(|one| one["@type"].to_string().contains("ng:Event")).count();
    assert_eq!(events, 5);
    let alpha = resources.iter().find(|one| one["@id"] == format!("node:{ALPHA}")).unwrap();
    assert!(alpha.get("praised").is_some() && alpha.get("criticized").is_none(), "{alpha}");
    assert!(alpha["participatedIn"].is_string(), "one meeting is plain: {alpha}");
}

#[test]
fn a_folder_that_is_read_back_is_written_the_same() {
    for least in [None, Some(0.0), Some(0.5), Some(0.85)] {
        for all in [false, true] {
            let options = options(least, all);
            let dir = tempfile::tempdir().unwrap();
            let first = written(&graph(), dir.path(), &options);
            assert_same(&files(&read_folder(dir.path()).unwrap(), &options), &first, &format!("{least:?}, all: {all}"));
        }
    }
}

#[test]
fn a_folder_holds_the_events_below_its_threshold() {
    let dir = tempfile::tempdir().unwrap();
    written(&graph(), dir.path(), &options(Some(0.85), false));
    let read = read_folder(dir.path()).unwrap();
    assert!(read.events().eq(graph().events()));
    for (least, all) in [(0.0, false), (0.4, false), (0.5, true)] {
        let options = options(Some(least), all);
        let events = |files: &Files| {
            let types = types(files);
            types
                .into_iter()
                .filter(|kind| !["PARTICIPATED_IN", "HELD_AT", "PART_OF", "STATED"].contains(&&**kind))
                .collect::<Vec<_>>()
        };
        let (now, then) = (files(&read, &options), files(&graph(), &options));
        assert_eq!(events(&now), events(&then), "{least}");
        assert_eq!(now["events.jsonl"], then["events.jsonl"], "{least}");
    }
}

/// Writes each graph into a folder of its own, reads the folders in that order and merges them.
fn through_folders(graphs: &[KnowledgeGraph], options: &Options) -> KnowledgeGraph {
    let mut whole = KnowledgeGraph::new();
    for graph in graphs {
        let dir = tempfile::tempdir().unwrap();
        written(graph, dir.path(), options);
        whole.merge(read_folder(dir.path()).unwrap());
    }
    whole
}

#[test]
fn merging_folders_brings_an_edge_over_the_threshold_by_its_surest_mention() {
    let options = options(Some(0.5), false);
    let sums = |confidences: [f32; 3]| {
        let graphs: Vec<KnowledgeGraph> = ["a", "b", "c"]
            .into_iter()
            .zip(confidences)
            .map(|(id, sure)| {
                let mut graph = one(id, Predicate::Praised, 1, sure);
                meeting(&mut graph, "2023-03-20", says(id, 2, sure));
                graph
            })
            .collect();
        let [a, b, c] = &graphs[..] else { panic!() };
        let mut direct = KnowledgeGraph::new();
        graphs.iter().for_each(|graph| direct.merge(graph.clone()));
        let expected = files(&direct, &options);
        let orders = [[a, b, c], [c, a, b], [b, c, a], [c, b, a]];
        for order in orders {
            let order: Vec<KnowledgeGraph> = order.into_iter().cloned().collect();
            assert_same(&files(&through_folders(&order, &options), &options), &expected, "merged");
            // In two steps, through a folder of two.
            let (first, last) = order.split_at(2);
            let first = through_folders(first, &options);
            let stepwise = through_folders(&[first, last[0].clone()], &options);
            assert_same(&files(&stepwise, &options), &expected, "merged in two steps");
        }
        let support = |kind: &str| {
            let at = column(&expected, "edges.csv", ":TYPE").iter().position(|name| name == kind);
            at.map(|at| column(&expected, "edges.csv", "support:int")[at].clone())
        };
        (support("PRAISED"), support("PARTICIPATED_IN"))
    };
    let some = |count: &str| Some(count.to_owned());
    // Of an event all mentions count, of a meeting those that are sure enough.
    assert_eq!(sums([0.4, 0.8, 0.4]), (some("3"), some("1")));
    assert_eq!(sums([0.6, 0.8, 0.4]), (some("3"), some("2")));
    // Copies of one report make nothing surer.
    assert_eq!(sums([0.4, 0.4, 0.4]), (None, None));
}

/// Each meeting of a text comes with an encounter that it was made of, wherever the threshold is and however sure its
/// events are.
#[test]
fn no_meeting_hangs_alone() {
    let text = "Angela Merkel met Emmanuel Macron in Paris on Monday. The meeting lasted two hours. On Tuesday, Xi Jinping \
                may meet Vladimir Putin in Moscow. Peru held talks with Chile in Lima, and Olaf Scholz met Joe Biden.";
    let mut document = newsgraph::ingest::Document::new("met", text);
    document.published = "2023-03-22".parse().ok();
    let analysis = newsgraph::analyze::analyze(&document);
    let resolution = newsgraph::resolve::resolve(&document, &analysis);
    let mut coded = newsgraph::events::code(&document, &analysis, &resolution);
    assert!(coded.meetings.len() > 2 && coded.events.len() > 2);
    for seed in 0_u8..4 {
        for (event, place) in coded.events.iter_mut().zip(1_u8..) {
            // From the floor on: what is below is no event of the graph.
            event.evidence.confidence = f32::from(4 + (seed * 3 + place * 7) % 6) / 10.0;
        }
        let graph = KnowledgeGraph::from_document(&document, &analysis, &resolution, &coded);
        let folded = graph.folded();
        let counts: BTreeSet<usize> = (0_u8..=20).map(|step| accompanied(&folded, f32::from(step) / 20.0)).collect();
        assert!(counts.len() > 2 && counts.contains(&0), "{counts:?}");
    }
}

/// The number of meetings at that threshold; fails for one without an encounter of its guests.
fn accompanied(graph: &Folded<'_>, least: f32) -> usize {
    let options = options(Some(least), false);
    let view = View::new(graph, &options);
    let ends = |kind| {
        let edges = view.edges().iter().filter(move |edge| edge.claim.kind == kind);
        edges.map(|edge| [edge.claim.source.as_str(), edge.claim.target.as_str()]).collect::<Vec<_>>()
    };
    let guests = ends(EdgeKind::Relation(Relation::ParticipatedIn));
    let met = ends(EdgeKind::Event(Predicate::MetWith));
    let meetings = view.nodes().iter().filter(|node| matches!(node.node, Node::Meeting(_)));
    let check = |meeting: &NodeView<'_>| {
        let here: Vec<&str> = guests.iter().filter(|[_, to]| *to == meeting.node.id()).map(|[who, _]| *who).collect();
        assert!(met.iter().any(|pair| pair.iter().all(|who| here.contains(who))), "{least}: {}", meeting.name);
    };
    meetings.map(check).count()
}
