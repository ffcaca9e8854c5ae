//! The acts that a document's nouns name and a later noun in; whose act it takes up out, so that “the proposal” of a later
//! sentence is that of who made it.

use super::found::Found;
use super::tree::Tree;

/// How many sentences back “the proposal” and “the meeting” look for the one that is meant.
pub(super) const REACH: usize = 3;

/// One noun for an act, with those who did it, if the text tells.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) token: usize,
    pub(super) kind: Kind,
    pub(super) doers: Vec<Found>,
}

/// What kinds of act later nouns take up, under the same word or another of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Proposal,
    Demand,
    Assault,
    Decision,
    Words,
}

/// The acts of a document, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Acts(pub(super) Vec<Act>);

impl Acts {
    /// Those whose act a definite noun takes up: “Oslo rejected *the plan*”.
    pub(super) fn taken_up(&self, tree: &Tree<'_>, noun: usize) -> Vec<Found> {
        let Some(kind) = kind(tree.lemma(noun)).filter(|_| tree.is_definite(noun)) else { return Vec::new() };
        let sentence = tree.token(noun).sentence;
        let before = self.0.partition_point(|act| act.token < noun);
        let near = self.0[..before].iter().rev().take_while(|act| tree.token(act.token).sentence + REACH >= sentence);
        let mut near = near.filter(|act| act.kind == kind);
        let same = near.clone().find(|act| tree.lemma(act.token) == tree.lemma(noun));
        let last = same.or_else(|| near.find(|act| !act.doers.is_empty()));
        let doers = last.map_or(&[][..], |act| &act.doers);
        doers.iter().map(|doer| Found { at: noun, direct: false, ..doer.clone() }).collect()
    }
}

/// The kind of act that a noun names.
pub(super) fn kind(lemma: &str) -> Option<Kind> {
    Some(match lemma {
        "proposal" | "plan" | "offer" | "initiative" | "blueprint" | "peace-plan" => Kind::Proposal,
        "demand" | "call" | "request" | "appeal" | "ultimatum" => Kind::Demand,
        "attack" | "strike" | "airstrike" | "raid" | "bombing" | "shelling" | "assault" | "offensive" | "invasion" => {
            Kind::Assault
        }
        "decision" | "move" | "ban" | "ruling" | "step" => Kind::Decision,
        "statement" | "remark" | "comment" | "accusation" | "allegation" | "claim" | "criticism" => Kind::Words,
        _ => return None,
    })
}
