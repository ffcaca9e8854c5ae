//! Neo4j holds what the CSV files say, however they came in, and answers every Cypher file of `queries` as `answers.md`
//! says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::answers::{assert_expected, assert_expected_of_all, query, questions};
use super::neo4j::{Home, Server};
use super::support::{all_of_sample, root, sample, script};
use super::table::Table;

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn a_bulk_import_answers_the_queries_and_load_cypher_adds_nothing_to_it() {
    let home = Home::new("neo4j-bulk");
    home.bulk_import(sample());
    home.check();
    home.offer(sample());
    let server = home.start();
    assert_holds(&server, sample());
    assert_expected("Neo4j, bulk import", answers(&server));
    server.cypher(&[root().join("queries/load.cypher")]);
    assert_holds(&server, sample());
}

/// With what is denied, planned or merely claimed, which must change no answer, and what is unsure.
#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn load_cypher_loads_twice_without_a_duplicate_and_answers_the_queries() {
    let home = Home::new("neo4j-load");
    home.offer(all_of_sample());
    let server = home.start();
    for _ in 0..2 {
        server.cypher(&[root().join("queries/load.cypher")]);
        assert_holds(&server, all_of_sample());
    }
    assert_expected_of_all("Neo4j, load.cypher", answers(&server));
}

/// The nodes and edges in a database are those of the CSV files, property by property.
pub fn assert_holds(server: &Server, graph: &Path) {
    let dump = server.cypher(&[script("dump.cypher")]);
    let [nodes, edges] = dump.as_slice() else { panic!("{} answers to the dump", dump.len()) };
    assert_same(&nodes.rows, csv_nodes(graph), |row| row[1]["id"].to_string());
    assert_same(&edges.rows, csv_edges(graph), |row| row[3]["id"].to_string());
}

/// The rows of the nodes, then of the edges, that a database should hold.
pub fn rows_of(graph: &Path) -> Vec<Vec<Value>> {
    csv_nodes(graph).into_iter().chain(csv_edges(graph)).collect()
}

/// Compares rows by key, so that a failure shows the one that differs.
fn assert_same(found: &[Vec<Value>], expected: Vec<Vec<Value>>, key: impl Fn(&[Value]) -> String) {
    assert_eq!(found.len(), expected.len(), "number of rows");
    let found: BTreeMap<String, &Vec<Value>> = found.iter().map(|row| (key(row), row)).collect();
    for row in &expected {
        assert_eq!(found.get(&key(row)), Some(&row));
    }
}

/// The answers to the queries are those of the whole sample.
pub fn assert_answers(by: &str, server: &Server) {
    assert_expected_of_all(by, answers(server));
}

fn answers(server: &Server) -> Vec<(String, Table)> {
    let files: Vec<PathBuf> = questions().iter().map(|question| query(question, "cypher")).collect();
    let answers = server.cypher(&files);
    let stem = |file: &str| Path::new(file).file_stem().unwrap().to_str().unwrap().to_owned();
    answers.iter().map(|answer| (stem(&answer.file), Table::from_values(&answer.columns, &answer.rows))).collect()
}

/// Labels and properties of each node as Neo4j should hold them.
fn csv_nodes(graph: &Path) -> Vec<Vec<Value>> {
    let node = |row: Map<String, Value>| {
        let labels: Vec<&str> = row[":LABEL"].as_str().unwrap().split(';').collect();
        vec![json!(labels), properties(&row)]
    };
    rows(&graph.join("nodes.csv")).map(node).collect()
}

/// Start, type, end and properties of each edge as Neo4j should hold them.
fn csv_edges(graph: &Path) -> Vec<Vec<Value>> {
    let edge = |row: Map<String, Value>| {
        vec![row[":START_ID"].clone(), row[":TYPE"].clone(), row[":END_ID"].clone(), properties(&row)]
    };
    rows(&graph.join("edges.csv")).map(edge).collect()
}

fn rows(file: &Path) -> impl Iterator<Item = Map<String, Value>> {
    csv::Reader::from_path(file).unwrap().into_deserialize::<BTreeMap<String, String>>().map(|row| {
        let row = row.unwrap_or_else(|error| panic!("{error}"));
        row.into_iter().map(|(column, field)| (column, Value::String(field))).collect()
    })
}

/// The fields that are not empty, typed as the header says.
fn properties(row: &Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for (column, field) in row {
        let (name, kind) = column.split_once(':').unwrap_or((column, "string"));
        let field = field.as_str().unwrap();
        if !name.is_empty() && !field.is_empty() {
            properties.insert(name.to_owned(), typed(field, kind));
        }
    }
    // Neo4j keeps no order among properties; the comparison must not either.
    properties.sort_keys();
    Value::Object(properties)
}

fn typed(field: &str, kind: &str) -> Value {
    match kind {
        "int" => json!(field.parse::<i64>().unwrap()),
        "float" => json!(field.parse::<f64>().unwrap()),
        "boolean" => json!(field.parse::<bool>().unwrap()),
        "string[]" => json!(field.split(';').collect::<Vec<_>>()),
        _ => json!(field),
    }
}
