//! The graph as each document tells it in; the graph as it is shown out: a person, body or place of which one document tells the
//! country or the whole name and another does not is one node, and so is what people decided to be one.
//!
//! Whom the gazetteer does not know is told apart by name and country. Where a document names somebody in full
//! and not the country, and all others that tell one tell the same, there is nothing that says they are two. That is
//! known only from the whole graph, so that it is decided when a graph is shown, and a graph that is merged with another
//! is unfolded: a third document may tell of another country.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::decided::{Decided, Head, Ids, ids_of, other_ids};
use super::rename::Renaming;
use super::{EntityNode, KnowledgeGraph, Node};
use crate::decisions::{Decision, Settled, Verb};

/// A graph as it is shown, with what parts it again.
#[derive(Debug)]
pub struct Folded<'g> {
    graph: Cow<'g, KnowledgeGraph>,
    /// Each node that is one with another, and that other, as the documents of its own tell of it; by id.
    parts: BTreeMap<String, Node>,
    /// By the id of a node that is shown and by document: the ids that it has by that document alone, if it has others.
    own_ids: OwnIds,
    /// All ids of nodes that have several.
    ids: Ids,
    /// What people decided of what is shown.
    decided: Decided,
    /// The documents that are copies of one report ([`KnowledgeGraph::near_copies`]).
    copies: BTreeMap<String, String>,
}

/// By the id of a node and by document: the ids that it has there, each with its mentions. Where a document has several, since
/// people say that they are one, what it tells of one of them is told of all.
pub(super) type OwnIds = BTreeMap<String, BTreeMap<String, BTreeMap<String, u32>>>;

impl Folded<'_> {
    /// What is shown. To merge, take the graph that this was made from.
    pub fn graph(&self) -> &KnowledgeGraph {
        &self.graph
    }

    /// The ids that a node has by one document alone, each with its mentions, if it has others than its own.
    pub fn own_ids(&self, id: &str, document: &str) -> Option<&BTreeMap<String, u32>> {
        self.own_ids.get(id)?.get(document)
    }

    /// Whether documents give the node more than one id.
    pub fn is_folded(&self, id: &str) -> bool {
        self.own_ids.contains_key(id)
    }

    /// The node of that own id, as the documents that give it tell of it.
    pub fn part(&self, own_id: &str) -> Option<&Node> {
        self.parts.get(own_id)
    }

    /// What people decided of an edge that is shown.
    pub fn decision(&self, edge: &str) -> Option<Verb> {
        self.decided.edges.get(edge).copied()
    }

    /// What people decided of a node that is shown, each verb once.
    pub fn decisions_of(&self, node: &str) -> impl Iterator<Item = Verb> + '_ {
        self.decided.nodes.get(node).into_iter().flatten().copied()
    }

    /// All ids that an edge which is shown has while some of its nodes go by the ids of their documents, its own first.
    pub fn ids_of(&self, edge: &str) -> Vec<String> {
        let others = self.graph.edge(edge).map(|edge| other_ids(edge, &self.ids)).unwrap_or_default();
        [edge.to_owned()].into_iter().chain(others).collect()
    }

    /// The documents that are copies of one report, each with the one that counts ([`KnowledgeGraph::near_copies`]).
    pub fn near_copies(&self) -> &BTreeMap<String, String> {
        &self.copies
    }

    /// The graph, of which nothing is left here.
    pub(super) fn take_graph(&mut self) -> KnowledgeGraph {
        std::mem::replace(&mut self.graph, Cow::Owned(KnowledgeGraph::new())).into_owned()
    }

    /// Decisions that contradict each other, so that none of them holds.
    pub fn contradictions(&self) -> &[Vec<Decision>] {
        &self.decided.contradictions
    }

    /// Decisions about what the graph does not have.
    pub fn gone(&self) -> &[Decision] {
        &self.decided.gone
    }
}

/// A graph that is being folded: it is known who is one, and not yet which meetings are others by that.
#[derive(Debug)]
pub(super) struct Fold {
    heads: Vec<Head>,
    renaming: Renaming,
    parts: BTreeMap<String, Node>,
    own_ids: OwnIds,
}

impl Fold {
    /// Tells who is one, by the nodes of a graph and what people decided of it.
    pub(super) fn of(graph: &KnowledgeGraph, settled: &mut Settled<'_>) -> Self {
        let pairs = graph.one_entity(settled);
        Self::of_pairs(graph, &pairs, settled)
    }

