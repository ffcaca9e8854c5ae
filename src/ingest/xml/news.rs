//! An item of NITF, NewsML 1, NewsML-G2 or RCV1 in; a record out.

use super::prose;
use super::tree::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::markup;
use crate::ingest::record::{self, Record};

/// The elements that hold the body, the surest first; `text` is RCV1's.
const BODIES: [&str; 7] = ["body.content", "inlinexml", "body", "text", "datacontent", "inlinedata", "html"];

/// Reads an item.
///
/// # Errors
/// `Empty` if it has no text: pictures, packages.
pub(super) fn read(item: &Element) -> Result<Record> {
    let found = BODIES.iter().find_map(|name| item.find(name)).map(body).filter(|prose| !prose.text.is_empty());
    let Some(prose) = found else {
        return Err(Error::new(ErrorKind::Empty, "an item without text").remedy("it was left out"));
    };
    let dateline = item.find("dateline").filter(|line| line.line().is_some());
    let prose = prose.with_dateline(dateline);
    let line = |name: &str| item.find(name).and_then(Element::line);
    let title = ["hl1", "headline", "title"].iter().find_map(|name| line(name));
    let (published, warning) = record::first_day(days(item).into_iter());
    let id = ["guid", "newsitemid", "itemid", "ed-url"].iter().find_map(|name| item.attribute(name)).map(str::to_owned);
    let id =
        id.or_else(|| item.find("doc-id")?.attribute("id-string").map(str::to_owned)).or_else(|| line("newsitemid"));
    let url = item.find("pubdata").and_then(|data| data.attribute("ex-ref")).or_else(|| item.attribute("ed-url"));
    Ok(Record {
        id,
        url: url.filter(|url| url.starts_with("http")).map(str::to_owned),
        title,
        published,
        text: prose.text,
        headings: prose.headings,
        warnings: warning.into_iter().collect(),
        ..Record::default()
    })
}

/// The paragraphs of a body. The New York Times Annotated Corpus has the lead twice, in a block of its own.
fn body(element: &Element) -> prose::Prose {
    let full = element.elements().find(|block| block.attribute("class") == Some("full_text"));
    // RCV1, NewsML and others hold XHTML or NITF within the element.
    let element = full.or_else(|| element.find("body.content")).or_else(|| element.find("body")).unwrap_or(element);
    let prose = prose::read(element);
    // Markup may be held as a string.
    let plain = markup::read(&prose.text);
    if plain.text == prose.text {
        return prose;
    }
    let mut read = prose::Prose::default();
    read.text = plain.text;
    read.headings = plain.headings;
    read
}

/// What may tell the day of publication, the surest first.
fn days(item: &Element) -> Vec<String> {
    let attribute = |element: &str, name: &str| item.find(element)?.attribute(name).map(str::to_owned);
    let text = |element: &str| item.find(element)?.line();
    [
        attribute("date.issue", "norm"),
        attribute("pubdata", "date.publication"),
        text("firstcreated"),
        text("contentcreated"),
        text("versioncreated"),
        text("thisrevisioncreated"),
        attribute("story.date", "norm"),
        text("dateid"),
        item.attribute("date").map(str::to_owned),
        attribute("date.release", "norm"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
