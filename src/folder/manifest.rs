//! `newsgraph.json` in and out: the files of one graph with their sizes and checksums.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::provenance::Provenance;
use crate::{Error, ErrorKind, Result};

/// The name of the manifest.
pub const MANIFEST: &str = "newsgraph.json";

/// How the folder is laid out; goes up when a program of before could not read it.
const LAYOUT: u32 = 1;

/// The files of one graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of this layout.
    pub layout: u32,
    /// What wrote the files last.
    pub producer: String,
    /// In words, of what parts of a graph the files are; none where they hold a whole one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// By their names.
    pub files: BTreeMap<String, Entry>,
}

/// How a file is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Of files written by this program.
    pub fn new(files: BTreeMap<String, Entry>) -> Self {
        Self { layout: LAYOUT, producer: Provenance::of_this_build().to_string(), parts: Vec::new(), files }
    }

    /// Reads one; `None` where there is no such file.
    ///
    /// # Errors
    /// [`ErrorKind::Read`] for a file that cannot be read, [`ErrorKind::Format`] for one that is no manifest or of a
    /// layout to come.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => {
                return Err(Error::new(ErrorKind::Read, "cannot read the manifest").in_file(path).caused_by(error));
            }
        };
        let bad = |message: &str| {
            Error::new(ErrorKind::Format, message)
                .in_file(path)
                .remedy("write the folder anew, or delete the file to read the others as they are")
        };
        let manifest: Self = serde_json::from_str(&text).map_err(|error| bad("no manifest").caused_by(error))?;
        if manifest.layout > LAYOUT {
            return Err(bad("the folder is of a later version of newsgraph").remedy("use that version"));
        }
        // A name leads to a file of the folder and nowhere else.
        let is_name = |name: &String| {
            let mut parts = Path::new(name).components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
        };
        if !manifest.files.keys().all(is_name) {
            return Err(bad("the manifest names a file outside its folder"));
        }
        Ok(Some(manifest))
    }

    /// The file.
    pub fn text(&self) -> String {
        // Strings and numbers can always be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Entry {
    /// That of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut sum = Checked::new(io::sink());
        io::copy(&mut File::open(path)?, &mut sum)?;
        Ok(sum.entry())
    }
}

/// A checksum in hexadecimal digits.
pub(crate) fn hex(sum: &[u8]) -> String {
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A writer that tells how what went through it is known again.
#[derive(Debug)]
pub(super) struct Checked<W> {
    out: W,
    sum: Sha256,
    bytes: u64,
}

impl<W: Write> Checked<W> {
    /// In front of `out`.
    pub fn new(out: W) -> Self {
        Self { out, sum: Sha256::new(), bytes: 0 }
    }

    /// How what was written is known again.
    pub fn entry(self) -> Entry {
        Entry { bytes: self.bytes, sha256: hex(&self.sum.finalize()) }
    }
}

impl<W: Write> Write for Checked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
