//! A user's own predicates and triggers, from their file through every format and command.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/rules.txt");

const STORY: &str = "Peru spied on Chile. Brazil denied that it had wiretapped Angela Merkel. Norway's espionage against \
                     Sweden ended. Spain lampooned Portugal. Kenya twinned with Malta in May.";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(arguments).current_dir(folder).output().unwrap()
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    out
}

/// Every file of a folder by name.
fn files(folder: PathBuf) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn the_example_comes_out_in_every_format_and_through_every_command() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), STORY).unwrap();
    fs::write(dir.join("b.txt"), "Germany spied on France. Peru praised Chile.").unwrap();
    done(dir, &["extract", "a.txt", "-o", "a", "--rules", RULES, "--all", "--statements"]);
    done(dir, &["extract", "b.txt", "-o", "b", "--rules", RULES, "--all", "--statements"]);
    done(dir, &["extract", "a.txt", "b.txt", "-o", "both", "--rules", RULES, "--all", "--statements"]);
    let file = |name: &str| fs::read_to_string(dir.join("both").join(name)).unwrap();

    let edges = file("edges.csv");
    let row = |kind: &str, end: &str| {
        let found = edges.lines().find(|line| line.contains(kind) && line.contains(end));
        found.unwrap_or_else(|| panic!("no {kind} of {end} in {edges}")).to_owned()
    };
    assert!(row(",SPIED_ON,", "Q419,Q298,").contains(",false,asserted,,,COERCE,176,4,1,1,0.8,secret/spy,"));
    assert!(row(",SPIED_ON,", "Q155,").contains(",true,reported-claim,Q155,"));
    assert!(row(",SPIED_ON,", "Q20,Q34,").contains(",0.8,secret/spy,"));
    assert!(row(",CRITICIZED,", "Q29,Q45,").contains(",mine/mock,"));
    assert!(row(",TWINNED_WITH,", "Q233").contains(",false,asserted,,,,,2,"), "{edges}");
    let predicates = file("predicates.csv");
    assert!(predicates.contains("\nspied-on,SPIED_ON,COERCE,176,4,false,Person|Country|Organization,"), "{predicates}");
    assert!(predicates.contains("\ntwinned-with,TWINNED_WITH,,,2,true,"), "{predicates}");

    let events = file("events.jsonl");
    assert!(events.contains("\"predicate\":\"spied-on\",\"plover\":\"COERCE\",\"cameo\":\"176\""), "{events}");
    assert!(events.contains("\"predicate\":\"twinned-with\",\"plover\":\"\",\"cameo\":\"\""), "{events}");

    let dot = file("graph.dot");
    assert!(dot.contains("label=\"spied on\", color=\"#7b3294\""), "{dot}");
    assert!(dot.contains("<font color=\"#7b3294\"><b>━━</b></font></td><td align=\"left\">spied on</td>"), "{dot}");

    let jsonld: serde_json::Value = serde_json::from_str(&file("graph.jsonld")).unwrap();
    assert_eq!(jsonld["@context"]["spiedOn"]["@id"], "ng:spiedOn");
    let graph = jsonld["@graph"].as_array().unwrap();
    let node = |id: &str| graph.iter().find(|node| node["@id"] == id).unwrap();
    assert_eq!(node("node:Q419")["spiedOn"], "node:Q298");
    assert_eq!(node("ng:spiedOn")["text"], "Watched or listened to the target in secret.");

    done(dir, &["merge", "b", "a", "-o", "merged", "--all", "--statements"]);
    assert!(files(dir.join("merged")) == files(dir.join("both")), "the merged graph differs");
    // As a folder of before the manifest, from which the stream was taken.
    fs::remove_file(dir.join("merged/newsgraph.json")).unwrap();
    fs::remove_file(dir.join("merged/events.jsonl")).unwrap();
    let tables = done(dir, &["convert", "merged", "--to", "jsonld", "--all"]);
    assert!(tables.contains("\"predicate\":\"ng:spiedOn\""), "{tables}");
    fs::write(
        dir.join("q.rq"),
        "PREFIX ng: <https://w3id.org/newsgraph/> SELECT (COUNT(*) AS ?n) { ?a ng:spiedOn ?b }",
    )
    .unwrap();
    assert_eq!(done(dir, &["query", "q.rq", "both", "--format", "csv"]).trim(), "n\r\n3");
    let edge = row(",SPIED_ON,", "Q419,Q298,").split(',').nth(3).unwrap().to_owned();
    let why = done(dir, &["explain", "both", &edge]);
    assert!(why.starts_with("Peru SPIED_ON Chile\n"), "{why}");
    assert!(why.contains("[source: Peru] [trigger: spied] on [target: Chile]."), "{why}");
    let notes = done(dir, &["analyze", "a.txt", "--events", "--rules", RULES]);
    assert!(notes.contains("  event  Peru (Q419) spied-on Chile (Q298)\n"), "{notes}");
}

#[test]
fn graphs_that_define_a_predicate_differently_are_not_merged() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), STORY).unwrap();
    let other = fs::read_to_string(RULES).unwrap().replace("#7b3294", "#000000");
    fs::write(dir.join("other.txt"), other).unwrap();
    done(dir, &["extract", "a.txt", "-o", "a", "--rules", RULES]);
    done(dir, &["extract", "a.txt", "-o", "b", "--rules", "other.txt"]);
    let output = run(dir, &["merge", "a", "b", "-o", "c"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("b/predicates.csv") && err.contains("spied-on is defined twice"), "{err}");
    assert!(!dir.join("c").exists());
    // A folder is believed no more than a file of rules.
    let predicates = fs::read_to_string(dir.join("a/predicates.csv")).unwrap();
    fs::remove_file(dir.join("a/newsgraph.json")).unwrap();
    fs::write(dir.join("a/predicates.csv"), predicates.replace("#7b3294", "#\"\"];evil")).unwrap();
    let err = String::from_utf8(run(dir, &["convert", "a", "--to", "dot"]).stderr).unwrap();
    assert!(err.contains("predicates.csv:2: ") && err.contains("is no color"), "{err}");
}

#[test]
fn without_the_file_there_is_no_such_event_and_no_such_file() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), STORY).unwrap();
    done(dir.path(), &["extract", "a.txt", "-o", "a", "--all"]);
    assert!(!dir.path().join("a/predicates.csv").exists());
    assert!(!fs::read_to_string(dir.path().join("a/events.jsonl")).unwrap().contains("spied-on"));
}

#[test]
fn a_faulty_file_is_named_with_line_and_column_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), STORY).unwrap();
    fs::write(dir.join("mine.txt"), "# mine\n= criticized mine/mock\nv mock : objj\nx\n").unwrap();
    for (rules, parts) in [
        ("mine.txt", &["mine.txt:3:10: “objj” is no slot", "(1 more)", "examples/rules.txt"][..]),
        ("nowhere.txt", &["nowhere.txt: cannot be read"]),
    ] {
        let output = run(dir, &["extract", "a.txt", "-o", "out", "--rules", rules]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
        assert!(parts.iter().all(|part| err.contains(part)), "{err}");
        assert!(!dir.join("out").exists());
    }
    let output = run(dir, &["analyze", "a.txt", "--rules", RULES]);
    assert_eq!(output.status.code(), Some(2));
}
