//! The body of a Word document (DOCX) in; its text out, a paragraph a line. Heads, feet, notes, text boxes and what is struck
//! out are left out.

use super::tree::{Element, Elements, Node};
use crate::error::Result;
use crate::ingest::record::Record;
use crate::ingest::stream::Stream;

/// Reads `word/document.xml`.
///
/// # Errors
/// `Read` or `Format` if it cannot be read to its end.
pub(in crate::ingest) fn read(stream: Stream) -> Result<Record> {
    let mut record = Record::default();
    for paragraph in Elements::new(stream, |name| name == "p") {
        let paragraph = paragraph?;
        let mut text = String::new();
        runs(&paragraph, &mut text);
        if text.trim().is_empty() {
            continue;
        }
        if !record.text.is_empty() {
            record.text.push_str("\n\n");
        }
        if is_heading(&paragraph) {
            record.headings.insert(record.text.len());
        }
        record.text.push_str(text.trim());
    }
    Ok(record)
}

fn runs(element: &Element, text: &mut String) {
    for child in element.elements() {
        match child.local() {
            "t" => child.children.iter().for_each(|node| {
                if let Node::Text(part) = node {
                    text.push_str(part);
                }
            }),
            "tab" => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "nobreakhyphen" => text.push('-'),
            "alternatecontent" | "drawing" | "pict" | "object" | "movefrom" | "del" | "ppr" | "rpr" => {}
            _ => runs(child, text),
        }
    }
}

fn is_heading(paragraph: &Element) -> bool {
    let style = paragraph.find("pstyle").and_then(|style| style.attribute("val")).unwrap_or_default();
    style.starts_with("Heading") || matches!(style, "Title" | "Subtitle")
}
