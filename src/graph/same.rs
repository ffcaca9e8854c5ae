//! The nodes of a graph in; those out that are somebody or something else of the same graph by another form of the name.
//!
//! Only what texts alone know is folded into another node, and only if one node of the graph bears the name, no document names both,
//! and nothing tells of another country. A name of one word, an acronym and a name without a country need more: that each document
//! that has them speaks of the country of the other.

mod bodies;
mod people;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{EntityNode, KnowledgeGraph, Node};
use crate::decisions::Settled;
use crate::resolve::{EntityType, Gazetteer, has_noun, id_by_name, name_key, shared_key};

/// The entities of a graph by the forms of their names.
struct Forms<'g> {
    entities: Vec<&'g EntityNode>,
    /// The countries that each document speaks of.
    countries: BTreeMap<&'g str, BTreeSet<&'g str>>,
    /// The days of the documents.
    days: BTreeMap<&'g str, chrono::NaiveDate>,
}

impl KnowledgeGraph {
    /// Nodes that are others by their names, each with that other, where people did not decide otherwise; they go into the
    /// groups of those who are one.
    pub(super) fn one_entity(&self, settled: &mut Settled<'_>) -> Vec<(&EntityNode, &EntityNode)> {
        let forms = Forms::new(self);
        let mut found = BTreeMap::<&str, (&EntityNode, &EntityNode)>::new();
        // The documents of what each node is folded with.
        let mut kept = BTreeMap::<&str, BTreeSet<&str>>::new();
        let rules = [
            forms.of_the_tables(),
            forms.by_shared_key(),
            forms.by_country(),
            forms.by_only_country(),
            forms.by_number(),
            forms.by_party(),
            forms.by_initial(),
            forms.by_acronym(),
            forms.by_surname(),
            forms.by_other_type(),
        ];
        for (open, told) in rules.into_iter().flatten() {
            // Who is folded further takes along whoever is folded into them.
            let told = found.get(&*told.id).map_or(told, |(_, further)| *further);
            let taken = found.contains_key(&*open.id) || kept.contains_key(&*open.id);
            let decided = settled.forbids(&open.id, &told.id) || !self.are_apart_with_all(open, told, settled);
            if taken || open.id == told.id || !are_apart(open, told) || decided {
                continue;
            }
            // Of two that are a third, the documents must be apart too.
            let documents = kept.entry(&told.id).or_default();
            if open.mentions.keys().any(|document| documents.contains(&**document)) {
                continue;
            }
            documents.extend(open.mentions.keys().map(|document| &**document));
            found.insert(&open.id, (open, told));
            settled.groups.unite(&open.id, &told.id);
        }
        found.into_values().collect()
    }

    /// Whether no document names somebody whom people take for the one beside somebody whom they take for the other.
    fn are_apart_with_all(&self, open: &EntityNode, told: &EntityNode, settled: &Settled<'_>) -> bool {
        let all = |one: &EntityNode| -> Vec<&EntityNode> {
            settled.with(&one.id).filter_map(|id| self.node(id)?.entity()).collect()
        };
        let (open, told) = (all(open), all(told));
        open.iter().all(|open| told.iter().all(|told| !told.mentions.keys().any(|id| open.mentions.contains_key(id))))
    }
}

type Pairs<'g> = Vec<(&'g EntityNode, &'g EntityNode)>;

impl<'g> Forms<'g> {
    fn new(graph: &'g KnowledgeGraph) -> Self {
        let mut entities: Vec<&EntityNode> = graph.petgraph().node_weights().filter_map(Node::entity).collect();
        entities.sort_by_key(|entity| &*entity.id);
        let mut countries = BTreeMap::<&str, BTreeSet<&str>>::new();
        for entity in &entities {
            let Some(state) = entity.iso3.as_deref().or(entity.country.as_deref()) else { continue };
            for document in entity.mentions.keys() {
                countries.entry(document).or_default().insert(state);
            }
        }
        let mut days = BTreeMap::new();
        for node in graph.petgraph().node_weights() {
            if let Node::Document(document) = node
                && let Some(day) = document.date.and_then(|date| date.first_day())
            {
                days.insert(&*document.document, day);
            }
        }
        Self { entities, countries, days }
    }

