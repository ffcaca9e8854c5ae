//! Rows of the tables in; records whose fields have names and types out, for formats that keep a node or an edge with its
//! properties.

use std::io;

use serde_json::{Map, Number, Value};

use super::row::Row;
use super::{EdgeView, NodeView, View, edges_csv, nodes_csv};
use crate::graph::columns::{self, Kind, kind, name};

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// A string, a number, a date or a truth value, as it is written; an empty one is none.
    Text(String),
    /// Strings.
    List(Vec<String>),
}

impl Field {
    /// As one string; lists are parted by `;`.
    pub(super) fn joined(self) -> String {
        match self {
            Field::Text(text) => text,
            Field::List(strings) => strings.join(";"),
        }
    }

    /// As a value of JSON; `None` for what is empty.
    pub(super) fn value(self, kind: Kind) -> Option<Value> {
        match self {
            Field::Text(text) if text.is_empty() => None,
            Field::List(strings) if strings.is_empty() => None,
            Field::List(strings) => Some(Value::from(strings)),
            Field::Text(text) => Some(match kind {
                Kind::Text => Value::String(text),
                Kind::Integer => text.parse::<i64>().map(Value::from).unwrap_or(Value::String(text)),
                Kind::Float => {
                    let number = text.parse().ok().and_then(Number::from_f64);
                    number.map_or(Value::String(text), Value::Number)
                }
                Kind::Boolean => text.parse::<bool>().map(Value::from).unwrap_or(Value::String(text)),
                Kind::List => Value::from(text.split(';').collect::<Vec<_>>()),
            }),
        }
    }
}

/// The fields of one row at a time.
#[derive(Debug, Default)]
pub(super) struct Record {
    fields: Vec<Field>,
}

impl Record {
    /// The fields since the last call.
    pub(super) fn take(&mut self) -> Vec<Field> {
        std::mem::take(&mut self.fields)
    }
}

impl Row for Record {
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.fields.push(Field::Text(text.to_owned()));
        Ok(())
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.text(value)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        self.fields.push(Field::List(strings));
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The rows of a table as objects.
pub(super) struct Rows {
    columns: &'static [&'static str],
    record: Record,
    rows: Vec<Value>,
}

impl Rows {
    /// None yet, of a table with these columns.
    pub(super) fn of(columns: &'static [&'static str]) -> Self {
        Self { columns, record: Record::default(), rows: Vec::new() }
    }

    /// The rows.
    pub(super) fn taken(self) -> Vec<Value> {
        self.rows
    }
}

impl Row for Rows {
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.record.text(text)
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.record.plain(value)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        self.record.list(strings)
    }

    fn end(&mut self) -> io::Result<()> {
        self.rows.push(Value::Object(properties(self.columns, self.record.take())));
        Ok(())
    }
}

/// The properties of a node: the columns of `nodes.csv` that are not empty.
pub(super) fn of_node(node: &NodeView<'_>) -> io::Result<Map<String, Value>> {
    let mut record = Record::default();
    nodes_csv::row(&mut record, node, "")?;
    Ok(properties(&columns::NODES, record.take()))
}

/// The properties of an edge: the columns of `edges.csv` that are not empty.
pub(super) fn of_edge(edge: &EdgeView<'_>, view: &View<'_>) -> io::Result<Map<String, Value>> {
    let mut record = Record::default();
    edges_csv::row(&mut record, edge, view)?;
    Ok(properties(&columns::EDGES, record.take()))
}

/// A row as an object, without what is empty.
pub(super) fn properties(columns: &[&'static str], fields: Vec<Field>) -> Map<String, Value> {
    let properties = columns.iter().zip(fields);
    properties.filter_map(|(column, field)| Some((name(column).to_owned(), field.value(kind(column))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_no_property() {
        let fields = vec![Field::Text("Q1".into()), Field::Text(String::new()), Field::Text("0.5".into())];
        let object = properties(&["id:ID", "name", "confidence:float"], fields);
        assert_eq!(Value::Object(object), serde_json::json!({ "id": "Q1", "confidence": 0.5 }));
    }
}
