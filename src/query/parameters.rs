//! What a question may be asked about.

use crate::date::Date;

/// A parameter of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// Whom it is about.
    Actor,
    /// Another whom it is about.
    Other,
    /// Where.
    Place,
    /// The type of an edge.
    Predicate,
    /// Not before.
    Since,
    /// Not after.
    Until,
}

impl Parameter {
    /// Every parameter.
    pub const ALL: [Parameter; 6] = [
        Parameter::Actor,
        Parameter::Other,
        Parameter::Place,
        Parameter::Predicate,
        Parameter::Since,
        Parameter::Until,
    ];

    /// Its name on the command line, and in Cypher.
    pub fn name(self) -> &'static str {
        match self {
            Parameter::Actor => "actor",
            Parameter::Other => "other",
            Parameter::Place => "place",
            Parameter::Predicate => "predicate",
            Parameter::Since => "since",
            Parameter::Until => "until",
        }
    }

    /// What it takes, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Parameter::Actor => "name, other name or id of a person, country, organization or place",
            Parameter::Other => "a second actor",
            Parameter::Place => "name, other name or id of a place",
            Parameter::Predicate => "type of an edge, as criticized or MET_WITH",
            Parameter::Since => "a day, month or year; what ended before is left out, and what has no date",
            Parameter::Until => "a day, month or year; what began after is left out, and what has no date",
        }
    }

    /// Its variable in SPARQL.
    pub(super) fn variable(self) -> &'static str {
        match self {
            Parameter::Actor => "?the_actor",
            Parameter::Other => "?the_other",
            Parameter::Place => "?the_place",
            Parameter::Predicate => "?the_predicate",
            Parameter::Since => "?since",
            Parameter::Until => "?until",
        }
    }

    /// Whether it is somebody or something in the graph.
    pub(crate) fn is_entity(self) -> bool {
        matches!(self, Parameter::Actor | Parameter::Other | Parameter::Place)
    }
}

/// What a question is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// Whom: name, other name or id.
    pub actor: Option<String>,
    /// Another whom.
    pub other: Option<String>,
    /// Where: name, other name or id.
    pub place: Option<String>,
    /// The type of an edge: `criticized`, `CRITICIZED`.
    pub predicate: Option<String>,
    /// Not before that day, month or year.
    pub since: Option<Date>,
    /// Not after that day, month or year.
    pub until: Option<Date>,
}

impl Values {
    /// The value of a parameter as text.
    pub fn get(&self, parameter: Parameter) -> Option<String> {
        match parameter {
            Parameter::Actor => self.actor.clone(),
            Parameter::Other => self.other.clone(),
            Parameter::Place => self.place.clone(),
            Parameter::Predicate => self.predicate.clone(),
            Parameter::Since => self.since.map(|date| date.to_string()),
            Parameter::Until => self.until.map(|date| date.to_string()),
        }
    }
}

/// A day, month or year, as `--since` and `--until` take it.
///
/// # Errors
/// What was expected.
pub(crate) fn moment(text: &str) -> std::result::Result<Date, String> {
    let date = text.parse().ok().filter(|date| !matches!(date, Date::Interval(..)));
    date.ok_or_else(|| "expected a day, month or year: 2023-03-21, 2023-03, 2023".to_owned())
}
