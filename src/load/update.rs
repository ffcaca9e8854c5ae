//! The graph that was loaded and the one that is to be there in; the database that holds the second out, with as few writes as that takes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::bolt::Value;
use super::store::{FoundNode, KINDS, Known, Obsolete, ROWS, Store};
use super::{Changes, Listener, Progress};
use crate::export::{EdgeKey, Facts, NodeKey};
use crate::graph::{KnowledgeGraph, document_id};
use crate::{Error, ErrorKind, Result};

/// What changes.
pub(super) struct Graphs {
    /// What all records say; where no document changes, of some documents.
    pub before: KnowledgeGraph,
    /// What they are to say.
    pub after: KnowledgeGraph,
    /// The documents that say something else now, with the bytes of it; `None` for those that go.
    pub new: BTreeMap<String, Option<Vec<u8>>>,
}

/// Places of nodes or edges that go into one statement.
type Groups<K> = BTreeMap<K, Vec<usize>>;

/// Brings the database to what it is to hold.
pub(super) fn run(
    store: &mut Store,
    known: &Known,
    graphs: Graphs,
    changes: &mut Changes,
    progress: &mut Listener<'_>,
) -> Result<()> {
    let Graphs { before, after, new } = graphs;
    let written = Facts::of(&before, |facts| everything(facts, &known.obsolete));
    drop(before);
    let mut obsolete = written.clone();
    Facts::of(&after, |facts| -> Result<()> {
        for (_, key) in facts.nodes() {
            obsolete.nodes.remove(&(key.base().to_owned(), key.id.to_owned()));
        }
        for (_, key) in facts.edges() {
            obsolete.edges.remove(&(key.kind.to_owned(), key.id.to_owned()));
        }
        if !new.is_empty() || !known.loaded {
            let gone = obsolete.edges.iter().map(|(kind, _)| kind.as_str());
            let kinds: BTreeSet<&str> = facts.edges().map(|(_, key)| key.kind).chain(gone).collect();
            store.schema(kinds.into_iter())?;
        }
        // Where no document changes, all nodes were written before or are about to be.
        let ours =
            |key: NodeKey<'_>| new.is_empty() || written.nodes.contains(&(key.base().to_owned(), key.id.to_owned()));
        let difference = Difference::of(facts, store, &ours, progress)?;
        if new.is_empty()
            && difference.is_empty()
            && obsolete == Obsolete::default()
            && known.stale.is_empty()
            && known.loaded
        {
            return Ok(());
        }
        store.begin(known)?;
        let (mut done, total) = (0, new.len());
        let documents = new.iter().map(|(document, facts)| (document.as_str(), facts.as_deref()));
        store.put(documents, &mut |count| {
            done += count;
            progress(Progress { step: "documents written", done, total });
        })?;
        store.commit(&obsolete)?;
        difference.write(facts, store, changes, progress)?;
        remove(&obsolete, store, changes)?;
        let superseded = new.keys().filter_map(|document| known.records.get(document)).map(|(id, _)| id.clone());
        let removed = new.iter().filter(|(_, facts)| facts.is_none()).map(|(document, _)| store.record(document));
        store.forget(&superseded.chain(removed).collect::<Vec<_>>())?;
        store.end()
    })
}

/// All nodes and edges of a graph, and those of before.
fn everything(facts: &Facts<'_>, before: &Obsolete) -> Obsolete {
    let mut all = before.clone();
    all.nodes.extend(facts.nodes().map(|(_, key)| (key.base().to_owned(), key.id.to_owned())));
    all.edges.extend(facts.edges().map(|(_, key)| (key.kind.to_owned(), key.id.to_owned())));
    all
}

/// The nodes and edges that the database lacks or has otherwise.
struct Difference<'f> {
    nodes: Groups<&'static str>,
    edges: Groups<(&'static str, &'static str, &'static str)>,
    node_keys: BTreeMap<usize, NodeKey<'f>>,
    edge_keys: BTreeMap<usize, EdgeKey<'f>>,
}

