//! A pair of parties with what speaks for it in; a [`Reading`] with the features of its probability out.

use super::super::{Actor, Event};
use super::features::Features;
use super::proposal::{Ruled, key};
use super::truth::Opinions;
use crate::ontology::Predicate;

/// One way to read a pair of actors into a word.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The event; its confidence is the probability of the reading.
    pub event: Event,
    /// The token that names it.
    pub trigger: usize,
    /// The tokens that name source and target.
    pub ends: [usize; 2],
    /// What its truth was chosen by; none for an event that only a rule finds.
    pub opinions: Option<Opinions>,
    /// What its probability rests on.
    pub features: Features,
}

impl Reading {
    /// What makes two readings the same event.
    pub(in crate::events) fn key(&self) -> (Predicate, [Option<Actor>; 2]) {
        key(self.event.predicate, [self.event.source.as_ref(), self.event.target.as_ref()])
    }

    /// What a rule found, as sure as the rule is.
    pub(in crate::events) fn of_rule(ruled: Ruled) -> Self {
        Self {
            event: ruled.event,
            trigger: ruled.trigger,
            ends: ruled.ends,
            opinions: None,
            features: Features::default(),
        }
    }
}
