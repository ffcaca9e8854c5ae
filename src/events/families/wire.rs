//! The word of an encounter in; whether people were only connected out: “a telephone meeting”, “met by video link”.

use crate::events::tree::Tree;
use crate::lexicon;

/// Whether the word says, or what hangs on it, that they met by telephone or video.
pub(super) fn connects(tree: &Tree<'_>, t: usize) -> bool {
    let names = |at: usize| lexicon::acts::is_remote(&tree.lemma(at).to_lowercase());
    tree.children(t).any(|kid| match tree.token(kid).relation() {
        "amod" | "compound" | "advmod" => names(kid),
        "obl" | "nmod" => {
            let by = matches!(tree.case(kid), Some("by" | "via" | "over" | "on" | "through"));
            by && (names(kid) || tree.children_by(kid, "compound").any(names))
        }
        _ => false,
    })
}
