//! A graph in; files out, one format a file.
//!
//! A [`View`] chooses what of the graph is shown and computes what is counted or chosen; an [`Export`] writes it. A new
//! format is one file with an `Export`, and one line in [`Format::exports`].

mod csv_fields;
mod cut;
mod dot;
mod edges_csv;
mod events_jsonl;
mod evidence_csv;
mod folded_csv;
mod folder;
mod gexf;
mod html;
mod json;
mod jsonld;
mod mentions_csv;
mod nodes_csv;
mod predicates_csv;
mod statements_jsonl;
mod view;

use std::io::Write;
use std::str::FromStr;

pub use folder::{Written, WrittenFile, add_to_folder, write_folded, write_folder};
pub use view::{EdgeView, NodeView, View};

use crate::error::for_output;
use crate::graph::KnowledgeGraph;
use crate::{Error, ErrorKind, Result};

/// What to write and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The formats.
    pub formats: Vec<Format>,
    /// Whether events that are not in the plain graph are shown in every file: denied, planned, hypothetical, merely
    /// claimed and less sure ones.
    pub all: bool,
    /// Whether statements are shown; `all` shows them in the graph as well.
    pub statements: bool,
    /// How sure an event must be to be in the plain graph, from 0 to 1; relations and statements that are less sure are
    /// left out. `None`: [`PLAIN_CONFIDENCE`](crate::confidence::PLAIN_CONFIDENCE) for events, and of the others all.
    pub min_confidence: Option<f32>,
    /// How many events, relations and meetings a drawing shows at most: those with the most support.
    pub top: Option<usize>,
    /// Whether CSV has a byte order mark, and a `'` before a leading `=`, `+`, `-` or `@`.
    pub spreadsheet_safe: bool,
}

impl Default for Options {
    /// The plain view in every format.
    fn default() -> Self {
        let formats = vec![Format::Html, Format::Dot, Format::Csv, Format::JsonLd, Format::Events];
        Self { formats, all: false, statements: false, min_confidence: None, top: None, spreadsheet_safe: false }
    }
}

/// The formats that a graph can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `graph.html`, a page that shows the graph in a browser.
    Html,
    /// `graph.dot` for Graphviz.
    Dot,
    /// `nodes.csv`, `edges.csv`, `evidence.csv` and `mentions.csv` for Neo4j and tables; `folded.csv` where documents
    /// give one node several ids, `predicates.csv` where a user has predicates of their own.
    Csv,
    /// `graph.jsonld` for RDF tools.
    JsonLd,
    /// `events.jsonl`, the stream of event mentions.
    Events,
    /// `statements.jsonl`, the quotations.
    Statements,
    /// `graph.gexf` for Gephi.
    Gexf,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] =
        [Format::Html, Format::Dot, Format::Csv, Format::JsonLd, Format::Events, Format::Statements, Format::Gexf];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Dot => "dot",
            Format::Csv => "csv",
            Format::JsonLd => "jsonld",
            Format::Events => "events",
            Format::Statements => "statements",
            Format::Gexf => "gexf",
        }
    }

    /// The files of the format.
    pub fn exports(self) -> &'static [&'static dyn Export] {
        match self {
            Format::Html => &[&html::Html],
            Format::Dot => &[&dot::Dot],
            Format::Csv => &[
                &nodes_csv::NodesCsv,
                &edges_csv::EdgesCsv,
                &evidence_csv::EvidenceCsv,
                &mentions_csv::MentionsCsv,
                &folded_csv::FoldedCsv,
                &predicates_csv::PredicatesCsv,
            ],
            Format::JsonLd => &[&jsonld::JsonLd],
            Format::Events => &[&events_jsonl::EventsJsonl],
            Format::Statements => &[&statements_jsonl::StatementsJsonl],
            Format::Gexf => &[&gexf::Gexf],
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let known = Format::ALL.map(Format::name).join(", ");
            Error::new(ErrorKind::Usage, format!("“{name}” is no format")).remedy(format!("use one of {known}"))
        })
    }
}

/// Writes one file of a graph.
pub trait Export: Sync {
    /// The name of the file in the folder.
    fn file_name(&self) -> &'static str;

    /// What to do with the file, in a few words for the summary of a run.
    fn purpose(&self) -> &'static str;

    /// Whether there is nothing to write, and no file is made.
    fn is_empty(&self, _view: &View<'_>) -> bool {
        false
    }

    /// Writes the view.
    ///
    /// # Errors
    /// When `out` does not take the bytes.
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> std::io::Result<()>;
}

/// Writes one file of a graph to any writer: `export::write(&graph, &options, "graph.dot", &mut out)`.
///
/// # Errors
/// [`ErrorKind::Usage`] for a file name that no format has, [`ErrorKind::Write`] when `out` does not take the bytes.
pub fn write(graph: &KnowledgeGraph, options: &Options, file_name: &str, out: &mut dyn Write) -> Result<()> {
    let mut exports = Format::ALL.into_iter().flat_map(Format::exports);
    let Some(export) = exports.find(|export| export.file_name() == file_name) else {
        return Err(Error::new(ErrorKind::Usage, format!("no format writes a file “{file_name}”")));
    };
    export.write(&View::new(&graph.folded(), options), out).map_err(|error| {
        let remedy = for_output(&error);
        Error::new(ErrorKind::Write, "cannot write").in_file(file_name).caused_by(error).remedy(remedy)
    })
}
