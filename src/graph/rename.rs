//! A graph, and for some ids other ids in the evidence of certain documents, in; the graph under those ids out.
//!
//! Ids that are hashes of others change with them: those of edges, events and meetings. Everything else stays.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::{
    ActorRef, Claim, Edge, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingNode, Node,
    StatementNode, identity,
};
use crate::ontology::Relation;

/// New ids for old ones, each in all documents or in certain ones.
#[derive(Debug, Default)]
pub(super) struct Renaming {
    everywhere: BTreeMap<String, String>,
    /// By the old id, then by document.
    in_documents: BTreeMap<String, BTreeMap<String, String>>,
    /// Meetings that keep their id in some document, of those that lose it in another.
    kept: BTreeSet<String>,
}

impl Renaming {
    /// Renames in all documents.
    pub(super) fn everywhere(&mut self, old: &str, new: &str) {
        self.everywhere.insert(old.to_owned(), new.to_owned());
    }

    /// Renames in the evidence of one document.
    pub(super) fn in_document(&mut self, old: &str, document: &str, new: &str) {
        self.in_documents.entry(old.to_owned()).or_default().insert(document.to_owned(), new.to_owned());
    }

    /// Old id, document and new id of what is renamed in certain documents.
    pub(super) fn by_document(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.in_documents.iter().flat_map(|(old, news)| {
            news.iter().map(move |(document, new)| (old.as_str(), document.as_str(), new.as_str()))
        })
    }

    /// Whether nothing has another id.
    pub(super) fn is_empty(&self) -> bool {
        self.everywhere.is_empty() && self.in_documents.is_empty()
    }

    /// All ids that something has or gets.
    pub(super) fn all_ids(&self) -> HashSet<String> {
        let everywhere = self.everywhere.iter().flat_map(|(old, new)| [old, new]);
        let some = self.in_documents.iter().flat_map(|(old, news)| news.values().chain([old]));
        everywhere.chain(some).cloned().collect()
    }

    fn touches(&self, id: &str) -> bool {
        self.everywhere.contains_key(id) || self.in_documents.contains_key(id)
    }

    fn id<'r>(&'r self, id: &'r str, document: &str) -> &'r str {
        let here = self.in_documents.get(id).and_then(|news| news.get(document));
        here.or_else(|| self.everywhere.get(id)).map_or(id, String::as_str)
    }

    /// Gives meetings of a graph the ids that their participants make them have.
    pub(super) fn add_meetings(&mut self, graph: &KnowledgeGraph) {
        let mut meetings = BTreeMap::<&str, (BTreeSet<&str>, BTreeSet<&str>)>::new();
        for edge in graph.petgraph().edge_weights().filter(|edge| is_attendance(edge)) {
            let (guests, documents) = meetings.entry(&edge.claim.target).or_default();
            guests.insert(&edge.claim.source);
            documents.extend(edge.evidence.iter().map(|evidence| &*evidence.document));
        }
        for (meeting, (guests, documents)) in meetings {
            let Some(Node::Meeting(node)) = graph.node(meeting) else { continue };
            if !guests.iter().any(|guest| self.touches(guest)) {
                continue;
            }
            for document in documents {
                let renamed: BTreeSet<&str> = guests.iter().map(|guest| self.id(guest, document)).collect();
                if renamed != guests {
                    let id = identity::meeting_id(node.date, document, renamed);
                    self.in_document(meeting, document, &id);
                } else {
                    self.kept.insert(meeting.to_owned());
                }
            }
        }
    }