impl<'f> Difference<'f> {
    /// What is to be written; `ours` tells the nodes of earlier loads.
    fn of(
        facts: &'f Facts<'_>,
        store: &mut Store,
        ours: &dyn Fn(NodeKey<'_>) -> bool,
        progress: &mut Listener<'_>,
    ) -> Result<Self> {
        let mut found =
            Self { nodes: Groups::new(), edges: Groups::new(), node_keys: BTreeMap::new(), edge_keys: BTreeMap::new() };
        let mut nodes = BTreeMap::<&str, Vec<(usize, NodeKey<'f>)>>::new();
        facts.nodes().for_each(|(place, key)| nodes.entry(key.base()).or_default().push((place, key)));
        let mut edges = BTreeMap::<&str, Vec<(usize, EdgeKey<'f>)>>::new();
        facts.edges().for_each(|(place, key)| edges.entry(key.kind).or_default().push((place, key)));
        let total = nodes.values().map(Vec::len).sum::<usize>() + edges.values().map(Vec::len).sum::<usize>();
        let mut done = 0;
        let mut tell = |count: usize| {
            done += count;
            progress(Progress { step: "nodes and edges compared", done, total });
        };
        for (label, keys) in nodes {
            for keys in keys.chunks(ROWS) {
                let ids = keys.iter().map(|(_, key)| key.id.into()).collect();
                let there: BTreeMap<String, FoundNode> =
                    store.nodes(label, ids)?.into_iter().map(|node| (node.id.clone(), node)).collect();
                for &(place, key) in keys {
                    let node = there.get(key.id);
                    if let Some(node) = node.filter(|node| !ours(key) && is_of_others(label, node)) {
                        return Err(foreign(store, label, &node.id));
                    }
                    if !node.is_some_and(|node| has_labels(node, key))
                        || !node.is_some_and(|node| is_same(&node.properties, facts.node(place)))
                    {
                        found.nodes.entry(key.labels).or_default().push(place);
                        found.node_keys.insert(place, key);
                    }
                }
                tell(keys.len());
            }
        }
        for (kind, keys) in edges {
            for keys in keys.chunks(ROWS) {
                let there = store.edges(kind, keys.iter().map(|(_, key)| key.id.into()).collect())?;
                for &(place, key) in keys {
                    if !there.get(key.id).is_some_and(|edge| is_same(edge, facts.edge(place))) {
                        let group = (key.kind, key.source.base(), key.target.base());
                        found.edges.entry(group).or_default().push(place);
                        found.edge_keys.insert(place, key);
                    }
                }
                tell(keys.len());
            }
        }
        Ok(found)
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.edges.is_empty()
    }

    /// Writes them, the nodes first.
    fn write(
        &self,
        facts: &Facts<'_>,
        store: &mut Store,
        changes: &mut Changes,
        progress: &mut Listener<'_>,
    ) -> Result<()> {
        let total = self.node_keys.len() + self.edge_keys.len();
        for places in self.nodes.values() {
            for places in places.chunks(ROWS) {
                let keys: Vec<_> =
                    places.iter().filter_map(|place| Some((*place, *self.node_keys.get(place)?))).collect();
                let Some(&(_, first)) = keys.first() else { continue };
                let row = |&(place, key): &(usize, NodeKey<'_>)| {
                    Ok(Value::map([
                        ("id", key.id.into()),
                        ("properties", Value::from(Json::Object(made(facts.node(place))?))),
                    ]))
                };
                store.write_nodes(first, keys.iter().map(row).collect::<Result<_>>()?)?;
                changes.nodes_written += keys.len();
                progress(Progress { step: "nodes and edges written", done: changes.nodes_written, total });
            }
        }
        for places in self.edges.values() {
            for places in places.chunks(ROWS) {
                let keys: Vec<_> =
                    places.iter().filter_map(|place| Some((*place, *self.edge_keys.get(place)?))).collect();
                let Some(&(_, first)) = keys.first() else { continue };
                let row = |&(place, key): &(usize, EdgeKey<'_>)| {
                    Ok(Value::map([
                        ("id", key.id.into()),
                        ("source", key.source.id.into()),
                        ("target", key.target.id.into()),
                        ("properties", Value::from(Json::Object(made(facts.edge(place))?))),
                    ]))
                };
                store.write_edges(first, keys.iter().map(row).collect::<Result<_>>()?)?;
                changes.edges_written += keys.len();
                let done = changes.nodes_written + changes.edges_written;
                progress(Progress { step: "nodes and edges written", done, total });
            }
        }
        Ok(())
    }
}

/// Removes what nobody says, the edges first.
fn remove(obsolete: &Obsolete, store: &mut Store, changes: &mut Changes) -> Result<()> {
    for (kind, ids) in grouped(&obsolete.edges) {
        for ids in ids.chunks(ROWS) {
            changes.edges_removed += store.remove_edges(kind, ids.to_vec())?;
        }
    }
    for (label, ids) in grouped(&obsolete.nodes) {
        for ids in ids.chunks(ROWS) {
            changes.nodes_removed += store.remove_nodes(label, ids.to_vec())?;
            changes.nodes_kept += store.nodes(label, ids.to_vec())?.len();
        }
    }
    Ok(())
}

fn grouped(pairs: &BTreeSet<(String, String)>) -> BTreeMap<&str, Vec<Value>> {
    let mut groups = BTreeMap::<&str, Vec<Value>>::new();
    pairs.iter().for_each(|(kind, id)| groups.entry(kind).or_default().push(id.as_str().into()));
    groups
}

/// Properties that are written into memory.
fn made(properties: std::io::Result<Map<String, Json>>) -> Result<Map<String, Json>> {
    properties.map_err(|error| Error::new(ErrorKind::Internal, "properties cannot be made").caused_by(error))
}

/// Whether the properties of newsgraph are these; others have theirs beside them.
fn is_same(there: &Value, wanted: std::io::Result<Map<String, Json>>) -> bool {
    wanted.is_ok_and(|wanted| {
        wanted.into_iter().all(|(name, value)| match there.get(&name) {
            Some(found) => *found == Value::from(value),
            None => value.is_null(),
        })
    })
}

/// Whether an entity has the labels of its type and of no other.
fn has_labels(node: &FoundNode, key: NodeKey<'_>) -> bool {
    let wanted = |label: &str| key.labels.split(';').any(|wanted| wanted == label);
    key.labels.split(';').all(|label| node.labels.contains(label))
        && (key.base() != "Entity" || KINDS.iter().all(|label| wanted(label) || !node.labels.contains(*label)))
}

/// Whether a node is neither of a load nor of a bulk import of newsgraph. Ids of meetings and statements are hashes, and nobody else's.
fn is_of_others(label: &str, node: &FoundNode) -> bool {
    match label {
        "Entity" => ["mentions", "confidence"].iter().any(|name| node.properties.get(name).is_none()),
        "Document" => {
            let document = node.properties.get("document").and_then(Value::text);
            document.is_none_or(|document| document_id(document) != node.id)
        }
        _ => false,
    }
}

fn foreign(store: &Store, label: &str, id: &str) -> Error {
    store
        .error(format!(
            "the database has a node (:{label} {{id: {id:?}}}) that newsgraph did not write; no node was changed"
        ))
        .remedy("load into another database, with --database")
}
