//! Nouns in; whether they name people by what they are to others, or only count what they are said of, out.

use super::tree::Tree;
use crate::analyze::Upos;
use crate::lexicon::nouns;

/// Whether the noun names people by whom they serve or whose family they are, who act for themselves: “Ann Roe's lawyer”.
pub(super) fn is_attendant(lemma: &str) -> bool {
    nouns::is_servant_or_kin(lemma) || nouns::is_relative(lemma)
}

/// Whether a noun only counts or gathers what its “of” phrase names: “hundreds of”, “a group of”, “one of”.
pub(super) fn is_measure(tree: &Tree<'_>, t: usize) -> bool {
    matches!(tree.token(t).upos, Upos::Num | Upos::Det | Upos::Pron) || nouns::is_measure(tree.lemma(t))
}
