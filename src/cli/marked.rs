//! A sentence with the places of its parts in; the sentence with the parts marked, and its tree, as text out.

use std::fmt::Write as _;

use crate::analyze::tree::Tree;
use crate::analyze::{self, Analysis};
use crate::events::Rules;
use crate::ingest::{Document, Line, LineKind};
use crate::terminal::steers;

/// A part of a sentence: its name, and its first byte and the byte after its last in the sentence.
pub(super) type Part = (&'static str, (usize, usize));

/// The sentence with its parts in brackets: `[source: Peru] [trigger: praised] [target: Chile]`. Parts that do not lie
/// in the sentence are left out.
pub(super) fn sentence(text: &str, parts: &[Part]) -> String {
    // Two parts in one word share its brackets.
    let mut spans: Vec<((usize, usize), String)> = Vec::new();
    for &(name, (begin, end)) in parts {
        if begin >= end || !text.is_char_boundary(begin) || !text.is_char_boundary(end) {
            continue;
        }
        match spans.iter_mut().find(|(span, _)| *span == (begin, end)) {
            Some((_, names)) => names.push_str(&format!(", {name}")),
            None => spans.push(((begin, end), name.to_owned())),
        }
    }
    let mut marked = String::with_capacity(text.len() + 16 * spans.len());
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        marked.extend(spans.iter().filter(|((_, end), _)| *end == at).map(|_| ']'));
        let mut opened: Vec<_> = spans.iter().filter(|((begin, _), _)| *begin == at).collect();
        opened.sort_by_key(|((_, end), _)| std::cmp::Reverse(*end));
        opened.into_iter().for_each(|(_, names)| marked.push_str(&format!("[{names}: ")));
        if at < text.len() {
            marked.push(if steers(c) { ' ' } else { c });
        }
    }
    marked
}

/// The tree of a sentence, read by the model, with lemmas mended as the rules see them: a word a line with its relation, lemma and
/// part of speech, under its head.
pub(super) fn tree(text: &str, parts: &[Part], indent: &str) -> String {
    let line = Line { span: 0..text.len(), kind: LineKind::Body };
    let document = Document { lines: vec![line], text: text.to_owned(), ..Document::new("", "") };
    tree_of(Rules::builtin().mended(&analyze::analyze(&document)).as_ref(), parts, indent)
}

fn tree_of(analysis: &Analysis, parts: &[Part], indent: &str) -> String {
    let tree = Tree::new(analysis);
    let mut out = String::new();
    let roots = (0..analysis.tokens.len()).filter(|&t| tree.head(t).is_none());
    // No word is shown twice, whatever its tree.
    let mut seen = vec![false; analysis.tokens.len()];
    let mut stack: Vec<(usize, usize)> = roots.map(|root| (root, 0)).collect();
    stack.reverse();
    while let Some((t, depth)) = stack.pop() {
        if std::mem::replace(&mut seen[t], true) {
            continue;
        }
        let token = tree.token(t);
        let names: Vec<&str> = parts
            .iter()
            .filter(|(_, (begin, end))| *begin <= token.span.start && token.span.end <= *end)
            .map(|(name, _)| *name)
            .collect();
        let role = if names.is_empty() { String::new() } else { format!("  <- {}", names.join(", ")) };
        let (form, lemma) = (token.form.escape_debug(), token.lemma.escape_debug());
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{indent}{:1$}{2} {form} ({lemma}, {3}){role}",
            "",
            2 * depth,
            if token.deprel.is_empty() { "_" } else { token.deprel.as_str() },
            token.upos.as_str()
        );
        stack.extend(tree.children(t).rev().map(|kid| (kid, depth + 1)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_brackets() {
        let text = "Peru’s envoy met Chile.";
        let parts = [("source", (0, 14)), ("trigger", (15, 18)), ("target", (19, 24)), ("target", (0, 4))];
        assert_eq!(sentence(text, &parts), "[source: [target: Peru]’s envoy] [trigger: met] [target: Chile].");
        assert_eq!(sentence("They met", &[("source", (0, 4)), ("target", (0, 4))]), "[source, target: They] met");
        assert_eq!(sentence("é!", &[("source", (0, 1)), ("target", (2, 9)), ("trigger", (2, 3))]), "é[trigger: !]");
    }

    #[test]
    fn a_tree_shows_every_word_once_under_its_head() {
        let mut analysis = crate::events::support::read(
            "1 Peru Peru PROPN NNP 2 nsubj\n2 praised praise VERB VBD 0 root\n3 Chile Chile PROPN NNP 2 obj",
        );
        assert_eq!(
            tree_of(&analysis, &[("trigger", (5, 12))], "  "),
            "  root praised (praise, VERB)  <- trigger\n    nsubj Peru (Peru, PROPN)\n    obj Chile (Chile, PROPN)\n"
        );
        analysis.tokens[1].head = Some(2);
        assert_eq!(tree_of(&analysis, &[], ""), "", "a cycle has no root");
    }
}
