//! Files, folders and standard input in; [`Document`]s with the kind of each line out, one after the other.
//!
//! [`Format`] lists what can be read; each has a module that turns a stream or text into records. A file goes from `files`
//! through `unpack` (and `archive`) to `detect`, which tells its format by content and name, and then to `open`, which
//! calls that module; `reader` makes documents of the records. Records of dumps are understood by `fields`. A bad file or
//! record costs itself alone, and what `limits` names costs no more than it says.

mod address;
mod archive;
mod articles;
mod characters;
mod conllu;
mod copies;
mod csv;
mod day;
mod detect;
mod earlier;
mod elements;
mod encoding;
mod extent;
mod fields;
mod files;
mod foreign;
mod format;
mod html;
mod json;
mod language;
mod limits;
mod lines;
mod mail;
mod markdown;
mod markup;
mod open;
mod options;
mod order;
mod reader;
mod record;
mod rtf;
mod story;
mod stream;
mod tags;
mod unpack;
mod warc;
mod watch;
mod xml;

use std::ops::Range;

use chrono::NaiveDate;

pub(crate) use address::address;
pub(crate) use encoding::decode;
pub use extent::Extent;
pub use fields::Field;
pub use format::Format;
pub use options::Options;
pub use reader::{Content, Input, Reader, read, read_bytes};

/// One news article or message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Document {
    /// Identifier: the record's own, else the path of the file without its extension.
    pub id: String,
    /// Where the document was published.
    pub url: Option<String>,
    /// The title that came with the document as metadata, not part of `text`.
    pub title: Option<String>,
    /// The day of publication, by which relative dates are resolved.
    pub published: Option<NaiveDate>,
    /// The text that all byte offsets refer to.
    pub text: String,
    /// The lines of `text` that are part of the article, in order: neither white space nor marks of the wire.
    pub lines: Vec<Line>,
}

impl Document {
    /// A document of plain text, with its lines found and classified. A line of more than [`MAX_LINE`] bytes is cut. Words
    /// that lines break are made whole, and who speaks in a transcript loses the capitals; all bytes keep their places.
    ///
    /// ```
    /// use newsgraph::ingest::{Document, LineKind};
    ///
    /// let document = Document::new("talks", "Leaders open talks\n\nPARIS (Reuters) - The two leaders met.");
    /// let kinds: Vec<LineKind> = document.lines.iter().map(|line| line.kind).collect();
    /// assert_eq!(kinds, [LineKind::Headline, LineKind::Dateline, LineKind::Body]);
    /// ```
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let found = lines::classify(&text);
        let text = found.mended.unwrap_or(text);
        Self { id: id.into(), url: None, title: None, published: None, text, lines: found.lines }
    }
}

/// A line of a document; no sentence crosses from one into the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// Bytes of the document's text, without the white space around it.
    pub span: Range<usize>,
    /// What kind of line it is.
    pub kind: LineKind,
}

/// What a line of a news article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A title, subtitle or cross-head: no sentence of running text.
    Headline,
    /// Place and date of writing: `Beijing =`, `MOSCOW, March 21 (Agency)`.
    Dateline,
    /// Who wrote or distributed it: `Source: Donga`, `By Jane Roe`.
    Byline,
    /// Who speaks the lines that follow, in a transcript: `Ada Moe, host:`, `Q:`.
    Speaker,
    /// Running text.
    Body,
}

/// The longest line, in bytes, that is read whole: some 11,000 words. News has no such paragraphs; a longer line is a
/// file of another kind or has lost its line breaks, and costs memory and time in proportion.
pub const MAX_LINE: usize = 64 * 1024;

#[cfg(test)]
mod tests;
