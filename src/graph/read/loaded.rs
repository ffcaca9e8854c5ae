//! A graph in another format than CSV in; its tables out, as CSV in memory. What is known of it stands in the columns of
//! [`mod@columns`], as if it came from CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::graph::columns;

/// The tables of a graph, by the names of their files without the ending.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The file that they were in, or the folder.
    path: PathBuf,
    tables: BTreeMap<&'static str, csv::Writer<Vec<u8>>>,
}

impl Loaded {
    /// No table yet, of that file.
    pub(super) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), tables: BTreeMap::new() }
    }

    /// Adds a row, of which `get` knows the fields by the names of properties.
    pub(super) fn add<'f>(&mut self, table: &'static str, get: impl Fn(&str) -> Option<Cow<'f, str>>) {
        let fields = columns::of(table).names.iter().map(|name| get(name).unwrap_or_default());
        self.add_fields(table, fields);
    }

    /// Adds a row of so many fields as the table has columns.
    pub(super) fn add_fields(&mut self, table: &'static str, fields: impl Iterator<Item = impl AsRef<str>>) {
        let headed = || {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let _in_memory = writer.write_record(columns::of(table).columns);
            writer
        };
        let writer = self.tables.entry(table).or_insert_with(headed);
        // Writing into memory does not fail, and all rows have the fields of the header.
        fields.for_each(|field| drop(writer.write_field(field.as_ref())));
        drop(writer.write_record(None::<&[u8]>));
    }

    /// Adds rows that stand in JSON as a list of objects.
    pub(super) fn add_list(&mut self, table: &'static str, text: &str) -> std::result::Result<(), serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(text);
        (&mut json).deserialize_seq(List { loaded: self, table })?;
        json.end()
    }

    /// Adds a row that is an object of JSON.
    pub(super) fn add_object(&mut self, table: &'static str, row: &serde_json::Map<String, Value>) {
        self.add(table, |name| row.get(name).map(|value| Cow::Owned(joined(value.clone()))));
    }

    /// The file that they were in, or the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a row of the table.
    pub(super) fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    /// The table as CSV; it is empty from now on.
    pub(super) fn take(&mut self, table: &str) -> Vec<u8> {
        self.tables.remove(table).and_then(|writer| writer.into_inner().ok()).unwrap_or_default()
    }
}

/// Reads a list of objects as rows.
struct List<'l> {
    loaded: &'l mut Loaded,
    table: &'static str,
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let names = columns::of(self.table).names;
        let mut fields = vec![String::new(); names.len()];
        while rows.next_element_seed(Fields { names, fields: &mut fields })?.is_some() {
            self.loaded.add_fields(self.table, fields.iter());
            fields.iter_mut().for_each(String::clear);
        }
        Ok(())
    }
}

/// Reads an object as the fields of the columns.
struct Fields<'l> {
    names: &'static [&'static str],
    fields: &'l mut [String],
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, row: D) -> Result<(), D::Error> {
        row.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        while let Some(key) = row.next_key::<Cow<'_, str>>()? {
            let place = self.names.iter().position(|name| *name == key);
            match place.and_then(|place| self.fields.get_mut(place)) {
                Some(field) => *field = row.next_value::<Value>().map(joined)?,
                None => drop(row.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A value of JSON as a field of CSV.
fn joined(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(values) => values.into_iter().map(joined).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
