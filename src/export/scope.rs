//! What somebody wants to see of a graph, in ids, and the edges of a view in; which edges, events, nodes and documents that
//! are, out.
//!
//! An edge belongs to a part of a graph if its kind, its days and the types of its ends do, and both ends lie within the
//! hops around the focus. A meeting or a statement is no hop of its own: those who met are one hop apart, and it belongs to
//! the part where all of them do. An event without a day counts on the days of its documents. Offices, memberships and places
//! last: with a span of days they come along where their source has something in it. Nodes are those that an edge or event of
//! the part names, documents those that tell of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use chrono::NaiveDate;

use crate::date::Date;
use crate::graph::{Claim, EdgeKind, EventRecord, Evidence, KnowledgeGraph, Node};
use crate::ontology::Relation;

/// What part of a graph is shown; by default all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Ids of the nodes around which, and how many hops; without ids everywhere.
    pub(super) focus: BTreeSet<String>,
    pub(super) hops: usize,
    /// Predicates and relations, if not all.
    pub(super) kinds: Option<BTreeSet<EdgeKind>>,
    /// Types of nodes by their [rank](Node::rank), if not all.
    pub(super) types: Option<BTreeSet<u8>>,
    /// The first day, and the last.
    pub(super) since: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
    /// The same in words.
    pub(super) words: String,
    /// In words, of what parts the graph itself was made.
    pub(super) inherited: Vec<String>,
}

impl Scope {
    /// The same of a graph that was read from folders that hold parts of graphs, which are told in words.
    #[must_use]
    pub fn of_parts(mut self, parts: impl IntoIterator<Item = String>) -> Self {
        self.inherited.extend(parts);
        self
    }

    /// Whether it is the whole of the graph.
    pub fn is_all(&self) -> bool {
        self.focus.is_empty() && self.kinds.is_none() && self.types.is_none() && !self.has_span()
    }

    /// What part it is, in words, if it is not the whole.
    pub fn words(&self) -> Option<&str> {
        (!self.is_all()).then_some(self.words.as_str())
    }

    /// What part it is, and of what parts the graph itself was made, in words.
    pub fn told(&self) -> Vec<String> {
        let own = self.words().map(str::to_owned);
        let told: BTreeSet<String> = self.inherited.iter().cloned().chain(own).collect();
        told.into_iter().collect()
    }

