//! What the event reader of the model makes of an analysis: words that may tell of an event, with who may take part.

use crate::ontology::Predicate;

/// How a text may put an event: happened, denied, planned, planned not to happen, hypothetical, claimed, claimed not to
/// have happened.
pub const TRUTHS: [&str; 7] = ["A", "N", "P", "NP", "H", "R", "NR"];

/// A word that the model takes, with some probability, for the trigger of an event. One word may have several signals.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// The word: index into [`Analysis::tokens`](super::Analysis::tokens).
    pub trigger: usize,
    /// The kind of event.
    pub predicate: Predicate,
    /// Probability that the word is the trigger of such an event, from 0.05 to 1.
    pub probability: f32,
    /// Words that may name who acts, each with its probability from 0.05 to 1: those of the sentence in the order of the
    /// text, then those of the sentence before.
    pub sources: Vec<(usize, f32)>,
    /// The same of who is acted upon.
    pub targets: Vec<(usize, f32)>,
    /// The same of who claims the event to have happened.
    pub claimants: Vec<(usize, f32)>,
    /// Probability of each of [`TRUTHS`], which sum up to 1: A it happened, N it is denied, P it is planned, NP it is
    /// planned not to happen, H it is hypothetical, R somebody claims it, NR somebody claims that it did not happen.
    pub truth: [f32; TRUTHS.len()],
}
