//! The name of a question and what it is asked about in; its rows with the evidence of their edges out.

use serde_json::{Map, Value, json};

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use super::sparql::rows;
use crate::Result;
use crate::query::{Asked, Values, find, questions};

pub(super) const TOOL: Tool = Tool {
    name: "question",
    about: "A ready question by name. Its rows come with the surest sentence of every edge that they name. The questions, with what they \
        need (and may take):",
    fields: &[
        must("name", Kind::Text, "name of the question"),
        may("actor", Kind::Text, "whom it is about: id, name or other name"),
        may("other", Kind::Text, "a second one whom it is about"),
        may("place", Kind::Text, "where: id or name"),
        may("predicate", Kind::Text, "type of the edges, as CRITICIZED"),
        may("since", Kind::Moment, "a day, month or year"),
        may("until", Kind::Moment, "a day, month or year"),
        may("limit", Kind::Count(1000), "how many rows at most [50]"),
    ],
    run,
};

/// The questions for the description.
pub(super) fn list() -> String {
    let question = |question: &crate::query::Question| {
        let parameters = question.parameters();
        let take = |must: bool| {
            let names = parameters.iter().filter(|(_, one)| *one == must).map(|(parameter, _)| parameter.name());
            names.collect::<Vec<_>>().join(", ")
        };
        format!("\n{}: {} {} ({})", question.name(), question.meaning(), take(true), take(false))
    };
    questions().iter().map(question).collect()
}

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let question = find(arguments.text("name"))?;
    let text = |name: &str| arguments.some_text(name).map(str::to_owned);
    let values = Values {
        actor: text("actor"),
        other: text("other"),
        place: text("place"),
        predicate: text("predicate"),
        since: arguments.moment("since"),
        until: arguments.moment("until"),
    };
    question.check(&values)?;
    let most = ground.rows(arguments.count("limit"), 50);
    let answer = rows(ground, Asked::Question(question, values), most)?;
    let mut evidence = Map::new();
    for cell in answer.cells() {
        let edge =
            ground.edge(cell).or_else(|| ground.edges_of(cell, false).next().filter(|_| cell.starts_with("meeting-")));
        if let Some(edge) = edge {
            evidence.insert(cell.to_owned(), ground.evidence(edge.best));
        }
    }
    Ok(answer.with("asks", json!(question.meaning())).with("evidence", Value::Object(evidence)))
}
