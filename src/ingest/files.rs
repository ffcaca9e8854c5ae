//! The inputs of the command line in; the files to read out, sorted, each with the base of its ids, and what was passed over.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::Member;
use super::{earlier, format};
use crate::error::{Error, ErrorKind, Result};

/// One file, or standard input.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub origin: Origin,
    /// What the ids of its documents begin with: its path in the folder that was given, without extension.
    pub base: String,
    /// Whether it was found and not named: what it cannot give is no fault then.
    pub found: bool,
    /// How often what it lies in is packed.
    pub depth: u8,
}

/// Where the bytes of a source come from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Stdin,
    File(PathBuf),
    /// Bytes that a caller has, and the name that they go by.
    Bytes(PathBuf, Arc<[u8]>),
    /// A file in an archive, and the path of the archive.
    Member(PathBuf, Member),
}

impl Source {
    /// The path, for messages and for what the name tells.
    pub fn path(&self) -> PathBuf {
        match &self.origin {
            Origin::Stdin => PathBuf::from("<stdin>"),
            Origin::File(path) | Origin::Bytes(path, _) => path.clone(),
            Origin::Member(archive, member) => archive.join(&member.path),
        }
    }

    /// How many bytes it has; `None` of a stream.
    pub fn bytes(&self) -> Option<u64> {
        match &self.origin {
            Origin::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()),
            _ => None,
        }
    }

    /// Bytes under a name.
    pub fn of_bytes(name: &Path, bytes: Arc<[u8]>) -> Self {
        Self { origin: Origin::Bytes(name.to_owned(), bytes), base: base(name), found: false, depth: 0 }
    }

    /// A file of an archive that this source is.
    pub fn member(&self, member: Member, depth: u8) -> Self {
        let base = format!("{}/{}", self.base, base(&member.path));
        Self { origin: Origin::Member(self.path(), member), base, found: true, depth }
    }
}

/// The parts of a path without its extension, with `/` between them.
fn base(path: &Path) -> String {
    let bare = format::without_extension(path);
    bare.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// What the inputs hold.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The files to read, and what could not be listed.
    pub sources: Vec<Result<Source>>,
    /// What is no input: earlier graphs.
    pub passed_over: Vec<Error>,
}

/// Lists the files of all inputs in the order of their paths, each once. A folder gives the files below it; hidden files,
/// everything in the folders `outputs` and graphs that newsgraph wrote are passed over.
pub(super) fn list(inputs: &[PathBuf], outputs: &[PathBuf]) -> Listing {
    let outputs: Vec<PathBuf> = outputs.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    let mut inputs: Vec<&PathBuf> = inputs.iter().collect();
    inputs.sort();
    inputs.dedup();
    let mut found = Listing::default();
    for input in inputs {
        if input.as_os_str() == "-" {
            let stdin = Source { origin: Origin::Stdin, base: "stdin".to_owned(), found: false, depth: 0 };
            found.sources.push(Ok(stdin));
        } else if input.is_dir() {
            folder(input, &outputs, &mut found);
        } else {
            found.sources.push(file(input));
        }
    }
    found
}

fn file(path: &Path) -> Result<Source> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !metadata.is_file() && !is_stream(&metadata) {
        return Err(Error::new(ErrorKind::Read, "neither a file nor a folder").in_file(path));
    }
    let base = base(Path::new(path.file_name().unwrap_or(path.as_os_str())));
    Ok(Source { origin: Origin::File(path.to_owned()), base, found: false, depth: 0 })
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

fn folder(root: &Path, outputs: &[PathBuf], found: &mut Listing) {
    let before = found.sources.len();
    let mut paths = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder.canonicalize().is_ok_and(|folder| outputs.contains(&folder)) {
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
    for path in paths {
        let base = base(path.strip_prefix(root).unwrap_or(&path));
        found.sources.push(Ok(Source { origin: Origin::File(path), base, found: true, depth: 0 }));
    }
    if found.sources.len() == before {
        found.sources.push(Err(Error::new(ErrorKind::Empty, "no file to read in this folder")
            .in_file(root)
            .remedy("give a folder that has files")));
    }
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
        if !hidden(&path) && (is_folder || path.is_file() && !earlier::is_batch(&path)) {
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
        for name in ["z.txt", "a.HTML", "b/c/d.e.txt", ".hidden.txt", "b/e.jsonl.gz"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let listing = list(std::slice::from_ref(&root), &[root.join("out")]);
        let found: Vec<_> = listing.sources.into_iter().map(|source| source.unwrap()).collect();
        let names: Vec<_> = found.iter().map(|source| source.base.as_str()).collect();
        assert_eq!(names, ["a", "b/c/d.e", "b/e", "z"]);
        assert_eq!(list(std::slice::from_ref(&root), &[]).sources.len(), 5);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(list(&[root], &[]).sources[0].as_ref().unwrap_err().kind(), ErrorKind::Read);
    }

    #[test]
    fn an_earlier_graph_is_no_input_and_news_beside_it_is() {
        let root = std::env::temp_dir().join(format!("newsgraph-earlier-{}", std::process::id()));
        fs::create_dir_all(root.join("monday")).unwrap();
        fs::write(root.join("monday/nodes.csv"), "id:ID,:LABEL,name\n").unwrap();
        fs::write(root.join("monday/edges.csv"), ":START_ID,:END_ID,:TYPE\n").unwrap();
        fs::write(root.join("monday/newsgraph.json"), "{}").unwrap();
        fs::write(root.join("monday/note.txt"), "x").unwrap();
        fs::write(root.join("nodes.csv"), "id,text\n1,x\n").unwrap();
        let listing = list(std::slice::from_ref(&root), &[]);
        let bases: Vec<_> = listing.sources.into_iter().map(|source| source.unwrap().base).collect();
        assert_eq!(bases, ["monday/note", "nodes"]);
        assert!(listing.passed_over[0].to_string().contains("monday: an earlier graph"));
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn inputs_are_sorted_and_read_once() {
        let list = list(&["-".into(), "-".into()], &[]).sources;
        assert!(list.len() == 1 && matches!(list[0].as_ref().unwrap().origin, Origin::Stdin));
    }
}
