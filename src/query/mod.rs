//! A question and a graph folder in; the answer out, by an embedded engine and within limits. No model is touched.
//!
//! A question is SPARQL, or one of those in `queries` by its name with what it is asked about.

mod answer;
mod engine;
mod limits;
mod names;
mod parameters;
mod questions;
mod store;
mod table;

use std::io::Write;
use std::path::Path;
use std::str::FromStr;

use crate::{Error, ErrorKind, Result};

pub use engine::run;
pub(crate) use engine::{Asked, Graph, THREAD, answer};
pub use limits::Limits;
pub(crate) use names::{Candidate, Names};
pub(crate) use parameters::moment;
pub use parameters::{Parameter, Values};
pub use questions::{Question, find, questions};
pub(crate) use store::{load, nothing};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerFormat {
    /// Aligned columns for a terminal, with short forms of IRIs.
    Table,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 JSON.
    Json,
}

impl FromStr for AnswerFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "table" => Ok(Self::Table),
            "tsv" => Ok(Self::Tsv),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(Error::new(ErrorKind::Usage, format!("“{name}” is no format of an answer"))
                .remedy("use one of table, tsv, csv, json")),
        }
    }
}

/// Asks a question of `queries` and writes the answer, as [`run`] does.
///
/// ```
/// use newsgraph::query::{AnswerFormat, Limits, Values, ask, find};
/// use newsgraph::{export::{Options, write_folder}, ingest::Document, read_document};
///
/// let folder = tempfile::tempdir()?;
/// let graph = read_document(&Document::new("vote", "Peru praised Chile. Chile thanked Peru."));
/// write_folder(&graph, folder.path(), &Options::default())?;
/// let mut answer = Vec::new();
/// ask(find("who-criticized-whom")?, Values::default(), folder.path(), AnswerFormat::Csv, &Limits::default(), &mut answer)?;
/// assert_eq!(String::from_utf8_lossy(&answer).lines().count(), 1); // the header: nobody did
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As those of [`run`]; [`ErrorKind::Usage`] for what the question needs and was not given, for what it does not take, and for an actor,
/// place or predicate that the graph does not have, with the nearest that it has.
pub fn ask(
    question: &'static Question,
    values: Values,
    dir: &Path,
    format: AnswerFormat,
    limits: &Limits,
    out: &mut dyn Write,
) -> Result<bool> {
    question.check(&values)?;
    answer(Asked::Question(question, values), Graph::Folder(dir.to_owned()), format, limits, out)
}
