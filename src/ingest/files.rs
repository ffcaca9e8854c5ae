//! The inputs of the command line in; the files to read out, sorted, each with its format and the base of its ids, and
//! what was passed over.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Format, earlier};
use crate::error::{Error, ErrorKind, Result};

/// One file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// Its path; `None` for standard input.
    pub path: Option<PathBuf>,
    /// How its content is read.
    pub format: Format,
    /// What the ids of its documents begin with: its path in the folder that was given, without extension.
    pub base: String,
}

/// What the inputs hold.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The files to read, and what could not be listed.
    pub sources: Vec<Result<Source>>,
    /// What is no input: earlier graphs, files of other kinds.
    pub passed_over: Vec<Error>,
}

/// Lists the files of all inputs in the order of their paths, each once. A folder gives the files below it whose extension
/// tells a format (all of them if `format` is given); hidden files, everything in the folder `output` and graphs that
/// newsgraph wrote are passed over.
pub(super) fn list(inputs: &[PathBuf], format: Option<Format>, output: Option<&Path>) -> Listing {
    let output = output.and_then(|folder| folder.canonicalize().ok());
    let mut inputs: Vec<&PathBuf> = inputs.iter().collect();
    inputs.sort();
    inputs.dedup();
    let mut found = Listing::default();
    for input in inputs {
        if input.as_os_str() == "-" {
            let format = format.unwrap_or(Format::Text);
            found.sources.push(Ok(Source { path: None, format, base: "stdin".to_owned() }));
        } else if input.is_dir() {
            folder(input, format, output.as_deref(), &mut found);
        } else {
            found.sources.push(file(input, format));
        }
    }
    found
}

fn file(path: &Path, format: Option<Format>) -> Result<Source> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !metadata.is_file() && !is_stream(&metadata) {
        return Err(Error::new(ErrorKind::Read, "neither a file nor a folder").in_file(path));
    }
    let format = format.or_else(|| Format::of_path(path)).unwrap_or(Format::Text);
    let base = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Source { path: Some(path.to_owned()), format, base })
}

/// Whether it is a named pipe or character device, such as the shell's `<(…)`.
#[cfg(unix)]
fn is_stream(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo() || metadata.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_metadata: &fs::Metadata) -> bool {
    false
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    let remedy = match error.kind() {
        std::io::ErrorKind::NotFound => "check the path",
        std::io::ErrorKind::PermissionDenied => "check the permissions",
        _ => "check that it can be read",
    };
    Error::new(ErrorKind::Read, "cannot be read").in_file(path).caused_by(error).remedy(remedy)
}

fn folder(root: &Path, format: Option<Format>, output: Option<&Path>, found: &mut Listing) {
    let before = found.sources.len();
    let mut paths = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        if output.is_some_and(|output| folder.canonicalize().is_ok_and(|folder| folder == output)) {
            continue;
        }
        match entries(&folder) {
            Ok(mut entries) => {
                if earlier::is_graph(&folder) {
                    entries.retain(|(path, is_folder)| *is_folder || !earlier::is_file_of_graph(path));
                    let notice =
                        Error::new(ErrorKind::Read, "an earlier graph of newsgraph, no input").in_file(&folder);
                    found.passed_over.push(notice.remedy("join graphs with newsgraph merge"));
                }
                for (path, is_folder) in entries {
                    if is_folder { folders.push(path) } else { paths.push(path) }
                }
            }
            Err(error) => found.sources.push(Err(error)),
        }
    }
    found.passed_over.sort_by_cached_key(ToString::to_string);
    paths.sort();
    let mut others = Vec::new();
    for path in paths {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let Some(format) = format.or_else(|| Format::of_path(&path)) else {
            others.push(below.display().to_string());
            continue;
        };
        let base = below.with_extension("");
        let base = base.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        found.sources.push(Ok(Source { path: Some(path), format, base }));
    }
    if found.sources.len() == before {
        found.sources.push(Err(Error::new(ErrorKind::Empty, "no file to read in this folder")
            .in_file(root)
            .remedy("it needs files named .txt, .html, .jsonl, .csv or .conllu; for other names give --input-format")));
    }
    if !others.is_empty() {
        found.passed_over.push(unread(root, &others));
    }
}

/// How many files are named in a message.
const NAMED: usize = 10;

/// That files were left out whose names tell no format.
fn unread(root: &Path, names: &[String]) -> Error {
    let files = if names.len() == 1 { "1 file was".to_owned() } else { format!("{} files were", names.len()) };
    let mut list = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        list.push_str(", …");
    }
    Error::new(ErrorKind::Read, format!("{files} left out, since the name tells no format: {list}"))
        .in_file(root)
        .remedy("name them .txt, .html, .jsonl, .csv or .conllu, or give --input-format")
}

/// The files and folders in a folder, each with whether it is a folder; links to folders are not followed, since they may
/// lead back.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let path = entry.path();
        if !hidden(&path) && (is_folder || path.is_file()) {
            found.push((path, is_folder));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_sorted_with_relative_ids() {
        let root = std::env::temp_dir().join(format!("newsgraph-files-{}", std::process::id()));
        fs::create_dir_all(root.join("b/c")).unwrap();
        fs::create_dir_all(root.join("out")).unwrap();
        fs::write(root.join("out/nodes.csv"), "x").unwrap();
        for name in ["z.txt", "a.HTML", "b/c/d.e.txt", ".hidden.txt", "b/photo.jpg"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let listing = list(std::slice::from_ref(&root), None, Some(&root.join("out")));
        let found: Vec<_> = listing.sources.into_iter().map(|source| source.unwrap()).collect();
        let passed_over: Vec<_> = listing.passed_over.iter().map(ToString::to_string).collect();
        assert!(passed_over.len() == 1 && passed_over[0].contains("1 file was left out"), "{passed_over:?}");
        assert!(passed_over[0].contains("photo.jpg"), "{passed_over:?}");
        let names: Vec<_> = found.iter().map(|source| (source.base.as_str(), source.format)).collect();
        assert_eq!(names, [("a", Format::Html), ("b/c/d.e", Format::Text), ("z", Format::Text)]);
        assert_eq!(list(std::slice::from_ref(&root), Some(Format::Text), None).sources.len(), 5);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(list(&[root], None, None).sources[0].as_ref().unwrap_err().kind(), ErrorKind::Read);
    }

    #[test]
    fn an_earlier_graph_is_no_input_and_news_beside_it_is() {
        let root = std::env::temp_dir().join(format!("newsgraph-earlier-{}", std::process::id()));
        fs::create_dir_all(root.join("monday")).unwrap();
        fs::write(root.join("monday/nodes.csv"), "id:ID,:LABEL,name\n").unwrap();
        fs::write(root.join("monday/edges.csv"), ":START_ID,:END_ID,:TYPE\n").unwrap();
        fs::write(root.join("monday/note.txt"), "x").unwrap();
        fs::write(root.join("nodes.csv"), "id,text\n1,x\n").unwrap();
        let listing = list(std::slice::from_ref(&root), None, None);
        let bases: Vec<_> = listing.sources.into_iter().map(|source| source.unwrap().base).collect();
        assert_eq!(bases, ["monday/note", "nodes"]);
        assert!(listing.passed_over[0].to_string().contains("monday: an earlier graph"));
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn inputs_are_sorted_and_read_once() {
        let list = list(&["-".into(), "-".into()], Some(Format::Jsonl), None).sources;
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].as_ref().unwrap().format, Format::Jsonl);
    }
}
