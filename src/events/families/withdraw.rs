//! Withdrawals: soldiers that leave a country withdraw from it, travelers only leave.

use crate::events::coder::{Coder, Draft};
use crate::ontology::Predicate;

/// Drops leaving and quitting of those who are no force.
pub(super) fn refine(coder: &Coder<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let tree = coder.tree;
    if found.predicate != Predicate::WithdrewFrom
        || !matches!(tree.lemma(found.trigger), "leave" | "exit" | "vacate" | "depart")
    {
        return;
    }
    found.sources.retain(|source| {
        matches!(
            tree.lemma(source.at),
            "troop"
                | "troops"
                | "soldier"
                | "force"
                | "army"
                | "marine"
                | "unit"
                | "battalion"
                | "contingent"
                | "tank"
                | "peacekeeper"
                | "warship"
                | "military"
                | "garrison"
                | "trooper"
                | "brigade"
                | "paratrooper"
        )
    });
    if found.sources.is_empty() {
        *draft = None;
    }
}
