//! What the documents say in; one [petgraph] graph out, with evidence on every edge.
//!
//! A graph is a set of facts: nodes by id, edges by claim, evidence by place in the text. [`KnowledgeGraph::merge`] is
//! the union of two such sets, so it is associative, commutative and idempotent: a corpus split in any way gives the
//! same graph. Whatever is a count or a choice (support, best evidence, the order of rows) is made when the graph is
//! viewed, from the whole of it; so is which of two nodes are one person ([`KnowledgeGraph::folded`]). What people decided is a
//! fact like others, and applied then too.

mod batch;
mod batches;
mod build;
mod by_document;
pub(crate) mod columns;
mod copies;
mod decided;
mod documents;
mod edge;
mod encounter;
mod event;
mod fold;
mod identity;
mod kept;
mod lines;
mod node;
mod packed;
mod read;
mod rename;
mod same;
mod sorted;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use petgraph::graph::{DiGraph, NodeIndex};

pub use crate::confidence::Confidence;
pub use crate::provenance::Provenance;
pub(crate) use batch::Head as BatchHead;
pub(crate) use batches::Batches;
pub use documents::tell_apart;
pub use edge::{Claim, Edge, EdgeKind, Evidence};
pub use event::{ActorRef, EventRecord};
pub use fold::Folded;
pub use identity::document_id;
pub(crate) use identity::stable_id;
pub(crate) use kept::Kept;
pub(crate) use lines::{ActorLine, EventLine, MarksLine, StatementLine};
pub use node::{DocumentNode, EntityNode, MeetingNode, Node, StatementNode};
pub(crate) use read::{THREAD as READING_THREAD, read_facts, read_tables, restored};
pub use read::{read_decisions, read_folder};
pub(crate) use sorted::{Records, Sorted};

use crate::date::Date;
use crate::decisions::Decisions;
use crate::events::{Modality, Occasion};
use crate::ontology::{Own, Predicate, Relation};

/// The knowledge graph of one document or of many.
#[derive(Debug, Clone, Default)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    nodes: HashMap<String, NodeIndex>,
    edges: HashMap<String, petgraph::graph::EdgeIndex>,
    /// In any order, and some of them more than once.
    events: Vec<EventRecord>,
    decisions: Decisions,
}

/// What is known of a meeting when it is added to a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRecord {
    /// Ids of the entities that took part; at least one.
    pub participants: BTreeSet<String>,
    /// Id of the entity where it took place.
    pub place: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Whether the text says that it did not take place.
    pub negated: bool,
    /// How the text presents it.
    pub modality: Modality,
    /// Id of the entity that says so, if not the author.
    pub attribution: Option<String>,
    /// At which level, how long, on what.
    pub occasion: Occasion,
    /// What says so; at least one.
    pub evidence: Vec<Evidence>,
}

impl KnowledgeGraph {
    /// The graph without a node.
    pub fn new() -> Self {
        Self::default()
    }

