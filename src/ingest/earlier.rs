//! A folder in; whether newsgraph wrote a graph there out, and which files are that graph's. Files that only have such names
//! are no graph.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What begins the tables of a graph, by file.
const TABLES: [(&str, &str); 4] = [
    ("edges.csv", ":START_ID,:END_ID,:TYPE,"),
    ("evidence.csv", "edge,document,sentence,begin,"),
    ("mentions.csv", ":START_ID,:END_ID,:TYPE,document,"),
    ("nodes.csv", "id:ID,:LABEL,name"),
];

/// What stands in the first lines of its other files, which all name the program.
const OTHERS: [(&str, &str); 5] = [
    ("events.jsonl", "\"producer\":\"newsgraph/"),
    ("graph.dot", "digraph newsgraph {"),
    ("graph.html", "<meta name=\"generator\" content=\"newsgraph\">"),
    ("graph.jsonld", "https://w3id.org/newsgraph/"),
    ("statements.jsonl", "\"producer\":\"newsgraph/"),
];

/// Files that stand beside those of a graph, and tell nothing by themselves.
const BESIDE: [&str; 6] = ["failed.jsonl", "folded.csv", "graph.gexf", "graph.svg", "newsgraph.json", "predicates.csv"];

/// Whether a folder holds a graph of newsgraph.
pub(super) fn is_graph(folder: &Path) -> bool {
    let begins = |(name, words): &(&str, &str)| head(&folder.join(name)).is_some_and(|head| head.starts_with(words));
    let holds = |(name, words): &(&str, &str)| head(&folder.join(name)).is_some_and(|head| head.contains(words));
    TABLES.iter().any(begins) || OTHERS.iter().any(holds)
}

/// Whether a file of a folder with a graph is a part of it.
pub(super) fn is_file_of_graph(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let graph = || TABLES.iter().chain(&OTHERS).map(|(name, _)| *name);
    graph().chain(BESIDE).any(|file| file == name)
}

/// Whether a file is a batch of a graph that is kept on disk: packed, and with an ending that nothing else has.
pub(super) fn is_batch(path: &Path) -> bool {
    let mut begin = [0; 2];
    path.extension().is_some_and(|extension| extension == "run")
        && File::open(path).and_then(|mut file| file.read_exact(&mut begin)).is_ok_and(|()| begin == [0x1f, 0x8b])
}

/// The first bytes of a file, without a byte order mark.
fn head(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(1 << 13).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}
