//! A document of Reuters-21578, TREC or Gigaword in; a record out.

use super::prose::{self, Prose};
use super::tree::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::record::{self, Record};

/// Reads a document.
///
/// # Errors
/// `Empty` if it has no text.
pub(super) fn read(item: &Element) -> Result<Record> {
    let line = |name: &str| item.find(name).and_then(Element::line);
    let body = item.find("body").filter(|body| body.find("text").is_none()).or_else(|| item.find("text"));
    let prose = body
        .map(paragraphs)
        .filter(|prose| !prose.text.is_empty())
        .ok_or_else(|| Error::new(ErrorKind::Empty, "a document without text").remedy("it was left out"))?;
    let prose = prose.with_dateline(item.find("dateline"));
    let id = ["newid", "id", "docid"].iter().find_map(|name| item.attribute(name)).map(str::to_owned);
    let id = id.or_else(|| line("docno")).or_else(|| line("docid"));
    let days = ["date", "date_time", "pubdate"].iter().filter_map(|name| line(name)).map(|day| century(&day));
    let (published, warning) = record::first_day(days.chain(id.as_deref().and_then(day_of_id)));
    Ok(Record {
        id,
        title: ["title", "headline", "head", "hl"].iter().find_map(|name| line(name)),
        published,
        text: prose.text,
        headings: prose.headings,
        warnings: warning.into_iter().collect(),
        ..Record::default()
    })
}

/// A day of six digits, as the collections of the last century have it, with its century.
fn century(day: &str) -> String {
    let is_short = day.len() == 6 && day.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { format!("19{day}") } else { day.to_owned() }
}

/// The day that an id of Gigaword holds: `AFP_ENG_20230321.0001`.
fn day_of_id(id: &str) -> Option<String> {
    let part = id.rsplit_once('_')?.1.get(..8)?;
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.to_owned())
}

/// The paragraphs of a body: elements, or lines of which the first of each paragraph is indented or stands after a blank
/// one. Lines that say only who sent the story are none.
fn paragraphs(body: &Element) -> Prose {
    if body.find("p").is_some() {
        return prose::read(body);
    }
    let mut prose = Prose::default();
    let mut after_blank = true;
    for line in body.text().lines() {
        let words = line.trim();
        if words.is_empty() || words.eq_ignore_ascii_case("reuter") {
            after_blank = true;
            continue;
        }
        let is_new = after_blank || line.starts_with("   ");
        after_blank = false;
        if !prose.text.is_empty() {
            prose.text.push_str(if is_new { "\n\n" } else { " " });
        }
        prose.text.push_str(words);
    }
    prose
}
