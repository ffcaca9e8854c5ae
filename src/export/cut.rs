//! The options in; which edges, events and statements are sure enough to be shown, and which of them are plain, out.
//!
//! Events are held to two numbers: below the floor they are nowhere, below the threshold of the plain graph only in the
//! stream of events and, on request, in the other files. An edge is held to them as a whole, and what is shown keeps all
//! its mentions from the floor on: the stream holds the others, so that a folder that is merged with another loses none.
//! A meeting, which no stream holds, is held to them mention by mention, for the same reason.

use super::Options;
use crate::confidence::{Confidence, FLOOR_CONFIDENCE, PLAIN_CONFIDENCE};
use crate::decisions::Verb;
use crate::graph::{Edge, EdgeKind, EventRecord, Evidence, StatementNode};
use crate::ontology::Relation;

/// From which confidence on what is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Events below are nowhere.
    floor: Confidence,
    /// Events below are not plain.
    plain: Confidence,
    /// Relations and statements below are left out.
    others: Confidence,
    /// Whether events that are not plain are shown.
    all: bool,
}

impl Cut {
    /// What the options ask for.
    pub(super) fn of(options: &Options) -> Self {
        Self {
            floor: FLOOR_CONFIDENCE.into(),
            plain: options.min_confidence.unwrap_or(PLAIN_CONFIDENCE).into(),
            // Nothing is known of them but what was asked for.
            others: options.min_confidence.unwrap_or(0.0).into(),
            all: options.all,
        }
    }

    /// The evidence of an edge that counts, in its order. What a person decided of, needs to be no surer.
    pub(super) fn evidence<'e>(&self, edge: &'e Edge, decision: Option<Verb>) -> Vec<&'e Evidence> {
        let least = match Told::of(edge.claim.kind) {
            Told::Event => self.floor,
            Told::Meeting if self.all || decision == Some(Verb::Confirm) => self.floor,
            Told::Meeting => self.plain.max(self.floor),
            Told::Other if decision == Some(Verb::Confirm) => Confidence::default(),
            Told::Other => self.others,
        };
        edge.evidence.iter().map(|one| &**one).filter(|one| one.confidence >= least).collect()
    }

    /// Whether an edge is plain: positive, asserted and, if an event tells of it, sure enough or confirmed; never if it was rejected.
    pub(super) fn is_plain(&self, edge: &Edge, decision: Option<Verb>) -> bool {
        let sure = || Told::of(edge.claim.kind) == Told::Other || edge.confidence() >= self.plain.max(self.floor);
        edge.claim.is_plain()
            && match decision {
                Some(Verb::Reject) => false,
                Some(Verb::Confirm) => true,
                _ => sure(),
            }
    }

    /// Whether a mention by itself makes its edge plain, if that says what is positive and asserted.
    pub(super) fn is_sure(&self, evidence: &Evidence) -> bool {
        evidence.confidence >= self.plain.max(self.floor)
    }

    /// Whether what is not plain is shown.
    pub(super) fn shows_all(&self) -> bool {
        self.all
    }

    /// Whether a mention of an event is written at all.
    pub(super) fn writes(&self, event: &EventRecord) -> bool {
        event.evidence.confidence >= self.floor
    }

    /// Whether a statement is sure enough.
    pub(super) fn shows(&self, statement: &StatementNode) -> bool {
        statement.evidence.confidence >= self.others
    }
}

/// What tells of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Event mentions, each of which the stream of events holds.
    Event,
    /// Event mentions by way of a meeting.
    Meeting,
    /// Something else: an office, a body of a state, a statement.
    Other,
}

impl Told {
    fn of(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::Event(_) => Told::Event,
            EdgeKind::Relation(Relation::ParticipatedIn | Relation::HeldAt) => Told::Meeting,
            EdgeKind::Relation(_) => Told::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::events::Marks;
    use crate::graph::Claim;
    use crate::ontology::Predicate;

    fn edge(kind: EdgeKind, confidences: &[f32]) -> Edge {
        let evidence = |&confidence: &f32| Evidence {
            document: Arc::from("d"),
            begin: 0,
            end: 1,
            rule: Arc::from("rule"),
            confidence: confidence.into(),
            place: None,
            sentence: Arc::from("s"),
            sentence_begin: 0,
            marks: Marks::default(),
        };
        let claim = Claim::asserted("Q1", kind, "Q2");
        Edge { id: claim.id(), claim, evidence: confidences.iter().map(evidence).map(Arc::new).collect() }
    }

    #[test]
    fn nothing_below_the_floor_counts_with_or_without_all() {
        let met = EdgeKind::Event(Predicate::MetWith);
        let attended = EdgeKind::Relation(Relation::ParticipatedIn);
        for (plain, all) in [(0.0, false), (0.0, true), (0.5, true)] {
            let cut = Cut { floor: 0.2.into(), plain: Confidence::from(plain), others: 0.0.into(), all };
            for kind in [met, attended] {
                assert_eq!(cut.evidence(&edge(kind, &[0.1, 0.2, 0.3]), None).len(), 2, "{kind:?}");
                assert!(cut.evidence(&edge(kind, &[0.1]), None).is_empty() && !cut.is_plain(&edge(kind, &[0.1]), None));
            }
            // The floor is for events.
            assert_eq!(cut.evidence(&edge(EdgeKind::Relation(Relation::PartOf), &[0.1]), None).len(), 1);
        }
    }

    #[test]
    fn an_edge_is_plain_by_its_surest_mention() {
        let cut = Cut { floor: 0.0.into(), plain: 0.5.into(), others: 0.0.into(), all: false };
        let met = EdgeKind::Event(Predicate::MetWith);
        assert!(cut.is_plain(&edge(met, &[0.1, 0.5]), None) && !cut.is_plain(&edge(met, &[0.4, 0.499]), None));
        assert_eq!(cut.evidence(&edge(met, &[0.1, 0.5]), None).len(), 2);
        assert_eq!(cut.evidence(&edge(EdgeKind::Relation(Relation::HeldAt), &[0.1, 0.5]), None).len(), 1);
        assert!(cut.is_plain(&edge(EdgeKind::Relation(Relation::PartOf), &[0.1]), None));
    }

    #[test]
    fn what_a_person_decided_is_plain_or_not_however_sure() {
        let cut = Cut { floor: 0.2.into(), plain: 0.5.into(), others: 0.4.into(), all: false };
        let (confirm, reject) = (Some(Verb::Confirm), Some(Verb::Reject));
        let unsure = edge(EdgeKind::Event(Predicate::MetWith), &[0.3]);
        assert!(cut.is_plain(&unsure, confirm) && !cut.is_plain(&unsure, None));
        assert!(!cut.is_plain(&edge(EdgeKind::Event(Predicate::MetWith), &[0.9]), reject));
        assert!(!cut.is_plain(&edge(EdgeKind::Relation(Relation::PartOf), &[0.9]), reject));
        assert_eq!(cut.evidence(&edge(EdgeKind::Relation(Relation::HeldAt), &[0.1, 0.3]), confirm).len(), 1);
        assert_eq!(cut.evidence(&edge(EdgeKind::Relation(Relation::PartOf), &[0.3]), confirm).len(), 1);
        let mut denied = unsure;
        denied.claim.negated = true;
        assert!(!cut.is_plain(&denied, confirm));
    }
}
