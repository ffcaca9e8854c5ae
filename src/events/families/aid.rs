//! Aid: what is promised is no aid yet, and help among persons is no matter of states.

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Marks promised aid as a plan; drops help from one person to another.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let lemma = look.tree.lemma(found.trigger);
    if found.predicate == Predicate::MobilizedAgainst && keeps_peace(look, found.trigger) {
        found.predicate = Predicate::Aided;
        found.rule = "aid/peacekeeping";
    }
    match found.predicate {
        Predicate::Aided => {
            found.intended |= matches!(lemma, "promise" | "pledge" | "offer" | "allocate");
            let person = |actor: &Actor| match actor {
                Actor::Entity(entity) => look.actors.entity(*entity).kind == EntityType::Person,
                Actor::Group { .. } => false,
            };
            let private = !found.sources.is_empty()
                && found.sources.iter().chain(&found.targets).all(|found| person(&found.actor));
            if private && look.tree.is_verbal(found.trigger) {
                *draft = None;
            }
        }
        Predicate::CooperatedWith if look.tree.is_nominal(found.trigger) => {
            // “built in cooperation with Malta”: as true as the building.
            if matches!(look.tree.case(found.trigger), Some("in" | "through"))
                && let Some(verb) = look.tree.head(found.trigger).filter(|&head| look.tree.is_verbal(head))
            {
                found.stance_at = verb;
            }
            let governor = look.tree.head(found.trigger).map(|head| look.tree.lemma(head));
            found.intended |= matches!(governor, Some("offer" | "promise" | "pledge" | "propose"));
        }
        _ => {}
    }
}

/// Whether those who are deployed keep the peace.
fn keeps_peace(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    let deployed = tree.children(t).filter(|&kid| matches!(tree.token(kid).relation(), "obj" | "nmod" | "compound"));
    deployed.into_iter().any(|kid| {
        std::iter::once(kid).chain(tree.children(kid)).any(|word| {
            let lemma = tree.lemma(word);
            ["peacekeep", "peace-keep", "humanitarian"].iter().any(|stem| lemma.starts_with(stem))
        })
    })
}
