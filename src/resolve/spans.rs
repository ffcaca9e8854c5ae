//! An analysis in; [`Span`]s out: the names that the model found, cleaned, and the names of countries and well-known
//! bodies that it missed, with what the gazetteer knows of each.

use std::ops::Range;

use super::gazetteer::{Gazetteer, NameKind, Reference};
use super::tree::Tree;
use super::{lexicon, normalize};
use crate::analyze::{Analysis, Name, NameType, Upos};
use crate::ingest::Document;

/// A name in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// Its tokens, without title, article and possessive.
    pub(super) tokens: Range<usize>,
    /// What the model, or else the gazetteer, takes it for.
    pub(super) kind: NameType,
    /// As written.
    pub(super) text: String,
    /// Normalized.
    pub(super) key: String,
    /// What the gazetteer may mean by it.
    pub(super) references: Vec<Reference>,
    /// Whether the model saw a name here.
    pub(super) by_model: bool,
}

/// The longest name of the gazetteer, in tokens.
const LONGEST: usize = 9;

/// Finds the names of a document in the order of the text, without overlap.
pub(super) fn find(document: &Document, analysis: &Analysis, tree: &Tree<'_>, gazetteer: &Gazetteer) -> Vec<Span> {
    let finder = Finder { document, analysis, tree, gazetteer };
    let mut spans = Vec::new();
    let mut names = analysis.names.iter().peekable();
    for sentence in &analysis.sentences {
        let mut model = Vec::new();
        while let Some(name) = names.next_if(|name| name.tokens.start < sentence.tokens.end) {
            model.extend(finder.clean(name, &sentence.tokens));
        }
        finder.merge(&sentence.tokens, model, &mut spans);
    }
    spans
}

struct Finder<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    tree: &'a Tree<'a>,
    gazetteer: &'a Gazetteer,
}

