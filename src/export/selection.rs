//! Names, predicates and days as a user writes them and a graph in; the part of the graph that they mean out, or what they do
//! not mean, with the nearest that there is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::scope::Scope;
use crate::date::Date;
use crate::graph::{EdgeKind, Folded, Node};
use crate::ontology::{Predicate, Relation, Vocabulary};
use crate::{Error, ErrorKind, Result};

/// What part of a graph a user asks for; by default all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Names, other names or ids of nodes in the middle.
    pub focus: Vec<String>,
    /// How far around them.
    pub hops: usize,
    /// Names of predicates and relations; none for all.
    pub predicates: Vec<String>,
    /// Types of nodes, of [`TYPES`]; none for all.
    pub types: Vec<String>,
    /// The first day, or that of a month or year.
    pub since: Option<Date>,
    /// The last day, or that of a month or year.
    pub until: Option<Date>,
}

/// Types of nodes that can be asked for, by their [rank](Node::rank). Documents come with what they tell.
pub const TYPES: [&str; 6] = ["person", "country", "organization", "place", "meeting", "statement"];

/// What a name in focus means, if not one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing; the nearest names with their ids.
    Nothing(String, Vec<String>),
    /// Several nodes, all of which are in focus: their names and ids.
    Several(String, Vec<String>),
}

impl Selection {
    /// Whether it asks for the whole graph.
    pub fn is_all(&self) -> bool {
        *self == Self { hops: self.hops, ..Self::default() }
    }

    /// The predicates and relations that it names.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for one that is neither in the ontology nor in the vocabulary, with the nearest.
    pub fn kinds(&self, vocabulary: &Vocabulary) -> Result<Option<BTreeSet<EdgeKind>>> {
        let known: Vec<EdgeKind> = Predicate::ALL
            .iter()
            .copied()
            .chain(vocabulary.iter().map(Predicate::Own))
            .map(EdgeKind::Event)
            .chain(Relation::ALL.iter().copied().map(EdgeKind::Relation))
            .collect();
        let kind = |name: &String| {
            let wanted = folded(&name.replace(['_', ' '], "-"));
            known.iter().find(|kind| folded(kind.name()) == wanted).copied().ok_or_else(|| {
                let mut names: Vec<&str> = known.iter().map(|kind| kind.name()).collect();
                names.sort_by_key(|name| Reverse(thousandths(&folded(name), &wanted)));
                let near = names.into_iter().take(3).collect::<Vec<_>>().join(", ");
                Error::new(ErrorKind::Usage, format!("“{name}” is no predicate"))
                    .remedy(format!("the nearest are {near}"))
            })
        };
        let kinds = self.predicates.iter().map(kind).collect::<Result<BTreeSet<_>>>()?;
        Ok(Some(kinds).filter(|kinds| !kinds.is_empty()))
    }

