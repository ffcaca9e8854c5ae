//! A file of GraphML in; the tables of a graph out: what `export/graphml.rs` writes, also after Gephi's or another tool's changes to
//! attributes, whose keys are known by their names.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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
    // Names of attributes by the ids of their keys.
    let mut keys = HashMap::<String, String>::new();
    let mut open: Option<Open> = None;
    let mut graph = HashMap::<String, String>::new();
    // What is open in the element, and its text.
    let (mut data, mut value) = (None::<String>, String::new());
    let (mut buffer, mut is_graphml) = (Vec::new(), false);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::DocType(_) => return Err("a document type, which GraphML needs none of".into()),
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"graphml" => is_graphml = true,
                b"key" => {
                    let (id, name) = (attribute(&tag, "id")?, attribute(&tag, "attr.name")?);
                    keys.insert(id, name);
                }
                b"node" => {
                    let node = Open::of("nodes", &tag, &["id"])?;
                    if is_empty { node.close(loaded)? } else { open = Some(node) }
                }
                b"edge" => {
                    let edge = Open::of("edges", &tag, &["id", "source", "target"])?;
                    if is_empty { edge.close(loaded)? } else { open = Some(edge) }
                }
                b"data" if !is_empty => {
                    data = Some(attribute(&tag, "key")?);
                    value.clear();
                }
                _ => {}
            },
            Event::Text(text) if data.is_some() => value.push_str(&text.xml10_content()?),
            Event::CData(text) if data.is_some() => value.push_str(&text.xml10_content()?),
            Event::GeneralRef(reference) if data.is_some() => match reference.resolve_char_ref()? {
                Some(c) => value.push(c),
                None => {
                    let name = reference.decode()?;
                    let known = quick_xml::escape::resolve_xml_entity(&name);
                    value.push_str(known.ok_or("an entity that XML does not have")?);
                }
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                b"data" => {
                    if let Some(key) = data.take() {
                        let name = keys.get(&key).unwrap_or(&key);
                        match &mut open {
                            Some(open) => open.put(name, restored(&value)),
                            None => drop(graph.insert(name.clone(), restored(&value))),
                        }
                    }
                }
                b"node" | b"edge" => {
                    if let Some(element) = open.take() {
                        element.close(loaded)?;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if !is_graphml {
        return Err("there is no element graphml".into());
    }
    for table in ["folded", "predicates", "decisions"] {
        if let Some(rows) = graph.get(table) {
            loaded.add_list(table, rows)?;
        }
    }
    Ok(())
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
