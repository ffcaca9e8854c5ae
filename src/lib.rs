//! Reads English news and writes a knowledge graph: who met whom, who criticized whom, who
//! offered to mediate, when, where, and which sentence says so.
//!
//! # From text to graph
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
//!
//! # The stages
//!
//! Data flows one way, one module a stage; each takes what the stages before it gave.
//!
//! | Stage | In | Out |
//! |---|---|---|
//! | [`ingest`] | files, folders, archives, standard input | [`Document`](ingest::Document): a text, its day, its lines by kind |
//! | [`analyze`] | a document | [`Analysis`](analyze::Analysis): words, trees, names, quotations, days, signals of events |
//! | [`resolve`] | the analysis | [`Resolution`](resolve::Resolution): entities, what refers to them, offices |
//! | [`events`] | the resolution | [`Coded`](events::Coded): events, meetings, standing relations, statements |
//! | [`graph`] | what is coded, of any documents | [`KnowledgeGraph`](graph::KnowledgeGraph): one edge a claim, with all its evidence |
//! | [`export`] | the graph | files, one format a file |
//!
//! Step by step, as [`read_document`] takes them:
//!
//! ```
//! use newsgraph::analyze::analyze;
//! use newsgraph::events::{Modality, Polarity, code};
//! use newsgraph::graph::KnowledgeGraph;
//! use newsgraph::ingest::Document;
//! use newsgraph::ontology::Predicate;
//! use newsgraph::resolve::resolve;
//!
//! let document = Document::new("vote", "Norwegian Foreign Minister Ada Moe denied that Norway had threatened China.");
//!
//! let analysis = analyze(&document);
//! let threatened = &analysis.tokens[9];
//! assert_eq!((&*threatened.lemma, &*threatened.deprel, threatened.head), ("threaten", "ccomp", Some(5)));
//!
//! let resolution = resolve(&document, &analysis);
//! let names: Vec<&str> = resolution.entities.iter().map(|entity| &*entity.name).collect();
//! assert_eq!(names, ["Norway", "Ada Moe", "China"]);
//!
//! let coded = code(&document, &analysis, &resolution);
//! let event = &coded.events[0];
//! assert_eq!(event.predicate, Predicate::Threatened);
//! assert_eq!((event.polarity, event.modality), (Polarity::Negative, Modality::ReportedClaim));
//! assert_eq!(event.attribution, Some(1)); // Ada Moe says so
//!
//! let graph = KnowledgeGraph::from_document(&document, &analysis, &resolution, &coded);
//! assert!(graph.node("Q148").is_some()); // China, by its item of Wikidata
//! ```
//!
//! # Beside the stages
//!
//! | Module | For |
//! |---|---|
//! | [`ontology`] | the predicates and relations, and those of a user |
//! | [`query`], [`mcp`] | questions to a written graph: SPARQL and twenty by name; the tools of an agent |
//! | [`load`] | a written graph into a running Neo4j |
//! | [`decisions`] | what people confirmed, rejected or took for one |
//! | [`parts`] | reading on many machines, uniting on one |
//! | [`date`], [`coordinates`], [`confidence`], [`error`] | values that all of them share |
//!
//! # What holds everywhere
//!
//! - A span is a range of bytes of [`Document::text`](ingest::Document::text); an index is one into the vectors of the stage that gave it.
//! - A confidence is from 0 to 1; that of an event is the probability that actors, predicate, direction and truth are right.
//! - A day is one of the calendar, without time or zone; a [`Date`](date::Date) says how exact it is.
//! - An id is the same string in every format, and is made of what it names alone: the same text gives the same ids anywhere.
//! - The same input gives the same bytes on any machine, in any order, on any number of threads.
//! - Whatever fails is an [`Error`] with its kind, file, line, and what to do. No text makes a function here panic.
//! - Model and gazetteer are in the crate and are read when something first asks for them. Nothing but [`load`] opens a connection.
//!
//! Words have the meaning that the glossary of `ARCHITECTURE.md` gives them; `docs/decisions.md` has what decided the design and what was measured.

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
mod lexicon;
pub mod load;
pub mod mcp;
mod nesting;
pub mod ontology;
pub mod parts;
pub mod pipeline;
mod provenance;
pub mod query;
pub mod resolve;
mod review;
mod spreadsheet;
mod terminal;

pub use error::{Error, ErrorKind, Result};
pub use pipeline::read_document;
