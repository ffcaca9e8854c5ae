//! Meetings told by verbs of many senses: “saw the minister” is one, “sees Malta as a friend” none.

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::found::Found;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Keeps of seeing, greeting and receiving what has a person for its object and no judgment, of calls those by phone,
/// of coming what moves.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let tree = look.tree;
    let trigger = found.trigger;
    // a letter of intent or of credit is a document
    let document = found.predicate == Predicate::SpokeByPhoneWith
        && tree.lemma(trigger) == "letter"
        && tree.children_by(trigger, "nmod").any(|kid| {
            tree.has_case(kid, "of")
                && matches!(tree.lemma(kid), "intent" | "credit" | "resignation" | "recommendation")
        });
    // “a call that Malta pay”, “a call for talks” are demands; “when it comes to Malta” is no journey.
    let demand = found.predicate == Predicate::SpokeByPhoneWith
        && tree.lemma(trigger) == "call"
        && tree.is_nominal(trigger)
        && tree.children(trigger).any(|kid| {
            matches!(tree.token(kid).relation(), "acl" | "ccomp") && tree.is_finite(kid)
                || tree.token(kid).relation() == "nmod" && tree.has_case(kid, "for")
        });
    let idiom = found.predicate == Predicate::Visited
        && tree.own_subject(trigger).is_some_and(|subject| tree.lemma(subject) == "it");
    // Two people of no office, country or item who come to know each other hold no meeting: “met her at a pub”.
    let unofficial = |found: &Found| match &found.actor {
        Actor::Entity(entity) => {
            let person = look.actors.entity(*entity);
            let known = person.country.is_some() || person.wikidata.is_some();
            person.kind == EntityType::Person && !known && look.actors.titles(*entity).next().is_none()
        }
        Actor::Group { .. } => false,
    };
    let acquainted = found.predicate == Predicate::MetWith
        && matches!(tree.lemma(trigger), "meet" | "encounter")
        && tree.is_verbal(trigger)
        && (found.sources.iter().chain(&found.targets).all(unofficial) || tree.has(trigger, "advmod", "first"));
    if demand || document || idiom || acquainted {
        *draft = None;
        return;
    }
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
        Actor::Entity(entity) => look.actors.entity(*entity).kind == EntityType::Person,
        Actor::Group { .. } => true,
    };
    if found.predicate == Predicate::MetWith || tree.lemma(trigger) == "treat" {
        found.targets.retain(|target| people(&target.actor));
    }
    if judged || found.targets.is_empty() {
        *draft = None;
    }
}
