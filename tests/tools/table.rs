//! Answers as tables, and tables as Markdown.

use serde_json::Value;

/// An answer: the names of its columns and its rows, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The cells as text; what is missing is empty.
    pub rows: Vec<Vec<String>>,
}

impl Table {
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

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell on one line whose bars and backslashes are its own.
fn escape(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n")
}
