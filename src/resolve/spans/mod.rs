//! An analysis in; [`Span`]s out: the names that the model found, cleaned, and the names of countries and well-known
//! bodies that it missed, with what the gazetteer knows of each.

mod clean;
mod firms;
mod joined;
mod known;
mod ministry;
mod split;
mod whole;

use std::collections::HashSet;
use std::ops::Range;

use self::clean::is_party_tag;
pub(super) use self::known::counts;
use super::gazetteer::{Gazetteer, Reference};
use super::names::Names;
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
    /// What the model, or else the gazetteer, took it for at first.
    pub(super) seen: NameType,
    /// As written.
    pub(super) text: String,
    /// Normalized.
    pub(super) key: String,
    /// What the gazetteer may mean by it.
    pub(super) references: Vec<Reference>,
    /// Whether the model saw a name here.
    pub(super) by_model: bool,
}

impl Span {
    /// A name with what the gazetteer may mean by it.
    pub(super) fn new(text: &str, tokens: Range<usize>, kind: NameType, by_model: bool, gazetteer: &Gazetteer) -> Self {
        let text = without_nickname(text.trim());
        let key = normalize::key(&text);
        let references = gazetteer.lookup(&key).filter(|reference| counts(reference, &text, by_model)).collect();
        Span { tokens, kind, seen: kind, text, key, references, by_model }
    }
}

/// “Ada RoeImage: …”: a caption whose label runs into the name before it.
fn without_label(text: &str) -> &str {
    let labels = ["Image", "Images", "Photo", "Photograph", "Picture", "Credit", "Video", "File", "Source"];
    let bare = labels.into_iter().find_map(|label| text.strip_suffix(label));
    bare.filter(|bare| bare.ends_with(char::is_lowercase)).unwrap_or(text)
}

/// Matiu “Matt” Ratana is Matiu Ratana.
fn without_nickname(text: &str) -> String {
    let opens = |c: char| matches!(c, '"' | '“' | '‘' | '„') || c == '\'';
    let closes = |c: char| matches!(c, '"' | '”' | '’' | '“') || c == '\'';
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().skip(1).position(|word| word.starts_with(opens)).map(|at| at + 1);
    let nickname = first.and_then(|first| {
        let last = first + words[first..].iter().position(|word| word.len() > 1 && word.ends_with(closes))?;
        (last + 1 < words.len()).then_some(first..last + 1)
    });
    match nickname {
        Some(nickname) => {
            words.drain(nickname);
            words.join(" ")
        }
        None => text.to_owned(),
    }
}

/// Finds the names of a document in the order of the text, without overlap.
pub(super) fn find(
    document: &Document,
    analysis: &Analysis,
    tree: &Tree<'_>,
    gazetteer: &Gazetteer,
    users: &Names,
) -> Vec<Span> {
    let finder = Finder {
        document,
        analysis,
        tree,
        gazetteer,
        users,
        full_names: full_names(analysis),
        surnames: surnames(analysis),
        bodies: bodies(analysis),
    };
    let mut spans = Vec::new();
    let mut names = analysis.names.iter().peekable();
    for sentence in &analysis.sentences {
        let mut model = Vec::new();
        while let Some(name) = names.next_if(|name| name.tokens.start < sentence.tokens.end) {
            if let Some((tokens, kind)) = finder.clean(name, sentence) {
                finder.split(tokens, kind, &mut model);
            }
        }
        let model = finder.join(model);
        finder.merge(&sentence.tokens, model, &mut spans);
    }
    spans
}

struct Finder<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    tree: &'a Tree<'a>,
    gazetteer: &'a Gazetteer,
    users: &'a Names,
    /// The words of the names of two words or more that the model takes for people.
    full_names: HashSet<&'a str>,
    /// The last words of those names, in small letters.
    surnames: HashSet<String>,
    /// The words that the model takes for the whole name of a body somewhere.
    bodies: HashSet<&'a str>,
}

fn bodies(analysis: &Analysis) -> HashSet<&str> {
    let names = analysis.names.iter().filter(|name| name.kind == NameType::Organization && name.tokens.len() == 1);
    let words = names.filter_map(|name| analysis.tokens.get(name.tokens.start)).map(|token| token.form.as_str());
    words.filter(|word| word.chars().count() > 3 && word.starts_with(char::is_uppercase)).collect()
}

