//! A graph in; the rows of one of its tables as values out, for programs that take no file.

use std::io;

use serde_json::Value;

use super::record::Record;
use super::row::Row;
use super::tables::{self, Table};
use super::{Options, View};
use crate::graph::Folded;
use crate::graph::columns::{self, Kind};
use crate::{Error, ErrorKind, Result};

/// A table of a graph. A value has the type of its column; what is empty is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedTable {
    /// The names of the columns, and their types.
    pub columns: Vec<(&'static str, Kind)>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Option<Value>>>,
}

/// The names of all tables: those of the files that hold them, without the ending.
pub fn table_names() -> impl Iterator<Item = &'static str> {
    tables::ALL.iter().map(|table| table.name)
}

/// The table of that name, as the options show the graph.
///
/// # Errors
/// [`ErrorKind::Usage`] for a name that no table has.
pub fn table(graph: &Folded<'_>, options: &Options, name: &str) -> Result<TypedTable> {
    let Some(table) = tables::ALL.into_iter().find(|table| table.name == name) else {
        let known = table_names().collect::<Vec<_>>().join(", ");
        return Err(Error::new(ErrorKind::Usage, format!("“{name}” is no table")).remedy(format!("use one of {known}")));
    };
    let mut rows = Rows::of(table);
    (table.rows)(&View::new(graph, options), &mut rows)
        .map_err(|error| Error::new(ErrorKind::Internal, "a table cannot be made").caused_by(error))?;
    let columns = table.columns.iter().map(|column| columns::name(column)).zip(rows.kinds).collect();
    Ok(TypedTable { columns, rows: rows.rows })
}

/// Takes the fields of rows.
struct Rows {
    kinds: Vec<Kind>,
    /// The row that is not whole yet.
    record: Record,
    rows: Vec<Vec<Option<Value>>>,
}

impl Rows {
    fn of(table: &Table) -> Self {
        let kinds = table.columns.iter().map(|column| columns::kind(column)).collect();
        Self { kinds, record: Record::default(), rows: Vec::new() }
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
        let fields = self.record.take().into_iter().zip(&self.kinds);
        self.rows.push(fields.map(|(field, kind)| field.value(*kind)).collect());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::KnowledgeGraph;
    use crate::ingest::Document;
    use crate::read_document;

    #[test]
    fn values_have_the_types_of_their_columns() {
        let graph = read_document(&Document::new("a", "Peru praised Chile in Lima."));
        let table = |name| table(&graph.folded(), &Options::default(), name).unwrap();
        let edges = table("edges");
        let of = |name: &str| {
            let place = edges.columns.iter().position(|(column, _)| *column == name).unwrap();
            edges.rows[0][place].clone()
        };
        assert_eq!((of("type"), of("negated")), (Some("PRAISED".into()), Some(false.into())));
        assert_eq!((of("support"), of("role")), (Some(1.into()), None));
        assert!(table("nodes").rows.len() >= 3);
        for name in table_names() {
            let table = table(name);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{name}");
        }
    }

    #[test]
    fn a_table_that_is_none_is_told() {
        let graph = KnowledgeGraph::new();
        let error = table(&graph.folded(), &Options::default(), "people").unwrap_err().to_string();
        assert!(error.contains("nodes, edges"), "{error}");
    }
}
