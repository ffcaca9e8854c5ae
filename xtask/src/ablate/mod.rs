//! A folder of scorers and corpora, and names of rules, in; what changes where each rule of `src/events` is switched off
//! out, as a table: for all rules what the texts say, for those that are named the scores, too. The program that is
//! measured is built once, of a copy in which every rule has a switch.

mod switches;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::{crates, reproduce, root, run, source, tools_folder};
use switches::Switch;

/// Whose rules these are.
const READER: &str = "src/events";

/// The example of the instrumented copy that measures all rules.
const DRIVER: &str = "ablation";

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

/// Texts that no scorer reads, below the folder of corpora: what was written or annotated to train with, and news without
/// annotation.
const MORE_TEXTS: [&str; 4] = [
    "data/events/train.jsonl",
    "data/events/written-train.jsonl",
    "data/current-events/items.jsonl",
    "data/wikinews/articles.jsonl",
];

/// All figures of all scorers, by name.
type Scores = BTreeMap<String, f64>;

/// The program in which every rule has a switch.
struct Instrumented {
    program: PathBuf,
    /// `driver.rs`.
    driver: PathBuf,
    switches: Vec<Switch>,
}

/// Measures all rules by what the texts say, or those that are named (a function, a part of a path, `file.rs:LINE`) by the
/// scores; whether that could be done.
pub fn ablate(corpora: &Path, names: &[&str]) -> bool {
    let table = missing(corpora).and_then(|()| {
        let instrumented = build()?;
        if names.is_empty() { all(corpora, &instrumented) } else { named(corpora, &instrumented, names) }
    });
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

/// What the texts say more or less without each rule; those without which they say the same come first.
fn all(corpora: &Path, instrumented: &Instrumented) -> Result<(), String> {
    let texts = instrumented.driver.with_file_name("texts.jsonl");
    let count = write_texts(corpora, &texts)?;
    println!("reading {count} texts");
    let file = fs::File::open(&texts).map_err(|error| format!("cannot read {}: {error}", texts.display()))?;
    let mut driver = Command::new(&instrumented.driver);
    let output = driver.stdin(file).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cannot run {}: {error}", instrumented.driver.display()))?;
    let mut worth = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let of: Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        worth.insert(of["rule"].as_u64().unwrap_or_default() as usize, of);
    }
    if !output.status.success() || worth.is_empty() {
        return Err(format!("{} failed: {}", instrumented.driver.display(), output.status));
    }
    let number = |rule: usize, field: &str| worth.get(&rule).map_or(0, |of| of[field].as_u64().unwrap_or_default());
    let mut rules: Vec<usize> = (0..instrumented.switches.len()).collect();
    rules.sort_by_key(|&rule| (number(rule, "changed"), number(rule, "met")));
    let idle = |met: bool| {
        rules.iter().filter(|&&rule| number(rule, "changed") == 0 && (number(rule, "met") > 0) == met).count()
    };
    println!("{} rules: {} never met, {} change nothing", rules.len(), idle(false), idle(true));
    println!("   met changed    lost  gained   plain");
    for rule in rules {
        let Switch { file, line, function, what } = &instrumented.switches[rule];
        let plain = worth
            .get(&rule)
            .map_or(0, |of| of["plain"][0].as_u64().unwrap_or(0) + of["plain"][1].as_u64().unwrap_or(0));
        let [met, changed, lost, gained] = ["met", "changed", "lost", "gained"].map(|field| number(rule, field));
        let example = worth.get(&rule).and_then(|of| of["example"].as_str()).unwrap_or_default();
        println!(
            "{met:>6} {changed:>7} {lost:>7} {gained:>7} {plain:>7}  {file}:{line} {function} · {what}  {example}"
        );
    }
    Ok(())
}

/// Writes the texts of all corpora as one file of JSONL; how many.
fn write_texts(corpora: &Path, into: &Path) -> Result<usize, String> {
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
    let scored = SCORERS.iter().map(|(_, _, of)| of[0]);
    let mut texts = String::new();
    for path in scored.chain(MORE_TEXTS).map(|name| corpora.join(name)) {
        if path.is_dir() {
            let mut files: Vec<_> =
                fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
            files.sort();
            for file in files {
                let line = serde_json::json!({"id": file.file_stem().map(|name| name.to_string_lossy()), "text": read(&file)?});
                texts += &format!("{line}\n");
            }
        } else {
            texts += &read(&path)?;
        }
    }
    fs::write(into, &texts).map_err(|error| format!("cannot write {}: {error}", into.display()))?;
    Ok(texts.lines().count())
}

/// What the scores lose or gain without each rule that is named.
fn named(corpora: &Path, instrumented: &Instrumented, names: &[&str]) -> Result<(), String> {
    let whole = score(&instrumented.program, corpora, None)?;
    let is_meant = |switch: &Switch| names.iter().any(|name| is_meant(switch, name));
    for (number, switch) in instrumented.switches.iter().enumerate().filter(|(_, switch)| is_meant(switch)) {
        let without = score(&instrumented.program, corpora, Some(number))?;
        let changes = changes(&whole, &without);
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
fn build() -> Result<Instrumented, String> {
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
    files.entry("src/lib.rs".to_owned()).or_default().extend(b"\npub mod ablation;\n");
    files.insert("src/ablation.rs".to_owned(), switches::MODULE.into());
    files.insert(format!("examples/{DRIVER}.rs"), include_bytes!("driver.rs").into());
    for (name, content) in &files {
        write(&copy.join(name), content).map_err(|error| format!("cannot write {name}: {error}"))?;
    }
    println!("building in {}", folder.display());
    let target = folder.join("target");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(["build", "--release", "--locked", "--bin", crates::PROGRAM, "--example", DRIVER]).current_dir(&copy);
    run::quiet(command.env("CARGO_TARGET_DIR", &target))?;
    let built = |folder: &str, name: &str| target.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let (program, driver) = (built("release", crates::PROGRAM), built("release/examples", DRIVER));
    Ok(Instrumented { program, driver, switches })
}

/// Writes a file unless it has this content already, so that only what changed is compiled.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, content)
}

/// Runs all scorers at once, without a rule or with all.
fn score(binary: &Path, corpora: &Path, off: Option<usize>) -> Result<Scores, String> {
    let one = |(name, program, of): &(&str, &str, &[&str])| {
        let mut command = Command::new("python3");
        command.arg(corpora.join("eval").join(program)).arg(binary).arg(corpora.join(of[0])).args(&of[1..]);
        command.arg("--json").envs(off.map(|rule| ("NEWSGRAPH_OFF", rule.to_string())));
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
