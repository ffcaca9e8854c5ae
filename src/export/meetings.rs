//! The edges that tell who took part in which meeting in; how each meeting is shown out.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::shown::{EdgeView, NodeView};
use crate::date::Date;
use crate::events::Modality;
use crate::graph::{EdgeKind, Evidence, KnowledgeGraph, MeetingNode, Node};
use crate::ontology::Relation;

/// Who met, and on what evidence, by meeting.
pub(super) struct Meetings<'v, 'g> {
    edges: HashMap<&'g str, Vec<&'v EdgeView<'g>>>,
}

impl<'v, 'g> Meetings<'v, 'g> {
    /// Those of edges.
    pub(super) fn of(edges: &'v [EdgeView<'g>]) -> Self {
        let mut by_meeting = HashMap::<&str, Vec<&EdgeView<'g>>>::new();
        for edge in edges.iter().filter(|edge| edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn)) {
            by_meeting.entry(&edge.claim.target).or_default().push(edge);
        }
        Self { edges: by_meeting }
    }

    /// A meeting is shown where a participant is.
    pub(super) fn view(
        &self,
        node: &'g Node,
        meeting: &MeetingNode,
        graph: &'g KnowledgeGraph,
    ) -> Option<NodeView<'g>> {
        let edges = self.edges.get(node.id())?;
        let guests: BTreeSet<&str> = edges.iter().map(|edge| edge.claim.source.as_str()).collect();
        let name_of = |id: &&str| graph.node(id).and_then(Node::entity).map(|entity| entity.name.as_str());
        let names: Vec<&str> = guests.iter().filter_map(name_of).collect();
        let evidence: BTreeSet<&Evidence> = edges.iter().flat_map(|edge| edge.evidence.iter().copied()).collect();
        Some(NodeView {
            node,
            name: Cow::Owned(meeting_name(&names, meeting.date)),
            mentions: Some(u32::try_from(evidence.len()).unwrap_or(u32::MAX)),
            confidence: evidence.iter().map(|one| one.confidence).max(),
            status: status(edges, meeting.occasion.cancelled),
            decisions: Vec::new(),
        })
    }
}

/// Whether a meeting took place: of several presentations the one that asserts the most.
fn status(edges: &[&EdgeView<'_>], cancelled: bool) -> Option<&'static str> {
    let claim = edges.iter().map(|edge| edge.claim).min_by_key(|claim| (claim.negated, claim.modality))?;
    Some(match (claim.modality, claim.negated) {
        (Modality::Asserted, false) => "held",
        (Modality::Planned, false) => "planned",
        (Modality::Hypothetical, _) => "proposed",
        (Modality::ReportedClaim, false) => "claimed",
        (Modality::ReportedClaim, true) => "denied",
        (Modality::Asserted | Modality::Planned, true) if cancelled => "cancelled",
        (Modality::Asserted | Modality::Planned, true) => "not-held",
    })
}

/// “Meeting of A, B and 2 others, 2023-03-20”.
fn meeting_name(participants: &[&str], date: Option<Date>) -> String {
    const NAMED: usize = 3;
    let named = participants.get(..NAMED).unwrap_or(participants);
    let people = match participants.len() - named.len() {
        0 => match named {
            [init @ .., last] if !init.is_empty() => format!("{} and {last}", init.join(", ")),
            _ => named.join(""),
        },
        1 => format!("{} and 1 other", named.join(", ")),
        others => format!("{} and {others} others", named.join(", ")),
    };
    date.map_or_else(|| format!("Meeting of {people}"), |date| format!("Meeting of {people}, {date}"))
}
