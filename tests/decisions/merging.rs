//! Decisions as sets: graphs that hold them are merged in any order, written and read back.

use newsgraph::decisions::{Decisions, Label, Verb};
use newsgraph::export::{Format, Options, write_folder};
use newsgraph::fuzzing;
use newsgraph::graph::KnowledgeGraph;

use super::hostile::HOSTILE;
use super::program::Folder;
use super::written::assert_same;
use super::{ALPHA, decision, document, merged, person, praise, table, told, with};

/// Graphs with decisions that touch each other, also such that cannot all hold.
fn parts() -> Vec<KnowledgeGraph> {
    let (open, known) = (person("Ada Moe", None, "a"), person("Ada Moe", Some("XXA"), "b"));
    let (bo, zoe) = (person("Bo Roe", None, "a"), person("Zoe Roe", None, "c"));
    let [a, b, c] = [
        told("a", &[open.clone(), bo.clone()]),
        told("b", std::slice::from_ref(&known)),
        told("c", std::slice::from_ref(&zoe)),
    ];
    vec![
        with(a, &[(Verb::SameAs, &open.id, &bo.id), (Verb::Reject, &praise(&bo.id, ALPHA), "")]),
        with(b, &[(Verb::Link, &known.id, "Q567"), (Verb::Confirm, &praise(&known.id, ALPHA), "")]),
        with(c, &[(Verb::NotSame, &known.id, &zoe.id), (Verb::Link, &zoe.id, "none")]),
        with(document("d"), &[(Verb::SameAs, &zoe.id, &bo.id), (Verb::Confirm, &praise("Q567", ALPHA), "")]),
        with(document("e"), &[(Verb::Link, &zoe.id, "Q42"), (Verb::Reject, "e-0123456789abcdef", "")]),
    ]
}

#[test]
fn merging_is_associative_commutative_and_idempotent() {
    let parts = parts();
    let whole = merged(parts.clone());
    assert!(!whole.folded().contradictions().is_empty() && !whole.folded().gone().is_empty());
    assert_same(&whole, &merged(parts.iter().rev().cloned()));
    for at in 0..parts.len() {
        let (first, second) = parts.split_at(at);
        let joined = merged([merged(second.iter().cloned()), merged(first.iter().cloned())]);
        assert_same(&whole, &joined);
        assert_same(&whole, &merged([joined, parts[at].clone()]));
    }
    let mut sets = [Decisions::default(), Decisions::default()];
    let decided = |note: &str| (decision(Verb::Reject, "e-1", ""), Label { note: note.into(), ..Label::default() });
    for (set, notes) in sets.iter_mut().zip([["x", "y"], ["y", "x"]]) {
        for note in notes {
            let (decision, label) = decided(note);
            set.add(decision, label);
        }
    }
    assert_eq!(sets[0], sets[1]);
}

#[test]
fn every_format_that_is_read_brings_decisions_back() {
    let parts = parts();
    for graph in parts.iter().cloned().chain([merged(parts.clone()), merged(parts[..2].iter().cloned())]) {
        fuzzing::there_and_back(&graph);
        fuzzing::back_from_each(&graph);
    }
}

#[test]
fn no_name_of_a_decision_breaks_a_file() {
    let mut graph = document("a");
    for (place, name) in HOSTILE.iter().enumerate() {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let label = Label { name: name.clone(), other_name: name.clone(), note: name };
        let id = format!("Q{}", 2_000_001 + place);
        graph.decisions_mut().add(decision(Verb::NotSame, &id, "local-nobody"), label.clone());
        graph.decisions_mut().add(decision(Verb::Reject, &format!("e-{place:016x}"), ""), label);
    }
    fuzzing::there_and_back(&graph);
    fuzzing::back_from_each(&graph);
    let folder = Folder::new("hostile-decisions");
    let options = Options { formats: vec![Format::Csv, Format::Html], spreadsheet_safe: true, ..Options::default() };
    write_folder(&graph, &folder.path("graph"), &options).unwrap();
    let rows = table(&folder, "graph/decisions.csv", "id");
    assert!(rows.values().all(|row| !row["name"].starts_with(['=', '+', '-', '@'])));
    // The table of a graph is a file of decisions.
    let read = newsgraph::decisions::File::read(&folder.path("graph/decisions.csv")).unwrap();
    assert_eq!((read.given.len(), read.flaws.len()), (graph.decisions().iter().count(), 0));
}