impl Finder<'_> {
    fn form(&self, token: usize) -> &str {
        &self.analysis.tokens[token].form
    }

    fn text(&self, tokens: &Range<usize>) -> &str {
        let (first, last) = (&self.analysis.tokens[tokens.start], &self.analysis.tokens[tokens.end - 1]);
        self.document.text.get(first.span.start..last.span.end).unwrap_or_default()
    }

    /// A name of the model without titles, articles, possessives and punctuation around it; `None` where nothing is left.
    fn clean(&self, name: &Name, sentence: &Range<usize>) -> Option<(Range<usize>, NameType)> {
        let mut tokens = name.tokens.start.max(sentence.start)..name.tokens.end.min(sentence.end);
        let edge = |token: usize| {
            let token = &self.analysis.tokens[token];
            token.upos == Upos::Punct && token.form != "."
                || matches!(token.form.as_str(), "'s" | "’s" | "'" | "’" | "the" | "The" | "a" | "an")
        };
        while !tokens.is_empty() && edge(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && edge(tokens.end - 1) {
            tokens.end -= 1;
        }
        if name.kind == NameType::Person {
            while tokens.len() > 1 && self.is_title(tokens.start) {
                tokens.start += 1;
            }
        }
        let letters = |token: usize| self.form(token).chars().any(char::is_alphabetic);
        (!tokens.is_empty() && tokens.clone().any(letters)).then_some((tokens, name.kind))
    }

    fn is_title(&self, token: usize) -> bool {
        let word = self.form(token);
        lexicon::title(word).is_some()
            || matches!(word, "Vice" | "Prime" | "Foreign" | "Former" | "former" | "US" | "U.S.")
    }

    /// Puts the names of the model and of the gazetteer in a sentence together; a longer name wins.
    fn merge(&self, sentence: &Range<usize>, model: Vec<(Range<usize>, NameType)>, spans: &mut Vec<Span>) {
        let mut model = model.into_iter().peekable();
        let mut at = sentence.start;
        let shouting = self.is_shouting(sentence);
        while at < sentence.end {
            while model.next_if(|(tokens, _)| tokens.start < at).is_some() {}
            let named = model.peek().filter(|(tokens, _)| tokens.start == at).cloned();
            let found = self.longest(at, sentence.end, named.as_ref().map(|(_, kind)| *kind), shouting);
            let span = match (named, found) {
                (Some((tokens, kind)), Some((known, _))) if tokens.len() >= known.len() => {
                    self.span(tokens, kind, true)
                }
                (Some((_, kind)), Some((known, own))) => {
                    // The gazetteer's longer name: a country inside it says nothing of its type.
                    let kind = if kind == NameType::Person { kind } else { own };
                    self.span(known, kind, true)
                }
                (Some((tokens, kind)), None) => self.span(tokens, kind, true),
                (None, Some((known, kind))) => self.span(known, kind, false),
                (None, None) => {
                    at += 1;
                    continue;
                }
            };
            // A name found by look-up must not cut into a longer one of the model.
            let cuts = !span.by_model
                && model
                    .peek()
                    .is_some_and(|(tokens, _)| tokens.start < span.tokens.end && tokens.end > span.tokens.end);
            if cuts {
                at += 1;
                continue;
            }
            at = span.tokens.end;
            spans.push(span);
        }
    }

    fn span(&self, tokens: Range<usize>, kind: NameType, by_model: bool) -> Span {
        let text = self.text(&tokens).trim().to_owned();
        let key = normalize::key(&text);
        let references = self.gazetteer.lookup(&key).filter(|reference| counts(reference, &text, by_model)).collect();
        Span { tokens, kind, text, key, references, by_model }
    }

    fn is_shouting(&self, sentence: &Range<usize>) -> bool {
        let words = || {
            sentence
                .clone()
                .map(|token| self.form(token))
                .filter(|form| form.len() > 3 && form.chars().any(char::is_alphabetic))
        };
        words().count() > 2 && words().all(|form| !form.chars().any(char::is_lowercase))
    }

    /// The longest name of the gazetteer that begins at a token and that may count without the model.
    fn longest(
        &self,
        begin: usize,
        end: usize,
        model: Option<NameType>,
        shouting: bool,
    ) -> Option<(Range<usize>, NameType)> {
        let first = &self.analysis.tokens[begin];
        let capital = first.form.chars().next().is_some_and(char::is_uppercase);
        if !capital && !first.form.starts_with("al")
            || matches!(first.upos, Upos::Punct | Upos::Num | Upos::Det | Upos::Pron | Upos::Adp)
        {
            return None;
        }
        let mut best = None;
        for stop in begin + 1..=end.min(begin + LONGEST) {
            let tokens = begin..stop;
            let text = self.text(&tokens);
            let key = normalize::key(text);
            if key.is_empty() {
                return best;
            }
            let kind = self
                .gazetteer
                .lookup(&key)
                .find_map(|reference| self.acceptable(&tokens, &reference, text, model, shouting));
            if let Some(kind) = kind {
                best = Some((tokens, kind));
            }
            if !self.gazetteer.continues(&key) {
                break;
            }
        }
        best
    }

    /// What a key of the gazetteer names here, if it may count without the model having seen it.
    fn acceptable(
        &self,
        tokens: &Range<usize>,
        reference: &Reference,
        text: &str,
        model: Option<NameType>,
        shouting: bool,
    ) -> Option<NameType> {
        if !counts(reference, text, false) || shouting && reference.kind == NameKind::Acronym && model.is_none() {
            return None;
        }
        let entry = self.gazetteer.entry(reference.entry)?;
        let last = self.form(tokens.end - 1);
        let long = tokens.len() > 1 && last.chars().next().is_some_and(char::is_uppercase);
        let proper = self.analysis.tokens[tokens.end - 1].upos == Upos::Propn;
        let named = matches!(reference.kind, NameKind::Name | NameKind::Alias | NameKind::Acronym);
        match (entry.letter, reference.kind) {
            (b'C', NameKind::Demonym) => self.is_people(tokens, text).then_some(NameType::People),
            (b'C', NameKind::Seat) => (proper && text.len() > 3).then_some(NameType::Location),
            (b'C', _) if named => (long || proper || reference.kind == NameKind::Acronym).then_some(NameType::Location),
            (b'O', _) if named && entry.is_well_known() => {
                (long || proper && text.len() > 3 || reference.kind == NameKind::Acronym && text.len() > 1)
                    .then_some(NameType::Organization)
            }
            (b'O', NameKind::Name | NameKind::Alias) => (long && model.is_some()).then_some(NameType::Organization),
            (b'S', _) if named => (proper || long).then_some(NameType::Location),
            (b'T', NameKind::Name) if proper && (entry.class == "capital" || entry.weight > 1_000_000) => {
                Some(NameType::Location)
            }
            (b'T' | b'R', NameKind::Name) if long && model.is_some() => Some(NameType::Location),
            (b'P', NameKind::Name) if long && entry.weight >= 5 && proper => Some(NameType::Person),
            _ => None,
        }
    }

    /// Whether a demonym is one here: capitalized, and an adjective, a noun or part of a name.
    fn is_people(&self, tokens: &Range<usize>, text: &str) -> bool {
        let token = &self.analysis.tokens[tokens.end - 1];
        let flat = self.tree.relation(tokens.end - 1) == "flat" && token.upos == Upos::Propn;
        text.len() > 2 && !flat && matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::X)
    }
}

/// Whether the way in which the text writes a name fits the kind of reference: short forms need their capitals.
fn counts(reference: &Reference, text: &str, by_model: bool) -> bool {
    let lower = text.chars().any(char::is_lowercase);
    match reference.kind {
        NameKind::Acronym => !lower || by_model && text.len() > 4,
        NameKind::FamilyName => by_model,
        _ => true,
    }
}
