//! A graph in; files out, one format a file.
//!
//! A [`View`] chooses what of the graph is shown and computes what is counted or chosen; an [`Export`] writes it. A new
//! format is one file with an `Export`, and here its `mod` and one line in the table of `formats!`.

mod conllu;
mod csv_fields;
mod csv_tables;
mod cut;
mod cypher;
mod cytoscape;
mod dot;
mod edge_list;
mod events_jsonl;
mod facts;
mod folder;
mod follow_the_money;
mod gdelt;
mod gexf;
mod graphml;
mod html;
mod jgf;
mod json;
mod jsonld;
mod kgx;
mod markdown;
mod meetings;
mod mermaid;
mod obsidian;
mod parquet;
mod picture;
mod pieces;
mod plover;
mod rdf;
mod record;
mod rejected;
mod row;
mod scope;
mod selection;
mod shown;
mod statements_jsonl;
mod style;
mod tables;
mod typed;
mod view;
pub(crate) mod xml;

use std::io::Write;
use std::str::FromStr;

pub(crate) use csv_fields::Rows as CsvRows;
pub(crate) use dot::drawn;
pub(crate) use facts::{EdgeKey, Facts, NodeKey, tables};
pub use folder::{Written, WrittenFile, write_folded, write_folder};
pub(crate) use folder::{add_to_folder, write_in_pieces, write_with_failed};
pub(crate) use html::held;
pub use picture::Picture;
pub(crate) use pieces::Of;
pub use pieces::Pieces;
pub(crate) use row::Row;
pub use scope::Scope;
pub use selection::{Doubt, Selection, TYPES};
pub use shown::{EdgeView, NodeView};
pub use typed::{TypedTable, table, table_names};
pub use view::View;

pub use crate::graph::columns::Kind;

use crate::error::for_output;
use crate::graph::{Folded, KnowledgeGraph};
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
    /// What part of the graph is shown.
    pub scope: Scope,
    /// A picture that is drawn of the graph beside the files.
    pub picture: Option<Picture>,
}

impl Default for Options {
    /// The plain view in every format.
    fn default() -> Self {
        let formats = vec![Format::Html, Format::Dot, Format::Csv, Format::JsonLd, Format::Events];
        Self {
            formats,
            all: false,
            statements: false,
            min_confidence: None,
            top: None,
            spreadsheet_safe: false,
            scope: Scope::default(),
            picture: None,
        }
    }
}

impl Options {
    /// Whether statements are shown at all.
    pub(crate) fn shows_statements(&self) -> bool {
        self.all || self.statements || self.formats.contains(&Format::Statements)
    }
}

macro_rules! formats {
    ($($format:ident, $name:literal, $about:literal, [$($export:expr),+ $(,)?];)+) => {
        /// The formats that a graph can be written in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $(#[doc = $about] $format,)+
        }

        impl Format {
            /// Every format.
            pub const ALL: [Format; [$($name),+].len()] = [$(Format::$format),+];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Format::$format => $name,)+ }
            }

            /// What it is, in a few words.
            pub fn about(self) -> &'static str {
                match self { $(Format::$format => $about,)+ }
            }

            /// The files of the format.
            pub fn exports(self) -> &'static [&'static dyn Export] {
                match self { $(Format::$format => &[$(&$export),+],)+ }
            }
        }
    };
}

