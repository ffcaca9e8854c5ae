//! A folder in; the certainty that files can be written there out, before any work is done.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// A folder that can be written to. Folders that were made for it are removed again if nothing is written.
#[derive(Debug)]
pub(super) struct OutputFolder {
    path: PathBuf,
    /// The folders that were made, the outermost first.
    made: Vec<PathBuf>,
}

impl OutputFolder {
    /// Makes the folder if need be and tries to write to it.
    ///
    /// # Errors
    /// `Write` if that is not possible.
    pub fn prepare(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_dir() {
            let error = Error::new(ErrorKind::Write, "a file stands where the output folder should be");
            return Err(error.in_file(path).remedy("remove it or choose another folder with -o DIR"));
        }
        let missing = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let mut made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        made.reverse();
        fs::create_dir_all(path).map_err(|error| unwritable(path, error))?;
        let folder = Self { path: path.to_owned(), made };
        tempfile::NamedTempFile::new_in(path).map_err(|error| unwritable(path, error))?;
        Ok(folder)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // A folder that holds something is not removed.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    let remedy = "choose a folder that you may write to with -o DIR";
    Error::new(ErrorKind::Write, "the output folder cannot be written").in_file(path).caused_by(error).remedy(remedy)
}
