//! Batches of documents in; a folder out that holds the events of each batch in files of their own as soon as it is read.
//!
//! What a batch tells is known before the graph is: ids and names are those that its documents give. A file has the number of
//! its batch and is written before that counts as read, so that a run which goes on after it was killed writes it again.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use crate::error::{Error, ErrorKind, Result, for_another_folder};
use crate::export::{self, Format, Options};
use crate::graph::KnowledgeGraph;

/// The files of events, without their numbers.
const FILES: [(Format, &str); 2] = [(Format::Events, "events.jsonl"), (Format::Parquet, "events.parquet")];

/// A folder of events.
#[derive(Debug, Clone)]
pub(super) struct Stream {
    dir: PathBuf,
    options: Options,
}

impl Stream {
    /// Into a folder, in those of the formats that events have, or else as JSONL.
    pub fn new(dir: PathBuf, options: &Options) -> Self {
        let mut options = options.clone();
        options.formats.retain(|format| FILES.iter().any(|(known, _)| known == format));
        if options.formats.is_empty() {
            options.formats.push(Format::Events);
        }
        Self { dir, options }
    }

    /// Makes the folder.
    ///
    /// # Errors
    /// `Write` where that cannot be; `Usage` where it has events of another run and nobody asked to go on with that.
    pub fn open(&self, resume: bool) -> Result<()> {
        fs::create_dir_all(&self.dir).map_err(|error| self.unwritable(error))?;
        if !resume && FILES.iter().any(|(_, name)| self.path(1, name).exists()) {
            return Err(Error::new(ErrorKind::Usage, "the events of another run are here")
                .in_file(&self.dir)
                .remedy("choose another folder, or delete this one"));
        }
        Ok(())
    }

    /// Writes the events of the batch of that number.
    ///
    /// # Errors
    /// `Write` where the folder does not take them.
    pub fn add(&self, number: u32, batch: &KnowledgeGraph) -> Result<()> {
        let folded = batch.folded();
        for (_, name) in FILES.iter().filter(|(format, _)| self.options.formats.contains(format)) {
            let file = tempfile::NamedTempFile::new_in(&self.dir).map_err(|error| self.unwritable(error))?;
            let mut out = BufWriter::new(&file);
            export::write_file(&folded, &self.options, name, &mut out)?;
            let flushed = out.flush().and_then(|()| file.as_file().sync_all());
            drop(out);
            let path = self.path(number, name);
            let end = flushed.and_then(|()| file.persist(path).map(drop).map_err(|error| error.error));
            end.map_err(|error| self.unwritable(error))?;
        }
        Ok(())
    }

    /// `events-00000001.jsonl`.
    fn path(&self, number: u32, name: &str) -> PathBuf {
        self.dir.join(name.replacen('.', &format!("-{number:08}."), 1))
    }

    fn unwritable(&self, error: io::Error) -> Error {
        let remedy = for_another_folder(&error);
        Error::new(ErrorKind::Write, "cannot write events").in_file(&self.dir).caused_by(error).remedy(remedy)
    }
}
