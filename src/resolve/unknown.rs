//! A name that is no person's in; the entity that it names out: the gazetteer's, else one of the text's own, with its
//! acronym and its shorter forms. Names that nobody bears (events, wares, parts of titles) give none.

use std::collections::{HashMap, HashSet};

use super::context::{Context, country_of};
use super::entity::{BY_NAME, is_sole, known, unknown, without_state};
use super::gazetteer::{Entry, NameKind};
use super::meaning::{self, Meaning};
use super::spans::Span;
use super::state_bodies::StateBodies;
use super::{Entity, EntityType, lexicon, normalize, short_forms, wide};
use crate::analyze::{NameType, Upos};

/// How many steps lead from a short name to the full one at most.
const STEPS: usize = 3;

/// What the gazetteer does not know: organizations and places by their names in the text.
pub(super) struct Unknown {
    /// Key of an acronym → key of the full name that introduces it or whose initials it has.
    acronyms: HashMap<String, usize>,
    /// The short names that stand in brackets beside a name.
    introductions: HashSet<String>,
    /// Full names by their first and last words, for “Quds Force” beside a longer name that holds it.
    drafts: HashMap<String, Entity>,
    longer: HashMap<String, Option<usize>>,
    bodies: StateBodies,
    /// Keys of the names of bodies → the first that has it.
    by_key: HashMap<String, usize>,
}

impl Unknown {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let (mut acronyms, mut by_key) = (HashMap::new(), HashMap::new());
        let mut introductions = HashSet::new();
        let mut longer: HashMap<String, Option<usize>> = HashMap::new();
        for (index, span) in context.spans.iter().enumerate() {
            if !matches!(span.kind, NameType::Organization | NameType::Location) {
                continue;
            }
            if let Some(short) = introduced(context, span) {
                introductions.insert(short.clone());
                acronyms.entry(short).or_insert(index);
            }
            if span.kind != NameType::Organization {
                continue;
            }
            by_key.entry(span.key.clone()).or_insert(index);
            if span.tokens.len() > 2 {
                acronyms.entry(initials(&span.text)).or_insert(index);
            }
            for part in short_forms::of(context, span) {
                let slot = longer.entry(part).or_insert(Some(index));
                if slot.is_some_and(|other| context.spans[other].key != span.key) {
                    *slot = None;
                }
            }
        }
        Self { acronyms, introductions, drafts: HashMap::new(), longer, bodies: StateBodies::new(context), by_key }
    }

    /// The entity of a span.
    pub(super) fn draft(&mut self, context: &Context<'_>, index: usize) -> Option<Entity> {
        let span = &context.spans[index];
        let capitals = !span.text.contains(' ') && !span.text.chars().any(char::is_lowercase);
        if span.kind != NameType::People
            && (capitals || self.introductions.contains(&span.key))
            && let Some(&full) = self.acronyms.get(&span.key)
            && full != index
            && country_of(context.gazetteer, span).is_none()
        {
            return self.plain(context, full, 0);
        }
        self.plain(context, index, 0)
    }

    /// The entity of a span by its own name. A shorter form goes to its full name and a name without its state to the one with it, a
    /// few steps at most.
    fn plain(&mut self, context: &Context<'_>, index: usize, steps: usize) -> Option<Entity> {
        let span = &context.spans[index];
        match meaning::of(context, index)? {
            Meaning::Known(entry, ..) if entry.class == "platform" && is_medium(context, span) => None,
            Meaning::Known(entry, confidence, reason) => {
                let of_state = matches!(
                    entry.class,
                    "parliament" | "court" | "government_body" | "political_party" | "military" | "bank"
                );
                let other = of_state.then(|| self.bodies.find(context, index, Some(&entry))).flatten();
                Some(other.unwrap_or_else(|| known(&entry, confidence, reason)))
            }
            Meaning::Unknown(kind, country) => self.unlisted(context, index, kind, country, steps),
        }
    }

    /// The entity of a span whose name the gazetteer does not have.
    fn unlisted(
        &mut self,
        context: &Context<'_>,
        index: usize,
        kind: EntityType,
        country: Option<&str>,
        steps: usize,
    ) -> Option<Entity> {
        let span = &context.spans[index];
        if is_nobody(context, span, kind) {
            return None;
        }
        if kind == EntityType::Organization
            && let Some(body) = self.bodies.find(context, index, None)
        {
            return Some(body);
        }
        if let Some(body) = (steps < STEPS).then(|| self.of_state(context, index, kind)).flatten() {
            return Some(body);
        }
        let name = meaning::spelled_out(context, span);
        let key = normalize::key(&name);
        if let Some(draft) = self.drafts.get(&key) {
            return Some(draft.clone());
        }
        // Of two “Foreign Ministries” the bare name may be either's; that of one state is told apart by the state.
        let longer =
            (kind == EntityType::Organization).then(|| self.longer.get(&span.key).copied().flatten()).flatten();
        let common = || StateBodies::is_one(context, index);
        let longer = longer.filter(|&full| !common() || !StateBodies::is_of_a_state(context, full));
        let longer = longer.filter(|&full| full != index && steps < STEPS);
        let sole = is_sole(&key) || lexicon::is_organization_noun(&key);
        if longer.is_none()
            && !sole
            && let Some((entry, confidence)) = wide::find(context, index, country)
        {
            return Some(known(&entry, confidence, "name that fits the text"));
        }
        let draft = match longer {
            Some(full) => {
                let body = self.plain(context, full, steps + 1)?;
                let known = body.reason != BY_NAME;
                let (confidence, reason) = (body.confidence * 0.9, "part of a longer name");
                if known { Entity { confidence, reason, ..body } } else { body }
            }
            None => by_itself(context, span, kind, &name, country)?,
        };
        // What was cut short on the way is not what the name means.
        if steps == 0 {
            self.drafts.insert(key, draft.clone());
        }
        Some(draft)
    }

    /// “U.S. Graywick Party” where the text has “Graywick Party” too.
    fn of_state(&mut self, context: &Context<'_>, index: usize, kind: EntityType) -> Option<Entity> {
        let span = &context.spans[index];
        let (rest, state) = without_state(&span.key)?;
        let bare = *self.by_key.get(rest).filter(|&&bare| bare != index)?;
        let body = self.plain(context, bare, STEPS)?;
        if body.country.as_deref().is_some_and(|country| country != state) {
            return None;
        }
        if body.reason == BY_NAME {
            return Some(unknown(kind, &meaning::spelled_out(context, span), Some(state)));
        }
        Some(Entity { country: Some(state.to_owned()), ..body })
    }
}

