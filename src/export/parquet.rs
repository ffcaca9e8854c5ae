//! A graph in; its tables as Parquet out, for DuckDB, pandas, Polars and Spark: those of CSV, and the stream of events.
//!
//! Columns have the types that their names tell; what is empty is null, lists are lists. Columns are written as they are,
//! with dictionaries and without compression, in groups of so many rows as are held in memory at once.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::pieces::Pieces;
use super::row::Row;
use super::tables::{self, Table};
use super::{Export, ExportPieces, View};
use crate::graph::columns::{self, Kind};
use crate::provenance::Provenance;

/// Writer of one table.
pub(super) struct Parquet {
    table: &'static Table,
    file_name: &'static str,
}

pub(super) const NODES: Parquet = Parquet { table: &tables::NODES, file_name: "nodes.parquet" };
pub(super) const EDGES: Parquet = Parquet { table: &tables::EDGES, file_name: "edges.parquet" };
pub(super) const EVIDENCE: Parquet = Parquet { table: &tables::EVIDENCE, file_name: "evidence.parquet" };
pub(super) const MENTIONS: Parquet = Parquet { table: &tables::MENTIONS, file_name: "mentions.parquet" };
pub(super) const FOLDED: Parquet = Parquet { table: &tables::FOLDED, file_name: "folded.parquet" };
pub(super) const PREDICATES: Parquet = Parquet { table: &tables::PREDICATES, file_name: "predicates.parquet" };
pub(super) const DECISIONS: Parquet = Parquet { table: &tables::DECISIONS, file_name: "decisions.parquet" };
pub(super) const EVENTS: Parquet = Parquet { table: &tables::EVENTS, file_name: "events.parquet" };

/// How many rows a group has.
const ROWS: usize = 1 << 16;

impl Export for Parquet {
    fn file_name(&self) -> &'static str {
        self.file_name
    }

    fn purpose(&self) -> &'static str {
        "a table for DuckDB, pandas, Polars or Spark"
    }

    fn is_empty(&self, view: &View<'_>) -> bool {
        self.table.is_empty(view)
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = Writer::new(self.table, out)?;
        (self.table.rows)(view, &mut writer)?;
        writer.finish()
    }

    fn in_pieces(&self) -> Option<&dyn ExportPieces> {
        Some(self)
    }
}

impl ExportPieces for Parquet {
    fn write_pieces(&self, pieces: &Pieces<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = Writer::new(self.table, out)?;
        self.table.rows_of(pieces, &mut writer)?;
        writer.finish()
    }
}

/// What the writer of the crate, which wants what threads may share, has written.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The values of a column in the group that is not written yet.
#[derive(Default)]
struct Column {
    texts: Vec<ByteArray>,
    integers: Vec<i64>,
    floats: Vec<f64>,
    truths: Vec<bool>,
    /// Of each value, or of what has none: 0 where it is null, and of a list 1 where it is empty.
    defined: Vec<i16>,
    /// Of the elements of lists: 0 where a list begins.
    repeated: Vec<i16>,
}

/// Rows in, groups of columns out.
struct Writer<'w> {
    out: &'w mut dyn Write,
    buffer: Buffer,
    file: SerializedFileWriter<Buffer>,
    kinds: Vec<Kind>,
    columns: Vec<Column>,
    /// The column of the next field.
    at: usize,
    rows: usize,
}

impl<'w> Writer<'w> {
    fn new(table: &Table, out: &'w mut dyn Write) -> io::Result<Self> {
        let kinds: Vec<Kind> = table.columns.iter().map(|column| columns::kind(column)).collect();
        let fields = table.columns.iter().zip(&kinds).map(|(column, kind)| field(column, *kind));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder(table.name).with_fields(fields).build().map_err(failed)?;
        let producer = Provenance::of_this_build().to_string();
        let properties = WriterProperties::builder()
            .set_created_by(format!("newsgraph version {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(vec![KeyValue::new("producer".to_owned(), producer)]))
            .build();
        let buffer = Buffer::default();
        let file = SerializedFileWriter::new(buffer.clone(), Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let columns = kinds.iter().map(|_| Column::default()).collect();
        Ok(Self { out, buffer, file, kinds, columns, at: 0, rows: 0 })
    }

    /// Writes the rows since the last call as a group.
    fn group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(failed)? else { break };
            let column = std::mem::take(column);
            let defined = Some(column.defined.as_slice());
            let repeated = Some(column.repeated.as_slice()).filter(|levels| !levels.is_empty());
            match writer.untyped() {
                ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&column.texts, defined, repeated),
                ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&column.integers, defined, repeated),
                ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&column.floats, defined, repeated),
                ColumnWriter::BoolColumnWriter(writer) => writer.write_batch(&column.truths, defined, repeated),
                _ => Err(ParquetError::NYI("a column of another type".to_owned())),
            }
            .map_err(failed)?;
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.rows = 0;
        self.out.write_all(&self.buffer.take())
    }

    fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        self.file.close().map_err(failed)?;
        self.out.write_all(&self.buffer.take())
    }

    /// The column of the next field, and its type.
    fn next(&mut self) -> io::Result<(Kind, &mut Column)> {
        let at = self.at;
        self.at += 1;
        match (self.kinds.get(at), self.columns.get_mut(at)) {
            (Some(kind), Some(column)) => Ok((*kind, column)),
            _ => Err(io::Error::other("a row with more fields than columns")),
        }
    }
}

impl Row for Writer<'_> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        let (kind, column) = self.next()?;
        if kind == Kind::List {
            let elements = text.split_terminator(';').map(str::to_owned).collect();
            self.at -= 1;
            return self.list(elements);
        }
        let known = match kind {
            _ if text.is_empty() => false,
            Kind::Integer => text.parse().map(|value| column.integers.push(value)).is_ok(),
            Kind::Float => text.parse().map(|value| column.floats.push(value)).is_ok(),
            Kind::Boolean => text.parse().map(|value| column.truths.push(value)).is_ok(),
            Kind::Text | Kind::List => {
                column.texts.push(text.into());
                true
            }
        };
        column.defined.push(i16::from(known));
        Ok(())
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.text(value)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        let (_, column) = self.next()?;
        if strings.is_empty() {
            column.defined.push(0);
            column.repeated.push(0);
        }
        for (place, string) in strings.iter().enumerate() {
            column.texts.push(string.as_str().into());
            column.defined.push(2);
            column.repeated.push(i16::from(place > 0));
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.at = 0;
        self.rows += 1;
        if self.rows == ROWS { self.group() } else { Ok(()) }
    }
}

/// A column of the schema.
fn field(column: &'static str, kind: Kind) -> Result<Arc<Type>, ParquetError> {
    let name = columns::name(column);
    let text = |name: &str, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
            .build()
    };
    let number = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL).build();
    let field = match kind {
        Kind::Text => text(name, Repetition::OPTIONAL)?,
        Kind::Integer => number(Physical::INT64)?,
        Kind::Float => number(Physical::DOUBLE)?,
        Kind::Boolean => number(Physical::BOOLEAN)?,
        Kind::List => {
            let element = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
            let list = Arc::new(list.with_fields(vec![element]).build()?);
            Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_fields(vec![list])
                .build()?
        }
    };
    Ok(Arc::new(field))
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
