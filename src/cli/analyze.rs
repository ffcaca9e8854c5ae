//! `newsgraph analyze`: text to CoNLL-U or JSON, or to the events of each sentence with the reasons for and against them.

use std::io::Write;

use super::documents::{self, Reading};
use super::interrupt::Interrupt;
use super::{Outcome, coding, stdout_failed};
use crate::analyze::{self, conllu, json};
use crate::error::Result;
use crate::events::Rules;
use crate::{pipeline, resolve, terminal};

/// How an analysis is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// CoNLL-U, a word a line
    #[default]
    Conllu,
    /// JSON, a document a line, with the offsets of its bytes
    Json,
    /// Each sentence with its events, and why a word that may name one gave none (also --events)
    Events,
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
    /// The rules of events, if not those that come with the program.
    pub rules: Option<Rules>,
}

/// Writes the analysis of every input to standard output.
pub(super) fn run(config: Config) -> Result<Outcome> {
    analyze::check_processor()?;
    let rules = config.rules.as_ref().unwrap_or(Rules::builtin());
    let mut out = terminal::stdout();
    let (names, named) = config.reading.names()?;
    let work = |content| {
        let (document, analysis) = pipeline::analyze(content)?;
        let mut text = Vec::new();
        match config.format {
            Format::Conllu => conllu::write(&document, &analysis, &mut text),
            Format::Json => {
                let resolution = resolve::resolve_with(&document, &analysis, &names);
                json::write(&document, &analysis, &resolve::chains(&document, &analysis, &resolution), &mut text)
            }
            Format::Events => {
                let resolution = resolve::resolve_with(&document, &analysis, &names);
                text.write_all(coding::text(rules, &document, &analysis, &resolution).as_bytes())
            }
        }
        .map_err(stdout_failed)?;
        Ok(text)
    };
    // What is written stands, so that a signal may end the process.
    let interrupt = Interrupt::default();
    let write = |text: Vec<u8>| out.write_all(&text).map_err(stdout_failed);
    let ended = documents::each(config.reading, config.threads, &interrupt, work, write)?;
    out.flush().map_err(stdout_failed)?;
    Ok(ended.outcome.and(named))
}
