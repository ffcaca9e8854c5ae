//! A graph in; what the files of every format hold of it out, to compare two graphs by.

use newsgraph::export::{self, Format, Options};
use newsgraph::graph::KnowledgeGraph;

/// What is written of a graph, every file of it.
fn written(graph: &KnowledgeGraph) -> Vec<(&'static str, String)> {
    let options = Options { all: true, statements: true, ..Options::default() };
    let exports = Format::ALL.into_iter().flat_map(Format::exports);
    let write = |name: &'static str| {
        let mut out = Vec::new();
        export::write(graph, &options, name, &mut out).unwrap();
        (name, String::from_utf8_lossy(&out).into_owned())
    };
    exports.map(|export| write(export.file_name())).collect()
}

/// Fails with the first line that differs.
#[track_caller]
pub fn assert_same(one: &KnowledgeGraph, other: &KnowledgeGraph) {
    for ((name, one), (_, other)) in written(one).into_iter().zip(written(other)) {
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{name} differs: {differing:?}");
    }
}
