//! A graph and a folder in; the files of the chosen formats there out, all of them or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::pieces::Pieces;
use super::{Export, Format, Options, Picture, View, csv_tables, dot};
use crate::error::for_another_folder;
use crate::folder::{MANIFEST, Staged};
use crate::graph::{Folded, KnowledgeGraph};
use crate::{Error, ErrorKind, Result};

/// The name of the file of documents that were not read.
pub const FAILED: &str = "failed.jsonl";

/// What a write did to a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The files, in the order of [`Format::ALL`].
    pub files: Vec<WrittenFile>,
    /// Files of an earlier graph in the same folder, which are gone.
    pub removed: Vec<PathBuf>,
    /// Files that were asked for and not written, since they need the whole of a graph that is larger than memory.
    pub left_out: Vec<&'static str>,
    /// Why there is no picture that was asked for, if so.
    pub undrawn: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// What to do with it, in a few words.
    pub purpose: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Writes the files of the chosen formats into a folder, which it makes if need be, and a manifest of them.
///
/// The folder holds all the files or is as it was before, whenever the process or the machine stops. Files of a graph that
/// was there before are removed.
///
/// # Errors
/// [`ErrorKind::Write`] with the file or folder that could not be written.
pub fn write_folder(graph: &KnowledgeGraph, dir: &Path, options: &Options) -> Result<Written> {
    write_folded(&graph.folded(), dir, options)
}

/// [`write_folder`] of a graph that is folded already.
///
/// # Errors
/// As [`write_folder`].
pub fn write_folded(graph: &Folded<'_>, dir: &Path, options: &Options) -> Result<Written> {
    write(&Source::of(graph, options), dir, options, &[], "")
}

/// [`write_folded`] with the lines of `failed.jsonl`, if there are any.
///
/// # Errors
/// As [`write_folder`].
pub fn write_with_failed(graph: &Folded<'_>, dir: &Path, options: &Options, failed: &str) -> Result<Written> {
    write(&Source::of(graph, options), dir, options, &[], failed)
}

/// The same of a graph that is larger than memory.
///
/// # Errors
/// As [`write_folder`].
pub(crate) fn write_in_pieces(pieces: &Pieces<'_>, dir: &Path, failed: &str) -> Result<Written> {
    write(&Source::Pieces(pieces), dir, pieces.options(), &[], failed)
}

/// Writes further formats of a graph into the folder that it was read from, beside those that are there.
///
/// # Errors
/// As [`write_folder`].
pub fn add_to_folder(graph: &Folded<'_>, dir: &Path, options: &Options) -> Result<Written> {
    let exports = Format::ALL.into_iter().flat_map(Format::exports);
    let names = exports.map(|export| export.file_name()).chain(Picture::ALL.map(Picture::file_name)).chain([FAILED]);
    write(&Source::of(graph, options), dir, options, &names.collect::<Vec<_>>(), "")
}

/// What is written.
enum Source<'s, 'g> {
    Whole(Box<View<'s>>),
    Pieces(&'s Pieces<'g>),
}

impl<'s> Source<'s, '_> {
    fn of(graph: &'s Folded<'_>, options: &'s Options) -> Self {
        Self::Whole(Box::new(View::new(graph, options)))
    }

    fn is_empty(&self, export: &dyn Export) -> bool {
        match self {
            Self::Whole(view) => export.is_empty(view),
            Self::Pieces(pieces) => pieces.is(|view| export.is_empty(view)),
        }
    }

    /// Whether the file can be written from what is in memory.
    fn has_all_of(&self, export: &dyn Export) -> bool {
        matches!(self, Self::Whole(_)) || export.in_pieces().is_some()
    }

    fn write(&self, export: &dyn Export, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Whole(view) => export.write(view, out),
            Self::Pieces(pieces) => export.in_pieces().map_or(Ok(()), |export| export.write_pieces(pieces, out)),
        }
    }
}

fn write(source: &Source<'_, '_>, dir: &Path, options: &Options, kept: &[&str], failed: &str) -> Result<Written> {
    fs::create_dir_all(dir).map_err(|error| cannot("make the folder", dir, error))?;
    let mut exports = chosen(options);
    if !options.formats.contains(&Format::Csv) {
        // People's work is kept whatever the formats.
        exports.push(&csv_tables::DECISIONS);
    }
    let names = exports.iter().map(|export| export.file_name()).chain([MANIFEST]);
    if let Some(taken) = names.map(|name| dir.join(name)).find(|path| path.is_dir()) {
        let error = Error::new(ErrorKind::Write, "a folder stands where the file should be").in_file(&taken);
        return Err(error.remedy("remove it or choose another folder with -o DIR"));
    }
    let mut staged = Staged::new(dir).map_err(|error| cannot("write into the folder", dir, error))?;
    let (mut files, mut left_out) = (Vec::with_capacity(exports.len()), Vec::new());
    for export in exports.into_iter().filter(|export| !source.is_empty(*export)) {
        let name = export.file_name();
        if !source.has_all_of(export) {
            left_out.push(name);
            continue;
        }
        let path = dir.join(name);
        let bytes =
            staged.write(name, |out| source.write(export, out)).map_err(|error| cannot("write", &path, error))?;
        files.push(WrittenFile { path, purpose: export.purpose(), bytes });
    }
    if !failed.is_empty() {
        let path = dir.join(FAILED);
        let bytes = staged.write(FAILED, |out| out.write_all(failed.as_bytes()));
        let bytes = bytes.map_err(|error| cannot("write", &path, error))?;
        files.push(WrittenFile { path, purpose: "what was not read, and why", bytes });
    }
    let mut undrawn = None;
    if let (Some(picture), Source::Pieces(_)) = (options.picture, source) {
        left_out.push(picture.file_name());
    }
    if let (Some(picture), Source::Whole(view)) = (options.picture, source) {
        let mut drawing = Vec::new();
        let path = dir.join(picture.file_name());
        dot::Dot.write(view, &mut drawing).map_err(|error| cannot("draw", &path, error))?;
        match picture.draw(drawing) {
            Ok(bytes) => {
                let written = staged.write(picture.file_name(), |out| out.write_all(&bytes));
                let bytes = written.map_err(|error| cannot("write", &path, error))?;
                files.push(WrittenFile { path, purpose: "the picture", bytes });
            }
            Err(error) => undrawn = Some(error.to_string()),
        }
    }
    let removed = staged.commit(kept, options.scope.told())?;
    Ok(Written { files, removed, left_out, undrawn })
}

/// The files of the formats, each once, in the order of [`Format::ALL`].
fn chosen(options: &Options) -> Vec<&'static dyn Export> {
    let has = |format: &Format| options.formats.contains(format);
    // The tables alone do not hold all of the statements that `--all` shows: `merge` and `convert` read the stream.
    let statements = options.statements || options.all && has(&Format::Csv);
    let asked = |format: &Format| has(format) || *format == Format::Statements && statements;
    Format::ALL.into_iter().filter(asked).flat_map(|format| format.exports().iter().copied()).collect()
}

fn cannot(what: &str, path: &Path, error: std::io::Error) -> Error {
    let remedy = for_another_folder(&error);
    Error::new(ErrorKind::Write, format!("cannot {what}")).in_file(path).caused_by(error).remedy(remedy)
}
