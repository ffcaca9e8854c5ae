//! People's decisions: what is confirmed, rejected, one, two or linked is so in every file, is said to be decided, and stays so through
//! conversions, merges, further documents and new runs.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "../common/hostile.rs"]
#[allow(dead_code)]
mod hostile;
mod merging;
#[path = "../common/program.rs"]
#[allow(dead_code)]
mod program;
#[path = "../common/written.rs"]
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use newsgraph::decisions::{Decision, Label, Verb};
use newsgraph::events::{Modality, Polarity};
use newsgraph::export::{self, Format, Options, write_folder};
use newsgraph::fuzzing;
use newsgraph::graph::{Claim, EdgeKind, EntityNode, EventRecord, KnowledgeGraph, MeetingRecord, Node, read_folder};
use newsgraph::ontology::Predicate;
use newsgraph::resolve::{EntityType, local_id};
use program::{Folder, Run, files};
use written::assert_same;

const ALPHA: &str = "Q1000001";
const BETA: &str = "Q1000002";

/// A person whom texts alone know.
fn person(name: &str, country: Option<&str>, document: &str) -> EntityNode {
    let named = country.map_or_else(|| name.to_owned(), |country| format!("{name} / {country}"));
    let id = local_id("Person", &named);
    let Node::Entity(node) = hostile::entity(&id, EntityType::Person, name, document) else { panic!() };
    EntityNode {
        country: country.map(str::to_owned),
        title: None,
        types: BTreeSet::from([EntityType::Person]),
        aliases: BTreeSet::from([name.to_owned()]),
        ..node
    }
}

/// Two countries in a document.
fn document(id: &str) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    graph.add_node(hostile::document(id));
    graph.add_node(hostile::entity(ALPHA, EntityType::Country, "Alpha", id));
    graph.add_node(hostile::entity(BETA, EntityType::Country, "Beta", id));
    graph
}

/// Adds an event; returns the id of its edge.
fn event(
    graph: &mut KnowledgeGraph,
    document: &str,
    [source, target]: [&str; 2],
    predicate: Predicate,
    sure: f32,
) -> String {
    let seed = graph.events().count();
    let evidence = hostile::evidence(document, &format!("Sentence {seed} of {document}."), seed);
    let event = EventRecord {
        predicate,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        attribution: None,
        date: None,
        evidence: newsgraph::graph::Evidence { confidence: sure.into(), ..evidence }.into(),
        ..hostile::event(source, target, 0, hostile::evidence(document, "", seed))
    };
    let id = event.claim().unwrap().id();
    graph.add_event(event);
    id
}

/// A document that tells of a person all that has to do with ids: events either way, a meeting.
fn told(id: &str, people: &[EntityNode]) -> KnowledgeGraph {
    let mut graph = document(id);
    for person in people {
        graph.add_node(Node::Entity(person.clone()));
        event(&mut graph, id, [&person.id, ALPHA], Predicate::Praised, 0.9);
        event(&mut graph, id, [BETA, &person.id], Predicate::MetWith, 0.9);
        graph.add_meeting(MeetingRecord {
            participants: BTreeSet::from([person.id.clone(), BETA.to_owned()]),
            place: None,
            date: None,
            negated: false,
            modality: Modality::Asserted,
            attribution: None,
            occasion: Default::default(),
            evidence: vec![hostile::evidence(id, &format!("{} met Beta in {id}.", person.name), 77)],
        });
    }
    graph
}

fn praise(source: &str, target: &str) -> String {
    Claim::asserted(source, EdgeKind::Event(Predicate::Praised), target).id()
}

fn decision(verb: Verb, id: &str, other: &str) -> Decision {
    Decision::new(verb, id, other).unwrap()
}

fn with(mut graph: KnowledgeGraph, decisions: &[(Verb, &str, &str)]) -> KnowledgeGraph {
    for (verb, id, other) in decisions {
        graph.decisions_mut().add(decision(*verb, id, other), Label { name: "named".into(), ..Label::default() });
    }
    graph
}

