//! The entities of a graph in; pairs that may be one, by their names, and what is shown as one and may be two, out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Doubt, Ground, Proposal};
use crate::decisions::{Decision, Verb};
use crate::graph::{EntityNode, Node};
use crate::resolve::{EntityType, is_misspelling, name_key};

/// How many of one key are compared: of a name that many bear nothing follows.
const MOST: usize = 40;

/// What two may be one by, with its doubt.
type Sign = (&'static str, u32);

/// Pairs that no rule took for one.
pub(super) fn maybe_one(ground: &Ground<'_, '_>) -> Vec<Proposal> {
    let mut by_key = BTreeMap::<String, Vec<&EntityNode>>::new();
    for entity in ground.entities() {
        let keys: BTreeSet<String> = keys(entity);
        keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(entity));
    }
    let mut found = BTreeMap::<(&str, &str), Proposal>::new();
    for entities in by_key.values().filter(|entities| entities.len() <= MOST) {
        for (place, one) in entities.iter().enumerate() {
            for other in &entities[place + 1..] {
                if let Some(proposal) = pair(ground, one, other) {
                    found.entry((&one.id, &other.id)).or_insert(proposal);
                }
            }
        }
    }
    found.into_values().collect()
}

/// What those who may be one share: a name, the last or first word of it, the first letters of its words.
fn keys(entity: &EntityNode) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for name in entity.aliases.iter().chain([&entity.name]) {
        let key = name_key(name);
        let mut words = key.split(' ').filter(|word| word.chars().count() > 1);
        if entity.kind == EntityType::Person {
            keys.extend(words.clone().next_back().map(|last| format!("last {last}")));
            keys.extend(words.next().map(|first| format!("first {first}")));
        } else {
            keys.extend(acronym(name).map(|letters| format!("letters {letters}")));
            keys.extend(words.next().map(|first| format!("first {first}")));
        }
        keys.insert(key);
    }
    keys
}

/// The first letters of a name of three words or more, or the name itself if it is such letters: `nato`.
fn acronym(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase)).collect();
    let letters: String = match words[..] {
        [word] if word.chars().count() > 2 && word.chars().all(char::is_uppercase) => word.to_owned(),
        [_, _, _, ..] => words.iter().filter_map(|word| word.chars().next()).collect(),
        _ => return None,
    };
    Some(letters.to_lowercase())
}

fn pair(ground: &Ground<'_, '_>, one: &EntityNode, other: &EntityNode) -> Option<Proposal> {
    // Two items are two.
    let both_linked = one.wikidata.is_some() && other.wikidata.is_some();
    if one.id == other.id || both_linked || one.kind != other.kind {
        return None;
    }
    let decision = Decision::new(Verb::SameAs, &one.id, &other.id).ok()?;
    let apart = Decision::new(Verb::NotSame, &one.id, &other.id).ok()?;
    let decisions = ground.graph.decisions();
    if decisions.has(&decision) || decisions.has(&apart) {
        return None;
    }
    let (sign, mut weight) = sign(one, other)?;
    let mut reason = sign.to_owned();
    if let (Some(a), Some(b)) = (&one.country, &other.country)
        && a != b
    {
        weight = weight.saturating_sub(300);
        reason += &format!("; one is of {a}, the other of {b}");
    }
    let together = one.mentions.keys().any(|document| other.mentions.contains_key(document));
    if together {
        weight = weight.saturating_sub(200);
    }
    reason += if together { "; a document names both" } else { "; no document names both" };
    // As the decision has them.
    let (one, other) = if decision.id() == one.id { (one, other) } else { (other, one) };
    let edge = ground.told.get(&*other.id).or_else(|| ground.told.get(&*one.id)).copied();
    let doubt = Doubt { kind: one.kind.as_str().to_owned(), reason, weight };
    Some(ground.proposal(decision, [&one.name, &other.name], doubt, edge))
}

