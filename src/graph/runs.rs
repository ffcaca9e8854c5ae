//! A folder in; the graphs of batches of documents that lie there, each in a file that is whole or not there, out.
//!
//! A file is written under another name, made to last and renamed, and never changed. So what is there is what was done,
//! and to add a batch costs as much as the batch, however large the rest is. The graph is the union of all files.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::run::Head;
use super::{KnowledgeGraph, tell_apart};
use crate::error::{Error, ErrorKind, Result, is_full};
use crate::folder;

/// How the names of the files end.
const EXTENSION: &str = "run";

/// How a file begins that is not finished.
const UNFINISHED: &str = ".newsgraph-run-";

/// The files of a folder.
#[derive(Debug)]
pub(crate) struct Runs {
    dir: PathBuf,
    paths: Vec<PathBuf>,
    /// Held as long as somebody may add.
    lock: Option<File>,
}

impl Runs {
    /// Opens a folder to add to, which is made when something is added. What a run that was killed has not finished is removed.
    ///
    /// # Errors
    /// `Read` where it cannot be read, `Write` where another run is at work in it.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let mut runs = Self { dir: dir.to_owned(), paths: Vec::new(), lock: None };
        if dir.exists() {
            runs.lock()?;
            runs.paths = paths(dir, true).map_err(|error| unreadable(dir, error))?;
        }
        Ok(runs)
    }

    /// The folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether nothing is there.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The file of each batch, and which documents it has.
    ///
    /// # Errors
    /// `Read` for a file that is none.
    pub(crate) fn heads(&self) -> impl Iterator<Item = Result<(&Path, Head)>> {
        self.paths.iter().map(|path| {
            let head = File::open(path).and_then(Head::read).map_err(|error| unreadable(path, error))?;
            Ok((path.as_path(), head))
        })
    }

    /// The number of the next batch, from 1.
    pub(crate) fn next(&self) -> u32 {
        let number = |path: &PathBuf| path.file_stem()?.to_str()?.parse::<u32>().ok();
        self.paths.iter().filter_map(number).max().map_or(1, |last| last + 1)
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// `Write` where the folder does not take it; what is there stays.
    pub(crate) fn add(&mut self, graph: &KnowledgeGraph, head: &Head) -> Result<()> {
        fs::create_dir_all(&self.dir).map_err(|error| self.unwritable(error))?;
        self.lock()?;
        let path = self.dir.join(format!("{:08}.{EXTENSION}", self.next()));
        let write = || {
            let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.dir)?;
            graph.write_run(head, file.as_file())?;
            file.as_file().sync_all()?;
            file.persist_noclobber(&path)?;
            folder::sync(&self.dir)
        };
        write().map_err(|error| self.unwritable(error))?;
        self.paths.push(path);
        Ok(())
    }

    /// Adds all batches to a graph.
    ///
    /// # Errors
    /// `Format` for a file that is not whole.
    pub(crate) fn join(&self, graph: &mut KnowledgeGraph) -> Result<()> {
        self.paths.iter().try_for_each(|path| read(path, graph))
    }

    /// The entities, meetings and documents of all batches, and nothing of what is said of them.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub(crate) fn nodes(&self) -> Result<KnowledgeGraph> {
        let mut nodes = KnowledgeGraph::new();
        for path in &self.paths {
            File::open(path).and_then(|file| nodes.read_nodes(file)).map_err(|error| damaged(path, error))?;
        }
        Ok(nodes)
    }

    /// Calls `work` on the graphs of all batches, so many in one as about so many bytes of memory hold.
    ///
    /// # Errors
    /// As [`join`](Self::join), and what `work` returns as the folder's.
    pub(super) fn each(&self, memory: usize, mut work: impl FnMut(&KnowledgeGraph) -> io::Result<()>) -> Result<()> {
        let (mut several, mut size) = (KnowledgeGraph::new(), 0);
        for (number, path) in self.paths.iter().enumerate() {
            let mut graph = KnowledgeGraph::new();
            read(path, &mut graph)?;
            size += graph.size();
            several.merge(graph);
            if size > memory || number + 1 == self.paths.len() {
                work(&several).map_err(|error| self.unwritable(error))?;
                (several, size) = (KnowledgeGraph::new(), 0);
            }
        }
        Ok(())
    }

    /// A folder within it for what is needed while the graph is written.
    ///
    /// # Errors
    /// `Write` where it cannot be made.
    pub(super) fn scratch(&self) -> Result<TempDir> {
        tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.dir).map_err(|error| self.unwritable(error))
    }

    /// Removes all.
    pub(crate) fn remove(self) {
        for path in &self.paths {
            // What cannot be removed is told when somebody runs into it.
            let _ = fs::remove_file(path);
        }
        if !self.paths.is_empty() {
            let _ = fs::remove_dir(&self.dir);
        }
    }

    fn lock(&mut self) -> Result<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        // Where the system has no locks, two runs at once are the user's.
        let Ok(file) = File::open(&self.dir) else { return Ok(()) };
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::new(ErrorKind::Write, "another run is at work here")
                .in_file(&self.dir)
                .remedy("wait for it, or choose another folder"));
        }
        self.lock = Some(file);
        Ok(())
    }

    pub(super) fn unwritable(&self, error: io::Error) -> Error {
        let remedy = if is_full(&error) { "make room there" } else { "choose another folder" };
        Error::new(ErrorKind::Write, "cannot keep what was read")
            .in_file(&self.dir)
            .caused_by(error)
            .remedy(format!("{remedy}; the next run goes on with what is there"))
    }
}

/// The graph of a folder of such files; `None` where there are none. Texts under one id that are not the same are told apart.
///
/// # Errors
/// As [`Runs::join`].
pub(super) fn read_all(dir: &Path) -> Result<Option<KnowledgeGraph>> {
    let paths = paths(dir, false).unwrap_or_default();
    if paths.is_empty() {
        return Ok(None);
    }
    let mut graphs = Vec::new();
    for path in paths {
        let mut graph = KnowledgeGraph::new();
        read(&path, &mut graph)?;
        graphs.push(graph);
    }
    tell_apart(&mut graphs);
    let mut whole = KnowledgeGraph::new();
    graphs.into_iter().for_each(|graph| whole.merge(graph));
    Ok(Some(whole))
}

fn read(path: &Path, graph: &mut KnowledgeGraph) -> Result<()> {
    File::open(path).and_then(|file| graph.read_run(file)).map_err(|error| damaged(path, error))
}

fn damaged(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Format, "not a whole batch of documents")
        .in_file(path)
        .caused_by(error)
        .remedy("delete this file, and the next run reads its documents again")
}

/// The files in their order.
fn paths(dir: &Path, clear: bool) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            paths.push(path);
        } else if clear && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED)) {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Read, "cannot read what an earlier run has kept")
        .in_file(path)
        .caused_by(error)
        .remedy("delete it to read its documents again")
}
