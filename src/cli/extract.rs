//! `newsgraph extract`: text to graph.

use std::path::PathBuf;

use super::decided::Decided;
use super::documents::{self, Reading};
use super::failed::Failed;
use super::interrupt::Interrupt;
use super::output::OutputFolder;
use super::{Outcome, messages, selected, summary, tell};
use crate::error::Result;
use crate::events::Rules;
use crate::graph::KnowledgeGraph;
use crate::ingest::Content;
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
    /// What part of the graph is written.
    pub selection: export::Selection,
    /// The rules of events, if not those that come with the program.
    pub rules: Option<Rules>,
    /// Files of people's decisions.
    pub decisions: Vec<PathBuf>,
}

/// Reads all inputs and writes their graph, if there is anything to write.
pub(super) fn run(mut config: Config) -> Result<Outcome> {
    analyze::check_processor()?;
    let folder = OutputFolder::prepare(&config.output)?;
    let mut graph = KnowledgeGraph::default();
    let mut decided = Decided::read(&config.decisions)?;
    if config.decisions.is_empty() {
        decided = decided.kept(&config.output, &mut graph)?;
    }
    let mut documents = 0;
    let rules = config.rules.as_ref().unwrap_or(Rules::builtin());
    let (names, named) = config.reading.names()?;
    let mut copies = Vec::new();
    let read = |content| match content {
        Content::Copy { id, own_id, url } => Ok((KnowledgeGraph::of_copy(&id, url), Some(own_id))),
        content => {
            let (document, analysis) = pipeline::analyze(content)?;
            Ok((pipeline::read_analyzed(&document, &analysis, rules, &names), None))
        }
    };
    let interrupt = Interrupt::watch();
    let ended = documents::each(config.reading, config.threads, &interrupt, read, |(one, copy)| {
        documents += usize::from(copy.is_none());
        copies.extend(copy);
        graph.merge(one);
        Ok(())
    })?;
    if ended.outcome == Outcome::Interrupted {
        messages::note(&"stopped; nothing was written");
        return Ok(Outcome::Interrupted);
    }
    interrupt.release();
    if !copies.is_empty() {
        messages::warning(&of_copies(&copies));
    }
    if documents == 0 {
        return Ok(Outcome::SomeFailed);
    }
    let taken = decided.take(&mut graph);
    let folded = graph.folded();
    let decided = taken.tell(&folded);
    // What was read is not lost for a name: the graph is whole then, and `convert` can take parts of it.
    let selected =
        selected::set(&config.selection, &folded, rules.vocabulary(), &mut config.export).unwrap_or_else(|error| {
            messages::error(&error);
            messages::warning(&"the whole graph is written; newsgraph convert DIR --focus NAME takes a part of it");
            Outcome::SomeFailed
        });
    let written = export::write_with_failed(&folded, folder.path(), &config.export, &Failed::lines(&ended.failed))?;
    let drawn = super::picture(&written);
    let summary = taken.summary(&folded);
    let text = summary::of(&folded, &config.export, documents, &summary, folder.path(), &written);
    Ok(ended.outcome.and(named).and(decided).and(selected).and(drawn).and(tell(&text, folder.path())))
}

/// How many copies are named.
const NAMED: usize = 10;

/// That documents have the same text as others.
fn of_copies(ids: &[String]) -> String {
    let (documents, have) = if ids.len() == 1 { ("document", "has") } else { ("documents", "have") };
    let more = if ids.len() > NAMED { ", …" } else { "" };
    let named = ids[..ids.len().min(NAMED)].join(", ");
    format!(
        "{} {documents} {have} the text of another and counted once; the addresses are kept: {named}{more}",
        ids.len()
    )
}
