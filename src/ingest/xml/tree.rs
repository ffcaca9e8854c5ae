//! A stream of XML or SGML in; the elements that are wanted out, each with all that is in it.
//!
//! Entities that a document defines are not expanded, and nothing outside of it is opened: `&name;` is what HTML knows
//! by that name, else it stays as it stands. End tags that are missing or crossed are made good.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::limits;
use crate::ingest::stream::Stream;

/// An element.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name in lower case, with its prefix: `content:encoded`.
    pub name: String,
    /// Its attributes, their names in lower case.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// The byte of the stream that it begins before.
    pub byte: u64,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name || local(key) == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name anywhere in it, in the order of the text.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| if element.local() == name { Some(element) } else { element.find(name) })
    }

    /// All text in it, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// All text in it in one line; `None` if there is none.
    pub fn line(&self) -> Option<String> {
        Some(self.text().split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An iterator over the elements that are wanted; what lies around them is passed over.
pub(super) struct Elements {
    reader: Reader<BufReader<Metered>>,
    /// Whether an element of that local name is wanted.
    wanted: fn(&str) -> bool,
    left: Arc<AtomicU64>,
    buffer: Vec<u8>,
    ended: bool,
}

impl Elements {
    pub fn new(stream: Stream, wanted: fn(&str) -> bool) -> Self {
        let left = Arc::new(AtomicU64::new(limits::RECORD));
        let input = Metered { input: stream, left: Arc::clone(&left) };
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, input));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, wanted, left, buffer: Vec::new(), ended: false }
    }

    fn event(&mut self) -> Result<Event<'static>> {
        self.buffer.clear();
        let byte = self.reader.buffer_position();
        self.reader.read_event_into(&mut self.buffer).map(Event::into_owned).map_err(|error| {
            self.ended = true;
            let kind = if matches!(error, quick_xml::Error::Io(_)) { ErrorKind::Read } else { ErrorKind::Format };
            Error::new(kind, "no XML from here on")
                .at_byte(byte)
                .caused_by(error)
                .remedy("what came before was read; check that the file is whole")
        })
    }

    /// The next element that is wanted.
    fn element(&mut self) -> Result<Option<Element>> {
        loop {
            let byte = self.reader.buffer_position();
            let event = self.event()?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) if (self.wanted)(local(&name(tag))) => {
                    let element = element(tag, byte);
                    let is_empty = matches!(event, Event::Empty(_));
                    let found = if is_empty { Ok(element) } else { self.filled(element) };
                    self.left.store(limits::RECORD, Ordering::Relaxed);
                    return found.map(Some);
                }
                Event::Eof => return Ok(None),
                // What lies between the elements is not held.
                _ => self.left.store(limits::RECORD, Ordering::Relaxed),
            }
        }
    }

    /// The element with all that is in it.
    fn filled(&mut self, element: Element) -> Result<Element> {
        let begin = element.byte;
        let mut open = vec![element];
        // Text and references as they stand, until something else comes.
        let mut raw = String::new();
        loop {
            let depth = open.len();
            let Some(last) = open.last_mut() else { return Ok(Element::default()) };
            let event = self.event()?;
            match &event {
                Event::Text(text) => raw.push_str(&String::from_utf8_lossy(text)),
                Event::GeneralRef(name) => {
                    raw.push('&');
                    raw.push_str(&String::from_utf8_lossy(name));
                    raw.push(';');
                }
                _ if !raw.is_empty() => last.children.push(Node::Text(unescape(&std::mem::take(&mut raw)))),
                _ => {}
            }
            match event {
                Event::Start(tag) if depth < limits::XML_DEPTH => open.push(self::element(&tag, begin)),
                Event::Start(_) => {
                    self.ended = true;
                    let message = format!("elements nested more than {} deep", limits::XML_DEPTH);
                    return Err(Error::new(ErrorKind::Format, message).at_byte(begin).remedy("the rest was left out"));
                }
                Event::Empty(tag) => last.children.push(Node::Element(self::element(&tag, begin))),
                Event::CData(text) => {
                    last.children.push(Node::Text(String::from_utf8_lossy(&text).into_owned()));
                }
                Event::End(tag) => {
                    let name = String::from_utf8_lossy(tag.name().as_ref()).to_lowercase();
                    if let Some(at) = open.iter().rposition(|element| element.name == name) {
                        while open.len() > at {
                            if let Some(found) = close(&mut open) {
                                return Ok(found);
                            }
                        }
                    }
                }
                Event::Eof => {
                    self.ended = true;
                    return Err(Error::new(ErrorKind::Format, "the file ends within an article")
                        .at_byte(begin)
                        .remedy("the article was left out; check that the file is whole"));
                }
                _ => {}
            }
        }
    }
}

