//! `newsgraph explain`: why an edge is there: its claim and every sentence that says so, from the CSV of a graph.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Outcome, stdout_failed};
use crate::error::{Error, ErrorKind, Result};

/// A row of a table by the names of its columns.
type Row = HashMap<String, String>;

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// The folder of the graph.
    pub folder: PathBuf,
    /// The id of the edge.
    pub edge: String,
}

/// Writes the explanation to standard output.
pub(super) fn run(config: &Config) -> Result<Outcome> {
    let edges = rows(&config.folder, "edges.csv", |row| row.get("id") == Some(&config.edge))?;
    let Some(edge) = edges.first() else {
        return Err(Error::new(ErrorKind::Usage, format!("no edge “{}”", config.edge))
            .in_file(config.folder.join("edges.csv"))
            .remedy("its column “id” lists the edges"));
    };
    let ends = [":START_ID", ":END_ID", "attribution", "place"].map(|column| field(edge, column).to_owned());
    let nodes = rows(&config.folder, "nodes.csv", |row| {
        row.get("id:ID").is_some_and(|id| !id.is_empty() && ends.contains(id))
    })?;
    let evidence = rows(&config.folder, "evidence.csv", |row| row.get("edge") == Some(&config.edge))?;
    let text = explanation(edge, &nodes, &evidence);
    io::stdout().lock().write_all(text.as_bytes()).map_err(stdout_failed)?;
    Ok(Outcome::Done)
}

fn explanation(edge: &Row, nodes: &[Row], evidence: &[Row]) -> String {
    let name = |id: &str| {
        let node = nodes.iter().find(|node| field(node, "id:ID") == id);
        node.map(|node| field(node, "name")).filter(|name| !name.is_empty()).unwrap_or(id).to_owned()
    };
    let (source, target) = (name(field(edge, ":START_ID")), name(field(edge, ":END_ID")));
    let mut text = format!("{source} {} {target}\n", field(edge, ":TYPE"));
    // Writing to a string cannot fail.
    for (label, column) in
        [("date", "date"), ("modality", "modality"), ("role", "role"), ("PLOVER", "plover"), ("CAMEO", "cameo")]
    {
        if !field(edge, column).is_empty() {
            let _ = writeln!(text, "  {label:12}{}", field(edge, column));
        }
    }
    for (label, column) in [("claimed by", "attribution"), ("place", "place")] {
        if !field(edge, column).is_empty() {
            let _ = writeln!(text, "  {label:12}{}", name(field(edge, column)));
        }
    }
    if field(edge, "negated:boolean") == "true" {
        text.push_str("  denied      the text says that it is not so\n");
    }
    let _ = writeln!(text, "  confidence  {}", field(edge, "confidence:float"));
    for row in evidence {
        let get = |column: &str| field(row, column);
        let (begin, end) = (first(row, &["begin:int", "begin"]), first(row, &["end:int", "end"]));
        let confidence = first(row, &["confidence:float", "confidence"]);
        let (document, sentence, rule) = (get("document"), get("sentence"), get("rule"));
        let _ = writeln!(text, "\n{document}, bytes {begin}–{end}, rule {rule}, confidence {confidence}\n  {sentence}");
    }
    text
}

fn field<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

fn first<'r>(row: &'r Row, columns: &[&str]) -> &'r str {
    columns.iter().map(|column| field(row, column)).find(|value| !value.is_empty()).unwrap_or_default()
}

/// The rows of a table that pass, each by the names of its columns.
fn rows(folder: &Path, file: &str, pass: impl Fn(&Row) -> bool) -> Result<Vec<Row>> {
    let path = folder.join(file);
    let unreadable = |error: csv::Error| {
        let error = Error::new(ErrorKind::Read, "cannot be read").in_file(&path).caused_by(error);
        error.remedy("give a folder that newsgraph extract wrote with --format csv")
    };
    let mut reader = csv::Reader::from_path(&path).map_err(unreadable)?;
    let mut found = Vec::new();
    for row in reader.deserialize() {
        let row: Row = row.map_err(unreadable)?;
        if pass(&row) {
            found.push(row);
        }
    }
    Ok(found)
}
