//! A folder in; the certainty that files can be written there out, before any work is done. The folder itself is made when
//! they are, so that a run that is broken off leaves none.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A folder that can be written to. Folders that are made for it are removed again if nothing is written.
#[derive(Debug)]
pub(super) struct OutputFolder {
    path: PathBuf,
    /// The folders that are not there yet, the outermost first.
    missing: Vec<PathBuf>,
}

impl OutputFolder {
    /// Tries to write to the folder, or where it would be made.
    ///
    /// # Errors
    /// `Write` if that is not possible.
    pub fn prepare(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_dir() {
            let error = Error::new(ErrorKind::Write, "a file stands where the output folder should be");
            return Err(error.in_file(path).remedy("remove it or choose another folder with -o DIR"));
        }
        let mut ancestors =
            path.ancestors().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let mut missing = Vec::new();
        let there = loop {
            match ancestors.next() {
                Some(folder) if folder.exists() => break folder,
                Some(folder) => missing.push(folder.to_owned()),
                None => break Path::new("."),
            }
        };
        missing.reverse();
        // A file without a name: nobody else sees it, and it is gone with this process.
        tempfile::tempfile_in(there).map_err(|error| unwritable(path, error))?;
        Ok(Self { path: path.to_owned(), missing })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // A folder that holds something is not removed.
        for folder in self.missing.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    let remedy = "choose a folder that you may write to with -o DIR";
    Error::new(ErrorKind::Write, "the output folder cannot be written").in_file(path).caused_by(error).remedy(remedy)
}
