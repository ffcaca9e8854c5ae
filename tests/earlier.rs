//! Graphs that earlier versions wrote, kept in `tests/earlier`: today's program converts, merges, queries and explains them.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsgraph");

/// The folders of all versions, by their commits.
fn folders() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/earlier");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 3);
    folders
}

fn run(arguments: &[&str], paths: &[&Path]) -> String {
    let output = Command::new(PROGRAM).args(arguments).args(paths).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?} {paths:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

/// The rows of a table by the column `key`, each by the names of its columns.
fn table(path: &Path, key: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| -> BTreeMap<String, String> {
        header.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()
    });
    rows.map(|row| (row[key].clone(), row)).collect()
}

/// The values of one key of a file of JSON lines.
fn ids(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap();
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    text.lines().map(id).collect()
}

#[test]
fn what_an_earlier_version_wrote_is_read_whole() {
    for folder in folders() {
        let out = tempfile::tempdir().unwrap();
        let arguments = [
            "convert",
            "--all",
            "--statements",
            "--to",
            "dot,csv,jsonld,events,statements,gexf",
            "-o",
            out.path().to_str().unwrap(),
        ];
        run(&arguments, &[&folder]);
        for (name, key, columns) in [
            (
                "edges.csv",
                "id",
                &[":START_ID", ":END_ID", ":TYPE", "date", "modality", "evidence", "document", "begin:int"][..],
            ),
            ("nodes.csv", "id:ID", &[":LABEL", "name", "wikidata", "iso3", "country", "text", "url", "producer"]),
        ] {
            let (before, now) = (table(&folder.join(name), key), table(&out.path().join(name), key));
            assert!(before.len() > 10);
            for (id, row) in &before {
                let now = now.get(id).unwrap_or_else(|| panic!("{}: {name} has lost {id}", folder.display()));
                for column in columns {
                    assert_eq!(now[*column], row[*column], "{}: {column} of {id}", folder.display());
                }
            }
        }
        for name in ["events.jsonl", "statements.jsonl"] {
            assert_eq!(ids(&out.path().join(name)), ids(&folder.join(name)), "{}: {name}", folder.display());
        }
        assert!(fs::read_to_string(out.path().join("graph.jsonld")).unwrap().contains("Ada Moe"));
    }
}

#[test]
fn earlier_graphs_are_queried_and_explained() {
    let query = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries/who-met-whom.rq");
    for folder in folders() {
        let met = run(&["query"], &[&query, &folder]);
        assert!(met.contains("Ada Moe") && met.contains("Ignazio Cassis"), "{}: {met}", folder.display());
        let edges = table(&folder.join("edges.csv"), "id");
        let (id, edge) = edges.iter().find(|(_, edge)| edge[":TYPE"] == "PRAISED").unwrap();
        let told = run(&["explain", folder.to_str().unwrap(), id], &[]);
        assert!(told.contains(&edge[":TYPE"]) && told.contains(&edge["rule"]), "{}: {told}", folder.display());
    }
}

/// The versions read the same two texts, and merging counts no document twice.
#[test]
fn graphs_of_all_versions_merge() {
    let out = tempfile::tempdir().unwrap();
    let folders = folders();
    let mut paths: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    run(&["merge", "--all", "-o", out.path().join("a").to_str().unwrap()], &paths);
    paths.reverse();
    run(&["merge", "--all", "-o", out.path().join("b").to_str().unwrap()], &paths);
    let nodes = table(&out.path().join("a/nodes.csv"), "id:ID");
    assert_eq!(nodes.values().filter(|row| row[":LABEL"] == "Document").count(), 2);
    for name in ["nodes.csv", "edges.csv", "events.jsonl", "graph.jsonld"] {
        let text = |folder: &str| fs::read_to_string(out.path().join(folder).join(name)).unwrap();
        assert!(text("a") == text("b"), "{name} depends on the order");
    }
    // Where versions tell who somebody is differently, the edge has the id of the person that both come to.
    let claims = |folder: &Path| -> BTreeSet<(String, String)> {
        let edges = table(&folder.join("edges.csv"), "id").into_values();
        edges.map(|edge| (edge[":TYPE"].clone(), edge["evidence"].clone())).collect()
    };
    let merged = claims(&out.path().join("a"));
    for folder in &folders {
        assert!(claims(folder).is_subset(&merged), "{}", folder.display());
    }
}
