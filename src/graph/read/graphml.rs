//! A file of GraphML in; the tables of a graph out: what `export/graphml.rs` writes, also after Gephi's or another tool's changes to
//! attributes, whose keys are known by their names.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::loaded::Loaded;
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
    fields: HashMap<String, String>,
}

fn elements<R: BufRead>(reader: &mut Reader<R>, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
    // Names of attributes by the ids of their keys.
    let mut keys = HashMap::<String, String>::new();
    let mut open: Option<Open> = None;
    let mut graph = HashMap::<String, String>::new();
    let mut data: Option<(String, String)> = None;
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
                    let fields = HashMap::from([("id".to_owned(), attribute(&tag, "id")?)]);
                    let node = Open { table: "nodes", fields };
                    if is_empty { close(node, loaded)? } else { open = Some(node) }
                }
                b"edge" => {
                    let mut fields = HashMap::new();
                    for name in ["id", "source", "target"] {
                        fields.insert(name.to_owned(), attribute(&tag, name)?);
                    }
                    let edge = Open { table: "edges", fields };
                    if is_empty { close(edge, loaded)? } else { open = Some(edge) }
                }
                b"data" if !is_empty => {
                    let key = attribute(&tag, "key")?;
                    data = Some((keys.get(&key).cloned().unwrap_or(key), String::new()));
                }
                _ => {}
            },
            Event::Text(text) => {
                if let Some((_, value)) = &mut data {
                    value.push_str(&text.xml10_content()?);
                }
            }
            Event::CData(text) => {
                if let Some((_, value)) = &mut data {
                    value.push_str(&text.xml10_content()?);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, value)) = &mut data {
                    match reference.resolve_char_ref()? {
                        Some(c) => value.push(c),
                        None => {
                            let name = reference.decode()?;
                            let known = quick_xml::escape::resolve_xml_entity(&name);
                            value.push_str(known.ok_or("an entity that XML does not have")?);
                        }
                    }
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                b"data" => {
                    if let Some((name, value)) = data.take() {
                        let fields = open.as_mut().map_or(&mut graph, |open| &mut open.fields);
                        fields.insert(name, restored(&value));
                    }
                }
                b"node" | b"edge" => {
                    if let Some(element) = open.take() {
                        close(element, loaded)?;
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

/// Adds an element to the tables.
fn close(element: Open, loaded: &mut Loaded) -> std::result::Result<(), Cause> {
    let Open { table, fields } = element;
    let label = if table == "nodes" { "name" } else { "type" };
    loaded.add(table, |name| fields.get(if name == label { "label" } else { name }).cloned());
    for (key, rows) in [("mentions_by_document", "mentions"), ("evidence_all", "evidence")] {
        if let Some(text) = fields.get(key) {
            loaded.add_list(rows, text)?;
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
    while let Some(at) = rest.find("_x") {
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
