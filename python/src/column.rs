//! A column of a record batch in; the strings and days in it out, whichever of Arrow's types they have.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowTemporalType, Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{
    Array, ArrowPrimitiveType, LargeStringArray, PrimitiveArray, RecordBatch, StringArray, StringViewArray,
};
use arrow_schema::{DataType, TimeUnit};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// A column of strings.
pub enum Strings<'b> {
    /// With offsets of 32 bits.
    Small(&'b StringArray),
    /// With offsets of 64 bits.
    Large(&'b LargeStringArray),
    /// With views.
    View(&'b StringViewArray),
    /// There is none.
    Missing,
}

impl<'b> Strings<'b> {
    /// The column of that name, which must be there.
    pub fn needed(batch: &'b RecordBatch, name: &str) -> PyResult<Self> {
        match Self::optional(batch, name)? {
            Self::Missing => Err(PyValueError::new_err(format!("no column “{name}”; rename one to it"))),
            strings => Ok(strings),
        }
    }

    /// The column of that name, if it is there.
    pub fn optional(batch: &'b RecordBatch, name: &str) -> PyResult<Self> {
        let Some(column) = batch.column_by_name(name) else { return Ok(Self::Missing) };
        Self::of(column.as_ref()).ok_or_else(|| {
            PyTypeError::new_err(format!("column “{name}” holds {}; cast it to strings", column.data_type()))
        })
    }

    fn of(column: &'b dyn Array) -> Option<Self> {
        Some(match column.data_type() {
            DataType::Utf8 => Self::Small(column.as_string()),
            DataType::LargeUtf8 => Self::Large(column.as_string()),
            DataType::Utf8View => Self::View(column.as_string_view()),
            // Of a column without a single value nobody knows the type; Spark takes it for one of numbers.
            _ if column.logical_null_count() == column.len() => Self::Missing,
            _ => return None,
        })
    }

    /// The string of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<&'b str> {
        match self {
            Self::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Missing => None,
        }
    }
}

/// The days of a column of dates, times or strings, as ISO 8601 writes them; of a time the day in UTC.
pub fn days(batch: &RecordBatch, name: &str) -> PyResult<Vec<Option<String>>> {
    let rows = 0..batch.num_rows();
    let Some(column) = batch.column_by_name(name) else { return Ok(vec![None; batch.num_rows()]) };
    Ok(match column.data_type() {
        DataType::Date32 => of_days::<Date32Type>(column.as_primitive()),
        DataType::Date64 => of_days::<Date64Type>(column.as_primitive()),
        DataType::Timestamp(TimeUnit::Second, _) => of_days::<TimestampSecondType>(column.as_primitive()),
        DataType::Timestamp(TimeUnit::Millisecond, _) => of_days::<TimestampMillisecondType>(column.as_primitive()),
        DataType::Timestamp(TimeUnit::Microsecond, _) => of_days::<TimestampMicrosecondType>(column.as_primitive()),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => of_days::<TimestampNanosecondType>(column.as_primitive()),
        _ => {
            let strings = Strings::optional(batch, name)?;
            rows.map(|row| strings.get(row).map(str::to_owned)).collect()
        }
    })
}

fn of_days<T: ArrowPrimitiveType + ArrowTemporalType>(array: &PrimitiveArray<T>) -> Vec<Option<String>>
where
    i64: From<T::Native>,
{
    let day = |row| array.is_valid(row).then(|| array.value_as_date(row)).flatten();
    (0..array.len()).map(|row| day(row).map(|day| day.to_string())).collect()
}
