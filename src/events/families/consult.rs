//! Meetings told by verbs of many senses: “saw the minister” is one, “sees Malta as a friend” none.

use crate::events::Actor;
use crate::events::coder::{Coder, Draft};
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Keeps of seeing, greeting and receiving what has a person for its object and no judgment.
pub(super) fn refine(coder: &Coder<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let tree = coder.tree;
    let trigger = found.trigger;
    if !matches!(tree.lemma(trigger), "see" | "receive" | "greet" | "host" | "treat" | "entertain")
        || !tree.is_verbal(trigger)
        || !matches!(found.predicate, Predicate::MetWith | Predicate::Hosted)
    {
        return;
    }
    let judged = tree.children(trigger).any(|kid| {
        matches!(tree.token(kid).relation(), "obl" | "obj" | "advcl" | "xcomp" | "ccomp")
            && (tree.has_case(kid, "as") || matches!(tree.token(kid).relation(), "xcomp" | "ccomp"))
    });
    let people = |actor: &Actor| match actor {
        Actor::Entity(entity) => coder.actors.entity(*entity).kind == EntityType::Person,
        Actor::Group { .. } => true,
    };
    if found.predicate == Predicate::MetWith || tree.lemma(trigger) == "treat" {
        found.targets.retain(|target| people(&target.actor));
    }
    if judged || found.targets.is_empty() {
        *draft = None;
    }
}