    /// The part of a graph that it means, and what names in focus may have meant else. Without a name that means something,
    /// the part is that of the other choices.
    ///
    /// # Errors
    /// As [`Selection::kinds`].
    pub fn of(&self, graph: &Folded<'_>, vocabulary: &Vocabulary) -> Result<(Scope, Vec<Doubt>)> {
        let kinds = self.kinds(vocabulary)?;
        let types: BTreeSet<u8> = (0..)
            .zip(TYPES)
            .filter(|(_, name)| self.types.iter().any(|own| own == name))
            .map(|(rank, _)| rank)
            .collect();
        let (mut focus, mut doubts, mut named) = (BTreeSet::new(), Vec::new(), Vec::new());
        for name in &self.focus {
            let found = find(name, graph);
            if found.len() > 1 {
                doubts.push(Doubt::Several(name.clone(), found.iter().map(|node| titled(node)).collect()));
            }
            if found.is_empty() {
                doubts.push(Doubt::Nothing(name.clone(), nearest(name, graph)));
            }
            named.extend(found.iter().map(|node| titled(node)));
            focus.extend(found.iter().map(|node| node.id().to_owned()));
        }
        let mut words = Vec::new();
        if !named.is_empty() {
            let hops = if self.hops == 1 { "1 hop".to_owned() } else { format!("{} hops", self.hops) };
            words.push(format!("{hops} around {}", named.join(", ")));
        }
        if let Some(kinds) = &kinds {
            words.push(format!("predicates {}", kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")));
        }
        if !types.is_empty() {
            words.push(format!(
                "types {}",
                types.iter().map(|&rank| TYPES[usize::from(rank)]).collect::<Vec<_>>().join(", ")
            ));
        }
        words.extend(self.since.map(|date| format!("since {date}")));
        words.extend(self.until.map(|date| format!("until {date}")));
        let scope = Scope {
            focus,
            hops: self.hops,
            kinds,
            types: Some(types).filter(|types| !types.is_empty()),
            since: self.since.and_then(Date::first_day),
            until: self.until.and_then(Date::last_day),
            words: words.join("; "),
            inherited: Vec::new(),
        };
        Ok((scope, doubts))
    }
}

/// The nodes that a name means: by id, else by name, else by other names; those named most first.
fn find<'f>(name: &str, graph: &'f Folded<'_>) -> Vec<&'f Node> {
    if let Some(node) = graph.graph().node(name).filter(|node| !matches!(node, Node::Document(_))) {
        return vec![node];
    }
    let wanted = folded(name);
    let entities = || graph.graph().petgraph().node_weights().filter_map(|node| Some((node, node.entity()?)));
    let mut found: Vec<&Node> =
        entities().filter(|(_, entity)| folded(&entity.name) == wanted).map(|(node, _)| node).collect();
    if found.is_empty() {
        let by_alias = entities().filter(|(_, entity)| entity.aliases.iter().any(|alias| folded(alias) == wanted));
        found = by_alias.map(|(node, _)| node).collect();
    }
    found.sort_by_key(|node| (Reverse(mentions(node)), node.id()));
    found
}

/// The names that are most like one, with their ids: first those that have all its words.
fn nearest(name: &str, graph: &Folded<'_>) -> Vec<String> {
    const SHOWN: usize = 3;
    /// Of a thousand; as unlike as “Swede” and “Denmark” is no help.
    const LIKE: u32 = 750;
    let wanted = folded(name);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let likeness = |own: &str| {
        let own = folded(own);
        let all = !words.is_empty() && words.iter().all(|word| own.split(' ').any(|own| own == *word));
        if all { 1_000 } else { thousandths(&own, &wanted) }
    };
    let mut near: Vec<(Reverse<u32>, Reverse<u32>, &Node)> = Vec::new();
    for node in graph.graph().petgraph().node_weights() {
        let Some(entity) = node.entity() else { continue };
        let best = entity.aliases.iter().chain([&entity.name]).map(|own| likeness(own)).max().unwrap_or_default();
        if best >= LIKE {
            near.push((Reverse(best), Reverse(mentions(node)), node));
        }
    }
    near.sort_by(|a, b| (a.0, a.1, a.2.id()).cmp(&(b.0, b.1, b.2.id())));
    near.into_iter().take(SHOWN).map(|(_, _, node)| titled(node)).collect()
}

fn mentions(node: &Node) -> u32 {
    node.entity().map_or(0, |entity| entity.mentions.values().fold(0, |sum, &count| sum.saturating_add(count)))
}

/// “Xi Jinping (Q15031)”.
fn titled(node: &Node) -> String {
    match node.entity() {
        Some(entity) => format!("{} ({})", entity.name, entity.id),
        None => node.id().to_owned(),
    }
}

/// Likeness by Jaro and Winkler, in thousandths.
fn thousandths(one: &str, other: &str) -> u32 {
    // From 0 to 1.
    (strsim::jaro_winkler(one, other) * 1_000.0) as u32
}

/// A name without case, accents and doubled blanks.
fn folded(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
