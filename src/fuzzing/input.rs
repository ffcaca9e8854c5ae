//! The bytes of a file in; its documents checked.

use super::check;
use crate::ingest::{Content, Format, Options, read_bytes};
use crate::pipeline;

/// A file of any format, packed or not.
pub(super) fn any(data: &[u8]) {
    read(data, None);
}

macro_rules! formats {
    ($($name:ident $format:ident)*) => {
        $(
            /// A file of this format.
            pub(super) fn $name(data: &[u8]) {
                read(data, Some(Format::$format));
            }
        )*
    };
}

formats! {
    csv Csv
    email Email
    html Html
    json Json
    jsonl Jsonl
    markdown Markdown
    mbox Mbox
    mhtml Mhtml
    rtf Rtf
    sgml Sgml
    story Story
    text Text
    tsv Tsv
    warc Warc
    xml Xml
}

fn read(data: &[u8], format: Option<Format>) {
    let options = Options { format, copies_apart: true, ..Options::default() };
    for input in read_bytes("input", data, options).flatten() {
        match input.content {
            Content::Text(document) => check::read(&document),
            content @ Content::Conllu { .. } => {
                if let Ok((document, analysis)) = pipeline::analyze(content) {
                    check::analysis(&document, &analysis);
                }
            }
            Content::Copy { .. } => {}
        }
    }
}
