//! Protests: where the text names no target, they are against the authorities of the country.

use crate::events::Actor;
use crate::events::actors::Found;
use crate::events::coder::{Coder, Draft};
use crate::ontology::Predicate;

/// Completes the target of a demonstration: “thousands of Maltese demonstrated” against the authorities of Malta.
pub(super) fn refine(coder: &Coder<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    if draft.predicate != Predicate::ProtestedAgainst
        || !draft.targets.is_empty()
        || !coder.tree.is_verbal(draft.trigger)
    {
        return;
    }
    let Some(country) = draft.sources.first().and_then(|source| coder.actors.country(&source.actor)) else { return };
    let actor = Actor::Group { name: "authorities".to_owned(), country: Some(country.to_owned()), entity: None };
    let target = Found { actor, at: draft.trigger, direct: false, located: false };
    draft.targets.push(target);
}
