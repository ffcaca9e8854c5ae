//! The files of a graph's folder in; the graph checked: what is written of it is read back as the same.

use std::fs;
use std::path::Path;

use crate::export::{Format, Options, write_folder};
use crate::folder::{Folder, MANIFEST};
use crate::graph::{KnowledgeGraph, read_folder};

/// What stands before each file in the bytes of a folder, before its name and a line break.
const MARK: &str = "=== ";

/// Several files, each under its name.
pub(super) fn folder(data: &[u8]) {
    if let Some(graph) = graph(data) {
        there_and_back(&graph);
    }
}

/// The graph of several files, each under its name, if they are one.
pub(super) fn graph(data: &[u8]) -> Option<KnowledgeGraph> {
    let dir = tempfile::tempdir().ok()?;
    let data = String::from_utf8_lossy(data);
    let known = ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv", "folded.csv", "predicates.csv"];
    for part in data.split(MARK).skip(1) {
        let Some((name, content)) = part.split_once('\n') else { continue };
        if known.contains(&name) || matches!(name, "events.jsonl" | "statements.jsonl") {
            fs::write(dir.path().join(name), content).ok()?;
        }
    }
    read_folder(dir.path()).ok()
}

/// The stream of events beside tables that hold nothing.
pub(super) fn events(data: &[u8]) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let options = Options { formats: vec![Format::Csv], ..Options::default() };
    let Ok(_) = write_folder(&KnowledgeGraph::new(), dir.path(), &options) else { return };
    let _ = fs::remove_file(dir.path().join(MANIFEST));
    let Ok(()) = fs::write(dir.path().join("events.jsonl"), data) else { return };
    if let Ok(graph) = read_folder(dir.path()) {
        there_and_back(&graph);
    }
}

/// The manifest.
pub(super) fn manifest(data: &[u8]) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let Ok(()) = fs::write(dir.path().join(MANIFEST), data) else { return };
    if let Ok(folder) = Folder::open(dir.path()) {
        for name in ["nodes.csv", "graph.jsonld"] {
            assert!(!folder.has(name) || folder.file(name).is_err(), "a file that is not there");
        }
    }
}

/// Writes a graph in every format and reads it back: the same is written of what was read, but for line breaks, which are
/// spaces in tables.
pub fn there_and_back(graph: &KnowledgeGraph) {
    let (Ok(first), Ok(second)) = (tempfile::tempdir(), tempfile::tempdir()) else { return };
    // The page is the same half a megabyte each time, and is not read back: `views` reads it.
    let formats = Format::ALL.into_iter().filter(|format| *format != Format::Html).collect();
    let options = Options { formats, all: true, statements: true, ..Options::default() };
    let Ok(written) = write_folder(graph, first.path(), &options) else { return };
    let read = match read_folder(first.path()) {
        Ok(read) => read,
        Err(error) => panic!("a graph that is not read back: {error}"),
    };
    let Ok(_) = write_folder(&read, second.path(), &options) else { return };
    for file in written.files {
        let name = file.path.file_name().map(Path::new).unwrap_or(Path::new(""));
        let read = |dir: &Path| {
            let text = String::from_utf8_lossy(&fs::read(dir.join(name)).unwrap_or_default()).into_owned();
            text.replace("\\r\\n", " ").replace("\\r", " ").replace("\\n", " ")
        };
        let (one, other) = (read(first.path()), read(second.path()));
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{} is read back otherwise: {differing:?}", name.display());
    }
}
