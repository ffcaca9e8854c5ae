//! The bodies of a graph in; those out that are others by a form of the name.

use std::collections::BTreeMap;

use super::{EntityNode, Forms, Pairs, differ, is_known_by_name, one, times};
use crate::resolve::{EntityType, Gazetteer, body_key, name_key};

/// The fewest letters of an acronym that one body of a graph has.
const ACRONYM: usize = 3;

impl<'g> Forms<'g> {
    /// A body of a country that texts alone know, with the one of the tables that has the name there, else with the one that texts
    /// name most: “Norwegian Senate” and “Senate” of Norway.
    pub(super) fn by_country(&self) -> Pairs<'g> {
        let mut known = BTreeMap::<(&str, String), BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| !is_known_by_name(entity)) {
            let Some(country) = entity.country.as_deref() else { continue };
            let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
            for name in names {
                known.entry((country, body_key(name, Some(country)))).or_default().insert(&entity.id, entity);
            }
        }
        let mut open = BTreeMap::<(&str, String), Vec<&EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| is_known_by_name(entity)) {
            let Some(country) = entity.country.as_deref() else { continue };
            open.entry((country, body_key(&entity.name, Some(country)))).or_default().push(entity);
        }
        let mut pairs = Vec::new();
        for (key, bodies) in open {
            let most = || bodies.iter().copied().max_by_key(|body| (times(body), std::cmp::Reverse(&body.id)));
            let told = match known.get(&key) {
                Some(known) => one(known),
                None => most(),
            };
            let Some(told) = told else { continue };
            pairs.extend(bodies.into_iter().filter(|body| body.id != told.id).map(|body| (body, told)));
        }
        pairs
    }

    /// “Electoral College” in documents that speak of one state alone, which has the only one of the graph.
    pub(super) fn by_only_country(&self) -> Pairs<'g> {
        let mut told = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization) {
            let Some(country) = entity.country.as_deref() else { continue };
            let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
            for name in names {
                told.entry(body_key(name, Some(country))).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Organization);
        let open =
            open.filter(|entity| is_known_by_name(entity) && entity.country.is_none() && entity.name.contains(' '));
        open.filter_map(|open| {
            let told = one(told.get(&body_key(&open.name, None))?)?;
            let alone = |document: &str| {
                let states = self.countries.get(document)?;
                let mut states = states.iter().filter(|state| Gazetteer::embedded().country(state).is_some());
                Some(states.next() == told.country.as_deref().as_ref() && states.next().is_none())
            };
            open.mentions.keys().all(|document| alone(document).unwrap_or(false)).then_some((open, told))
        })
        .collect()
    }

    /// “United Progressive” beside the one “United Progressive Party” of the graph.
    pub(super) fn by_party(&self) -> Pairs<'g> {
        let mut parties = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization) {
            for name in entity.aliases.iter().chain([&entity.name]) {
                if let Some(short) = name_key(name).strip_suffix(" party").filter(|short| short.contains(' ')) {
                    parties.entry(short.to_owned()).or_default().insert(&entity.id, entity);
                }
            }
        }
        let open = self.of_kind(EntityType::Organization).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let told = one(parties.get(&name_key(&open.name))?)?;
            (!differ(open, told) && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// “Guard Corps” and “Guards Corps”: two titles of one article, which differ in the number of a word.
    pub(super) fn by_number(&self) -> Pairs<'g> {
        let mut titled = BTreeMap::<String, Vec<&EntityNode>>::new();
        let open = self.of_kind(EntityType::Organization);
        for entity in open.filter(|entity| entity.wikidata.is_none() && entity.title.is_some()) {
            let key = name_key(&entity.name);
            let words: Vec<&str> = key.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect();
            if words.len() > 2 {
                titled.entry(words.join(" ")).or_default().push(entity);
            }
        }
        let pair = |entities: Vec<&'g EntityNode>| match entities[..] {
            [a, b] if !differ(a, b) => {
                let rank = |entity: &EntityNode| (entity.country.is_some(), entity.mentions.len());
                Some(if rank(a) > rank(b) { (b, a) } else { (a, b) })
            }
            _ => None,
        };
        titled.into_values().filter_map(pair).collect()
    }

    /// An acronym that another document spells out.
    pub(super) fn by_acronym(&self) -> Pairs<'g> {
        let mut spelled = BTreeMap::<&str, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| entity.name.contains(' ')) {
            for alias in entity.aliases.iter().filter(|alias| is_acronym(alias)) {
                spelled.entry(alias).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.entities.iter().copied().filter(|entity| is_known_by_name(entity) && is_acronym(&entity.name));
        open.filter_map(|open| {
            let told = one(spelled.get(&*open.name)?)?;
            (!differ(open, told) && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }
}

/// “PAICV”, “C-MORE”: several capitals and no small letters.
fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= ACRONYM && !name.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace())
}
