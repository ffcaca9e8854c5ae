//! A folder of scorers and corpora, and names of rules, in; what changes in the scores where each rule of `src/events` is
//! switched off out, as a table. The program that is measured is built once, of a copy in which every rule has a switch.

mod switches;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::{crates, reproduce, root, run, source, tools_folder};
use switches::Switch;

/// Whose rules these are.
const READER: &str = "src/events";

/// Name, program in `eval`, and what it is to score, below the folder of corpora.
const SCORERS: [(&str, &str, &[&str]); 9] = [
    ("items", "score_items.py", &["data/events/dev.jsonl"]),
    ("articles", "score_items.py", &["data/events/articles-dev.jsonl", "--macro"]),
    ("training articles", "score_items.py", &["data/events/articles-train.jsonl", "--macro"]),
    ("gold", "run_gold.py", &["gold"]),
    ("plover", "run_gsr.py", &["data/plover/gsr-dev.jsonl"]),
    ("families", "score_truth.py", &["data/truth/dev.jsonl"]),
    ("re3d", "score_re3d.py", &["data/re3d/dev.jsonl"]),
    ("guard", "check_cases.py", &["cases/guard.jsonl"]),
    ("cases", "check_cases.py", &["cases/dev.jsonl", "--part", "events"]),
];

/// All figures of all scorers, by name.
type Scores = BTreeMap<String, f64>;

/// Measures the rules that are named (a function, a part of a path, `file.rs:LINE`), or all; whether that could be done.
pub fn ablate(corpora: &Path, names: &[&str]) -> bool {
    let table = missing(corpora).and_then(|()| table(corpora, names));
    if let Err(reason) = &table {
        eprintln!("{reason}");
    }
    table.is_ok()
}

/// An error where a scorer or what it scores is not there.
fn missing(corpora: &Path) -> Result<(), String> {
    let needed = SCORERS.iter().flat_map(|(_, program, of)| [format!("eval/{program}"), of[0].to_owned()]);
    match needed.into_iter().find(|path| !corpora.join(path).exists()) {
        Some(path) => Err(format!(
            "{} is missing; ablation needs the folder of scorers and corpora",
            corpora.join(path).display()
        )),
        None => Ok(()),
    }
}

fn table(corpora: &Path, names: &[&str]) -> Result<(), String> {
    let (binary, switches) = build()?;
    let notes = binary.with_file_name("reached");
    let _ = fs::remove_file(&notes);
    let whole = score(&binary, corpora, &[("NEWSGRAPH_REACHED", notes.as_os_str().to_owned())])?;
    let notes = fs::read_to_string(&notes).map_err(|error| format!("cannot read {}: {error}", notes.display()))?;
    let reached: BTreeSet<usize> = notes.lines().filter_map(|line| line.parse().ok()).collect();
    println!("{} rules, {} of them met in the corpora", switches.len(), reached.len());
    let chosen = switches
        .iter()
        .enumerate()
        .filter(|(_, switch)| names.is_empty() || names.iter().any(|name| is_meant(switch, name)));
    for (number, switch) in chosen {
        let changes = if reached.contains(&number) {
            let without = score(&binary, corpora, &[("NEWSGRAPH_OFF", number.to_string().into())])?;
            changes(&whole, &without)
        } else {
            "never met".to_owned()
        };
        println!("{}:{} {} · {}\n    {changes}", switch.file, switch.line, switch.function, switch.what);
    }
    Ok(())
}

fn is_meant(switch: &Switch, name: &str) -> bool {
    switch.function == name || switch.file.contains(name) || format!("{}:{}", switch.file, switch.line).ends_with(name)
}

/// What the scores lose (−) or gain (+) without the rule.
fn changes(whole: &Scores, without: &Scores) -> String {
    let change = |(name, before): (&String, &f64)| {
        let change = without.get(name).copied().unwrap_or(0.0) - before;
        (change.abs() > 1e-9).then(|| format!("{name} {change:+.4}"))
    };
    let changes: Vec<_> = whole.iter().filter_map(change).collect();
    if changes.is_empty() { "nothing changes".to_owned() } else { changes.join(", ") }
}

