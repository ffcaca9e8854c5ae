//! Nothing in; what the graph holds in figures out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::json;

use super::super::arguments::Arguments;
use super::super::ground::{Answer, Ground, kind, truth};
use super::Tool;
use crate::Result;
use crate::graph::EdgeKind;

/// How many of the most active are told.
const ACTIVE: usize = 20;

pub(super) const TOOL: Tool = Tool {
    name: "statistics",
    about: "What the graph holds: nodes by type, edges by type and truth, documents with the first and last day, what made it, and who has most \
        events.",
    fields: &[],
    run,
};

fn run(ground: &Ground<'_, '_>, _: &Arguments<'_>) -> Result<Answer> {
    let (mut nodes, mut edges, mut truths) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut active = BTreeMap::<&str, usize>::new();
    for node in ground.view.nodes() {
        *nodes.entry(kind(node)).or_insert(0_usize) += 1;
    }
    for edge in ground.view.edges() {
        *truths.entry(truth(edge)).or_insert(0_usize) += 1;
        if edge.plain {
            *edges.entry(edge.claim.kind.neo4j_type()).or_insert(0_usize) += 1;
            if matches!(edge.claim.kind, EdgeKind::Event(_)) {
                *active.entry(&edge.claim.source).or_default() += 1;
                *active.entry(&edge.claim.target).or_default() += 1;
            }
        }
    }
    let mut active: Vec<_> = active.into_iter().collect();
    active.sort_by_key(|(id, events)| (Reverse(*events), *id));
    let told = active.into_iter().map(|(id, events)| json!({ "node": ground.node(id), "events": events }));
    let days = || ground.documents().values().filter_map(|document| document.date);
    let (first, last) = (days().min().map(|day| day.to_string()), days().max().map(|day| day.to_string()));
    Ok(Answer::list("most_events", told.take(ACTIVE), ACTIVE)
        .with("nodes", json!(nodes))
        .with("edges", json!(edges))
        .with("edges_by_truth", json!(truths))
        .with("documents", json!({ "count": ground.documents().len(), "first": first, "last": last }))
        .with("made_by", json!(ground.view.producers())))
}
