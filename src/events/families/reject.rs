//! Refusals: who refuses to talk or to comply rejects whom it would be with; who refuses to enter a room rejects nobody.

use crate::events::draft::Draft;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;

/// Keeps of “refused to …” what is done to or with another.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(found) = draft else { return };
    let tree = look.tree;
    if found.predicate != Predicate::Rejected || !matches!(tree.lemma(found.trigger), "refuse" | "decline") {
        return;
    }
    let Some(complement) = tree.child(found.trigger, "xcomp").or_else(|| tree.child(found.trigger, "ccomp")) else {
        return;
    };
    let towards = matches!(
        tree.lemma(complement),
        "meet"
            | "talk"
            | "negotiate"
            | "cooperate"
            | "comply"
            | "recognize"
            | "recognise"
            | "accept"
            | "accede"
            | "allow"
            | "let"
            | "permit"
            | "grant"
            | "extradite"
            | "back"
            | "support"
            | "join"
            | "sign"
            | "heed"
            | "obey"
            | "honor"
            | "bow"
            | "yield"
            | "give"
            | "hand"
            | "surrender"
            | "commit"
            | "help"
            | "endorse"
            | "agree"
            | "withdraw"
            | "release"
            | "free"
            | "negotiating"
            | "speak"
            | "deal"
            | "work"
            | "discuss"
            | "answer"
            | "respond"
    );
    if !towards {
        *draft = None;
    }
}
