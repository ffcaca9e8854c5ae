//! The Parquet files of a folder in; the tables of a graph out.

use std::borrow::Cow;
use std::fs::File;
use std::thread;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use super::loaded::Loaded;
use crate::folder::Folder;
use crate::{Error, ErrorKind, Result};

/// The tables, and which of them must be there.
const TABLES: [(&str, &str, bool); 8] = [
    ("nodes", "nodes.parquet", true),
    ("edges", "edges.parquet", true),
    ("evidence", "evidence.parquet", true),
    ("mentions", "mentions.parquet", false),
    ("folded", "folded.parquet", false),
    ("predicates", "predicates.parquet", false),
    ("decisions", "decisions.parquet", false),
    ("events", "events.parquet", false),
];

/// The name of the thread that tables are read in: the crate panics on some bytes that are none.
pub(crate) const THREAD: &str = "newsgraph-parquet";

/// Reads the tables.
///
/// # Errors
/// [`ErrorKind::Read`] for a table that is missing, [`ErrorKind::Format`] for what is no Parquet.
pub(super) fn read(folder: &Folder) -> Result<Loaded> {
    let broken = || Error::new(ErrorKind::Format, "no table in Parquet").in_file(folder.dir());
    thread::scope(|scope| {
        let reading = thread::Builder::new().name(THREAD.into()).spawn_scoped(scope, || tables(folder));
        let reading = reading.map_err(|error| broken().caused_by(error))?;
        reading.join().unwrap_or_else(|_| Err(broken().remedy("write the folder anew")))
    })
}

fn tables(folder: &Folder) -> Result<Loaded> {
    let mut loaded = Loaded::of(folder.dir());
    for (table, name, _) in TABLES.into_iter().filter(|(_, name, needed)| *needed || folder.has(name)) {
        let path = folder.file(name)?;
        let file = File::open(&path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(&path).caused_by(error))?;
        let bad = |error: parquet::errors::ParquetError| {
            Error::new(ErrorKind::Format, "no table in Parquet").in_file(&path).caused_by(error)
        };
        let reader = SerializedFileReader::new(file).map_err(bad)?;
        for row in reader.get_row_iter(None).map_err(bad)? {
            let row = row.map_err(bad)?;
            let fields: Vec<(&String, &Field)> = row.get_column_iter().collect();
            loaded.add(table, |wanted| fields.iter().find(|(name, _)| *name == wanted).map(|(_, field)| text(field)));
        }
    }
    Ok(loaded)
}

/// A value as a field of CSV.
fn text(field: &Field) -> Cow<'_, str> {
    match field {
        Field::Null => Cow::Borrowed(""),
        Field::Str(text) => Cow::Borrowed(text),
        Field::ListInternal(list) => Cow::Owned(list.elements().iter().map(text).collect::<Vec<_>>().join(";")),
        Field::Bool(truth) => Cow::Owned(truth.to_string()),
        Field::Long(number) => Cow::Owned(number.to_string()),
        Field::Int(number) => Cow::Owned(number.to_string()),
        Field::Double(number) => Cow::Owned(number.to_string()),
        Field::Float(number) => Cow::Owned(number.to_string()),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()),
        other => Cow::Owned(other.to_string()),
    }
}
