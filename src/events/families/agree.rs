//! Agreement: to do something together, not to be of one opinion; and one act for a pact that is signed.

use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::events::tree::Tree;
use crate::ontology::Predicate;

/// Drops the pact of “signed a pact”, which is the signing's.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    if found.predicate != Predicate::AgreedWith {
        return;
    }
    let trigger = found.trigger;
    if look.tree.is_nominal(trigger) && is_signed(look, trigger) {
        *draft = None;
    }
}

/// Whether parties only think alike: “agreed that vaccines help”, “somewhat agreed”.
pub(super) fn is_opinion(tree: &Tree<'_>, t: usize) -> bool {
    if !tree.is_verbal(t) || !matches!(tree.lemma(t), "agree" | "concur") {
        return false;
    }
    let resolved = |kid: usize| {
        tree.children_by(kid, "aux").any(|aux| {
            // “agreed that it would be a shame” resolves nothing.
            let open = tree.lemma(aux) == "would" && tree.child(kid, "cop").is_some();
            matches!(tree.lemma(aux), "should" | "would" | "will" | "must" | "shall")
                && tree.token(aux).xpos == "MD"
                && !open
        })
    };
    if let Some(content) = tree.child(t, "ccomp") {
        return !resolved(content);
    }
    let common = |kid: usize| match tree.token(kid).relation() {
        "xcomp" | "advcl" => tree.is_to_infinitive(kid),
        "obl" => matches!(tree.case(kid), Some("on" | "upon" | "to")) && tree.sentence(t).is_some_and(|_| kid > t),
        "obj" | "obl:unmarked" => true,
        _ => false,
    };
    // “agreed with Malta” is of one opinion with it; “agreed with Malta on the budget”, “… to build” does something.
    !tree.children(t).any(common)
}

/// Whether what is signed binds only those who sign, or is an order of their own: “signed a petition”, “signed a bill”.
pub(super) fn is_own_word(tree: &Tree<'_>, t: usize) -> bool {
    let own = |kid: usize| match tree.lemma(kid) {
        // “a letter of intent” binds.
        "letter" => tree.children_by(kid, "nmod").all(|of| tree.case(of) != Some("of")),
        "petition" | "appeal" | "bill" | "law" | "legislation" | "order" | "decree" | "proclamation" | "pardon" => true,
        _ => false,
    };
    let undone = tree.subject(t).filter(|_| tree.is_passive(t));
    tree.is_verbal(t) && tree.lemma(t) == "sign" && tree.children_by(t, "obj").chain(undone).any(own)
}

fn is_signed(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    let signs = |at: usize| matches!(tree.lemma(at), "sign" | "ink" | "initial" | "ratify");
    let governed = tree.head(t).is_some_and(|head| tree.is_verbal(head) && signs(head));
    governed || tree.children_by(t, "acl").any(signs)
}

#[cfg(test)]
mod tests {
    use crate::events::support::events;
    use crate::ontology::Predicate;

    fn signs(text: &str) -> bool {
        events(text).iter().any(|event| event.predicate == Predicate::SignedAgreementWith)
    }

    #[test]
    fn who_signs_a_petition_or_a_bill_agrees_with_nobody() {
        assert!(!signs("Elon Musk and Steve Wozniak signed a petition against the tax."));
        assert!(!signs("Emmanuel Macron and Olaf Scholz signed an open letter to the European Commission."));
        assert!(!signs("Joe Biden signed a bill on aid to Ukraine."));
        assert!(signs("Emmanuel Macron and Olaf Scholz signed a treaty of friendship in Aachen."));
        assert!(signs("Kenya and Uganda signed a letter of intent on oil."));
    }
}