    fn ids<'i>(&self, ids: impl IntoIterator<Item = &'i String>, document: &str) -> BTreeSet<String> {
        ids.into_iter().map(|id| self.id(id, document).to_owned()).collect()
    }

    fn maybe(&self, id: Option<&String>, document: &str) -> Option<String> {
        id.map(|id| self.id(id, document).to_owned())
    }

    /// Whether an edge or its evidence has an id that is another in some document.
    fn touches_edge(&self, edge: &Edge) -> bool {
        let places = || edge.evidence.iter().filter_map(|evidence| evidence.place.as_ref());
        self.touches_claim(&edge.claim) || places().any(|place| self.touches(place))
    }

    fn touches_claim(&self, claim: &Claim) -> bool {
        let ids = [Some(&claim.source), Some(&claim.target), claim.attribution.as_ref(), claim.place.as_ref()];
        ids.into_iter().flatten().any(|id| self.touches(id))
    }

    /// The claim under its new ids; `None` if they are the old ones.
    fn claim(&self, claim: &Claim, document: &str) -> Option<Claim> {
        if !self.touches_claim(claim) {
            return None;
        }
        let renamed = Claim {
            source: self.id(&claim.source, document).to_owned(),
            target: self.id(&claim.target, document).to_owned(),
            attribution: self.maybe(claim.attribution.as_ref(), document),
            place: self.maybe(claim.place.as_ref(), document),
            ..claim.clone()
        };
        (renamed != *claim).then_some(renamed)
    }

    /// The same evidence, unless it names a place that has another id.
    fn evidence(&self, evidence: &Arc<Evidence>) -> Arc<Evidence> {
        match &evidence.place {
            Some(place) if self.touches(place) => {
                let place = Some(self.id(place, &evidence.document).to_owned());
                Arc::new(Evidence { place, ..Evidence::clone(evidence) })
            }
            _ => Arc::clone(evidence),
        }
    }

    fn event(&self, event: EventRecord) -> EventRecord {
        let document = &event.evidence.document;
        let actor = |actor| match actor {
            ActorRef::Entity(id) => ActorRef::Entity(self.id(&id, document).to_owned()),
            ActorRef::Group { name, country, state } => {
                ActorRef::Group { name, country, state: self.maybe(state.as_ref(), document) }
            }
        };
        EventRecord {
            evidence: self.evidence(&event.evidence),
            source: event.source.map(actor),
            target: event.target.map(actor),
            attribution: self.maybe(event.attribution.as_ref(), document),
            ..event
        }
    }

    fn statement(&self, statement: &StatementNode) -> StatementNode {
        let document = &statement.evidence.document;
        StatementNode {
            speakers: self.ids(&statement.speakers, document),
            voices: statement.voices.clone(),
            addressees: self.ids(&statement.addressees, document),
            audience: statement.audience.clone(),
            about: self.ids(&statement.about, document),
            reporters: self.ids(&statement.reporters, document),
            evidence: Evidence {
                place: self.maybe(statement.evidence.place.as_ref(), document),
                ..statement.evidence.clone()
            },
            ..statement.clone()
        }
    }

    /// The nodes that a node becomes.
    fn nodes(&self, node: Node) -> Vec<Node> {
        match node {
            Node::Statement(statement) => vec![Node::Statement(Box::new(self.statement(&statement)))],
            Node::Entity(entity) if self.touches(&entity.id) => {
                self.entities(&entity).into_iter().map(Node::Entity).collect()
            }
            Node::Meeting(meeting) if self.touches(&meeting.id) => {
                self.meetings(&meeting).into_iter().map(Node::Meeting).collect()
            }
            node => vec![node],
        }
    }

    fn meetings(&self, meeting: &MeetingNode) -> Vec<MeetingNode> {
        let news = self.in_documents.get(&meeting.id).into_iter().flat_map(BTreeMap::values);
        let ids: BTreeSet<&String> = news.chain(self.kept.get(&meeting.id)).collect();
        ids.into_iter().map(|id| MeetingNode { id: id.clone(), ..meeting.clone() }).collect()
    }

    /// The nodes that an entity becomes: one for each id that documents give it.
    fn entities(&self, entity: &EntityNode) -> Vec<EntityNode> {
        // Who is named in no document has one id in all.
        if entity.mentions.is_empty() {
            return vec![EntityNode { id: self.id(&entity.id, "").to_owned(), ..entity.clone() }];
        }
        let mut mentions = BTreeMap::<&str, BTreeMap<Arc<str>, u32>>::new();
        for (document, count) in &entity.mentions {
            mentions.entry(self.id(&entity.id, document)).or_default().insert(Arc::clone(document), *count);
        }
        let node = |(id, mentions): (&str, _)| EntityNode { id: id.to_owned(), mentions, ..entity.clone() };
        mentions.into_iter().map(node).collect()
    }
}

fn is_attendance(edge: &Edge) -> bool {
    edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn)
}

impl KnowledgeGraph {
    /// The graph under other ids, those of its meetings among them. A node that `parts` holds is taken from there, with the mentions
    /// that it has here.
    pub(super) fn into_renamed(self, renaming: &Renaming, parts: &BTreeMap<String, Node>) -> Self {
        let (nodes, edges) = self.graph.into_nodes_edges();
        let (nodes, edges) = (nodes.into_iter().map(|node| node.weight), edges.into_iter().map(|edge| edge.weight));
        Self::of_renamed(nodes, edges, self.events.into_iter(), renaming, parts)
    }

    /// The same of a copy.
    pub(super) fn renamed(&self, renaming: &Renaming) -> Self {
        let (nodes, edges) = (self.graph.node_weights().cloned(), self.graph.edge_weights().cloned());
        Self::of_renamed(nodes, edges, self.events.iter().cloned(), renaming, &BTreeMap::new())
    }

