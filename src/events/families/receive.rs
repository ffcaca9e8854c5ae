//! The verb of an encounter in; whether it tells of a host and a guest out: “welcomed him at the airport”, “Malta received him”.

use crate::events::Actor;
use crate::events::look_up::LookUp;
use crate::resolve::EntityType;

/// Whether who acts is the host of whom the object names: whoever welcomes somebody, and a state that receives him, which meets
/// nobody in person.
pub(super) fn receives(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    if !tree.is_verbal(t) {
        return false;
    }
    let is_state = |actor: &Actor| match actor {
        Actor::Entity(entity) => look.actors.entity(*entity).kind == EntityType::Country,
        Actor::Group { .. } => false,
    };
    let by_state =
        || tree.agent(t).is_some_and(|agent| look.actors.of(agent, false).iter().any(|found| is_state(&found.actor)));
    match tree.lemma(t) {
        "welcome" => true,
        "receive" => by_state(),
        _ => false,
    }
}
