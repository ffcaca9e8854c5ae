//! The keys of a node of RDF with their values in; an object of JSON out.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A node of RDF under construction; keys keep their order.
#[derive(Debug, Clone, Default)]
pub(in crate::export) struct Object<'o> {
    fields: Vec<(Cow<'static, str>, Value<'o>)>,
}

/// A value of a key.
#[derive(Debug, Clone)]
pub(in crate::export) enum Value<'o> {
    /// A string, or a link, as the key has it.
    Text(Cow<'o, str>),
    /// A number.
    Number(usize),
    /// A truth value.
    Truth(bool),
    /// A literal and its datatype.
    Typed(String, &'static str),
    /// Another node.
    Object(Object<'o>),
    /// Several.
    List(Vec<Value<'o>>),
}

impl<'o> Object<'o> {
    /// What is told of the node of that compact IRI, which is of these types.
    pub(super) fn new(id: String, types: &[&'static str]) -> Self {
        let mut object = Self { fields: Vec::with_capacity(24) };
        object.add("@id", id);
        object.list("@type", types.iter().copied());
        object
    }

    /// Adds a key, which is new.
    pub(super) fn add(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Value<'o>>) {
        self.fields.push((key.into(), value.into()));
    }

    /// Adds a key if there is a value.
    pub(super) fn maybe(&mut self, key: &'static str, value: Option<impl Into<Value<'o>>>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    /// Adds a key if the text is not empty.
    pub(super) fn told(&mut self, key: &'static str, text: &'o str) {
        self.maybe(key, Some(text).filter(|text| !text.is_empty()));
    }

    /// Adds one value as it is, several as an array, none not at all.
    pub(super) fn list<V: Into<Value<'o>>>(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = V>,
    ) {
        let mut values = values.into_iter().map(Into::into);
        let Some(first) = values.next() else { return };
        match values.next() {
            None => self.add(key, first),
            Some(second) => self.add(key, Value::List([first, second].into_iter().chain(values).collect())),
        }
    }

    /// The value of a key.
    pub(in crate::export) fn get(&self, key: &str) -> Option<&Value<'o>> {
        self.fields().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The value of a key, to change.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Value<'o>> {
        self.fields.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Leaves nothing but these keys.
    pub(super) fn keep(&mut self, keys: &[&str]) {
        self.fields.retain(|(key, _)| keys.contains(&&**key));
    }

    /// The keys and values.
    pub(in crate::export) fn fields(&self) -> impl Iterator<Item = (&str, &Value<'o>)> {
        self.fields.iter().map(|(key, value)| (&**key, value))
    }

    /// Its compact IRI.
    pub(in crate::export) fn id(&self) -> &str {
        self.get("@id").and_then(Value::text).unwrap_or_default()
    }
}

impl<'o> Value<'o> {
    /// The string.
    pub(in crate::export) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The node.
    pub(in crate::export) fn object(&self) -> Option<&Object<'o>> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// It, or those of the array.
    pub(in crate::export) fn each(&self) -> &[Value<'o>] {
        match self {
            Value::List(values) => values,
            one => std::slice::from_ref(one),
        }
    }
}

impl<'o> Value<'o> {
    /// It, or those of the array, to change.
    pub(super) fn each_mut(&mut self) -> &mut [Value<'o>] {
        match self {
            Value::List(values) => values,
            one => std::slice::from_mut(one),
        }
    }
}

impl<'o> From<&'o str> for Value<'o> {
    fn from(text: &'o str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'o> From<&'o String> for Value<'o> {
    fn from(text: &'o String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Truth(truth)
    }
}

impl<'o> From<Object<'o>> for Value<'o> {
    fn from(object: Object<'o>) -> Self {
        Value::Object(object)
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields())
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(number) => number.serialize(serializer),
            Value::Truth(truth) => serializer.serialize_bool(*truth),
            Value::Typed(text, datatype) => {
                let mut literal = serializer.serialize_map(Some(2))?;
                literal.serialize_entry("@type", datatype)?;
                literal.serialize_entry("@value", text)?;
                literal.end()
            }
            Value::Object(object) => object.serialize(serializer),
            Value::List(values) => serializer.collect_seq(values),
        }
    }
}
