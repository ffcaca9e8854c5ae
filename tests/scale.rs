//! Many documents: what fails is named and costs nothing else; a run that is stopped or killed goes on with nothing lost and
//! nothing twice; the same bytes however it went.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use program::{Files, Folder, files};

/// Documents that tell of the same people and states, some of them the same.
fn documents(count: usize) -> String {
    let states = ["Peru", "Chile", "Norway", "Ghana", "Kenya", "Japan"];
    let acts = ["praised", "criticized", "visited", "attacked"];
    let line = |n: usize| {
        let (one, other, act) = (states[n % 6], states[(n / 6 + n + 1) % 6], acts[n % 4]);
        let text = format!("{one} {act} {other} on Monday. Ada Moe of Norway met Ben Roe in Oslo, envoy {n} said.");
        format!("{{\"id\": \"d{n}\", \"published\": \"2023-03-{:02}\", \"text\": \"{text}\"}}\n", n % 28 + 1)
    };
    (0..count).map(line).collect()
}

const EVERY: [&str; 4] = ["--format", "csv,jsonld,events,parquet", "--all", "--statements"];

/// `extract` of `all.jsonl` into `out`.
fn extract<'a>(further: &[&'a str]) -> Vec<&'a str> {
    [&["extract", "all.jsonl", "-o", "out"], &EVERY[..], further].concat()
}

/// The files of a run that nothing disturbed.
fn undisturbed(folder: &Folder) -> Files {
    let arguments: Vec<&str> = [&["extract", "all.jsonl", "-o", "whole"], &EVERY[..]].concat();
    folder.well(&arguments);
    files(&folder.path("whole"))
}

fn assert_same(found: &Files, expected: &Files) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in found {
        assert!(*bytes == expected[name], "{name} differs");
    }
}

#[test]
fn poisoned_documents_are_named_and_cost_nothing_else() {
    let folder = Folder::new("poison");
    let good = documents(12);
    folder.file("all.jsonl", &good);
    let expected = undisturbed(&folder);
    let poison = [
        "{\"id\": \"half\", \"text\": \"Peru prai".to_owned(),
        "\u{0}\u{1}\u{2}\u{fffd}".to_owned(),
        "{\"id\": \"empty\", \"text\": \" \"}".to_owned(),
        format!("{{\"id\": \"large\", \"text\": \"{}\"}}", "Peru praised Chile. ".repeat(500_000)),
    ];
    let lines: Vec<&str> = good.lines().collect();
    let mixed = lines[..5].iter().copied().chain(poison.iter().map(String::as_str)).chain(lines[5..].iter().copied());
    folder.file("all.jsonl", mixed.collect::<Vec<_>>().join("\n"));
    let run = folder.run(&extract(&[]));
    assert_eq!(run.code, Some(1), "{}", run.err);
    let mut found = files(&folder.path("out"));
    let failed = String::from_utf8(found.remove("failed.jsonl").unwrap()).unwrap();
    let failed: Vec<serde_json::Value> = failed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = failed.iter().map(|one| (one["line"].as_u64(), one["kind"].as_str(), one["read"].as_bool())).collect();
    let kind = |line: u64, kind: &'static str| (Some(line), Some(kind), Some(false));
    assert_eq!(told, [kind(6, "format"), kind(7, "format"), kind(8, "empty"), kind(9, "format")]);
    assert!(failed.iter().all(|one| one["file"] == "all.jsonl" && !one["reason"].as_str().unwrap().is_empty()));
    found.insert("newsgraph.json".into(), expected["newsgraph.json"].clone());
    assert_same(&found, &expected);
}

#[test]
fn doubtful_documents_are_read_and_named() {
    let folder = Folder::new("doubt");
    folder.file(
        "all.jsonl",
        "{\"id\": \"a\", \"text\": \"Peru praised Chile.\"}\n{\"id\": \"a\", \"text\": \"Chile praised Ghana.\"}\n\
         {\"id\": \"b\", \"text\": \"Ghana praised Kenya.\", \"published\": \"1823-03-04\"}\n",
    );
    assert_eq!(folder.run(&extract(&[])).code, Some(1));
    let failed = folder.read("out/failed.jsonl");
    let lines: Vec<serde_json::Value> = failed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = lines.iter().map(|one| (one["id"].as_str().unwrap(), one["read"].as_bool().unwrap())).collect();
    assert_eq!(told, [("a-2", true), ("b", true)], "{failed}");
    assert!(lines.iter().all(|one| one["kind"] == "doubt"));
    assert_eq!(folder.read("out/edges.csv").lines().count(), 4);
    // The next graph has no such file.
    folder.file("all.jsonl", documents(2));
    folder.well(&extract(&[]));
    assert!(!folder.path("out/failed.jsonl").exists());
}

