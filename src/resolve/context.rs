//! What every step of resolution looks things up in: the tokens and trees of a document, its names, its day, and the
//! gazetteer.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::Entity;
use super::entity::known;
use super::gazetteer::{Entry, Gazetteer, NameKind};
use super::lexicon::{self, OfficeKind};
use super::likelihood::Weighed;
use super::names::Names;
use super::namesakes;
use super::spans::{self, Span};
use super::topic::Topic;
use super::tree::Tree;
use crate::analyze::{Analysis, NameType, Upos};
use crate::ingest::{Document, LineKind};

/// A document with its analysis, and what is derived from both once.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) tree: Tree<'a>,
    pub(super) gazetteer: &'static Gazetteer,
    /// The user's own names, which go before the gazetteer.
    pub(super) names: &'a Names,
    /// The day of publication.
    pub(super) day: Option<NaiveDate>,
    /// The names of the document in the order of the text.
    pub(super) spans: Vec<Span>,
    /// For every token the span that it is part of.
    span_of: Vec<Option<u32>>,
    /// How often each country is named, by alpha-3, with its people and capital.
    pub(super) countries: BTreeMap<&'static str, u32>,
    /// Countries that it speaks of by their bodies and towns alone: “the Malian Air Force”, “in Manchester”.
    near: BTreeSet<&'static str>,
    /// What it is about.
    pub(super) topic: Topic,
    /// All links that were weighed, where somebody wants to know; then none is left out for being unlikely.
    pub(super) weighed: Option<RefCell<Vec<Weighed>>>,
    /// How often a token was looked at: the work of resolution, for the test that it grows with the text alone.
    #[cfg(test)]
    pub(super) looks: std::cell::Cell<usize>,
}

