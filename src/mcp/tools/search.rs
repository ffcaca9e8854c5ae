//! Words in; who has such a name, and the edges whose sentences have them, out.

use serde_json::json;

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::Result;

pub(super) const TOOL: Tool = Tool {
    name: "search",
    about: "Find people, countries, organizations and places by a name, however it is spelled, and the events whose sentences hold the words. \
        Begin here: the other tools take the ids.",
    fields: &[
        must("query", Kind::Text, "a name or words of a sentence"),
        may("limit", Kind::Count(1000), "how many nodes and how many edges at most [20]"),
        may("all", Kind::Flag, "edges that are denied, planned, claimed or unsure too"),
    ],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let most = ground.rows(arguments.count("limit"), 20);
    let query = arguments.text("query");
    let nodes = ground.names.near(query, most).into_iter().map(|one| {
        let mut edges: Vec<_> = ground.edges_of(&one.id, false).collect();
        edges.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| a.id.cmp(b.id)));
        // The sentence that says most often said of it, so that a name can be told from its like.
        json!({
            "id": one.id, "name": one.name, "type": one.kind, "country": one.country, "mentions": one.mentions,
            "other_names": one.aliases.iter().take(5).collect::<Vec<_>>(),
            "best_edge": edges.first().map(|edge| ground.edge_told(edge)),
        })
    });
    let nodes: Vec<_> = nodes.collect();
    let words = query.trim().to_lowercase();
    let all = arguments.flag("all");
    let says = |sentence: &str| !words.is_empty() && sentence.to_lowercase().contains(&words);
    let edges = ground.view.edges().iter().filter(|edge| all || edge.plain);
    let edges = edges.filter(|edge| edge.evidence.iter().any(|one| says(&one.sentence)));
    let edges: Vec<_> = edges.map(|edge| ground.edge_told(edge)).collect();
    Ok(Answer::list("edges", edges, most).with("nodes", json!(nodes)))
}
