//! The embedded engine and Apache Jena answer every SPARQL file of `queries` alike, and as Neo4j answers the Cypher
//! file of the same question.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::Store;

use super::fixture::answerable;
use super::support::{root, run, sample, tool};
use super::table::{Table, assert_expected, questions, stems};

#[test]
fn the_embedded_engine_answers_every_query() {
    let answer = |question: String| {
        let table = embedded(&question, answerable());
        (question, table)
    };
    assert_expected("the embedded engine", questions().into_iter().map(answer));
}

#[test]
#[ignore = "needs Apache Jena: cargo xtask test"]
fn apache_jena_answers_every_query() {
    let answer = |question: String| {
        let table = by_jena(&question, answerable());
        (question, table)
    };
    assert_expected("Apache Jena", questions().into_iter().map(answer));
}

#[test]
#[ignore = "needs Apache Jena: cargo xtask test"]
fn apache_jena_answers_as_the_embedded_engine_on_the_sample() {
    for question in questions() {
        assert_eq!(by_jena(&question, sample()), embedded(&question, sample()), "{question}");
    }
}

/// The answer of Oxigraph, the engine inside `newsgraph query`.
pub fn embedded(question: &str, graph: &Path) -> Table {
    let store = Store::new().unwrap();
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    store.load_from_slice(RdfParser::from_format(format), &fs::read(graph.join("graph.jsonld")).unwrap()).unwrap();
    let text = fs::read_to_string(query(question)).unwrap();
    let results = SparqlEvaluator::new().parse_query(&text).unwrap().on_store(&store).execute().unwrap();
    let QueryResults::Solutions(solutions) = results else { panic!("{question} is no SELECT") };
    let columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let cell = |term: Option<&Term>| match term {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        other => other.map(ToString::to_string).unwrap_or_default(),
    };
    let row = |solution: QuerySolution| solution.values().iter().map(|term| cell(term.as_ref())).collect();
    let rows = solutions.map(|solution| row(solution.unwrap())).collect();
    Table { columns, rows }
}

fn by_jena(question: &str, graph: &Path) -> Table {
    let data = format!("--data={}", graph.join("graph.jsonld").display());
    let query = format!("--query={}", query(question).display());
    Table::from_sparql_json(&run(jena("arq.sparql").args([&data, &query, "--results=JSON"])))
}

/// Every SPARQL file has a question in its first line, that of the Cypher file of its name.
#[test]
fn sparql_and_cypher_files_ask_the_same_questions() {
    let mut cypher = stems(root().join("queries"), "cypher");
    cypher.retain(|file| file != "load");
    assert_eq!(stems(root().join("queries"), "rq"), cypher);
    for question in cypher {
        let first = |extension: &str, comment: &str| {
            let text = fs::read_to_string(root().join(format!("queries/{question}.{extension}"))).unwrap();
            let line = text.lines().next().unwrap_or_default();
            line.strip_prefix(comment).unwrap_or_else(|| panic!("{question}.{extension}: {line}")).to_owned()
        };
        assert!(first("rq", "# ").ends_with('?'), "{question}");
        assert_eq!(first("rq", "# "), first("cypher", "// "));
    }
}

/// A command of Apache Jena.
pub fn jena(class: &str) -> Command {
    let mut command = Command::new("java");
    command.arg("-Xmx512m").arg("-cp").arg(tool("jena/lib").join("*")).arg(class);
    command
}

fn query(question: &str) -> PathBuf {
    root().join("queries").join(format!("{question}.rq"))
}
