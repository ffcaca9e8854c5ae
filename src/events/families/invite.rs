//! Invitations and requests that were taken up: “visited Malta at the invitation of its president”.

use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;

/// Who comes at an invitation was invited, who acts at a request was asked, whatever becomes of the visit.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    let tree = look.tree;
    let t = draft.trigger;
    if !matches!(draft.predicate, Predicate::Invited | Predicate::AppealedTo)
        || !matches!(tree.lemma(t), "invitation" | "request" | "urging")
        || !tree.is_nominal(t)
        || !matches!(tree.case(t), Some("at" | "on" | "upon"))
        || draft.sources.is_empty()
    {
        return;
    }
    let Some(verb) = tree.head(t).filter(|&at| tree.is_verbal(at) && !tree.is_passive(at)) else { return };
    if draft.targets.is_empty() {
        draft.targets = tree.agent(verb).map_or_else(Vec::new, |agent| look.actors.of(agent, false));
        let sources = &draft.sources;
        draft.targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
    }
    draft.stance_at = verb;
}
