//! Inputs that grow, shrink, are rewritten, replaced or removed while they are read.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use super::count::Count;
use super::program::{command, files_but_failures, newsgraph};
use super::task::{ensure, message};

/// Something that somebody does to a file.
type Change = (&'static str, fn(&Path));

/// Enough that the program waits for its output to be read long before it has read the file.
const RECORDS: usize = 200;

const CHANGES: [Change; 5] = [
    ("grows", |path| {
        let mut file = File::options().append(true).open(path).unwrap();
        file.write_all(record("grown", 0).as_bytes()).unwrap();
    }),
    ("shrinks", |path| {
        let file = File::options().write(true).open(path).unwrap();
        // At the end of a line, so that nothing in it tells.
        let half = fs::read(path).unwrap()[..RECORDS / 2 * record("a", 0).len()].len();
        file.set_len(half as u64).unwrap();
    }),
    ("is rewritten", |path| {
        let mut file = File::options().write(true).open(path).unwrap();
        let other: String = (0..RECORDS).map(|number| record("b", number)).collect();
        file.write_all(other.as_bytes()).unwrap();
    }),
    ("is replaced", |path| {
        let other = path.with_extension("other");
        fs::write(&other, record("other", 0)).unwrap();
        fs::rename(other, path).unwrap();
    }),
    ("is removed", |path| fs::remove_file(path).unwrap()),
];

/// A record of some length, most of which is no text.
fn record(id: &str, number: usize) -> String {
    let padding = "x".repeat(4000 - id.len());
    format!("{{\"id\": \"{id}-{number:04}\", \"text\": \"Peru met Chile.\", \"padding\": \"{padding}\"}}\n")
}

fn lines(path: &Path) {
    fs::write(path, (0..RECORDS).map(|number| record("a", number)).collect::<String>()).unwrap();
}

/// An archive whose files are not packed, so that bytes of anything else are text as well.
fn archive(path: &Path) {
    let mut archive = zip::ZipWriter::new(File::create(path).unwrap());
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::STORE);
    for number in 0..RECORDS {
        archive.start_file(format!("{number:04}.jsonl"), stored).unwrap();
        archive.write_all(record("a", number).as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// The program stands still in the middle of the file, since nobody reads what it writes; then the file is changed.
#[test]
fn an_input_that_changes_while_it_is_read() {
    let mut count = Count::new("input that changes");
    let place = tempfile::tempdir().unwrap();
    for (name, make) in [("news.jsonl", lines as fn(&Path)), ("news.zip", archive)] {
        let path = place.path().join(name);
        make(&path);
        let undisturbed = newsgraph(place.path(), &analyze(name)).stdout;
        for (what, change) in CHANGES {
            make(&path);
            let output = changed(&path, || change(&path));
            let lines = |text: &[u8]| text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
            let message = message(&output);
            let result = match what {
                // The file that was opened is read to its end.
                "is replaced" | "is removed" => {
                    ensure(output.status.success() && message.is_empty() && output.stdout == undisturbed, || {
                        format!("{}: {message}", output.status)
                    })
                }
                // What stands behind the directory of an archive is not read.
                "grows" if name == "news.zip" => {
                    ensure(output.stdout == undisturbed, || format!("{}: {message}", output.status))
                }
                _ => {
                    let told = output.status.code() == Some(1)
                        && message.contains(name)
                        && message.contains("somebody wrote to");
                    // The documents of an archive are whole or none.
                    let whole = name != "news.zip" || {
                        let known = lines(&undisturbed);
                        lines(&output.stdout).iter().all(|line| known.contains(line))
                    };
                    ensure(told && whole, || format!("{}, {whole}: {}", output.status, last_lines(&message)))
                }
            };
            count.add(&format!("{name} {what}"), result);
        }
    }
    count.finish();
}

fn analyze(name: &str) -> [&str; 6] {
    ["analyze", name, "--format", "json", "--threads", "1"]
}

/// The output of a run that is held up in the middle of a file until `change` is done.
fn changed(path: &Path, change: impl Fn()) -> Output {
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut run = command(path.parent().unwrap(), &analyze(name));
    let mut run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0];
    run.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    change();
    let mut output = run.wait_with_output().unwrap();
    output.stdout.insert(0, first[0]);
    output
}

fn last_lines(message: &str) -> String {
    message.lines().rev().take(3).collect::<Vec<_>>().join(" / ")
}

/// The inputs are listed; while standard input is waited for, one of them changes; then it is opened.
#[test]
fn an_input_that_is_gone_before_its_turn() {
    let mut count = Count::new("input that is gone before its turn");
    let changes: [Change; 4] = [
        ("is removed", |path| fs::remove_file(path).unwrap()),
        ("becomes a folder", |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
        ("is emptied", |path| fs::write(path, "").unwrap()),
        ("becomes a link to nowhere", |path| {
            fs::remove_file(path).unwrap();
            std::os::unix::fs::symlink("nowhere", path).unwrap();
        }),
    ];
    for (what, change) in changes {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        let late = place.join("late.txt");
        fs::write(&late, "Norway praised Malta.").unwrap();
        fs::write(place.join("next.txt"), "Peru thanked Chile.").unwrap();
        let arguments = ["extract", "-", "late.txt", "next.txt", "-o", "out", "--threads", "1"];
        let mut run = command(place, &arguments);
        let mut run = run.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        // More than a pipe holds: when it is written, the run has begun to read.
        run.stdin.as_mut().unwrap().write_all(&[b'\n'; 1 << 18]).unwrap();
        change(&late);
        run.stdin.take().unwrap().write_all(b"Chile met Malta.\n").unwrap();
        let output = run.wait_with_output().unwrap();
        let told = output.status.code() == Some(1) && message(&output).contains("late.txt: ");
        let result = ensure(told, || format!("{}: {}", output.status, message(&output))).and_then(|()| {
            // The others count as if it were not there.
            let _ = fs::remove_file(&late);
            fs::write(place.join("stdin.txt"), "\n".repeat(1 << 18) + "Chile met Malta.\n").unwrap();
            let rest = newsgraph(place, &["extract", "stdin.txt", "next.txt", "-o", "rest"]);
            ensure(rest.status.success(), || message(&rest))?;
            ensure(files_but_failures(&place.join("out")) == files_but_failures(&place.join("rest")), || {
                "the others do not count".to_owned()
            })
        });
        count.add(what, result);
    }
    count.finish();
}
