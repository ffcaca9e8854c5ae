//! The bodies of one form of a name in; those out that are others of them.

use std::cmp::Reverse;

use super::{EntityNode, Group, Pairs, Rule, Side, Texts, differ, names, names_of_body, times};
use crate::resolve::{EntityType, Gazetteer, body_key, name_key};

/// The fewest letters of an acronym that one body of a graph has.
const ACRONYM: usize = 3;

fn is_body(entity: &EntityNode) -> bool {
    entity.kind == EntityType::Organization
}

/// A body of a country that texts alone know, with the one of the tables that has the name there, else with the one that texts
/// name most: “Norwegian Senate” and “Senate” of Norway.
pub(super) const BY_COUNTRY: Rule = Rule {
    forms: |entity, is_by_name, work| {
        let Some(country) = entity.country.as_deref().filter(|_| is_body(entity)) else { return };
        let form = |name: &str| format!("{country}\t{}", body_key(name, Some(country)));
        match is_by_name {
            true => work(Side::Open, form(&entity.name)),
            false => names_of_body(entity).for_each(|name| work(Side::Told, form(name))),
        }
    },
    is_of_one: false,
    pairs: by_country,
};

fn by_country<'g>(_: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let most = || group.open.iter().copied().max_by_key(|body| (times(body), Reverse(&body.id)));
    let Some(told) = (if group.told.is_empty() { most() } else { group.only() }) else { return Vec::new() };
    group.open.iter().filter(|open| open.id != told.id).map(|open| (*open, told)).collect()
}

/// “Electoral College” in documents that speak of one state alone, which has the only one of the graph.
pub(super) const BY_ONLY_COUNTRY: Rule = Rule {
    forms: |entity, is_by_name, work| match entity.country.as_deref() {
        _ if !is_body(entity) => {}
        Some(country) => names_of_body(entity).for_each(|name| work(Side::Told, body_key(name, Some(country)))),
        None if is_by_name && entity.name.contains(' ') => work(Side::Open, body_key(&entity.name, None)),
        None => {}
    },
    is_of_one: true,
    pairs: |texts, group| {
        let fits = |open: &EntityNode, told: &EntityNode| {
            let alone = |document: &str| {
                let states = texts.countries.get(document)?;
                let mut states = states.iter().filter(|state| Gazetteer::embedded().country(state).is_some());
                Some(states.next() == told.country.as_deref().as_ref() && states.next().is_none())
            };
            open.mentions.keys().all(|document| alone(document).unwrap_or(false))
        };
        group.with_only(fits)
    },
};

/// “United Progressive” beside the one “United Progressive Party” of the graph.
pub(super) const BY_PARTY: Rule = Rule {
    forms: |entity, is_by_name, work| {
        if !is_body(entity) {
            return;
        }
        for name in names(entity) {
            if let Some(short) = name_key(name).strip_suffix(" party").filter(|short| short.contains(' ')) {
                work(Side::Told, short.to_owned());
            }
        }
        if is_by_name {
            work(Side::Open, name_key(&entity.name));
        }
    },
    is_of_one: true,
    pairs: unlike_elsewhere,
};

/// An acronym that another document spells out.
pub(super) const BY_ACRONYM: Rule = Rule {
    forms: |entity, is_by_name, work| {
        if is_body(entity) && entity.name.contains(' ') {
            entity.aliases.iter().filter(|alias| is_acronym(alias)).for_each(|alias| work(Side::Told, alias.clone()));
        }
        if is_by_name && is_acronym(&entity.name) {
            work(Side::Open, entity.name.clone());
        }
    },
    is_of_one: true,
    pairs: unlike_elsewhere,
};

/// Those who are the only one, if nothing tells of another country.
fn unlike_elsewhere<'g>(texts: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    group.with_only(|open, told| !differ(open, told) && texts.speak_of(open, told))
}

/// “Guard Corps” and “Guards Corps”: two titles of one article, which differ in the number of a word.
pub(super) const BY_NUMBER: Rule = Rule {
    forms: |entity, _, work| {
        if !is_body(entity) || entity.wikidata.is_some() || entity.title.is_none() {
            return;
        }
        let key = name_key(&entity.name);
        let words: Vec<&str> = key.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect();
        if words.len() > 2 {
            work(Side::Open, words.join(" "));
            work(Side::Told, words.join(" "));
        }
    },
    is_of_one: true,
    pairs: by_number,
};

fn by_number<'g>(_: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let &[a, b] = &group.told[..] else { return Vec::new() };
    if differ(a, b) {
        return Vec::new();
    }
    let rank = |entity: &EntityNode| (entity.country.is_some(), entity.mentions.len());
    vec![if rank(a) > rank(b) { (b, a) } else { (a, b) }]
}

/// “PAICV”, “C-MORE”: several capitals and no small letters.
fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= ACRONYM && !name.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace())
}
