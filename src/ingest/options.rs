//! How inputs are read, as the command line or a caller says.

use std::path::PathBuf;

use chrono::NaiveDate;
use encoding_rs::Encoding;

use super::fields::Field;
use super::format::Format;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format of every input; `None` to tell it by content and name.
    pub format: Option<Format>,
    /// The day of publication of documents that carry none.
    pub published: Option<NaiveDate>,
    /// The encoding of every file without byte order mark; `None` for UTF-8, or a guess where that fails.
    pub encoding: Option<&'static Encoding>,
    /// Which fields of a record hold what, beside those that are known.
    pub fields: Vec<Field>,
    /// Folders that are written to: what earlier runs left there is no input.
    pub outputs: Vec<PathBuf>,
    /// Whether a text that was read before is given as a [`Content::Copy`](super::Content::Copy).
    pub copies_apart: bool,
}
