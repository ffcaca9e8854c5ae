//! Fields of rows in, whatever file they go into: the tables of a graph say once what stands in which column, and CSV,
//! Parquet, GraphML and the formats of property graphs take it from there.

use std::collections::BTreeSet;
use std::io;

use compact_str::ToCompactString;

/// Takes the fields of rows, in the order of the columns.
pub(crate) trait Row {
    /// Adds a field of text to the row; an empty one is none.
    fn text(&mut self, text: &str) -> io::Result<()>;

    /// Adds a number, a date or a truth value, as it is written; an empty one is none.
    fn plain(&mut self, value: &str) -> io::Result<()>;

    /// Adds an array of strings, none of which has a `;`, sorted and each once.
    fn list(&mut self, strings: Vec<String>) -> io::Result<()>;

    /// Ends the row.
    fn end(&mut self) -> io::Result<()>;
}

impl dyn Row + '_ {
    /// Adds a field of text, none for `None`.
    pub(super) fn maybe(&mut self, text: Option<&str>) -> io::Result<()> {
        self.text(text.unwrap_or_default())
    }

    /// Adds a number, a date or a truth value.
    pub(super) fn value(&mut self, value: impl ToCompactString) -> io::Result<()> {
        self.plain(&value.to_compact_string())
    }

    /// Adds a number or a date, none for `None`.
    pub(super) fn maybe_value(&mut self, value: Option<impl ToCompactString>) -> io::Result<()> {
        match value {
            Some(value) => self.value(value),
            None => self.plain(""),
        }
    }

    /// Adds an array of strings.
    pub(super) fn array<'s>(&mut self, strings: impl Iterator<Item = &'s str>) -> io::Result<()> {
        let strings: BTreeSet<String> = strings.map(|string| string.replace(';', ",")).collect();
        self.list(strings.into_iter().collect())
    }
}
