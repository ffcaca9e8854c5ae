//! A graph with what people decided in; which mentions of meetings stand on encounters that were rejected out.
//!
//! A meeting is made of the encounters of its trigger, “the two met”. Where people rejected all that a trigger tells, what it tells of a
//! meeting goes with them.

use std::collections::BTreeSet;

use crate::decisions::Verb;
use crate::graph::{Edge, EdgeKind, Evidence, Folded};
use crate::ontology::{Predicate, Relation};

/// Triggers whose encounters are rejected, by document.
#[derive(Debug, Default)]
pub(super) struct Rejected<'g>(BTreeSet<Trigger<'g>>);

/// A document and the bytes of a word there.
type Trigger<'g> = (&'g str, (usize, usize));

impl<'g> Rejected<'g> {
    /// Those of a graph.
    pub(super) fn of(folded: &'g Folded<'_>) -> Self {
        if folded.graph().decisions().is_empty() {
            return Self::default();
        }
        let (mut rejected, mut told) = (BTreeSet::new(), BTreeSet::new());
        let met = EdgeKind::Event(Predicate::MetWith);
        for edge in folded.graph().petgraph().edge_weights().filter(|edge| edge.claim.kind == met) {
            let is_rejected = folded.decision(&edge.id) == Some(Verb::Reject);
            let triggers = edge.evidence.iter().filter_map(|one| trigger(one));
            if is_rejected { rejected.extend(triggers) } else { told.extend(triggers) }
        }
        Self(rejected.difference(&told).copied().collect())
    }

    /// Whether a mention of a meeting stands on nothing else.
    pub(super) fn has(&self, edge: &Edge, evidence: &Evidence) -> bool {
        let is_meeting = matches!(edge.claim.kind, EdgeKind::Relation(Relation::ParticipatedIn | Relation::HeldAt));
        is_meeting && trigger(evidence).is_some_and(|trigger| self.0.contains(&trigger))
    }
}

fn trigger(evidence: &Evidence) -> Option<Trigger<'_>> {
    Some((&*evidence.document, evidence.marks.trigger?))
}
