//! Mediation: whose conflict it is, and whether it is done or only offered.
//!
//! “Oslo offered to mediate between A and B”, “Oslo's proposal to mediate the war” and “an offer of mediation” are
//! `proposed-mediation`; its targets are the parties and whoever answers the offer.

use crate::events::draft::Draft;
use crate::events::found::Found;
use crate::events::look_up::LookUp;
use crate::events::{Modality, Polarity};
use crate::lexicon;
use crate::ontology::Predicate;

/// Turns offered mediation into `proposed-mediation` and completes the parties.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    if draft.predicate != Predicate::Mediated && draft.predicate != Predicate::ProposedMediation {
        return;
    }
    let trigger = draft.trigger;
    if draft.predicate == Predicate::Mediated {
        add_parties(look, trigger, draft);
    }
    let tree = look.tree;
    let own = (draft.predicate == Predicate::ProposedMediation).then_some(trigger);
    let offer = offer_above(look, trigger).or(own).or_else(|| offer_beside(look, trigger));
    let Some(offer) = offer else { return };
    draft.predicate = Predicate::ProposedMediation;
    draft.rule = "agree/proposed-mediation";
    draft.stance_at = offer;
    if tree.is_nominal(offer) {
        let owners = look.actors.of(offer, true);
        if !owners.is_empty() {
            draft.sources = owners;
        }
        answered_by(look, offer, draft);
        pressed(look, offer, draft);
    }
    let sources = draft.sources.clone();
    draft.targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
}

/// The word of offering that a word of mediation hangs on, over a few others.
fn offer_above(look: &LookUp<'_>, trigger: usize) -> Option<usize> {
    let tree = look.tree;
    let mut at = trigger;
    for _ in 0..4 {
        let head = tree.head(at)?;
        if matches!(
            tree.lemma(head),
            "offer"
                | "propose"
                | "proposal"
                | "suggest"
                | "volunteer"
                | "ready"
                | "willing"
                | "willingness"
                | "readiness"
                | "initiative"
        ) {
            return Some(head);
        }
        // “offered to act as a mediator”
        let acts = tree.token(at).relation() == "obl" && tree.case(at) == Some("as");
        if !acts && !matches!(tree.token(at).relation(), "xcomp" | "acl" | "nmod" | "conj" | "compound") {
            return None;
        }
        at = head;
    }
    None
}

/// “accept a proposal to mediate”: the infinitive may hang on the verb instead of its object.
fn offer_beside(look: &LookUp<'_>, trigger: usize) -> Option<usize> {
    let tree = look.tree;
    let object = tree
        .head(trigger)
        .filter(|_| tree.token(trigger).relation() == "advcl")
        .and_then(|head| tree.child(head, "obj"));
    object.filter(|&object| matches!(tree.lemma(object), "offer" | "proposal" | "initiative"))
}

/// The parties of the conflict that is mediated: “the war between A and B”, “its dispute with B”.
fn add_parties(look: &LookUp<'_>, trigger: usize, draft: &mut Draft) {
    let tree = look.tree;
    for kid in tree.children(trigger) {
        let token = tree.token(kid);
        let phrase = matches!(token.relation(), "obl" | "nmod")
            && matches!(tree.case(kid), Some("in" | "of" | "for" | "over" | "to"));
        if phrase && look.actors.mention(kid).is_none() {
            parties(look, kid, &mut draft.targets);
        }
    }
    let sources = draft.sources.clone();
    draft.targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
}

fn parties(look: &LookUp<'_>, conflict: usize, out: &mut Vec<Found>) {
    let tree = look.tree;
    for kid in tree.children(conflict) {
        let token = tree.token(kid);
        let party = matches!(token.deprel.as_str(), "nmod:poss" | "compound" | "amod")
            && look.actors.mention(kid).is_some()
            || token.relation() == "nmod"
                && matches!(tree.case(kid), Some("between" | "with" | "in" | "of" | "against" | "among"));
        if party {
            for found in look.actors.of(kid, true) {
                if out.iter().all(|known| known.actor != found.actor) {
                    out.push(found);
                }
            }
        }
    }
    for conjunct in tree.children_by(conflict, "conj") {
        parties(look, conjunct, out);
    }
}

/// Who presses an offer makes it: “repeated its offer to mediate”.
fn pressed(look: &LookUp<'_>, offer: usize, draft: &mut Draft) {
    let tree = look.tree;
    let Some(verb) = tree.head(offer).filter(|_| tree.token(offer).deprel == "obj") else { return };
    if lexicon::acts::presses_offers(tree.lemma(verb)) {
        draft.stance_at = verb;
    }
}

/// Whoever accepts, rejects or weighs the offer is addressed by it.
fn answered_by(look: &LookUp<'_>, offer: usize, draft: &mut Draft) {
    let tree = look.tree;
    let Some(verb) = tree.head(offer).filter(|_| tree.token(offer).deprel == "obj") else { return };
    if lexicon::acts::answers_offers(tree.lemma(verb))
        && let Some(agent) = tree.agent(verb)
    {
        // Whatever the answer, the offer was made.
        draft.fixed = Some((Polarity::Positive, Modality::Asserted));
        for found in look.actors.of(agent, false) {
            if draft.targets.iter().all(|known| known.actor != found.actor) {
                draft.targets.push(found);
            }
        }
    }
}
