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
    let known =
        ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv", "folded.csv", "predicates.csv", "decisions.csv"];
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

/// A graph in GraphML.
pub(super) fn graphml(data: &[u8]) {
    file("graph.graphml", data);
}

/// A graph in Turtle.
pub(super) fn turtle(data: &[u8]) {
    file("graph.ttl", data);
}

/// The nodes in Parquet, beside tables that hold nothing.
pub(super) fn parquet(data: &[u8]) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let options = Options { formats: vec![Format::Parquet], ..Options::default() };
    let Ok(_) = write_folder(&KnowledgeGraph::new(), dir.path(), &options) else { return };
    let _ = fs::remove_file(dir.path().join(MANIFEST));
    let Ok(()) = fs::write(dir.path().join("nodes.parquet"), data) else { return };
    if let Ok(graph) = read_folder(dir.path()) {
        tables_from(&graph, Format::Csv);
    }
}

/// One file that is a graph by itself: what is read of it is written and read again.
fn file(name: &str, data: &[u8]) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let path = dir.path().join(name);
    let Ok(()) = fs::write(&path, data) else { return };
    if let Ok(graph) = read_folder(&path) {
        tables_from(&graph, Format::Csv);
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
    // The page is the same half a megabyte each time, and `views` reads it; what is no text differs wherever a line break does.
    let is_compared = |format: &Format| !matches!(format, Format::Html | Format::Parquet | Format::Obsidian);
    let formats = Format::ALL.into_iter().filter(is_compared).collect();
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
            let text = text.replace("\\r\\n", " ").replace("\\r", " ").replace("\\n", " ");
            text.replace("&#13;&#10;", " ").replace("&#13;", " ").replace("&#10;", " ")
        };
        let (one, other) = (read(first.path()), read(second.path()));
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{} is read back otherwise: {differing:?}", name.display());
    }
}

/// Writes a graph in each format that is read, alone, and reads it back: its tables are those that come back from CSV.
pub fn back_from_each(graph: &KnowledgeGraph) {
    let Some(expected) = tables_from(graph, Format::Csv) else { return };
    for format in [Format::Parquet, Format::GraphMl, Format::JsonLd, Format::Turtle, Format::NQuads, Format::TriG] {
        let found = tables_from(graph, format).unwrap_or_default();
        for ((name, one), (_, other)) in expected.iter().zip(&found) {
            let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            assert!(one == other, "{name} comes back otherwise from {}: {differing:?}", format.name());
        }
        assert_eq!(expected.len(), found.len(), "tables that come back from {}", format.name());
    }
}

/// The tables of a graph that was written in a format and read back.
fn tables_from(graph: &KnowledgeGraph, format: Format) -> Option<Vec<(String, String)>> {
    let (first, second) = (tempfile::tempdir().ok()?, tempfile::tempdir().ok()?);
    let options = |format| Options { formats: vec![format], all: true, ..Options::default() };
    write_folder(graph, first.path(), &options(format)).ok()?;
    let read = match read_folder(first.path()) {
        Ok(read) => read,
        Err(error) => panic!("a graph in {} that is not read back: {error}", format.name()),
    };
    let written = write_folder(&read, second.path(), &options(Format::Csv)).ok()?;
    let text = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (name, String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned())
    };
    let tables = written.files.iter().map(|file| text(&file.path));
    // The quotations have more than their table.
    Some(tables.filter(|(name, _)| name.ends_with(".csv")).collect())
}
