//! A document, its analysis and its entities in; [`Event`]s, [`Meeting`]s, [`Standing`] relations and [`Statement`]s
//! out, each with the bytes of text that say so. One family of predicates a file.

mod actors;
mod bystanders;
mod circumstance;
mod coder;
mod codes;
mod draft;
mod evidence;
mod families;
mod fit;
mod found;
mod frames;
mod lemmas;
mod light;
mod look_up;
mod marks;
mod media;
mod meetings;
mod nouns;
mod occasion;
mod operators;
mod people;
pub mod reader;
mod repeats;
mod rules;
mod sides;
mod standing;
mod statements;
#[cfg(test)]
pub(crate) mod support;
mod trace;
mod triggers;
mod veridicality;
mod writing;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::analyze::{Analysis, tree};
use crate::date::Date;
use crate::ingest::Document;
use crate::ontology::{Predicate, Relation};
use crate::resolve::Resolution;

pub use codes::Codes;
pub use occasion::{Level, Occasion};
pub use rules::Rules;
pub use trace::Note;
use triggers::Triggers;

/// Codes what a document says, by the rules that come with the program.
///
/// ```
/// use newsgraph::{analyze::analyze, events::{Modality, code}, ingest::Document, ontology::Predicate, resolve::resolve};
///
/// let document = Document::new("plan", "Angela Merkel will visit China.");
/// let analysis = analyze(&document);
/// let coded = code(&document, &analysis, &resolve(&document, &analysis));
/// assert_eq!((coded.events[0].predicate, coded.events[0].modality), (Predicate::Visited, Modality::Planned));
/// assert_eq!(coded.events[0].evidence.rule, "consult/visit");
/// ```
pub fn code(document: &Document, analysis: &Analysis, resolution: &Resolution) -> Coded {
    Rules::builtin().code(document, analysis, resolution)
}

/// Mends the lemmas of an analysis.
fn mended<'a>(analysis: &'a Analysis, triggers: &Triggers) -> Cow<'a, Analysis> {
    lemmas::repair(analysis, triggers)
}

/// Whether the text says that it happened or that it did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Polarity {
    /// It happened, or is to happen.
    Positive,
    /// It did not, or is not to.
    Negative,
}

impl Polarity {
    /// The other one.
    pub fn opposite(self) -> Self {
        match self {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        }
    }

    /// `positive` or `negative`.
    pub fn as_str(self) -> &'static str {
        match self {
            Polarity::Positive => "positive",
            Polarity::Negative => "negative",
        }
    }
}

/// How the text presents an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// As intended, scheduled, promised or offered.
    Planned,
    /// As a condition, a question, a wish or a demand.
    Hypothetical,
    /// As what a party to the matter claims.
    ReportedClaim,
}

impl Modality {
    /// The name in every export: `asserted`, `planned`, `hypothetical`, `reported-claim`.
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Hypothetical => "hypothetical",
            Modality::ReportedClaim => "reported-claim",
        }
    }
}

/// Who acts or is acted upon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Actor {
    /// Index into [`Resolution::entities`](crate::resolve::Resolution::entities).
    Entity(usize),
    /// An unnamed group: its words, the country it acts for (alpha-3, `IGO`, `NGO`), and the state it stands for.
    Group {
        /// The words of the text: “Russian forces”.
        name: String,
        /// Alpha-3 of its country.
        country: Option<String>,
        /// Index of the country's entity where the group stands for its state in the graph.
        entity: Option<usize>,
    },
}

impl Actor {
    /// The entity that the text names.
    pub fn named(&self) -> Option<usize> {
        match self {
            Actor::Entity(entity) => Some(*entity),
            Actor::Group { .. } => None,
        }
    }

    /// The entity that stands for the actor in the graph.
    pub fn entity(&self) -> Option<usize> {
        match self {
            Actor::Entity(entity) => Some(*entity),
            Actor::Group { entity, .. } => *entity,
        }
    }
}

