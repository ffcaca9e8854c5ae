//! The steps that led to the truth of an event in; what decided it out, in words for people.

use super::operators::Effect;
use super::tree::Tree;
use super::veridicality::Stance;
use crate::date::Date;

/// What decided polarity, modality and attribution of an event, in the order in which it was read.
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

    /// The trigger only announces the event.
    pub(super) fn intended(&mut self, tree: &Tree<'_>, trigger: usize) {
        self.0.push(format!("“{}” here only announces it", tree.token(trigger).form));
    }

    /// The event lies after the day of publication.
    pub(super) fn future(&mut self, date: Date) {
        self.0.push(format!("{date} was still to come"));
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
