//! Graphs of documents in; what of them lies on disk, and which documents need not be read again, out.
//!
//! The work of a run lies in a folder of batches beside the graph, until that is written, if somebody asked for it by
//! `--resume`, or if it takes more memory than it may. A graph that grows by `--into` is such a folder that stays. A document
//! is known by all that is read of it, so that an article which changed is read anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::stream::Stream;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::hex;
use crate::graph::{BatchHead, Batches, Kept, KnowledgeGraph, Sorted};
use crate::ingest::Content;
use crate::provenance::Provenance;

/// How long a batch is read at most before it is kept.
const EVERY: Duration = Duration::from_secs(60);

/// How a run keeps its work.
#[derive(Debug, Clone)]
pub(super) struct Config {
    /// The folder.
    pub dir: PathBuf,
    /// Whether to go on with what is there, and to keep all that is read.
    pub resume: bool,
    /// Whether the folder is a graph that grows, whatever it was read by and from.
    pub stays: bool,
    /// How many bytes a batch may take in memory before it is kept on disk.
    pub memory: Option<usize>,
    /// Where the events of each batch go.
    pub stream: Option<Stream>,
    /// Files of rules and names by which documents are read.
    pub read_by: Vec<PathBuf>,
}

/// The work of a run.
#[derive(Debug)]
pub(super) struct Work {
    config: Config,
    made_by: String,
    kept: Kept,
    /// About how many bytes what is on disk takes in memory.
    size: usize,
    batch: Batch,
}

/// What was read and is not on disk.
#[derive(Debug)]
struct Batch {
    graph: KnowledgeGraph,
    /// About how many bytes it takes.
    size: usize,
    documents: BTreeSet<String>,
    since: Instant,
}

/// The documents that an earlier run has read, by their hashes, each with whether it was met again.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeMap<String, AtomicBool>);

impl Known {
    /// Whether the document was read.
    pub fn has(&self, document: &str) -> bool {
        self.0.get(document).is_some_and(|met| {
            met.store(true, Ordering::Relaxed);
            true
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl Batch {
    fn new() -> Self {
        Self { graph: KnowledgeGraph::new(), size: 0, documents: BTreeSet::new(), since: Instant::now() }
    }
}

/// What tells a document from all others, and from itself when it has changed.
pub(super) fn hash(content: &Content) -> String {
    let mut hasher = SipHasher13::new();
    content.hash(&mut hasher);
    format!("{:032x}", hasher.finish128().as_u128())
}

impl Work {
    /// Opens the work, with what an earlier run has read.
    ///
    /// # Errors
    /// `Usage` where there is work that nobody asked to go on with, or of other rules; `Read` or `Write` where the folder
    /// cannot be used.
    pub fn open(config: Config) -> Result<(Self, Known)> {
        config.stream.iter().try_for_each(|stream| stream.open(config.resume))?;
        let (made_by, kept) = (made_by(&config.read_by)?, Kept::open(&config.dir)?);
        if !kept.is_empty() && !config.resume {
            return Err(Error::new(ErrorKind::Usage, "the work of a run that was stopped is here")
                .in_file(&config.dir)
                .remedy("go on with it by --resume, or delete the folder"));
        }
        let (mut known, mut size) = (Known::default(), 0);
        for batch in kept.heads() {
            let (path, head) = batch?;
            if head.made_by != made_by && !config.stays {
                return Err(Error::new(ErrorKind::Usage, "read by another version, or with other rules or names")
                    .in_file(path)
                    .remedy("go on with those, or delete the folder to begin anew"));
            }
            size += head.size;
            known.0.extend(head.documents.into_iter().map(|document| (document, AtomicBool::new(false))));
        }
        Ok((Self { config, made_by, kept, size, batch: Batch::new() }, known))
    }

    /// Takes the graph of a document, and keeps the batch if it is time.
    ///
    /// # Errors
    /// As [`keep`](Self::keep).
    pub fn add(&mut self, document: String, graph: KnowledgeGraph) -> Result<()> {
        self.batch.size += graph.size();
        self.batch.graph.merge(graph);
        self.batch.documents.insert(document);
        let is_large = self.config.memory.is_some_and(|memory| self.batch.size > memory / Sorted::COPIES);
        if is_large || self.keeps() && self.batch.since.elapsed() > EVERY { self.keep() } else { Ok(()) }
    }

    /// Whether all that is read goes to disk.
    fn keeps(&self) -> bool {
        self.config.resume || self.config.stream.is_some()
    }

    /// Whether something is on disk, or is to be before the graph is written.
    pub fn is_kept(&self) -> bool {
        self.keeps() || !self.kept.is_empty()
    }

    /// Writes the batch to disk and begins another.
    ///
    /// # Errors
    /// `Write` where the folder does not take it; what is there is as it was.
    pub fn keep(&mut self) -> Result<()> {
        if self.batch.documents.is_empty() {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Batch::new());
        self.config.stream.iter().try_for_each(|stream| stream.add(self.kept.next(), &batch.graph))?;
        self.size += batch.size;
        let head = BatchHead { made_by: self.made_by.clone(), documents: batch.documents, size: batch.size };
        self.kept.add(&batch.graph, &head)
    }

    /// Tells whether all that was read before is among what is read now.
    ///
    /// # Errors
    /// `Usage` where an earlier run has read what is no input now.
    pub fn check(&self, known: &Known) -> Result<()> {
        let gone = known.0.values().filter(|met| !met.load(Ordering::Relaxed)).count();
        if gone > 0 {
            let what = if gone == 1 { "document was read that is" } else { "documents were read that are" };
            return Err(Error::new(ErrorKind::Usage, format!("{gone} {what} not among the inputs as they are now"))
                .in_file(self.dir())
                .remedy("give the inputs of before and more, or delete the folder to begin anew"));
        }
        Ok(())
    }

    /// How much memory the graph may take, if what is on disk takes more.
    pub fn is_larger_than(&self) -> Option<usize> {
        self.config.memory.filter(|memory| self.size > *memory)
    }

    /// The batches on disk.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The graph of all that was read, by this run and by those before.
    ///
    /// # Errors
    /// `Format` for a file of the work that is not whole.
    pub fn whole(&mut self) -> Result<KnowledgeGraph> {
        let mut graph = std::mem::take(&mut self.batch.graph);
        Batches::of(&self.kept).join(&mut graph)?;
        Ok(graph)
    }

    /// The graph is written: the work is done.
    pub fn remove(self) {
        self.kept.remove();
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        self.kept.dir()
    }
}

/// What documents are read by.
fn made_by(files: &[PathBuf]) -> Result<String> {
    let mut made_by = Provenance::of_this_build().to_string();
    for path in files {
        let bytes = fs::read(path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot be read").in_file(path).caused_by(error))?;
        made_by.push_str(&format!(" {}", hex(&Sha256::digest(bytes))));
    }
    Ok(made_by)
}