/// By what two may be one.
fn sign(one: &EntityNode, other: &EntityNode) -> Option<Sign> {
    let all = |entity: &EntityNode| -> BTreeSet<String> {
        entity.aliases.iter().chain([&entity.name]).map(|name| name_key(name)).collect()
    };
    let (a, b) = (name_key(&one.name), name_key(&other.name));
    if a == b {
        return Some(("one name", 850));
    }
    if all(one).contains(&b) || all(other).contains(&a) {
        return Some(("the name of one is another name of the other", 800));
    }
    if one.kind == EntityType::Person { person(&a, &b) } else { body(one, other, &a, &b) }
}

/// Two people by the keys of their names.
fn person(a: &str, b: &str) -> Option<Sign> {
    let words = |key: &str| -> Vec<String> { key.split(' ').map(str::to_owned).collect() };
    let (a, b) = (words(a), words(b));
    let (first, last) = ((a.first()?, b.first()?), (a.last()?, b.last()?));
    if a.len() == 1 || b.len() == 1 {
        return (last.0 == last.1).then_some(("the surname alone", 500));
    }
    let initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
    if last.0 == last.1 {
        if first.0 == first.1 {
            return Some(("names differ in what stands in the middle", 750));
        }
        if initial(first.0, first.1) || initial(first.1, first.0) {
            return Some(("names differ in one initial", 700));
        }
        return is_misspelling(first.0, first.1).then_some(("first names are spelled nearly alike", 600));
    }
    (first.0 == first.1 && is_misspelling(last.0, last.1)).then_some(("surnames are spelled nearly alike", 650))
}

/// Two bodies or places.
fn body(one: &EntityNode, other: &EntityNode, a: &str, b: &str) -> Option<Sign> {
    let letters = |entity: &EntityNode| acronym(&entity.name);
    let is_short = |entity: &EntityNode| letters(entity).is_some_and(|own| own == entity.name.to_lowercase());
    if letters(one).is_some() && letters(one) == letters(other) && (is_short(one) || is_short(other)) {
        return Some(("one name is the first letters of the other", 550));
    }
    is_misspelling(a, b).then_some(("names are spelled nearly alike", 600))
}

/// What documents name otherwise and is shown as one, by rules alone.
pub(super) fn maybe_two(ground: &Ground<'_, '_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for entity in ground.entities() {
        let owns = entity.mentions.keys().filter_map(|document| ground.folded.own_ids(&entity.id, document));
        let owns: BTreeSet<&String> = owns.flat_map(BTreeMap::keys).filter(|own| **own != entity.id).collect();
        for own in owns {
            let Some(part) = ground.graph.node(own).and_then(Node::entity) else { continue };
            let decided = [Verb::SameAs, Verb::Link].into_iter().any(|verb| ground.is_decided(&entity.id, verb));
            let Ok(decision) = Decision::new(Verb::SameAs, &entity.id, own) else { continue };
            if decided {
                continue;
            }
            let reason = "documents name them otherwise, and they are shown as one; not-same parts them".to_owned();
            let same = name_key(&part.name) == name_key(&entity.name);
            let doubt = Doubt { kind: entity.kind.as_str().to_owned(), reason, weight: if same { 300 } else { 450 } };
            let told = |node: &EntityNode| {
                let country = node.country.as_ref().map(|country| format!(" ({country})")).unwrap_or_default();
                format!("{}{country}", node.name)
            };
            let names = match decision.id() == entity.id {
                true => [told(entity), told(part)],
                false => [told(part), told(entity)],
            };
            let edge = ground.told.get(&*entity.id).copied();
            proposals.push(ground.proposal(decision, [&names[0], &names[1]], doubt, edge));
        }
    }
    proposals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_who_may_be_one() {
        assert_eq!(person("ada moe", "a moe").unwrap().0, "names differ in one initial");
        assert_eq!(person("ada moe", "ada b moe").unwrap().0, "names differ in what stands in the middle");
        assert_eq!(person("sergei lavrov", "sergei lavrow").unwrap().0, "surnames are spelled nearly alike");
        assert!(person("ada moe", "bo moe").is_none() && person("ada moe", "ada roe").is_none());
        assert_eq!(acronym("Graywick Transit Board").as_deref(), Some("gtb"));
        assert_eq!(acronym("GTB").as_deref(), Some("gtb"));
        assert_eq!(acronym("Graywick Board"), None);
    }
}
