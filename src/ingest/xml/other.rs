//! XML of any kind in; the elements in it that have the fields of an article out, as records.

use std::iter;

use serde_json::{Map, Value};

use super::prose;
use super::tree::{Element, Elements, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::fields::{self, Field};
use crate::ingest::record::{Record, Records};
use crate::ingest::stream::Stream;

/// The records of a document: it is held as a whole, since what in it is an article cannot be known before.
pub(super) fn read(stream: Stream, fields: Vec<Field>) -> Records {
    match Elements::new(stream, |_| true).next() {
        Some(Ok(root)) => Box::new(records(&root, &fields).into_iter()),
        Some(Err(error)) => Box::new(iter::once(Err(error))),
        None => Box::new(iter::empty()),
    }
}

fn records(root: &Element, fields: &[Field]) -> Vec<Result<Record>> {
    let mut name = Map::new();
    name.insert(root.local().to_owned(), value(root));
    let mut found = fields::articles(&Value::Object(name), fields);
    if found.is_empty() {
        let message = format!("XML of a kind that is not known (<{}>)", root.name);
        let remedy = "if an element holds the text, name it: --field text=NAME; else give the articles as JSONL";
        return vec![Err(Error::new(ErrorKind::Format, message).remedy(remedy))];
    }
    if found.len() > 1 {
        (1..).zip(&mut found).for_each(|(number, record)| record.number = Some(number));
    }
    found.into_iter().map(Ok).collect()
}

/// An element as JSON: a string, if it holds only text or paragraphs, else an object of what is in it.
fn value(element: &Element) -> Value {
    let is_prose =
        |element: &Element| matches!(element.local(), "p" | "para" | "br" | "b" | "i" | "em" | "strong" | "a");
    let has_text = element.children.iter().any(|node| matches!(node, Node::Text(text) if !text.trim().is_empty()));
    if element.elements().all(is_prose) || has_text {
        let text = if element.elements().next().is_some() { prose::read(element).text } else { element.text() };
        if element.attributes.is_empty() || !text.trim().is_empty() {
            return Value::String(text);
        }
    }
    let mut map = Map::new();
    for (name, value) in &element.attributes {
        map.insert(name.clone(), Value::String(value.clone()));
    }
    for child in element.elements() {
        let value = value(child);
        match map.get_mut(child.local()) {
            Some(Value::Array(values)) => values.push(value),
            Some(other) => {
                let first = other.take();
                *other = Value::Array(vec![first, value]);
            }
            None => {
                map.insert(child.local().to_owned(), value);
            }
        }
    }
    Value::Object(map)
}