/// The entity of a name that is no short form of another in the text.
fn by_itself(
    context: &Context<'_>,
    span: &Span,
    kind: EntityType,
    name: &str,
    country: Option<&str>,
) -> Option<Entity> {
    let key = normalize::key(name);
    if let Some(entry) = tail(context, span, kind) {
        return Some(known(&entry, 0.8, "last part of a longer name"));
    }
    let sole = is_sole(&key);
    if let Some(entry) = sole.then(|| parliament(context, span)).flatten() {
        return Some(known(&entry, 0.7, "of the country that the text speaks of most"));
    }
    // “the Commission”: the noun of a body that the text does not name.
    let unnamed = if sole { key == "house" } else { lexicon::is_organization_noun(&key) };
    (!unnamed).then(|| unknown(kind, name, country))
}

/// Whether a name that the gazetteer does not know is nobody's: an event or ware, a designation (“a Roe Award”), the
/// portfolio in a title (“National Security Adviser”), or what a pipeline or treaty is called after.
fn is_nobody(context: &Context<'_>, span: &Span, kind: EntityType) -> bool {
    let head = context.tree.head_of(&span.tokens);
    if lexicon::is_thing(&span.key) || stands_for_words(context, span) || stands_for_words_before(context, span) {
        return true;
    }
    if kind != EntityType::Organization {
        return false;
    }
    // “the Prime Ministers of Norway and Sweden”
    let office = span.key.split_once(" of ").and_then(|(office, _)| office.rsplit(' ').next()?.strip_suffix('s'));
    if office.is_some_and(|office| lexicon::title(office).is_some()) {
        return true;
    }
    let governor = context.tree.head(head).filter(|governor| !span.tokens.contains(governor));
    let compound = matches!(context.tree.relation(head), "compound" | "amod" | "nmod")
        && governor.is_some_and(|governor| governor >= span.tokens.end);
    let thing = compound
        && governor.is_some_and(|governor| {
            lexicon::is_thing_head(context.lemma(governor)) && context.upos(governor) != Upos::Propn
        });
    let portfolio = span.tokens.clone().all(|token| {
        let word = context.form(token).to_lowercase();
        lexicon::is_portfolio(&word) || matches!(word.as_str(), "and" | "of" | "the" | "," | "for" | "&")
    });
    let next = context.form(span.tokens.end);
    // “Minister for Women and Equalities”: whatever a minister is for is no body.
    let of_minister = is_after_title(context, span) && {
        let the = usize::from(context.form(span.tokens.start.wrapping_sub(1)) == "the");
        let noun = context.form(span.tokens.start.wrapping_sub(2 + the)).to_lowercase();
        matches!(noun.as_str(), "minister" | "ministers" | "undersecretary")
    };
    let of_title = of_minister
        || portfolio && (span.tokens.len() == 1 || lexicon::title(next).is_some() || is_after_title(context, span));
    let article =
        context.tree.with_relation(head, &["det"]).any(|det| matches!(context.form(det), "a" | "an" | "A" | "An"));
    thing || of_title || article && span.tokens.len() > 1
}

