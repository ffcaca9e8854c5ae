//! Answers as tables: the expected ones are Markdown files in `expected`, one for each question, for a person to
//! review. An expected answer is never rewritten; a test that disagrees shows the table that it got.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::support::root;

/// An answer: the names of its columns and its rows, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The cells as text; what is missing is empty.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The answer to a question that `expected` holds.
    pub fn expected(question: &str) -> Self {
        let path = expected_folder().join(format!("{question}.md"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut lines = text.lines().filter(|line| line.starts_with('|')).map(cells);
        let columns = lines.next().unwrap_or_default();
        Self { columns, rows: lines.skip(1).collect() }
    }

    /// The result of a SELECT query in the SPARQL 1.1 JSON format.
    pub fn from_sparql_json(text: &str) -> Self {
        let result: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let columns: Vec<String> = serde_json::from_value(result["head"]["vars"].clone()).unwrap();
        let cell = |row: &Value, column: &String| text_of(&row[column]["value"]);
        let row = |row: &Value| columns.iter().map(|column| cell(row, column)).collect();
        let rows = result["results"]["bindings"].as_array().unwrap().iter().map(row).collect();
        Self { columns, rows }
    }

    /// Rows of JSON values under their columns.
    pub fn from_values(columns: &[String], rows: &[Vec<Value>]) -> Self {
        let rows = rows.iter().map(|row| row.iter().map(text_of).collect()).collect();
        Self { columns: columns.to_vec(), rows }
    }

    /// As a Markdown table.
    pub fn markdown(&self) -> String {
        let rule = vec!["---".to_owned(); self.columns.len()];
        let lines = [&self.columns, &rule].into_iter().chain(&self.rows);
        lines
            .map(|cells| format!("| {} |\n", cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join(" | ")))
            .collect()
    }
}

/// The questions, by the names of their files: those with an expected answer.
pub fn questions() -> Vec<String> {
    stems(expected_folder(), "md")
}

/// The files of a folder with that extension, without it, sorted.
pub fn stems(folder: PathBuf, extension: &str) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let matching = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let mut stems: Vec<String> = matching.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    stems.sort();
    stems
}

/// Compares answers with the expected ones and panics with all that differ.
pub fn assert_expected(who: &str, answers: impl IntoIterator<Item = (String, Table)>) {
    let differs = |(question, table): (String, Table)| {
        let expected = Table::expected(&question);
        let shown = format!("{question}, {who}:\n\n{}\nexpected:\n\n{}", table.markdown(), expected.markdown());
        (table != expected).then_some(shown)
    };
    let problems: Vec<String> = answers.into_iter().filter_map(differs).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn expected_folder() -> PathBuf {
    root().join("tests/tools/expected")
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('|', "\\|")
}

/// The cells of a line of a Markdown table.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = line.trim().trim_start_matches('|').chars();
    while let Some(character) = characters.next() {
        let cell = cells.last_mut().unwrap();
        match character {
            '\\' => cell.extend(characters.next()),
            '|' => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells.pop();
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn a_table_reads_back() {
    let columns = vec!["a".to_owned(), "b".to_owned()];
    let table = Table { columns, rows: vec![vec!["x | y \\".to_owned(), String::new()]] };
    let lines: Vec<Vec<String>> = table.markdown().lines().map(cells).collect();
    assert_eq!(lines[0], table.columns);
    assert_eq!(lines[2], table.rows[0]);
}
