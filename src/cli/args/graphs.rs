//! The words of `newsgraph convert` and `merge` in; their configurations out.

use std::path::PathBuf;

use clap::Args;

use super::{Viewing, output_formats};
use crate::cli::{graphs, keeping, merge_into};
use crate::error::{Error, ErrorKind, Result};
use crate::export;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    newsgraph convert graph --to dot --top 40 | dot -Tsvg -o graph.svg\n  \
    newsgraph convert graph --to csv,jsonld --min-confidence 0.7 -o sure\n  \
    newsgraph convert graph --to graphml > graph.graphml\n  \
    newsgraph convert graph --to dot --focus 'Xi Jinping' --since 2023-03 | dot -Tsvg -o graph.svg\n  \
    newsgraph convert graph --to csv --predicates met-with,visited --types person,country -o met\n  \
    newsgraph convert graph.ttl --to csv -o tables")]
pub(in crate::cli) struct Convert {
    /// Folder of a graph, as `extract` writes it, or a file: .graphml, .jsonld, .ttl, .nq or .trig
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// What to write, parted by commas
    #[arg(long, value_name = "FORMATS", required = true, value_delimiter = ',', value_parser = output_formats())]
    to: Vec<export::Format>,

    /// Folder for the files [default: standard output, for one file]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    #[command(flatten)]
    view: Viewing,

    #[command(flatten)]
    bounded: Bounded,
}

impl Convert {
    /// The run that is asked for.
    pub fn configure(self) -> Result<graphs::Config> {
        let decisions = self.view.decisions.clone();
        let (export, selection) = self.view.configure(self.to)?;
        let (folders, memory) = (vec![self.folder], self.bounded.memory);
        Ok(graphs::Config { folders, output: self.output, export, selection, decisions, memory })
    }
}

/// How much of a graph is in memory at once.
#[derive(Debug, Args)]
#[command(next_help_heading = "Large graphs")]
struct Bounded {
    /// How much memory the graph may take, as 500M or 2G, without the names and documents of which it tells: a larger one that
    /// extract --into keeps is brought into order on disk, and written from there as csv, events, statements and parquet; other
    /// formats need it whole [default: any]
    #[arg(long, value_name = "SIZE", value_parser = keeping::size)]
    memory: Option<usize>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph merge monday tuesday -o week\n  newsgraph merge monday tuesday --into archive"
)]
pub(in crate::cli) struct Merge {
    /// Folders of graphs, as `extract` writes them
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,

    /// Folder for the whole graph
    #[arg(short, long, value_name = "DIR", required_unless_present = "into")]
    output: Option<PathBuf>,

    /// Add the graphs to one that is kept on disk, as that of extract --into, in the place of -o. Graphs that it has are not added
    /// again; what people decided stays behind
    #[arg(long, value_name = "DIR", conflicts_with_all = INTO_WRITES_NO_FILE)]
    into: Option<PathBuf>,

    /// What to write, parted by commas [default: html,dot,csv,jsonld,events]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = output_formats())]
    format: Vec<export::Format>,

    #[command(flatten)]
    view: Viewing,

    #[command(flatten)]
    bounded: Bounded,
}

/// The options of files.
const INTO_WRITES_NO_FILE: [&str; 10] = [
    "output",
    "format",
    "decisions",
    "memory",
    "all",
    "statements",
    "min_confidence",
    "top",
    "spreadsheet_safe",
    "render",
];

/// What becomes of graphs.
#[derive(Debug)]
pub(in crate::cli) enum Merging {
    /// Files of their union.
    Files(Box<graphs::Config>),
    /// A part of a graph that is kept on disk.
    Into(merge_into::Config),
}

impl Merge {
    /// The run that is asked for.
    pub fn configure(self) -> Result<Merging> {
        let decisions = self.view.decisions.clone();
        let (export, selection) = self.view.configure(self.format)?;
        let (folders, output, memory) = (self.folders, self.output, self.bounded.memory);
        match self.into {
            Some(_) if !selection.is_all() => Err(Error::new(ErrorKind::Usage, "--into adds whole graphs")
                .remedy("write the part into a folder by newsgraph convert DIR --to csv -o PART, and add that")),
            Some(dir) => Ok(Merging::Into(merge_into::Config { folders, dir })),
            None => {
                let config = graphs::Config { folders, output, export, selection, decisions, memory };
                Ok(Merging::Files(Box::new(config)))
            }
        }
    }
}