    fn of_kind(&self, kind: EntityType) -> impl Iterator<Item = &'g EntityNode> {
        self.entities.iter().copied().filter(move |entity| entity.kind == kind)
    }

    /// What is named without a country, each with the one of its kind and name that has one. “University of Cambridge” that one document
    /// does not link is the one that another does; people have namesakes.
    fn by_shared_key(&self) -> Pairs<'g> {
        let mut namesakes = BTreeMap::<(EntityType, String), (Option<&EntityNode>, Vec<&EntityNode>)>::new();
        for &entity in &self.entities {
            let country = entity.country.as_deref();
            if entity.kind == EntityType::Organization && !is_known_by_name(entity) {
                let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
                let keys: BTreeSet<String> = names.filter_map(|name| shared_key(entity.kind, name, country)).collect();
                for key in keys {
                    namesakes.entry((entity.kind, key)).or_default().1.push(entity);
                }
                continue;
            }
            let key = shared_key(entity.kind, &entity.name, country).filter(|_| is_known_by_name(entity));
            let Some(key) = key else { continue };
            let (open, told) = namesakes.entry((entity.kind, key)).or_default();
            match entity.country {
                None => *open = Some(entity),
                Some(_) => told.push(entity),
            }
        }
        let mut pairs = Vec::new();
        for ((kind, key), (open, told)) in namesakes {
            let (Some(open), &[told]) = (open, &told[..]) else { continue };
            // “Graywick Commission”: there may be one elsewhere
            if kind != EntityType::Organization || !has_noun(&key) || self.speak_of(open, told) {
                pairs.push((open, told));
            }
        }
        pairs
    }

    /// A name of several words, or of a body of the tables, that one document takes for something of another type.
    fn by_other_type(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for &entity in self.entities.iter().filter(|entity| entity.kind != EntityType::Country) {
            let names = entity.aliases.iter().chain([&entity.name]).map(|name| name_key(name));
            for key in names {
                named.entry(key).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.entities.iter().copied().filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let key = name_key(&open.name);
            let others: BTreeMap<&str, &EntityNode> =
                named.get(&key)?.iter().filter(|(id, _)| **id != open.id).map(|(id, other)| (*id, *other)).collect();
            let told = one(&others).filter(|told| told.kind != open.kind && !differ(open, told))?;
            let known = !is_known_by_name(told);
            let fits = if key.contains(' ') {
                known || (times(told), &told.id) > (times(open), &open.id)
            } else {
                known && told.kind == EntityType::Organization && open.kind == EntityType::Place
            };
            (fits && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// Whether each document of one speaks of the country that the other acts for or lies in, if it is of a country.
    fn speak_of(&self, open: &EntityNode, told: &EntityNode) -> bool {
        let Some(country) = told.country.as_deref() else { return true };
        if Gazetteer::embedded().country(country).is_none() {
            return true;
        }
        let speaks =
            |document: &Arc<str>| self.countries.get(&**document).is_some_and(|countries| countries.contains(country));
        open.mentions.keys().all(speaks)
    }
}

/// The only one of several.
fn one<'g>(entities: &BTreeMap<&str, &'g EntityNode>) -> Option<&'g EntityNode> {
    entities.values().next().copied().filter(|_| entities.len() == 1)
}

/// How often the texts name an entity.
fn times(entity: &EntityNode) -> u32 {
    entity.mentions.values().sum()
}

/// Whether two are known to act for or lie in different countries.
fn differ(a: &EntityNode, b: &EntityNode) -> bool {
    a.country.as_ref().zip(b.country.as_ref()).is_some_and(|(a, b)| a != b)
}

/// Whether the name of an entity and its country, if told, are all that tells who it is.
fn is_known_by_name(entity: &EntityNode) -> bool {
    entity.id == id_by_name(entity.kind, &entity.name, entity.country.as_deref())
}

/// Whether it can be told from the document which of the two is meant.
fn are_apart(open: &EntityNode, told: &EntityNode) -> bool {
    // A graph of before `mentions.csv` does not know who is named where.
    let known = |document: &Arc<str>| !document.is_empty() && !told.mentions.contains_key(document);
    !open.mentions.is_empty() && open.mentions.keys().all(known)
}
