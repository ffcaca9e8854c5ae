//! An analysis in; [`Span`]s out: the names that the model found, cleaned, and the names of countries and well-known
//! bodies that it missed, with what the gazetteer knows of each.

use std::collections::HashSet;
use std::ops::Range;

use super::gazetteer::{Gazetteer, NameKind, Reference};
use super::names::Names;
use super::tree::Tree;
use super::{lexicon, ministries, normalize};
use crate::analyze::{Analysis, Name, NameType, Sentence, Upos};
use crate::ingest::{Document, LineKind};

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
        let text = text.trim().to_owned();
        let key = normalize::key(&text);
        let references = gazetteer.lookup(&key).filter(|reference| counts(reference, &text, by_model)).collect();
        Span { tokens, kind, seen: kind, text, key, references, by_model }
    }
}

/// The longest name of the gazetteer, in tokens.
const LONGEST: usize = 9;

/// Inhabitants of a capital that is known to all.
const LARGE_CAPITAL: u32 = 500_000;

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
    };
    let mut spans = Vec::new();
    let mut names = analysis.names.iter().peekable();
    for sentence in &analysis.sentences {
        let mut model = Vec::new();
        while let Some(name) = names.next_if(|name| name.tokens.start < sentence.tokens.end) {
            model.extend(finder.clean(name, sentence));
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
}

fn full_names(analysis: &Analysis) -> HashSet<&str> {
    let people = analysis.names.iter().filter(|name| name.kind == NameType::Person && name.tokens.len() > 1);
    // A title before a name is no word of it.
    let words = people.flat_map(|name| name.tokens.clone().skip(1)).filter_map(|token| analysis.tokens.get(token));
    words.map(|token| token.form.as_str()).collect()
}

fn surnames(analysis: &Analysis) -> HashSet<String> {
    let people = analysis.names.iter().filter(|name| name.kind == NameType::Person && name.tokens.len() > 1);
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

    /// A name of the model without titles, articles, possessives and function words around it; `None` where no name is left.
    fn clean(&self, name: &Name, sentence: &Sentence) -> Option<(Range<usize>, NameType)> {
        let mut tokens = name.tokens.start.max(sentence.tokens.start)..name.tokens.end.min(sentence.tokens.end);
        while !tokens.is_empty() && self.is_edge(tokens.start) {
            tokens.start += 1;
        }
        let function = |token: usize| {
            matches!(self.analysis.tokens[token].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part)
        };
        while !tokens.is_empty() && (self.is_edge(tokens.end - 1) || function(tokens.end - 1)) {
            tokens.end -= 1;
        }
        let upper = |token: usize| self.form(token).chars().any(|c| c.is_uppercase() || !c.is_ascii());
        if !tokens.clone().any(upper) || !tokens.clone().any(|token| self.form(token).chars().any(char::is_alphabetic))
        {
            return None;
        }
        let kind = self.kind_in_line(&tokens, name.kind, sentence);
        if self.is_word(&tokens, kind) || self.is_namesake(&tokens, kind) {
            return None;
        }
        if sentence.kind == LineKind::Dateline
            && let Some(agency) = self.in_brackets(&tokens, sentence)
        {
            return Some((agency, NameType::Organization));
        }
        if kind == NameType::Location {
            // “British capital London”
            let noun = |token: usize| {
                self.analysis.tokens[token].upos == Upos::Noun && self.form(token).chars().all(char::is_lowercase)
            };
            if let Some(last) = tokens.clone().rev().skip(1).find(|&token| noun(token)) {
                tokens.start = last + 1;
            }
        }
        if let Some(slogan) = self.slogan(&tokens, sentence) {
            return Some((slogan, NameType::Organization));
        }
        if kind == NameType::Organization {
            while self.is_cut_off(&tokens, sentence) {
                tokens.start -= 1;
            }
        }
        if kind == NameType::Person {
            while tokens.len() > 1 && (self.is_title(tokens.start) || self.is_of_office(tokens.start)) {
                tokens.start += 1;
            }
            if tokens.len() == 1 && self.is_common(tokens.start) || self.is_pair(&tokens) {
                return None;
            }
        }
        Some((tokens, kind))
    }

    /// “Defund the Police”: a movement that is called by what it asks for, of which the model saw the first word.
    fn slogan(&self, name: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let (article, noun) = (name.end, name.end + 1);
        let whole = name.len() == 1
            && noun < sentence.tokens.end
            && sentence.kind == LineKind::Body
            && name.start > sentence.tokens.start
            && self.form(article) == "the"
            && self.form(noun).starts_with(char::is_uppercase)
            && self.tree.head(article) == Some(noun);
        let one = || {
            self.tree.relation(noun) == "flat" && self.tree.head(noun) == Some(name.start)
                || self.tree.head(name.start) == Some(noun)
        };
        (whole && one() && self.gazetteer.lookup(&normalize::key(self.form(name.start))).next().is_none())
            .then_some(name.start..noun + 1)
    }

    /// “the Combined Joint Task Force”: a word with a capital within the sentence that describes the name and is no people.
    fn is_cut_off(&self, name: &Range<usize>, sentence: &Sentence) -> bool {
        let Some(before) = name.start.checked_sub(1).filter(|&before| before > sentence.tokens.start) else {
            return false;
        };
        let token = &self.analysis.tokens[before];
        let describes = matches!(self.tree.relation(before), "amod" | "compound")
            && self.tree.head(before).is_some_and(|head| name.contains(&head));
        describes
            && sentence.kind == LineKind::Body
            && name.len() > 1
            && matches!(token.upos, Upos::Adj | Upos::Verb)
            && token.form.starts_with(char::is_uppercase)
            && !self.analysis.names.iter().any(|name| name.tokens.contains(&before))
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// “Oslo (Graywick Wire)”: the whole of what stands in the brackets of a dateline is the name of the agency.
    fn in_brackets(&self, tokens: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let opens = tokens.start.checked_sub(1).is_some_and(|before| self.form(before) == "(");
        let close = (tokens.end..sentence.tokens.end.min(tokens.end + 4)).find(|&token| self.form(token) == ")")?;
        let named = |token: usize| self.form(token).starts_with(char::is_uppercase);
        (opens && (tokens.end..close).all(named)).then_some(tokens.start..close)
    }

    /// “Defund the police”, “Astronomers agree”: a verb or a plural with a capital that only the place asks for.
    fn is_word(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let token = &self.analysis.tokens[tokens.start];
        let plural = token.upos == Upos::Noun && token.xpos == "NNS";
        let opens = || {
            let sentence = self.analysis.sentences.get(token.sentence);
            sentence.is_some_and(|sentence| sentence.tokens.start == tokens.start)
                || tokens.start.checked_sub(1).is_some_and(|before| matches!(self.form(before), "“" | "\"" | "‘" | "'"))
        };
        let alone = !self
            .analysis
            .tokens
            .get(tokens.end)
            .is_some_and(|next| next.upos == Upos::Propn || next.form.starts_with(char::is_uppercase));
        tokens.len() == 1
            && alone
            && kind != NameType::People
            && !token.form.chars().skip(1).any(char::is_uppercase)
            && (token.upos == Upos::Verb && kind == NameType::Organization || plural && opens())
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// “the Roe Accords”: what is called after somebody is another thing.
    fn is_namesake(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let Some(next) = self.analysis.tokens.get(tokens.end) else { return false };
        let inside = tokens.clone().any(|token| {
            self.tree.head(token) == Some(tokens.end)
                && matches!(self.tree.relation(token), "compound" | "nmod" | "amod")
        });
        let thing = matches!(
            next.form.as_str(),
            "Accords"
                | "Accord"
                | "Agreement"
                | "Treaty"
                | "Act"
                | "Doctrine"
                | "Award"
                | "Prize"
                | "Hospital"
                | "Airport"
                | "Memorial"
                | "Museum"
                | "Bridge"
                | "Street"
                | "Stadium"
                | "Medal"
                | "Protocol"
                | "Amendment"
                | "Law"
        );
        kind == NameType::Person && inside && thing
    }

    /// “the Roe-Moe debate”: the surnames of two people in the text, and nobody's name.
    fn is_pair(&self, tokens: &Range<usize>) -> bool {
        let Some(hyphen) = tokens.clone().find(|&token| matches!(self.form(token), "-" | "–")) else { return false };
        let known = |side: Range<usize>| {
            let name = self.form(side.start);
            side.len() == 1 && name.starts_with(char::is_uppercase) && self.full_names.contains(name)
        };
        known(tokens.start..hyphen) && known(hyphen + 1..tokens.end)
    }

    /// Punctuation, possessives and articles.
    fn is_edge(&self, token: usize) -> bool {
        let form = self.form(token);
        form != "." && !form.chars().any(char::is_alphanumeric)
            || matches!(form, "'s" | "’s" | "the" | "The" | "a" | "an")
    }

    /// Lines of credits name outlets (“Source: Meridian”), datelines name places (“Geneva =”), whatever the model says.
    fn kind_in_line(&self, tokens: &Range<usize>, kind: NameType, sentence: &Sentence) -> NameType {
        let first = sentence.tokens.start;
        let credit = || {
            let word = self.form(first).to_lowercase();
            matches!(word.as_str(), "source" | "sources" | "via" | "courtesy") && tokens.start <= first + 2
        };
        match (sentence.kind, kind) {
            (LineKind::Byline, NameType::Person | NameType::Location | NameType::People)
                if tokens.len() < 3 && credit() =>
            {
                NameType::Organization
            }
            (LineKind::Dateline, NameType::Person) if tokens.start == first => NameType::Location,
            _ => kind,
        }
    }

    fn is_title(&self, token: usize) -> bool {
        let word = self.form(token);
        lexicon::title(word).is_some()
            || matches!(word, "Vice" | "Prime" | "Foreign" | "Former" | "former" | "US" | "U.S.")
    }

    /// “Minister of Information Roe”: the word before the name is the office's.
    fn is_of_office(&self, token: usize) -> bool {
        let linked = token > 0 && matches!(self.form(token - 1), "of" | "for" | "and");
        linked && lexicon::is_portfolio(&self.form(token).to_lowercase())
    }

    /// A title or kinship word alone is nobody's name, unless somebody in the text bears it: “Stephen King”.
    fn is_common(&self, token: usize) -> bool {
        let word = self.form(token);
        (lexicon::title(word).is_some() || lexicon::gender_of_word(word).is_some()) && !self.full_names.contains(word)
    }

    /// Names that the model broke, put together: “Combined” “Joint Task Force”; and names of bodies that it cut short
    /// before their last word: “House Judiciary” Committee, “Kuala Lumpur” TV.
    fn join(&self, names: Vec<(Range<usize>, NameType)>) -> Vec<(Range<usize>, NameType)> {
        let mut joined: Vec<(Range<usize>, NameType)> = Vec::with_capacity(names.len());
        for (index, (tokens, kind)) in names.iter().enumerate() {
            let (mut tokens, mut kind) = (tokens.clone(), *kind);
            if let Some((last, NameType::Organization)) = joined.last()
                && kind == NameType::Organization
                && last.end == tokens.start
                && last.len() == 1
                && self.analysis.tokens[last.start].upos != Upos::Propn
                && self.tree.head(last.start).is_some_and(|head| tokens.contains(&head))
            {
                tokens.start = last.start;
                joined.pop();
            }
            // “Ada” “Roe”: the parser knows better that they are one name.
            if let Some((last, NameType::Person)) = joined.last()
                && kind == NameType::Person
                && last.end == tokens.start
                && self.tree.relation(tokens.start) == "flat"
                && self.tree.head(tokens.start).is_some_and(|head| last.contains(&head))
            {
                tokens.start = last.start;
                joined.pop();
            }
            let free = names.get(index + 1).is_none_or(|(next, _)| next.start > tokens.end);
            if free && matches!(kind, NameType::Organization | NameType::Location) && self.is_last_word(&tokens) {
                (tokens.end, kind) = (tokens.end + 1, NameType::Organization);
            }
            let of_body = kind == NameType::Location
                && tokens.len() > 1
                && lexicon::is_organization_noun(&self.form(tokens.end - 1).to_lowercase());
            if of_body && self.gazetteer.lookup(&normalize::key(self.text(&tokens))).next().is_none() {
                kind = NameType::Organization;
            }
            joined.push((tokens, kind));
        }
        joined
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
                (None, None) => match ministries::named_at(self.analysis, at, sentence.end) {
                    Some(tokens) if !shouting => self.span(tokens, NameType::Organization, false),
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

    /// What the model takes for a person and the gazetteer knows as no person's name: a place of several words, a people,
    /// an armed group or a newspaper.
    fn kind_of_known(&self, tokens: &Range<usize>, kind: NameType, own: NameType) -> NameType {
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

    fn span(&self, tokens: Range<usize>, kind: NameType, by_model: bool) -> Span {
        Span::new(self.text(&tokens), tokens, kind, by_model, self.gazetteer)
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
            // A bracket or stop after a name gives the same key.
            if stop > begin + 1 && !self.form(stop - 1).chars().any(char::is_alphanumeric) {
                continue;
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
            // “the Democratic nomination”: the adjective of a party keeps its capital within a sentence.
            (b'O', NameKind::Alias)
                if entry.class == "political_party"
                    && self.analysis.tokens[tokens.start].upos == Upos::Adj
                    && tokens.len() == 1 =>
            {
                let sentence = self.analysis.sentences.get(self.analysis.tokens[tokens.start].sentence);
                let inside = sentence
                    .is_some_and(|sentence| sentence.tokens.start < tokens.start && sentence.kind == LineKind::Body);
                inside.then_some(NameType::People)
            }
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
