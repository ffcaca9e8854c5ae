//! Threats: where what is threatened names nobody, the condition does: “threatened to leave if Malta stays”.

use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::lexicon;
use crate::ontology::Predicate;

/// Completes the target of a threat from its condition.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    if draft.predicate == Predicate::Threatened && is_promise(look, draft.trigger) {
        draft.sources.clear();
        draft.targets.clear();
        return;
    }
    if draft.predicate != Predicate::Threatened || !draft.targets.is_empty() || !look.tree.is_verbal(draft.trigger) {
        return;
    }
    let tree = look.tree;
    let Some(sentence) = tree.sentence(draft.trigger) else { return };
    let conditional = |kid: usize| {
        tree.token(kid).relation() == "advcl"
            && tree.is_under(kid, draft.trigger)
            && tree.children_by(kid, "mark").any(|mark| matches!(tree.lemma(mark), "if" | "unless" | "should"))
    };
    for clause in sentence.filter(|&t| t > draft.trigger && conditional(t)) {
        let Some(subject) = tree.own_subject(clause) else { continue };
        let mut targets = look.actors.of(subject, true);
        targets.retain(|target| draft.sources.iter().all(|source| source.actor != target.actor));
        if !targets.is_empty() {
            draft.targets = targets;
            return;
        }
    }
}

/// Whether a warning is of what others do or of what nobody does: “warned Malta that Greece was arming”, “of a flood”.
pub(super) fn is_advice(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    if !tree.is_verbal(t) || !matches!(tree.lemma(t), "warn" | "caution" | "alert") {
        return false;
    }
    let sources = tree.agent(t).map_or_else(Vec::new, |agent| look.actors.of(agent, true));
    if let Some(subject) = tree.child(t, "ccomp").and_then(|content| tree.own_subject(content)) {
        let acting = look.actors.of(subject, true);
        let own = acting.iter().any(|found| sources.iter().any(|source| source.actor == found.actor));
        return !acting.is_empty() && !own;
    }
    let matter = tree.children_by(t, "obl").find(|&kid| matches!(tree.case(kid), Some("of" | "about")));
    matter.is_some_and(|matter| !lexicon::acts::is_consequence(tree.lemma(matter)))
}

/// Whether who vows to act vows nothing hostile: “vowed to support Malta”.
fn is_promise(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    if !tree.is_verbal(t) || !matches!(tree.lemma(t), "vow" | "swear" | "pledge") || tree.child(t, "obj").is_some() {
        return false;
    }
    !tree.children(t).any(|kid| tree.token(kid).relation() == "xcomp" && lexicon::acts::is_hostile(tree.lemma(kid)))
}
