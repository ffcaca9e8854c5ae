//! An analysis in; its dependency trees with children, phrases and roles out.

use std::ops::Range;

use crate::analyze::{Analysis, Token, Upos};

/// The trees of a document with the children of every token.
pub(super) struct Tree<'a> {
    /// The tokens.
    pub(super) tokens: &'a [Token],
    begins: Vec<u32>,
    children: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Collects the children of every token, in the order of the text.
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let tokens = &analysis.tokens[..];
        let heads = || {
            tokens
                .iter()
                .enumerate()
                .filter_map(|(i, token)| Some((i, token.head.filter(|&head| head < tokens.len())?)))
        };
        let mut begins = vec![0_u32; tokens.len() + 1];
        for (_, head) in heads() {
            begins[head + 1] += 1;
        }
        for i in 0..tokens.len() {
            begins[i + 1] += begins[i];
        }
        let mut next = begins.clone();
        let mut children = vec![0_u32; begins.last().map_or(0, |&last| last as usize)];
        for (i, head) in heads() {
            children[next[head] as usize] = i as u32;
            next[head] += 1;
        }
        Self { tokens, begins, children }
    }

    /// The dependents of a token in the order of the text.
    pub(super) fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match (self.begins.get(token), self.begins.get(token + 1)) {
            (Some(&begin), Some(&end)) => begin as usize..end as usize,
            _ => 0..0,
        };
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The dependents with one of these relations, subtypes apart.
    pub(super) fn with_relation<'b>(&'b self, token: usize, relations: &'b [&str]) -> impl Iterator<Item = usize> + 'b {
        self.children(token).filter(|&child| relations.contains(&self.tokens[child].relation()))
    }

    /// The relation of a token to its head, without subtype.
    pub(super) fn relation(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| token.relation())
    }

    /// The whole relation of a token to its head.
    pub(super) fn deprel(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &token.deprel)
    }

    /// The head of a token.
    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.tokens.get(token)?.head
    }

    /// The token of a range whose head lies outside; the last one where several do.
    pub(super) fn head_of(&self, range: &Range<usize>) -> usize {
        let outside = |&token: &usize| self.head(token).is_none_or(|head| !range.contains(&head));
        let nominal =
            |&token: &usize| !matches!(self.tokens[token].upos, Upos::Punct | Upos::Adp | Upos::Det | Upos::Part);
        let outer = || range.clone().filter(outside);
        outer().rev().find(nominal).or_else(|| outer().next_back()).unwrap_or(range.start)
    }

    /// The preposition of a token: the first `case` among its dependents, in lower case.
    pub(super) fn case(&self, token: usize) -> Option<String> {
        let case = self.children(token).find(|&child| {
            self.relation(child) == "case"
                && matches!(self.tokens[child].upos, Upos::Adp | Upos::Sconj | Upos::Verb | Upos::Adv)
        })?;
        Some(self.tokens[case].form.to_lowercase().to_string())
    }

    /// Whether a token is marked as possessor: “Moscow’s”.
    pub(super) fn is_possessive(&self, token: usize) -> bool {
        self.tokens[token].deprel == "nmod:poss"
            || self.children(token).any(|child| self.relation(child) == "case" && self.tokens[child].upos == Upos::Part)
    }

    /// The first conjunct of a coordination that a token stands in, else itself.
    pub(super) fn first_conjunct(&self, token: usize) -> usize {
        let mut at = token;
        // A tree has no cycles, a broken input may: the bound stops both.
        for _ in 0..64 {
            match (self.relation(at), self.head(at)) {
                ("conj", Some(head)) => at = head,
                _ => break,
            }
        }
        at
    }

    /// The verb that a token is an argument of, and the relation, looking through coordination.
    pub(super) fn governor(&self, token: usize) -> (Option<usize>, &str) {
        let first = self.first_conjunct(token);
        (self.head(first), self.relation(first))
    }

    /// The subject of a verb: its own, or that of the verb that it is coordinated with or depends on without subject.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..8 {
            if let Some(subject) = self.children(at).find(|&child| self.relation(child) == "nsubj") {
                return Some(subject);
            }
            match self.relation(at) {
                "conj" | "advcl" | "xcomp" | "parataxis" | "ccomp" => at = self.head(at)?,
                _ => return None,
            }
        }
        None
    }

    /// The noun phrase before and with its head: determiners, adjectives, compounds, possessors.
    pub(super) fn phrase(&self, head: usize) -> Range<usize> {
        let mut begin = head;
        for child in self.children(head).rev() {
            if child < head
                && matches!(self.relation(child), "det" | "amod" | "compound" | "nummod" | "nmod" | "flat" | "punct")
            {
                let inner = self.children(child).next().map_or(child, |first| first.min(child));
                begin = begin.min(inner);
            }
        }
        begin..head + 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::analysis;
    use super::*;

    #[test]
    fn trees_know_children_subjects_and_conjuncts() {
        let (_, analysis) =
            analysis("Oslo:PROPN:4:nsubj and:CCONJ:3:cc Bern:PROPN:1:conj agreed:VERB:0:root .:PUNCT:4:punct", &[]);
        let tree = Tree::new(&analysis);
        assert_eq!(tree.children(3).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(tree.subject(3), Some(0));
        assert_eq!(tree.first_conjunct(2), 0);
        assert_eq!(tree.governor(2), (Some(3), "nsubj"));
        assert_eq!(tree.children(99).count(), 0);
    }
}
