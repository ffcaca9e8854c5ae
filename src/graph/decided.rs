//! A graph and what people decided of it in; under which node each group of nodes is shown, and which decisions stand on what is
//! shown, out.
//!
//! A decision names an edge or a node by the id that it had when it was taken, or by the one that it has by its documents alone. Whatever
//! is one with another since then is found under any of its ids.

use std::collections::{BTreeMap, BTreeSet};

use super::{Claim, Confidence, Edge, EntityNode, KnowledgeGraph, Node};
use crate::decisions::{Decision, NO_ITEM, Settled, Verb};
use crate::resolve::{local_id, of_item};

/// Why a node is linked so.
const REASON: &str = "decided by a person";

/// What people decided of what is shown.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// By the id of a node: the verbs.
    pub(super) nodes: BTreeMap<String, BTreeSet<Verb>>,
    /// By the id of an edge.
    pub(super) edges: BTreeMap<String, Verb>,
    /// Decisions none of which holds.
    pub(super) contradictions: Vec<Vec<Decision>>,
    /// Decisions about what is not there.
    pub(super) gone: Vec<Decision>,
}

/// A node that stands for several, or for one that people linked.
#[derive(Debug)]
pub(super) struct Head {
    /// The node, without its mentions.
    pub(super) node: EntityNode,
    /// Whether no document has it: it is made of a decision.
    pub(super) is_made: bool,
    /// The names of the nodes of documents that it stands for, its own among them if a document has it.
    pub(super) names: Vec<String>,
    /// All ids that mean it, those that only decisions have too.
    pub(super) ids: Vec<String>,
}

impl KnowledgeGraph {
    /// What each group is shown as, with the nodes of documents that it stands for; `pairs` are the nodes that are others by
    /// their names.
    pub(super) fn heads<'g>(
        &'g self,
        settled: &Settled<'_>,
        pairs: &[(&'g EntityNode, &'g EntityNode)],
    ) -> Vec<(Head, Vec<&'g EntityNode>)> {
        let open: BTreeSet<&str> = pairs.iter().map(|(open, _)| &*open.id).collect();
        let links = settled.of(Verb::Link).filter_map(|link| Some((settled.groups.group(link.id())?, link.other())));
        let links: BTreeMap<usize, &str> = links.collect();
        let mut heads = Vec::new();
        for ids in settled.groups.all() {
            let members: Vec<&EntityNode> = ids.iter().filter_map(|id| self.node(id)?.entity()).collect();
            let link = ids.first().and_then(|id| settled.groups.group(id)).and_then(|group| links.get(&group));
            // Nodes with an item before others, and of those the first.
            let rank = |node: &&EntityNode| (open.contains(&*node.id), node.wikidata.is_none(), node.title.is_none());
            let Some(&first) = members.iter().min_by(|a, b| (rank(a), &a.id).cmp(&(rank(b), &b.id))) else { continue };
            let (node, is_made) = match link {
                None => (without_mentions(first), false),
                Some(&NO_ITEM) => (unlinked(first, &members), true),
                Some(item) => match members.iter().find(|member| member.id == **item) {
                    Some(member) => (without_mentions(member), false),
                    None => (linked(first, item), true),
                },
            };
            if is_made || members.len() > 1 {
                let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
                ids.push(node.id.clone());
                let names = members.iter().map(|member| member.name.clone()).collect();
                heads.push((Head { node, is_made, names, ids }, members));
            }
        }
        heads
    }
}

fn without_mentions(node: &EntityNode) -> EntityNode {
    EntityNode { mentions: BTreeMap::new(), ..node.clone() }
}

/// The node of an item that no document is linked to.
fn linked(node: &EntityNode, item: &str) -> EntityNode {
    let linked = EntityNode {
        id: item.to_owned(),
        wikidata: Some(item.to_owned()),
        title: None,
        coordinates: None,
        confidence: Confidence::ONE,
        reason: REASON.to_owned(),
        ..without_mentions(node)
    };
    match of_item(item, 1.0, REASON) {
        Some(known) => EntityNode {
            kind: known.kind,
            name: known.name,
            title: known.title,
            iso3: known.iso3,
            country: known.country,
            coordinates: known.coordinates,
            claimed_by: known.claimed_by.into_iter().collect(),
            ..linked
        },
        None => linked,
    }
}

/// The node that is no item: what is known of it is what texts call it.
fn unlinked(node: &EntityNode, members: &[&EntityNode]) -> EntityNode {
    let names = members.iter().flat_map(|member| &member.aliases);
    let longest = names.max_by_key(|name| (name.chars().count(), *name)).cloned();
    EntityNode {
        types: node.types.clone(),
        name: longest.unwrap_or_else(|| node.name.clone()),
        aliases: node.aliases.clone(),
        confidence: Confidence::ONE,
        reason: REASON.to_owned(),
        ..EntityNode::bare(local_id(node.kind.as_str(), &node.id), node.kind)
    }
}

