//! The name of a target, or none for all, and minutes in; a table of executions and findings out. The fuzzer needs a nightly
//! compiler and cargo-fuzz; what it finds is kept in `tests/findings`, which the ordinary tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::{root, run};

/// The compiler that the fuzzers were last run with; a later one will do.
const NIGHTLY: &str = "nightly-2026-05-20";

/// What an input may have: 64 kB, 512 MB and a second, which are five in a program that watches each of its steps.
const LIMITS: [&str; 4] = ["-max_len=65536", "-rss_limit_mb=512", "-timeout=5", "-print_final_stats=1"];

/// How many inputs a process has before another takes over: rules that are read stay in memory as long as the program runs.
const MOST: u64 = 100_000;

/// Every target with its dictionary.
const TARGETS: [(&str, &str); 32] = [
    ("any", "text"),
    ("coding", "text"),
    ("conllu", "conllu"),
    ("csv", "table"),
    ("decisions", "table"),
    ("email", "mail"),
    ("events", "json"),
    ("folder", "table"),
    ("gazetteer", "table"),
    ("graphml", "xml"),
    ("html", "html"),
    ("json", "json"),
    ("jsonl", "json"),
    ("jsonld", "json"),
    ("manifest", "json"),
    ("markdown", "markup"),
    ("mbox", "mail"),
    ("mcp", "json"),
    ("mhtml", "mail"),
    ("parquet", "table"),
    ("rtf", "markup"),
    ("rules", "rules"),
    ("sgml", "xml"),
    ("sparql", "sparql"),
    ("story", "markup"),
    ("text", "text"),
    ("tsv", "table"),
    ("turtle", "sparql"),
    ("views", "table"),
    ("warc", "warc"),
    ("words", "text"),
    ("xml", "xml"),
];

/// What came of one target.
struct Outcome {
    executions: u64,
    seconds: u64,
    /// The inputs that it did not stand, as files.
    findings: Vec<PathBuf>,
}

/// Runs one target or all, so many minutes each; whether nothing was found.
pub fn run(only: Option<&str>, minutes: f64) -> bool {
    let chosen: Vec<_> = TARGETS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect();
    if chosen.is_empty() {
        eprintln!("no such target; there are {}", TARGETS.map(|(name, _)| name).join(", "));
        return false;
    }
    let Some(program) = build() else { return false };
    println!("{:<10} {:>12} {:>8} {:>9}", "target", "executions", "minutes", "findings");
    let mut clean = true;
    for (name, dictionary) in chosen {
        let outcome = fuzz(&program, name, dictionary, minutes);
        let found = outcome.findings.len();
        println!("{name:<10} {:>12} {:>8.1} {found:>9}", outcome.executions, outcome.seconds as f64 / 60.0);
        outcome.findings.iter().for_each(|file| println!("  {}", file.display()));
        clean &= found == 0;
    }
    if !clean {
        println!("\nMend what they bring out, then put them into tests/findings/TARGET, where the tests run them.");
    }
    clean
}

/// Builds the fuzzers; says what is missing.
fn build() -> Option<PathBuf> {
    let Ok(version) = run::output(Command::new("rustc").args(["+nightly", "-vV"])) else {
        eprintln!("fuzzing needs a nightly compiler, {NIGHTLY} or later: rustup toolchain install nightly");
        return None;
    };
    if run::quiet(Command::new("cargo").args(["fuzz", "--version"])).is_err() {
        eprintln!("fuzzing needs cargo-fuzz: cargo install cargo-fuzz --locked");
        return None;
    }
    let mut command = Command::new("cargo");
    command.args(["+nightly", "fuzz", "build", "--codegen-units", "16", "target"]).current_dir(root());
    let built = command.stdin(Stdio::null()).status().is_ok_and(|status| status.success());
    let host = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    built.then(|| root().join("fuzz/target").join(host).join("release/target"))
}

/// Runs one target. The corpus that it makes is kept from run to run beside the seeds, which are part of the repository.
fn fuzz(program: &Path, name: &str, dictionary: &str, minutes: f64) -> Outcome {
    let folder = root().join("fuzz");
    let (corpus, findings) = (folder.join("corpus").join(name), folder.join("artifacts").join(name));
    for made in [&corpus, &findings] {
        let _ = fs::create_dir_all(made);
    }
    let before = files(&findings);
    let seeds = [corpus, folder.join("seeds").join(name), root().join("tests/findings").join(name)];
    let (begin, limit) = (Instant::now(), (minutes * 60.0).ceil() as u64);
    let mut executions = 0;
    while let Some(left @ 1..) = limit.checked_sub(begin.elapsed().as_secs()) {
        let mut command = Command::new(program);
        // what the sanitizer keeps of freed memory is not the program's
        command
            .env("NEWSGRAPH_FUZZ", name)
            .env("ASAN_OPTIONS", "detect_leaks=0:quarantine_size_mb=32")
            .current_dir(&folder);
        if Path::new("/dev/shm").is_dir() {
            command.env("TMPDIR", "/dev/shm");
        }
        command.args(LIMITS).arg(format!("-max_total_time={left}")).arg(format!("-runs={MOST}"));
        command.arg(format!("-dict=dictionaries/{dictionary}.dict"));
        command.arg(format!("-artifact_prefix={}/", findings.display()));
        // Known inputs are tried first.
        command.args(seeds.iter().filter(|folder| folder.is_dir()));
        let output = command.stdin(Stdio::null()).output().map(|output| output.stderr).unwrap_or_default();
        let output = String::from_utf8_lossy(&output);
        let count = output.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        executions += count.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or(0);
        if files(&findings) != before || !output.contains(&format!("Done {MOST}")) {
            break;
        }
    }
    let seconds = begin.elapsed().as_secs();
    let new = files(&findings).into_iter().filter(|file| !before.contains(file));
    Outcome { executions, seconds, findings: new.collect() }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds_and_a_dictionary() {
        for (name, dictionary) in TARGETS {
            let folder = root().join("fuzz");
            assert!(!files(&folder.join("seeds").join(name)).is_empty(), "no seeds of {name}");
            assert!(folder.join("dictionaries").join(format!("{dictionary}.dict")).is_file(), "{name}: {dictionary}");
        }
    }
}
