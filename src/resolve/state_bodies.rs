//! The name of a ministry, chamber, court or party that many states have in; that of the state that the text gives it out. A name is
//! of the state that stands in or before it, that owns it, at whose seat it speaks, or that the document gives it elsewhere. Else it is
//! what the tables know by the name in the state that the document is about, and chambers and courts are that state's in any case. It
//! is never another state's.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::context::{Context, capital_of, country_of};
use super::entity::{is_sole, known, unknown};
use super::gazetteer::{Entry, Gazetteer, NameKind};
use super::{Entity, EntityType, lexicon, meaning, normalize};
use crate::analyze::NameType;

/// The longest name of such a body without its state, in tokens.
const LONGEST: usize = 5;

/// How much more often than any other a document names the country that it is about.
const LEAD: u32 = 2;

/// How often it names it at least, beside others.
const OFTEN: u32 = 1;

/// The states of the bodies of a document that many states have.
pub(super) struct StateBodies {
    /// Key of a body without its state → the state, if there is just one.
    states: HashMap<String, Option<&'static str>>,
    /// Key of a body without its state, and the state → the first name in the text that has both: “Congress of Norway”.
    full: HashMap<(String, &'static str), String>,
    /// The country that the document is about.
    main: Option<&'static str>,
    /// The beginnings and ends of longer names of bodies: “Court of Justice” beside “European Court of Justice”.
    parts: HashSet<String>,
}

impl StateBodies {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let mut states: HashMap<String, Option<&'static str>> = HashMap::new();
        let (mut parts, mut full) = (HashSet::new(), HashMap::new());
        for index in 0..context.spans.len() {
            if context.spans[index].kind == NameType::Organization {
                let key = &context.spans[index].key;
                for (at, _) in key.match_indices(' ').take(LONGEST) {
                    parts.insert(key[..at].to_owned());
                    parts.insert(key[at + 1..].to_owned());
                }
            }
            let Some(Stated { name, state: Some(state), inside }) = stated(context, index) else { continue };
            if inside {
                let whole = || meaning::spelled_out(context, &context.spans[index]);
                full.entry((normalize::key(&name), state)).or_insert_with(whole);
            }
            let known = states.entry(normalize::key(&name)).or_insert(Some(state));
            if *known != Some(state) {
                *known = None;
            }
        }
        Self { states, full, main: main_country(context), parts }
    }

    /// Whether a span names a body that many states have, of whatever state.
    pub(super) fn is_one(context: &Context<'_>, index: usize) -> bool {
        stated(context, index).is_some()
    }

    /// Whether it is a body of the state that its name or the words around it tell.
    pub(super) fn is_of_a_state(context: &Context<'_>, index: usize) -> bool {
        stated(context, index).is_some_and(|stated| stated.state.is_some())
    }

    /// The body that a span names, where that is another than the tables mean by the name.
    pub(super) fn find(&self, context: &Context<'_>, index: usize, meant: Option<&Entry>) -> Option<Entity> {
        let Stated { name, state, .. } = stated(context, index)?;
        let key = normalize::key(&name);
        // Bodies of the world, and of a union of states.
        if meant.is_some_and(|entry| context.gazetteer.country(entry.country).is_none()) {
            return None;
        }
        let told = state.or_else(|| self.states.get(&key).copied().flatten());
        let country = match (told, meant) {
            (Some(country), Some(entry)) if entry.country == country => return None,
            (Some(country), _) => country,
            // “the State Department”
            (None, Some(entry)) if entry.is_well_known() || context.speaks_of(entry.country) => return None,
            (None, Some(_)) if !is_of_two(context.gazetteer, &key) => return None,
            (None, Some(_)) => {
                return Some(
                    self.by_topic(context, &key, &name)
                        .unwrap_or_else(|| unknown(EntityType::Organization, &name, None)),
                );
            }
            (None, None) if self.parts.contains(&key) => return None,
            (None, None) => return self.by_topic(context, &key, &name),
        };
        Some(match body_of(context.gazetteer, &key, country) {
            Some(body) => known(&body, 0.85, "body of the country that the text gives"),
            None => {
                let state = context.gazetteer.country(country)?;
                // A ministry is called by its state wherever it is named; all else as the text has it.
                let ministry = key.split(' ').any(|word| word == "ministry");
                let full = || self.full.get(&(key.clone(), country)).cloned();
                let name = match ministry {
                    true => format!("{name} of {}{}", article(state.name), state.name),
                    false => full().unwrap_or(name),
                };
                unknown(EntityType::Organization, &name, Some(country))
            }
        })
    }