#[test]
fn what_goes_to_disk_gives_the_same_bytes() {
    let folder = Folder::new("spill");
    folder.file("all.jsonl", documents(30));
    let expected = undisturbed(&folder);
    for memory in ["1", "20k", "1G"] {
        folder.well(&extract(&["--memory", memory, "--threads", "2"]));
        assert_same(&files(&folder.path("out")), &expected);
        assert!(!folder.path("out.work").exists(), "the work is done");
    }
}

/// Killed at several moments, each time resumed: nothing is lost and nothing is there twice.
#[test]
fn a_killed_run_goes_on() {
    let folder = Folder::new("killed");
    folder.file("all.jsonl", documents(60));
    let expected = undisturbed(&folder);
    let arguments = extract(&["--resume", "--memory", "1"]);
    let runs = || files(&folder.path("out.work")).keys().filter(|name| name.ends_with(".run")).count();
    let mut killed = 0;
    for wanted in [1, 12, 30] {
        let mut run = folder.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        while runs() < wanted && run.try_wait().unwrap().is_none() {
            assert!(begin.elapsed() < Duration::from_secs(120));
        }
        run.kill().unwrap();
        killed += usize::from(!run.wait().unwrap().success());
    }
    assert_eq!(killed, 3, "no run ended by itself");
    assert!(runs() >= 30 && !folder.path("out").exists());
    // Without the option nothing of it is lost by accident.
    folder.run(&extract(&[])).says(2, &["out.work", "--resume"]);
    // What a dead run has not finished.
    folder.file("out.work/.tmpABC", "half");
    let before = runs();
    folder.well(&arguments);
    assert!(before >= 30 && !folder.path("out.work").exists());
    assert_same(&files(&folder.path("out")), &expected);
}

#[test]
fn work_of_other_inputs_or_that_is_damaged_is_told() {
    let folder = Folder::new("other-work");
    folder.file("all.jsonl", documents(6));
    let expected = undisturbed(&folder);
    // A standard input that does not end.
    let mut run = folder
        .command(&["extract", "-", "-o", "out", "--resume", "--memory", "1", "--input-format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    run.stdin.as_mut().unwrap().write_all(documents(6).as_bytes()).unwrap();
    run.stdin.as_mut().unwrap().flush().unwrap();
    let begin = Instant::now();
    while files(&folder.path("out.work")).len() < 2 {
        assert!(begin.elapsed() < Duration::from_secs(120));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    let resume = |input: &str| folder.run(&["extract", input, "-o", "out", "--resume"]);
    folder.file("one.jsonl", documents(1));
    resume("one.jsonl").says(2, &["not among the inputs", "out.work"]);
    folder.file("names.csv", "name,type\nZorland Steel,organization\n");
    let other = folder.run(&["extract", "all.jsonl", "-o", "out", "--resume", "--gazetteer", "names.csv"]);
    other.says(2, &["with other rules or names"]);
    let first = folder.path("out.work/00000001.run");
    let bytes = fs::read(&first).unwrap();
    let mut changed = bytes.clone();
    let last = changed.len() - 6;
    changed[last] ^= 1;
    fs::write(&first, changed).unwrap();
    resume("all.jsonl").says(2, &["00000001.run", "delete this file"]);
    fs::remove_file(&first).unwrap();
    let arguments = extract(&["--resume"]);
    folder.well(&arguments);
    assert_same(&files(&folder.path("out")), &expected);
}

#[test]
fn control_c_keeps_what_was_read() {
    let folder = Folder::new("interrupt");
    folder.file("all.jsonl", documents(400));
    let expected = undisturbed(&folder);
    for signal in ["INT", "TERM"] {
        let mut run = folder.command(&extract(&["--resume"])).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        let status = Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().unwrap();
        assert!(status.success());
        let mut told = String::new();
        BufReader::new(run.stderr.take().unwrap()).read_line(&mut told).unwrap();
        assert_eq!(run.wait().unwrap().code(), Some(130), "{told}");
        assert!(told.contains("stopped; --resume goes on with what is in out.work"), "{told}");
        assert!(!folder.path("out").exists());
    }
    assert!(!files(&folder.path("out.work")).is_empty());
    folder.well(&extract(&["--resume"]));
    assert_same(&files(&folder.path("out")), &expected);
    assert!(!folder.path("out.work").exists());
}
