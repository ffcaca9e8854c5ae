//! The events of a graph in; those whose probability lies near the threshold of the plain graph out, on either side.

use super::{Doubt, Ground, Proposal, distance, shown};
use crate::confidence::{Confidence, PLAIN_CONFIDENCE};
use crate::decisions::{Decision, Verb};
use crate::graph::EdgeKind;

/// How far from the threshold an edge is doubtful still, in thousandths.
const NEAR: u32 = 120;

/// From which probability on an edge is rather right than wrong.
const EVEN: f32 = 0.5;

pub(super) fn doubtful(ground: &Ground<'_, '_>) -> Vec<Proposal> {
    let threshold = Confidence::from(PLAIN_CONFIDENCE);
    let mut proposals = Vec::new();
    for edge in ground.view.edges() {
        let is_event = matches!(edge.claim.kind, EdgeKind::Event(_));
        let away = distance(edge.best.confidence, threshold);
        if !is_event || !edge.claim.is_plain() || edge.decision.is_some() || away > NEAR {
            continue;
        }
        let verb = if edge.best.confidence >= EVEN.into() { Verb::Confirm } else { Verb::Reject };
        // By the id that no later document changes.
        let id = ground.folded.ids_of(edge.id).into_iter().find(|id| ground.graph.edge(id).is_some());
        let Ok(decision) = Decision::new(verb, id.as_deref().unwrap_or(edge.id), "") else { continue };
        let side = if edge.plain { "in the plain graph" } else { "not in the plain graph" };
        let reason =
            format!("probability {}, close to the threshold {}: {side}", shown(edge.best.confidence), shown(threshold));
        let kind = edge.claim.kind.name();
        let date = edge.claim.date.map(|date| format!(", {date}")).unwrap_or_default();
        let name = format!("{} {kind} {}{date}", ground.name(&edge.claim.source), ground.name(&edge.claim.target));
        let doubt = Doubt { kind: kind.to_owned(), reason, weight: 900 - 2 * away };
        proposals.push(ground.proposal(decision, [&name, ""], doubt, Some(edge)));
    }
    proposals
}