/// For each node that is shown and has several ids all of them, its own among them.
pub(super) type Ids = BTreeMap<String, BTreeSet<String>>;

/// All ids of those who are shown as one.
pub(super) fn ids_of(heads: &[Head]) -> Ids {
    let mut ids = Ids::new();
    for head in heads {
        ids.entry(head.node.id.clone()).or_default().extend(head.ids.iter().cloned());
    }
    ids
}

impl Decided {
    /// What stands on the nodes that are shown of a graph.
    pub(super) fn of_nodes(settled: &Settled<'_>, ids: &Ids, graph: &KnowledgeGraph) -> Self {
        let owned = |group: &Vec<&Decision>| group.iter().map(|decision| (*decision).clone()).collect();
        let contradictions = settled.contradictions.iter().map(owned).collect();
        let mut decided = Self { contradictions, ..Self::default() };
        decided.mark_nodes(settled, ids, graph);
        decided
    }

    fn mark_nodes(&mut self, settled: &Settled<'_>, ids: &Ids, graph: &KnowledgeGraph) {
        let mut shown = BTreeMap::<&str, &str>::new();
        for (id, others) in ids {
            shown.extend(others.iter().map(|other| (other.as_str(), id.as_str())));
        }
        let found = |id| match shown.get(id) {
            Some(shown) => Some(*shown),
            None => graph.node(id).and_then(Node::entity).map(|node| node.id.as_str()),
        };
        for decision in settled.holding.iter().filter(|decision| !decision.verb().is_of_edge()) {
            let two = if decision.verb() == Verb::Link { decision.id() } else { decision.other() };
            match (found(decision.id()), found(two)) {
                (Some(one), Some(two)) => {
                    for id in [one, two] {
                        self.nodes.entry(id.to_owned()).or_default().insert(decision.verb());
                    }
                }
                _ => self.gone.push((*decision).clone()),
            }
        }
    }

    /// Adds what stands on the edges that are shown.
    pub(super) fn mark_edges(&mut self, settled: &Settled<'_>, ids: &Ids, shown: &KnowledgeGraph) {
        // By the id of a shown edge the decisions on it.
        let mut marks = BTreeMap::<String, BTreeSet<&Decision>>::new();
        let mut sought = BTreeMap::<&str, &Decision>::new();
        for &decision in settled.holding.iter().filter(|decision| decision.verb().is_of_edge()) {
            match shown.edge(decision.id()) {
                Some(edge) => drop(marks.entry(edge.id.clone()).or_default().insert(decision)),
                None => drop(sought.insert(decision.id(), decision)),
            }
        }
        let mut found = BTreeSet::new();
        if !sought.is_empty() {
            for edge in shown.petgraph().edge_weights() {
                for id in other_ids(edge, ids) {
                    if let Some(&decision) = sought.get(id.as_str()) {
                        found.insert(decision);
                        marks.entry(edge.id.clone()).or_default().insert(decision);
                    }
                }
            }
        }
        self.gone.extend(sought.into_values().filter(|decision| !found.contains(decision)).cloned());
        for (edge, decisions) in marks {
            let verbs: BTreeSet<Verb> = decisions.iter().map(|decision| decision.verb()).collect();
            match verbs.first() {
                Some(&verb) if verbs.len() == 1 => drop(self.edges.insert(edge, verb)),
                // Two edges that are one now.
                _ => self.contradictions.push(decisions.into_iter().cloned().collect()),
            }
        }
    }
}

/// The ids that an edge had or has while some of its nodes go by other ids.
pub(super) fn other_ids(edge: &Edge, ids: &Ids) -> Vec<String> {
    let claim = &edge.claim;
    let all = |id: &str| -> Vec<String> {
        ids.get(id).map_or_else(|| vec![id.to_owned()], |others| others.iter().cloned().collect())
    };
    let maybe = |id: &Option<String>| -> Vec<Option<String>> {
        id.as_deref().map_or_else(|| vec![None], |id| all(id).into_iter().map(Some).collect())
    };
    let (sources, targets) = (all(&claim.source), all(&claim.target));
    let (attributions, places) = (maybe(&claim.attribution), maybe(&claim.place));
    if [sources.len(), targets.len(), attributions.len(), places.len()] == [1; 4] {
        return Vec::new();
    }
    let mut found = Vec::new();
    for source in &sources {
        for target in &targets {
            for attribution in &attributions {
                for place in &places {
                    let (source, target) = (source.clone(), target.clone());
                    let (attribution, place) = (attribution.clone(), place.clone());
                    found.push(Claim { source, target, attribution, place, ..claim.clone() }.normalized().id());
                }
            }
        }
    }
    found
}
