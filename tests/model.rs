//! The model as the program runs it: the same bytes on every path through the processor and beside any other document,
//! unread where nothing is analyzed, CoNLL-U that holds what the format asks, and hostile text in bounded memory.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use newsgraph::ingest::Document;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsgraph");

fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

/// Runs the program on a path of the processor, the best one where it is empty.
fn run(simd: &str, arguments: &[&str], inputs: &[PathBuf]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).args(inputs).env_remove("NEWSGRAPH_SIMD");
    if !simd.is_empty() {
        command.env("NEWSGRAPH_SIMD", simd);
    }
    command.output().unwrap()
}

/// The output of a run that must succeed.
fn printed(simd: &str, arguments: &[&str], inputs: &[PathBuf]) -> String {
    let output = run(simd, arguments, inputs);
    assert!(output.status.success(), "{simd}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_path_prints_the_bytes_of_the_portable_one() {
    let expected = printed("portable", &["analyze"], &texts());
    assert!(expected.contains("NER=B-PER"));
    let mut paths = vec![""];
    #[cfg(target_arch = "x86_64")]
    {
        let avx512 = is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni");
        paths.extend(
            [("avx2", is_x86_feature_detected!("avx2")), ("avx512", avx512)].iter().filter(|p| p.1).map(|p| p.0),
        );
    }
    for path in paths {
        assert!(printed(path, &["analyze"], &texts()) == expected, "“{path}” differs");
    }
}

#[test]
fn what_stands_beside_a_document_does_not_change_it() {
    let together = printed("", &["analyze", "--threads", "2"], &texts());
    let alone: String = texts().into_iter().map(|path| printed("", &["analyze", "--threads", "1"], &[path])).collect();
    assert!(together == alone);
}

/// A name of no path makes the model fail, so what succeeds has not touched the weights.
#[test]
fn the_weights_are_read_for_text_alone() {
    let folder = std::env::temp_dir().join(format!("newsgraph-model-weights-{}", std::process::id()));
    let graph = folder.join("graph");
    let text = &texts()[..1];
    printed("", &["extract", "-o", graph.to_str().unwrap()], text);
    fs::write(folder.join("all.rq"), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").unwrap();
    printed("none", &["query"], &[folder.join("all.rq"), graph.clone()]);
    printed("none", &["convert", "--to", "jsonld"], std::slice::from_ref(&graph));
    printed("none", &["merge", "-o", folder.join("merged").to_str().unwrap()], std::slice::from_ref(&graph));
    printed("none", &["--help"], &[]);
    printed("none", &["analyze", "--help"], &[]);
    for arguments in [&["analyze"][..], &["extract", "-o", folder.join("none").to_str().unwrap()]] {
        let output = run("none", arguments, text);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains("NEWSGRAPH_SIMD is “none”") && message.contains("portable"), "{message}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The rows of a sentence.
fn assert_valid(comments: &[&str], rows: &[Vec<&str>], characters: &[char]) {
    let text = comments.iter().find_map(|line| line.strip_prefix("# text = ")).unwrap();
    assert!(comments.iter().any(|line| line.starts_with("# sent_id = ")), "{text}");
    assert!(rows.iter().all(|row| row.len() == 10 && row.iter().all(|column| !column.is_empty())), "{text}");
    let words: Vec<_> = rows.iter().filter(|row| !row[0].contains('-')).collect();
    let heads: Vec<usize> = words.iter().map(|row| row[6].parse().unwrap()).collect();
    let (mut rebuilt, mut covered, mut name) = (String::new(), 0, "O".to_owned());
    let mut number = 0;
    for row in rows {
        let misc = |key: &str| row[9].split('|').find_map(|item| item.strip_prefix(key)?.strip_prefix('='));
        let (begin, end) = misc("TokenRange").unwrap().split_once(':').unwrap();
        let range = begin.parse::<usize>().unwrap()..end.parse::<usize>().unwrap();
        let surface: String = characters[range].iter().collect();
        let mut form = row[1].to_owned();
        form.retain(|c| !c.is_whitespace());
        assert_eq!(surface.split_whitespace().collect::<String>(), form, "{text}");
        if let Some((first, last)) = row[0].split_once('-') {
            assert_eq!(first.parse::<usize>().unwrap(), number + 1, "{text}");
            covered = last.parse().unwrap();
            assert!(covered > number + 1 && row[2..9].iter().all(|column| *column == "_"), "{text}");
        } else {
            number += 1;
            assert_eq!(row[0].parse::<usize>().unwrap(), number, "{text}");
            let tag = misc("NER").unwrap_or("O");
            assert!(!tag.starts_with("I-") || name[1..] == tag[1..], "{text}: {tag} after {name}");
            name = tag.to_owned();
            assert_eq!(row[7] == "root", row[6] == "0", "{text}");
        }
        if row[0].contains('-') || number > covered {
            rebuilt.push_str(row[1]);
            rebuilt.push_str(if misc("SpaceAfter") == Some("No") { "" } else { " " });
        }
    }
    assert_eq!(rebuilt.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1, "{text}");
    for mut word in 1..=heads.len() {
        let mut steps = 0;
        while word != 0 {
            word = heads[word - 1];
            steps += 1;
            assert!(steps <= heads.len(), "a cycle in: {text}");
        }
    }
}

#[test]
fn the_conllu_is_valid() {
    for path in texts() {
        let text = fs::read_to_string(&path).unwrap();
        let output = printed("", &["analyze"], std::slice::from_ref(&path));
        let id = path.file_stem().unwrap().to_str().unwrap();
        assert!(output.starts_with(&format!("# newdoc id = {id}\n")) && output.ends_with("\n\n"));
        let characters: Vec<char> = text.chars().collect();
        let mut tokens = String::new();
        for sentence in output.trim_end().split("\n\n") {
            let (comments, rows): (Vec<_>, Vec<_>) = sentence.lines().partition(|line| line.starts_with('#'));
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split('\t').collect()).collect();
            assert_valid(&comments, &rows, &characters);
            tokens.extend(rows.iter().filter(|row| !row[0].contains('-')).map(|row| row[1]));
        }
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        assert!(solid(&tokens) == solid(&text), "{id}: not every character stands in one word");
    }
}

/// Text of one kind without end is analyzed in under an eighth of a gigabyte of data, which the system enforces.
#[test]
#[cfg(target_os = "linux")]
fn hostile_text_is_analyzed_in_bounded_memory() {
    let folder = std::env::temp_dir().join(format!("newsgraph-model-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let story = "The mayor of Oslo met the mayor of Lima, and they agreed.\n";
    let cases = [
        ("article", story.repeat((1 << 18) / story.len())),
        ("line", "word ".repeat(50_000)),
        ("quotes", "“".repeat(10_000)),
        ("plain-quotes", "\" ".repeat(10_000)),
        ("token", "x".repeat(1 << 17)),
        ("emoji", "👍🏽\u{200D}🇳".repeat(5_000)),
        ("zero-width", "a\u{200B}\u{FEFF}\u{2060}".repeat(10_000)),
        ("right-to-left", "\u{202E}שלום עולם ".repeat(5_000)),
        ("marks", format!("Peru {}", "\u{301}".repeat(30_000))),
    ];
    for (name, text) in cases {
        let (path, begin) = (folder.join(format!("{name}.txt")), std::time::Instant::now());
        fs::write(&path, format!("{text}\n\nPeru praised Chile.\n")).unwrap();
        let script = "ulimit -d 131072 && exec \"$0\" analyze --threads 1 \"$1\"";
        let output = Command::new("sh").args(["-c", script, PROGRAM]).arg(&path).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(printed.contains("\tpraised\t"), "{name}: the good line after it is lost");
        assert!(begin.elapsed().as_secs() < 600, "{name}: {:?}", begin.elapsed());
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_empty_document_has_no_sentences() {
    assert!(newsgraph::analyze::analyze(&Document::new("d", "")).sentences.is_empty());
}
