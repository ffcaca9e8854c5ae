//! The output read by the tools that people use: Neo4j, Graphviz, Apache Jena, jsonld.js, PyLD, pandas,
//! LibreOffice, Chromium; the process itself, by strace; the training by PyTorch; and the wheel of
//! Python, by pip, pytest and Spark. `cargo xtask test`
//! installs them and runs these tests; a plain `cargo test` leaves out those that need a tool.

// What fails in a test fails the test.
#![allow(clippy::unwrap_used)]

mod answers;
mod asked;
mod cypher;
mod formats;
mod graphviz;
mod hostile;
#[path = "../common/hostile.rs"]
mod hostile_graph;
mod jsonld;
mod killed;
mod load;
mod mcp;
mod neo4j;
mod python;
mod quiet;
mod rdf;
mod sparql;
mod spreadsheet;
mod support;
mod table;
mod training;
mod viewer;
