//! What the coder decides about a word in; notes of why it gave no event out, for whoever asks. Without a reader nothing
//! is noted and nothing is computed for it.

use std::cell::RefCell;

use super::found::Found;
use super::tree::Tree;
use super::triggers::{Kind, Rule, Slot};

/// Why a rule that has the word for a trigger gave no event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The trigger: index into [`Analysis::tokens`](crate::analyze::Analysis::tokens).
    pub token: usize,
    /// The rule: `consult/meet`.
    pub rule: &'static str,
    /// What it lacked or what excluded it, in words for people.
    pub why: String,
}

/// The notes of one document, or no notes.
pub(super) struct Trace(Option<RefCell<Vec<Note>>>);

impl Trace {
    /// Notes nothing.
    pub(super) fn off() -> Self {
        Self(None)
    }

    /// Notes everything.
    pub(super) fn on() -> Self {
        Self(Some(RefCell::default()))
    }

    /// Notes why a rule gave no event.
    pub(super) fn note(&self, token: usize, rule: &'static str, why: impl FnOnce() -> String) {
        if let Some(notes) = &self.0 {
            notes.borrow_mut().push(Note { token, rule, why: why() });
        }
    }

    /// Notes it, and gives the nothing that the rule gave.
    pub(super) fn skip<T>(&self, token: usize, rule: &'static str, why: impl FnOnce() -> String) -> Option<T> {
        self.note(token, rule, why);
        None
    }

    /// The notes in the order of the text, each once.
    pub(super) fn into_notes(self) -> Vec<Note> {
        let mut notes = self.0.map(RefCell::into_inner).unwrap_or_default();
        notes.sort();
        notes.dedup();
        notes
    }
}

/// That no word fills a part of an event, and what stands in its place.
pub(super) fn lacks(part: &str, tree: &Tree<'_>, rule: &Rule, t: usize, slots: &[Slot]) -> String {
    if rule.kind == Kind::Noun {
        return format!("no {part}: neither what hangs on the noun nor the verb over it names an actor");
    }
    let place = |slot: &Slot| match slot {
        Slot::Agent => "subject".to_owned(),
        Slot::Object => "object".to_owned(),
        Slot::Indirect => "indirect object".to_owned(),
        Slot::Complement => "complement".to_owned(),
        Slot::ComplementSubject => "subject of the complement".to_owned(),
        Slot::Preposition(preposition) => format!("“{preposition}” phrase"),
    };
    let word = |slot: &Slot| match slot {
        Slot::Agent => tree.agent(t),
        Slot::Object => tree.object(t),
        Slot::Indirect => tree.child(t, "iobj"),
        Slot::Complement | Slot::ComplementSubject => None,
        Slot::Preposition(preposition) => tree.children(t).find(|&kid| tree.has_case(kid, preposition)),
    };
    match slots.iter().find_map(|slot| Some((slot, word(slot)?))) {
        Some((slot, at)) => format!("no {part}: the {} “{}” names no actor for it", place(slot), tree.token(at).form),
        None if slots.is_empty() => format!("no {part}: the rule has no place for it"),
        None => format!("no {part}: no {}", slots.iter().map(place).collect::<Vec<_>>().join(", no ")),
    }
}

/// Why a source and a target make no pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The source is a place that no country is known for.
    Stateless,
    /// The source is of a type that the predicate does not take.
    Domain(&'static str),
    /// The target is of a type that the predicate does not take.
    Range(&'static str),
    /// One of them is family or a friend, and what passes between them no affair of states.
    Private,
    /// One of them only says where something is.
    Located,
    /// A semicolon parts them.
    Apart,
    /// One preposition governs both.
    Together,
    /// One of them brings the others together.
    Mediates,
    /// Both come to others.
    Delegation,
    /// The one is the other's envoy, who is called home.
    CalledHome,
    /// What is judged was done to the target.
    Sufferer,
    /// Both are the same.
    Same,
}

impl Misfit {
    pub(super) fn why(self, [source, target]: [&Found; 2], tree: &Tree<'_>) -> String {
        let form = |found: &Found| format!("“{}”", tree.token(found.at).form);
        let (source, target) = (form(source), form(target));
        match self {
            Misfit::Stateless => format!("{source} with {target}: a place of no known country does not act"),
            Misfit::Domain(kind) => format!("{source} is a {kind}, which is no source of the predicate"),
            Misfit::Range(kind) => format!("{target} is a {kind}, which is no target of the predicate"),
            Misfit::Private => format!("what passes between {source} and {target} is private"),
            Misfit::Located => format!("of {source} and {target} one only tells where something is"),
            Misfit::Apart => format!("{source} and {target} stand in clauses that a semicolon parts"),
            Misfit::Together => format!("{source} and {target} are named together, on one side"),
            Misfit::Mediates => format!("of {source} and {target} one brings it about for others"),
            Misfit::Delegation => format!("{source} and {target} are of one delegation"),
            Misfit::CalledHome => format!("{source} calls {target} home"),
            Misfit::Sufferer => format!("what is told of was done to {target}"),
            Misfit::Same => format!("{source} and {target} are the same actor"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_taken_on_demand_only_and_each_once() {
        let off = Trace::off();
        assert_eq!(off.skip::<()>(1, "a/b", || unreachable!()), None);
        assert!(off.into_notes().is_empty());
        let on = Trace::on();
        for token in [2, 1, 2] {
            on.note(token, "a/b", || "so".to_owned());
        }
        let tokens: Vec<usize> = on.into_notes().iter().map(|note| note.token).collect();
        assert_eq!(tokens, [1, 2]);
    }
}
