//! Event mentions as the graph keeps them: what the event stream writes, whether or not both actors are nodes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::identity::stable_id;
use super::{Claim, EdgeKind, Evidence};
use crate::date::Date;
use crate::events::{Modality, Polarity};
use crate::ontology::Predicate;

/// Who acts or is acted upon, by node id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActorRef {
    /// An entity of the graph.
    Entity(String),
    /// An unnamed group.
    Group {
        /// The words of the text: “Russian forces”.
        name: String,
        /// Alpha-3 of its country, `IGO` or `NGO`.
        country: Option<String>,
        /// Id of the country that it stands for in the graph.
        state: Option<String>,
    },
}

impl ActorRef {
    /// Id of the entity that stands for the actor in the graph.
    pub fn node(&self) -> Option<&str> {
        match self {
            ActorRef::Entity(id) => Some(id),
            ActorRef::Group { state, .. } => state.as_deref(),
        }
    }

    fn key(&self) -> String {
        match self {
            ActorRef::Entity(id) => id.clone(),
            ActorRef::Group { name, country, .. } => {
                format!("group\t{}\t{name}", country.as_deref().unwrap_or_default())
            }
        }
    }
}

/// One event mention.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventRecord {
    /// What says so, and where the event took place; the edge of the event has the same.
    pub evidence: Arc<Evidence>,
    /// What happened.
    pub predicate: Predicate,
    /// Who did it.
    pub source: Option<ActorRef>,
    /// To whom.
    pub target: Option<ActorRef>,
    /// Whether it happened.
    pub polarity: Polarity,
    /// How the text presents it.
    pub modality: Modality,
    /// Id of the entity that says so, if not the author.
    pub attribution: Option<String>,
    /// When.
    pub date: Option<Date>,
}

impl EventRecord {
    /// `event-` and a hash of what it says and where that stands.
    pub fn id(&self) -> String {
        let actor = |actor: &Option<ActorRef>| actor.as_ref().map(ActorRef::key).unwrap_or_default();
        stable_id(
            "event",
            &[
                &self.evidence.document,
                &self.evidence.begin.to_string(),
                &self.evidence.end.to_string(),
                self.predicate.name(),
                &actor(&self.source),
                &actor(&self.target),
                self.polarity.as_str(),
                self.modality.as_str(),
                self.attribution.as_deref().unwrap_or_default(),
                &self.date.map(|date| date.to_string()).unwrap_or_default(),
                self.evidence.place.as_deref().unwrap_or_default(),
                &self.evidence.rule,
                &self.evidence.confidence.to_string(),
            ],
        )
    }

    /// The claim that it supports; `None` unless two different nodes stand for its actors.
    pub fn claim(&self) -> Option<Claim> {
        let source = self.source.as_ref()?.node()?;
        let target = self.target.as_ref()?.node()?;
        if source == target {
            return None;
        }
        let claim = Claim {
            source: source.to_owned(),
            kind: EdgeKind::Event(self.predicate),
            target: target.to_owned(),
            date: self.date,
            negated: self.polarity == Polarity::Negative,
            modality: self.modality,
            attribution: self.attribution.clone(),
            role: None,
            place: self.evidence.place.clone().filter(|_| Claim::is_placed(EdgeKind::Event(self.predicate), self.date)),
        };
        Some(claim.normalized())
    }
}
