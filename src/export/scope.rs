//! What somebody wants to see of a graph, in ids, and the edges of a view in; which edges, events, nodes and documents that
//! are, out.
//!
//! An edge belongs to a part of a graph if its kind, its days and the types of its ends do, and both ends lie within the
//! hops around the focus. A meeting or a statement is no hop of its own: those who met are one hop apart, and it belongs to
//! the part where all of them do. An event without a day counts on the days of its documents. Offices, memberships and places
//! last: with a span of days they come along where their source has something in it. Nodes are those that an edge or event of
//! the part names, documents those that tell of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

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

    /// Whether it asks for certain types of nodes.
    pub(super) fn has_types(&self) -> bool {
        self.types.is_some()
    }

    /// Whether nodes are chosen by their types and by nothing else.
    pub(super) fn is_of_types_alone(&self) -> bool {
        self.focus.is_empty() && self.kinds.is_none() && !self.has_span()
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
    /// Days of documents, by their own ids, if there is a span of days.
    days: HashMap<Cow<'g, str>, Date>,
    /// Who did something in the span of days, if there is one.
    active: HashSet<String>,
    /// Nodes within the hops, if there is a focus.
    near: Option<HashSet<String>>,
    /// Nodes that are shown.
    nodes: HashSet<String>,
    /// Own ids of documents that are shown.
    documents: HashSet<Arc<str>>,
}

/// An edge of the view with its evidence.
pub(super) type Told<'v> = (&'v Claim, &'v [&'v Evidence]);

impl<'g> Part<'g> {
    /// Nothing yet of a graph.
    pub(super) fn of(scope: &'g Scope) -> Self {
        let (active, nodes, documents) = (HashSet::new(), HashSet::new(), HashSet::new());
        Self { scope, days: HashMap::new(), active, near: None, nodes, documents }
    }

    /// Notes the day of a document: of all, before any edge is [noted](Self::note).
    pub(super) fn note_day(&mut self, document: Cow<'g, str>, day: Option<Date>) {
        if self.scope.has_span() {
            self.days.extend(day.map(|day| (document, day)));
        }
    }

    /// Chooses among the edges and events of a graph.
    pub(super) fn choose<'v>(
        &mut self,
        graph: &'g KnowledgeGraph,
        edges: &[Told<'v>],
        events: impl Iterator<Item = &'v EventRecord>,
    ) {
        for node in graph.petgraph().node_weights() {
            if let Node::Document(document) = node {
                self.note_day(Cow::Borrowed(&document.document), document.date);
            }
        }
        edges.iter().for_each(|edge| self.note(edge));
        if !self.scope.focus.is_empty() {
            let far = edges.iter().filter(|edge| self.has_edge(graph, edge)).map(|(claim, _)| *claim);
            self.near = Some(self.near(graph, far));
        }
        edges.iter().for_each(|edge| self.add_edge(graph, edge));
        events.for_each(|event| self.add_event(graph, event));
        graph.petgraph().node_weights().for_each(|node| self.add_alone(node));
    }

    /// Notes who did something in the span of days: of all edges, before any is [added](Self::add_edge).
    pub(super) fn note(&mut self, (claim, evidence): &Told<'_>) {
        if self.scope.has_span() && !lasts(claim.kind) && self.in_span(claim.date, evidence.iter().copied()) {
            self.active.extend([claim.source.clone(), claim.target.clone()]);
        }
    }

    /// Adds the nodes and documents of an edge, if it belongs to the part; the graph has its ends.
    pub(super) fn add_edge(&mut self, graph: &KnowledgeGraph, edge: &Told<'_>) {
        if !self.has_edge(graph, edge) {
            return;
        }
        let (claim, evidence) = edge;
        let others = [claim.attribution.as_ref(), claim.place.as_ref()].into_iter().flatten();
        let places = evidence.iter().filter_map(|one| one.place.as_ref());
        self.nodes.extend([&claim.source, &claim.target].into_iter().chain(others).chain(places).cloned());
        self.documents.extend(evidence.iter().map(|one| Arc::clone(&one.document)));
    }

    /// Adds the nodes and the document of an event mention, if it belongs to the part.
    pub(super) fn add_event(&mut self, graph: &KnowledgeGraph, event: &EventRecord) {
        if self.has_event(graph, event) {
            let others = event.attribution.as_deref().into_iter().chain(event.evidence.place.as_deref());
            self.nodes.extend(actors(event).chain(others).map(str::to_owned));
            self.documents.insert(Arc::clone(&event.evidence.document));
        }
    }

    /// Whether an edge belongs to the part.
    pub(super) fn has_edge(&self, graph: &KnowledgeGraph, (claim, evidence): &Told<'_>) -> bool {
        let scope = self.scope;
        let in_span = || match lasts(claim.kind) {
            true => self.active.contains(&claim.source),
            false => self.in_span(claim.date, evidence.iter().copied()),
        };
        let ends = || [&claim.source, &claim.target].into_iter();
        scope.has_kind(claim.kind)
            && (!scope.has_span() || in_span())
            && ends().all(|id| scope.has_type(graph.node(id)))
            && self.near.as_ref().is_none_or(|near| ends().all(|id| near.contains(id)))
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
    pub(super) fn has_event(&self, graph: &KnowledgeGraph, event: &EventRecord) -> bool {
        let scope = self.scope;
        let is_near =
            |near: &HashSet<String>| actors(event).next().is_some() && actors(event).all(|id| near.contains(id));
        scope.has_kind(EdgeKind::Event(event.predicate))
            && (!scope.has_span() || self.in_span(event.date, std::iter::once(&*event.evidence)))
            && actors(event).all(|id| scope.has_type(graph.node(id)))
            && self.near.as_ref().is_none_or(is_near)
    }

    fn in_span<'e>(&self, date: Option<Date>, evidence: impl Iterator<Item = &'e Evidence>) -> bool {
        match date {
            Some(date) => self.scope.covers(date),
            None => evidence.filter_map(|one| self.days.get(&*one.document)).any(|&date| self.scope.covers(date)),
        }
    }

    /// The nodes within the hops: entities by breadth, and the meetings and statements that have all their ends among them.
    fn near<'v>(&self, graph: &KnowledgeGraph, claims: impl Iterator<Item = &'v Claim>) -> HashSet<String> {
        let mut neighbors = BTreeMap::<&str, Vec<&str>>::new();
        for claim in claims {
            neighbors.entry(&claim.source).or_default().push(&claim.target);
            neighbors.entry(&claim.target).or_default().push(&claim.source);
        }
        let of = |id: &str| neighbors.get(id).map_or(&[][..], Vec::as_slice);
        let joins = |id: &str| matches!(graph.node(id), Some(Node::Meeting(_) | Node::Statement(_)));
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
        near.into_iter().map(str::to_owned).collect()
    }

    /// Adds a node that no edge of the part names, when all that do are added: one in focus, and where types alone are chosen each
    /// of these.
    pub(super) fn add_alone(&mut self, node: &Node) {
        let scope = self.scope;
        let types_alone = scope.is_of_types_alone();
        if let Node::Document(document) = node {
            if types_alone {
                self.documents.insert(document.document.as_str().into());
            }
            return;
        }
        if (scope.focus.contains(node.id()) || types_alone) && self.nodes.insert(node.id().to_owned()) {
            match node {
                Node::Entity(entity) => self.documents.extend(entity.mentions.keys().cloned()),
                Node::Statement(statement) => drop(self.documents.insert(Arc::clone(&statement.evidence.document))),
                _ => {}
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