/// The words that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Index of the sentence.
    pub sentence: usize,
    /// Bytes of the text: from the first to the last word of the event.
    pub span: Range<usize>,
    /// The rule that fired: `consult/met-with`.
    pub rule: &'static str,
    /// How sure the reading is, from 0 to 1; of an event the probability that it is right as a whole: both actors,
    /// predicate, direction and truth.
    pub confidence: f32,
    /// Which words play which part.
    pub marks: Marks,
}

/// Which words of a text make an event what it is, and how it is coded. Spans are the first byte and the byte after the last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Marks {
    /// The word that names the event.
    pub trigger: Option<(usize, usize)>,
    /// The mention that stands for the source.
    pub source: Option<(usize, usize)>,
    /// The mention that stands for the target.
    pub target: Option<(usize, usize)>,
    /// What decided polarity, modality and attribution, for people; empty where nothing spoke against a plain fact.
    pub decided: String,
    /// How the codebooks code it; empty for what is no event.
    pub codes: Codes,
}

/// One coded event mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What happened.
    pub predicate: Predicate,
    /// Who did it; `None` where the text does not say.
    pub source: Option<Actor>,
    /// To whom.
    pub target: Option<Actor>,
    /// Whether it happened.
    pub polarity: Polarity,
    /// How the text presents it.
    pub modality: Modality,
    /// Who says so, if not the author: an entity.
    pub attribution: Option<usize>,
    /// When.
    pub date: Option<Date>,
    /// Where: an entity.
    pub place: Option<usize>,
    /// What says so.
    pub evidence: Evidence,
}

/// An encounter of people: summit, talks, session. A telephone call is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// Entities, sorted, without duplicates.
    pub participants: Vec<usize>,
    /// Where: an entity.
    pub place: Option<usize>,
    /// When.
    pub date: Option<Date>,
    /// Whether it took place.
    pub polarity: Polarity,
    /// How the text presents it.
    pub modality: Modality,
    /// Who says so, if not the author.
    pub attribution: Option<usize>,
    /// At which level, how long, on what.
    pub occasion: Occasion,
    /// What says so; at least one.
    pub evidence: Vec<Evidence>,
}

/// A standing relation that the text states: an office, a body of a state, a place in a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Which relation.
    pub relation: Relation,
    /// Entity.
    pub source: usize,
    /// Entity.
    pub target: usize,
    /// The title of an office.
    pub role: Option<String>,
    /// Whether it is past, and holds no more.
    pub past: bool,
    /// Since when or until when.
    pub date: Option<Date>,
    /// What says so.
    pub evidence: Evidence,
}

/// A quotation with its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Entities that said it.
    pub speakers: Vec<usize>,
    /// Who else said it, as the text calls them: “two officials”.
    pub voices: Vec<String>,
    /// Entities that it was said to.
    pub addressees: Vec<usize>,
    /// Whom else it was said to, as the text calls them: “reporters”.
    pub audience: Vec<String>,
    /// Entities that it names.
    pub about: Vec<usize>,
    /// Entities that reported it: the news agency that the text names as its source.
    pub reporters: Vec<usize>,
    /// The words, without the quotation marks.
    pub text: String,
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// The verb or noun of saying.
    pub cue: Option<String>,
    /// When it was said.
    pub date: Option<Date>,
    /// What says so; the span is that of the quoted words.
    pub evidence: Evidence,
}

/// All that the text of one document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coded {
    /// Events in the order of their evidence.
    pub events: Vec<Event>,
    /// Meetings in the order of their first evidence.
    pub meetings: Vec<Meeting>,
    /// Standing relations in the order of their evidence.
    pub standing: Vec<Standing>,
    /// Statements in the order of the text.
    pub statements: Vec<Statement>,
}

/// The PLOVER type of an event as its truth has it: what is planned or offered is AGREE, and THREATEN where it would be
/// material conflict, as the codebook asks for declared intents.
pub fn plover_type(predicate: Predicate, polarity: Polarity, modality: Modality) -> &'static str {
    let info = predicate.info();
    match (modality, polarity, info.quad_class) {
        (Modality::Planned, Polarity::Positive, 1 | 2) => "AGREE",
        (Modality::Planned, Polarity::Positive, 4) => "THREATEN",
        _ => &info.plover_type,
    }
}
