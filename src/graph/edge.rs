//! The edges of the graph: one claim each, with every piece of evidence for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Confidence;
use super::identity::stable_id;
use crate::date::Date;
use crate::events::{Marks, Modality};
use crate::ontology::{Predicate, Relation, Vocabulary};

/// What an edge says of its two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EdgeKind {
    /// An event between two actors.
    Event(Predicate),
    /// A standing relation or a structural edge.
    Relation(Relation),
}

impl EdgeKind {
    /// The relationship type in Neo4j: `MET_WITH`.
    pub fn neo4j_type(self) -> &'static str {
        match self {
            EdgeKind::Event(predicate) => &predicate.info().neo4j_type,
            EdgeKind::Relation(relation) => &relation.info().neo4j_type,
        }
    }

    /// The name in kebab case: `met-with`.
    pub fn name(self) -> &'static str {
        match self {
            EdgeKind::Event(predicate) => predicate.name(),
            EdgeKind::Relation(relation) => relation.name(),
        }
    }

    /// Whether the order of the two ends carries no meaning.
    pub fn symmetric(self) -> bool {
        match self {
            EdgeKind::Event(predicate) => predicate.info().symmetric,
            EdgeKind::Relation(relation) => relation.info().symmetric,
        }
    }

    /// The kind of that relationship type, of the program or of a user.
    pub fn from_neo4j_type(name: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let own = vocabulary.iter().map(Predicate::Own);
        let event = Predicate::ALL.iter().copied().chain(own).map(EdgeKind::Event);
        let relation = Relation::ALL.iter().copied().map(EdgeKind::Relation);
        event.chain(relation).find(|kind| kind.neo4j_type() == name)
    }
}

/// One claim: what makes an edge the edge it is. Equal claims from many sentences are one edge.
///
/// A date is part of it: two meetings on two days are two edges. A mention without a date joins the dated claim of its
/// own document if there is just one, and never one of another document. Where no date is told of people who come
/// together, the place is part of it in the same way: talks in one town and talks in another are two edges.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    /// Node id; for a symmetric kind the lower of the two.
    pub source: String,
    /// What it says.
    pub kind: EdgeKind,
    /// Node id.
    pub target: String,
    /// When.
    pub date: Option<Date>,
    /// Whether the text says that it is not so.
    pub negated: bool,
    /// How the text presents it.
    pub modality: Modality,
    /// Id of the entity that says so, if not the author.
    pub attribution: Option<String>,
    /// The title of an office, the cue of a statement.
    pub role: Option<String>,
    /// Id of the entity where people came together, if no date tells two encounters apart.
    pub place: Option<String>,
}

impl Claim {
    /// A claim that is simply asserted.
    pub fn asserted(source: impl Into<String>, kind: EdgeKind, target: impl Into<String>) -> Self {
        let (source, target) = (source.into(), target.into());
        let modality = Modality::Asserted;
        Self { source, kind, target, date: None, negated: false, modality, attribution: None, role: None, place: None }
    }

    /// Whether it belongs in the plain views: positive and asserted.
    pub fn is_plain(&self) -> bool {
        !self.negated && self.modality == Modality::Asserted
    }

    /// Whether the place tells two of the kind apart where no date does.
    pub(super) fn is_placed(kind: EdgeKind, date: Option<Date>) -> bool {
        let encounter =
            matches!(kind, EdgeKind::Event(Predicate::MetWith | Predicate::NegotiatedWith | Predicate::Hosted));
        encounter && date.is_none()
    }

    /// Puts the ends of a symmetric claim into their one order.
    #[must_use]
    pub(super) fn normalized(mut self) -> Self {
        if self.kind.symmetric() && self.target < self.source {
            std::mem::swap(&mut self.source, &mut self.target);
        }
        self
    }

    /// `e-` and a hash of all fields.
    pub fn id(&self) -> String {
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        let mut parts = vec![
            self.source.as_str(),
            self.kind.neo4j_type(),
            &self.target,
            &date,
            if self.negated { "negated" } else { "" },
            self.modality.as_str(),
            self.attribution.as_deref().unwrap_or_default(),
            self.role.as_deref().unwrap_or_default(),
        ];
        parts.extend(self.place.as_deref());
        stable_id("e", &parts)
    }
}

/// Words of one document that say so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The document's own id.
    pub document: Arc<str>,
    /// First byte in the document's text.
    pub begin: usize,
    /// The byte after the last.
    pub end: usize,
    /// The rule that fired.
    pub rule: Arc<str>,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Id of the entity where it happened.
    pub place: Option<String>,
    /// The whole sentence.
    pub sentence: Arc<str>,
    /// First byte of the sentence in the document's text.
    pub sentence_begin: usize,
    /// Which words play which part; their spans are bytes in the document's text.
    pub marks: Marks,
}

impl Evidence {
    /// The same for an edge whose two ends changed places.
    #[must_use]
    pub(super) fn reversed(mut self) -> Self {
        std::mem::swap(&mut self.marks.source, &mut self.marks.target);
        self
    }
}

/// An edge of the graph: a claim and what says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The id of the claim.
    pub id: String,
    /// What it says.
    pub claim: Claim,
    /// Everything that says so. It is shared: a meeting and each of its participants have the same.
    pub evidence: BTreeSet<Arc<Evidence>>,
}

impl Edge {
    /// How sure it is: as sure as its surest mention.
    ///
    /// The mentions of one document are no independent witnesses, since they share what is read wrong, and the best of
    /// them counts. Neither are documents: much of the news is one report of an agency, printed again, and to multiply
    /// the doubts of its copies would make a thing sure that was read once. So of the documents the surest counts, too.
    /// How many there are is told beside it, as support. The greatest of a set does not depend on how the set was put
    /// together, so that graphs may be merged in any order and grouping.
    pub fn confidence(&self) -> Confidence {
        self.evidence.iter().map(|one| one.confidence).max().unwrap_or_default()
    }
}
