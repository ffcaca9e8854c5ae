//! Words of the text in; the names that the gazetteer knows in them, and what it knows better than the model, out.

use std::ops::Range;

use super::Finder;
use crate::analyze::{NameType, Upos};
use crate::ingest::LineKind;
use crate::resolve::gazetteer::{NameKind, Reference};
use crate::resolve::{lexicon, normalize};

/// The longest name of the gazetteer, in tokens.
const LONGEST: usize = 9;

/// Inhabitants of a capital that is known to all.
const LARGE_CAPITAL: u32 = 500_000;

impl Finder<'_> {
    /// What the model takes for a person and the gazetteer knows as no person's name: a place of several words, a people,
    /// an armed group or a newspaper.
    pub(super) fn kind_of_known(&self, tokens: &Range<usize>, kind: NameType, own: NameType) -> NameType {
        // “Israel Katz”: a whole name that people alone have is no place's.
        if own == NameType::Person && tokens.len() > 1 {
            return own;
        }
        if kind != NameType::Person || own == NameType::Person {
            return kind;
        }
        let key = normalize::key(self.text(tokens));
        let mut entries = self.gazetteer.lookup(&key).filter_map(|reference| {
            let entry = self.gazetteer.entry(reference.entry)?;
            Some((reference.kind, entry))
        });
        // “Washington praised Oslo”: a capital stands for its state more often than for a bearer of its name, unless the
        // text has one.
        let capital = tokens.len() == 1
            && lexicon::gender_of_name(&key).is_none()
            && !self.full_names.contains(self.form(tokens.start))
            && self
                .gazetteer
                .find(&key, &[NameKind::Name, NameKind::Alias], b"T")
                .any(|town| town.class == "capital" && town.weight >= LARGE_CAPITAL);
        if capital {
            return NameType::Location;
        }
        let certain = match own {
            NameType::Location => tokens.len() > 1,
            NameType::People => key.ends_with('s'),
            _ => tokens.len() > 1 || !self.full_names.contains(self.form(tokens.start)),
        };
        let group = |class: &str| matches!(class, "armed_group" | "news_media" | "news_agency" | "political_party");
        let fits = entries.all(|(kind, entry)| {
            entry.letter != b'P'
                && kind != NameKind::FamilyName
                && (own != NameType::Organization || tokens.len() > 1 || group(entry.class))
        });
        if certain && fits { own } else { kind }
    }

    /// The longest name of the gazetteer that begins at a token and that may count without the model.
    pub(super) fn longest(
        &self,
        begin: usize,
        end: usize,
        model: Option<NameType>,
        shouting: bool,
    ) -> Option<(Range<usize>, NameType)> {
        let first = &self.analysis.tokens[begin];
        let capital = first.form.chars().next().is_some_and(char::is_uppercase);
        // “northern Ireland”, “south Korea”
        let direction = !capital
            && end > begin + 1
            && is_direction(&first.form)
            && self.form(begin + 1).starts_with(char::is_uppercase);
        if !capital && !first.form.starts_with("al") && !direction
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
            // A bracket or stop after a name gives the same key.
            if stop > begin + 1 && !self.form(stop - 1).chars().any(char::is_alphanumeric) {
                continue;
            }
            let kind = self
                .gazetteer
                .lookup(&key)
                .filter(|reference| !direction || reference.kind == NameKind::Name)
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
        // “Economist Ada Roe”: a trade before a name, and not the paper.
        if tokens.len() == 1 && entry.letter == b'O' && self.is_trade_before_name(tokens.end) {
            return None;
        }
        let last = self.form(tokens.end - 1);
        let long = tokens.len() > 1 && last.chars().next().is_some_and(char::is_uppercase);
        let proper = self.analysis.tokens[tokens.end - 1].upos == Upos::Propn;
        let named = matches!(reference.kind, NameKind::Name | NameKind::Alias | NameKind::Acronym);
        match (entry.letter, reference.kind) {
            (b'C', NameKind::Demonym) => self.is_people(tokens, text).then_some(NameType::People),
            (b'C', NameKind::Seat) => (proper && text.len() > 3).then_some(NameType::Location),
            (b'C', _) if named => (long || proper || reference.kind == NameKind::Acronym).then_some(NameType::Location),
            // “the Democratic nomination”: the adjective of a party keeps its capital within a sentence.
            (b'O', NameKind::Alias)
                if entry.class == "political_party"
                    && self.analysis.tokens[tokens.start].upos == Upos::Adj
                    && tokens.len() == 1 =>
            {
                self.is_inside_a_sentence(tokens).then_some(NameType::People)
            }
            (b'O', _) if named && entry.is_well_known() => {
                (long || proper && text.len() > 3 || reference.kind == NameKind::Acronym && text.len() > 1)
                    .then_some(NameType::Organization)
            }
            // “Fidesz”, “El-Obeid”: what the news knows, where the model saw a name of another type.
            (b'O', NameKind::Name) if entry.links > 0 && proper && model == Some(NameType::Person) => {
                Some(NameType::Organization)
            }
            (b'O', NameKind::Name | NameKind::Alias) => {
                (long && (model.is_some() || self.is_whole(tokens))).then_some(NameType::Organization)
            }
            (b'S', _) if named => (proper || long).then_some(NameType::Location),
            (b'T', NameKind::Name) if proper && (entry.class == "capital" || entry.weight > 1_000_000) => {
                Some(NameType::Location)
            }
            (b'T' | b'R', NameKind::Name) if long && model.is_some() => Some(NameType::Location),
            (b'T' | b'R', NameKind::Alias) if long && entry.links > 0 && model.is_some() => Some(NameType::Location),
            (b'P', NameKind::Name) if long && entry.weight >= 5 && proper => Some(NameType::Person),
            // “Israel Katz”, “German Gref”: the model took the given name for a country or people.
            (b'P', NameKind::Name | NameKind::Alias)
                if long && proper && matches!(model, Some(NameType::Location | NameType::People)) =>
            {
                Some(NameType::Person)
            }
            _ => None,
        }
    }

    /// Whether a title or trade stands before a person's name that begins at a token.
    fn is_trade_before_name(&self, name: usize) -> bool {
        let names = &self.analysis.names;
        let after = names.partition_point(|other| other.tokens.start < name);
        let person = names.get(after).is_some_and(|next| next.tokens.start == name && next.kind == NameType::Person);
        person && lexicon::title(self.form(name - 1)).is_some()
    }

    /// Whether words stand behind the first of a sentence of running text, so that a capital tells of a name.
    fn is_inside_a_sentence(&self, tokens: &Range<usize>) -> bool {
        let sentence = self.analysis.sentences.get(self.analysis.tokens[tokens.start].sentence);
        sentence.is_some_and(|sentence| sentence.tokens.start < tokens.start && sentence.kind == LineKind::Body)
    }

    /// Whether several words with capitals inside a sentence are a party of its verb, so that they are a name: “praised Law and
    /// Justice”.
    pub(super) fn is_whole(&self, tokens: &Range<usize>) -> bool {
        let inside = self.is_inside_a_sentence(tokens);
        let capitals = tokens.clone().all(|token| {
            self.form(token).starts_with(char::is_uppercase) || matches!(self.form(token), "and" | "of" | "the" | "for")
        });
        let head = self.tree.head_of(tokens);
        let party = matches!(self.tree.relation(head), "nsubj" | "obj" | "obl" | "nmod");
        let outside =
            |child: usize| tokens.contains(&child) || matches!(self.tree.relation(child), "punct" | "case" | "det");
        inside && capitals && party && self.tree.children(head).all(outside)
    }

    /// Whether a demonym is one here: capitalized, and an adjective, a noun or part of a name.
    fn is_people(&self, tokens: &Range<usize>, text: &str) -> bool {
        let token = &self.analysis.tokens[tokens.end - 1];
        let flat = self.tree.relation(tokens.end - 1) == "flat" && token.upos == Upos::Propn;
        text.len() > 2 && !flat && matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::X)
    }
}

/// Whether a word in small letters is a direction that begins the names of countries and regions.
fn is_direction(word: &str) -> bool {
    matches!(word, "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western" | "central")
}

/// Whether the way in which the text writes a name fits the kind of reference: short forms need their capitals.
pub(in crate::resolve) fn counts(reference: &Reference, text: &str, by_model: bool) -> bool {
    let lower = text.chars().any(char::is_lowercase);
    match reference.kind {
        NameKind::Acronym => !lower || by_model && text.len() > 4,
        NameKind::FamilyName => by_model,
        _ => true,
    }
}