/// Puts the innermost element into the one around it; returns it if there is none around it.
fn close(open: &mut Vec<Element>) -> Option<Element> {
    let element = open.pop()?;
    match open.last_mut() {
        Some(parent) => {
            parent.children.push(Node::Element(element));
            None
        }
        None => Some(element),
    }
}

impl Iterator for Elements {
    type Item = Result<Element>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.element().transpose()
    }
}

fn name(tag: &BytesStart) -> String {
    String::from_utf8_lossy(tag.name().as_ref()).to_lowercase()
}

fn element(tag: &BytesStart, byte: u64) -> Element {
    let attributes = tag
        .html_attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let key = String::from_utf8_lossy(attribute.key.as_ref()).to_lowercase();
            (key, unescape(&String::from_utf8_lossy(&attribute.value)))
        })
        .collect();
    Element { name: name(tag), attributes, children: Vec::new(), byte }
}

/// A text with its character references read. A control character that no text has is left out.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let end = after[..after.floor_char_boundary(32)].find(';');
        let name = end.map(|end| &after[..end]);
        let number =
            name.and_then(|name| name.strip_prefix('#')).and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
                None => number.parse().ok(),
            });
        match (number.and_then(char::from_u32), name.and_then(resolve_html5_entity)) {
            (Some(c), _) if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {}
            (Some(c), _) => plain.push(c),
            (None, Some(known)) => plain.push_str(known),
            (None, None) => {
                plain.push('&');
                rest = after;
                continue;
            }
        }
        rest = end.map_or("", |end| &after[end + 1..]);
    }
    plain.push_str(rest);
    plain
}

/// A stream that ends in an error where a record grows too long.
struct Metered {
    input: Stream,
    left: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::Error::other(format!("an article of more than {} MB", limits::RECORD >> 20)));
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Result<Element>> {
        let stream = Stream::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())));
        Elements::new(stream, |name| name == "item").collect()
    }

    #[test]
    fn elements_come_with_all_that_is_in_them() {
        let found =
            items("<?xml version='1.0'?><r><item ID=7><x:t>A &amp; B</x:t><t><![CDATA[<p>]]></t></item><item/></r>");
        let item = found[0].as_ref().unwrap();
        assert_eq!(item.attribute("id"), Some("7"));
        assert_eq!(item.find("t").unwrap().children, [Node::Text("A & B".to_owned())]);
        let texts: Vec<_> = item.elements().map(|element| (element.local(), element.text())).collect();
        assert_eq!(texts, [("t", "A & B".to_owned()), ("t", "<p>".to_owned())]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn end_tags_are_made_good() {
        let found = items("<item><b>One<br>two</i></item><item>Three</item>");
        assert_eq!(found[0].as_ref().unwrap().text(), "Onetwo");
        assert_eq!(found[1].as_ref().unwrap().text(), "Three");
        assert!(items("<item><b>One").remove(0).is_err());
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let bomb = "<!DOCTYPE r [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                    <r><item>&b; &c; &#5;&#x41;&nbsp;R&D &eacute;
                    Q&A; AT&T&</item></r>";
        assert_eq!(items(bomb)[0].as_ref().unwrap().text(), "&b; &c; A\u{a0}R&D é\n                    Q&A; AT&T&");
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let deep = format!("<item>{}", "<a>".repeat(100_000));
        assert!(items(&deep)[0].as_ref().unwrap_err().to_string().contains("256 deep"));
    }
}
