//! The formats of input and how a file name tells them.

use std::path::Path;

/// A format of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, one document a file.
    Text,
    /// A web page, one document a file.
    Html,
    /// One JSON object a line: `id`, `text`, and where known `title`, `published`, `url`.
    Jsonl,
    /// A table with a head line and the columns of JSONL.
    Csv,
    /// Analyzed text in CoNLL-U.
    Conllu,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Format; 5] = [Format::Text, Format::Html, Format::Jsonl, Format::Csv, Format::Conllu];

    /// The name that the command line knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Conllu => "conllu",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the extension of a file tells; `None` if it tells nothing.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            "conllu" | "conll" => Some(Format::Conllu),
            _ => None,
        }
    }
}