/// Builds a copy of the repository with its switches.
fn build() -> Result<(PathBuf, Vec<Switch>), String> {
    let folder = tools_folder().with_file_name("ablate");
    let copy = folder.join("source");
    let mut files = BTreeMap::new();
    for name in reproduce::tracked()? {
        let content = fs::read(root().join(&name)).map_err(|error| format!("cannot read {name}: {error}"))?;
        files.insert(name, content);
    }
    let mut switches = Vec::new();
    for file in source::read(&root(), READER)? {
        let text = switches::instrumented(&file, &mut switches);
        files.insert(file.name, text.into_bytes());
    }
    files.entry("src/lib.rs".to_owned()).or_default().extend(b"\nmod ablation;\n");
    files.insert("src/ablation.rs".to_owned(), switches::MODULE.into());
    for (name, content) in &files {
        write(&copy.join(name), content).map_err(|error| format!("cannot write {name}: {error}"))?;
    }
    println!("building in {}", folder.display());
    let target = folder.join("target");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(["build", "--release", "--locked", "--bin", crates::PROGRAM]).current_dir(&copy);
    run::quiet(command.env("CARGO_TARGET_DIR", &target))?;
    Ok((target.join("release").join(format!("{}{}", crates::PROGRAM, std::env::consts::EXE_SUFFIX)), switches))
}

/// Writes a file unless it has this content already, so that only what changed is compiled.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, content)
}

/// Runs all scorers at once.
fn score(binary: &Path, corpora: &Path, environment: &[(&str, OsString)]) -> Result<Scores, String> {
    let one = |(name, program, of): &(&str, &str, &[&str])| {
        let mut command = Command::new("python3");
        command.arg(corpora.join("eval").join(program)).arg(binary).arg(corpora.join(of[0])).args(&of[1..]);
        command.arg("--json").envs(environment.iter().map(|(key, value)| (key, value)));
        let printed = run::output(&mut command).map_err(|error| format!("{name}: {error}"))?;
        let json = printed.lines().rev().find_map(|line| serde_json::from_str(line).ok());
        let json: Value = json.ok_or_else(|| format!("{name}: {program} printed no JSON"))?;
        let mut scores = Scores::new();
        flatten(name, &json, &mut scores);
        Ok::<_, String>(scores)
    };
    let all = thread::scope(|scope| {
        let runs = SCORERS.each_ref().map(|scorer| scope.spawn(|| one(scorer)));
        runs.map(|run| run.join().unwrap_or_else(|_| Err("a scorer panicked".to_owned())))
    });
    let mut scores = Scores::new();
    for of in all {
        scores.extend(of?);
    }
    Ok(scores)
}

/// Figures by their place; precision and recall and what they are made of follow from one another, F1 tells.
fn flatten(name: &str, value: &Value, into: &mut Scores) {
    match value {
        Value::Number(number) => drop(into.insert(name.to_owned(), number.as_f64().unwrap_or(0.0))),
        Value::Object(fields) => {
            let is_told = |key: &str| !["P", "R", "tp", "fp", "fn"].contains(&key);
            let told = fields.iter().filter(|(key, _)| is_told(key));
            told.for_each(|(key, value)| flatten(&format!("{name} {key}"), value, into));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_told_with_its_sign_and_what_is_missing_by_name() {
        let scores = |f1: f64| {
            let mut scores = Scores::new();
            flatten("items", &serde_json::json!({"events": {"F1": f1, "tp": 3}, "truth": 0.5}), &mut scores);
            scores
        };
        assert_eq!(changes(&scores(0.75), &scores(0.5)), "items events F1 -0.2500");
        assert_eq!(changes(&scores(0.75), &scores(0.75)), "nothing changes");
        assert!(missing(Path::new("/nowhere")).unwrap_err().contains("/nowhere/eval/score_items.py is missing"));
    }
}
