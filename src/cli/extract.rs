//! `newsgraph extract`: text to graph.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::decided::Decided;
use super::documents::{self, Reading};
use super::failed::Failed;
use super::in_pieces::{self, Inputs};
use super::interrupt::Interrupt;
use super::output::OutputFolder;
use super::work::{self, Known, Work};
use super::{Outcome, merge_into, messages, selected, summary, tell};
use crate::error::Result;
use crate::events::Rules;
use crate::graph::{Batches, Folded, KnowledgeGraph, Sorted};
use crate::ingest::Content;
use crate::ontology::Vocabulary;
use crate::resolve::Names;
use crate::{analyze, export, pipeline};

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// What to read.
    pub reading: Reading,
    /// How many documents are read at once.
    pub threads: usize,
    /// Where the graph goes; `None` where the work is all.
    pub output: Option<PathBuf>,
    /// What is written and how.
    pub export: export::Options,
    /// What part of the graph is written.
    pub selection: export::Selection,
    /// The rules of events, if not those that come with the program.
    pub rules: Option<Rules>,
    /// Files of people's decisions.
    pub decisions: Vec<PathBuf>,
    /// How the work is kept.
    pub work: work::Config,
}

/// What came of a document.
enum Read {
    /// What it says, and the hash by which the work knows it.
    Graph(String, KnowledgeGraph),
    /// An earlier run has read it.
    Known,
    /// It has the text of another: its own id, and the same if no earlier run has read it.
    Copy(String, Option<(String, KnowledgeGraph)>),
}

impl Read {
    fn of(content: Content, known: &Known, rules: &Rules, names: &Names) -> Result<Self> {
        let hash = work::hash(&content);
        let is_known = known.has(&hash);
        if let Content::Copy { id, own_id, url } = content {
            return Ok(Self::Copy(own_id, (!is_known).then(|| (hash, KnowledgeGraph::of_copy(&id, url)))));
        }
        if is_known {
            return Ok(Self::Known);
        }
        let (document, analysis) = pipeline::analyze(content)?;
        Ok(Self::Graph(hash, pipeline::read_analyzed(&document, &analysis, rules, names)))
    }
}

/// What was read so far.
#[derive(Default)]
struct Tally {
    documents: usize,
    /// How many an earlier run has read.
    again: usize,
    /// The ids of those that have the text of another.
    copies: Vec<String>,
}

impl Tally {
    /// Counts a document and adds its graph to the work.
    fn add(&mut self, one: Read, work: &mut Work) -> Result<()> {
        match one {
            Read::Graph(hash, one) => {
                self.documents += 1;
                work.add(hash, one)
            }
            Read::Known => {
                self.again += 1;
                Ok(())
            }
            Read::Copy(id, one) => {
                self.copies.push(id);
                one.map_or(Ok(()), |(hash, one)| work.add(hash, one))
            }
        }
    }
}

