//! Attacks in, with whoever did and suffered them; criticism out where they are made with words (“attacked the senator for
//! his vote”), nothing where they are crimes of private people.

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Turns an attack between people who speak into criticism, and keeps the crimes of nobody in particular from their state.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    // “two French officers raped a Canadian tourist”: neither acts or suffers for a country.
    let private = draft.as_ref().is_some_and(|draft| {
        let mut actors = draft.sources.iter().chain(&draft.targets).map(|found| &found.actor);
        matches!(look.tree.lemma(draft.trigger), "rape" | "molest" | "grope" | "mug" | "rob" | "stalk")
            && actors.any(|actor| matches!(actor, Actor::Group { .. }))
    });
    if private {
        *draft = None;
    }
    let Some(draft) = draft else { return };
    if draft.predicate == Predicate::Attacked && is_scene(look, draft.trigger) {
        // “killed in a strike in Malta”: the place is only where.
        draft.targets.retain(|target| !matches!(look.tree.case(target.at), Some("in" | "at" | "near" | "inside")));
    }
    if draft.predicate != Predicate::Attacked
        || !matches!(look.tree.lemma(draft.trigger), "attack" | "hit" | "blast" | "assault" | "savage")
    {
        return;
    }
    let kind = |actor: &Actor| match actor {
        Actor::Entity(entity) => Some(look.actors.entity(*entity).kind),
        Actor::Group { .. } => None,
    };
    let person = |actor: &Actor| kind(actor) == Some(EntityType::Person);
    let speaks = |actor: &Actor| matches!(kind(actor), Some(EntityType::Person | EntityType::Organization));
    let sources = draft.sources.iter().map(|found| &found.actor);
    let targets = draft.targets.iter().map(|found| &found.actor);
    let people = sources.clone().all(person) && targets.clone().all(person);
    let worded = sources.clone().all(speaks) && targets.clone().all(speaks) && has_matter(look, draft.trigger);
    let known = !draft.sources.is_empty() && !draft.targets.is_empty();
    if known && (people && !has_weapon(look, draft.trigger) || worded) {
        draft.predicate = Predicate::Criticized;
        draft.rule = "accuse/verbal-attack";
    }
}

/// Whether the noun of an attack only tells how somebody was killed or wounded.
fn is_scene(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    tree.is_nominal(t)
        && tree.token(t).relation() == "obl"
        && tree.head(t).is_some_and(|verb| {
            matches!(tree.lemma(verb), "kill" | "wound" | "injure" | "die" | "destroy" | "assassinate" | "hit")
        })
}

/// What the words are about: “over the budget”, “for leaving”, “as a fraud”.
fn has_matter(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    tree.children(t).any(|kid| match tree.token(kid).relation() {
        "obl" | "advcl" => {
            matches!(tree.case(kid), Some("over" | "for" | "as"))
                || tree.case(kid) == Some("on") && !tree.analysis.times.iter().any(|time| time.tokens.contains(&kid))
                || tree.has(kid, "mark", "for")
                || tree.token(kid).xpos == "VBG" && matches!(tree.lemma(kid), "call" | "say" | "accuse" | "claim")
        }
        _ => false,
    })
}

fn has_weapon(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    tree.children_by(t, "obl").any(|kid| {
        matches!(tree.case(kid), Some("with"))
            && matches!(
                tree.lemma(kid),
                "knife" | "gun" | "hammer" | "axe" | "bomb" | "rifle" | "weapon" | "pistol" | "acid" | "machete"
            )
    })
}