    /// The same, where it is known who is one by the name.
    pub(super) fn of_pairs(
        graph: &KnowledgeGraph,
        pairs: &[(&EntityNode, &EntityNode)],
        settled: &Settled<'_>,
    ) -> Self {
        let (heads, renaming) = (Vec::new(), Renaming::default());
        let mut fold = Self { heads, renaming, parts: BTreeMap::new(), own_ids: OwnIds::new() };
        for (head, members) in graph.heads(settled, pairs) {
            fold.add(&head, &members);
            fold.heads.push(head);
        }
        fold
    }

    /// Notes who is shown as one, and under which id.
    fn add(&mut self, head: &Head, members: &[&EntityNode]) {
        let shown = head.node.id.as_str();
        let mut own_ids = BTreeMap::<String, BTreeMap<String, u32>>::new();
        for member in members {
            if member.id != shown {
                self.renaming.everywhere(&member.id, shown);
            }
            for (document, &count) in &member.mentions {
                own_ids.entry(document.to_string()).or_default().insert(member.id.clone(), count);
            }
        }
        own_ids.retain(|_, owns| owns.keys().any(|own| own != shown));
        if own_ids.is_empty() {
            return;
        }
        for &member in members {
            self.parts.insert(member.id.clone(), Node::Entity(member.clone()));
        }
        self.own_ids.insert(shown.to_owned(), own_ids);
    }

    /// A part of the graph, with edges and events that the graph itself need not have, as it is shown.
    pub(super) fn part(&mut self, part: KnowledgeGraph) -> KnowledgeGraph {
        if self.renaming.is_empty() {
            return part;
        }
        self.renaming.add_meetings(&part);
        part.into_renamed(&self.renaming, &BTreeMap::new())
    }

    /// The graph as it is shown.
    fn whole<'g>(mut self, graph: &'g KnowledgeGraph, settled: &Settled<'_>) -> Folded<'g> {
        self.renaming.add_meetings(graph);
        let shown = (!self.renaming.is_empty()).then(|| graph.renamed(&self.renaming));
        let mut decided = Decided::of_nodes(settled, &ids_of(&self.heads), graph);
        let mut folded = self.told(graph, graph.near_copies());
        folded.graph = match shown {
            None => Cow::Borrowed(graph),
            Some(mut shown) => {
                shown.decisions = graph.decisions.clone();
                self.keep(&folded, &mut shown);
                Cow::Owned(shown)
            }
        };
        decided.mark_edges(settled, &folded.ids, folded.graph());
        folded.decided = decided;
        folded
    }

    /// The ids of the nodes that are others as they are shown, and of those others, when every [part](Self::part) is known.
    pub(super) fn touched(&self) -> HashSet<String> {
        let mut touched = self.renaming.all_ids();
        touched.extend(self.heads.iter().flat_map(|head| head.ids.iter().cloned()));
        touched
    }

    /// These nodes as they are shown, of a graph of which nobody decided, with what is known of its documents.
    pub(super) fn nodes(mut self, mut touched: KnowledgeGraph, copies: BTreeMap<String, String>) -> Folded<'static> {
        let mut folded = self.told(&touched, copies);
        touched.rename_nodes(&self.renaming);
        self.keep(&folded, &mut touched);
        folded.graph = Cow::Owned(touched);
        folded
    }

    /// What parts the graph again, without the graph.
    fn told(&mut self, unfolded: &KnowledgeGraph, copies: BTreeMap<String, String>) -> Folded<'static> {
        let mut folded = Folded {
            graph: Cow::Owned(KnowledgeGraph::new()),
            parts: std::mem::take(&mut self.parts),
            own_ids: std::mem::take(&mut self.own_ids),
            ids: ids_of(&self.heads),
            decided: Decided::default(),
            copies,
        };
        folded.add_meetings(&self.renaming, unfolded);
        folded
    }

    /// Gives the nodes of several what is theirs.
    fn keep(&self, folded: &Folded<'_>, graph: &mut KnowledgeGraph) {
        self.heads.iter().for_each(|head| graph.keep(head));
        folded.count_all(graph);
    }
}

