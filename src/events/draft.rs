//! A candidate of the frames in; the draft of an event out, which families of predicates change before it is emitted.

use super::found::Found;
use super::frames::Candidate;
use super::{Modality, Polarity};
use crate::ontology::Predicate;

/// A candidate on its way to events; families may change it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) predicate: Predicate,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
    pub(super) trigger: usize,
    /// The token whose truth is that of the event: the verb “offered” for an offer to mediate.
    pub(super) stance_at: usize,
    pub(super) sources: Vec<Found>,
    pub(super) targets: Vec<Found>,
    pub(super) mutual: bool,
    /// Truth that the construction itself gives.
    pub(super) fixed: Option<(Polarity, Modality)>,
    /// Whether the trigger's own object tells what is done: “lifted the curfew”.
    pub(super) specific: bool,
    /// Whether the rule is a user's.
    pub(super) own: bool,
}

impl Draft {
    /// The draft as the rule has it.
    pub(super) fn new(candidate: &Candidate<'_>) -> Self {
        Self {
            predicate: candidate.rule.predicate,
            rule: candidate.rule.name,
            confidence: candidate.rule.confidence,
            trigger: candidate.trigger,
            stance_at: candidate.trigger,
            sources: candidate.sources.clone(),
            targets: candidate.targets.clone(),
            mutual: candidate.mutual,
            fixed: None,
            specific: candidate.rule.is_specific(),
            own: candidate.rule.own,
        }
    }
}
