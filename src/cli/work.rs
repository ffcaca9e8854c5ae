//! Graphs of documents in; what of them lies on disk until the whole is written, and which documents need not be read again,
//! out.
//!
//! The work of a run is a folder of files, each the graph of a batch of documents with the hashes of these. A file is
//! written under another name, made to last and renamed, so that it is there whole or not at all, and no file is changed:
//! what is there is what was done. A document is known by all that is read of it, so that an article which changed is
//! read anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::error::{Error, ErrorKind, Result, is_full};
use crate::folder::hex;
use crate::graph::{KnowledgeGraph, RunHead};
use crate::ingest::Content;
use crate::provenance::Provenance;

/// How the names of the files end.
const EXTENSION: &str = "run";

/// How long a batch is read at most before it is kept.
const EVERY: Duration = Duration::from_secs(60);

/// How a run keeps its work.
#[derive(Debug, Clone)]
pub(super) struct Config {
    /// The folder.
    pub dir: PathBuf,
    /// Whether to go on with what is there, and to keep all that is read.
    pub resume: bool,
    /// How many bytes a batch may take in memory before it is kept on disk.
    pub memory: Option<usize>,
    /// Files of rules and names by which documents are read.
    pub read_by: Vec<PathBuf>,
}

/// The work of a run.
#[derive(Debug)]
pub(super) struct Work {
    config: Config,
    made_by: String,
    runs: Vec<PathBuf>,
    batch: Batch,
    /// Held while the run lives.
    lock: Option<File>,
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
        let made_by = made_by(&config.read_by)?;
        let mut work = Self { config, made_by, runs: Vec::new(), batch: Batch::new(), lock: None };
        let mut known = Known::default();
        if work.config.dir.exists() {
            work.lock()?;
            work.runs = runs(&work.config.dir).map_err(|error| unreadable(&work.config.dir, error))?;
            if !work.runs.is_empty() && !work.config.resume {
                return Err(Error::new(ErrorKind::Usage, "the work of a run that was stopped is here")
                    .in_file(&work.config.dir)
                    .remedy("go on with it by --resume, or delete the folder"));
            }
        }
        for path in &work.runs {
            let head = File::open(path).and_then(RunHead::read).map_err(|error| unreadable(path, error))?;
            if head.made_by != work.made_by {
                return Err(Error::new(ErrorKind::Usage, "read by another version, or with other rules or names")
                    .in_file(path)
                    .remedy("go on with those, or delete the folder to begin anew"));
            }
            known.0.extend(head.documents.into_iter().map(|document| (document, AtomicBool::new(false))));
        }
        Ok((work, known))
    }

    /// Takes the graph of a document, and keeps the batch if it is time.
    ///
    /// # Errors
    /// As [`keep`](Self::keep).
    pub fn add(&mut self, document: Option<String>, graph: KnowledgeGraph) -> Result<()> {
        self.batch.size += graph.size();
        self.batch.graph.merge(graph);
        self.batch.documents.extend(document);
        let is_large = self.config.memory.is_some_and(|memory| self.batch.size > memory);
        if is_large || self.config.resume && self.batch.since.elapsed() > EVERY { self.keep() } else { Ok(()) }
    }

    /// Whether something is on disk, or is to be before the graph is written.
    pub fn is_kept(&self) -> bool {
        self.config.resume || !self.runs.is_empty()
    }

    /// Writes the batch to disk and begins another.
    ///
    /// # Errors
    /// `Write` where the folder does not take it; what is there is as it was.
    pub fn keep(&mut self) -> Result<()> {
        if self.batch.documents.is_empty() {
            return Ok(());
        }
        fs::create_dir_all(&self.config.dir).map_err(|error| self.unwritable(error))?;
        self.lock()?;
        let batch = std::mem::replace(&mut self.batch, Batch::new());
        let head = RunHead { made_by: self.made_by.clone(), documents: batch.documents };
        let path = self.config.dir.join(format!("{:08}.{EXTENSION}", self.next()));
        let write = || {
            let file = tempfile::NamedTempFile::new_in(&self.config.dir)?;
            batch.graph.write_run(&head, file.as_file())?;
            file.as_file().sync_all()?;
            file.persist_noclobber(&path)?;
            crate::folder::sync(&self.config.dir)
        };
        write().map_err(|error| self.unwritable(error))?;
        self.runs.push(path);
        Ok(())
    }

    /// The graph of all that was read, by this run and by those before.
    ///
    /// # Errors
    /// `Format` for a file of the work that is not whole; `Usage` where an earlier run has read what is no input now.
    pub fn whole(&mut self, known: &Known) -> Result<KnowledgeGraph> {
        let gone = known.0.values().filter(|met| !met.load(Ordering::Relaxed)).count();
        if gone > 0 {
            let what = if gone == 1 { "document was read that is" } else { "documents were read that are" };
            return Err(Error::new(ErrorKind::Usage, format!("{gone} {what} not among the inputs as they are now"))
                .in_file(&self.config.dir)
                .remedy("give the inputs of before and more, or delete the folder to begin anew"));
        }
        let mut graph = std::mem::take(&mut self.batch.graph);
        for path in &self.runs {
            File::open(path).and_then(|file| graph.read_run(file)).map_err(|error| {
                Error::new(ErrorKind::Format, "the work of the run is not whole here")
                    .in_file(path)
                    .caused_by(error)
                    .remedy("delete this file, and --resume reads its documents again")
            })?;
        }
        Ok(graph)
    }

    /// The graph is written: the work is done.
    pub fn remove(self) {
        for path in &self.runs {
            // What cannot be removed is told when somebody runs into it.
            let _ = fs::remove_file(path);
        }
        let _ = fs::remove_dir(&self.config.dir);
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.config.dir
    }

    /// The number of the next file.
    fn next(&self) -> u32 {
        let number = |path: &PathBuf| path.file_stem()?.to_str()?.parse::<u32>().ok();
        self.runs.iter().filter_map(number).max().map_or(1, |last| last + 1)
    }

    fn lock(&mut self) -> Result<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        // Where the system has no locks, two runs at once are the user's.
        let Ok(file) = File::open(&self.config.dir) else { return Ok(()) };
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::new(ErrorKind::Write, "another run is at work here")
                .in_file(&self.config.dir)
                .remedy("wait for it, or give another folder with --work DIR"));
        }
        self.lock = Some(file);
        Ok(())
    }

    fn unwritable(&self, error: std::io::Error) -> Error {
        let remedy = if is_full(&error) { "make room there" } else { "choose another folder with --work DIR" };
        Error::new(ErrorKind::Write, "cannot keep what was read")
            .in_file(&self.config.dir)
            .caused_by(error)
            .remedy(format!("{remedy}; --resume goes on with what is there"))
    }
}

/// The files of the work, in their order. What a run that was killed has not finished is removed.
fn runs(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut runs = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            runs.push(path);
        } else if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".tmp")) {
            let _ = fs::remove_file(path);
        }
    }
    runs.sort();
    Ok(runs)
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Read, "cannot read the work of a run that was stopped")
        .in_file(path)
        .caused_by(error)
        .remedy("delete it to read its documents again")
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