impl<'a> Context<'a> {
    #[cfg(test)]
    pub(super) fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self::with_names(document, analysis, Names::none())
    }

    pub(super) fn with_names(document: &'a Document, analysis: &'a Analysis, names: &'a Names) -> Self {
        let gazetteer = Gazetteer::embedded();
        let tree = Tree::new(analysis);
        let mut spans = spans::find(document, analysis, &tree, gazetteer, names);
        namesakes::settle(&mut spans, &tree, gazetteer);
        let mut span_of = vec![None; analysis.tokens.len()];
        for (index, span) in spans.iter().enumerate() {
            span_of[span.tokens.clone()].fill(Some(index as u32));
        }
        let countries = countries_of(gazetteer, &spans);
        let near = near(gazetteer, &spans);
        Self {
            document,
            analysis,
            tree,
            gazetteer,
            names,
            day: document.published,
            spans,
            span_of,
            countries,
            near,
            topic: Topic::new(analysis),
            weighed: None,
            #[cfg(test)]
            looks: std::cell::Cell::new(0),
        }
    }

    /// Counts one look, in tests.
    pub(super) fn look(&self) {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
    }

    pub(super) fn form(&self, token: usize) -> &str {
        self.look();
        self.analysis.tokens.get(token).map_or("", |token| &token.form)
    }

    pub(super) fn lemma(&self, token: usize) -> &str {
        self.look();
        self.analysis.tokens.get(token).map_or("", |token| &token.lemma)
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.analysis.tokens.get(token).map_or(Upos::X, |token| token.upos)
    }

    /// The text of a range of tokens.
    pub(super) fn text(&self, tokens: &Range<usize>) -> &str {
        let (Some(first), Some(last)) =
            (self.analysis.tokens.get(tokens.start), self.analysis.tokens.get(tokens.end.wrapping_sub(1)))
        else {
            return "";
        };
        self.document.text.get(first.span.start..last.span.end).unwrap_or_default()
    }

    /// The tokens of the sentence of a token.
    pub(super) fn sentence_of(&self, token: usize) -> Option<Range<usize>> {
        Some(self.analysis.sentences.get(self.analysis.tokens.get(token)?.sentence)?.tokens.clone())
    }

    /// The span that a token is part of.
    pub(super) fn span_at(&self, token: usize) -> Option<usize> {
        self.look();
        self.span_of.get(token).copied().flatten().map(|span| span as usize)
    }

    /// Drops the first word of a name: “Newcomer Roe”.
    pub(super) fn drop_first_word(&mut self, index: usize) {
        let span = &self.spans[index];
        let (first, tokens) = (span.tokens.start, span.tokens.start + 1..span.tokens.end);
        let shorter = Span::new(self.text(&tokens), tokens, span.kind, span.by_model, self.gazetteer);
        self.spans[index] = Span { seen: span.seen, ..shorter };
        self.span_of[first] = None;
    }

    /// The kind of the line that a token stands in.
    pub(super) fn line_of(&self, token: usize) -> LineKind {
        let sentence = self.analysis.tokens.get(token).and_then(|token| self.analysis.sentences.get(token.sentence));
        sentence.map_or(LineKind::Body, |sentence| sentence.kind)
    }

    /// Where the words end that depend on a noun, at most `reach` tokens after it and within its sentence.
    pub(super) fn descendants_end(&self, noun: usize, reach: usize) -> usize {
        let limit = self.sentence_of(noun).map_or(noun + 1, |sentence| sentence.end).min(noun + 1 + reach);
        let mut end = noun + 1;
        for token in noun + 1..limit {
            let head = self.tree.head(token);
            if !head.is_some_and(|head| head >= noun && head < end.max(token + 8))
                || self.tree.relation(token) == "punct" && self.form(token) == ","
            {
                break;
            }
            if matches!(self.tree.relation(token), "acl" | "appos" | "parataxis") {
                break;
            }
            end = token + 1;
        }
        end
    }

    /// The first country named or meant by a people in a range of tokens, as alpha-3.
    pub(super) fn country_in(&self, spans: &[Span], tokens: &Range<usize>) -> Option<&'static str> {
        let mut at = tokens.start;
        while at < tokens.end {
            let Some(index) = self.span_at(at) else {
                at += 1;
                continue;
            };
            if let Some(country) = country_of(self.gazetteer, &spans[index]) {
                return Some(country);
            }
            at = spans[index].tokens.end;
        }
        None
    }

    /// Who alone holds an office of a country on the day of publication: by the user's names, else by the gazetteer.
    pub(super) fn holder(&self, country: &str, kind: OfficeKind, confidence: f32) -> Option<Entity> {
        let users = self.names.holder(country, kind, self.day, None);
        users.or_else(|| {
            let day = self.day.filter(|_| kind.is_held_alone())?;
            let entry = kind.terms().iter().find_map(|kind| self.gazetteer.holder(country, kind, day))?;
            let mut holder = known(&entry, confidence, "holder of the office on the day");
            // Whoever holds it acts for the state that was asked for: the tables count them for another, if they hold two.
            holder.country = Some(country.to_owned());
            Some(holder)
        })
    }

    /// How often the document speaks of a country.
    pub(super) fn mentions_of_country(&self, iso3: &str) -> u32 {
        self.look();
        self.countries.get(iso3).copied().unwrap_or(0)
    }

    /// Whether the document names a country, a body of it, or a large town or region there.
    pub(super) fn speaks_of(&self, iso3: &str) -> bool {
        self.mentions_of_country(iso3) > 0 || self.near.contains(iso3)
    }

    /// The one country of the dateline, by name or by its capital.
    pub(super) fn dateline_country(&self) -> Option<&'static str> {
        let dateline = self.spans.iter().take(8).filter(|span| self.line_of(span.tokens.start) == LineKind::Dateline);
        let capital = |span: &Span| capital_of(self.gazetteer, span).map(|capital| capital.country);
        let mut told = dateline.filter_map(|span| country_of(self.gazetteer, span).or_else(|| capital(span)));
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// Whether a body that every state has is another state's than an entry's: of the one in the dateline, else of the one that
    /// the document speaks of more.
    pub(super) fn is_elsewhere(&self, iso3: &str) -> bool {
        if let Some(country) = self.dateline_country() {
            return country != iso3;
        }
        let own = self.mentions_of_country(iso3);
        self.countries.iter().any(|(country, count)| *country != iso3 && *count > own)
    }

    /// Whether a token stands between the marks of a quotation.
    pub(super) fn quotation_of(&self, token: usize) -> Option<usize> {
        let quotations = &self.analysis.quotations;
        let after = quotations.partition_point(|quotation| quotation.tokens.start <= token);
        let holds = |at: &usize| quotations[*at].tokens.contains(&token);
        // Nested ones begin later; a few steps back find the outermost that holds the token. What a turn of a transcript
        // quotes is said by whom it quotes.
        let marked = (after.saturating_sub(6)..after).filter(holds).find(|&at| !quotations[at].is_turn());
        marked.or_else(|| (0..after).rev().take(64).find(|&at| quotations[at].is_turn()).filter(holds))
    }
}