    fn of_renamed(
        nodes: impl Iterator<Item = Node>,
        edges: impl Iterator<Item = Edge>,
        events: impl Iterator<Item = EventRecord>,
        renaming: &Renaming,
        parts: &BTreeMap<String, Node>,
    ) -> Self {
        let mut renamed = Self::new();
        for node in nodes.flat_map(|node| renaming.nodes(node)) {
            renamed.add_node(as_part(node, parts));
        }
        for edge in edges {
            if !renaming.touches_edge(&edge) {
                renamed.insert_edge(edge.id, edge.claim, edge.evidence);
                continue;
            }
            for evidence in &edge.evidence {
                renamed.add_renamed(&edge, evidence, renaming);
            }
        }
        renamed.events = events.map(|event| renaming.event(event)).collect();
        renamed
    }

    /// Gives the nodes of a graph that has nothing else other ids.
    pub(super) fn rename_nodes(&mut self, renaming: &Renaming) {
        let touched: Vec<String> = self.nodes.keys().filter(|id| renaming.touches(id)).cloned().collect();
        // All of them first: one may get the id that another loses.
        let taken: Vec<Node> = touched.iter().filter_map(|id| self.take_node(id)).collect();
        for node in taken.into_iter().flat_map(|node| renaming.nodes(node)) {
            self.add_node(node);
        }
    }

    /// Takes a node out that has no edges.
    fn take_node(&mut self, id: &str) -> Option<Node> {
        let index = self.nodes.remove(id)?;
        let node = self.graph.remove_node(index)?;
        // The last node has its place now.
        if let Some(moved) = self.graph.node_weight(index)
            && let Some(place) = self.nodes.get_mut(moved.id())
        {
            *place = index;
        }
        Some(node)
    }

    fn add_renamed(&mut self, edge: &Edge, evidence: &Arc<Evidence>, renaming: &Renaming) {
        let Some(claim) = renaming.claim(&edge.claim, &evidence.document) else {
            let evidence = BTreeSet::from([renaming.evidence(evidence)]);
            self.insert_edge(edge.id.clone(), edge.claim.clone(), evidence);
            return;
        };
        // Nothing is claimed of somebody and himself.
        if claim.source == claim.target {
            return;
        }
        let source = claim.source.clone();
        let claim = claim.normalized();
        let evidence = renaming.evidence(evidence);
        let turned = claim.source != source;
        let evidence = if turned { Arc::new(Arc::unwrap_or_clone(evidence).reversed()) } else { evidence };
        self.add_shared(claim, BTreeSet::from([evidence]));
    }
}

/// The node as its own documents tell of it, where that is known.
fn as_part(node: Node, parts: &BTreeMap<String, Node>) -> Node {
    let part = parts.get(node.id());
    match (node, part) {
        (Node::Entity(here), Some(Node::Entity(part))) => {
            Node::Entity(EntityNode { mentions: here.mentions, ..part.clone() })
        }
        (Node::Meeting(_), Some(Node::Meeting(part))) => Node::Meeting(part.clone()),
        (node, _) => node,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzing;

    #[test]
    fn nodes_are_renamed_in_their_place_as_in_a_new_graph() {
        let texts = [("a", "Ada Moe praised Peru."), ("b", "Ada Moe and Ben Roe praised Chile.")];
        let mut nodes = KnowledgeGraph::new();
        for node in texts.iter().flat_map(|(id, text)| fuzzing::read(id, text).graph.into_nodes_edges().0) {
            nodes.add_node(node.weight);
        }
        let mut ids: Vec<String> = nodes.nodes.keys().filter(|id| !id.starts_with("document-")).cloned().collect();
        ids.sort();
        // One gets the id that another loses in one document.
        let mut renaming = Renaming::default();
        renaming.everywhere(&ids[0], &ids[1]);
        ids.windows(2).skip(1).for_each(|two| renaming.in_document(&two[0], "b", &two[1]));
        let sorted = |graph: &KnowledgeGraph| {
            let mut nodes: Vec<String> = graph.graph.node_weights().map(|node| format!("{node:?}")).collect();
            nodes.sort();
            nodes
        };
        let renamed = nodes.renamed(&renaming);
        assert_ne!(sorted(&renamed), sorted(&nodes));
        nodes.rename_nodes(&renaming);
        assert_eq!(sorted(&nodes), sorted(&renamed));
        assert!(nodes.nodes.iter().all(|(id, &index)| nodes.graph[index].id() == id));
    }
}