/// Reads all inputs and writes their graph, if there is anything to write.
pub(super) fn run(mut config: Config) -> Result<Outcome> {
    analyze::check_processor()?;
    let folder = config.output.as_deref().map(OutputFolder::prepare).transpose()?;
    let (mut work, known) = Work::open(config.work)?;
    let mut graph = KnowledgeGraph::default();
    let mut decided = Decided::read(&config.decisions)?;
    if let Some(output) = config.output.as_deref().filter(|_| config.decisions.is_empty()) {
        decided = decided.kept(output, &mut graph)?;
    }
    let rules = config.rules.as_ref().unwrap_or(Rules::builtin());
    let (names, named) = config.reading.names()?;
    let mut tally = Tally::default();
    let read = |content| Read::of(content, &known, rules, &names);
    let interrupt = Interrupt::watch();
    let ended = documents::each(config.reading, config.threads, &interrupt, read, |one| tally.add(one, &mut work))?;
    if ended.outcome == Outcome::Interrupted {
        work.keep()?;
        let how = if folder.is_some() { "--resume" } else { "the same command" };
        messages::note(&format!("stopped; {how} goes on with what is in {}", work.dir().display()));
        return Ok(Outcome::Interrupted);
    }
    interrupt.release();
    let Tally { documents, again, copies } = tally;
    if !copies.is_empty() {
        messages::warning(&of_copies(&copies));
    }
    if documents + again == 0 {
        return Ok(Outcome::SomeFailed);
    }
    let Some(folder) = folder else {
        work.keep()?;
        let text = merge_into::told(documents, known.count(), work.dir());
        return Ok(ended.outcome.and(named).and(tell(&text, work.dir())));
    };
    work.check(&known)?;
    if work.is_kept() {
        // Where the disk is full, nothing is read again.
        work.keep()?;
    }
    let failed = Failed::lines(&ended.failed);
    let inputs = Inputs { documents: documents + again, failed: &failed, folder: folder.path() };
    let needs_whole =
        !config.selection.focus.is_empty() || !config.decisions.is_empty() || !graph.decisions().is_empty();
    let part = (&config.selection, rules.vocabulary());
    let outcome = match work.is_larger_than() {
        Some(memory) if !needs_whole => pieces(&inputs, &work, memory, part, &mut config.export)?,
        larger => {
            if larger.is_some() {
                messages::note(&in_pieces::NEEDS_WHOLE);
            }
            graph.merge(work.whole()?);
            whole(&inputs, graph, &decided, part, &mut config.export)?
        }
    };
    work.remove();
    Ok(ended.outcome.and(named).and(outcome))
}

/// Writes a graph that is larger than memory, as it lies on disk, and tells of it.
fn pieces(
    inputs: &Inputs<'_>,
    work: &Work,
    memory: usize,
    (selection, vocabulary): (&export::Selection, &Vocabulary),
    options: &mut export::Options,
) -> Result<Outcome> {
    let batches = Batches::of(work.kept());
    let sorted = Sorted::of(&batches, work.dir(), memory, options.shows_statements())?;
    tell_near_copies(&sorted.folded);
    let selected = selected::set(selection, &sorted.folded, vocabulary, options)?;
    Ok(selected.and(in_pieces::write(&sorted, inputs, options)?))
}

/// Writes a graph and tells of it.
fn whole(
    inputs: &Inputs<'_>,
    mut graph: KnowledgeGraph,
    decided: &Decided,
    (selection, vocabulary): (&export::Selection, &Vocabulary),
    options: &mut export::Options,
) -> Result<Outcome> {
    let taken = decided.take(&mut graph);
    let folded = graph.folded();
    tell_near_copies(&folded);
    let decided = taken.tell(&folded);
    // What was read is not lost for a name: the graph is whole then, and `convert` can take parts of it.
    let selected = selected::set(selection, &folded, vocabulary, options).unwrap_or_else(|error| {
        messages::error(&error);
        messages::warning(&"the whole graph is written; newsgraph convert DIR --focus NAME takes a part of it");
        Outcome::SomeFailed
    });
    let written = export::write_with_failed(&folded, inputs.folder, options, inputs.failed)?;
    let drawn = super::picture(&written);
    let summary = taken.summary(&folded);
    let text = summary::of(&folded, options, inputs.documents, &summary, inputs.folder, &written);
    Ok(decided.and(selected).and(drawn).and(tell(&text, inputs.folder)))
}

fn tell_near_copies(graph: &Folded<'_>) {
    if !graph.near_copies().is_empty() {
        messages::note(&of_near_copies(graph.near_copies()));
    }
}

/// That documents are copies of other reports.
fn of_near_copies(near: &BTreeMap<String, String>) -> String {
    let sources: BTreeSet<&String> = near.values().collect();
    let of = if sources.len() == 1 { "one report".to_owned() } else { format!("{} reports", sources.len()) };
    format!("{} documents are copies of {of}, cut or changed; each report counts once as support", near.len())
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
