//! The names of a sentence in; those that the model broke or cut short put together out.

use std::ops::Range;

use super::Finder;
use crate::analyze::{NameType, Upos};
use crate::resolve::gazetteer::NameKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// Names that the model broke, put together: “Combined” “Joint Task Force”; and names of bodies that it cut short
    /// before their last word: “House Judiciary” Committee, “Kuala Lumpur” TV.
    pub(super) fn join(&self, names: Vec<(Range<usize>, NameType)>) -> Vec<(Range<usize>, NameType)> {
        let mut joined: Vec<(Range<usize>, NameType)> = Vec::with_capacity(names.len());
        for (index, (tokens, kind)) in names.iter().enumerate() {
            let (mut tokens, mut kind) = (tokens.clone(), *kind);
            if kind == NameType::Person && self.is_word_of_name(&tokens) {
                tokens.start -= 1;
            }
            // The surname of “Rodrigo “Digong” Duterte” is taken already, and perhaps more of it.
            if let Some((last, NameType::Person)) = joined.last_mut()
                && last.end > tokens.start
            {
                last.end = last.end.max(tokens.end);
                continue;
            }
            if kind == NameType::Person
                && let Some(sentence) = self.analysis.sentences.get(self.analysis.tokens[tokens.start].sentence)
                && let Some(whole) = self.with_nickname(&tokens, sentence.tokens.end)
            {
                joined.push((whole, kind));
                continue;
            }
            if let Some((last, NameType::Organization)) = joined.last()
                && kind == NameType::Organization
                && self.describes(last, &tokens)
            {
                tokens.start = last.start;
                joined.pop();
            }
            if let Some((last, last_kind)) = joined.last()
                && let Some(whole) = self.joined_kind(last, *last_kind, &tokens, kind)
            {
                (tokens.start, kind) = (last.start, whole);
                joined.pop();
            }
            if let Some((last, NameType::Person)) = joined.last_mut()
                && kind == NameType::Person
                && self.is_in_brackets_after(last, &tokens)
            {
                last.end = tokens.end + 1;
                continue;
            }
            if let Some((last, NameType::Person)) = joined.last()
                && kind == NameType::Person
                && self.is_flat_under(last, &tokens)
            {
                tokens.start = last.start;
                joined.pop();
            }
            joined.push(self.with_word_behind(tokens, kind, names.get(index + 1)));
        }
        joined
    }

    /// “Combined” “Joint Task Force”: a word that is no name describes the name of a body right behind it.
    fn describes(&self, word: &Range<usize>, name: &Range<usize>) -> bool {
        word.end == name.start
            && word.len() == 1
            && self.analysis.tokens[word.start].upos != Upos::Propn
            && self.tree.head(word.start).is_some_and(|head| name.contains(&head))
    }

    /// “Ada \[Graywick\]”: an editor completes the name.
    fn is_in_brackets_after(&self, first: &Range<usize>, last: &Range<usize>) -> bool {
        first.len() == 1
            && last.len() == 1
            && first.end + 1 == last.start
            && self.form(first.end) == "["
            && self.analysis.tokens.get(last.end).is_some_and(|token| &*token.form == "]")
    }

    /// “Ada” “Roe”: the parser knows better that they are one name.
    fn is_flat_under(&self, first: &Range<usize>, last: &Range<usize>) -> bool {
        first.end == last.start
            && self.tree.relation(last.start) == "flat"
            && self.tree.head(last.start).is_some_and(|head| first.contains(&head))
    }

    /// A name with the word behind it that the model left out, and what it names then.
    fn with_word_behind(
        &self,
        mut tokens: Range<usize>,
        mut kind: NameType,
        next: Option<&(Range<usize>, NameType)>,
    ) -> (Range<usize>, NameType) {
        // “Economy Minister German Gref”: the adjective of a people between a title and a surname is a given name.
        if kind == NameType::People && tokens.len() == 1 && self.is_given_name(tokens.start) {
            (tokens.end, kind) = (tokens.end + 1, NameType::Person);
        }
        let free = next.is_none_or(|(next, _)| next.start > tokens.end);
        if free && matches!(kind, NameType::Organization | NameType::Location) && self.is_last_word(&tokens) {
            (tokens.end, kind) = (tokens.end + 1, NameType::Organization);
        }
        let of_body = kind == NameType::Location
            && tokens.len() > 1
            && lexicon::is_organization_noun(&self.form(tokens.end - 1).to_lowercase())
            && !self.is_division(&tokens);
        if of_body && self.gazetteer.lookup(&normalize::key(self.text(&tokens))).next().is_none() {
            kind = NameType::Organization;
        }
        (tokens, kind)
    }

    /// Whether the small word before a name is its first word: “He Graywick thanked them”. A pronoun that the parser has as one name with
    /// it or that is part of the name elsewhere, or a whole name of the tables.
    fn is_word_of_name(&self, name: &Range<usize>) -> bool {
        let Some(before) = name.start.checked_sub(1) else { return false };
        let token = &self.analysis.tokens[before];
        let small = matches!(token.upos, Upos::Pron | Upos::Adp | Upos::Adv | Upos::Part | Upos::Sconj | Upos::Aux);
        if !small
            || !token.form.starts_with(char::is_uppercase)
            || token.sentence != self.analysis.tokens[name.start].sentence
        {
            return false;
        }
        let flat = token.upos == Upos::Pron
            && self.tree.relation(name.start) == "flat"
            && self.tree.head(name.start) == Some(before);
        let whole = self.text(&(before..name.end));
        let elsewhere = || {
            let names = self.analysis.names.iter().filter(|other| other.kind == NameType::Person);
            names.into_iter().any(|other| self.text(&other.tokens) == whole)
        };
        flat || token.upos == Upos::Pron && elsewhere()
            || self.gazetteer.find(&normalize::key(whole), &[NameKind::Name, NameKind::Alias], b"P").next().is_some()
    }

    fn is_given_name(&self, token: usize) -> bool {
        let Some(surname) = self.analysis.tokens.get(token + 1) else { return false };
        let title = token.checked_sub(1).is_some_and(|before| {
            self.form(before).starts_with(char::is_uppercase) && lexicon::title(self.form(before)).is_some()
        });
        title
            && surname.upos == Upos::Propn
            && surname.form.starts_with(char::is_uppercase)
            && lexicon::title(&surname.form).is_none()
            && (self.tree.head(token) == Some(token + 1) || self.tree.head(token + 1) == Some(token))
            && surname.sentence == self.analysis.tokens[token].sentence
    }

    /// Whether the word after a name belongs to it as the noun of a body.
    fn is_last_word(&self, name: &Range<usize>) -> bool {
        let Some(token) = self.analysis.tokens.get(name.end) else { return false };
        let capital = token.form.chars().next().is_some_and(char::is_uppercase);
        let inside = self.tree.head(name.end - 1).is_some_and(|head| head >= name.end)
            || self.tree.head(name.end).is_some_and(|head| name.contains(&head))
            || self.tree.head(self.tree.head_of(name)).is_some_and(|head| head == name.end);
        token.upos == Upos::Propn
            && capital
            && inside
            && lexicon::is_organization_noun(&token.form.to_lowercase())
            && self.analysis.tokens.get(name.end - 1).is_some_and(|last| last.sentence == token.sentence)
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::NameType::{self, Person};
    use crate::resolve::{resolve, testing};

    #[test]
    fn a_small_word_may_be_the_first_of_a_name() {
        let named = |spec: &str, names: &[(std::ops::Range<usize>, NameType)]| {
            let (document, analysis) = testing::analysis(spec, names);
            let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
            named.map(|entity| entity.name).collect::<Vec<_>>()
        };
        let flat = "He:PRON:3:nsubj Graywick:PROPN:1:flat left:VERB:0:root";
        assert_eq!(named(flat, &[(1..2, Person)]), ["He Graywick"]);
        let twice = "They:PRON:2:nsubj met:VERB:0:root He:PROPN:2:obj Graywick:PROPN:3:flat
            He:PRON:3:nsubj Graywick:PROPN:3:nsubj left:VERB:0:root";
        assert_eq!(named(twice, &[(2..4, Person), (5..6, Person)]), ["He Graywick"]);
        let known = "To:ADP:2:case Lam:PROPN:3:nsubj left:VERB:0:root";
        assert_eq!(named(known, &[(1..2, Person)]), ["To Lam"]);
        // a word of the clause
        assert_eq!(named("To:ADP:2:case Graywick:PROPN:3:obl spoke:VERB:0:root", &[(1..2, Person)]), ["Graywick"]);
        assert_eq!(named("He:PRON:2:nsubj thanked:VERB:0:root Graywick:PROPN:2:obj", &[(2..3, Person)]), ["Graywick"]);
    }
}
