//! Reads English news and writes a knowledge graph: who met whom, who criticized whom, who
//! offered to mediate, when, where, and which sentence says so.
//!
//! Data flows one way, one module a stage: [`ingest`] → [`analyze`] → [`resolve`] → [`events`] →
//! [`graph`] → [`export`]. [`read_document`] is the whole way from a text to its graph:
//!
//! ```
//! use newsgraph::{export, graph::KnowledgeGraph, ingest::Document, read_document};
//!
//! let mut graph = KnowledgeGraph::new();
//! for (id, text) in [("talks", "Angela Merkel met Emmanuel Macron in Paris on Monday."), ("vote", "Peru praised Chile.")] {
//!     let mut document = Document::new(id, text);
//!     document.published = "2019-05-06".parse().ok(); // by which “on Monday” is a date
//!     graph.merge(read_document(&document));
//! }
//! let mut edges = Vec::new();
//! export::write(&graph, &export::Options::default(), "edges.csv", &mut edges)?;
//! assert!(edges.starts_with(b":START_ID,"));
//! # Ok::<(), newsgraph::Error>(())
//! ```

pub mod analyze;
pub mod cli;
pub mod confidence;
pub mod coordinates;
pub mod date;
pub mod decisions;
pub mod error;
pub mod events;
pub mod export;
mod folder;
#[doc(hidden)]
pub mod fuzzing;
pub mod graph;
pub mod ingest;
pub mod load;
pub mod mcp;
mod nesting;
pub mod ontology;
pub mod parts;
pub mod pipeline;
mod provenance;
pub mod query;
pub mod resolve;
pub mod review;
mod spreadsheet;
mod terminal;

pub use error::{Error, ErrorKind, Result};
pub use pipeline::read_document;
