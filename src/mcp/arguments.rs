//! The arguments of a call in; checked values out, and the schema that tells a client of them.

use serde_json::{Map, Value, json};

use crate::date::Date;
use crate::query::moment;
use crate::{Error, ErrorKind, Result};

/// The longest text of an argument, in bytes.
const LONGEST: usize = 1 << 16;

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A day, month or year.
    Moment,
    /// A number from 1 to that.
    Count(u64),
    /// True or false.
    Flag,
}

/// An argument of a tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it must be given.
    pub must: bool,
    /// What it does, in a few words.
    pub about: &'static str,
}

/// One that must be given.
pub(super) const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, must: true, about }
}

/// One that may be given.
pub(super) const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, must: false, about }
}

/// The JSON schema of the arguments.
pub(super) fn schema(fields: &[Field]) -> Value {
    let property = |field: &Field| {
        let schema = match field.kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::Moment => json!({ "type": "string", "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$" }),
            Kind::Count(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
            Kind::Flag => json!({ "type": "boolean" }),
        };
        let mut schema = schema;
        schema["description"] = json!(field.about);
        (field.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.must).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Arguments that fit their fields.
#[derive(Debug)]
pub(super) struct Arguments<'a>(&'a Map<String, Value>);

impl<'a> Arguments<'a> {
    /// Checks what was given.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for an argument that is missing, unknown or of another kind.
    pub fn of(fields: &[Field], given: &'a Map<String, Value>) -> Result<Self> {
        let usage = |message: String| Err(Error::new(ErrorKind::Usage, message));
        for (name, value) in given {
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
                return usage(format!("no argument “{name}”; there are {}", known.join(", ")));
            };
            let wanted = match field.kind {
                _ if value.is_null() && !field.must => continue,
                Kind::Text => value.as_str().is_none_or(|text| text.len() > LONGEST).then_some("a text".to_owned()),
                Kind::Moment => value.as_str().map_or(Some("a text".to_owned()), |text| moment(text).err()),
                Kind::Count(most) => {
                    let fits = value.as_u64().is_some_and(|count| (1..=most).contains(&count));
                    (!fits).then(|| format!("a number from 1 to {most}"))
                }
                Kind::Flag => (!value.is_boolean()).then_some("true or false".to_owned()),
            };
            if let Some(wanted) = wanted {
                return usage(format!("“{name}” must be {}", wanted.trim_start_matches("expected ")));
            }
        }
        match fields.iter().find(|field| field.must && !given.contains_key(field.name)) {
            Some(field) => usage(format!("“{}” is missing: {}", field.name, field.about)),
            None => Ok(Self(given)),
        }
    }

    /// The text of an argument; empty where it was not given.
    pub fn text(&self, name: &str) -> &'a str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The text of an argument that was given.
    pub fn some_text(&self, name: &str) -> Option<&'a str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A day, month or year.
    pub fn moment(&self, name: &str) -> Option<Date> {
        self.0.get(name)?.as_str().and_then(|text| moment(text).ok())
    }

    /// A number.
    pub fn count(&self, name: &str) -> Option<usize> {
        self.0.get(name)?.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    /// Whether something was asked for.
    pub fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
}