// A format a line: its name here and on the command line, what it is, and what writes its files.
#[rustfmt::skip]
formats! {
    Html, "html", "graph.html, a page that shows the graph in a browser", [html::Html];
    Dot, "dot", "graph.dot for Graphviz", [dot::Dot];
    Csv, "csv", "nodes.csv, edges.csv, evidence.csv and mentions.csv for Neo4j and tables; folded.csv where documents give one node several ids, predicates.csv where there are predicates of your own, decisions.csv where people decided",
        [csv_tables::NODES, csv_tables::EDGES, csv_tables::EVIDENCE, csv_tables::MENTIONS, csv_tables::FOLDED, csv_tables::PREDICATES, csv_tables::DECISIONS];
    JsonLd, "jsonld", "graph.jsonld for RDF tools", [jsonld::JsonLd];
    JsonLdExpanded, "jsonld-expanded", "graph.expanded.jsonld, the triples of graph.jsonld as JSON-LD without a context", [rdf::Expanded];
    JsonLdFramed, "jsonld-framed", "graph.framed.jsonld, events and meetings as trees with their parties and evidence in them", [jsonld::Framed];
    Events, "events", "events.jsonl, the stream of event mentions", [events_jsonl::EventsJsonl];
    Statements, "statements", "statements.jsonl, the quotations", [statements_jsonl::StatementsJsonl];
    Gexf, "gexf", "graph.gexf for Gephi: entities and what is between them, with days, colors and sizes", [gexf::Gexf];
    GraphMl, "graphml", "graph.graphml for Gephi, yEd, networkx and igraph: the whole graph", [graphml::GraphMl];
    Turtle, "turtle", "graph.ttl, the triples of graph.jsonld as Turtle", [rdf::Turtle];
    NQuads, "nquads", "graph.nq, the same as N-Quads, with a named graph for each document", [rdf::NQuads];
    TriG, "trig", "graph.trig, the same as TriG, with a named graph for each document", [rdf::TriG];
    Cytoscape, "cytoscape", "graph.cyjs for Cytoscape and Cytoscape.js", [cytoscape::Cytoscape];
    Jgf, "jgf", "graph.jgf.json, JSON Graph Format 2", [jgf::Jgf];
    EdgeListCsv, "edge-list", "edge_list.csv, pairs of nodes in one table", [edge_list::EdgeListCsv];
    EdgeListTsv, "edge-list-tsv", "edge_list.tsv, the same parted by tabs", [edge_list::EdgeListTsv];
    Cypher, "cypher", "graph.cypher, a script for a running Neo4j", [cypher::Cypher];
    Mermaid, "mermaid", "graph.mmd, a flowchart of the best-supported part for Mermaid", [mermaid::Mermaid];
    Parquet, "parquet", "the tables of csv and events.jsonl as Parquet: nodes, edges, evidence, mentions and events.parquet",
        [parquet::NODES, parquet::EDGES, parquet::EVIDENCE, parquet::MENTIONS, parquet::FOLDED, parquet::PREDICATES, parquet::DECISIONS, parquet::EVENTS];
    Kgx, "kgx", "kgx_nodes.tsv and kgx_edges.tsv, Knowledge Graph Exchange with Biolink classes", [kgx::KgxNodes, kgx::KgxEdges];
    FollowTheMoney, "ftm", "graph.ftm.json, entities of FollowTheMoney for Aleph", [follow_the_money::FollowTheMoney];
    Gdelt, "gdelt", "events.gdelt.tsv, the plain events in the columns of GDELT 2.0", [gdelt::Gdelt];
    Plover, "plover", "events.plover.jsonl, events coded by PLOVER", [plover::Plover];
    Conllu, "conllu", "graph.conllu, the sentences behind the edges as words, with entities and triggers", [conllu::Conllu];
    Markdown, "markdown", "report.md, a report for people", [markdown::Markdown];
    Obsidian, "obsidian", "obsidian.zip, a vault of linked notes", [obsidian::Obsidian];
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

    /// How the same is written of a graph that is larger than memory; `None` where the whole is needed at once.
    fn in_pieces(&self) -> Option<&dyn ExportPieces> {
        None
    }
}

/// Writes one file of a graph that is larger than memory.
pub trait ExportPieces {
    /// Writes what [`Export::write`] does of the whole.
    ///
    /// # Errors
    /// When the pieces cannot be read or `out` does not take the bytes.
    fn write_pieces(&self, pieces: &Pieces<'_>, out: &mut dyn Write) -> std::io::Result<()>;
}

/// Writes one file of a graph to any writer: `export::write(&graph, &options, "graph.dot", &mut out)`.
///
/// # Errors
/// [`ErrorKind::Usage`] for a file name that no format has, [`ErrorKind::Write`] when `out` does not take the bytes.
pub fn write(graph: &KnowledgeGraph, options: &Options, file_name: &str, out: &mut dyn Write) -> Result<()> {
    write_file(&graph.folded(), options, file_name, out)
}

/// [`write()`] of a graph that is folded already.
///
/// # Errors
/// As [`write()`].
pub fn write_file(graph: &Folded<'_>, options: &Options, file_name: &str, out: &mut dyn Write) -> Result<()> {
    let mut exports = Format::ALL.into_iter().flat_map(Format::exports);
    let Some(export) = exports.find(|export| export.file_name() == file_name) else {
        return Err(Error::new(ErrorKind::Usage, format!("no format writes a file “{file_name}”")));
    };
    export.write(&View::new(graph, options), out).map_err(|error| {
        let remedy = for_output(&error);
        Error::new(ErrorKind::Write, "cannot write").in_file(file_name).caused_by(error).remedy(remedy)
    })
}
