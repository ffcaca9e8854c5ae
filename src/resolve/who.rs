//! A name, a day and a country in; what the gazetteer knows under that name, and whom a text would mean by it as a person, an
//! organization and a place, out. The choice is made by the code that reads texts, on a text of the name alone.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::context::Context;
use super::gazetteer::{Entry, Gazetteer, NameKind, Term};
use super::likelihood::Weighed;
use super::normalize::{key, skeleton};
use super::{Entity, EntityType, entities};
use crate::analyze::{Analysis, Name, NameType, Sentence, Token, Upos};
use crate::ingest::{Document, LineKind};

/// What is known of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Who {
    /// Whom a text would mean, by what the name is taken for; no entry that is not of the gazetteer.
    pub readings: Vec<Reading>,
    /// All who bear the name, likeliest first.
    pub bearers: Vec<Bearer>,
}

/// Whom a text would mean by the name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the name is taken for.
    pub taken: EntityType,
    /// Who is meant; `None` where the program would link to nobody.
    pub entity: Option<Entity>,
}

/// Somebody or something that bears the name.
#[derive(Debug, Clone, PartialEq)]
pub struct Bearer {
    /// Who.
    pub entry: Entry,
    /// In which way the name is theirs.
    pub kind: NameKind,
    /// Whether only the spelling is alike.
    pub spelling: bool,
    /// Whether it is of the wide tables, which are asked where the others do not tell.
    pub wide: bool,
    /// How often the news links to it by this name.
    pub links: u32,
    /// How likely the name means it in such a text, where the program weighs that.
    pub probability: Option<f32>,
    /// The terms of office that cover the day; without a day, or where none does, the last three.
    pub terms: Vec<Term>,
    /// Whether one of them covers the day.
    pub in_office: bool,
}

/// What is known of a name, in a text of a day (no day: of no date) that speaks of a country (alpha-3).
///
/// ```
/// use newsgraph::resolve::{EntityType, who};
///
/// let who = who("Wang Yi", "2024-05-05".parse().ok(), Some("CHN"));
/// let person = who.readings.iter().find(|reading| reading.taken == EntityType::Person).unwrap();
/// assert_eq!(person.entity.as_ref().and_then(|entity| entity.wikidata.as_deref()), Some("Q701801"));
/// assert!(who.bearers[0].in_office);
/// ```
pub fn who(name: &str, day: Option<NaiveDate>, country: Option<&str>) -> Who {
    let taken = [NameType::Person, NameType::Organization, NameType::Location];
    let country = country.and_then(|country| Gazetteer::embedded().country(country)).map(|state| state.country);
    let readings = taken.into_iter().map(|taken| reading(name, taken, day, country)).collect();
    let mut bearers = bearers(&key(name), day);
    for taken in taken {
        for weighed in weighed(name, taken, day, country) {
            for bearer in bearers.iter_mut().filter(|bearer| bearer.entry.number == weighed.entry) {
                let known = bearer.probability.unwrap_or(0.0);
                bearer.probability = Some(known.max(weighed.probability));
            }
        }
    }
    let rank = |bearer: &Bearer| {
        let here = country.is_some_and(|country| bearer.entry.country == country);
        (!bearer.spelling, !bearer.wide, here, bearer.in_office, bearer.links, bearer.entry.links, bearer.entry.weight)
    };
    bearers.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.entry.number.cmp(&b.entry.number)));
    Who { readings, bearers }
}

/// The state that a code, a name or the name of a people means.
pub fn state(text: &str) -> Option<Entry> {
    let gazetteer = Gazetteer::embedded();
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
    let by_name = || gazetteer.find(&key(text), &kinds, b"C").max_by_key(|state| state.weight);
    gazetteer.country(&text.to_uppercase()).or_else(by_name)
}

fn reading(name: &str, taken: NameType, day: Option<NaiveDate>, country: Option<&'static str>) -> Reading {
    let (document, analysis) = text_of(name, taken, day);
    let mut context = context(&document, &analysis, country);
    let named = entities::find(&mut context);
    // What a part of the name means is another's.
    let whole = context.spans.iter().position(|span| span.key == key(name));
    let entity = whole.and_then(|span| named.of_span[span]).and_then(|at| named.entities.get(at).cloned());
    let taken = match taken {
        NameType::Person => EntityType::Person,
        NameType::Organization => EntityType::Organization,
        NameType::Location | NameType::People => EntityType::Place,
    };
    Reading { taken, entity: entity.filter(|entity| entity.is_of_the_gazetteer()) }
}

/// What is weighed for the name in such a text.
fn weighed(name: &str, taken: NameType, day: Option<NaiveDate>, country: Option<&'static str>) -> Vec<Weighed> {
    let (document, analysis) = text_of(name, taken, day);
    let mut context = context(&document, &analysis, country);
    context.weighed = Some(RefCell::default());
    entities::find(&mut context);
    context.weighed.take().map(RefCell::into_inner).unwrap_or_default()
}