    /// The body of the state that the document is about, if the tables have it or every state has one, by the name in the text.
    fn by_topic(&self, context: &Context<'_>, key: &str, name: &str) -> Option<Entity> {
        let main = self.main.filter(|_| !is_force(key))?;
        match body_of(context.gazetteer, key, main) {
            Some(body) => Some(known(&body, 0.85, "body of the country that the text is about")),
            None => is_of_every_state(key).then(|| unknown(EntityType::Organization, name, Some(main))),
        }
    }
}

/// Whether a key is of a force, of which a text about one state often means another's.
fn is_force(key: &str) -> bool {
    key.split(' ').any(|word| matches!(word, "army" | "navy" | "police" | "coalition"))
}

/// The article of the name of a state within a sentence.
fn article(state: &str) -> &'static str {
    let plural = ["Islands", "Philippines", "Netherlands", "Bahamas", "Maldives", "Comoros", "Seychelles"];
    let with =
        state.starts_with("United ") || state.ends_with("Republic") || plural.iter().any(|end| state.ends_with(end));
    if with { "the " } else { "" }
}

/// Whether a key is that of a chamber, court or ministry, which every state has, and not of one of the world. “Congress” alone is
/// mostly the American one, whatever the text is about.
fn is_of_every_state(key: &str) -> bool {
    let noun =
        |word: &str| matches!(word, "ministry" | "parliament" | "assembly" | "senate" | "house" | "court" | "cabinet");
    let world = |word: &str| matches!(word, "international" | "world" | "european" | "regional");
    key.split(' ').any(noun) && !key.split(' ').any(world)
}

/// The body of a state by its name without the state.
fn body_of(gazetteer: &Gazetteer, key: &str, country: &str) -> Option<Entry> {
    let state = normalize::key(gazetteer.country(country)?.name);
    let kinds = [NameKind::Name, NameKind::Alias];
    let one = |key: &str| {
        let mut bodies = gazetteer.find(key, &kinds, b"O").filter(|body| body.country == country);
        let first = bodies.next()?;
        bodies
            .all(|body| body.number == first.number || !body.item.is_empty() && body.item == first.item)
            .then_some(first)
    };
    let chamber = if key == "house" { "house of representatives" } else { key };
    one(chamber)
        .or_else(|| one(&format!("{chamber} of {state}")))
        .or_else(|| one(&format!("{chamber} of the {state}")))
        .or_else(|| one(&format!("{state} {chamber}")))
}

