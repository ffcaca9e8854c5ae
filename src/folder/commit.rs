//! Files of a graph in; a folder that holds all of them or none out.
//!
//! Files are written into a folder of their own within the folder of the graph, with a new manifest, and made to last.
//! One rename of that folder commits them; then each is moved to its place. A run that is killed before the rename leaves
//! the folder as it was, one that is killed after it leaves a commit that readers look into and the next writer completes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::{Checked, Entry, MANIFEST, Manifest};
use super::{COMMITTED, lock, sync};
use crate::error::is_full;
use crate::{Error, ErrorKind, Result};

/// How the folders begin in which files are written.
const STAGING: &str = ".newsgraph-";

/// Files that are written and not yet committed. Dropped without a commit, they are gone.
#[derive(Debug)]
pub(crate) struct Staged {
    dir: PathBuf,
    staging: TempDir,
    files: BTreeMap<String, Entry>,
    /// While it is held, no other run takes the staging folder for one of a run that died.
    _lock: Option<File>,
}

impl Staged {
    /// Begins a write into a folder that is there.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn new(dir: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(STAGING).suffix(".tmp");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        // Nobody clears what dead runs have left between the making of the folder and its lock.
        let _making = lock::shared(dir);
        let staging = builder.tempdir_in(dir)?;
        let lock = lock::exclusive(staging.path());
        Ok(Self { dir: dir.to_owned(), staging, files: BTreeMap::new(), _lock: lock })
    }

    /// Writes a file; returns its size.
    ///
    /// # Errors
    /// What `write` or the disk reports.
    pub fn write(&mut self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<u64> {
        let file = File::create_new(self.staging.path().join(name))?;
        let mut out = BufWriter::with_capacity(1 << 16, Checked::new(&file));
        write(&mut out)?;
        let entry = out.into_inner().map_err(io::IntoInnerError::into_error)?.entry();
        file.sync_all()?;
        let bytes = entry.bytes;
        self.files.insert(name.to_owned(), entry);
        Ok(bytes)
    }

    /// Puts the files in their places; returns the files of an earlier graph that were removed. Those named in `kept` are of
    /// the same graph and stay, if the folder has them. `parts` tells in words of what parts of a graph they are, if not whole.
    ///
    /// # Errors
    /// [`ErrorKind::Write`] when the folder does not take them; then it is as it was, or the next writer completes it.
    pub fn commit(mut self, kept: &[&str], parts: Vec<String>) -> Result<Vec<PathBuf>> {
        let failed = |path: &Path, error: io::Error| {
            let remedy = if is_full(&error) { "make room there and run it again" } else { "run it again" };
            Error::new(ErrorKind::Write, "cannot put the files of the graph in their places")
                .in_file(path)
                .caused_by(error)
                .remedy(remedy)
        };
        let dir = self.dir.clone();
        let _lock = lock::exclusive(&dir);
        complete(&dir).map_err(|error| failed(&dir, error))?;
        clear(&dir);
        let before = Manifest::read(&dir.join(MANIFEST))?;
        for &name in kept {
            if self.files.contains_key(name) {
                continue;
            }
            let entry = match &before {
                Some(before) => before.files.get(name).cloned(),
                // A folder of before there were manifests.
                None => Entry::of(&dir.join(name)).ok(),
            };
            self.files.extend(entry.map(|entry| (name.to_owned(), entry)));
        }
        let manifest = Manifest { parts, ..Manifest::new(std::mem::take(&mut self.files)) }.text();
        let committed = dir.join(COMMITTED);
        let commit = || {
            let mut file = File::create_new(self.staging.path().join(MANIFEST))?;
            file.write_all(manifest.as_bytes())?;
            file.sync_all()?;
            sync(self.staging.path())?;
            // The one moment from which on the folder is of this run.
            fs::rename(self.staging.path(), &committed)?;
            sync(&dir)
        };
        commit().map_err(|error| failed(&dir, error))?;
        complete(&dir).map_err(|error| failed(&dir, error))
    }
}

/// Completes a commit, if one was broken off: removes what the earlier graph had and this one has not, moves the files.
fn complete(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let committed = dir.join(COMMITTED);
    let mut removed = Vec::new();
    if !committed.exists() {
        return Ok(removed);
    }
    // The manifest goes last, so that as long as it is not in its place it is known what else has to go.
    if let Ok(Some(after)) = Manifest::read(&committed.join(MANIFEST))
        && let Ok(Some(before)) = Manifest::read(&dir.join(MANIFEST))
    {
        for (name, entry) in before.files.iter().filter(|(name, _)| !after.files.contains_key(*name)) {
            let path = dir.join(name);
            // What somebody else has written there since is not ours.
            if Entry::of(&path).is_ok_and(|found| found == *entry) {
                fs::remove_file(&path)?;
                removed.push(path);
            }
        }
    }
    let mut names = fs::read_dir(&committed)?.map(|file| Ok(file?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort_by_key(|name| name == MANIFEST);
    for name in names {
        fs::rename(committed.join(&name), dir.join(&name))?;
    }
    fs::remove_dir(&committed)?;
    sync(dir)?;
    Ok(removed)
}

/// Removes what runs that were killed have left of their writing.
fn clear(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_staging = name.to_str().is_some_and(|name| name.starts_with(STAGING) && name.ends_with(".tmp"));
        // What cannot be removed does no harm.
        match entry.file_type() {
            Ok(kind) if is_staging && kind.is_dir() && !lock::is_held(&entry.path()) => {
                let _ = fs::remove_dir_all(entry.path());
            }
            Ok(kind) if is_staging && kind.is_file() => {
                let _ = fs::remove_file(entry.path());
            }
            _ => {}
        }
    }
}
