//! The nodes of a graph in; those out that are somebody or something else of the same graph by another form of the name.
//!
//! Only what texts alone know is folded into another node, and only if one node of the graph bears the name, no document names both,
//! and nothing tells of another country. A name of one word, an acronym and a name without a country need more: that each document
//! that has them speaks of the country of the other.
//!
//! Nodes come together by forms of their names, each rule by its own, and a rule looks at one group of a form at a time: so a graph
//! that is larger than memory is brought into the order of the forms, and its groups are the same.

mod bodies;
mod people;
#[cfg(test)]
pub(super) mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{DocumentNode, EntityNode, KnowledgeGraph, Node};
use crate::decisions::Settled;
use crate::resolve::{EntityType, Gazetteer, has_noun, id_by_name, name_key, shared_key};

/// What a node with a form of a name may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Side {
    /// One that may be another.
    Open,
    /// That other.
    Told,
}

/// By what nodes are one.
pub(super) struct Rule {
    /// The forms of the names of a node, with what it may be by each; the name and the country may be all that tells who it is.
    forms: fn(&EntityNode, is_by_name: bool, &mut dyn FnMut(Side, String)),
    /// Whether none is meant where several are told.
    is_of_one: bool,
    /// Those of a group who are one, each with that one.
    pairs: for<'g> fn(&Texts<'g>, &Group<'g>) -> Pairs<'g>,
}

/// The rules, the surest first.
pub(super) const RULES: [Rule; 10] = [
    people::OF_THE_TABLES,
    BY_SHARED_KEY,
    bodies::BY_COUNTRY,
    bodies::BY_ONLY_COUNTRY,
    bodies::BY_NUMBER,
    bodies::BY_PARTY,
    people::BY_INITIAL,
    bodies::BY_ACRONYM,
    people::BY_SURNAME,
    BY_OTHER_TYPE,
];

impl Rule {
    /// Whether it has to look at a group of which so many are told.
    pub(super) fn looks_at(&self, told: usize) -> bool {
        // Who is open may be told, too.
        !self.is_of_one || told < 3
    }
}

/// Calls `work` on the forms of the names of a node: with the number of the rule, what it may be, and the form.
pub(super) fn forms(entity: &EntityNode, mut work: impl FnMut(usize, Side, String)) {
    let is_by_name = is_known_by_name(entity);
    for (number, rule) in RULES.iter().enumerate() {
        (rule.forms)(entity, is_by_name, &mut |side, form| work(number, side, form));
    }
}

/// The nodes of one form, each side by id.
#[derive(Debug, Default)]
pub(super) struct Group<'g> {
    pub(super) open: Vec<&'g EntityNode>,
    pub(super) told: Vec<&'g EntityNode>,
}

/// What the documents tell of those whom they name.
#[derive(Debug, Default)]
pub(super) struct Texts<'g> {
    /// The countries that each document speaks of.
    countries: BTreeMap<&'g str, BTreeSet<&'g str>>,
    /// The days of the documents.
    days: BTreeMap<&'g str, chrono::NaiveDate>,
}

type Pairs<'g> = Vec<(&'g EntityNode, &'g EntityNode)>;

/// The country that whoever names an entity speaks of.
pub(super) fn state(entity: &EntityNode) -> Option<&str> {
    entity.iso3.as_deref().or(entity.country.as_deref())
}

/// The day of a document.
pub(super) fn day(document: &DocumentNode) -> Option<chrono::NaiveDate> {
    document.date.and_then(|date| date.first_day())
}