fn merged(parts: impl IntoIterator<Item = KnowledgeGraph>) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    parts.into_iter().for_each(|part| graph.merge(part));
    graph
}

/// A folder that holds the graph as `graph`.
fn folder(graph: &KnowledgeGraph) -> Folder {
    let folder = Folder::new("decisions");
    write(graph, &folder.path("graph"));
    folder
}

fn write(graph: &KnowledgeGraph, path: &Path) {
    let formats = vec![Format::Csv, Format::Events];
    write_folder(graph, path, &Options { formats, ..Options::default() }).unwrap();
}

/// The rows of a table by the column `key`, each by the names of its columns.
fn table(folder: &Folder, name: &str, key: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.path(name)).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| -> BTreeMap<String, String> {
        header.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()
    });
    rows.map(|row| (row[key].clone(), row)).collect()
}

fn edges(folder: &Folder, name: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    table(folder, &format!("{name}/edges.csv"), "id")
}

fn nodes(folder: &Folder, name: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    table(folder, &format!("{name}/nodes.csv"), "id:ID")
}

/// Converts `graph` to `out` with decisions.
fn decide(folder: &Folder, rows: &str, more: &[&str]) -> Run {
    folder.file("decisions.csv", format!("decision,id,other,name\n{rows}"));
    let arguments = ["convert", "graph", "--to", "csv,events,dot,mermaid,markdown,html,jsonld,kgx", "-o", "out"];
    folder.run(&[&arguments[..], &["--decisions", "decisions.csv"], more].concat())
}

/// What the stream says of the events of a kind: whether it is plain, and what was decided.
fn streamed(folder: &Folder, name: &str, predicate: &str) -> Vec<(bool, Option<String>)> {
    let text = folder.read(&format!("{name}/events.jsonl"));
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let of = lines.filter(|line| line["predicate"] == predicate);
    of.map(|line| (line["plain"] == true, line["decision"].as_str().map(str::to_owned))).collect()
}

#[test]
fn a_rejected_edge_goes_and_a_confirmed_one_comes_and_both_are_marked() {
    let mut graph = document("a");
    let wrong = event(&mut graph, "a", [ALPHA, BETA], Predicate::Praised, 0.9);
    let right = event(&mut graph, "a", [ALPHA, BETA], Predicate::Criticized, 0.4);
    let folder = folder(&graph);
    let rows = format!("reject,{wrong},,Alpha praised Beta\nconfirm,{right},,\n,e-0000000000000000,,\n");
    let run = decide(&folder, &rows, &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.contains("Decisions: 1 confirm, 1 reject; 1 row is not decided yet"), "{}", run.out);
    let plain = edges(&folder, "out");
    assert!(!plain.contains_key(&wrong));
    assert_eq!((&*plain[&right]["decision"], &*plain[&right]["confidence:float"]), ("confirm", "0.4"));
    assert_eq!(streamed(&folder, "out", "praised"), [(false, Some("reject".to_owned()))]);
    assert_eq!(streamed(&folder, "out", "criticized"), [(true, Some("confirm".to_owned()))]);
    for name in ["graph.dot", "graph.mmd", "report.md"] {
        assert!(folder.read(&format!("out/{name}")).contains('✓'), "{name}");
        assert!(!folder.read(&format!("out/{name}")).contains('✗'), "{name}");
    }
    assert!(folder.read("out/graph.jsonld").contains("\"ng:record/decision\":\"confirm\""));
    let more = "jsonld-framed,jsonld-expanded,turtle,nquads,trig,graphml,gexf,cytoscape,jgf,edge-list,edge-list-tsv,cypher,ftm,plover,conllu";
    folder.well(&["convert", "graph", "--to", more, "-o", "more", "--decisions", "decisions.csv"]);
    for (name, bytes) in files(&folder.path("more")).into_iter().filter(|(name, _)| name != "newsgraph.json") {
        assert!(String::from_utf8_lossy(&bytes).contains("confirm"), "{name}");
    }
    assert!(folder.read("more/graph.conllu").contains(&format!("Event=CRITICIZED:{right}:confirm")));
    assert!(folder.read("out/graph.html").contains("\"decision\":\"confirm\""));
    // What was written holds without the file.
    folder.well(&["convert", "out", "--to", "csv,events", "-o", "again", "--all"]);
    let again = edges(&folder, "again");
    assert_eq!((&*again[&wrong]["decision"], &*again[&right]["decision"]), ("reject", "confirm"));
    folder.well(&["convert", "again", "--to", "csv,events", "-o", "plain"]);
    let once = files(&folder.path("out"));
    for (name, bytes) in files(&folder.path("plain")).into_iter().filter(|(name, _)| !name.starts_with("newsgraph")) {
        assert!(once[&name] == bytes, "{name}");
    }
    // A later decision takes the place of an earlier one.
    folder.file("later.csv", format!("decision,id\nconfirm,{wrong}\n"));
    folder.well(&["convert", "plain", "--to", "csv,events", "-o", "later", "--decisions", "later.csv"]);
    assert_eq!(edges(&folder, "later")[&wrong]["decision"], "confirm");
}

