//! An analysis in; the same with attachments mended that no English clause or phrase has: two subjects, a passive with an
//! object, a title beside its name.

mod clauses;
mod phrases;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::tree::Tree;
use crate::analyze::Analysis;

/// One token with its new head and relation.
struct Change {
    token: usize,
    head: usize,
    relation: &'static str,
}

/// Mends the trees of a document.
pub(super) fn repair(mut analysis: Cow<'_, Analysis>) -> Cow<'_, Analysis> {
    let mut changes = Vec::new();
    let tree = Tree::new(&analysis);
    for t in 0..analysis.tokens.len() {
        clauses::changes(&tree, t, &mut changes);
        phrases::changes(&tree, t, &mut changes);
    }
    for sentence in &analysis.sentences {
        changes.extend(clauses::verbless(&tree, sentence.tokens.clone()).into_iter().flatten());
    }
    for Change { token, head, relation } in changes {
        let token = &mut analysis.to_mut().tokens[token];
        token.head = Some(head).filter(|_| relation != "root");
        token.deprel = relation.into();
    }
    analysis
}
