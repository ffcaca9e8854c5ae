//! A graph in; for each document the part of it that the document says out.
//!
//! The union of the parts is the graph again: [`KnowledgeGraph::merge`] puts them together in any order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Claim, Edge, EntityNode, KnowledgeGraph, Node};
use crate::decisions::Decision;

impl KnowledgeGraph {
    /// The ids that documents call themselves by.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.graph.node_weights().filter_map(|node| match node {
            Node::Document(document) => Some(document.document.as_str()),
            _ => None,
        })
    }

    /// What each document says, by its own id: the document, those whom it names, its edges with its evidence and their
    /// ends, and what people decided of them. Of what is known of a node from many documents each has all. The stream of events stays
    /// behind.
    pub(crate) fn by_document(&self) -> BTreeMap<String, KnowledgeGraph> {
        let mut parts: BTreeMap<String, KnowledgeGraph> =
            self.documents().map(|document| (document.to_owned(), Self::new())).collect();
        let mut edges = HashMap::<&str, Vec<(&Edge, Vec<_>)>>::new();
        for edge in self.graph.edge_weights() {
            let mut by_document = BTreeMap::<&str, Vec<_>>::new();
            for evidence in &edge.evidence {
                by_document.entry(&evidence.document).or_default().push(evidence);
            }
            for (document, evidence) in by_document {
                edges.entry(document).or_default().push((edge, evidence));
            }
        }
        let mut told = BTreeSet::new();
        for (document, part) in &mut parts {
            for (edge, evidence) in edges.remove(document.as_str()).unwrap_or_default() {
                let places = evidence.iter().filter_map(|evidence| evidence.place.as_deref());
                for id in ends(&edge.claim).chain(places) {
                    if let Some(node) = self.node(id) {
                        told.insert(id);
                        part.add_node(of_document(node, document));
                    }
                }
                part.insert_edge(edge.id.clone(), edge.claim.clone(), evidence.into_iter().cloned().collect());
            }
        }
        for node in self.graph.node_weights() {
            match node {
                Node::Document(document) => {
                    if let Some(part) = parts.get_mut(&document.document) {
                        part.add_node(node.clone());
                    }
                }
                Node::Statement(statement) => {
                    if let Some(part) = parts.get_mut(&*statement.evidence.document) {
                        part.add_node(node.clone());
                    }
                }
                Node::Meeting(_) => {}
                Node::Entity(entity) => {
                    let mut known = false;
                    for document in entity.mentions.keys() {
                        if let Some(part) = parts.get_mut(&**document) {
                            known = true;
                            part.add_node(of_document(node, document));
                        }
                    }
                    // Tables of before do not tell who names whom: any document may.
                    if !known && !told.contains(entity.id.as_str()) {
                        for part in parts.values_mut() {
                            part.add_node(node.clone());
                        }
                    }
                }
            }
        }
        self.part_decisions(&mut parts);
        parts
    }

    /// Gives each part the decisions about what is in it, and those about what is in none.
    fn part_decisions(&self, parts: &mut BTreeMap<String, KnowledgeGraph>) {
        if self.decisions.is_empty() {
            return;
        }
        let of = |part: &KnowledgeGraph, decision: &Decision| {
            let has = |id: &str| part.edges.contains_key(id) || part.nodes.contains_key(id);
            has(decision.id()) || has(decision.other())
        };
        let anywhere = |decision: &Decision| parts.values().any(|part| of(part, decision));
        let nowhere = self.decisions.filtered(|decision| !anywhere(decision));
        for part in parts.values_mut() {
            part.decisions = self.decisions.filtered(|decision| of(part, decision));
            part.decisions.unite(nowhere.clone());
        }
    }
}

/// Whom a claim needs.
fn ends(claim: &Claim) -> impl Iterator<Item = &str> {
    let others = claim.attribution.as_deref().into_iter().chain(claim.place.as_deref());
    [claim.source.as_str(), &claim.target].into_iter().chain(others)
}

/// The node with the mentions of that document, and those of which no document is known.
fn of_document(node: &Node, document: &str) -> Node {
    match node {
        Node::Entity(entity) => {
            let mentions = entity.mentions.iter().filter(|(of, _)| ***of == *document || of.is_empty());
            let mentions = mentions.map(|(of, &count)| (of.clone(), count)).collect();
            Node::Entity(EntityNode { mentions, ..entity.clone() })
        }
        node => node.clone(),
    }
}