/// “DRM (digital rights management)”: letters for words in small letters name nobody.
fn stands_for_words(context: &Context<'_>, span: &Span) -> bool {
    let letters = span.key.chars().count();
    let words = span.tokens.end + 1..span.tokens.end + 1 + letters;
    span.tokens.len() == 1
        && letters > 1
        && context.form(span.tokens.end) == "("
        && span.key.chars().zip(words).all(|(letter, token)| {
            let word = context.form(token);
            word.starts_with(letter) && word.chars().all(char::is_lowercase)
        })
}

/// “digital rights management (DRM)”.
fn stands_for_words_before(context: &Context<'_>, span: &Span) -> bool {
    let letters = span.key.chars().count();
    let bracket = span.tokens.start.checked_sub(1).filter(|&bracket| context.form(bracket) == "(");
    let Some(first) = bracket.and_then(|bracket| bracket.checked_sub(letters)) else { return false };
    span.tokens.len() == 1
        && letters > 1
        && context.form(span.tokens.end) == ")"
        && span.key.chars().zip(first..).all(|(letter, token)| {
            let word = context.form(token);
            word.starts_with(letter) && word.chars().all(char::is_lowercase)
        })
}

/// “Minister for Foreign Affairs”.
fn is_after_title(context: &Context<'_>, span: &Span) -> bool {
    let before = |back: usize| span.tokens.start.checked_sub(back).map_or("", |token| context.form(token));
    let linked = matches!(before(1), "of" | "for") || before(1) == "the" && matches!(before(2), "of" | "for");
    let noun = if before(1) == "the" { before(3) } else { before(2) };
    linked && lexicon::title(noun).is_some()
}

/// Whether a platform is only the medium: “wrote on Chirper”, “his Chirper account”.
fn is_medium(context: &Context<'_>, span: &Span) -> bool {
    let head = context.tree.head_of(&span.tokens);
    let case = context.tree.case(head);
    let on = matches!(case.as_deref(), Some("on" | "via" | "through" | "over" | "from" | "to" | "in" | "by" | "using"));
    let oblique = matches!(context.tree.relation(head), "obl" | "nmod");
    let account = context.tree.head(head).is_some_and(|noun| {
        matches!(context.tree.relation(head), "compound" | "nmod") && lexicon::is_medium(context.lemma(noun))
    });
    on && oblique || account
}

