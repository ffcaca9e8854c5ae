//! The id of an edge or a meeting in; every sentence that says so out.

use serde_json::{Value, json};

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground, thousandths};
use super::Tool;
use crate::export::EdgeView;
use crate::graph::EdgeKind;
use crate::ontology::Relation;
use crate::{Error, ErrorKind, Result};

pub(super) const TOOL: Tool = Tool {
    name: "evidence",
    about: "Every sentence behind an edge, the surest first, with its document, address, day, place in the text in bytes, the rule that read it, \
        how sure that is, and what decided whether it is so. Takes the id of a meeting too.",
    fields: &[
        must("id", Kind::Text, "id of an edge (e-…) or of a meeting (meeting-…)"),
        may("limit", Kind::Count(1000), "how many sentences at most [50]"),
    ],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let id = arguments.text("id");
    let guests = |edge: &&EdgeView<'_>| edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn);
    let edges: Vec<_> = match ground.edge(id) {
        Some(edge) => vec![edge],
        None => ground.edges_of(id, true).filter(guests).collect(),
    };
    if edges.is_empty() {
        return Err(Error::new(ErrorKind::Usage, format!("no edge or meeting “{id}”"))
            .remedy("neighbours, timeline and question tell the ids"));
    }
    let mut all: Vec<_> = edges.iter().flat_map(|edge| edge.evidence.iter().copied()).collect();
    all.sort();
    all.dedup();
    all.sort_by_key(|one| std::cmp::Reverse(one.confidence));
    let told = all.into_iter().map(|one| {
        let mut told = ground.evidence(one);
        told["begin"] = json!(one.begin);
        told["end"] = json!(one.end);
        told["rule"] = json!(&*one.rule);
        told["confidence"] = thousandths(one);
        if !one.marks.decided.is_empty() {
            told["because"] = json!(one.marks.decided);
        }
        told
    });
    let claims: Vec<Value> = edges.iter().map(|edge| Value::Object(ground.claim(edge))).collect();
    Ok(Answer::list("sentences", told, ground.rows(arguments.count("limit"), 50)).with("edges", json!(claims)))
}
