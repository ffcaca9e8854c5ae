//! The people of a graph in; those out that are others by a form of the name.

use std::collections::BTreeMap;

use super::{EntityNode, Forms, Pairs, differ, is_known_by_name, one};
use crate::resolve::{EntityType, Gazetteer, name_key};

/// How many days may lie between documents that call somebody by the surname alone and in full.
const DAYS: i64 = 366;

impl<'g> Forms<'g> {
    /// Somebody named in full whom one document does not link, with the one of the tables of the name and country.
    pub(super) fn of_the_tables(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let names = entity.aliases.iter().chain([&entity.name]).map(|name| name_key(name));
            for key in names.filter(|key| key.contains(' ')) {
                named.entry(key).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Person).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let others = named.get(&name_key(&open.name))?;
            let mut known = others.values().filter(|other| !is_known_by_name(other));
            let told = known.next().filter(|_| known.next().is_none())?;
            let elsewhere =
                others.values().any(|other| other.id != open.id && other.id != told.id && differ(other, told));
            (!elsewhere && !differ(open, told) && self.speak_of(open, told)).then_some((open, *told))
        })
        .collect()
    }

    /// “Ada B. Roe” and “Ada Roe”, if nobody has another initial.
    pub(super) fn by_initial(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<(String, String), Vec<(&EntityNode, bool)>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let key = name_key(&entity.name);
            let words: Vec<&str> = key.split(' ').collect();
            let (initial, first, last) = match words[..] {
                [first, last] => (false, first, last),
                [first, middle, last] if middle.chars().count() == 1 => (true, first, last),
                _ => continue,
            };
            named.entry((first.to_owned(), last.to_owned())).or_default().push((entity, initial));
        }
        let pair = |people: Vec<(&'g EntityNode, bool)>| match people[..] {
            [(a, has), (b, other)] if has != other && !differ(a, b) => {
                let (long, short) = if has { (a, b) } else { (b, a) };
                let near = self.speak_of(short, long) || short.country == long.country;
                match (is_known_by_name(short), is_known_by_name(long)) {
                    _ if !near => None,
                    (true, _) => Some((short, long)),
                    (false, true) => Some((long, short)),
                    _ => None,
                }
            }
            _ => None,
        };
        named.into_values().filter_map(pair).collect()
    }

    /// A surname, alone or with what stands before it, of one person of the tables.
    pub(super) fn by_surname(&self) -> Pairs<'g> {
        let mut bearers = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let key = name_key(&entity.name);
            for (at, _) in key.match_indices(' ') {
                bearers.entry(key[at + 1..].to_owned()).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Person).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let key = name_key(&open.name);
            // “James”: anybody's
            let told = one(bearers.get(&key).filter(|_| !Gazetteer::embedded().is_first_name(&key))?)?;
            let fits = !is_known_by_name(told) && !differ(open, told) && self.speak_of(open, told);
            (fits && self.is_near(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// Whether a document of the one is near in time to each of the other.
    fn is_near(&self, open: &EntityNode, told: &EntityNode) -> bool {
        let days = |entity: &EntityNode| -> Vec<chrono::NaiveDate> {
            entity.mentions.keys().filter_map(|document| self.days.get(&**document)).copied().collect()
        };
        let theirs = days(told);
        let near = |day: &chrono::NaiveDate| theirs.iter().any(|other| (*day - *other).num_days().abs() <= DAYS);
        theirs.is_empty() || days(open).iter().all(near)
    }
}
