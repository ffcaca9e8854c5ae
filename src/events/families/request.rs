//! Requests: “asked B to visit” invites, “said B must leave” demands.

use crate::events::coder::{Coder, Draft, is_media};
use crate::ontology::Predicate;

/// Tells invitations from other requests, and reads demands off the modal verb of reported speech.
pub(super) fn refine(coder: &Coder<'_>, t: usize, draft: &mut Option<Draft>) {
    if let Some(draft) = draft {
        if draft.predicate == Predicate::AppealedTo
            && matches!(coder.tree.lemma(t), "ask" | "invite")
            && asks_to_come(coder, t)
        {
            draft.predicate = Predicate::Invited;
            draft.rule = "agree/invite";
        }
        return;
    }
    *draft = modal_demand(coder, t);
}

fn asks_to_come(coder: &Coder<'_>, t: usize) -> bool {
    let tree = coder.tree;
    tree.children_by(t, "xcomp")
        .any(|kid| matches!(tree.lemma(kid), "visit" | "come" | "attend" | "tour" | "travel" | "join"))
}

/// “The minister said that Malta must pay”: a demand of Malta.
fn modal_demand(coder: &Coder<'_>, t: usize) -> Option<Draft> {
    let tree = coder.tree;
    let says = matches!(
        tree.lemma(t),
        "say"
            | "declare"
            | "state"
            | "announce"
            | "reiterate"
            | "insist"
            | "stress"
            | "tell"
            | "add"
            | "emphasize"
            | "emphasise"
            | "warn"
            | "repeat"
            | "argue"
            | "underline"
    );
    if !says || !tree.is_verbal(t) {
        return None;
    }
    let content = tree.children_by(t, "ccomp").find(|&kid| {
        tree.children_by(kid, "aux")
            .any(|aux| matches!(tree.lemma(aux), "must" | "should" | "ought" | "shall" if tree.lemma(aux) != "shall"))
            || matches!(tree.lemma(kid), "have" | "need") && tree.child(kid, "xcomp").is_some()
    })?;
    let sources = tree.agent(t).map_or_else(Vec::new, |agent| coder.actors.of(agent, true));
    let mut targets = tree.own_subject(content).map_or_else(Vec::new, |subject| coder.actors.of(subject, false));
    targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
    let reporting = sources
        .iter()
        .any(|source| source.actor.entity().is_some_and(|entity| is_media(&coder.actors.entity(entity).name)));
    let negated = reporting || tree.has(t, "advmod", "not") || sources.is_empty() || targets.is_empty();
    (!negated).then_some(Draft {
        predicate: Predicate::DemandedOf,
        rule: "request/modal",
        confidence: 0.6,
        trigger: t,
        stance_at: t,
        sources,
        targets,
        mutual: false,
        fixed: None,
    })
}
