//! A graph that is larger than memory, brought into order on disk, in; its files out, and on standard error those that need the whole of
//! it in memory.

use std::path::Path;

use super::{Outcome, messages, summary, tell};
use crate::error::{Error, ErrorKind, Result};
use crate::export;
use crate::graph::Sorted;

/// What is told where a graph is put together in memory all the same.
pub(super) const NEEDS_WHOLE: &str = "decisions and --focus need the whole graph in memory, whatever --memory says";

/// What came of the inputs, and where the graph goes.
pub(super) struct Inputs<'r> {
    pub(super) documents: usize,
    pub(super) failed: &'r str,
    pub(super) folder: &'r Path,
}

/// Writes it and tells of it.
///
/// # Errors
/// As [`export::write_in_pieces`], and `Read` where what lies on disk cannot be read.
pub(super) fn write(sorted: &Sorted, inputs: &Inputs<'_>, options: &export::Options) -> Result<Outcome> {
    let unreadable = |error| {
        let error = Error::new(ErrorKind::Read, "cannot read what was brought into order on disk").caused_by(error);
        error.in_file(sorted.folder()).remedy("run it again; extract with --resume")
    };
    let pieces = export::Pieces::of(sorted, options).map_err(unreadable)?;
    let written = export::write_in_pieces(&pieces, inputs.folder, inputs.failed)?;
    let text = summary::of_pieces(&pieces, inputs.documents, inputs.folder, &written).map_err(unreadable)?;
    let outcome = tell(&text, inputs.folder);
    if written.left_out.is_empty() {
        return Ok(outcome);
    }
    let files = written.left_out.join(", ");
    let error = Error::new(ErrorKind::Write, format!("{files}: not written, since the graph is larger than --memory"));
    messages::error(&error.remedy("newsgraph convert DIR --to FORMAT --focus NAME -o PART writes a part of it"));
    Ok(outcome.and(Outcome::SomeFailed))
}
