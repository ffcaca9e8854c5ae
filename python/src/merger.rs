//! Packed parts in; the graph of all of them out.

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::PyArrowType;
use arrow_schema::DataType;
use newsgraph::parts::Union;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::failure::{aside, raised};
use crate::graph::Graph;

/// Takes the parts of a graph in any order.
#[pyclass(module = "newsgraph._newsgraph")]
#[derive(Default)]
pub struct Merger(Union);

#[pymethods]
impl Merger {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Takes the column `part` of a batch.
    fn add_batch(&mut self, batch: PyArrowType<RecordBatch>) -> PyResult<()> {
        let column = batch.0.column_by_name("part").ok_or_else(|| PyValueError::new_err("no column “part”"))?;
        let mut add = |bytes: Option<&[u8]>| bytes.map_or(Ok(()), |bytes| self.0.add(bytes)).map_err(raised);
        match column.data_type() {
            DataType::Binary => column.as_binary::<i32>().iter().try_for_each(&mut add),
            DataType::LargeBinary => column.as_binary::<i64>().iter().try_for_each(&mut add),
            DataType::BinaryView => column.as_binary_view().iter().try_for_each(&mut add),
            DataType::Null => Ok(()),
            kind => {
                Err(PyTypeError::new_err(format!("column “part” holds {kind} and no bytes; {} rows", column.len())))
            }
        }
    }

    /// Takes a part.
    fn add(&mut self, part: &[u8]) -> PyResult<()> {
        self.0.add(part).map_err(raised)
    }

    /// The graph of what was taken, which is gone from here, and the ids that several texts had.
    fn finish(&mut self, py: Python<'_>) -> PyResult<(Graph, Vec<String>)> {
        let union = std::mem::take(&mut self.0);
        let (graph, several) = aside(py, || union.finish())?.map_err(raised)?;
        Ok((Graph::of(graph), several))
    }
}
