//! `newsgraph explain`: why an edge is there, from the CSV of a graph: its claim, who is meant and why, and every sentence
//! that says so with its parts marked, its rule, what decided its truth, and its tree.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::marked::{self, Part};
use super::{Outcome, print, stdout_failed};
use crate::error::{Error, ErrorKind, Result};
use crate::folder::Folder;
use crate::graph::restored;
use crate::terminal::on_one_line;

/// A row of a table by the names of its columns.
type Row = HashMap<String, String>;

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// The folder of the graph.
    pub folder: PathBuf,
    /// The id of the edge.
    pub edge: String,
    /// Whether the tree of every sentence is shown, not of the surest alone.
    pub trees: bool,
}

/// Writes the explanation to standard output.
pub(super) fn run(config: &Config) -> Result<Outcome> {
    let folder = Folder::open(&config.folder)?;
    // Of a meeting or a statement: all its edges, whose sentences are the same.
    let of_node = ["meeting-", "statement-"].iter().any(|kind| config.edge.starts_with(kind));
    let names = |row: &Row| [":START_ID", ":END_ID"].iter().any(|end| row.get(*end) == Some(&config.edge));
    let edges = rows(&folder, "edges.csv", |row| row.get("id") == Some(&config.edge) || of_node && names(row))?;
    let Some(edge) = edges.first() else {
        return Err(Error::new(ErrorKind::Usage, format!("no edge “{}”", config.edge))
            .in_file(config.folder.join("edges.csv"))
            .remedy("its column “id” lists the edges; those outside the plain graph are there with --all"));
    };
    let ends =
        |edge: &Row| [":START_ID", ":END_ID", "attribution", "place"].map(|column| field(edge, column).to_owned());
    let ends: Vec<String> = edges.iter().flat_map(ends).collect();
    let nodes =
        rows(&folder, "nodes.csv", |row| row.get("id:ID").is_some_and(|id| !id.is_empty() && ends.contains(id)))?;
    let mut evidence =
        rows(&folder, "evidence.csv", |row| row.get("edge").map(String::as_str) == Some(field(edge, "id")))?;
    // Stable: of equal confidence the order of the documents and their texts.
    evidence.sort_by_key(|row| Reverse(confidence(row)));
    let mut text = edges.iter().map(|edge| claim(edge, &nodes)).collect::<Vec<_>>().join("\n");
    for (place, row) in evidence.iter().enumerate() {
        mention(row, config.trees || place == 0, &mut text);
    }
    print(&text).map_err(stdout_failed)?;
    Ok(Outcome::Done)
}

/// What the edge says, and who is meant.
fn claim(edge: &Row, nodes: &[Row]) -> String {
    let node = |id: &str| nodes.iter().find(|node| field(node, "id:ID") == id);
    let name = |id: &str| {
        let name = node(id).map(|node| field(node, "name")).filter(|name| !name.is_empty());
        on_one_line(name.unwrap_or(id))
    };
    let (source, target) = (name(field(edge, ":START_ID")), name(field(edge, ":END_ID")));
    let mut text = format!("{source} {} {target}\n", on_one_line(field(edge, ":TYPE")));
    // Writing to a string cannot fail.
    for (label, column) in [
        ("date", "date"),
        ("modality", "modality"),
        ("role", "role"),
        ("PLOVER", "plover"),
        ("CAMEO", "cameo"),
        ("decided", "decision"),
    ] {
        if !field(edge, column).is_empty() {
            let _ = writeln!(text, "  {label:12}{}", on_one_line(field(edge, column)));
        }
    }
    if field(edge, "negated:boolean") == "true" {
        text.push_str("  denied      the text says that it is not so\n");
    }
    let _ = writeln!(text, "  confidence  {}", on_one_line(field(edge, "confidence:float")));
    let ends = [("source", ":START_ID"), ("target", ":END_ID"), ("claimed by", "attribution"), ("place", "place")];
    for (label, column) in ends {
        let id = field(edge, column);
        if !id.is_empty() {
            let _ = writeln!(text, "  {label:12}{}", node(id).map_or_else(|| on_one_line(id), link));
        }
    }
    text
}

