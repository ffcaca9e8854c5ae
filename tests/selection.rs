//! Parts of a graph: what `--focus`, `--hops`, `--predicates`, `--types`, `--since` and `--until` leave in every file, and
//! what they say of what they do not know.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
#[allow(dead_code)]
mod hostile;
#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::collections::BTreeSet;
use std::fs;

use newsgraph::events::{Modality, Occasion, Polarity};
use newsgraph::export::{Doubt, Format, Options, Selection, View, write_folder};
use newsgraph::graph::{Claim, DocumentNode, EdgeKind, EventRecord, KnowledgeGraph, MeetingRecord, Node};
use newsgraph::ontology::{Predicate, Relation, Vocabulary};
use newsgraph::resolve::EntityType;
use program::Folder;

/// Four people in a row, each of whom did something to the next, in 2020, in March 2023, and without a day; the last two
/// met, and the first holds an office of a country.
fn graph() -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for (document, date) in [("old", "2020-05-01"), ("new", "2023-03-21")] {
        let Node::Document(node) = hostile::document(document) else { unreachable!() };
        graph.add_node(Node::Document(DocumentNode { date: date.parse().ok(), ..node }));
    }
    for (id, name, document) in
        [("Q1", "Ada Vik", "old"), ("Q2", "Bo Sørli", "new"), ("Q3", "Cy Dahl", "new"), ("Q4", "Di Eng", "new")]
    {
        graph.add_node(hostile::entity(id, EntityType::Person, name, document));
    }
    graph.add_node(hostile::entity("Q5", EntityType::Country, "Norland", "old"));
    graph.add_node(hostile::entity("Q6", EntityType::Place, "Nowhere", "old"));
    let mut event = |source: &str, predicate, target: &str, date: &str, document: &str, seed| {
        let evidence = hostile::evidence(document, &format!("Sentence {seed}."), seed);
        graph.add_event(EventRecord {
            predicate,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: None,
            date: date.parse().ok(),
            ..hostile::event(
                source,
                target,
                0,
                newsgraph::graph::Evidence { confidence: 0.9.into(), place: None, ..evidence },
            )
        });
    };
    event("Q1", Predicate::Praised, "Q2", "2020-05-01", "old", 1);
    event("Q2", Predicate::Criticized, "Q3", "2023-03", "new", 2);
    event("Q3", Predicate::Accused, "Q4", "", "new", 3);
    let sure = |document: &str, seed| newsgraph::graph::Evidence {
        confidence: 0.9.into(),
        place: None,
        ..hostile::evidence(document, &format!("Sentence {seed}."), seed)
    };
    graph.add_meeting(MeetingRecord {
        participants: BTreeSet::from(["Q3".to_owned(), "Q4".to_owned()]),
        place: None,
        date: "2023-03-20".parse().ok(),
        negated: false,
        modality: Modality::Asserted,
        attribution: None,
        occasion: Occasion::default(),
        evidence: vec![sure("new", 4)],
    });
    let office = Claim::asserted("Q1", EdgeKind::Relation(Relation::HoldsOffice), "Q5");
    assert!(graph.add_edge(office, [sure("old", 5)]));
    graph
}

fn selection() -> Selection {
    Selection { hops: 1, ..Selection::default() }
}

fn focus(name: &str, hops: usize) -> Selection {
    Selection { focus: vec![name.to_owned()], hops, ..Selection::default() }
}

/// The names of nodes without documents, and the kinds of edges, of the part that is asked for.
fn part(selection: &Selection) -> (String, String) {
    let graph = graph();
    let folded = graph.folded();
    let (scope, _) = selection.of(&folded, &Vocabulary::default()).unwrap();
    let options = Options { scope, ..Options::default() };
    let view = View::new(&folded, &options);
    let nodes = view.nodes().iter().filter(|shown| !matches!(shown.node, Node::Document(_)));
    let names: Vec<&str> = nodes.map(|shown| shown.name.split(' ').next().unwrap()).collect();
    let mut kinds: Vec<&str> = view.edges().iter().map(|edge| edge.claim.kind.name()).collect();
    kinds.sort_unstable();
    (names.join(" "), kinds.join(" "))
}

fn is(selection: &Selection, nodes: &str, edges: &str) {
    assert_eq!(part(selection), (nodes.to_owned(), edges.to_owned()), "{selection:?}");
}

#[test]
fn focus_takes_what_is_around_and_a_meeting_is_no_hop() {
    is(&focus("Q1", 0), "Ada", "");
    is(&focus("ada  vik", 1), "Ada Bo Norland", "holds-office praised");
    is(&focus("Bo Sorli", 1), "Ada Bo Cy", "criticized praised");
    // Those who met are one hop apart, and the meeting comes with both.
    is(&focus("Di Eng", 1), "Cy Di Meeting", "accused participated-in participated-in");
    is(
        &focus("Q1", 9),
        "Ada Bo Cy Di Norland Meeting",
        "accused criticized holds-office participated-in participated-in praised",
    );
    let two = Selection { focus: vec!["Q1".into(), "Q4".into()], hops: 0, ..selection() };
    is(&two, "Ada Di", "");
}

#[test]
fn predicates_and_types_leave_the_rest_out() {
    let predicates =
        |names: &[&str]| Selection { predicates: names.iter().map(|&name| name.to_owned()).collect(), ..selection() };
    is(&predicates(&["PRAISED", "holds office"]), "Ada Bo Norland", "holds-office praised");
    let types =
        |names: &[&str]| Selection { types: names.iter().map(|&name| name.to_owned()).collect(), ..selection() };
    // By themselves types name nodes without an edge, too.
    is(&types(&["country", "place"]), "Norland Nowhere", "");
    is(&types(&["person"]), "Ada Bo Cy Di", "accused criticized praised");
    is(&Selection { types: vec!["person".into()], ..focus("Q1", 1) }, "Ada Bo", "praised");
}

