//! Rows of the tables in; records whose fields have names and types out, for formats that keep a node or an edge with its
//! properties.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::row::Row;
use super::{EdgeView, NodeView, View, json, tables};
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
    /// As a value of JSON; `None` for what is empty.
    pub(super) fn value(self, kind: Kind) -> Option<Value> {
        match self {
            Field::Text(text) if text.is_empty() => None,
            Field::List(strings) if strings.is_empty() => None,
            Field::List(strings) => Some(Value::from(strings)),
            Field::Text(text) => match kind {
                Kind::Text => Some(Value::String(text)),
                kind => serde_json::to_value(typed(&text, kind)).ok(),
            },
        }
    }
}

/// A field that is not a list yet, as JSON has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Typed<'t> {
    Integer(i64),
    Float(f64),
    Boolean(bool),
    List(Vec<&'t str>),
    Text(&'t str),
}

fn typed(text: &str, kind: Kind) -> Typed<'_> {
    let typed = match kind {
        Kind::Integer => text.parse().ok().map(Typed::Integer),
        Kind::Float => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Typed::Float),
        Kind::Boolean => text.parse().ok().map(Typed::Boolean),
        Kind::List => Some(Typed::List(text.split(';').collect())),
        Kind::Text => None,
    };
    typed.unwrap_or(Typed::Text(text))
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

/// The rows of a table as a list of JSON: of objects without what is empty.
pub(super) struct Json {
    columns: Vec<(&'static str, Kind)>,
    /// The column of the next field.
    at: usize,
    /// Whether the row has a property.
    begun: bool,
    out: Vec<u8>,
}

impl Json {
    /// None yet, of a table with these columns.
    pub(super) fn of(columns: &[&'static str]) -> Self {
        let columns = columns.iter().map(|column| (name(column), kind(column))).collect();
        Self { columns, at: 0, begun: false, out: Vec::new() }
    }

    /// The list of the rows since the last call; empty for none.
    pub(super) fn take(&mut self) -> io::Result<String> {
        if !self.out.is_empty() {
            self.out.push(b']');
        }
        String::from_utf8(std::mem::take(&mut self.out)).map_err(io::Error::other)
    }

    /// Writes the name of the next column, unless its field is empty; its kind.
    fn property(&mut self, is_empty: bool) -> io::Result<Option<Kind>> {
        let column = self.columns.get(self.at);
        let &(name, kind) = column.ok_or_else(|| io::Error::other("a row with more fields than columns"))?;
        self.at += 1;
        if is_empty {
            return Ok(None);
        }
        self.begin();
        write!(self.out, "\"{name}\":")?;
        Ok(Some(kind))
    }

    /// Writes what stands before a property.
    fn begin(&mut self) {
        let before: &[u8] = match (self.begun, self.out.is_empty()) {
            (true, _) => b",",
            (false, true) => b"[{",
            (false, false) => b",{",
        };
        self.out.extend_from_slice(before);
        self.begun = true;
    }
}

impl Row for Json {
    fn text(&mut self, text: &str) -> io::Result<()> {
        let Some(kind) = self.property(text.is_empty())? else { return Ok(()) };
        json::write(&mut self.out, &typed(text, kind))
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.text(value)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        match self.property(strings.is_empty())? {
            Some(_) => json::write(&mut self.out, &strings),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begin();
        }
        self.out.push(b'}');
        (self.at, self.begun) = (0, false);
        Ok(())
    }
}

/// The properties of a node: the columns of `nodes.csv` that are not empty.
pub(super) fn of_node(node: &NodeView<'_>) -> io::Result<Map<String, Value>> {
    let mut record = Record::default();
    tables::nodes::row(&mut record, node, "")?;
    Ok(properties(&columns::NODES, record.take()))
}

/// The properties of an edge: the columns of `edges.csv` that are not empty.
pub(super) fn of_edge(edge: &EdgeView<'_>, view: &View<'_>) -> io::Result<Map<String, Value>> {
    let mut record = Record::default();
    tables::edges::row(&mut record, edge, view)?;
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
