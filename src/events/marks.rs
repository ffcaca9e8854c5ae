//! The steps that led to the truth of an event in; what decided it out, in words for people.

use super::operators::Effect;
use super::reader::Scores;
use super::tree::Tree;
use super::veridicality::Stance;
use super::{Modality, Polarity};
use crate::date::Date;

/// What decided polarity, modality and attribution of an event, in the order in which it was read.
#[derive(Default)]
pub(super) struct Grounds(Vec<String>);

impl Grounds {
    /// What the words that govern the event do to it.
    pub(super) fn of(tree: &Tree<'_>, stance: &Stance) -> Self {
        let step = |&(t, effect): &(usize, Effect)| Some(format!("“{}” {}", tree.token(t).form, verb(effect)?));
        Self(stance.steps.iter().filter_map(step).collect())
    }

    /// The construction itself gives the truth.
    pub(super) fn construction(&mut self, rule: &str) {
        self.0 = vec![format!("the construction {rule} decides")];
    }

    /// The event lies after the day of publication.
    pub(super) fn future(&mut self, date: Option<Date>) {
        self.0.extend(date.map(|date| format!("{date} was still to come")));
    }

    /// What the model makes of its truth, its word and its parties, and whether a rule reads the same.
    pub(super) fn read(&mut self, truth: (Polarity, Modality), scores: &Scores, rule: Option<&str>) {
        let denied = if truth.0 == Polarity::Negative { "denied, " } else { "" };
        let Scores { trigger, source, target, truth: sure } = scores;
        self.0.push(format!("read as {denied}{} ({sure:.2})", truth.1.as_str()));
        self.0.push(format!("word {trigger:.2}, source {source:.2}, target {target:.2}"));
        self.0.push(rule.map_or("no rule reads the same".to_owned(), |rule| format!("so does the rule {rule}")));
    }

    /// All of it, parted by `; `.
    pub(super) fn text(&self, quoted: bool, claimed: bool) -> String {
        let mut parts: Vec<&str> = self.0.iter().map(String::as_str).collect();
        if quoted {
            parts.push("it stands in a quotation");
        }
        if claimed {
            parts.push("a party to it says so");
        }
        parts.join("; ")
    }
}

fn verb(effect: Effect) -> Option<&'static str> {
    match effect {
        Effect::Negate => Some("negates it"),
        Effect::Deny => Some("denies it"),
        Effect::Exclude => Some("rules it out"),
        Effect::Plan => Some("plans it"),
        Effect::Suppose => Some("supposes it"),
        Effect::Claim => Some("claims it"),
        Effect::Say => Some("says it"),
        Effect::Transparent | Effect::Presuppose => None,
    }
}
