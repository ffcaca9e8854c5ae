//! Invitations that were taken up: “visited Malta at the invitation of its president”.

use crate::events::coder::{Coder, Draft};
use crate::ontology::Predicate;

/// Who comes at an invitation was invited, whatever becomes of the visit.
pub(super) fn refine(coder: &Coder<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    let tree = coder.tree;
    let t = draft.trigger;
    if draft.predicate != Predicate::Invited
        || !tree.is_nominal(t)
        || !matches!(tree.case(t), Some("at" | "on" | "upon"))
        || draft.sources.is_empty()
    {
        return;
    }
    let Some(verb) = tree.ancestors(t).find(|&at| tree.is_verbal(at)) else { return };
    if draft.targets.is_empty() {
        draft.targets = tree.agent(verb).map_or_else(Vec::new, |agent| coder.actors.of(agent, false));
        let sources = &draft.sources;
        draft.targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
    }
    draft.stance_at = verb;
}
