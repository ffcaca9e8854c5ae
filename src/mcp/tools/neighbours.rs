//! A node in; who and what it has edges with, those with the most support first, out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::json;

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::Result;
use crate::export::EdgeView;

pub(super) const TOOL: Tool = Tool {
    name: "neighbours",
    about: "Who and what a node has edges with, those with the most sentences first: for each how many edges of which kind, and the \
        best-supported edge with its sentence.",
    fields: &[
        must("node", Kind::Text, "id, name or other name"),
        may("predicate", Kind::Text, "edges of this type only, as MET_WITH"),
        may("limit", Kind::Count(1000), "how many neighbours at most [30]"),
        may("all", Kind::Flag, "edges that are denied, planned, claimed or unsure too"),
    ],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let one = ground.find(arguments.text("node"))?;
    let predicate = arguments.some_text("predicate").map(|name| ground.names.predicate(name)).transpose()?;
    let mut edges_with = BTreeMap::<&str, Vec<&EdgeView<'_>>>::new();
    for edge in ground.edges_of(&one.id, arguments.flag("all")) {
        let claim = edge.claim;
        if predicate.as_ref().is_none_or(|name| name == claim.kind.neo4j_type()) {
            let other = if claim.source == one.id { &claim.target } else { &claim.source };
            edges_with.entry(other).or_default().push(edge);
        }
    }
    let support = |edges: &[&EdgeView<'_>]| edges.iter().map(|edge| edge.support).sum::<usize>();
    let mut neighbours: Vec<_> = edges_with.into_iter().collect();
    neighbours.sort_by_key(|(id, edges)| (Reverse(support(edges)), *id));
    let told = neighbours.into_iter().map(|(id, mut edges)| {
        let mut kinds = BTreeMap::<&str, usize>::new();
        edges.iter().for_each(|edge| *kinds.entry(edge.claim.kind.neo4j_type()).or_default() += 1);
        edges.sort_by_key(|edge| (Reverse(edge.support), Reverse(edge.best.confidence), edge.id));
        json!({ "node": ground.node(id), "edges": kinds, "best_edge": edges.first().map(|edge| ground.edge_told(edge)) })
    });
    Ok(Answer::list("neighbours", told, ground.rows(arguments.count("limit"), 30)).with("node", ground.node(&one.id)))
}
