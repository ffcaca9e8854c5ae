//! A folder of news texts in; how time, memory and size grow with the number of documents and of edges out, as tables with
//! the exponent of each.
//!
//! A document is made of sentences drawn from all texts, so that no two are alike and people, places and acts are those of
//! news. An exponent is the slope of the logarithms, by least squares: 1 where a cost grows with the corpus, 0 where it
//! does not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{root, run};

/// How many documents, and from where on `--long` is needed.
const DOCUMENTS: [(usize, bool); 4] = [(100, false), (1_000, false), (10_000, true), (100_000, true)];

/// How many edges.
const EDGES: [(usize, bool); 4] = [(10_000, false), (100_000, false), (1_000_000, true), (10_000_000, true)];

/// The greatest exponents of time and memory.
const MOST: [f64; 2] = [1.05, 0.3];

/// How many sentences a document has.
const SENTENCES: usize = 14;

/// What a run cost.
struct Cost {
    count: usize,
    seconds: f64,
    megabytes: f64,
    written: u64,
}

/// Where sentences come from if nobody says: from the corpora, or where these are not from the articles of the viewer.
pub fn texts() -> PathBuf {
    let corpora = root().join("../shared/data");
    if corpora.is_dir() { corpora } else { root().join("docs") }
}

/// Measures the reading of documents and what is done with graphs; whether the exponents are within bounds.
pub fn measure(texts: &Path, long: bool) -> bool {
    if run::quiet(Command::new("cargo").args(["build", "--release"]).current_dir(root())).is_err() {
        eprintln!("the release build fails");
        return false;
    }
    let sentences = sentences(texts);
    if sentences.len() < 30 {
        eprintln!("{} has too few sentences: give a folder of JSONL with texts, or of CoNLL-U", texts.display());
        return false;
    }
    let folder = std::env::temp_dir().join(format!("newsgraph-curves-{}", std::process::id()));
    let _ = fs::create_dir_all(&folder);
    println!("documents of {SENTENCES} sentences, drawn from {}", sentences.len());
    let within = documents(&folder, &sentences, long) & edges(&folder, long);
    let _ = fs::remove_dir_all(&folder);
    within
}

fn sizes(all: &[(usize, bool)], long: bool) -> impl Iterator<Item = usize> {
    all.iter().filter(move |(_, is_long)| long || !is_long).map(|(count, _)| *count)
}

fn documents(folder: &Path, sentences: &[String], long: bool) -> bool {
    let mut costs = Vec::new();
    for count in sizes(&DOCUMENTS, long) {
        let (input, output) = (folder.join("news.jsonl"), folder.join("graph"));
        let _ = fs::write(&input, corpus(sentences, count));
        let arguments = [
            "extract",
            &input.to_string_lossy(),
            "-o",
            &output.to_string_lossy(),
            "--format",
            "csv,events",
            "--memory",
            "64M",
        ]
        .map(str::to_owned);
        costs.extend(cost(count, &arguments, &output));
    }
    table("documents to a graph", &costs, Some(MOST))
}

/// How much memory graphs get, and how much the smallest, so that it is sorted on disk as the larger ones are.
const MEMORY: [&str; 2] = ["64M", "1M"];

/// Merge, filter and export of graphs of many edges, which have no text, from disk.
fn edges(folder: &Path, long: bool) -> bool {
    let mut costs: [(&str, Vec<Cost>); 4] =
        [("merge with itself", vec![]), ("filter by predicate", vec![]), ("export", vec![]), ("a batch more", vec![])];
    for count in sizes(&EDGES, long) {
        let (graph, output) = (folder.join(format!("kept-{count}")), folder.join("out"));
        if let Err(error) = keep(&graph, &folder.join("batch"), count) {
            eprintln!("{error}");
            return false;
        }
        let (graph, output_name) = (graph.to_string_lossy().into_owned(), output.to_string_lossy().into_owned());
        let batch = folder.join("batch").to_string_lossy().into_owned();
        let memory = if count == EDGES[0].0 { MEMORY[1] } else { MEMORY[0] };
        let written = |format| ["-o", &output_name, format, "csv", "--memory", memory];
        let merge = [&["merge", &graph, &graph][..], &written("--format")].concat();
        let filter = [&["convert", &graph, "--predicates", "praised"][..], &written("--to")].concat();
        let export = [&["convert", &graph][..], &written("--to")].concat();
        let more = vec!["merge", &batch, "--into", &graph];
        let _ = fs::remove_dir_all(&batch);
        if let Err(error) = make(Path::new(&batch), BATCH[0], count, count) {
            eprintln!("{error}");
            return false;
        }
        for ((_, costs), arguments) in costs.iter_mut().zip([merge, filter, export, more]) {
            let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
            costs.extend(cost(count, &arguments, &output));
        }
        let _ = fs::remove_dir_all(&graph);
    }
    // the smaller graphs do not fill the memory yet, and a batch more costs what the batch does: they hold no exponent
    let most = long.then_some(MOST);
    costs
        .iter()
        .zip([most, most, most, None])
        .fold(true, |within, ((what, costs), most)| within & table(&format!("edges: {what}"), costs, most))
}