impl KnowledgeGraph {
    /// Nodes that are others by their names, each with that other, where people did not decide otherwise; they go into the
    /// groups of those who are one.
    pub(super) fn one_entity(&self, settled: &mut Settled<'_>) -> Pairs<'_> {
        let mut texts = Texts::default();
        let mut entities: Vec<&EntityNode> = Vec::new();
        for node in self.petgraph().node_weights() {
            match node {
                Node::Entity(entity) => entities.push(entity),
                Node::Document(document) => texts.add_day(&document.document, day(document)),
                _ => {}
            }
        }
        entities.sort_unstable_by_key(|entity| &*entity.id);
        for entity in &entities {
            let Some(state) = state(entity) else { continue };
            entity.mentions.keys().for_each(|document| texts.add_country(document, state));
        }
        let entities: Vec<_> = entities.into_iter().map(|entity| (entity, is_known_by_name(entity))).collect();
        let groups = RULES.iter().enumerate().flat_map(|(number, rule)| {
            let mut groups = BTreeMap::<String, Group<'_>>::new();
            for &(entity, is_by_name) in &entities {
                (rule.forms)(entity, is_by_name, &mut |side, form| groups.entry(form).or_default().add(side, entity));
            }
            groups.into_values().map(move |group| (number, group))
        });
        self.one_of(groups, &texts, settled)
    }

    /// The same by groups of nodes, in the order of the rules.
    pub(super) fn one_of<'g>(
        &'g self,
        groups: impl Iterator<Item = (usize, Group<'g>)>,
        texts: &Texts<'g>,
        settled: &mut Settled<'_>,
    ) -> Pairs<'g> {
        let mut pairs: Vec<(usize, &EntityNode, &EntityNode)> = Vec::new();
        for (rule, group) in groups {
            let found = (RULES[rule].pairs)(texts, &group).into_iter();
            pairs.extend(found.map(|(open, told)| (rule, open, told)));
        }
        pairs.sort_by(|one, other| (one.0, &one.1.id).cmp(&(other.0, &other.1.id)));
        let mut found = BTreeMap::<&str, (&EntityNode, &EntityNode)>::new();
        // The documents of what each node is folded with.
        let mut kept = BTreeMap::<&str, BTreeSet<&str>>::new();
        for (_, open, told) in pairs {
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

impl<'g> Group<'g> {
    /// Adds a node; those of a group come by their ids.
    pub(super) fn add(&mut self, side: Side, entity: &'g EntityNode) {
        let nodes = match side {
            Side::Open => &mut self.open,
            Side::Told => &mut self.told,
        };
        // Two names may have one form.
        if nodes.last().is_none_or(|last| last.id != entity.id) {
            nodes.push(entity);
        }
    }

    /// The only one that is told.
    fn only(&self) -> Option<&'g EntityNode> {
        match self.told[..] {
            [told] => Some(told),
            _ => None,
        }
    }

    /// Those who are the only one that is told, where something more speaks for it.
    fn with_only(&self, fits: impl Fn(&EntityNode, &EntityNode) -> bool) -> Pairs<'g> {
        let Some(told) = self.only() else { return Vec::new() };
        self.open.iter().filter(|open| fits(open, told)).map(|open| (*open, told)).collect()
    }
}

impl<'g> Texts<'g> {
    pub(super) fn add_country(&mut self, document: &'g str, country: &'g str) {
        self.countries.entry(document).or_default().insert(country);
    }

    pub(super) fn add_day(&mut self, document: &'g str, day: Option<chrono::NaiveDate>) {
        self.days.extend(day.map(|day| (document, day)));
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

/// What is named without a country, with the one of its kind and name that has one. “University of Cambridge” that one document
/// does not link is the one that another does; people have namesakes.
const BY_SHARED_KEY: Rule = Rule {
    forms: |entity, is_by_name, work| {
        let country = entity.country.as_deref();
        let mut add = |side, name: &str| {
            if let Some(key) = shared_key(entity.kind, name, country) {
                work(side, format!("{}\t{key}", entity.kind.as_str()));
            }
        };
        match (is_by_name, country) {
            (true, None) => add(Side::Open, &entity.name),
            (true, Some(_)) => add(Side::Told, &entity.name),
            (false, _) if entity.kind == EntityType::Organization => {
                names_of_body(entity).for_each(|name| add(Side::Told, name));
            }
            (false, _) => {}
        }
    },
    is_of_one: true,
    pairs: shared_key_of_one,
};

fn shared_key_of_one<'g>(texts: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let (Some(&open), Some(told)) = (group.open.last(), group.only()) else { return Vec::new() };
    // “Graywick Commission”: there may be one elsewhere
    let common = || shared_key(open.kind, &open.name, None).is_some_and(|key| has_noun(&key));
    let fits = open.kind != EntityType::Organization || !common() || texts.speak_of(open, told);
    if fits { vec![(open, told)] } else { Vec::new() }
}

/// A name of several words, or of a body of the tables, that one document takes for something of another type.
const BY_OTHER_TYPE: Rule = Rule {
    forms: |entity, is_by_name, work| {
        if is_by_name {
            work(Side::Open, name_key(&entity.name));
        }
        if entity.kind != EntityType::Country {
            names(entity).for_each(|name| work(Side::Told, name_key(name)));
        }
    },
    is_of_one: true,
    pairs: other_type,
};

fn other_type<'g>(texts: &Texts<'g>, group: &Group<'g>) -> Pairs<'g> {
    let pair = |open: &&'g EntityNode| {
        let mut others = group.told.iter().filter(|other| other.id != open.id);
        let told = *others.next().filter(|_| others.next().is_none())?;
        let known = !is_known_by_name(told);
        let fits = if name_key(&open.name).contains(' ') {
            known || (times(told), &told.id) > (times(open), &open.id)
        } else {
            known && told.kind == EntityType::Organization && open.kind == EntityType::Place
        };
        (told.kind != open.kind && !differ(open, told) && fits && texts.speak_of(open, told)).then_some((*open, told))
    };
    group.open.iter().filter_map(pair).collect()
}

/// All names of an entity.
fn names(entity: &EntityNode) -> impl Iterator<Item = &String> {
    entity.aliases.iter().chain([&entity.name])
}

/// The names of a body that are more than an acronym.
fn names_of_body(entity: &EntityNode) -> impl Iterator<Item = &String> {
    entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name])
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
