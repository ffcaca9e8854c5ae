//! An item of a feed in; a record out.

use super::prose;
use super::tree::{Element, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::markup;
use crate::ingest::record::{self, Record};

/// The elements that hold a text, the fullest first.
const TEXTS: [&str; 6] = ["content:encoded", "content", "encoded", "body", "description", "summary"];

/// The elements that hold the day of publication, the likeliest first.
const DAYS: [&str; 6] = ["published", "pubdate", "issued", "date", "created", "updated"];

/// Reads an item of RSS or an entry of Atom.
///
/// # Errors
/// `Empty` if it has neither text nor title.
pub(super) fn read(item: &Element) -> Result<Record> {
    let line = |name: &str| plain_child(item, name).and_then(Element::line);
    let title = line("title").map(|title| markup::line(&title)).filter(|title| !title.is_empty());
    let texts = TEXTS.iter().filter_map(|name| plain_child(item, name)).map(text);
    let found = texts.into_iter().find(|plain| !plain.text.trim().is_empty());
    let (plain, title) = match (found, title) {
        (Some(plain), title) => (plain, title),
        // A feed of headlines.
        (None, Some(title)) => (markup::read(&title), None),
        (None, None) => {
            let error = Error::new(ErrorKind::Empty, "an item without text and title");
            return Err(error.remedy("it was left out"));
        }
    };
    let (published, warning) = record::first_day(DAYS.iter().filter_map(|name| line(name)));
    let link = link(item).or_else(|| line("guid")).filter(|link| link.starts_with("http"));
    Ok(Record {
        id: line("guid").or_else(|| line("id")).or_else(|| item.attribute("rdf:about").map(str::to_owned)),
        url: link,
        title,
        published,
        text: plain.text,
        headings: plain.headings,
        warnings: warning.into_iter().collect(),
        ..Record::default()
    })
}

/// The child of that name; by the local name only where the prefix is one of metadata, not of media.
fn plain_child<'a>(item: &'a Element, name: &str) -> Option<&'a Element> {
    item.elements()
        .find(|element| element.name == name || element.local() == name && !element.name.starts_with("media:"))
}

/// The text of an element: XHTML within it, or the markup that it holds as a string.
fn text(element: &Element) -> markup::Plain {
    let has_elements = element.children.iter().any(|node| matches!(node, Node::Element(_)));
    if has_elements {
        let prose = prose::read(element);
        return markup::Plain { text: prose.text, headings: prose.headings };
    }
    markup::read(element.text().trim())
}

/// The address of the item: Atom has it in an attribute, and may have others beside it.
fn link(item: &Element) -> Option<String> {
    let links = || item.elements().filter(|element| element.local() == "link");
    let is_page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let address = |link: &Element| link.attribute("href").map(str::to_owned).or_else(|| link.line());
    links().find(is_page).and_then(address)
}
