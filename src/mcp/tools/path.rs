//! Two nodes in; a shortest way from one to the other, each step with its evidence, out.

use std::collections::{BTreeMap, VecDeque};

use serde_json::json;

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::Result;
use crate::export::EdgeView;

/// How many steps are tried where nothing else is asked.
const STEPS: usize = 6;

pub(super) const TOOL: Tool = Tool {
    name: "path",
    about: "A shortest way between two nodes along events, meetings and standing relations in either direction, each step with its \
        best-supported edge and the sentence.",
    fields: &[
        must("from", Kind::Text, "id, name or other name"),
        must("to", Kind::Text, "id, name or other name"),
        may("steps", Kind::Count(20), "how many steps at most [6]"),
        may("all", Kind::Flag, "edges that are denied, planned, claimed or unsure too"),
    ],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let (from, to) = (ground.find(arguments.text("from"))?, ground.find(arguments.text("to"))?);
    let most = arguments.count("steps").unwrap_or(STEPS);
    let way = way(ground, &from.id, &to.id, most, arguments.flag("all"));
    let found = way.is_some();
    let steps = way.unwrap_or_default();
    let answer = Answer::list("steps", steps.into_iter().map(|edge| ground.edge_told(edge)), usize::MAX);
    Ok(answer.with("from", ground.node(&from.id)).with("to", ground.node(&to.id)).with("found", json!(found)))
}

/// The edges of a shortest way. Of several the one that a search in the order of support, then of ids, comes upon first.
fn way<'v, 'g>(ground: &Ground<'v, 'g>, from: &str, to: &str, most: usize, all: bool) -> Option<Vec<&'v EdgeView<'g>>> {
    let other = |edge: &'v EdgeView<'g>, id: &str| -> &'v str {
        if edge.claim.source == id { &edge.claim.target } else { &edge.claim.source }
    };
    let mut reached = BTreeMap::<&str, (usize, Option<&'v EdgeView<'g>>)>::from([(from, (0, None))]);
    let mut queue = VecDeque::from([from]);
    while let Some(id) = queue.pop_front() {
        if id == to {
            break;
        }
        let steps = reached.get(id).map_or(0, |(steps, _)| *steps);
        if steps == most {
            break;
        }
        let mut edges: Vec<_> = ground.edges_of(id, all).collect();
        edges.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| a.id.cmp(b.id)));
        for edge in edges {
            let next = other(edge, id);
            if !reached.contains_key(next) {
                reached.insert(next, (steps + 1, Some(edge)));
                queue.push_back(next);
            }
        }
    }
    let mut edges = Vec::new();
    let mut at = to;
    while let (_, Some(edge)) = *reached.get(at)? {
        edges.push(edge);
        at = other(edge, at);
    }
    edges.reverse();
    Some(edges)
}
