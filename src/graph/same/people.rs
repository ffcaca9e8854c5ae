//! The people of one form of a name in; those out that are others of them.

use super::{EntityNode, Group, Pairs, Rule, Side, Texts, differ, is_known_by_name, names};
use crate::resolve::{EntityType, Gazetteer, name_key};

/// How many days may lie between documents that call somebody by the surname alone and in full.
const DAYS: i64 = 366;

/// Somebody named in full whom one document does not link, with the one of the tables of the name and country.
pub(super) const OF_THE_TABLES: Rule = Rule {
    forms: |entity, is_by_name, work| {
        if entity.kind != EntityType::Person {
            return;
        }
        let mut add = |side, name: &str| {
            let key = name_key(name);
            if key.contains(' ') {
                work(side, key);
            }
        };
        if is_by_name {
            add(Side::Open, &entity.name);
        }
        names(entity).for_each(|name| add(Side::Told, name));
    },
    is_of_one: false,
    pairs: of_the_tables,
};

fn of_the_tables<'g>(texts: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let mut known = group.told.iter().filter(|other| !is_known_by_name(other));
    let Some(&told) = known.next().filter(|_| known.next().is_none()) else { return Vec::new() };
    let elsewhere = |open: &EntityNode| {
        group.told.iter().any(|other| other.id != open.id && other.id != told.id && differ(other, told))
    };
    let fits = |open: &&&EntityNode| !elsewhere(open) && !differ(open, told) && texts.speak_of(open, told);
    group.open.iter().filter(fits).map(|open| (*open, told)).collect()
}

/// “Ada B. Roe” and “Ada Roe”, if nobody has another initial.
pub(super) const BY_INITIAL: Rule = Rule {
    forms: |entity, _, work| {
        if entity.kind != EntityType::Person {
            return;
        }
        let key = name_key(&entity.name);
        let words: Vec<&str> = key.split(' ').collect();
        let form = match words[..] {
            [first, last] => format!("{first} {last}"),
            [first, middle, last] if middle.chars().count() == 1 => format!("{first} {last}"),
            _ => return,
        };
        work(Side::Open, form.clone());
        work(Side::Told, form);
    },
    is_of_one: true,
    pairs: by_initial,
};

fn by_initial<'g>(texts: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let has_initial = |entity: &EntityNode| name_key(&entity.name).split(' ').count() == 3;
    let &[a, b] = &group.told[..] else { return Vec::new() };
    if has_initial(a) == has_initial(b) || differ(a, b) {
        return Vec::new();
    }
    let (long, short) = if has_initial(a) { (a, b) } else { (b, a) };
    if !texts.speak_of(short, long) && short.country != long.country {
        return Vec::new();
    }
    match (is_known_by_name(short), is_known_by_name(long)) {
        (true, _) => vec![(short, long)],
        (false, true) => vec![(long, short)],
        _ => Vec::new(),
    }
}

/// A surname, alone or with what stands before it, of one person of the tables.
pub(super) const BY_SURNAME: Rule = Rule {
    forms: |entity, is_by_name, work| {
        if entity.kind != EntityType::Person {
            return;
        }
        let key = name_key(&entity.name);
        key.match_indices(' ').for_each(|(at, _)| work(Side::Told, key[at + 1..].to_owned()));
        // “James”: anybody's
        if is_by_name && !Gazetteer::embedded().is_first_name(&key) {
            work(Side::Open, key);
        }
    },
    is_of_one: true,
    pairs: |texts, group| {
        let fits = |open: &EntityNode, told: &EntityNode| {
            let near = || texts.speak_of(open, told) && is_near(texts, open, told);
            !is_known_by_name(told) && !differ(open, told) && near()
        };
        group.with_only(fits)
    },
};

/// Whether a document of the one is near in time to each of the other.
fn is_near(texts: &Texts<'_>, open: &EntityNode, told: &EntityNode) -> bool {
    let days = |entity: &EntityNode| -> Vec<chrono::NaiveDate> {
        entity.mentions.keys().filter_map(|document| texts.days.get(&**document)).copied().collect()
    };
    let theirs = days(told);
    let near = |day: &chrono::NaiveDate| theirs.iter().any(|other| (*day - *other).num_days().abs() <= DAYS);
    theirs.is_empty() || days(open).iter().all(near)
}