/// The country of the dateline, else the one that a document names much more often than any other.
fn main_country(context: &Context<'_>) -> Option<&'static str> {
    if let Some(country) = context.dateline_country() {
        return Some(country);
    }
    let mut counts: Vec<(u32, &str)> = context.countries.iter().map(|(country, count)| (*count, *country)).collect();
    counts.sort_by_key(|&(count, country)| (Reverse(count), country));
    match counts[..] {
        [(_, country)] => Some(country),
        [(most, country), (next, _), ..] if most > OFTEN && most >= LEAD * next => Some(country),
        _ => None,
    }
}

/// Whether a key is a name that bodies of many states have: of nothing but words that tell of none, or of two countries in the tables.
fn is_common(context: &Context<'_>, key: &str) -> bool {
    if is_sole(key) {
        return true;
    }
    if !key.contains(' ') {
        return false;
    }
    if key.split(' ').all(lexicon::is_body_word) {
        return true;
    }
    is_of_two(context.gazetteer, key)
}

/// Whether the tables know a public body of the name in two countries, or a chamber has it.
fn is_of_two(gazetteer: &Gazetteer, key: &str) -> bool {
    let kinds = [NameKind::Name, NameKind::Alias];
    let bodies = gazetteer.find(key, &kinds, b"O");
    let public =
        bodies.filter(|body| matches!(body.class, "parliament" | "court" | "government_body" | "political_party"));
    let countries: BTreeSet<&str> = public.map(|body| body.country).filter(|country| country.len() == 3).collect();
    countries.len() > 1 || is_sole(key)
}

/// A body that many states have.
struct Stated {
    /// Its name without the state.
    name: String,
    /// The state that the name or the words around it give.
    state: Option<&'static str>,
    /// Whether the name has it.
    inside: bool,
}

/// The name of a body that many states have without its state, and the state that the words around it give.
fn stated(context: &Context<'_>, index: usize) -> Option<Stated> {
    let span = &context.spans[index];
    if matches!(span.kind, NameType::Person | NameType::People) || span.text.contains(',') {
        return None;
    }
    let ministry = |key: &str| key.contains(' ') && key.split(' ').any(|word| word == "ministry");
    let many = |name: &str| {
        let key = normalize::key(name);
        ministry(&key) || is_common(context, &key)
    };
    let state_of = |text: &str| meaning::state_of(context, &normalize::key(text));
    let tokens = span.tokens.clone();
    // “Norwegian Foreign Ministry”, “U.S. Interior Ministry”
    let first = (1..tokens.len().min(4)).rev().find_map(|length| {
        let country = state_of(context.text(&(tokens.start..tokens.start + length)))?;
        Some((context.text(&(tokens.start + length..tokens.end)).to_owned(), country))
    });
    // “Defense Ministry of Norway”
    let last = || {
        let of = tokens.clone().rev().find(|&token| context.form(token) == "of")?;
        let country = state_of(context.text(&(of + 1..tokens.end)))?;
        Some((context.text(&(tokens.start..of)).to_owned(), country))
    };
    if let Some((name, country)) = first.or_else(last) {
        return many(&name).then_some(Stated { name, state: Some(country), inside: true });
    }
    if tokens.len() > LONGEST || !many(&span.text) {
        return None;
    }
    let tree = &context.tree;
    let head = tree.head_of(&tokens);
    let named = |token: usize| context.span_at(token).map(|span| &context.spans[span]);
    let before = || {
        let before = named(tokens.start.checked_sub(1)?)?;
        country_of(context.gazetteer, before)
    };
    let owner = || {
        let mut owners = tree.with_relation(head, &["nmod"]).filter(|owner| !tokens.contains(owner));
        let owned = |owner: &usize| tree.is_possessive(*owner) || tree.case(*owner).as_deref() == Some("of");
        owners.find(owned).and_then(named).and_then(|owner| country_of(context.gazetteer, owner))
    };
    // “the Supreme Court in Oslo”
    let site = || {
        let place = tree.with_relation(head, &["nmod"]).find(|&place| tree.case(place).as_deref() == Some("in"))?;
        let place = named(place).filter(|place| place.kind == NameType::Location)?;
        let capital = || capital_of(context.gazetteer, place).map(|capital| capital.country);
        country_of(context.gazetteer, place).or_else(capital)
    };
    // “the Foreign Ministry said in Oslo”, “Foreign Ministry spokesman Roe said in Oslo”
    let seat = || {
        let part = |at: &usize| matches!(tree.relation(*at), "compound" | "nmod" | "appos" | "flat");
        let subject = std::iter::successors(Some(head), |at| tree.head(*at).filter(|_| part(at))).take(4).last()?;
        let verb = tree.head(subject).filter(|_| tree.relation(subject) == "nsubj")?;
        let mut places = tree.with_relation(verb, &["obl"]);
        let place = places.find(|&place| tree.case(place).as_deref() == Some("in"))?;
        capital_of(context.gazetteer, named(place)?).map(|capital| capital.country)
    };
    Some(Stated { name: span.text.clone(), state: before().or_else(owner).or_else(site).or_else(seat), inside: false })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{EntityType, resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization};

    /// `name country` of the bodies that a text names.
    fn bodies(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let entities = resolve(&document, &analysis).entities.into_iter();
        let bodies = entities.filter(|entity| entity.kind == EntityType::Organization && entity.mentions > 0);
        bodies.map(|entity| format!("{} {}", entity.name, entity.country.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn a_chamber_is_of_the_state_that_the_text_is_about() {
        let chamber = "The:DET:2:det House:PROPN:5:nsubj of:ADP:4:case Representatives:PROPN:2:nmod sat:VERB:0:root in:ADP:7:case Malta:PROPN:5:obl";
        let names = [(1..4, Organization), (6..7, Location)];
        assert_eq!(bodies(chamber, &names), ["House of Representatives MLT"]);
        // of which two?
        let two = format!("{chamber} and:CCONJ:9:cc Fiji:PROPN:7:conj");
        let names = [(1..4, Organization), (6..7, Location), (8..9, Location)];
        assert_eq!(bodies(&two, &names), ["House of Representatives -"]);
    }

    #[test]
    fn a_court_is_of_the_state_where_it_sits() {
        let spec = "The:DET:3:det Supreme:PROPN:3:compound Court:PROPN:6:nsubj in:ADP:5:case Valletta:PROPN:3:nmod praised:VERB:0:root Fiji:PROPN:6:obj
            Fiji:PROPN:2:nsubj thanked:VERB:0:root Fiji:PROPN:2:obj";
        let names = [(1..3, Organization), (4..5, Location), (6..7, Location), (7..8, Location), (9..10, Location)];
        assert_eq!(bodies(spec, &names), ["Supreme Court MLT"]);
        // an appeal in a place is heard anywhere
        let with = spec.replace(" in:ADP", " with:ADP");
        assert_ne!(bodies(&with, &names), ["Supreme Court MLT"]);
    }

    #[test]
    fn a_body_has_one_name_with_and_without_its_state() {
        for full in ["Maltese:ADJ:2:amod Congress:PROPN:3:nsubj", "Maltese:ADJ:2:amod Assembly:PROPN:3:nsubj"] {
            let noun = full.split([' ', ':']).nth(4).unwrap();
            let spec = format!("{full} sat:VERB:0:root\nThe:DET:2:det {noun}:PROPN:3:nsubj rose:VERB:0:root");
            let found = bodies(&spec, &[(0..2, Organization), (4..5, Organization)]);
            assert_eq!(found, [format!("Maltese {noun} MLT")]);
        }
        let of = "Congress:PROPN:4:nsubj of:ADP:3:case Malta:PROPN:1:nmod sat:VERB:0:root
            Congress:PROPN:2:nsubj rose:VERB:0:root";
        assert_eq!(bodies(of, &[(0..3, Organization), (4..5, Organization)]), ["Congress of Malta MLT"]);
        // of two states the bare name is neither's
        let two = format!("{of}\nCongress:PROPN:4:nsubj of:ADP:3:case Fiji:PROPN:1:nmod sat:VERB:0:root");
        let names = [(0..3, Organization), (4..5, Organization), (6..9, Organization)];
        assert_eq!(bodies(&two, &names).len(), 3);
    }

    #[test]
    fn a_part_of_a_longer_name_is_not_the_states() {
        let spec = "The:DET:3:det Graywick:PROPN:3:compound Parliament:PROPN:4:nsubj sat:VERB:0:root in:ADP:6:case Malta:PROPN:4:obl";
        assert_eq!(bodies(spec, &[(1..3, Organization), (5..6, Location)]), ["Graywick Parliament MLT"]);
    }
}