/// A meeting is made of encounters: where all of its trigger are rejected, it goes with them.
#[test]
fn a_meeting_of_rejected_encounters_alone_goes_with_them() {
    let mut graph = document("a");
    let evidence = hostile::evidence("a", "Alpha met Beta.", 7);
    graph.add_meeting(MeetingRecord {
        participants: BTreeSet::from([ALPHA.to_owned(), BETA.to_owned()]),
        place: None,
        date: None,
        negated: false,
        modality: Modality::Asserted,
        attribution: None,
        occasion: Default::default(),
        evidence: vec![evidence.clone()],
    });
    let met = |target: &str| EventRecord {
        predicate: Predicate::MetWith,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        attribution: None,
        date: None,
        ..hostile::event(ALPHA, target, 0, evidence.clone())
    };
    graph.add_event(met(BETA));
    let id = met(BETA).claim().unwrap().id();
    let meetings = |graph: &KnowledgeGraph, all: bool| {
        let options = Options { all, ..Options::default() };
        let mut out = Vec::new();
        export::write(graph, &options, "nodes.csv", &mut out).unwrap();
        String::from_utf8(out).unwrap().matches(",Meeting,").count()
    };
    assert_eq!(meetings(&graph, false), 1);
    let rejected = with(graph.clone(), &[(Verb::Reject, &id, "")]);
    assert_eq!((meetings(&rejected, false), meetings(&rejected, true)), (0, 1));
    // another encounter of the same words stands
    let mut other = rejected;
    other.add_node(hostile::entity("Q1000003", EntityType::Country, "Gamma", "a"));
    other.add_event(met("Q1000003"));
    assert_eq!(meetings(&other, false), 1);
}

