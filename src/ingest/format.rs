//! The formats of input and how a file name tells them.

use std::path::Path;

use super::unpack::Packing;

/// A format of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, one document a file.
    Text,
    /// A web page, one document a file.
    Html,
    /// JSON: an article, a list of them, the answer of an API, or values one after the other.
    Json,
    /// One JSON value a line, as `{"id", "text", "title", "published", "url"}`.
    Jsonl,
    /// A table with a head line and the columns of JSONL.
    Csv,
    /// The same with tabs between the fields.
    Tsv,
    /// Feeds (RSS, Atom), NITF, NewsML and other XML.
    Xml,
    /// Collections in SGML: Reuters-21578, TREC, Gigaword.
    Sgml,
    /// A message.
    Email,
    /// A mailbox (mbox).
    Mbox,
    /// A page saved with all that belongs to it.
    Mhtml,
    /// A web archive: WARC, WET.
    Warc,
    /// Markdown, with or without front matter.
    Markdown,
    /// Rich text.
    Rtf,
    /// A story of the CNN and Daily Mail collection.
    Story,
    /// Analyzed text in CoNLL-U.
    Conllu,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Format; 16] = [
        Format::Text,
        Format::Html,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::Xml,
        Format::Sgml,
        Format::Email,
        Format::Mbox,
        Format::Mhtml,
        Format::Warc,
        Format::Markdown,
        Format::Rtf,
        Format::Story,
        Format::Conllu,
    ];

    /// The name that the command line knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Xml => "xml",
            Format::Sgml => "sgml",
            Format::Email => "email",
            Format::Mbox => "mbox",
            Format::Mhtml => "mhtml",
            Format::Warc => "warc",
            Format::Markdown => "markdown",
            Format::Rtf => "rtf",
            Format::Story => "story",
            Format::Conllu => "conllu",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the extension of a file tells, that of packing (`.gz`) left aside; `None` if it tells nothing.
    pub fn of_path(path: &Path) -> Option<Self> {
        match extension(path)?.as_str() {
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "json" | "jsonl" | "ndjson" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "xml" | "rss" | "atom" | "rdf" | "nitf" | "newsml" => Some(Format::Xml),
            "sgm" | "sgml" => Some(Format::Sgml),
            "eml" => Some(Format::Email),
            "mbox" | "mbx" => Some(Format::Mbox),
            "mht" | "mhtml" => Some(Format::Mhtml),
            "warc" | "wet" => Some(Format::Warc),
            "md" | "markdown" => Some(Format::Markdown),
            "rtf" => Some(Format::Rtf),
            "story" => Some(Format::Story),
            "conllu" | "conll" => Some(Format::Conllu),
            _ => None,
        }
    }
}

/// The extension of a file in lower case, that of packing left aside.
pub(super) fn extension(path: &Path) -> Option<String> {
    let extension = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
    let last = extension(path)?;
    if Packing::EXTENSIONS.contains(&last.as_str()) { extension(&path.with_extension("")) } else { Some(last) }
}

/// A path without its extensions: `feed.jsonl.gz` becomes `feed`.
pub(super) fn without_extension(path: &Path) -> std::path::PathBuf {
    let last = path.extension().and_then(|last| last.to_str()).map(str::to_ascii_lowercase);
    let bare = path.with_extension("");
    let is_packed = last.is_some_and(|last| Packing::EXTENSIONS.contains(&last.as_str()));
    if is_packed && Format::of_path(&bare).is_some() { bare.with_extension("") } else { bare }
}
