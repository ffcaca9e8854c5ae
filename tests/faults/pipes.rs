//! Pipes as standard input and output: slow, cut off, closed.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

use super::count::Count;
use super::program::{command, files, files_but_failures, newsgraph};
use super::room::shell;
use super::task::{ensure, message, tasks};

const RECORDS: [&str; 3] = [
    r#"{"id": "a", "text": "Peru praised Chile. Angela Merkel met Emmanuel Macron in Oslo."}"#,
    r#"{"id": "b", "text": "Chile thanked Peru."}"#,
    r#"{"id": "c", "text": "Norway criticized Malta."}"#,
];

/// Runs the program with a standard input that gives `text` in pieces, with time between them.
fn fed(place: &Path, arguments: &[&str], text: &str, pieces: usize, pause: Duration) -> Output {
    let mut run = command(place, arguments);
    run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut run = run.spawn().unwrap();
    let mut input = run.stdin.take().unwrap();
    for piece in text.as_bytes().chunks(text.len().div_ceil(pieces).max(1)) {
        input.write_all(piece).unwrap();
        input.flush().unwrap();
        thread::sleep(pause);
    }
    drop(input);
    run.wait_with_output().unwrap()
}

#[test]
fn a_slow_or_broken_standard_input() {
    let mut count = Count::new("standard input");
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let extract = |out: &'static str| ["extract", "-", "-o", out, "--all"];
    let whole = RECORDS.join("\n") + "\n";
    let at_once = fed(place, &extract("once"), &whole, 1, Duration::ZERO);
    assert!(at_once.status.success(), "{}", message(&at_once));
    let same = |out: &str, expected: &str| {
        let [ours, theirs] = [out, expected].map(|name| files_but_failures(&place.join(name)));
        ensure(ours == theirs, || format!("{out} differs from {expected}"))
    };
    for pieces in [2, 7, 60] {
        let output = fed(place, &extract("slow"), &whole, pieces, Duration::from_millis(5));
        let result = ensure(output.status.success(), || message(&output)).and_then(|()| same("slow", "once"));
        count.add(&format!("{pieces} slow pieces"), result);
    }
    // Who writes dies: what is whole is read, what is not is named.
    let two = fed(place, &extract("two"), &(RECORDS[..2].join("\n") + "\n"), 1, Duration::ZERO);
    assert!(two.status.success(), "{}", message(&two));
    for part in [&RECORDS[2][..1], &RECORDS[2][..20], &RECORDS[2][..RECORDS[2].len() - 1]] {
        let text = format!("{}\n{part}", RECORDS[..2].join("\n"));
        let output = fed(place, &extract("cut"), &text, 3, Duration::from_millis(5));
        let message = message(&output);
        let told = output.status.code() == Some(1) && message.contains("<stdin>:3: byte ");
        count.add(&format!("cut off in {part:?}"), ensure(told, || message).and_then(|()| same("cut", "two")));
    }
    // No standard input at all.
    let output = shell(place, "exec \"$0\" \"$@\" <&-", &extract("none"));
    let told = output.status.code() == Some(1) && message(&output).contains("<stdin>: no text to read");
    count.add("closed", ensure(told && !place.join("none").exists(), || message(&output)));
    count.finish();
}

#[test]
fn a_slow_or_closed_standard_output() {
    let mut count = Count::new("standard output");
    let place = tasks()[1].place();
    let place = place.path();
    // Longer than a pipe holds.
    fs::write(
        place.join("long.txt"),
        "Peru praised Chile, and Angela Merkel met Emmanuel Macron in Oslo.\n\n".repeat(60),
    )
    .unwrap();
    assert!(newsgraph(place, &["extract", "long.txt", "-o", "long"]).status.success());
    let edges = String::from_utf8(files(&place.join("out"))["edges.csv"].clone()).unwrap();
    let edge = edges.lines().nth(1).and_then(|line| line.split(',').nth(3)).unwrap();
    for arguments in [
        &["analyze", "long.txt"][..],
        &["convert", "long", "--to", "jsonld"],
        &["query", "all.rq", "long", "--format", "csv"],
        &["explain", "out", edge],
        &["who", "Wang Wei"],
    ] {
        let expected = newsgraph(place, arguments);
        assert!(expected.status.success(), "{arguments:?}: {}", message(&expected));
        let mut slow = piped(place, arguments);
        let (mut out, mut read) = (slow.stdout.take().unwrap(), Vec::<u8>::new());
        let mut some = vec![0; expected.stdout.len() / 8 + 1];
        while let Ok(length @ 1..) = out.read(&mut some) {
            read.extend(&some[..length]);
            thread::sleep(Duration::from_millis(5));
        }
        let success = slow.wait().unwrap().success();
        count.add(
            &format!("{arguments:?} read slowly"),
            ensure(success && read == expected.stdout, || "differs".to_owned()),
        );
        for bytes in [0, 1] {
            let mut left = piped(place, arguments);
            let mut out = left.stdout.take().unwrap();
            out.read_exact(&mut some[..bytes]).unwrap();
            drop(out);
            let output = left.wait_with_output().unwrap();
            let silent = output.status.success() && output.stderr.is_empty();
            count.add(&format!("{arguments:?} left after {bytes}"), ensure(silent, || message(&output)));
        }
    }
    // What is written does not depend on who listens.
    for task in tasks() {
        let place = task.place();
        let mut left = piped(place.path(), &task.arguments);
        drop(left.stdout.take());
        let output = left.wait_with_output().unwrap();
        let silent = ensure(output.status.success() && output.stderr.is_empty(), || message(&output));
        count.add(&format!("{:?} unheard", task.arguments), silent.and_then(|()| task.is_complete(place.path())));
        let place = task.place();
        let output = shell(place.path(), "exec \"$0\" \"$@\" >&- 2>&-", &task.arguments);
        let success = ensure(output.status.success(), || format!("{}", output.status));
        count.add(
            &format!("{:?} without outputs", task.arguments),
            success.and_then(|()| task.is_complete(place.path())),
        );
    }
    count.finish();
}

fn piped(place: &Path, arguments: &[&str]) -> std::process::Child {
    command(place, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}
