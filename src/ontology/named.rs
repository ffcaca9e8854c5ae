//! Predicates and relations in; what stands for them where a graph is packed out, and back: their names, and of a user's predicate
//! the whole definition.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Own, Predicate, PredicateInfo, Relation};

/// What stands for a predicate.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Own(PredicateInfo),
}

impl Serialize for Predicate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Predicate::Own(own) => own.info().serialize(serializer),
            predicate => serializer.serialize_str(predicate.name()),
        }
    }
}

impl<'de> Deserialize<'de> for Predicate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Name(name) => Predicate::from_name(&name).ok_or_else(|| unknown(&name)),
            Written::Own(info) => Own::define(info).map(Predicate::Own).map_err(|flaw| de::Error::custom(flaw.message)),
        }
    }
}

impl Serialize for Relation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Relation::from_name(&name).ok_or_else(|| unknown(&name))
    }
}

fn unknown<E: de::Error>(name: &str) -> E {
    E::custom(format!("“{name}” is no predicate"))
}