/// The country that a span names, or whose people, and no other.
pub(super) fn country_of(gazetteer: &Gazetteer, span: &Span) -> Option<&'static str> {
    let mut states = span
        .references
        .iter()
        .filter(|reference| reference.kind != NameKind::Seat)
        .filter_map(|reference| gazetteer.entry(reference.entry))
        .filter(|entry| entry.letter == b'C');
    let best = states.clone().max_by_key(|entry| entry.weight)?;
    let alone = states.all(|entry| entry.number == best.number || entry.weight < best.weight);
    alone.then_some(best.country).filter(|country| !country.is_empty())
}

fn countries_of(gazetteer: &Gazetteer, spans: &[Span]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for span in spans {
        let capital = || capital_of(gazetteer, span).filter(|capital| !is_common_name(span, capital));
        let country = country_of(gazetteer, span).or_else(|| capital().map(|capital| capital.country));
        if let Some(country) = country.filter(|country| !country.is_empty()) {
            *counts.entry(country).or_insert(0) += 1;
        }
    }
    counts
}

/// The countries whose name or people begins or ends the name of a body, and those of large places that have one country.
fn near(gazetteer: &Gazetteer, spans: &[Span]) -> BTreeSet<&'static str> {
    const LARGE: u32 = 100_000;
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
    let state = |key: &str| {
        let mut states = gazetteer.find(key, &kinds, b"C");
        let first = states.next()?;
        states.all(|state| state.number == first.number).then_some(first.country)
    };
    let mut found = BTreeSet::new();
    for span in spans {
        match span.kind {
            NameType::Organization => {
                let words: Vec<&str> = span.key.split(' ').collect();
                let heads = (1..words.len().min(3)).map(|end| words[..end].join(" "));
                let of = span.key.rsplit_once(" of ").map(|(_, state)| state.trim_start_matches("the ").to_owned());
                found.extend(heads.chain(of).filter_map(|key| state(&key)));
            }
            NameType::Location if country_of(gazetteer, span).is_none() => {
                let places = span.references.iter().filter_map(|reference| gazetteer.entry(reference.entry));
                let large: BTreeSet<&str> = places
                    .filter(|place| matches!(place.letter, b'T' | b'R') && place.weight >= LARGE)
                    .map(|place| place.country)
                    .collect();
                if large.len() == 1 {
                    found.extend(large);
                }
            }
            _ => {}
        }
    }
    found.remove("");
    found
}

/// Whether a small town, or a region of which the news says little, is called as people are, and so perhaps much else:
/// “Victoria”.
pub(super) fn is_common_name(span: &Span, entry: &Entry) -> bool {
    const LARGE: u32 = 250_000;
    const SPOKEN_OF: u32 = 3;
    let little = entry.letter == b'T' && entry.weight < LARGE || entry.letter == b'R' && entry.links < SPOKEN_OF;
    little && lexicon::gender_of_name(&span.key).is_some()
}

/// The capital that a span names.
pub(super) fn capital_of(gazetteer: &Gazetteer, span: &Span) -> Option<Entry> {
    let towns = span.references.iter().filter(|reference| matches!(reference.kind, NameKind::Name | NameKind::Alias));
    towns
        .filter_map(|reference| gazetteer.entry(reference.entry))
        .find(|entry| entry.letter == b'T' && entry.class == "capital")
}
