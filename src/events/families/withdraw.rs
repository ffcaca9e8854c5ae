//! The word of a concession in; whether it takes back what was done to somebody out: “lifted sanctions” is a withdrawal, “lifted a
//! curfew” gives something.

use crate::events::look_up::LookUp;
use crate::events::tree::Tree;
use crate::events::veridicality::ends;
use crate::ontology::Predicate;

/// Whether the object of the verb is a measure against somebody.
pub(super) fn is_lifted(tree: &Tree<'_>, t: usize) -> bool {
    let measure =
        |at: usize| matches!(tree.lemma(at), "sanction" | "embargo" | "blockade" | "siege" | "boycott" | "tariff");
    let undone = || tree.child(t, "obj").or_else(|| tree.is_passive(t).then(|| tree.subject(t)).flatten());
    tree.is_verbal(t)
        && matches!(tree.lemma(t), "lift" | "end" | "remove" | "drop" | "suspend" | "terminate")
        && undone().is_some_and(measure)
}

/// Whether what is read as a hostile act puts an end to one: “suspended tariffs on Malta”.
pub(super) fn ends_hostility(look: &LookUp<'_>, t: usize, predicate: Predicate) -> bool {
    let hostile = |&noun: &usize| look.actors.names_like(noun, predicate);
    let ended = |&noun: &usize| ends::ender(look.tree, noun) == Some(t);
    look.tree.children(t).filter(ended).any(|noun| hostile(&noun))
}

/// “Freed hostages held by militants”: whoever frees whom others hold lets nobody go.
pub(super) fn is_rescue(tree: &Tree<'_>, t: usize) -> bool {
    let held = |kid: usize| {
        matches!(tree.lemma(kid), "hold" | "abduct" | "kidnap" | "capture" | "seize" | "detain")
            && tree.token(kid).relation() == "acl"
            && tree.agent(kid).is_some()
    };
    matches!(tree.lemma(t), "free" | "rescue" | "liberate")
        && tree.child(t, "obj").is_some_and(|freed| {
            let each = std::iter::once(freed).chain(tree.children_by(freed, "conj"));
            each.flat_map(|one| tree.children(one)).any(held)
        })
}

#[cfg(test)]
mod tests {
    use crate::events::support::events;
    use crate::ontology::Predicate;

    fn lets_go(text: &str) -> bool {
        events(text).iter().any(|event| event.predicate == Predicate::WithdrewFrom)
    }

    #[test]
    fn who_frees_whom_others_hold_lets_nobody_go() {
        assert!(!lets_go("French forces freed two Dutch hostages held by militants in Mali."));
        assert!(!lets_go("Nigeria's army freed a Chinese engineer kidnapped by bandits."));
        assert!(lets_go("Hamas freed two Thai hostages."));
        assert!(lets_go("Hamas freed two Thai hostages held in Gaza."));
    }
}
