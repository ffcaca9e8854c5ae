//! A file of GraphML in; the tables of a graph out: what `export/graphml.rs` writes, also after Gephi's or another tool's changes to
//! attributes, whose keys are known by their names.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use super::loaded::Loaded;
use crate::graph::columns;
use crate::{Error, ErrorKind, Result};

/// Reads the file.
///
/// # Errors
/// [`ErrorKind::Read`] where it cannot be read, [`ErrorKind::Format`] with the byte for what is no GraphML.
pub(super) fn read(path: &Path) -> Result<Loaded> {
    let file = File::open(path)
        .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(path).caused_by(error))?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut loaded = Loaded::of(path);
    let outcome = elements(&mut reader, &mut loaded);
    outcome.map_err(|cause| {
        Error::new(ErrorKind::Format, "no graph in GraphML")
            .in_file(path)
            .at_byte(reader.buffer_position())
            .caused_by(cause)
            .remedy("give a file that newsgraph wrote")
    })?;
    Ok(loaded)
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The element that is open, with its attributes and data.
struct Open {
    table: &'static str,
    /// By the places of [`names`].
    fields: Vec<String>,
}

impl Open {
    fn of(table: &'static str, tag: &BytesStart<'_>, attributes: &[&str]) -> std::result::Result<Self, Cause> {
        let mut open = Self { table, fields: vec![String::new(); names(table).count()] };
        for name in attributes {
            open.put(name, attribute(tag, name)?);
        }
        Ok(open)
    }

    fn put(&mut self, name: &str, value: String) {
        let place = names(self.table).position(|known| known == name);
        if let Some(field) = place.and_then(|place| self.fields.get_mut(place)) {
            *field = value;
        }
    }

    /// Adds it to the tables.
    fn close(&self, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
        if let Some((rows, fields)) = self.fields.split_last() {
            loaded.add_fields(self.table, fields.iter());
            if !rows.is_empty() {
                loaded.add_list(if self.table == "nodes" { "mentions" } else { "evidence" }, rows)?;
            }
        }
        Ok(())
    }
}

/// What the attributes of a table are called, and last what has the rows of another.
fn names(table: &str) -> impl Iterator<Item = &'static str> {
    let (label, rows) = if table == "nodes" { ("name", "mentions_by_document") } else { ("type", "evidence_all") };
    let name = move |name: &&'static str| if *name == label { "label" } else { *name };
    columns::of(table).names.iter().map(name).chain([rows])
}

fn elements<R: BufRead>(reader: &mut Reader<R>, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
    let mut elements = Elements::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Eof => return elements.finish(loaded),
            Event::DocType(_) => return Err("a document type, which GraphML needs none of".into()),
            Event::Start(tag) => elements.begin(&tag, false, loaded)?,
            Event::Empty(tag) => elements.begin(&tag, true, loaded)?,
            Event::Text(text) if elements.data.is_some() => elements.value.push_str(&text.xml10_content()?),
            Event::CData(text) if elements.data.is_some() => elements.value.push_str(&text.xml10_content()?),
            Event::GeneralRef(reference) if elements.data.is_some() => elements.refer(&reference)?,
            Event::End(tag) => elements.end(&tag, loaded)?,
            _ => {}
        }
    }
}

/// What is known between two tags.
#[derive(Default)]
struct Elements {
    is_graphml: bool,
    /// Names of attributes by the ids of their keys.
    keys: HashMap<String, String>,
    /// The node or edge that is open.
    open: Option<Open>,
    /// The data of the graph itself, by name.
    graph: HashMap<String, String>,
    /// The key of the data that are open, and their text.
    data: Option<String>,
    value: String,
}

impl Elements {
    fn begin(&mut self, tag: &BytesStart<'_>, is_empty: bool, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
        match tag.local_name().as_ref() {
            b"graphml" => self.is_graphml = true,
            b"key" => {
                let (id, name) = (attribute(tag, "id")?, attribute(tag, "attr.name")?);
                self.keys.insert(id, name);
            }
            b"node" => {
                let node = Open::of("nodes", tag, &["id"])?;
                if is_empty { node.close(loaded)? } else { self.open = Some(node) }
            }
            b"edge" => {
                let edge = Open::of("edges", tag, &["id", "source", "target"])?;
                if is_empty { edge.close(loaded)? } else { self.open = Some(edge) }
            }
            b"data" if !is_empty => {
                self.data = Some(attribute(tag, "key")?);
                self.value.clear();
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds the character that a reference stands for.
    fn refer(&mut self, reference: &BytesRef<'_>) -> std::result::Result<(), Cause> {
        match reference.resolve_char_ref()? {
            Some(c) => self.value.push(c),
            None => {
                let name = reference.decode()?;
                let known = quick_xml::escape::resolve_xml_entity(&name);
                self.value.push_str(known.ok_or("an entity that XML does not have")?);
            }
        }
        Ok(())
    }

    fn end(&mut self, tag: &BytesEnd<'_>, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
        match tag.local_name().as_ref() {
            b"data" => {
                if let Some(key) = self.data.take() {
                    let name = self.keys.get(&key).unwrap_or(&key);
                    match &mut self.open {
                        Some(open) => open.put(name, restored(&self.value)),
                        None => drop(self.graph.insert(name.clone(), restored(&self.value))),
                    }
                }
            }
            b"node" | b"edge" => {
                if let Some(element) = self.open.take() {
                    element.close(loaded)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds the tables that stand in the data of the graph.
    fn finish(&self, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
        if !self.is_graphml {
            return Err("there is no element graphml".into());
        }
        for table in ["folded", "predicates", "decisions"] {
            if let Some(rows) = self.graph.get(table) {
                loaded.add_list(table, rows)?;
            }
        }
        Ok(())
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> std::result::Result<String, Cause> {
    let attribute = tag.try_get_attribute(name)?;
    let Some(attribute) = attribute else { return Ok(String::new()) };
    let text = std::str::from_utf8(&attribute.value)?;
    let plain = quick_xml::escape::unescape(text)?;
    Ok(restored(&plain))
}

/// Puts in the characters that XML lacks, which are written as `_x0007_`.
fn restored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let digits = after.get(2..7).and_then(|digits| digits.strip_suffix('_'));
        let digits =
            digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte)));
        let c = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push(c);
                rest = &after[7..];
            }
            None => {
                out.push_str("_x");
                rest = &after[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::restored;

    #[test]
    fn what_xml_has_not_is_put_in() {
        assert_eq!(restored("a_x0000__x0007_b"), "a\u{0}\u{7}b");
        assert_eq!(restored("_x005F_x0007_ _x7_ _x000g_ _x"), "_x0007_ _x7_ _x000g_ _x");
    }
}
