//! Calls of Python in; what the library makes of them out, as objects of Python or as record batches of Arrow.
//!
//! What stands here is the least that the modules of `newsgraph/` need; those say what it means.

mod batch;
mod column;
mod failure;
mod graph;
mod merger;
mod table;

use pyo3::prelude::*;

/// The functions and classes that the package `newsgraph` stands on.
#[pymodule]
fn _newsgraph(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    module.add("TABLES", newsgraph::export::table_names().collect::<Vec<_>>())?;
    module.add("FORMATS", newsgraph::export::Format::ALL.map(newsgraph::export::Format::name))?;
    module.add("Error", module.py().get_type::<failure::Error>())?;
    module.add_class::<graph::Graph>()?;
    module.add_class::<merger::Merger>()?;
    module.add_function(wrap_pyfunction!(graph::extract, module)?)?;
    module.add_function(wrap_pyfunction!(batch::extract_batch, module)?)?;
    Ok(())
}