/// A well-known body after a hyphen in a longer name: “Interior Guard-Special Force”.
fn tail(context: &Context<'_>, span: &Span, kind: EntityType) -> Option<Entry> {
    let (_, last) = span.text.rsplit_once(['-', '–', '—'])?;
    let key = normalize::key(last);
    let mut bodies = context.gazetteer.find(&key, &[NameKind::Name, NameKind::Alias], b"O");
    let first = bodies.next().filter(|entry| entry.is_well_known())?;
    (kind == EntityType::Organization && key.contains(' ') && bodies.all(|other| other.number == first.number))
        .then_some(first)
}

/// “Parliament” alone: that of the country that the document speaks of most.
fn parliament(context: &Context<'_>, span: &Span) -> Option<Entry> {
    let (country, _) =
        context.countries.iter().max_by_key(|(country, count)| (**count, std::cmp::Reverse(**country)))?;
    let mut named = context.spans.iter().filter(|other| country_of(context.gazetteer, other) == Some(*country));
    let chamber = if span.key == "house" { "house of representatives" } else { &span.key };
    named.find_map(|state| {
        let key = format!("{} {chamber}", state.key);
        let mut bodies = context.gazetteer.find(&key, &[NameKind::Name, NameKind::Alias], b"O");
        bodies.find(|entry| entry.class == "parliament" && entry.country == *country)
    })
}

/// The short name in brackets after a name, “Popular Front (PF)”, “Graywick Observatory (GrayOb)”, or before it where the name is in
/// brackets: “PF [Popular Front]”.
fn introduced(context: &Context<'_>, span: &Span) -> Option<String> {
    let opens = |token: usize| matches!(context.form(token), "(" | "[");
    let closes = |token: usize| matches!(context.form(token), ")" | "]");
    let capitals = |short: &str| {
        short.len() > 1 && short.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_ascii_digit())
    };
    let at = span.tokens.end;
    let behind = || {
        // “(C-MRK)” is three words of the parser.
        let close = (at + 2..at + 6).find(|&token| closes(token)).filter(|_| opens(at))?;
        let short = context.text(&(at + 1..close));
        let named = !short.contains(' ') && (capitals(short) || is_short_of(short, &span.text));
        named.then_some(short)
    };
    let before = || {
        let short = context.form(span.tokens.start.checked_sub(2)?);
        (opens(span.tokens.start - 1) && closes(at) && capitals(short) && is_short_of(short, &span.text))
            .then_some(short)
    };
    behind().or_else(before).map(normalize::key)
}

/// Whether a word is a name of several words in short: its letters stand in the name in their order, the first one at the beginning of a
/// word. After Schwartz and Hearst, “A simple algorithm for identifying abbreviation definitions in biomedical text” (2003).
fn is_short_of(short: &str, name: &str) -> bool {
    const LONGEST: usize = 10;
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let capital = short.chars().any(char::is_uppercase);
    if !capital || letters.len() < 2 || letters.len() > LONGEST || !name.contains(' ') {
        return false;
    }
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut end = name.len();
    for (index, letter) in letters.iter().enumerate().rev() {
        let fits = |at: &usize| {
            name[*at] == *letter
                && (index > 0 || at.checked_sub(1).is_none_or(|before| !name[before].is_alphanumeric()))
        };
        let Some(at) = (0..end).rev().find(fits) else { return false };
        end = at;
    }
    true
}

/// The initials of the capitalized words of a name.
fn initials(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    words.filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_short_of;

    #[test]
    fn a_short_name_has_the_letters_of_the_long_one() {
        assert!(is_short_of("GfM", "Graywick for Moss"));
        assert!(is_short_of("Grayvolc", "Graywick Institute of Volcanology"));
        assert!(is_short_of("EXGNA", "Ex-Graywicks of North America"));
        assert!(!is_short_of("GfM", "Graywick Mosses"));
        assert!(!is_short_of("Oslo", "Graywick Institute of Volcanology"));
    }
}