fn full_names(analysis: &Analysis) -> HashSet<&str> {
    let form = |token: usize| analysis.tokens.get(token).map_or("", |token| &*token.form);
    // “Grand Ayatollah”
    let titles =
        |name: &Name| name.tokens.clone().all(|token| form(token) == "Grand" || lexicon::title(form(token)).is_some());
    let people =
        analysis.names.iter().filter(|name| name.kind == NameType::Person && name.tokens.len() > 1 && !titles(name));
    // A title before a name is no word of it.
    let words = people.flat_map(|name| name.tokens.clone().skip(1)).filter_map(|token| analysis.tokens.get(token));
    words.map(|token| token.form.as_str()).collect()
}

fn surnames(analysis: &Analysis) -> HashSet<String> {
    let people = analysis.names.iter().filter(|name| name.kind == NameType::Person && name.tokens.len() > 1);
    let people = people.filter(|name| !is_party_tag(analysis, name.tokens.start));
    let last = people.filter_map(|name| analysis.tokens.get(name.tokens.end - 1));
    last.map(|token| token.form.to_lowercase().to_string()).filter(|word| word.chars().count() > 3).collect()
}

impl Finder<'_> {
    fn form(&self, token: usize) -> &str {
        &self.analysis.tokens[token].form
    }

    fn text(&self, tokens: &Range<usize>) -> &str {
        let (first, last) = (&self.analysis.tokens[tokens.start], &self.analysis.tokens[tokens.end - 1]);
        self.document.text.get(first.span.start..last.span.end).unwrap_or_default()
    }

    /// Puts the names of the model and of the gazetteer in a sentence together; a longer name wins.
    fn merge(&self, sentence: &Range<usize>, model: Vec<(Range<usize>, NameType)>, spans: &mut Vec<Span>) {
        let mut model = model.into_iter().peekable();
        let mut at = sentence.start;
        let shouting = self.is_shouting(sentence);
        while at < sentence.end {
            while model.next_if(|(tokens, _)| tokens.start < at).is_some() {}
            if let Some(span) = self.users_name(at, sentence.end, &mut model) {
                at = span.tokens.end;
                spans.push(span);
                continue;
            }
            let named = model.peek().filter(|(tokens, _)| tokens.start == at).cloned();
            let found = self.longest(at, sentence.end, named.as_ref().map(|(_, kind)| *kind), shouting);
            let span = match (named, found) {
                (Some((tokens, kind)), Some((known, own))) if tokens.len() >= known.len() => {
                    let known = if tokens == known { self.kind_of_known(&tokens, kind, own) } else { kind };
                    Span { seen: kind, ..self.span(tokens, known, true) }
                }
                (Some((_, kind)), Some((known, own))) => {
                    // The gazetteer's longer name: a country inside it says nothing of its type.
                    let kind = if kind == NameType::Person { self.kind_of_known(&known, kind, own) } else { own };
                    self.span(known, kind, true)
                }
                (Some((tokens, kind)), None) => self.span(tokens, kind, true),
                (None, Some((known, kind))) => self.span(known, kind, false),
                (None, None) if !shouting && self.is_missed_surname(at) => {
                    self.span(at..at + 1, NameType::Person, false)
                }
                (None, None) if !shouting && self.is_missed_body(at, sentence) => {
                    self.span(at..at + 1, NameType::Organization, true)
                }
                (None, None) if !shouting && self.is_firm_that_acts(at) => {
                    self.span(at..at + 1, NameType::Organization, true)
                }
                (None, None) => match ministry::named_at(self.analysis, at, sentence.end)
                    .or_else(|| self.body_of_words(at, sentence.end))
                {
                    Some(tokens) if !shouting => self.span(tokens, NameType::Organization, true),
                    _ => {
                        at += 1;
                        continue;
                    }
                },
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

    /// The longest of the user's names that begins at a token, unless a name of the model goes beyond it. What the
    /// gazetteer means by it does not count.
    fn users_name(
        &self,
        begin: usize,
        end: usize,
        model: &mut std::iter::Peekable<std::vec::IntoIter<(Range<usize>, NameType)>>,
    ) -> Option<Span> {
        if self.users.is_empty() {
            return None;
        }
        let named = model.peek().filter(|(tokens, _)| tokens.start == begin).cloned();
        let first = normalize::key(self.form(begin));
        let longest = self.users.longest(first.split(' ').next()?);
        let (tokens, kind) = (begin + 1..=end.min(begin + 2 * longest)).rev().find_map(|stop| {
            let tokens = begin..stop;
            let text = self.text(&tokens);
            // A name in small letters would take the words of the language for it.
            let upper = text.chars().any(char::is_uppercase) || named.is_some();
            let whole = self.form(stop - 1).chars().any(char::is_alphanumeric);
            Some((tokens, self.users.kind(&normalize::key(text)).filter(|_| upper && whole)?))
        })?;
        if let Some((longer, _)) = &named
            && longer.end > tokens.end
        {
            return None;
        }
        let taken = named.as_ref().map_or(NameType::Organization, |(_, kind)| *kind);
        let seen = named.filter(|(named, _)| *named == tokens).map(|(_, kind)| kind);
        let text = self.text(&tokens).trim().to_owned();
        let key = normalize::key(&text);
        let kind = kind.unwrap_or(taken);
        let seen = seen.unwrap_or(kind);
        Some(Span { tokens, kind, seen, text, key, references: Vec::new(), by_model: true })
    }

    /// Whether a proper noun that the model passed over is the surname of somebody whom it found elsewhere in full, and no
    /// part of a longer name.
    fn is_missed_surname(&self, token: usize) -> bool {
        let proper = |at: usize| self.analysis.tokens.get(at).is_some_and(|token| token.upos == Upos::Propn);
        let word = self.form(token);
        let before = token.checked_sub(1).filter(|&at| proper(at));
        proper(token)
            && word.chars().next().is_some_and(char::is_uppercase)
            && self.surnames.contains(word.to_lowercase().as_str())
            && !proper(token + 1)
            && before.is_none_or(|before| lexicon::title(self.form(before)).is_some())
            && lexicon::title(word).is_none()
    }

    /// “The Coalition”, “Coalition forces”: a word that the model passed over and takes for a body elsewhere, where no other word with
    /// a capital stands beside it.
    fn is_missed_body(&self, token: usize, sentence: &Range<usize>) -> bool {
        let word = &self.analysis.tokens[token];
        let capital = |at: usize| sentence.contains(&at) && self.form(at).starts_with(char::is_uppercase);
        let inside = token > sentence.start || word.upos == Upos::Propn;
        let beside = capital(token + 1) || token > sentence.start + 1 && capital(token - 1);
        self.bodies.contains(word.form.as_str()) && matches!(word.upos, Upos::Propn | Upos::Noun) && inside && !beside
    }

    fn span(&self, tokens: Range<usize>, kind: NameType, by_model: bool) -> Span {
        let text = match self.nickname(&tokens) {
            Some(nickname) => {
                let (first, last) = (tokens.start..nickname.start, nickname.end..tokens.end);
                &format!("{} {}", self.text(&first), self.text(&last))
            }
            None => self.text(&tokens),
        };
        // “Ada [Graywick]”: what an editor puts in.
        let completed = (kind == NameType::Person && text.contains('[')).then(|| text.replace(['[', ']'], ""));
        let text = completed.as_deref().unwrap_or(text);
        let text = if self.analysis.tokens.get(tokens.end).is_some_and(|next| &*next.form == ":") {
            without_label(text)
        } else {
            text
        };
        let span = Span::new(text, tokens.clone(), kind, by_model, self.gazetteer);
        self.as_plural(span)
    }

    /// “the United Nation's assembly”: a name of several words that a slip made a singular.
    fn as_plural(&self, span: Span) -> Span {
        let several = span.by_model && span.references.is_empty() && span.key.contains(' ');
        if !several || span.kind == NameType::Person {
            return span;
        }
        let plural = self.gazetteer.lookup(&format!("{}s", span.key)).filter(|reference| {
            let entry = self.gazetteer.entry(reference.entry);
            entry.is_some_and(|entry| entry.letter == b'C' || entry.letter == b'O' && entry.is_well_known())
        });
        let references: Vec<Reference> = plural.collect();
        match references.first() {
            Some(_) => Span { key: format!("{}s", span.key), text: format!("{}s", span.text), references, ..span },
            None => span,
        }
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
}
