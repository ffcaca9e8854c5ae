//! `newsgraph analyze`: text to CoNLL-U or JSON.

use std::io::{self, BufWriter, Write};

use super::documents::{self, Reading};
use super::{Outcome, stdout_failed};
use crate::analyze::{self, conllu, json};
use crate::error::Result;
use crate::pipeline;

/// How an analysis is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// CoNLL-U, a word a line
    #[default]
    Conllu,
    /// JSON, a document a line, with the offsets of its bytes
    Json,
}

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// What to read.
    pub reading: Reading,
    /// How many documents are read at once.
    pub threads: usize,
    /// How the analysis is written.
    pub format: Format,
}

/// Writes the analysis of every input to standard output.
pub(super) fn run(config: Config) -> Result<Outcome> {
    analyze::check_processor()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let work = |content| {
        let (document, analysis) = pipeline::analyze(content)?;
        let mut text = Vec::new();
        match config.format {
            Format::Conllu => conllu::write(&document, &analysis, &mut text),
            Format::Json => json::write(&document, &analysis, &mut text),
        }
        .map_err(stdout_failed)?;
        Ok(text)
    };
    let outcome =
        documents::each(config.reading, config.threads, work, |text| out.write_all(&text).map_err(stdout_failed))?;
    out.flush().map_err(stdout_failed)?;
    Ok(outcome)
}
