//! What the model proposes and what the rules found in; both with what makes two of them the same out.

use super::super::found::Found;
use super::super::{Actor, Event, Modality, Polarity};
use super::truth::Opinions;
use crate::ontology::Predicate;

/// What the model says of one pair of parties, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::events) struct Scores {
    pub(in crate::events) trigger: f32,
    pub(in crate::events) source: f32,
    pub(in crate::events) target: f32,
    /// Of the truth that it gives the event.
    pub(in crate::events) truth: f32,
}

impl Scores {
    /// That the word names the event and the two are its parties.
    pub(in crate::events) fn joint(self) -> f32 {
        self.trigger * self.source * self.target
    }
}

/// What makes two readings the same event: the predicate and its actors, in order where it matters.
pub(super) fn key(predicate: Predicate, ends: [Option<&Actor>; 2]) -> (Predicate, [Option<Actor>; 2]) {
    let mut ends = ends.map(Option::<&Actor>::cloned);
    if predicate.info().symmetric {
        ends.sort();
    }
    (predicate, ends)
}

/// A pair that the model proposes, with who its parties are.
#[derive(Debug, Clone)]
pub(in crate::events) struct Proposal {
    pub(in crate::events) trigger: usize,
    pub(in crate::events) predicate: Predicate,
    pub(in crate::events) source: Found,
    pub(in crate::events) target: Found,
    pub(in crate::events) scores: Scores,
    pub(in crate::events) truth: (Polarity, Modality),
    /// What the truth was chosen by.
    pub(in crate::events) opinions: Opinions,
    /// The entity that says so, if it is a claim.
    pub(in crate::events) speaker: Option<usize>,
}

impl Proposal {
    pub(in crate::events) fn key(&self) -> (Predicate, [Option<Actor>; 2]) {
        key(self.predicate, [Some(&self.source.actor), Some(&self.target.actor)])
    }
}

/// An event of the rules.
#[derive(Debug, Clone)]
pub(in crate::events) struct Ruled {
    /// The token that names it.
    pub(in crate::events) trigger: usize,
    /// The tokens that name source and target.
    pub(in crate::events) ends: [usize; 2],
    /// Whether the rule is a user's.
    pub(in crate::events) own: bool,
    pub(in crate::events) event: Event,
}

impl Ruled {
    /// Whether the model was not taught such events: those of a user's rules, and those of unnamed groups that stand for
    /// nobody in the graph.
    pub(in crate::events) fn is_of_rules_alone(&self) -> bool {
        let unnamed = |actor: &Option<Actor>| matches!(actor, Some(Actor::Group { entity: None, .. }));
        self.own || unnamed(&self.event.source) || unnamed(&self.event.target)
    }

    /// What makes two events the same.
    pub(in crate::events) fn key(&self) -> (Predicate, [Option<Actor>; 2]) {
        key(self.event.predicate, [self.event.source.as_ref(), self.event.target.as_ref()])
    }
}
