//! Moves of forces: soldiers that leave a country withdraw from it, travelers only leave; soldiers that arrive pay no
//! visit; what is released are people.

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Drops the leaving of those who are no force, and the visits of those who are.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let tree = look.tree;
    if found.predicate == Predicate::Visited && tree.is_verbal(found.trigger) {
        found.sources.retain(|source| !is_force(tree.lemma(source.at)));
        return;
    }
    if found.predicate == Predicate::WithdrewFrom && matches!(tree.lemma(found.trigger), "release" | "free") {
        // What a firm releases is a product.
        found.targets.retain(|target| match target.actor {
            Actor::Entity(entity) => look.actors.entity(entity).kind != EntityType::Organization,
            Actor::Group { .. } => true,
        });
        return;
    }
    if found.predicate != Predicate::WithdrewFrom
        || !matches!(tree.lemma(found.trigger), "leave" | "exit" | "vacate" | "depart")
    {
        return;
    }
    found.sources.retain(|source| is_force(tree.lemma(source.at)));
    if found.sources.is_empty() {
        *draft = None;
    }
}

fn is_force(lemma: &str) -> bool {
    matches!(
        lemma,
        "troop"
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
            | "deployment"
    )
}
