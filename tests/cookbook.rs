//! The tasks of `docs/cookbook.md`, done in their order in one folder: files are written as they stand there, lines behind
//! `$` are run, and what they print is what stands below, where `…` is anything.

#![cfg(unix)] // the lines are those of a shell
#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/markdown.rs"]
mod markdown;
#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::path::Path;
use std::process::Command;

use program::{Folder, Run};

/// Whether a text is what is expected of it.
fn fits(text: &str, expected: &str) -> bool {
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        last = Some(part);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || last.is_some_and(|last| text.ends_with(last))
}

#[test]
fn what_is_left_out_may_be_anything() {
    assert!(fits("a b\nc\n", "a b\nc\n") && fits("a b\nc\nd\n", "a …\nd\n") && fits("a\nb\n", "a\n…"));
    assert!(
        !fits("a b\nc\n", "a b\n") && !fits("a b\n", "b\n") && !fits("a\nc\nb\n", "a\n…c\n") && !fits("a\n", "a\n…b\n")
    );
}

#[test]
fn every_task_is_done_as_it_is_told() {
    let text = include_str!("../docs/cookbook.md");
    let folder = Folder::new("cookbook");
    let path =
        format!("{}:{}", Path::new(program::program()).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut lines = 0;
    for block in markdown::blocks(text) {
        if block.language != "console" {
            folder.file(&block.file.unwrap(), &block.code);
            continue;
        }
        for told in block.code.split("$ ").skip(1) {
            let (line, expected) = told.split_once('\n').unwrap();
            let mut shell = Command::new("sh");
            let run =
                Run::of(shell.args(["-c", line]).current_dir(folder.path("")).env("PATH", &path).output().unwrap());
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{line}");
            // Rows of CSV end as RFC 4180 has it.
            assert!(fits(&run.out.replace("\r\n", "\n"), expected), "{line}\n{}", run.out);
            lines += 1;
        }
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("$ newsgraph ")).count(), lines);
    assert_eq!(text.lines().filter(|line| line.starts_with("## ")).count(), 10);
}
