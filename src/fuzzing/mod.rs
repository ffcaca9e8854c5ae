//! Any bytes in; nothing out, and no panic: the targets of the fuzzer in `fuzz/`, which the tests run over what it has found.
//!
//! A target is a way that foreign bytes take into the program, with what must hold of what comes out. None needs the model.

mod check;
mod coding;
mod folder;
mod input;
mod mcp;
mod query;
mod tables;
mod text;
mod views;

pub use coding::read;
pub use folder::{back_from_each, there_and_back};

/// A target: it panics where the bytes bring out a defect.
pub type Target = fn(&[u8]);

/// Every target by name.
const TARGETS: &[(&str, Target)] = &[
    ("any", input::any),
    ("coding", coding::coding),
    ("conllu", coding::conllu),
    ("csv", input::csv),
    ("decisions", tables::decisions),
    ("email", input::email),
    ("events", folder::events),
    ("folder", folder::folder),
    ("gazetteer", tables::gazetteer),
    ("graphml", folder::graphml),
    ("html", input::html),
    ("json", input::json),
    ("jsonl", input::jsonl),
    ("jsonld", query::jsonld),
    ("manifest", folder::manifest),
    ("markdown", input::markdown),
    ("mbox", input::mbox),
    ("mcp", mcp::mcp),
    ("mhtml", input::mhtml),
    ("parquet", folder::parquet),
    ("rtf", input::rtf),
    ("rules", tables::rules),
    ("sgml", input::sgml),
    ("sparql", query::sparql),
    ("story", input::story),
    ("text", input::text),
    ("tsv", input::tsv),
    ("turtle", folder::turtle),
    ("views", views::views),
    ("warc", input::warc),
    ("words", text::words),
    ("xml", input::xml),
];

/// The names of all targets.
pub fn names() -> Vec<&'static str> {
    TARGETS.iter().map(|(name, _)| *name).collect()
}

/// The target of that name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

/// Whether a panic of this thread is one that the program bears: of the query engine and of the reader of Parquet, which run
/// in their own.
pub fn is_borne() -> bool {
    matches!(std::thread::current().name(), Some(crate::query::THREAD | crate::graph::READING_THREAD))
}