fn context<'a>(document: &'a Document, analysis: &'a Analysis, country: Option<&'static str>) -> Context<'a> {
    let mut context = Context::with_names(document, analysis, super::Names::none());
    if let Some(country) = country {
        // As often as a text names the country that it is about.
        *context.countries.entry(country).or_insert(0) += 2;
    }
    context
}

/// A text of the name alone, as the model would mark it.
fn text_of(name: &str, taken: NameType, day: Option<NaiveDate>) -> (Document, Analysis) {
    let mut document = Document::new("who", name);
    document.published = day;
    let mut analysis = Analysis::default();
    let mut begin = 0;
    for word in document.text.split_inclusive([' ', '-', ',']) {
        let mut push = |form: &str, at: usize| {
            if !form.is_empty() {
                let first = analysis.tokens.is_empty();
                analysis.tokens.push(Token {
                    form: form.into(),
                    lemma: form.into(),
                    upos: if form.chars().any(char::is_alphanumeric) { Upos::Propn } else { Upos::Punct },
                    xpos: "NNP".into(),
                    head: (!first).then_some(0),
                    deprel: if first { "root" } else { "flat" }.into(),
                    span: at..at + form.len(),
                    sentence: 0,
                    multiword: 0,
                });
            }
        };
        let bare = word.trim_end_matches([' ', '-', ',']);
        push(bare, begin);
        push(word[bare.len()..].trim(), begin + bare.len());
        begin += word.len();
    }
    let (tokens, span) = (0..analysis.tokens.len(), 0..document.text.len());
    if !tokens.is_empty() {
        analysis.sentences.push(Sentence { tokens: tokens.clone(), span, kind: LineKind::Body, line: 0 });
        analysis.names.push(Name { tokens, kind: taken });
    }
    (document, analysis)
}

fn bearers(key: &str, day: Option<NaiveDate>) -> Vec<Bearer> {
    let gazetteer = Gazetteer::embedded();
    let mut found: BTreeMap<u32, Bearer> = BTreeMap::new();
    let exact = gazetteer.lookup(key).map(|reference| (reference, false, false));
    let wide = gazetteer.lookup_wide(key).map(|reference| (reference, false, true));
    let alike = gazetteer.lookup(&format!("~{}", skeleton(key))).map(|reference| (reference, true, false));
    for (reference, spelling, wide) in exact.chain(wide).chain(alike.filter(|_| key.contains(' '))) {
        let Some(entry) = gazetteer.entry(reference.entry) else { continue };
        let (terms, in_office) = terms(&entry, day);
        let (kind, links) = (reference.kind, reference.links);
        let bearer = Bearer { entry, kind, spelling, wide, links, probability: None, terms, in_office };
        found.entry(entry.number).or_insert(bearer);
    }
    found.into_values().collect()
}

fn terms(entry: &Entry, day: Option<NaiveDate>) -> (Vec<Term>, bool) {
    const SHOWN: usize = 3;
    let mut all: Vec<Term> = Gazetteer::embedded().terms_of(entry).collect();
    all.sort_by_key(|term| std::cmp::Reverse((term.start, term.end)));
    let now: Vec<Term> = all.iter().filter(|term| day.is_some_and(|day| term.covers(day))).copied().collect();
    if now.is_empty() {
        all.truncate(SHOWN);
        (all, false)
    } else {
        (now, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &str, taken: EntityType, on: Option<&str>, country: Option<&str>) -> Option<String> {
        let who = who(name, on.map(|day| day.parse().unwrap()), country);
        who.readings.into_iter().find(|reading| reading.taken == taken)?.entity.map(|entity| entity.id)
    }

    #[test]
    fn the_day_and_the_country_decide() {
        let id = |item: &str| Some(item.to_owned());
        assert_eq!(meant("Angela Merkel", EntityType::Person, Some("2015-05-05"), Some("DEU")), id("Q567"));
        assert_eq!(meant("Georgia", EntityType::Place, None, None), id("Q230"));
        assert_eq!(meant("Nobody Of That Name", EntityType::Person, None, None), None);
        assert_eq!(meant("", EntityType::Person, None, None), None);
    }

    #[test]
    fn all_bearers_are_listed_with_what_is_known_of_them() {
        let who = who("Georgia", None, None);
        let items: Vec<&str> = who.bearers.iter().map(|bearer| bearer.entry.item).collect();
        assert!(items.contains(&"Q230") && items.contains(&"Q1428"), "{items:?}");
        let merkel = super::who("Angela Merkel", "2015-05-05".parse().ok(), None);
        assert!(merkel.bearers[0].in_office && merkel.bearers[0].terms[0].body == "DEU");
    }

    #[test]
    fn states_have_codes_and_names() {
        for text in ["deu", "Germany", "German"] {
            assert_eq!(state(text).unwrap().country, "DEU");
        }
        assert!(state("Atlantis").is_none());
    }
}