/// How many edges are added to a graph at once, where its cost is measured and at most.
const BATCH: [usize; 2] = [10_000, 100_000];

/// Makes a graph of so many edges that is kept on disk.
fn keep(graph: &Path, batch: &Path, count: usize) -> Result<(), String> {
    let step = count.min(BATCH[1]);
    for first in (0..count).step_by(step) {
        make(batch, step, first, count)?;
        let mut add = Command::new(root().join("target/release/newsgraph"));
        run::quiet(add.arg("merge").arg(batch).arg("--into").arg(graph))?;
        let _ = fs::remove_dir_all(batch);
    }
    Ok(())
}

fn make(batch: &Path, edges: usize, first: usize, all: usize) -> Result<(), String> {
    let mut make = Command::new("python3");
    make.arg(root().join("xtask/bench/formats.py")).arg("--make").arg(batch);
    run::quiet(make.args([edges, first, all].map(|number| number.to_string())))
}

/// Runs the program; `None` where it fails.
fn cost(count: usize, arguments: &[String], output: &Path) -> Option<Cost> {
    let mut command = Command::new("python3");
    command.arg(root().join("xtask/bench/measure.py")).arg(root().join("target/release/newsgraph")).args(arguments);
    let printed = match run::output(&mut command) {
        Ok(printed) => printed,
        Err(error) => {
            eprintln!("{count}: {error}");
            return None;
        }
    };
    let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, megabytes, ..] = numbers[..] else { return None };
    let size = |entry: fs::DirEntry| entry.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let written = fs::read_dir(output).into_iter().flatten().flatten().map(size).sum();
    let _ = fs::remove_dir_all(output);
    Some(Cost { count, seconds, megabytes, written })
}

/// Prints the costs with their exponents; whether these are within bounds.
fn table(what: &str, costs: &[Cost], most: Option<[f64; 2]>) -> bool {
    println!("\n{what}\n{:>10} {:>10} {:>10} {:>12}", "count", "CPU s", "peak MB", "output MB");
    for cost in costs {
        let written = cost.written as f64 / 1e6;
        println!("{:>10} {:>10.2} {:>10.0} {written:>12.2}", cost.count, cost.seconds, cost.megabytes);
    }
    let of = |measure: fn(&Cost) -> f64| exponent(costs.iter().map(|cost| (cost.count as f64, measure(cost))));
    let found = [of(|cost| cost.seconds), of(|cost| cost.megabytes), of(|cost| cost.written as f64)];
    println!("{:>10} {:>10.2} {:>10.2} {:>12.2}", "exponent", found[0], found[1], found[2]);
    most.is_none_or(|most| most.iter().zip(found).all(|(most, found)| found <= *most))
}

/// The slope of the logarithms.
fn exponent(points: impl Iterator<Item = (f64, f64)>) -> f64 {
    let points: Vec<(f64, f64)> = points.map(|(x, y)| (x.ln(), y.max(1e-9).ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let (mut over, mut under) = (0.0, 0.0);
    for point in &points {
        over += (point.0 - x) * (point.1 - y);
        under += (point.0 - x).powi(2);
    }
    over / under
}

/// The sentences of all texts of a folder: of CoNLL-U as they are parted, of JSONL by their marks.
fn sentences(folder: &Path) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    for path in files {
        let name = path.to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if name.ends_with(".conllu") {
            sentences.extend(text.lines().filter_map(|line| line.strip_prefix("# text = ")).map(str::to_owned));
        } else if name.ends_with(".jsonl") {
            for record in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
                let text = record.get("text").and_then(Value::as_str).unwrap_or_default();
                let parts = text.split_inclusive(". ").flat_map(|part| part.split('\n'));
                sentences.extend(parts.map(str::trim).filter(|part| part.ends_with('.')).map(str::to_owned));
            }
        }
    }
    sentences.retain(|sentence| (30..400).contains(&sentence.len()));
    sentences.sort();
    sentences.dedup();
    sentences
}

/// Documents of sentences that are drawn anew for each, a line each; the same for the same sentences.
fn corpus(sentences: &[String], count: usize) -> String {
    let mut state = 16_u64;
    let mut draw = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut lines = String::new();
    for number in 0..count {
        let text: Vec<&str> = (0..SENTENCES).map(|_| sentences[draw(sentences.len())].as_str()).collect();
        let day = format!("2023-{:02}-{:02}", draw(12) + 1, draw(28) + 1);
        let record = serde_json::json!({"id": format!("d{number}"), "published": day, "text": text.join(" ")});
        lines.push_str(&format!("{record}\n"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponent_is_that_of_the_power() {
        let power = |exponent: f64| [10.0_f64, 100.0, 1000.0].map(|x| (x, 3.0 * x.powf(exponent))).into_iter();
        assert!([0.0, 0.3, 1.0, 2.0].iter().all(|one| (exponent(power(*one)) - one).abs() < 1e-9));
    }

    #[test]
    fn documents_are_drawn_the_same_each_time() {
        let sentences: Vec<String> = (0..50).map(|n| format!("Sentence {n}.")).collect();
        assert_eq!(corpus(&sentences, 3), corpus(&sentences, 3));
        assert_eq!(corpus(&sentences, 3).lines().count(), 3);
    }
}
