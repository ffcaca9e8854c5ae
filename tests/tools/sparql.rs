//! The embedded engine and Apache Jena answer every SPARQL file of `queries` as `answers.md` says.

use std::path::Path;
use std::process::Command;

use newsgraph::query::{AnswerFormat, Limits, run as ask};

use super::answers::{assert_expected, assert_expected_of_all, query, questions};
use super::support::{all_of_sample, run, sample, tool};
use super::table::Table;

#[test]
fn the_embedded_engine_answers_every_query() {
    assert_expected("embedded", answers(sample(), embedded));
}

#[test]
fn what_is_denied_planned_or_claimed_changes_no_answer() {
    assert_expected_of_all("embedded, all", answers(all_of_sample(), embedded));
}

#[test]
#[ignore = "needs Apache Jena: cargo xtask test"]
fn apache_jena_answers_every_query() {
    assert_expected("Jena", answers(sample(), by_jena));
}

fn answers(graph: &Path, by: fn(&str, &Path) -> Table) -> impl Iterator<Item = (String, Table)> {
    questions().into_iter().map(move |question| {
        let table = by(&question, graph);
        (question, table)
    })
}

/// The answer that `newsgraph query` gives.
fn embedded(question: &str, graph: &Path) -> Table {
    let mut answer = Vec::new();
    ask(&query(question, "rq"), graph, AnswerFormat::Json, &Limits::default(), &mut answer).unwrap();
    Table::from_sparql_json(str::from_utf8(&answer).unwrap())
}

fn by_jena(question: &str, graph: &Path) -> Table {
    let data = format!("--data={}", graph.join("graph.jsonld").display());
    let query = format!("--query={}", query(question, "rq").display());
    Table::from_sparql_json(&run(jena("arq.sparql").args([&data, &query, "--results=JSON"])))
}

/// A command of Apache Jena.
pub fn jena(class: &str) -> Command {
    let mut command = Command::new("java");
    command.arg("-Xmx512m").arg("-cp").arg(tool("jena/lib").join("*")).arg(class);
    command
}
