//! A user's tables in; no more than an error out.

use super::folder::there_and_back;
use crate::decisions::File;
use crate::events::Rules;
use crate::graph::KnowledgeGraph;
use crate::resolve::Names;

/// A gazetteer.
pub(super) fn gazetteer(data: &[u8]) {
    let mut names = Names::default();
    let _ = names.add(data);
    let _ = names.add(data);
}

/// Decisions: what is taken of them settles without a contradiction, and as a graph's own comes back from its files.
pub(super) fn decisions(data: &[u8]) {
    let Ok(file) = File::of(data.to_vec()) else { return };
    let mut graph = KnowledgeGraph::new();
    for given in file.given {
        graph.decisions_mut().add(given.decision, given.label);
    }
    assert!(graph.folded().contradictions().is_empty(), "a contradiction that was taken");
    there_and_back(&graph);
}

/// Rules and predicates.
pub(super) fn rules(data: &[u8]) {
    if let Ok(text) = String::from_utf8(data.to_vec()) {
        let _ = Rules::from_text(text);
    }
}
