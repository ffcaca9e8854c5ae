//! Errors that cost a document in; the lines of `failed.jsonl` out.

use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// A document that was not read, or that was read and is not to be relied on; the order of the fields is that of the line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Failed {
    /// The file that it stands in.
    file: Option<String>,
    /// The line of the file, counted from 1, where it is one of several.
    line: Option<u64>,
    /// Its id, as far as it came to one.
    id: Option<String>,
    /// The kind of the error.
    kind: &'static str,
    /// What happened and what to do about it.
    reason: String,
    /// Whether it was read nevertheless.
    read: bool,
}

impl Failed {
    /// The document of that id, if it has one, with what went wrong.
    pub fn new(id: Option<String>, error: &Error) -> Self {
        Self {
            file: error.path().map(|path| path.display().to_string()),
            line: error.line(),
            id,
            kind: error.kind().as_str(),
            reason: error.reason(),
            read: error.kind() == ErrorKind::Doubt,
        }
    }

    /// The file, in the order of the inputs.
    pub fn lines(failed: &[Self]) -> String {
        // Strings and numbers can always be written.
        failed.iter().filter_map(|one| serde_json::to_string(one).ok()).map(|line| line + "\n").collect()
    }
}
