//! Names, predicates and days as a user writes them and a graph in; the part of the graph that they mean out, or what they do
//! not mean, with the nearest that there is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::scope::Scope;
use crate::date::Date;
use crate::graph::{EdgeKind, Folded, Node};
use crate::ontology::{Predicate, Relation, Vocabulary};
use crate::resolve::{name_key, unlikeness};
use crate::{Error, ErrorKind, Result};

/// What part of a graph a user asks for; by default all of it.
///
/// ```
/// use newsgraph::{export::{Options, Selection, write_file}, ingest::Document, ontology::Vocabulary, read_document};
///
/// let mut graph = read_document(&Document::new("a", "Peru praised Chile."));
/// graph.merge(read_document(&Document::new("b", "Norway criticized Denmark.")));
/// let graph = graph.folded();
/// let selection = Selection { focus: vec!["Norway".into()], hops: 1, ..Selection::default() };
/// let (scope, doubts) = selection.of(&graph, &Vocabulary::default())?;
/// assert!(doubts.is_empty());
/// let mut edges = Vec::new();
/// write_file(&graph, &Options { scope, ..Options::default() }, "edges.csv", &mut edges)?;
/// assert!(String::from_utf8_lossy(&edges).lines().count() == 2); // the header, and Norway's edge
/// # Ok::<(), newsgraph::Error>(())
/// ```
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

/// How many near names are told.
const NEAREST: usize = 3;

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
            let wanted = name_key(&name.replace('_', " "));
            known.iter().find(|kind| name_key(kind.name()) == wanted).copied().ok_or_else(|| {
                let mut near: Vec<(usize, &str)> = known
                    .iter()
                    .filter_map(|kind| Some((unlikeness(&wanted, &name_key(kind.name()))?, kind.name())))
                    .collect();
                near.sort_unstable();
                let mut names: Vec<&str> = near.into_iter().take(NEAREST).map(|(_, name)| name).collect();
                if names.is_empty() {
                    names = known.iter().map(|kind| kind.name()).collect();
                }
                Error::new(ErrorKind::Usage, format!("“{name}” is no predicate"))
                    .remedy(format!("use {}", names.join(", ")))
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
    let key = name_key(name);
    let is = |own: &str| !key.is_empty() && name_key(own) == key;
    let entities = || graph.graph().petgraph().node_weights().filter_map(|node| Some((node, node.entity()?)));
    let mut found: Vec<&Node> = entities().filter(|(_, entity)| is(&entity.name)).map(|(node, _)| node).collect();
    if found.is_empty() {
        let by_alias = entities().filter(|(_, entity)| entity.aliases.iter().any(|alias| is(alias)));
        found = by_alias.map(|(node, _)| node).collect();
    }
    found.sort_by_key(|node| (Reverse(mentions(node)), node.id()));
    found
}

/// The names that are most like one, with their ids.
fn nearest(name: &str, graph: &Folded<'_>) -> Vec<String> {
    let key = name_key(name);
    let mut near: Vec<(usize, Reverse<u32>, &Node)> = Vec::new();
    for node in graph.graph().petgraph().node_weights() {
        let Some(entity) = node.entity() else { continue };
        let own = entity.aliases.iter().chain([&entity.name]);
        if let Some(best) = own.filter_map(|own| unlikeness(&key, &name_key(own))).min() {
            near.push((best, Reverse(mentions(node)), node));
        }
    }
    near.sort_by(|a, b| (a.0, a.1, a.2.id()).cmp(&(b.0, b.1, b.2.id())));
    near.into_iter().take(NEAREST).map(|(_, _, node)| titled(node)).collect()
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
