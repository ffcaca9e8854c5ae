//! The graph as each document tells it in; the graph as it is shown out: a person, body or place of which one document tells the
//! country or the whole name and another does not is one node.
//!
//! Whom the gazetteer does not know is told apart by name and country. Where a document names somebody in full
//! and not the country, and all others that tell one tell the same, there is nothing that says they are two. That is
//! known only from the whole graph, so that it is decided when a graph is shown, and a graph that is merged with another
//! is unfolded: a third document may tell of another country.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::rename::Renaming;
use super::{EntityNode, KnowledgeGraph, Node};

/// A graph as it is shown, with what parts it again.
#[derive(Debug)]
pub struct Folded<'g> {
    graph: Cow<'g, KnowledgeGraph>,
    /// Each node that is one with another, and that other, as the documents of its own tell of it; by id.
    parts: BTreeMap<String, Node>,
    /// By the id of a node that is shown and by document: the id that it has by that document alone, if it is another.
    own_ids: OwnIds,
}

/// By the id of a node and by document: an id that it has there.
pub(super) type OwnIds = BTreeMap<String, BTreeMap<String, String>>;

impl Folded<'_> {
    /// What is shown. To merge, take the graph that this was made from.
    pub fn graph(&self) -> &KnowledgeGraph {
        &self.graph
    }

    /// The id that a node has by one document alone, if it is another.
    pub fn own_id(&self, id: &str, document: &str) -> Option<&str> {
        self.own_ids.get(id)?.get(document).map(String::as_str)
    }

    /// Whether documents give the node more than one id.
    pub fn is_folded(&self, id: &str) -> bool {
        self.own_ids.contains_key(id)
    }

    /// The node of that own id, as the documents that give it tell of it.
    pub fn part(&self, own_id: &str) -> Option<&Node> {
        self.parts.get(own_id)
    }
}

impl KnowledgeGraph {
    /// The graph with every node by itself, as its documents tell of it.
    pub(crate) fn as_it_is(&self) -> Folded<'_> {
        Folded { graph: Cow::Borrowed(self), parts: BTreeMap::new(), own_ids: BTreeMap::new() }
    }

    /// The graph as it is shown: who is named in full without a country is the one person or body of that name and a
    /// country, if neither has an item and no document names both.
    pub fn folded(&self) -> Folded<'_> {
        let mut folded = Folded { graph: Cow::Borrowed(self), parts: BTreeMap::new(), own_ids: BTreeMap::new() };
        let mut renaming = Renaming::default();
        let pairs = self.one_entity();
        for (open, told) in &pairs {
            renaming.everywhere(&open.id, &told.id);
            for document in open.mentions.keys() {
                folded.stands_for(&told.id, document, &open.id, self);
            }
        }
        if folded.own_ids.is_empty() {
            return folded;
        }
        let mut graph = self.renamed(&mut renaming, &BTreeMap::new());
        for (_, told) in &pairs {
            graph.keep_kind(told);
        }
        folded.graph = Cow::Owned(graph);
        for (old, document, new) in renaming.by_document() {
            folded.stands_for(new, document, old, self);
        }
        folded
    }

    /// Gives the node of that id the type and, if the tables know it, the name that it had before others were folded into it.
    fn keep_kind(&mut self, told: &EntityNode) {
        let node = self.nodes.get(&told.id).and_then(|&index| self.graph.node_weight_mut(index));
        if let Some(Node::Entity(entity)) = node {
            entity.kind = told.kind;
            if told.wikidata.is_some() || told.title.is_some() {
                entity.name.clone_from(&told.name);
            }
        }
    }

    /// The graph that was [`folded`](Self::folded), from what a folder tells of that: the ids of nodes by their documents,
    /// and the nodes of those ids.
    pub(super) fn unfolded(self, own_ids: &OwnIds, mut parts: BTreeMap<String, Node>) -> Self {
        let mut renaming = Renaming::default();
        for (id, own) in own_ids {
            for (document, own_id) in own {
                renaming.in_document(id, document, own_id);
                if let Some(Node::Entity(entity)) = self.node(id) {
                    // Without the table of parts: the country is what the document did not tell.
                    let entity = EntityNode { id: own_id.clone(), country: None, ..entity.clone() };
                    parts.entry(own_id.clone()).or_insert(Node::Entity(entity));
                }
            }
        }
        if own_ids.is_empty() { self } else { self.renamed(&mut renaming, &parts) }
    }
}

impl Folded<'_> {
    /// Notes that in a document the node `id` stands for `own_id`.
    fn stands_for(&mut self, id: &str, document: &str, own_id: &str, graph: &KnowledgeGraph) {
        self.own_ids.entry(id.to_owned()).or_default().insert(document.to_owned(), own_id.to_owned());
        for part in [id, own_id] {
            if let Some(node) = graph.node(part) {
                self.parts.entry(part.to_owned()).or_insert_with(|| node.clone());
            }
        }
    }
}
