//! A folder in; the graphs of batches of documents that lie there, each in a file that is whole or not there, out.
//!
//! A file is written under another name, made to last and renamed, and never changed. So what is there is what was done,
//! and to add a batch costs as much as the batch, however large the rest is. The graph is the union of all files.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::KnowledgeGraph;
use super::batch::Head;
use crate::error::{Error, ErrorKind, Result, is_full};
use crate::folder;

/// How the names of the files end.
const EXTENSION: &str = "run";

/// How a file begins that is not finished.
pub(super) const UNFINISHED: &str = ".newsgraph-run-";

/// The files of a folder.
#[derive(Debug)]
pub(crate) struct Kept {
    dir: PathBuf,
    paths: Vec<PathBuf>,
    /// Held as long as somebody may add.
    lock: Option<File>,
}

impl Kept {
    /// Opens a folder to add to, which is made when something is added. What a run that was killed has not finished is removed.
    ///
    /// # Errors
    /// `Read` where it cannot be read, `Write` where another run is at work in it.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let mut kept = Self { dir: dir.to_owned(), paths: Vec::new(), lock: None };
        if dir.exists() {
            kept.lock()?;
            kept.paths = paths(dir, true).map_err(|error| unreadable(dir, error))?;
        }
        Ok(kept)
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
            graph.write_batch(head, file.as_file())?;
            file.as_file().sync_all()?;
            file.persist_noclobber(&path)?;
            folder::sync(&self.dir)
        };
        write().map_err(|error| self.unwritable(error))?;
        self.paths.push(path);
        Ok(())
    }

    /// The files in their order.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
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

    fn unwritable(&self, error: io::Error) -> Error {
        let remedy = if is_full(&error) { "make room there" } else { "choose another folder" };
        Error::new(ErrorKind::Write, "cannot keep what was read")
            .in_file(&self.dir)
            .caused_by(error)
            .remedy(format!("{remedy}; the next run goes on with what is there"))
    }
}

/// The files in their order.
pub(super) fn paths(dir: &Path, clear: bool) -> io::Result<Vec<PathBuf>> {
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
