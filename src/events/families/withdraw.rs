//! The verb of a concession or of a withdrawal in; what was done to somebody and is taken back, and whom others held, out: “lifted
//! sanctions” is a withdrawal, “lifted a curfew” gives something, and “freed him from bandits” is neither.

use crate::events::look_up::LookUp;
use crate::events::people::is_people;
use crate::events::tree::Tree;

/// Whether the object of the verb is a measure against somebody.
pub(super) fn is_lifted(tree: &Tree<'_>, t: usize) -> bool {
    let measure =
        |at: usize| matches!(tree.lemma(at), "sanction" | "embargo" | "blockade" | "siege" | "boycott" | "tariff");
    let undone = || tree.child(t, "obj").or_else(|| tree.is_passive(t).then(|| tree.subject(t)).flatten());
    tree.is_verbal(t)
        && matches!(tree.lemma(t), "lift" | "end" | "remove" | "drop" | "suspend" | "terminate")
        && undone().is_some_and(measure)
}

/// Whether somebody else held those who are freed.
pub(super) fn is_rescue(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    let holder = |at: usize| tree.case(at) == Some("from") && is_people(&tree.lemma(at).to_ascii_lowercase());
    tree.is_verbal(t)
        && matches!(tree.lemma(t), "free" | "release" | "liberate" | "rescue")
        && tree.children_by(t, "obl").any(holder)
}
