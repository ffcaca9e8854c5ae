//! XML in: feeds (RSS 0.9 to 2.0, Atom), NITF, NewsML 1, NewsML-G2, RCV1, and any other whose elements are named as the
//! fields of an article are; records out, one an item.

mod feed;
mod news;
mod other;
mod prose;
mod sgml;
mod tree;
mod word;

use super::fields::Field;
use super::record::{Record, Records};
use super::stream::Stream;
use crate::error::{Error, ErrorKind, Result};
use tree::{Element, Elements};
pub(super) use word::read as read_word;

/// A kind of document.
struct Schema {
    /// Whether an element of that local name is an item.
    wanted: fn(&str) -> bool,
    read: fn(&Element) -> Result<Record>,
}

/// Feeds.
const FEED: Schema = Schema { wanted: |name| matches!(name, "item" | "entry"), read: feed::read };

/// What news agencies exchange.
const NEWS: Schema = Schema { wanted: |name| matches!(name, "newsitem" | "nitf"), read: news::read };

/// Collections in SGML.
const SGML: Schema = Schema { wanted: |name| matches!(name, "reuters" | "doc"), read: sgml::read };

/// The records of a stream of XML whose root has that local name, in lower case.
pub(super) fn read(stream: Stream, root: &str, fields: Vec<Field>) -> Records {
    let schema = match root {
        "mediawiki" => return Box::new(std::iter::once(Err(wiki()))),
        _ if !fields.is_empty() => return other::read(stream, fields),
        "rss" | "rdf" | "feed" | "channel" => FEED,
        "nitf" | "newsml" | "newsmessage" | "newsitem" | "knowledgeitem" | "packageitem" => NEWS,
        _ => return other::read(stream, fields),
    };
    records(stream, schema)
}

/// The error for a dump of a wiki, whose texts are in a markup of their own.
fn wiki() -> Error {
    Error::new(ErrorKind::Format, "a dump of MediaWiki, whose markup is not read")
        .remedy("extract its texts first, for example with WikiExtractor --json")
}

/// The records of a collection in SGML: Reuters-21578, and those of TREC and Gigaword.
pub(super) fn read_sgml(stream: Stream) -> Records {
    records(stream, SGML)
}

fn records(stream: Stream, schema: Schema) -> Records {
    let items = Elements::new(stream, schema.wanted).enumerate();
    Box::new(items.map(move |(index, item)| {
        let item = item?;
        let mut record = (schema.read)(&item).map_err(|error| error.at_byte(item.byte))?;
        record.number = Some(index as u64 + 1);
        record.byte = Some(item.byte);
        Ok(record)
    }))
}

#[cfg(test)]
mod tests;