#[test]
fn two_nodes_are_one_and_decisions_find_their_edges() {
    let (ada, bo) = (person("Ada Moe", None, "a"), person("A. Moe", None, "b"));
    let graph = merged([told("a", std::slice::from_ref(&ada)), told("b", std::slice::from_ref(&bo))]);
    let folder = folder(&graph);
    let [one, other] = [&ada.id, &bo.id].map(|id| praise(id, ALPHA));
    let least = ada.id.clone().min(bo.id.clone());
    // the edge of the one that goes by the other's id now
    let gone = if least == ada.id { &other } else { &one };
    let run = decide(&folder, &format!("same-as,{},{},Ada\nconfirm,{gone},,\n", ada.id, bo.id), &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let told_nodes = nodes(&folder, "out");
    assert!(told_nodes.contains_key(&least) && told_nodes.len() == nodes(&folder, "graph").len() - 1);
    assert_eq!(told_nodes[&least]["decision:string[]"], "same-as");
    let edge = &edges(&folder, "out")[&praise(&least, ALPHA)];
    assert_eq!((&*edge["documents:int"], &*edge["decision"]), ("2", "confirm"));
    // Read back, both are there; a third document and a link join them.
    let read = read_folder(&folder.path("out")).unwrap();
    assert!(read.node(&ada.id).is_some() && read.node(&bo.id).is_some());
    write(&told("c", &[person("Ada Moe", None, "c")]), &folder.path("third"));
    folder.file("link.csv", format!("decision,id,other\nlink,{},Q567\n", bo.id));
    folder.well(&["merge", "out", "third", "-o", "all", "--format", "csv,events", "--decisions", "link.csv"]);
    let all = nodes(&folder, "all");
    assert_eq!((&*all["Q567"]["name"], &*all["Q567"]["decision:string[]"]), ("Angela Merkel", "link;same-as"));
    let edge = &edges(&folder, "all")[&praise("Q567", ALPHA)];
    assert_eq!((&*edge["documents:int"], &*edge["decision"]), ("3", "confirm"));
}

/// Both names in one document: what it tells of one is told of both, and the names come back.
#[test]
fn two_names_of_one_document_are_one() {
    let (ada, bo) = (person("Ada Moe", None, "a"), person("Bo Roe", None, "a"));
    let graph = with(told("a", &[ada.clone(), bo.clone()]), &[(Verb::SameAs, &ada.id, &bo.id)]);
    let folded = graph.folded();
    let least = ada.id.clone().min(bo.id.clone());
    let node = folded.graph().node(&least).and_then(Node::entity).unwrap();
    assert_eq!(node.mentions["a"], 4);
    fuzzing::there_and_back(&graph);
    fuzzing::back_from_each(&graph);
    let folder = folder(&graph);
    let read = read_folder(&folder.path("graph")).unwrap();
    for person in [&ada, &bo] {
        assert_eq!(read.node(&person.id).and_then(Node::entity), Some(person));
    }
    assert_same(&graph, &read);
    assert_same(&graph, &merged([read, graph.clone()]));
}

#[test]
fn a_link_makes_the_item_and_none_takes_it_away() {
    let ada = person("Ada Moe", None, "a");
    let mut graph = told("a", std::slice::from_ref(&ada));
    let Node::Entity(wrong) = hostile::entity("Q42", EntityType::Person, "Douglas Adams", "a") else { panic!() };
    graph.add_node(Node::Entity(EntityNode { aliases: BTreeSet::from(["Adams".to_owned()]), ..wrong }));
    event(&mut graph, "a", ["Q42", ALPHA], Predicate::Praised, 0.9);
    let folder = folder(&graph);
    let item = "https://www.wikidata.org/wiki/Q567";
    let run =
        decide(&folder, &format!("link,{},{item},\nlink,Q42,none,\nreject,{},,\n", ada.id, praise("Q42", ALPHA)), &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let out = nodes(&folder, "out");
    let merkel = &out["Q567"];
    assert_eq!((&*merkel["name"], &*merkel["wikidata"], &*merkel["country"]), ("Angela Merkel", "Q567", "DEU"));
    assert!(merkel["aliases:string[]"].contains("Ada Moe") && merkel["confidence:float"] == "1");
    let adams = out.values().find(|row| row["name"] == "Adams").unwrap();
    assert!(adams["id:ID"].starts_with("local-") && adams["wikidata"].is_empty() && !out.contains_key("Q42"));
    assert!(!edges(&folder, "out").contains_key(&praise(&adams["id:ID"], ALPHA)));
    assert!(edges(&folder, "out").contains_key(&praise("Q567", ALPHA)));
    let read = read_folder(&folder.path("out")).unwrap();
    assert_eq!(read.node(&ada.id).and_then(Node::entity), Some(&ada));
    assert_eq!(read.node("Q42").and_then(Node::entity).unwrap().wikidata.as_deref(), Some("Q42"));
}

#[test]
fn who_is_taken_for_one_by_the_name_may_be_two() {
    let (open, known) = (person("Ada Moe", None, "a"), person("Ada Moe", Some("XXA"), "b"));
    let graph = merged([told("a", std::slice::from_ref(&open)), told("b", std::slice::from_ref(&known))]);
    assert_eq!(graph.folded().graph().node(&open.id), None);
    let apart = with(graph.clone(), &[(Verb::NotSame, &open.id, &known.id)]);
    let folded = apart.folded();
    assert!(folded.graph().node(&open.id).is_some() && folded.gone().is_empty());
    assert_eq!(folded.decisions_of(&known.id).collect::<Vec<_>>(), [Verb::NotSame]);
    // nor by way of a third
    let other = person("Zoe Moe", None, "c");
    let by_third = merged([apart, told("c", std::slice::from_ref(&other))]);
    let by_third = with(by_third, &[(Verb::SameAs, &other.id, &known.id)]);
    assert!(by_third.folded().graph().node(&open.id).is_some());
    // whom people linked, no name links
    let linked = with(graph, &[(Verb::Link, &open.id, "none")]);
    assert!(linked.folded().graph().node(&known.id).and_then(Node::entity).unwrap().mentions.len() == 1);
}

#[test]
fn a_decision_about_what_is_not_there_is_named_and_kept() {
    let ada = person("Ada Moe", None, "b");
    let folder = folder(&document("a"));
    let edge = praise(&ada.id, ALPHA);
    let run = decide(&folder, &format!("reject,{edge},,Ada Moe praised Alpha\n"), &[]);
    run.says(0, &["decisions.csv:2: ", &edge, "(Ada Moe praised Alpha)", "is kept for later"]);
    assert!(folder.read("out/decisions.csv").contains(&edge));
    write(&told("b", &[ada]), &folder.path("b"));
    let merge = folder.run(&["merge", "out", "b", "-o", "all", "--format", "csv,events"]);
    assert_eq!((merge.code, merge.err.as_str()), (Some(0), ""));
    assert!(edges(&folder, "b").contains_key(&edge) && !edges(&folder, "all").contains_key(&edge));
}

#[test]
fn contradictions_are_named_and_all_else_is_done() {
    let mut graph = document("a");
    let one = event(&mut graph, "a", [ALPHA, BETA], Predicate::Praised, 0.9);
    let other = event(&mut graph, "a", [ALPHA, BETA], Predicate::Criticized, 0.9);
    let folder = folder(&graph);
    let rows = format!("reject,{one},,\r\nreject,{other},,\r\nconfirm,{one},,\r\nfoo,{one},,\r\n");
    let run = decide(&folder, &rows, &[]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    for part in ["decisions.csv:2: ", "in line 2, ", "in line 4", "decisions.csv:5: “foo” is no decision"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let out = edges(&folder, "out");
    assert!(out[&one]["decision"].is_empty() && !out.contains_key(&other));
    // Two folders that say the contrary
    write(&with(graph.clone(), &[(Verb::Confirm, &one, "")]), &folder.path("yes"));
    write(&with(graph, &[(Verb::Reject, &one, "")]), &folder.path("no"));
    let merge = folder.run(&["merge", "yes", "no", "-o", "both", "--format", "csv,events"]);
    merge.says(0, &["decisions contradict each other, and none of them holds", &one]);
    assert!(edges(&folder, "both")[&one]["decision"].is_empty());
    assert_eq!(folder.read("both/decisions.csv").lines().count(), 3);
}

#[test]
fn a_file_that_is_none_stops_the_run_before_anything_is_written() {
    let folder = folder(&document("a"));
    folder.file("decisions.csv", "name,note\nx,y\n");
    let run = folder.run(&["convert", "graph", "--to", "csv", "-o", "out", "--decisions", "decisions.csv"]);
    run.says(2, &["decisions.csv:1: no column “decision”", "name the columns"]);
    let run = folder.run(&["extract", "story.txt", "-o", "out", "--decisions", "missing.csv"]);
    run.says(2, &["missing.csv", "cannot read the decisions"]);
    assert!(!folder.path("out").exists());
}

#[test]
fn what_is_proposed_is_decided_in_a_spreadsheet() {
    let (ada, bo) = (person("Ada Moe", None, "a"), person("A. Moe", None, "b"));
    let mut doubtful = told("b", std::slice::from_ref(&bo));
    let unsure = event(&mut doubtful, "b", [&bo.id, BETA], Predicate::Criticized, 0.7);
    let formula = person("=1+1 \"Roe\"", None, "b");
    doubtful.add_node(Node::Entity(formula.clone()));
    event(&mut doubtful, "b", [&formula.id, BETA], Predicate::Criticized, 0.75);
    let folder = folder(&merged([told("a", std::slice::from_ref(&ada)), doubtful]));
    assert_eq!(folder.well(&["review", "graph", "-o", "review.csv"]), "");
    let text = folder.read("review.csv");
    assert!(
        text.starts_with("\u{feff}decision,proposal,kind,id,other,name,other_name,reason,evidence,document,url,note\n")
    );
    assert!(text.contains("'=1+1") && text.contains("names differ in one initial; no document names both"), "{text}");
    assert!(text.contains("probability .7, close to the threshold .76: not in the plain graph"), "{text}");
    assert_eq!(folder.well(&["review", "graph", "--top", "1"]).lines().count(), 2);
    // Nothing filled in, then all that is proposed.
    let run = folder.run(&["convert", "graph", "--to", "csv,events", "-o", "same", "--decisions", "review.csv"]);
    assert!(run.code == Some(0) && run.err.is_empty() && run.out.contains("rows are not decided yet"), "{}", run.err);
    assert!(edges(&folder, "same") == edges(&folder, "graph"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let row: Vec<&str> = row.iter().collect();
        writer.write_record([&[row[1]], &row[1..]].concat()).unwrap();
    }
    folder.file("filled.csv", writer.into_inner().unwrap());
    let run = folder.run(&["convert", "graph", "--to", "csv,events", "-o", "out", "--decisions", "filled.csv"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(nodes(&folder, "out").len(), nodes(&folder, "graph").len() - 1);
    let least = ada.id.min(bo.id.clone());
    let decided = edges(&folder, "out");
    let found = decided.values().find(|edge| edge[":START_ID"] == least && edge["confidence:float"] == "0.7").unwrap();
    assert!(found["decision"] == "confirm" && (found["id"] == unsure) == (least == bo.id));
    // What is decided is not asked again.
    let again = folder.well(&["review", "out"]);
    assert!(!again.contains(&unsure) && !again.contains("one initial"), "{again}");
}

#[test]
fn decisions_hold_for_new_runs_and_new_documents() {
    let folder = Folder::new("runs");
    folder.file("news/one.txt", "Peru praised Chile. Malta criticized Cyprus.\n");
    let extract = ["extract", "news", "-o", "graph", "--published", "2024-05-06"];
    folder.well(&extract);
    let praised = |name: &str| edges(&folder, name).into_values().find(|edge| edge[":TYPE"] == "PRAISED");
    let id = praised("graph").unwrap()["id"].clone();
    folder.file("mine.csv", format!("decision;id;note\r\nreject;{id};no praise\r\n"));
    folder.well(&[&extract[..], &["--decisions", "mine.csv"]].concat());
    assert!(praised("graph").is_none());
    folder.file("news/two.txt", "Peru praised Chile on Monday. Peru praised Chile.\n");
    let run = folder.run(&extract);
    run.says(0, &["note", "the decisions of the graph that stood in graph hold"]);
    assert!(edges(&folder, "graph").values().all(|edge| edge["id"] != id));
    assert!(folder.read("graph/decisions.csv").contains("no praise"));
    // In whatever format
    folder.well(&["extract", "news", "-o", "graph", "--format", "dot"]);
    assert!(folder.read("graph/decisions.csv").contains("no praise"));
    let explained = folder.run(&["convert", "graph", "--to", "csv", "-o", "x"]);
    assert_ne!(explained.code, Some(0), "there is no graph in it");
}
