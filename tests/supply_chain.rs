//! What the program is made of: the data are those of their checksums and lie in it once, and every output tells what
//! wrote it.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newsgraph::export::Format;
use sha2::{Digest, Sha256};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsgraph");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn weights_gazetteer_and_scripts_of_others_are_those_of_their_checksums() {
    for (list, names) in [
        ("models/newsgraph-en.bin.sha256", &["newsgraph-en.bin"][..]),
        (
            "src/export/html/vendor/vendor.sha256",
            &[
                "cytoscape.min.js",
                "d3-dispatch.min.js",
                "d3-force.min.js",
                "d3-quadtree.min.js",
                "d3-timer.min.js",
                "land.js",
            ],
        ),
        ("data/gazetteer/tables.sha256", &["entities.tsv", "names.tsv", "terms.tsv", "wide.tsv"]),
    ] {
        let list = root().join(list);
        let text = fs::read_to_string(&list).unwrap();
        let lines: Vec<(&str, &str)> = text.lines().map(|line| line.split_once("  ").unwrap()).collect();
        assert_eq!(lines.iter().map(|line| line.1).collect::<Vec<_>>(), names);
        for (sum, name) in lines {
            let found = Sha256::digest(fs::read(list.with_file_name(name)).unwrap());
            let found: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, sum, "{name}");
        }
    }
}

/// A constant is copied into every unit that names it; the tables are too large for that.
#[test]
fn the_data_lie_in_the_program_once() {
    let program = fs::read(PROGRAM).unwrap();
    for name in ["models/newsgraph-en.bin", "data/gazetteer/entities.tsv", "data/gazetteer/terms.tsv"] {
        let data = fs::read(root().join(name)).unwrap();
        let sample = &data[data.len() / 2..][..256];
        assert_eq!(memchr::memmem::find_iter(&program, sample).count(), 1, "{name}");
    }
}

#[test]
fn every_output_tells_what_wrote_it() {
    let folder = tempfile::tempdir().unwrap();
    // Two texts that tell of one person with and without a country, for a node that is folded.
    let texts = [
        ("a.txt", "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday. “We spied on nobody,” she said."),
        ("b.txt", "Ada Moe held talks with Wang Yi in Oslo on Tuesday. Peru spied on Chile."),
    ];
    for (name, text) in texts {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (graph, rules) = (folder.path().join("graph"), root().join("examples/rules.txt"));
    // The columns of the first four are others', the trees have no documents, and the last two are no text.
    let silent = ["edge-list", "edge-list-tsv", "kgx", "gdelt", "jsonld-framed", "parquet", "obsidian"];
    let every: Vec<&str> = Format::ALL.into_iter().map(Format::name).filter(|name| !silent.contains(name)).collect();
    let mut command = Command::new(PROGRAM);
    command.args(["extract", "--all", "--statements", "--format", &every.join(","), "-o"]);
    command.arg(&graph).arg("--rules").arg(rules).args(texts.map(|text| folder.path().join(text.0)));
    assert!(command.output().unwrap().status.success());
    let producer = format!("newsgraph/{} model/", env!("CARGO_PKG_VERSION"));
    let mut names = Vec::new();
    for entry in fs::read_dir(&graph).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&producer), "{}", path.display());
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    for name in ["folded.csv", "predicates.csv", "statements.jsonl", "graph.gexf", "graph.html"] {
        assert!(names.iter().any(|found| found == name), "{name} is not there: {names:?}");
    }
    for format in ["conllu", "json"] {
        let arguments = ["analyze", "--format", format];
        let output = Command::new(PROGRAM).args(arguments).arg(folder.path().join("a.txt")).output().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains(&producer), "{format}");
    }
}

/// One module opens connections, and no other has a name of what does.
#[test]
fn nothing_but_the_loader_opens_a_connection() {
    let mut found = Vec::new();
    let mut open = vec![root().join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            if ["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixDatagram", "ToSocketAddrs"]
                .iter()
                .any(|name| text.contains(name))
            {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    assert_eq!(found, [Path::new("src/load/bolt/connection.rs")]);
}

/// Sources that may be `unsafe`: the kernels and what calls them. The compiler refuses it elsewhere (`unsafe_code`).
#[test]
fn nothing_but_the_model_is_unsafe() {
    let allowed = |text: &str| text.contains("allow(unsafe_code)");
    let mut found = Vec::new();
    let mut open = vec![root().join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if allowed(&fs::read_to_string(&path).unwrap()) {
            found.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
    assert_eq!(found, [Path::new("src/analyze/model/mod.rs")]);
}
