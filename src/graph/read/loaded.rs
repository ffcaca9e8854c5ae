//! A graph in another format than CSV in; its tables, a row a record of strings, out. What is known of it stands in the columns of
//! [`mod@columns`], as if it came from CSV.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::tables::{Row, not_a_row};
use crate::Result;
use crate::graph::columns;

/// The tables of a graph, by the names of their files without the ending.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The file that they were in, or the folder.
    path: PathBuf,
    tables: BTreeMap<&'static str, Vec<StringRecord>>,
}

impl Loaded {
    /// No table yet, of that file.
    pub(super) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), tables: BTreeMap::new() }
    }

    /// Adds a row, of which `get` knows the fields by the names of properties.
    pub(super) fn add(&mut self, table: &'static str, get: impl Fn(&str) -> Option<String>) {
        let fields = columns(table).iter().map(|column| get(columns::name(column)).unwrap_or_default());
        self.tables.entry(table).or_default().push(fields.collect());
    }

    /// Adds rows that stand in JSON as a list of objects.
    pub(super) fn add_list(&mut self, table: &'static str, text: &str) -> std::result::Result<(), serde_json::Error> {
        let rows: Vec<serde_json::Map<String, Value>> = serde_json::from_str(text)?;
        rows.iter().for_each(|row| self.add_object(table, row));
        Ok(())
    }

    /// Adds a row that is an object of JSON.
    pub(super) fn add_object(&mut self, table: &'static str, row: &serde_json::Map<String, Value>) {
        self.add(table, |name| row.get(name).map(joined));
    }

    /// The file that they were in, or the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a row of the table.
    pub(super) fn has(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|rows| !rows.is_empty())
    }

    /// The rows of a table; their lines are their places.
    pub(super) fn rows<T: DeserializeOwned>(&self, table: &str) -> Result<Vec<Row<T>>> {
        let headers: StringRecord = columns(table).iter().copied().collect();
        let records = self.tables.get(table).map_or(&[][..], Vec::as_slice).iter();
        let row = |(line, record): (u64, &StringRecord)| match record.deserialize(Some(&headers)) {
            Ok(value) => Ok(Row { line, value }),
            Err(error) => Err(not_a_row(&self.path, error)),
        };
        (1..).zip(records).map(row).collect()
    }
}

/// The columns of a table.
fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "nodes" | "folded" => &columns::NODES,
        "edges" => &columns::EDGES,
        "evidence" => &columns::EVIDENCE,
        "mentions" => &columns::MENTIONS,
        "predicates" => &columns::PREDICATES,
        "decisions" => &columns::DECISIONS,
        _ => &columns::EVENTS,
    }
}

/// A value of JSON as a field of CSV.
fn joined(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(joined).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
