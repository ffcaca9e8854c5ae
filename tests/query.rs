//! Hostile queries over a graph: each ends with an answer or an error, within its limits.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use newsgraph::export::{Options, write_folder};
use newsgraph::graph::KnowledgeGraph;
use newsgraph::query::{self, AnswerFormat, Limits};
use newsgraph::{Error, ErrorKind};

/// The answer to a query over an empty graph, and whether it is whole.
fn ask(text: &str, limits: &Limits) -> Result<(String, bool), Error> {
    let dir = tempfile::tempdir().unwrap();
    write_folder(&KnowledgeGraph::new(), dir.path(), &Options::default()).unwrap();
    let file = dir.path().join("q.rq");
    fs::write(&file, text).unwrap();
    let mut answer = Vec::new();
    let whole = query::run(&file, dir.path(), AnswerFormat::Table, limits, &mut answer)?;
    Ok((String::from_utf8(answer).unwrap(), whole))
}

fn values(name: &str, count: usize) -> String {
    let mut text = format!("VALUES ?{name} {{");
    (0..count).for_each(|value| write!(text, " {value}").unwrap());
    text + " }"
}

#[test]
fn nesting_does_not_exhaust_the_stack() {
    let deep = 31_000;
    let queries = [
        format!("SELECT ?x WHERE {{ BIND({}1{} AS ?x) }}", "(".repeat(deep), ")".repeat(deep)),
        format!("SELECT ?x WHERE {{ BIND({}1 AS ?x) }}", "!".repeat(2 * deep)),
        format!("SELECT ?x WHERE {{ BIND(1{} AS ?x) }}", "+1".repeat(deep)),
        format!("SELECT ?x WHERE {{ {}{} }}", "{".repeat(deep), "}".repeat(deep)),
        format!("SELECT ?x WHERE {{ {{}} {} }}", "UNION{}".repeat(deep / 4)),
        format!("SELECT ?x WHERE {{ ?x {}<a:b>{} ?y }}", "(".repeat(deep), ")".repeat(deep)),
    ];
    for query in queries {
        if let Err(error) = ask(&query, &Limits { time: Duration::from_secs(2), ..Limits::default() }) {
            assert_eq!(error.kind(), ErrorKind::Query, "{}: {error}", &query[..40]);
        }
    }
}

#[test]
fn a_query_of_more_than_64_kilobytes_is_refused() {
    let error = ask(&format!("ASK {{}} # {}", "x".repeat(1 << 16)), &Limits::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Query);
}

#[test]
fn values_of_all_kinds_are_ordered_or_refused() {
    let kinds =
        ["1", "\"a\"", "\"b\"@en", "2.5", "true", "<a:b>", "\"2020-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>"];
    let mut text = "SELECT ?x WHERE { VALUES ?x {".to_owned();
    for turn in 0..200 {
        write!(text, " {} {}", kinds[turn * 5 % kinds.len()], turn).unwrap();
    }
    text.push_str(" \"NaN\"^^<http://www.w3.org/2001/XMLSchema#double> } } ORDER BY ?x");
    if let Err(error) = ask(&text, &Limits::default()) {
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.to_string().contains("order or group by values of one kind"), "{error}");
    }
}

#[test]
fn a_cell_may_have_any_length() {
    let text = format!("SELECT (CONCAT(?x, ?x) AS ?y) ?x WHERE {{ VALUES ?x {{ \"{}\" \"é\" }} }}", "x".repeat(40_000));
    let (answer, _) = ask(&text, &Limits::default()).unwrap();
    assert_eq!(answer.lines().count(), 4);
    assert!(answer.contains(&"x".repeat(80_000)));
}

#[test]
fn time_memory_and_rows_have_limits() {
    let join = format!("{} {} {} {}", values("a", 900), values("b", 900), values("c", 900), values("d", 900));
    let count = format!("SELECT (COUNT(*) AS ?n) WHERE {{ {join} FILTER(?a + ?b + ?c + ?d < 0) }}");
    let error = ask(&count, &Limits { time: Duration::from_millis(100), ..Limits::default() }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Query);
    assert!(error.to_string().contains("--timeout"), "{error}");
    let sort = format!(
        "SELECT ?a ?b ?c WHERE {{ {} {} {} }} ORDER BY ?c",
        values("a", 200),
        values("b", 200),
        values("c", 200)
    );
    let error = ask(&sort, &Limits { memory: 64 << 20, ..Limits::default() }).unwrap_err();
    assert!(error.to_string().contains("--max-memory"), "{error}");
    let (answer, whole) =
        ask(&format!("SELECT ?a WHERE {{ {} }}", values("a", 30)), &Limits { rows: 10, ..Limits::default() }).unwrap();
    assert_eq!((answer.lines().count(), whole), (12, false));
    let (_, whole) =
        ask(&format!("SELECT ?a WHERE {{ {} }}", values("a", 10)), &Limits { rows: 10, ..Limits::default() }).unwrap();
    assert!(whole);
}

#[test]
fn nothing_is_fetched() {
    let error = ask("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", &Limits::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Query);
}

#[test]
fn a_graph_of_deep_brackets_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("q.rq"), "ASK {}").unwrap();
    for text in [format!("{{\"@context\":{}", "[".repeat(200_000)), "{\"a\":".repeat(200_000)] {
        fs::write(dir.path().join("graph.jsonld"), text).unwrap();
        let file = dir.path().join("q.rq");
        let error =
            query::run(&file, dir.path(), AnswerFormat::Table, &Limits::default(), &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format, "{error}");
    }
}
