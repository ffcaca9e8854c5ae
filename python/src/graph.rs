//! A graph as an object of Python; a text in, its graph out.

use std::path::PathBuf;

use arrow_pyarrow::{PyArrowType, Table};
use newsgraph::graph::{KnowledgeGraph, read_folder};
use newsgraph::parts::{self, Article};
use newsgraph::{analyze, export};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::failure::{Error, aside, raised};
use crate::table;

/// A graph, which does not change.
#[pyclass(frozen, module = "newsgraph._newsgraph")]
pub struct Graph(KnowledgeGraph);

impl Graph {
    /// The object of a graph.
    pub fn of(graph: KnowledgeGraph) -> Self {
        Self(graph)
    }
}

/// What of a graph is shown.
fn options(all: bool, statements: bool, min_confidence: Option<f32>) -> export::Options {
    export::Options { all, statements, min_confidence, ..export::Options::default() }
}

#[pymethods]
impl Graph {
    #[new]
    fn new() -> Self {
        Self(KnowledgeGraph::new())
    }

    /// Reads the graph of a folder, or of a file that is a graph by itself.
    #[staticmethod]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        aside(py, || read_folder(&path))?.map(Self).map_err(raised)
    }

    /// The union with others, whose documents of one id have one text.
    fn union(&self, py: Python<'_>, others: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let others: Vec<&KnowledgeGraph> = others.iter().map(|other| &other.0).collect();
        aside(py, || {
            let mut graphs = vec![self.0.clone()];
            graphs.extend(others.into_iter().cloned());
            newsgraph::graph::tell_apart(&mut graphs);
            let mut graph = KnowledgeGraph::new();
            graphs.into_iter().for_each(|one| graph.merge(one));
            Self(graph)
        })
    }

    /// The graph of the bytes that `pack` gave.
    #[staticmethod]
    fn unpack(packed: &[u8]) -> PyResult<Self> {
        KnowledgeGraph::unpack(packed).map(Self).map_err(raised)
    }

    /// All of it as bytes.
    fn pack<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &self.0.pack().map_err(raised)?))
    }

    /// The names of the columns of a table.
    fn columns(&self, py: Python<'_>, table: &str) -> PyResult<Vec<&'static str>> {
        let table = self.table(py, table, export::Options::default())?;
        Ok(table.columns.into_iter().map(|(name, _)| name).collect())
    }

    /// The ids of the documents, sorted.
    fn documents(&self) -> Vec<String> {
        let mut documents: Vec<String> = self.0.documents().map(str::to_owned).collect();
        documents.sort_unstable();
        documents
    }

    /// Writes the files of these formats into a folder; returns their paths.
    fn write(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        formats: Vec<String>,
        all: bool,
        statements: bool,
        min_confidence: Option<f32>,
    ) -> PyResult<Vec<PathBuf>> {
        let formats = formats.iter().map(|format| format.parse()).collect::<newsgraph::Result<_>>().map_err(raised)?;
        let options = export::Options { formats, ..options(all, statements, min_confidence) };
        let written = aside(py, || export::write_folder(&self.0, &folder, &options))?.map_err(raised)?;
        Ok(written.files.into_iter().map(|file| file.path).collect())
    }

    /// The bytes of one file.
    fn file<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        all: bool,
        statements: bool,
        min_confidence: Option<f32>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        let options = options(all, statements, min_confidence);
        aside(py, || export::write(&self.0, &options, name, &mut bytes))?.map_err(raised)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The rows of a table.
    fn rows<'py>(
        &self,
        py: Python<'py>,
        table: &str,
        all: bool,
        statements: bool,
        min_confidence: Option<f32>,
    ) -> PyResult<Vec<Bound<'py, PyTuple>>> {
        table::rows(py, self.table(py, table, options(all, statements, min_confidence))?)
    }

    /// A table as a `pyarrow.Table`.
    fn arrow(
        &self,
        py: Python<'_>,
        table: &str,
        all: bool,
        statements: bool,
        min_confidence: Option<f32>,
    ) -> PyResult<PyArrowType<Table>> {
        let table = self.table(py, table, options(all, statements, min_confidence))?;
        table::arrow(&table).map(PyArrowType).map_err(|error| Error::new_err(error.to_string()))
    }
}

impl Graph {
    fn table(&self, py: Python<'_>, name: &str, options: export::Options) -> PyResult<export::TypedTable> {
        aside(py, || export::table(&self.0.folded(), &options, name))?.map_err(raised)
    }
}

/// The graph of an article, and what is doubtful of it.
///
/// Raises an error where there is nothing to read.
#[pyfunction]
#[pyo3(signature = (text, id, title, published, url))]
pub fn extract(
    py: Python<'_>,
    text: &str,
    id: &str,
    title: Option<&str>,
    published: Option<&str>,
    url: Option<&str>,
) -> PyResult<(Graph, Vec<String>)> {
    analyze::check_processor().map_err(raised)?;
    let (parts, mut messages) = aside(py, || parts::read(&Article { id, text, title, published, url }))?;
    if parts.is_empty()
        && let Some(error) = messages.pop()
    {
        return Err(raised(error));
    }
    let mut graph = KnowledgeGraph::new();
    parts.into_iter().for_each(|part| graph.merge(part.into_graph()));
    Ok((Graph(graph), messages.iter().map(ToString::to_string).collect()))
}
