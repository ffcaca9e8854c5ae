//! Errors of the library in; exceptions of Python out.

use std::thread;

use newsgraph::{ErrorKind, pipeline};
use pyo3::exceptions::{PyException, PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(
    newsgraph,
    Error,
    PyException,
    "What newsgraph cannot do; the message says what to do about it."
);

/// The exception of an error: `ValueError` for arguments that cannot be used, `OSError` for files, else `newsgraph.Error`.
pub fn raised(error: newsgraph::Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Usage => PyValueError::new_err(message),
        ErrorKind::Read | ErrorKind::Write => PyOSError::new_err(message),
        _ => Error::new_err(message),
    }
}

/// Does work that needs the stack of a thread of ours, while other threads of Python go on.
pub fn aside<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let result = py.detach(|| {
        thread::scope(|scope| {
            let thread = thread::Builder::new().stack_size(pipeline::STACK).spawn_scoped(scope, work)?;
            thread.join().map_err(|_| std::io::Error::other("a defect of newsgraph; please report it"))
        })
    });
    result.map_err(|error| Error::new_err(error.to_string()))
}