#[test]
fn days_are_those_of_events_else_of_documents_and_what_lasts_comes_along() {
    let span =
        |since: &str, until: &str| Selection { since: since.parse().ok(), until: until.parse().ok(), ..selection() };
    is(&span("2023", ""), "Bo Cy Di Meeting", "accused criticized participated-in participated-in");
    // An event of a month is in every span that has a day of it; one without a day has that of its document.
    is(&span("2023-03-31", ""), "Bo Cy", "criticized");
    is(&span("2023-03-21", "2023-03-21"), "Bo Cy Di", "accused criticized");
    // An office comes along with who holds it.
    is(&span("", "2020"), "Ada Bo Norland", "holds-office praised");
    is(&span("2021", "2022"), "", "");
    is(&Selection { predicates: vec!["holds-office".into()], ..span("", "2020") }, "Ada Norland", "holds-office");
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let graph = graph();
    let folded = graph.folded();
    let doubts = |name: &str| focus(name, 1).of(&folded, &Vocabulary::default()).unwrap().1;
    assert_eq!(doubts("Ada Vick"), [Doubt::Nothing("Ada Vick".into(), vec!["Ada Vik (Q1)".into()])]);
    assert_eq!(doubts("dahl"), [Doubt::Nothing("dahl".into(), vec!["Cy Dahl (Q3)".into()])]);
    assert_eq!(doubts("Ada Vik"), []);
    let wrong = Selection { predicates: vec!["critisized".into()], ..selection() };
    let error = wrong.of(&folded, &Vocabulary::default()).unwrap_err().to_string();
    assert!(error.contains("“critisized” is no predicate") && error.contains("use criticized"), "{error}");
}

#[test]
fn every_file_of_a_part_holds_the_part_and_it_reads_back_as_itself() {
    let (graph, dir) = (graph(), tempfile::tempdir().unwrap());
    let folded = graph.folded();
    let (scope, _) = focus("Bo Sørli", 1).of(&folded, &Vocabulary::default()).unwrap();
    let options = Options { formats: Format::ALL.to_vec(), scope, ..Options::default() };
    write_folder(&graph, &dir.path().join("part"), &options).unwrap();
    for entry in fs::read_dir(dir.path().join("part")).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        // Of Di Eng, and of who accused her, nothing.
        assert!(!text.contains("Di Eng") && !text.contains("Sentence 3."), "{}", path.display());
    }
    let table = |folder: &str, name: &str| fs::read(dir.path().join(folder).join(name)).unwrap();
    let again = newsgraph::graph::read_folder(&dir.path().join("part")).unwrap();
    write_folder(&again, &dir.path().join("again"), &Options { formats: Format::ALL.to_vec(), ..Options::default() })
        .unwrap();
    for name in ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv", "events.jsonl"] {
        assert!(table("part", name) == table("again", name), "{name}");
    }
}

#[test]
fn a_folder_with_a_part_says_so_to_whoever_merges_it() {
    let folder = Folder::new("part");
    write_folder(&graph(), &folder.path("whole"), &Options::default()).unwrap();
    folder.well(&["convert", "whole", "--to", "csv,events", "--focus", "Q1", "-o", "part"]);
    assert!(folder.read("part/newsgraph.json").contains("1 hop around Ada Vik (Q1)"));
    let is = |arguments: &[&str], code: i32, said: &str| {
        let run = folder.run(arguments);
        assert!(run.code == Some(code) && run.err.contains(said), "{arguments:?}: {:?} {}", run.code, run.err);
    };
    let told = "part holds a part of a graph: 1 hop around Ada Vik (Q1)";
    is(&["merge", "whole", "part", "-o", "both"], 0, told);
    // What is made of it keeps the note; a part never stands among the files of the whole.
    assert!(folder.read("both/newsgraph.json").contains("around Ada Vik"));
    assert!(!folder.read("whole/newsgraph.json").contains("parts"));
    let to_csv = ["convert", "whole", "--to", "csv", "-o"];
    is(&[&to_csv[..], &["whole", "--focus", "Q1"]].concat(), 2, "among the files of the whole");
    is(&[&to_csv[..], &["none", "--focus", "Nobody Atall"]].concat(), 2, "nobody in the graph is named “Nobody Atall”");
    assert!(!folder.path("none").exists());
    is(&[&to_csv[..], &["some", "--focus", "Q1", "--focus", "Zorp"]].concat(), 1, "“Zorp”");
    assert!(folder.path("some/nodes.csv").exists());
    is(&[&to_csv[..], &["none", "--since", "2022", "--until", "2021"]].concat(), 2, "--since is after --until");
}

#[test]
fn a_picture_that_nobody_can_draw_costs_nothing_else() {
    let folder = Folder::new("picture");
    write_folder(&graph(), &folder.path("whole"), &Options::default()).unwrap();
    let mut command = folder.command(&["convert", "whole", "--to", "csv", "--render", "svg", "-o", "drawn"]);
    let run = program::Run::of(command.env("PATH", "/nowhere").output().unwrap());
    assert!(run.code == Some(1) && run.err.contains("Graphviz is not installed"), "{:?} {}", run.code, run.err);
    assert!(folder.path("drawn/nodes.csv").exists() && !folder.path("drawn/graph.svg").exists());
}
