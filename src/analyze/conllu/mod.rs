//! Analyses out as CoNLL-U, and CoNLL-U in as documents with their analyses.
//!
//! Names stand in MISC as `NER=B-PER`, spans as `TokenRange=begin:end` in characters of the document's text. `# newpar`
//! begins a line of the document; `# line_kind`, `# title`, `# url` and `# published` carry what a plain reader may skip.

mod read;
mod write;

pub use read::Reader;
pub(crate) use write::one_line;
pub use write::write;

use super::NameType;
use crate::ingest::LineKind;

const LINE_KINDS: [(LineKind, &str); 5] = [
    (LineKind::Headline, "headline"),
    (LineKind::Dateline, "dateline"),
    (LineKind::Byline, "byline"),
    (LineKind::Speaker, "speaker"),
    (LineKind::Body, "body"),
];

/// The kind of line as `# line_kind` and the JSON write it.
pub(super) fn line_kind_name(kind: LineKind) -> &'static str {
    LINE_KINDS.iter().find(|(k, _)| *k == kind).map_or("body", |(_, name)| name)
}

fn line_kind(name: &str) -> Option<LineKind> {
    LINE_KINDS.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
}

const NAME_TAGS: [(NameType, &str); 4] = [
    (NameType::Person, "PER"),
    (NameType::Organization, "ORG"),
    (NameType::Location, "LOC"),
    (NameType::People, "NORP"),
];

/// The tag of a type of name: `PER`, `ORG`, `LOC`, `NORP`.
pub(super) fn name_tag(kind: NameType) -> &'static str {
    NAME_TAGS.iter().find(|(k, _)| *k == kind).map_or("O", |(_, tag)| tag)
}

/// The type of name behind a tag.
pub(super) fn name_type(tag: &str) -> Option<NameType> {
    NAME_TAGS.iter().find(|(_, t)| *t == tag).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests;
