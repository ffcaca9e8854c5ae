//! The folder of a graph in; its files out, each held to the manifest that says which files belong together.
//!
//! `newsgraph.json`, the manifest, names every file of the graph with its size and checksum. It is what commits a write
//! ([`Staged`]): a folder is of the run whose manifest it holds, and a file that the manifest does not know is of another
//! run or another program and is not read. A folder without one is read as it is: earlier versions wrote none.

mod commit;
mod lock;
mod manifest;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use commit::Staged;
pub use manifest::MANIFEST;
pub(crate) use manifest::hex;
use manifest::{Entry, Manifest};

use crate::{Error, ErrorKind, Result};

/// Where a commit's files lie until each is in its place.
const COMMITTED: &str = ".newsgraph-committed";

/// The files of one graph. Nobody else commits to the folder while it is open.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: PathBuf,
    manifest: Option<Manifest>,
    _lock: Option<File>,
}

impl Folder {
    /// Opens a folder to read from it.
    ///
    /// # Errors
    /// [`ErrorKind::Format`] for a manifest that is none.
    pub fn open(dir: &Path) -> Result<Self> {
        let lock = lock::shared(dir);
        let manifest = Manifest::read(&at(dir, MANIFEST))?;
        Ok(Self { dir: dir.to_owned(), manifest, _lock: lock })
    }

    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether the graph has the file.
    pub fn has(&self, name: &str) -> bool {
        match &self.manifest {
            Some(manifest) => manifest.files.contains_key(name),
            None => at(&self.dir, name).exists(),
        }
    }

    /// Where the file is.
    ///
    /// # Errors
    /// [`ErrorKind::Read`] for a file that the graph has not or that cannot be read, [`ErrorKind::Format`] for one that
    /// is not what the manifest says.
    pub fn file(&self, name: &str) -> Result<PathBuf> {
        let path = at(&self.dir, name);
        let Some(manifest) = &self.manifest else { return Ok(path) };
        let Some(entry) = manifest.files.get(name) else {
            return Err(Error::new(ErrorKind::Read, "the graph of this folder was written without this file")
                .in_file(self.dir.join(name))
                .remedy("write the folder anew with its format among --format"));
        };
        let remedy = || format!("write the folder anew, or delete {MANIFEST} to read the files as they are");
        let found = Entry::of(&path).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot read a file of the graph")
                .in_file(&path)
                .caused_by(error)
                .remedy(remedy())
        })?;
        if found != *entry {
            return Err(Error::new(ErrorKind::Format, format!("not the file that {MANIFEST} tells of"))
                .in_file(&path)
                .remedy(remedy()));
        }
        Ok(path)
    }
}

/// In words, of what parts of a graph the files of a folder are; none where they hold a whole one, and of a file.
///
/// # Errors
/// [`ErrorKind::Format`] for a manifest that is none.
pub(crate) fn parts(dir: &Path) -> Result<Vec<String>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    Ok(Folder::open(dir)?.manifest.map(|manifest| manifest.parts).unwrap_or_default())
}

/// Where a file of the folder is: a commit that was broken off has it in its own folder still.
fn at(dir: &Path, name: &str) -> PathBuf {
    let committed = dir.join(COMMITTED).join(name);
    if committed.exists() { committed } else { dir.join(name) }
}

/// Whether two paths are of one folder.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other && one.is_dir())
}

/// Makes what a folder holds last through a loss of power.
pub(crate) fn sync(dir: &Path) -> io::Result<()> {
    // Only on unix can a folder be opened as a file.
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
