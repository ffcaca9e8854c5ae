//! `newsgraph extract`: text to graph.

use std::io::{self, Write};
use std::path::PathBuf;

use super::documents::{self, Reading};
use super::output::OutputFolder;
use super::{Outcome, stdout_failed, summary};
use crate::error::Result;
use crate::events::Rules;
use crate::graph::KnowledgeGraph;
use crate::{analyze, export, pipeline};

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// What to read.
    pub reading: Reading,
    /// How many documents are read at once.
    pub threads: usize,
    /// Where the graph goes.
    pub output: PathBuf,
    /// What is written and how.
    pub export: export::Options,
    /// The rules of events, if not those that come with the program.
    pub rules: Option<Rules>,
}

/// Reads all inputs and writes their graph, if there is anything to write.
pub(super) fn run(config: Config) -> Result<Outcome> {
    analyze::check_processor()?;
    let folder = OutputFolder::prepare(&config.output)?;
    let mut graph = KnowledgeGraph::default();
    let mut documents = 0;
    let rules = config.rules.as_ref().unwrap_or(Rules::builtin());
    let (names, named) = config.reading.names()?;
    let read = |content| {
        let (document, analysis) = pipeline::analyze(content)?;
        Ok(pipeline::read_analyzed(&document, &analysis, rules, &names))
    };
    let outcome = documents::each(config.reading, config.threads, read, |one| {
        documents += 1;
        graph.merge(one);
        Ok(())
    })?;
    if documents == 0 {
        return Ok(Outcome::SomeFailed);
    }
    let folded = graph.folded();
    let written = export::write_folded(&folded, folder.path(), &config.export)?;
    let text = summary::of(&folded, &config.export, documents, folder.path(), &written);
    io::stdout().lock().write_all(text.as_bytes()).map_err(stdout_failed)?;
    Ok(outcome.and(named))
}