    /// The petgraph graph underneath, for algorithms; the order of its indices carries no meaning.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The node of that id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id).and_then(|&index| self.graph.node_weight(index))
    }

    /// The edge of that id.
    pub fn edge(&self, id: &str) -> Option<&Edge> {
        self.edges.get(id).and_then(|&index| self.graph.edge_weight(index))
    }

    /// Every event mention, in the order of the documents' ids and of their texts.
    pub fn events(&self) -> impl Iterator<Item = &EventRecord> {
        // Most are told apart by where they stand.
        let placed = self.events.iter().map(|event| (&*event.evidence.document, event.evidence.begin, event));
        let mut events: Vec<(&str, usize, &EventRecord)> = placed.collect();
        events.sort_unstable();
        events.dedup();
        events.into_iter().map(|(_, _, event)| event)
    }

    /// The predicates of its edges and events that a user defined, by name. Graphs that define one name differently
    /// should not be merged.
    pub fn own_predicates(&self) -> BTreeSet<Own> {
        let own = |predicate: Predicate| match predicate {
            Predicate::Own(own) => Some(own),
            _ => None,
        };
        let of_edge = |edge: &Edge| match edge.claim.kind {
            EdgeKind::Event(predicate) => own(predicate),
            EdgeKind::Relation(_) => None,
        };
        let edges = self.graph.edge_weights().filter_map(of_edge);
        edges.chain(self.events.iter().filter_map(|event| own(event.predicate))).collect()
    }

    /// Whether it holds nothing, not even a document.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds a node, or what is new of it to the node of that id.
    pub fn add_node(&mut self, node: Node) -> NodeIndex {
        if let Some(&index) = self.nodes.get(node.id()) {
            if let Some(mine) = self.graph.node_weight_mut(index) {
                mine.join(node);
            }
            return index;
        }
        let id = node.id().to_owned();
        let index = self.graph.add_node(node);
        self.nodes.insert(id, index);
        index
    }

    /// Adds evidence to the edge of that claim, which it makes if need be; false if a node of the claim is missing.
    pub fn add_edge(&mut self, claim: Claim, evidence: impl IntoIterator<Item = Evidence>) -> bool {
        self.add_shared(claim, evidence.into_iter().map(Arc::new).collect())
    }

    /// The same for evidence that other edges have as well.
    fn add_shared(&mut self, claim: Claim, evidence: BTreeSet<Arc<Evidence>>) -> bool {
        let claim = claim.normalized();
        self.insert_edge(claim.id(), claim, evidence)
    }

    /// Adds an edge under an id that is known: tables change line breaks in a title, and its edge keeps its id.
    fn insert_edge(&mut self, id: String, claim: Claim, evidence: BTreeSet<Arc<Evidence>>) -> bool {
        let (Some(&source), Some(&target)) = (self.nodes.get(&claim.source), self.nodes.get(&claim.target)) else {
            return false;
        };
        match self.edges.get(&id).and_then(|&index| self.graph.edge_weight_mut(index)) {
            Some(edge) => edge.evidence.extend(evidence),
            None => {
                let edge = Edge { id: id.clone(), claim, evidence };
                self.edges.insert(id, self.graph.add_edge(source, target, edge));
            }
        }
        true
    }

    /// Adds an event mention, and its edge where both actors stand as nodes.
    pub fn add_event(&mut self, event: EventRecord) {
        if let Some(claim) = event.claim() {
            let evidence = Arc::clone(&event.evidence);
            let turned = event.source.as_ref().and_then(ActorRef::node) != Some(&claim.source);
            let evidence = if turned { Arc::new(Arc::unwrap_or_clone(evidence).reversed()) } else { evidence };
            self.add_shared(claim, BTreeSet::from([evidence]));
        }
        self.events.push(event);
    }

    /// Adds a meeting with its edges to its participants and its place; returns its id.
    ///
    /// The same people on the same date are the same meeting, whatever document tells of it; without a date only within
    /// one document.
    pub fn add_meeting(&mut self, meeting: MeetingRecord) -> String {
        let document = meeting.evidence.first().map(|evidence| &*evidence.document).unwrap_or_default();
        let id = identity::meeting_id(meeting.date, document, meeting.participants.iter().map(String::as_str));
        self.add_node(Node::Meeting(MeetingNode { id: id.clone(), date: meeting.date, occasion: meeting.occasion }));
        let claim = |source: &str, relation: Relation, target: &str| Claim {
            date: meeting.date,
            negated: meeting.negated,
            modality: meeting.modality,
            attribution: meeting.attribution.clone(),
            ..Claim::asserted(source, EdgeKind::Relation(relation), target)
        };
        let evidence: BTreeSet<Arc<Evidence>> = meeting.evidence.into_iter().map(Arc::new).collect();
        for participant in &meeting.participants {
            self.add_shared(claim(participant, Relation::ParticipatedIn, &id), evidence.clone());
        }
        if let Some(place) = &meeting.place {
            self.add_shared(claim(&id, Relation::HeldAt, place), evidence);
        }
        id
    }

    /// Adds a statement with its edges to its speakers, subjects and reporters.
    pub fn add_statement(&mut self, statement: StatementNode) {
        let id = statement.id.clone();
        let claim = |source: &str, relation: Relation, target: &str| Claim {
            date: statement.date,
            ..Claim::asserted(source, EdgeKind::Relation(relation), target)
        };
        let mut claims = Vec::new();
        for speaker in &statement.speakers {
            claims.push(Claim { role: statement.cue.clone(), ..claim(speaker, Relation::Stated, &id) });
        }
        claims.extend(statement.about.iter().map(|entity| claim(&id, Relation::About, entity)));
        claims.extend(statement.reporters.iter().map(|entity| claim(entity, Relation::Reported, &id)));
        let evidence = BTreeSet::from([Arc::new(statement.evidence.clone())]);
        self.add_node(Node::Statement(Box::new(statement)));
        for claim in claims {
            self.add_shared(claim, evidence.clone());
        }
    }

    /// Adds another graph; the result does not depend on the order of merging.
    pub fn merge(&mut self, other: Self) {
        if self.is_empty() && self.events.is_empty() && self.decisions.is_empty() {
            *self = other;
            return;
        }
        let (nodes, edges) = other.graph.into_nodes_edges();
        for node in nodes {
            self.add_node(node.weight);
        }
        for edge in edges {
            self.insert_edge(edge.weight.id, edge.weight.claim, edge.weight.evidence);
        }
        self.events.extend(other.events);
        self.decisions.unite(other.decisions);
    }

    /// About how many bytes of memory it takes.
    pub(crate) fn size(&self) -> usize {
        /// An entry of a map with its key.
        const ENTRY: usize = 96;
        let evidence = |one: &Evidence| size_of::<Evidence>() + one.sentence.len() + one.marks.decided.len() + ENTRY;
        let node = |node: &Node| match node {
            Node::Entity(node) => {
                let mentions = node.mentions.keys().map(|document| document.len() + ENTRY).sum::<usize>();
                mentions + node.aliases.len() * ENTRY
            }
            Node::Meeting(_) => 0,
            Node::Statement(node) => size_of::<StatementNode>() + node.text.len() + evidence(&node.evidence),
            Node::Document(node) => node.copies.len() * ENTRY,
        };
        let nodes = self.graph.node_weights().map(|one| size_of::<Node>() + 3 * ENTRY + node(one));
        let edge = |edge: &Edge| edge.evidence.iter().map(|one| evidence(one)).sum::<usize>();
        let edges = self.graph.edge_weights().map(|one| size_of::<Edge>() + 4 * ENTRY + edge(one));
        // Its evidence is that of its edge, where it has one.
        let own = |one: &EventRecord| if one.claim().is_some() { 0 } else { evidence(&one.evidence) };
        let events = self.events.iter().map(|one| size_of::<EventRecord>() + ENTRY + own(one));
        nodes.chain(edges).chain(events).sum()
    }

    /// What people decided of it, of what it does not have too.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The same, to add to.
    pub fn decisions_mut(&mut self) -> &mut Decisions {
        &mut self.decisions
    }
}
