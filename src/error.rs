//! The one error type: what went wrong, where (file, line, byte), and what to do about it.

use std::path::{Path, PathBuf};
use std::{fmt, io};

/// What a call of this library returns.
pub type Result<T> = std::result::Result<T, Error>;

/// The kinds of error, for callers that treat them differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read.
    Read,
    /// A file or folder could not be written.
    Write,
    /// An input holds nothing to read.
    Empty,
    /// Bytes that are not text, or text in an encoding that cannot be read.
    Encoding,
    /// A record (JSON, CSV, CoNLL-U) that does not have the expected form.
    Format,
    /// How an input was understood; nothing is wrong.
    Note,
    /// A file that was found in a folder or archive and not read; nothing is wrong with the run.
    Skipped,
    /// A document that was read and is not to be relied on: its id is that of another, its day cannot be.
    Doubt,
    /// Text in another language than English.
    Language,
    /// Arguments that cannot be used.
    Usage,
    /// A query that the engine does not accept.
    Query,
    /// A database server that is away, refuses or fails.
    Server,
    /// A defect of the build: embedded data that does not have its form.
    Internal,
}

/// An error with its place and a remedy.
#[derive(Debug)]
pub struct Error(Box<Details>);

/// Boxed, so that a `Result` that holds no error stays small.
#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    message: String,
    path: Option<PathBuf>,
    line: Option<u64>,
    column: Option<u64>,
    byte: Option<u64>,
    remedy: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind`; `message` says what happened in lower case, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Details {
            kind,
            message,
            path: None,
            line: None,
            column: None,
            byte: None,
            remedy: None,
            source: None,
        }))
    }

    /// The file or folder that it happened in.
    #[must_use]
    pub fn in_file(mut self, path: impl AsRef<Path>) -> Self {
        self.0.path = Some(path.as_ref().to_owned());
        self
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.0.line = Some(line);
        self
    }

    /// The character of the line, counted from 1.
    #[must_use]
    pub fn at_column(mut self, column: u64) -> Self {
        self.0.column = Some(column);
        self
    }

    /// Moves the line on by the lines that came before what was read.
    #[must_use]
    pub(crate) fn lines_after(mut self, before: u64) -> Self {
        self.0.line = self.0.line.map(|line| line + before);
        self
    }

    /// The byte offset, counted from 0.
    #[must_use]
    pub fn at_byte(mut self, byte: u64) -> Self {
        self.0.byte = Some(byte);
        self
    }

    /// What the user can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// The error underneath.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The file or folder that it happened in.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The line of the file, counted from 1.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// What happened and why, and what to do about it, without the place.
    pub fn reason(&self) -> String {
        let (mut reason, details) = (self.0.message.clone(), &self.0);
        if let Some(source) = &details.source {
            reason.push_str(&format!(": {source}"));
        }
        if let Some(remedy) = &details.remedy {
            reason.push_str(&format!("; {remedy}"));
        }
        reason
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

/// Whether there was no room for what was to be written.
pub(crate) fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// What to do about a folder that could not be written.
pub(crate) fn for_another_folder(error: &io::Error) -> &'static str {
    if is_full(error) {
        "make room there, or choose another folder with -o DIR"
    } else {
        "choose a folder that you may write to with -o DIR"
    }
}

/// What to do about a file or pipe that takes no more.
pub(crate) fn for_output(error: &io::Error) -> &'static str {
    if is_full(error) { "make room where it goes" } else { "check where it goes" }
}

impl ErrorKind {
    /// The name, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Empty => "empty",
            Self::Encoding => "encoding",
            Self::Format => "format",
            Self::Note => "note",
            Self::Skipped => "skipped",
            Self::Doubt => "doubt",
            Self::Language => "language",
            Self::Usage => "usage",
            Self::Query => "query",
            Self::Server => "server",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Error {
    /// One line: `file:line:column: byte N: message: cause; remedy`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}", path.display())?;
            if let Some(line) = self.0.line {
                write!(f, ":{line}")?;
            }
            if let Some(column) = self.0.column {
                write!(f, ":{column}")?;
            }
            write!(f, ": ")?;
        } else if let Some(line) = self.0.line {
            write!(f, "line {line}")?;
            if let Some(column) = self.0.column {
                write!(f, ", column {column}")?;
            }
            write!(f, ": ")?;
        }
        if let Some(byte) = self.0.byte {
            write!(f, "byte {byte}: ")?;
        }
        f.write_str(&self.reason())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