impl KnowledgeGraph {
    /// The graph with every node by itself, as its documents tell of it.
    pub(crate) fn as_it_is(&self) -> Folded<'_> {
        let (parts, own_ids, ids) = (BTreeMap::new(), OwnIds::new(), Ids::new());
        let copies = self.near_copies();
        Folded { graph: Cow::Borrowed(self), parts, own_ids, ids, decided: Decided::default(), copies }
    }

    /// The graph as it is shown. Who is named in full without a country is the one person or body of that name and a
    /// country, if neither has an item and no document names both; who is one, two or an item by people's decision is so.
    pub fn folded(&self) -> Folded<'_> {
        let mut settled = self.decisions.settled();
        Fold::of(self, &mut settled).whole(self, &settled)
    }

    /// The graph that was [`folded`](Self::folded), from what a folder tells of that: the ids of nodes by their documents,
    /// and the nodes of those ids.
    pub(super) fn unfolded(mut self, own_ids: &OwnIds, mut parts: BTreeMap<String, Node>) -> Self {
        if own_ids.is_empty() {
            return self;
        }
        let mut renaming = Renaming::default();
        let mut beside = Vec::new();
        for (id, own) in own_ids {
            for (document, owns) in own {
                // Of several, what the document tells is told of one of them.
                let Some((taken, &count)) = owns.get_key_value(id).or_else(|| owns.first_key_value()) else { continue };
                if taken != id {
                    renaming.in_document(id, document, taken);
                }
                for own_id in owns.keys().filter(|own_id| *own_id != id) {
                    if let Some(Node::Entity(entity)) = self.node(id) {
                        // Without the table of parts: the country is what the document did not tell.
                        let entity = EntityNode { id: own_id.clone(), country: None, ..entity.clone() };
                        parts.entry(own_id.clone()).or_insert(Node::Entity(entity));
                    }
                }
                if owns.len() > 1 {
                    self.set_mentions(id, document, count);
                    beside.extend(owns.iter().filter(|(own, _)| *own != taken).map(|(own, &n)| (own, document, n)));
                }
            }
        }
        let decisions = std::mem::take(&mut self.decisions);
        renaming.add_meetings(&self);
        let mut graph = self.into_renamed(&renaming, &parts);
        for (own_id, document, count) in beside {
            if let Some(Node::Entity(part)) = parts.get(own_id) {
                let mentions = BTreeMap::from([(document.as_str().into(), count)]);
                graph.add_node(Node::Entity(EntityNode { mentions, ..part.clone() }));
            }
        }
        graph.decisions = decisions;
        graph
    }

    /// Says how often a document names an entity.
    fn set_mentions(&mut self, id: &str, document: &str, count: u32) {
        if let Some(entity) = self.entity_mut(id) {
            entity.mentions.insert(document.into(), count);
        }
    }

    fn entity_mut(&mut self, id: &str) -> Option<&mut EntityNode> {
        let node = self.nodes.get(id).and_then(|&index| self.graph.node_weight_mut(index));
        match node {
            Some(Node::Entity(entity)) => Some(entity),
            _ => None,
        }
    }

    /// Gives the node of several the identity of its head: the type and, if the tables know it, the name that it had before others
    /// were folded into it; of one that people linked all that the item tells.
    fn keep(&mut self, head: &Head) {
        let Some(entity) = self.entity_mut(&head.node.id) else { return };
        let node = &head.node;
        if head.is_made {
            entity.aliases.extend(head.names.iter().cloned());
            let (aliases, types) = (std::mem::take(&mut entity.aliases), std::mem::take(&mut entity.types));
            let mentions = std::mem::take(&mut entity.mentions);
            *entity = EntityNode { aliases, types, mentions, ..node.clone() };
        } else if head.names.len() > 1 {
            entity.kind = node.kind;
            if node.wikidata.is_some() || node.title.is_some() {
                entity.name.clone_from(&node.name);
            }
        }
    }
}

impl Folded<'_> {
    /// Counts the mentions of a document that has several of one.
    fn count_all(&self, graph: &mut KnowledgeGraph) {
        for (id, own) in &self.own_ids {
            for (document, owns) in own.iter().filter(|(_, owns)| owns.len() > 1) {
                let all = owns.values().fold(0, |sum: u32, &count| sum.saturating_add(count));
                graph.set_mentions(id, document, all);
            }
        }
    }

    /// Notes the meetings that have other ids by their documents alone. Of a document that names two who are one, none: its
    /// meetings stay as they are shown.
    fn add_meetings(&mut self, renaming: &Renaming, graph: &KnowledgeGraph) {
        for (old, _, new) in renaming.by_document() {
            self.ids.entry(new.to_owned()).or_default().extend([old.to_owned(), new.to_owned()]);
        }
        let several = self.own_ids.values().flatten().filter(|(_, owns)| owns.len() > 1);
        let several: BTreeSet<String> = several.map(|(document, _)| document.clone()).collect();
        for (old, document, new) in renaming.by_document().filter(|(_, document, _)| !several.contains(*document)) {
            let own = self.own_ids.entry(new.to_owned()).or_default().entry(document.to_owned()).or_default();
            own.insert(old.to_owned(), 0);
            for part in [new, old] {
                if let Some(node) = graph.node(part) {
                    self.parts.entry(part.to_owned()).or_insert_with(|| node.clone());
                }
            }
        }
    }
}
