//! A record batch of articles in; one of what their documents say, packed, out.

use std::sync::Arc;

use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{DataType, Field, Schema};
use newsgraph::parts::{self, Article};
use pyo3::prelude::*;

use crate::column::{Strings, days};
use crate::failure::{Error, aside};

/// A row that comes out.
#[derive(Default)]
struct Row {
    id: Option<String>,
    document: Option<String>,
    part: Option<Vec<u8>>,
    message: Option<String>,
}

/// Reads a batch of articles (`id`, `text`, and if they are there `title`, `published`, `url`) and returns for each of
/// their documents a row: `id` of the article, `document`, `part`, `message`.
#[pyfunction]
pub fn extract_batch(py: Python<'_>, batch: PyArrowType<RecordBatch>) -> PyResult<PyArrowType<RecordBatch>> {
    let batch = batch.0;
    let (ids, texts) = (Strings::needed(&batch, "id")?, Strings::needed(&batch, "text")?);
    let (titles, urls) = (Strings::optional(&batch, "title")?, Strings::optional(&batch, "url")?);
    let published = days(&batch, "published")?;
    let rows = aside(py, || {
        let mut rows = Vec::with_capacity(batch.num_rows());
        for (row, published) in published.iter().enumerate() {
            let (Some(id), Some(text)) = (ids.get(row), texts.get(row)) else {
                let message = Some("an article without an id or a text was left out".to_owned());
                rows.push(Row { id: ids.get(row).map(str::to_owned), message, ..Row::default() });
                continue;
            };
            let (title, url) = (titles.get(row), urls.get(row));
            read(&Article { id, text, title, published: published.as_deref(), url }, &mut rows);
        }
        rows
    })?;
    written(rows).map(PyArrowType).map_err(|error| Error::new_err(error.to_string()))
}

/// Adds the rows of an article; what is to be said of it stands in the first.
fn read(article: &Article<'_>, rows: &mut Vec<Row>) {
    let (parts, mut messages) = parts::read(article);
    let first = rows.len();
    for part in parts {
        match part.pack() {
            Ok(packed) => rows.push(Row {
                id: Some(article.id.to_owned()),
                document: Some(part.document().to_owned()),
                part: Some(packed),
                message: None,
            }),
            Err(error) => messages.push(error),
        }
    }
    if rows.len() == first {
        rows.push(Row { id: Some(article.id.to_owned()), ..Row::default() });
    }
    if let Some(row) = rows.get_mut(first).filter(|_| !messages.is_empty()) {
        row.message = Some(messages.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}

fn written(rows: Vec<Row>) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let strings =
        |get: fn(&Row) -> Option<&str>| -> ArrayRef { Arc::new(rows.iter().map(get).collect::<StringArray>()) };
    let parts: ArrayRef = Arc::new(rows.iter().map(|row| row.part.as_deref()).collect::<BinaryArray>());
    let field = |name, kind| Field::new(name, kind, true);
    let schema = Schema::new(vec![
        field("id", DataType::Utf8),
        field("document", DataType::Utf8),
        field("part", DataType::Binary),
        field("message", DataType::Utf8),
    ]);
    let (ids, documents) = (strings(|row| row.id.as_deref()), strings(|row| row.document.as_deref()));
    RecordBatch::try_new(Arc::new(schema), vec![ids, documents, parts, strings(|row| row.message.as_deref())])
}