    fn has_span(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    fn covers(&self, date: Date) -> bool {
        date.meets(self.since, self.until)
    }

    fn has_type(&self, node: Option<&Node>) -> bool {
        match (&self.types, node) {
            (None, _) | (_, None | Some(Node::Document(_))) => true,
            (Some(types), Some(node)) => types.contains(&node.rank()),
        }
    }

    fn has_kind(&self, kind: EdgeKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// The part of a view that a scope chooses.
#[derive(Debug)]
pub(super) struct Part<'g> {
    scope: &'g Scope,
    graph: &'g KnowledgeGraph,
    /// Days of documents, by their own ids.
    days: HashMap<&'g str, Date>,
    /// Nodes within the hops, if there is a focus.
    near: Option<HashSet<&'g str>>,
    /// Nodes that are shown.
    nodes: HashSet<&'g str>,
    /// Own ids of documents that are shown.
    documents: HashSet<&'g str>,
}

/// An edge of the view with its evidence.
pub(super) type Told<'v, 'g> = (&'g Claim, &'v [&'g Evidence]);

impl<'g> Part<'g> {
    /// Chooses among edges and events; tells for each edge whether it belongs.
    pub(super) fn choose<'v>(
        scope: &'g Scope,
        graph: &'g KnowledgeGraph,
        edges: &[Told<'v, 'g>],
        events: impl Iterator<Item = &'g EventRecord>,
    ) -> (Self, Vec<bool>)
    where
        'g: 'v,
    {
        let days = graph.petgraph().node_weights().filter_map(|node| match node {
            Node::Document(document) => Some((document.document.as_str(), document.date?)),
            _ => None,
        });
        let mut part =
            Self { scope, graph, days: days.collect(), near: None, nodes: HashSet::new(), documents: HashSet::new() };
        let mut belongs = part.in_span_with_kind_and_types(edges);
        if !scope.focus.is_empty() {
            let near =
                part.near(edges.iter().zip(&belongs).filter(|(_, belongs)| **belongs).map(|((claim, _), _)| *claim));
            for (belongs, (claim, _)) in belongs.iter_mut().zip(edges) {
                *belongs &= near.contains(&*claim.source) && near.contains(&*claim.target);
            }
            part.near = Some(near);
        }
        for ((claim, evidence), _) in edges.iter().zip(&belongs).filter(|(_, belongs)| **belongs) {
            part.nodes.extend([&*claim.source, &*claim.target]);
            part.nodes.extend(claim.attribution.as_deref());
            part.nodes.extend(claim.place.as_deref());
            part.nodes.extend(evidence.iter().filter_map(|one| one.place.as_deref()));
            part.documents.extend(evidence.iter().map(|one| &*one.document));
        }
        for event in events {
            if part.has_event(event) {
                part.nodes
                    .extend(actors(event).chain(event.attribution.as_deref()).chain(event.evidence.place.as_deref()));
                part.documents.insert(&event.evidence.document);
            }
        }
        part.add_nodes_alone();
        (part, belongs)
    }

    /// Whether a node is shown.
    pub(super) fn has_node(&self, node: &Node) -> bool {
        match node {
            Node::Document(document) => self.documents.contains(document.document.as_str()),
            node => {
                self.nodes.contains(node.id())
                    && (self.scope.has_type(Some(node)) || self.scope.focus.contains(node.id()))
            }
        }
    }

    /// Whether a document is shown, by its own id.
    pub(super) fn has_document(&self, document: &str) -> bool {
        self.documents.contains(document)
    }

    /// Whether an event mention belongs to the part.
    pub(super) fn has_event(&self, event: &EventRecord) -> bool {
        let scope = self.scope;
        let is_near =
            |near: &HashSet<&str>| actors(event).next().is_some() && actors(event).all(|id| near.contains(id));
        scope.has_kind(EdgeKind::Event(event.predicate))
            && (!scope.has_span() || self.in_span(event.date, std::iter::once(&*event.evidence)))
            && actors(event).all(|id| scope.has_type(self.graph.node(id)))
            && self.near.as_ref().is_none_or(is_near)
    }

    fn in_span_with_kind_and_types(&self, edges: &[Told<'_, 'g>]) -> Vec<bool> {
        let scope = self.scope;
        let mut belongs = vec![true; edges.len()];
        if scope.has_span() {
            let mut active = HashSet::new();
            for (belongs, (claim, evidence)) in belongs.iter_mut().zip(edges).filter(|(_, edge)| !lasts(edge.0.kind)) {
                *belongs = self.in_span(claim.date, evidence.iter().copied());
                if *belongs {
                    active.extend([&*claim.source, &*claim.target]);
                }
            }
            for (belongs, (claim, _)) in belongs.iter_mut().zip(edges).filter(|(_, edge)| lasts(edge.0.kind)) {
                *belongs = active.contains(&*claim.source);
            }
        }
        for (belongs, (claim, _)) in belongs.iter_mut().zip(edges) {
            *belongs = *belongs
                && scope.has_kind(claim.kind)
                && [&claim.source, &claim.target].into_iter().all(|id| scope.has_type(self.graph.node(id)));
        }
        belongs
    }

    fn in_span<'e>(&self, date: Option<Date>, evidence: impl Iterator<Item = &'e Evidence>) -> bool {
        match date {
            Some(date) => self.scope.covers(date),
            None => evidence.filter_map(|one| self.days.get(&*one.document)).any(|&date| self.scope.covers(date)),
        }
    }

    /// The nodes within the hops: entities by breadth, and the meetings and statements that have all their ends among them.
    fn near(&self, claims: impl Iterator<Item = &'g Claim>) -> HashSet<&'g str> {
        let mut neighbors = BTreeMap::<&str, Vec<&str>>::new();
        for claim in claims {
            neighbors.entry(&claim.source).or_default().push(&claim.target);
            neighbors.entry(&claim.target).or_default().push(&claim.source);
        }
        let of = |id: &str| neighbors.get(id).map_or(&[][..], Vec::as_slice);
        let joins = |id: &str| matches!(self.graph.node(id), Some(Node::Meeting(_) | Node::Statement(_)));
        let mut near: HashSet<&str> = self.scope.focus.iter().map(String::as_str).collect();
        let mut queue: VecDeque<(&str, usize)> = self.scope.focus.iter().map(|id| (id.as_str(), 0)).collect();
        let mut passed = HashSet::new();
        while let Some((id, hops)) = queue.pop_front() {
            if hops == self.scope.hops {
                continue;
            }
            for &next in of(id) {
                let ends = if joins(next) && passed.insert(next) { of(next) } else { &[] };
                let ends = ends.iter().copied().chain((!joins(next)).then_some(next));
                queue.extend(ends.filter(|end| near.insert(end)).map(|end| (end, hops + 1)));
            }
        }
        let whole = neighbors.iter().filter(|(id, ends)| joins(id) && ends.iter().all(|end| near.contains(end)));
        let whole: Vec<&str> = whole.map(|(id, _)| *id).collect();
        near.extend(whole);
        near
    }

    /// Adds nodes that no edge of the part names: those in focus, and where types alone are chosen all of these.
    fn add_nodes_alone(&mut self) {
        let scope = self.scope;
        let types_alone = scope.focus.is_empty() && scope.kinds.is_none() && !scope.has_span();
        for node in self.graph.petgraph().node_weights() {
            let is_alone = match node {
                Node::Document(document) => {
                    if types_alone {
                        self.documents.insert(&document.document);
                    }
                    false
                }
                node => scope.focus.contains(node.id()) || types_alone,
            };
            if is_alone && self.nodes.insert(node.id()) {
                match node {
                    Node::Entity(entity) => self.documents.extend(entity.mentions.keys().map(|document| &**document)),
                    Node::Statement(statement) => {
                        self.documents.insert(&statement.evidence.document);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Ids of the nodes that stand for the actors of an event.
fn actors(event: &EventRecord) -> impl Iterator<Item = &str> {
    event.source.iter().chain(&event.target).filter_map(|actor| actor.node())
}

/// Whether what an edge says has no day on which it happened.
fn lasts(kind: EdgeKind) -> bool {
    use Relation::{AffiliatedWith, HoldsOffice, LocatedIn, PartOf};
    matches!(kind, EdgeKind::Relation(HoldsOffice | AffiliatedWith | PartOf | LocatedIn))
}