/// Who a node is and why: `Peru (Q419, Country, PER), link 0.95: country name`.
fn link(node: &Row) -> String {
    let kind = field(node, ":LABEL").trim_start_matches("Entity;");
    let country = first(node, &["iso3", "country"]);
    let wikidata = Some(field(node, "wikidata")).filter(|item| !item.is_empty() && *item != field(node, "id:ID"));
    let parts = [field(node, "id:ID"), wikidata.unwrap_or_default(), kind, country];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = format!("{} ({})", on_one_line(field(node, "name")), on_one_line(&parts.join(", ")));
    let reason = Some(field(node, "reason")).filter(|reason| !reason.is_empty());
    if field(node, ":LABEL").starts_with("Entity") {
        let reason = reason.map(|reason| format!(": {}", on_one_line(reason))).unwrap_or_default();
        text.push_str(&format!(", link {}{reason}", on_one_line(field(node, "confidence:float"))));
    }
    text
}

/// One sentence that says so.
fn mention(row: &Row, tree: bool, text: &mut String) {
    let (begin, end) = (first(row, &["begin:int", "begin"]), first(row, &["end:int", "end"]));
    let document = on_one_line(field(row, "document"));
    let sentence = field(row, "sentence");
    let parts = parts(row, sentence);
    let place = on_one_line(&format!("{document}, bytes {begin}–{end}"));
    let _ = writeln!(text, "\n{place}\n  {}", marked::sentence(sentence, &parts));
    let _ = writeln!(text, "  rule        {}", on_one_line(field(row, "rule")));
    let _ = writeln!(text, "  confidence  {}", on_one_line(first(row, &["confidence:float", "confidence"])));
    let decided = on_one_line(field(row, "decided"));
    if parts.iter().any(|(name, _)| *name == "trigger") {
        let plain = "nothing in the sentence takes it back";
        let _ = writeln!(text, "  because     {}", if decided.is_empty() { plain } else { &decided });
    }
    if tree && !sentence.is_empty() {
        let _ = write!(text, "  tree\n{}", marked::tree(sentence, &parts, "    "));
    }
}

/// The marked parts of a sentence; where an edge has no trigger, all the words that say so.
fn parts(row: &Row, sentence: &str) -> Vec<Part> {
    let number = |columns: &[&str]| first(row, columns).parse::<usize>().ok();
    let Some(start) = number(&["sentence_begin:int", "sentence_begin"]) else { return Vec::new() };
    let span = |begin: &str, end: &str| {
        let (begin, end) = (number(&[begin])?.checked_sub(start)?, number(&[end])?.checked_sub(start)?);
        (end <= sentence.len()).then_some((begin, end))
    };
    let named = [
        ("source", span("source_begin", "source_end")),
        ("trigger", span("trigger_begin", "trigger_end")),
        ("target", span("target_begin", "target_end")),
    ];
    let mut parts: Vec<Part> = named.into_iter().filter_map(|(name, span)| Some((name, span?))).collect();
    if parts.is_empty() {
        parts.extend(span("begin", "end").map(|span| ("evidence", span)));
    }
    parts
}

/// Thousandths of the confidence of a row.
fn confidence(row: &Row) -> crate::graph::Confidence {
    first(row, &["confidence:float", "confidence"]).parse().unwrap_or_default()
}

fn field<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

fn first<'r>(row: &'r Row, columns: &[&str]) -> &'r str {
    columns.iter().map(|column| field(row, column)).find(|value| !value.is_empty()).unwrap_or_default()
}

/// The rows of a table that pass, each by the names of its columns.
#[allow(clippy::iter_over_hash_type)] // from one map into another
fn rows(folder: &Folder, file: &str, pass: impl Fn(&Row) -> bool) -> Result<Vec<Row>> {
    let path = folder.file(file)?;
    let unreadable = |error: csv::Error| {
        let error = Error::new(ErrorKind::Read, "cannot be read").in_file(&path).caused_by(error);
        error.remedy("give a folder that newsgraph extract wrote with --format csv")
    };
    let mut reader = csv::Reader::from_path(&path).map_err(unreadable)?;
    let mut found = Vec::new();
    for row in reader.deserialize() {
        let row: Row = row.map_err(unreadable)?;
        let row: Row = row.into_iter().map(|(column, value)| (column, restored(&value).into_owned())).collect();
        if pass(&row) {
            found.push(row);
        }
    }
    Ok(found)
}
