//! SPARQL in; the rows of its answer, or its triples, out.

use serde_json::{Value, json};

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::query::{AnswerFormat, Asked, Graph, answer};
use crate::{Error, ErrorKind, Result};

pub(super) const TOOL: Tool = Tool {
    name: "sparql",
    about: "A SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE; no SERVICE, no updates) within a limit of time. PREFIX ng: \
        <https://w3id.org/newsgraph/> node: <https://w3id.org/newsgraph/node/> schema: <https://schema.org/> sem: \
        <http://semanticweb.cs.vu.nl/2009/11/sem/>. An event is ?e a ng:Event ; ng:source ?a ; ng:predicate ng:metWith ; ng:target ?b ; \
        ng:negated false ; ng:modality \"asserted\" ; ng:support ?sentences ; ng:evidence [ ng:sentence ?text ; ng:document ?d ], with \
        sem:hasTimeStamp; nodes have schema:name, ng:country, ng:iso3; ?a ng:participatedIn ?meeting ; ?meeting ng:heldAt ?place. The question \
        tool has ready ones.",
    fields: &[must("query", Kind::Text, "the query"), may("limit", Kind::Count(1000), "how many rows at most [100]")],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let asked = Asked::Sparql(arguments.text("query").to_owned(), None);
    rows(ground, asked, ground.rows(arguments.count("limit"), 100))
}

/// The rows of an answer, or its triples, each a list of texts.
pub(super) fn rows(ground: &Ground<'_, '_>, asked: Asked, most: usize) -> Result<Answer> {
    let limits = crate::query::Limits { rows: most, ..ground.limits.query.clone() };
    let mut out = Bounded { bytes: Vec::new(), most: 20 * ground.limits.bytes };
    let whole = answer(asked, Graph::Loaded(ground.store.clone()), AnswerFormat::Json, &limits, &mut out);
    // The limits of the server are not the caller's to change.
    let whole = whole.map_err(|error| match error.to_string().split_once("; ask for less") {
        Some((message, _)) => Error::new(ErrorKind::Query, message).remedy("ask for less"),
        None => error,
    })?;
    let told = match serde_json::from_slice::<Value>(&out.bytes) {
        Ok(told) if told.get("head").is_some() => told,
        // CONSTRUCT and DESCRIBE give N-Triples.
        _ => {
            let text = String::from_utf8_lossy(&out.bytes);
            return Ok(Answer::list("triples", text.lines().map(|line| json!(line)), most).with("whole", json!(whole)));
        }
    };
    if let Some(yes) = told.get("boolean") {
        return Ok(Answer::list("rows", [], most).with("answer", yes.clone()));
    }
    let columns = told.pointer("/head/vars").and_then(Value::as_array).cloned().unwrap_or_default();
    let bindings = told.pointer("/results/bindings").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let row = |row: &Value| {
        let cell = |column: &Value| row.get(column.as_str()?)?.get("value").cloned();
        Value::Array(columns.iter().map(|column| cell(column).unwrap_or(Value::Null)).collect())
    };
    let answer = Answer::list("rows", bindings.iter().map(row), most);
    Ok(answer.with("columns", json!(columns)).with("whole", json!(whole)))
}

/// Takes so many bytes and no more.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(std::io::Error::new(
                std::io::ErrorKind::FileTooLarge,
                "the answer is too large: ask for fewer rows",
            ));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
