//! A table of a graph in; rows of Python's values, or record batches of Arrow, out.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_pyarrow::Table;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use newsgraph::export::{Kind, TypedTable};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde_json::Value;

/// How many rows a batch has at most.
const ROWS: usize = 1 << 16;

/// The rows as tuples; a list is a tuple, too, and what is empty is `None`, or no element.
pub fn rows(py: Python<'_>, table: TypedTable) -> PyResult<Vec<Bound<'_, PyTuple>>> {
    let TypedTable { columns, rows } = table;
    let row = |row: Vec<Option<Value>>| {
        let values = columns.iter().zip(row).map(|(&(_, kind), value)| object(py, kind, value));
        PyTuple::new(py, values.collect::<PyResult<Vec<_>>>()?)
    };
    rows.into_iter().map(row).collect()
}

fn object(py: Python<'_>, kind: Kind, value: Option<Value>) -> PyResult<Bound<'_, PyAny>> {
    Ok(match (kind, value) {
        (Kind::List, value) => PyTuple::new(py, strings(value.as_ref()))?.into_any(),
        (Kind::Text, Some(Value::String(text))) => text.into_pyobject(py)?.into_any(),
        (Kind::Integer, Some(value)) => value.as_i64().into_pyobject(py)?,
        (Kind::Float, Some(value)) => value.as_f64().into_pyobject(py)?,
        (Kind::Boolean, Some(value)) => value.as_bool().into_pyobject(py)?,
        _ => py.None().into_bound(py),
    })
}

fn strings(value: Option<&Value>) -> impl ExactSizeIterator<Item = &str> {
    let values = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    values.iter().map(|value| value.as_str().unwrap_or_default())
}

/// The table as Arrow has it.
pub fn arrow(table: &TypedTable) -> Result<Table, ArrowError> {
    let fields: Vec<Field> = table.columns.iter().map(|&(name, kind)| Field::new(name, type_of(kind), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = |rows: &[Vec<Option<Value>>]| {
        let columns = table.columns.iter().enumerate().map(|(place, &(_, kind))| column(kind, rows, place));
        RecordBatch::try_new(schema.clone(), columns.collect())
    };
    let batches = table.rows.chunks(ROWS).map(batch).collect::<Result<Vec<_>, _>>()?;
    Table::try_new(batches, schema.clone())
}

fn type_of(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::List => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
    }
}

fn column(kind: Kind, rows: &[Vec<Option<Value>>], place: usize) -> ArrayRef {
    let values = rows.iter().map(|row| row.get(place).and_then(Option::as_ref));
    match kind {
        Kind::Text => Arc::new(values.map(|value| value.and_then(Value::as_str)).collect::<StringArray>()),
        Kind::Integer => Arc::new(values.map(|value| value.and_then(Value::as_i64)).collect::<Int64Array>()),
        Kind::Float => Arc::new(values.map(|value| value.and_then(Value::as_f64)).collect::<Float64Array>()),
        Kind::Boolean => Arc::new(values.map(|value| value.and_then(Value::as_bool)).collect::<BooleanArray>()),
        Kind::List => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for value in values {
                strings(value).for_each(|string| lists.values().append_value(string));
                lists.append(value.is_some());
            }
            Arc::new(lists.finish())
        }
    }
}
