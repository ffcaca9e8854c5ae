//! Requests: “asked B to visit” invites, “said B must leave” demands.

use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::events::media::is_media;
use crate::ontology::Predicate;

/// Tells invitations from other requests, and reads demands off the modal verb of reported speech.
pub(super) fn refine(look: &LookUp<'_>, t: usize, draft: &mut Option<Draft>) {
    if draft.is_some() && is_question(look, t) {
        *draft = None;
        return;
    }
    if let Some(draft) = draft {
        if draft.predicate == Predicate::AppealedTo
            && matches!(look.tree.lemma(t), "ask" | "invite")
            && asks_to_come(look, t)
        {
            draft.predicate = Predicate::Invited;
            draft.rule = "agree/invite";
        }
        return;
    }
    *draft = modal_demand(look, t);
}

/// Whether the verb asks for knowledge and not for a deed: “asked why it left”, “asked whether it would”.
fn is_question(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    let asks = |kid: usize| {
        tree.children(kid).any(|word| {
            matches!(tree.token(word).xpos.as_str(), "WRB" | "WP" | "WDT")
                || tree.token(word).relation() == "mark" && matches!(tree.lemma(word), "whether" | "if")
        })
    };
    if !tree.is_verbal(t) || !matches!(tree.lemma(t), "ask" | "press" | "challenge" | "question") {
        return false;
    }
    let next = tree.sentence(t).filter(|sentence| sentence.contains(&(t + 1))).map(|_| tree.lemma(t + 1));
    let about = tree.children_by(t, "obl").any(|kid| tree.has_case(kid, "about"));
    about && tree.child(t, "xcomp").is_none()
        || tree.children(t).any(|kid| kid > t && tree.token(kid).xpos == "WRB")
        || matches!(next, Some("why" | "whether" | "if" | "how" | "what" | "who" | "when" | "where"))
        || tree.children(t).any(|kid| matches!(tree.token(kid).relation(), "ccomp" | "xcomp" | "advcl") && asks(kid))
}

fn asks_to_come(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    tree.children_by(t, "xcomp")
        .any(|kid| matches!(tree.lemma(kid), "visit" | "come" | "attend" | "tour" | "travel" | "join"))
}

/// “The minister said that Malta must pay”: a demand of Malta.
fn modal_demand(look: &LookUp<'_>, t: usize) -> Option<Draft> {
    let tree = look.tree;
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
            | "underline"
    );
    if !says || !tree.is_verbal(t) {
        return None;
    }
    let content = tree.children_by(t, "ccomp").find(|&kid| {
        let obliged = tree.children_by(kid, "aux").any(|aux| matches!(tree.lemma(aux), "must" | "should" | "ought"));
        // “must have left” guesses, “must be freed” asks somebody else, “if so, it must leave” depends.
        let guessed = tree.children_by(kid, "aux").any(|aux| matches!(tree.lemma(aux), "have" | "be"));
        let depends = tree.children_by(kid, "advcl").any(|clause| tree.has(clause, "mark", "if"));
        let acts = tree.is_verbal(kid)
            || matches!(tree.lemma(kid), "ready" | "prepared" | "willing" | "careful" | "patient" | "responsible");
        obliged && !guessed && !depends && acts && !tree.is_passive(kid)
    })?;
    // What should be is only advised, and what one should expect is foretold.
    let firm = tree.children_by(content, "aux").any(|aux| tree.lemma(aux) == "must");
    if !firm && matches!(tree.lemma(content), "expect" | "be" | "have" | "know" | "see" | "get" | "win" | "feel") {
        return None;
    }
    let sources = tree.agent(t).map_or_else(Vec::new, |agent| look.actors.of(agent, true));
    let mut targets = tree.own_subject(content).map_or_else(Vec::new, |subject| look.actors.of(subject, false));
    targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
    // What the own country must do is a program, no demand of another.
    let own = |target: &crate::events::found::Found| {
        let country = target.actor.entity().and_then(|entity| look.actors.entity(entity).iso3.as_deref());
        country.is_some() && sources.iter().any(|source| look.actors.country(&source.actor) == country)
    };
    targets.retain(|target| !own(target));
    let reporting = sources
        .iter()
        .any(|source| source.actor.entity().is_some_and(|entity| is_media(&look.actors.entity(entity).name)));
    let negated = reporting || tree.has(t, "advmod", "not") || sources.is_empty() || targets.is_empty();
    (!negated).then_some(Draft {
        predicate: if firm { Predicate::DemandedOf } else { Predicate::AppealedTo },
        rule: "request/modal",
        confidence: 0.6,
        trigger: t,
        stance_at: t,
        sources,
        targets,
        mutual: false,
        fixed: None,
        intended: false,
        specific: false,
        own: false,
    })
}
