//! What people decided of a graph in; the same as a set that is united with others, and what of it holds, out.
//!
//! A decision is about ids, and stays where the graph has nothing of them: a later document may bring it. Sets are united
//! in any order; which decisions contradict each other is told from the whole set, and none of those holds.
//!
//! ```
//! use newsgraph::decisions::{Decision, Label, Verb};
//! use newsgraph::{ingest::Document, read_document};
//!
//! let mut graph = read_document(&Document::new("vote", "Peru praised Chile."));
//! let edge = graph.petgraph().edge_weights().next().map(|edge| edge.id.clone()).unwrap();
//! graph.decisions_mut().add(Decision::new(Verb::Reject, &edge, "")?, Label::default());
//! assert_eq!(graph.folded().decision(&edge), Some(Verb::Reject));
//! # Ok::<(), String>(())
//! ```

mod file;
mod groups;
mod settle;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use file::{File, Given};
pub(crate) use groups::Groups;
pub(crate) use settle::Settled;

use crate::resolve::is_item;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verb {
    /// An edge is right.
    Confirm,
    /// An edge is wrong.
    Reject,
    /// Two nodes are one.
    SameAs,
    /// Two nodes are two.
    NotSame,
    /// A node is a Wikidata item, or none.
    Link,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 5] = [Self::Confirm, Self::Reject, Self::SameAs, Self::NotSame, Self::Link];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reject => "reject",
            Self::SameAs => "same-as",
            Self::NotSame => "not-same",
            Self::Link => "link",
        }
    }

    /// The verb that is written so, whatever its case, with a space or `_` for the hyphen too.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace(['_', ' '], "-");
        Self::ALL.into_iter().find(|verb| verb.as_str() == name)
    }

    /// Whether it is about an edge.
    pub fn is_of_edge(self) -> bool {
        matches!(self, Self::Confirm | Self::Reject)
    }
}

/// In the place of an item: that there is none.
pub const NO_ITEM: &str = "none";

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decision {
    verb: Verb,
    id: String,
    other: String,
}

impl Decision {
    /// A decision about an edge or a node; `other` is the other node of two, or the item of a link.
    ///
    /// # Errors
    /// In words, what of it cannot be decided.
    pub fn new(verb: Verb, id: &str, other: &str) -> Result<Self, String> {
        let (id, other) = (id.trim(), other.trim());
        let about = |id: &str, wanted: &str| Err(format!("“{verb}” is about {wanted}, and “{}” is none", short(id)));
        let is_node = |id: &str| !["e-", "meeting-", "statement-", "document-"].iter().any(|kind| id.starts_with(kind));
        if id.is_empty() {
            return Err(format!("“{verb}” without an id"));
        }
        if id.chars().chain(other.chars()).any(char::is_control) {
            return Err("a control character in an id".to_owned());
        }
        let other = match verb {
            Verb::Confirm | Verb::Reject if !id.starts_with("e-") => return about(id, "an edge (e-…)"),
            Verb::Confirm | Verb::Reject => String::new(),
            _ if !is_node(id) => return about(id, "a person, country, organization or place"),
            Verb::Link => match item(other) {
                Some(item) => item,
                None => return Err(format!("“{}” is no Wikidata item", short(other))),
            },
            _ if other.is_empty() => return Err(format!("“{verb}” needs two ids, and “other” is empty")),
            _ if !is_node(other) => return about(other, "a person, country, organization or place"),
            _ if id == other => return Err(format!("“{verb}” of one id, “{}”", short(id))),
            _ => other.to_owned(),
        };
        Ok(Self { verb, id: id.to_owned(), other }.ordered())
    }

    /// Two nodes in the order of their ids.
    fn ordered(mut self) -> Self {
        if matches!(self.verb, Verb::SameAs | Verb::NotSame) && self.other < self.id {
            std::mem::swap(&mut self.id, &mut self.other);
        }
        self
    }

    /// What is decided.
    pub fn verb(&self) -> Verb {
        self.verb
    }

    /// Of which edge or node; of two nodes the id that comes first.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The other of two nodes, the item of a link or [`NO_ITEM`]; else empty.
    pub fn other(&self) -> &str {
        &self.other
    }

    /// Whether one of two cannot be while the other is, whatever else is decided.
    fn denies(&self, other: &Self) -> bool {
        use Verb::{Confirm, Link, NotSame, Reject, SameAs};
        match (self.verb, other.verb) {
            (Confirm, Reject) | (Reject, Confirm) => self.id == other.id,
            (SameAs, NotSame) | (NotSame, SameAs) => (&self.id, &self.other) == (&other.id, &other.other),
            (Link, Link) => self.id == other.id && self.other != other.other,
            _ => false,
        }
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Decision {
    /// `reject e-3fa9c1d2e4b5a697`, `link local-1 Q5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { verb, id, other } = self;
        if other.is_empty() { write!(f, "{verb} {id}") } else { write!(f, "{verb} {id} {other}") }
    }
}

/// The item that is meant: its number or its address; [`NO_ITEM`] for nothing.
fn item(text: &str) -> Option<String> {
    if text.is_empty() || text.eq_ignore_ascii_case(NO_ITEM) {
        return Some(NO_ITEM.to_owned());
    }
    let number = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text).to_uppercase();
    is_item(&number).then_some(number)
}

fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    text.chars().take(LENGTH).collect()
}

/// What a person reads beside the ids of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What the edge or the node was called.
    pub name: String,
    /// What the other node or the item was called.
    pub other_name: String,
    /// What the person noted.
    pub note: String,
}

impl Label {
    /// Both; the outcome does not depend on which comes first.
    fn join(&mut self, other: Self) {
        for (mine, theirs) in
            [(&mut self.name, other.name), (&mut self.other_name, other.other_name), (&mut self.note, other.note)]
        {
            if theirs > *mine {
                *mine = theirs;
            }
        }
    }
}

/// A set of decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Decision, Label)>", into = "Vec<(Decision, Label)>")]
pub struct Decisions(BTreeMap<Decision, Label>);

impl From<Vec<(Decision, Label)>> for Decisions {
    fn from(all: Vec<(Decision, Label)>) -> Self {
        let mut decisions = Self::default();
        all.into_iter().for_each(|(decision, label)| decisions.add(decision, label));
        decisions
    }
}

impl From<Decisions> for Vec<(Decision, Label)> {
    fn from(decisions: Decisions) -> Self {
        decisions.0.into_iter().collect()
    }
}

impl Decisions {
    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The decisions with what people read beside them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&Decision, &Label)> {
        self.0.iter()
    }

    /// Whether it has the decision.
    pub fn has(&self, decision: &Decision) -> bool {
        self.0.contains_key(decision)
    }

    /// Adds a decision.
    pub fn add(&mut self, decision: Decision, label: Label) {
        self.0.entry(decision).or_default().join(label);
    }

    /// Adds a later decision, which takes the place of those that say the contrary of the same thing.
    pub fn replace(&mut self, decision: Decision, label: Label) {
        self.0.retain(|earlier, _| !earlier.denies(&decision));
        self.0.insert(decision, label);
    }

    /// Adds all of another set.
    pub fn unite(&mut self, other: Self) {
        other.0.into_iter().for_each(|(decision, label)| self.add(decision, label));
    }

    /// Those that `keep` chooses.
    #[must_use]
    pub(crate) fn filtered(&self, keep: impl Fn(&Decision) -> bool) -> Self {
        let kept = self.0.iter().filter(|(decision, _)| keep(decision));
        Self(kept.map(|(decision, label)| (decision.clone(), label.clone())).collect())
    }

    /// The same under other ids, where `new` has one.
    #[must_use]
    pub(crate) fn renamed(&self, new: impl Fn(&str) -> Option<String>) -> Self {
        let mut renamed = Self::default();
        for (decision, label) in &self.0 {
            let id = |old: &str| new(old).unwrap_or_else(|| old.to_owned());
            let decision = Decision { verb: decision.verb, id: id(&decision.id), other: id(&decision.other) };
            renamed.add(decision.ordered(), label.clone());
        }
        renamed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_decided_is_told() {
        let flaw = |verb, id, other| Decision::new(verb, id, other).unwrap_err();
        assert!(flaw(Verb::Reject, "Q1", "").contains("an edge"));
        assert!(flaw(Verb::Confirm, " ", "").contains("without an id"));
        assert!(flaw(Verb::SameAs, "Q1", "").contains("two ids"));
        assert!(flaw(Verb::SameAs, "Q1", " Q1 ").contains("one id"));
        assert!(flaw(Verb::NotSame, "Q1", "e-1").contains("“e-1” is none"));
        assert!(flaw(Verb::Link, "meeting-1", "Q1").contains("“meeting-1” is none"));
        assert!(flaw(Verb::Link, "local-1", "Berlin").contains("no Wikidata item"));
        assert!(flaw(Verb::Link, "local-\u{7}", "Q1").contains("control"));
    }

    #[test]
    fn verbs_and_items_are_read_as_people_write_them() {
        assert_eq!(Verb::from_name(" Same as "), Some(Verb::SameAs));
        assert_eq!(Verb::from_name("not_same"), Some(Verb::NotSame));
        assert_eq!(Verb::from_name("same"), None);
        let linked = |other| Decision::new(Verb::Link, "local-1", other).unwrap().other().to_owned();
        assert_eq!(linked("https://www.wikidata.org/wiki/q64"), "Q64");
        assert_eq!((linked(""), linked("None")), ("none".to_owned(), "none".to_owned()));
        let pair = Decision::new(Verb::SameAs, "Q2", "Q1").unwrap();
        assert_eq!(pair.to_string(), "same-as Q1 Q2");
    }

    #[test]
    fn a_later_decision_takes_the_place_of_its_contrary() {
        let decision = |verb, id, other| Decision::new(verb, id, other).unwrap();
        let mut decisions = Decisions::default();
        decisions.add(decision(Verb::Reject, "e-1", ""), Label::default());
        decisions.add(decision(Verb::Link, "local-1", "Q1"), Label::default());
        decisions.replace(decision(Verb::Confirm, "e-1", ""), Label::default());
        decisions.replace(decision(Verb::Link, "local-1", ""), Label::default());
        let told: Vec<String> = decisions.iter().map(|(decision, _)| decision.to_string()).collect();
        assert_eq!(told, ["confirm e-1", "link local-1 none"]);
    }
}
