//! Values of JSON in; values as a graph database has them out.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// A value of Cypher, as far as they occur here.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Truth.
    Boolean(bool),
    /// A number without a fraction.
    Integer(i64),
    /// A number with one.
    Float(f64),
    /// A string.
    Text(String),
    /// A string of bytes.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Value>),
    /// Values by their names.
    Map(BTreeMap<String, Value>),
    /// Whatever else a server has: its kind and its fields.
    Structure(u8, Vec<Value>),
}

impl Value {
    /// A map of these.
    pub fn map<const N: usize>(entries: [(&str, Value); N]) -> Self {
        Self::Map(entries.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if it is one.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The strings of a list; none of anything else.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let list = match self {
            Self::List(list) => list.as_slice(),
            _ => &[],
        };
        list.iter().filter_map(Self::text)
    }

    /// The value of that name in a map.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(map) => map.get(name),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(truth) => Self::Boolean(truth),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(number), _) => Self::Integer(number),
                (None, Some(number)) => Self::Float(number),
                (None, None) => Self::Text(number.to_string()),
            },
            Json::String(text) => Self::Text(text),
            Json::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            Json::Object(map) => Self::Map(map.into_iter().map(|(name, value)| (name, value.into())).collect()),
        }
    }
}
