//! A graph and a folder in; the files of the chosen formats there out, each whole or not at all.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Export, Format, Options, View};
use crate::graph::{Folded, KnowledgeGraph};
use crate::{Error, ErrorKind, Result};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// What to do with it, in a few words.
    pub purpose: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Writes the files of the chosen formats into a folder, which it makes if need be.
///
/// All files are written under temporary names first and renamed when every one of them is whole, so that a run that
/// fails leaves what was there before.
///
/// # Errors
/// [`ErrorKind::Write`] with the file or folder that could not be written.
pub fn write_folder(graph: &KnowledgeGraph, dir: &Path, options: &Options) -> Result<Vec<Written>> {
    write_folded(&graph.folded(), dir, options)
}

/// [`write_folder`] of a graph that is folded already.
///
/// # Errors
/// As [`write_folder`].
pub fn write_folded(graph: &Folded<'_>, dir: &Path, options: &Options) -> Result<Vec<Written>> {
    fs::create_dir_all(dir).map_err(|error| cannot("make the folder", dir, error))?;
    let view = View::new(graph, options);
    let exports = chosen(options);
    if let Some(taken) = exports.iter().map(|export| dir.join(export.file_name())).find(|path| path.is_dir()) {
        let error = Error::new(ErrorKind::Write, "a folder stands where the file should be").in_file(&taken);
        return Err(error.remedy("remove it or choose another folder with -o DIR"));
    }
    let mut files = Vec::with_capacity(exports.len());
    for export in exports.into_iter().filter(|export| !export.is_empty(&view)) {
        files.push((export, write_temporary(export, &view, dir)?));
    }
    files.into_iter().map(|(export, file)| keep(export, file, dir)).collect()
}

/// The files of the formats, each once, in the order of [`Format::ALL`].
fn chosen(options: &Options) -> Vec<&'static dyn Export> {
    let asked =
        |format: &Format| options.formats.contains(format) || (*format == Format::Statements && options.statements);
    Format::ALL.into_iter().filter(asked).flat_map(|format| format.exports().iter().copied()).collect()
}

fn write_temporary(export: &dyn Export, view: &View<'_>, dir: &Path) -> Result<NamedTempFile> {
    let fail = |error| cannot("write", &dir.join(export.file_name()), error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newsgraph-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(dir).map_err(fail)?;
    let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    export.write(view, &mut out).and_then(|()| out.flush()).map_err(fail)?;
    drop(out);
    Ok(file)
}

fn keep(export: &dyn Export, file: NamedTempFile, dir: &Path) -> Result<Written> {
    let path = dir.join(export.file_name());
    let bytes = file.as_file().metadata().map_err(|error| cannot("write", &path, error))?.len();
    file.persist(&path).map_err(|error| cannot("write", &path, error.error))?;
    Ok(Written { path, purpose: export.purpose(), bytes })
}

fn cannot(what: &str, path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Write, format!("cannot {what}"))
        .in_file(path)
        .caused_by(error)
        .remedy("choose a folder that you may write to with -o DIR")
}
