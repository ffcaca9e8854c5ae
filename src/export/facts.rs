//! A graph in; what a graph database holds of it out: nodes and edges with the properties that `nodes.csv` and `edges.csv` give them, and
//! the graph's own tables as JSON, from which [`read_facts`](crate::graph::read_facts) makes the graph again.

use std::io;

use serde_json::{Map, Value};

use super::record::{Json, of_edge, of_node};
use super::tables::{DECISIONS, EVIDENCE, MENTIONS, PREDICATES};
use super::{Options, View};
use crate::decisions::Verb;
use crate::graph::{KnowledgeGraph, columns};

/// The nodes and edges of a graph, each in the order of `nodes.csv` and `edges.csv`.
pub(crate) struct Facts<'v> {
    view: View<'v>,
}

/// What a node is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeKey<'v> {
    /// All labels parted by `;`; by the first it is found.
    pub labels: &'static str,
    /// Its id, unique among those of the first label.
    pub id: &'v str,
}

/// What an edge is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EdgeKey<'v> {
    /// Its relationship type.
    pub kind: &'static str,
    /// The node that it begins at.
    pub source: NodeKey<'v>,
    /// The node that it ends at.
    pub target: NodeKey<'v>,
    /// Its id.
    pub id: &'v str,
}

impl NodeKey<'_> {
    /// The label by which it is found.
    pub(crate) fn base(&self) -> &'static str {
        self.labels.split_once(';').map_or(self.labels, |(base, _)| base)
    }
}

impl Facts<'_> {
    /// Those of a graph, as long as `work` needs them.
    pub(crate) fn of<R>(graph: &KnowledgeGraph, work: impl FnOnce(&Facts<'_>) -> R) -> R {
        let (folded, options) = (graph.folded(), everything());
        work(&Facts { view: View::new(&folded, &options) })
    }

    /// The nodes, each with its place.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (usize, NodeKey<'_>)> {
        self.view.nodes().iter().map(|node| NodeKey { labels: node.node.labels(), id: node.node.id() }).enumerate()
    }

    /// The edges, each with its place.
    pub(crate) fn edges(&self) -> impl Iterator<Item = (usize, EdgeKey<'_>)> {
        let key = |(place, edge): (usize, &super::EdgeView<'_>)| {
            let end = |id| self.view.node(id).map(|node| NodeKey { labels: node.node.labels(), id: node.node.id() });
            let (source, target) = (end(&edge.claim.source)?, end(&edge.claim.target)?);
            let edge = self.view.edges().get(place)?;
            Some((place, EdgeKey { kind: edge.claim.kind.neo4j_type(), source, target, id: edge.id }))
        };
        // What people rejected is in no database.
        let edges = self.view.edges().iter().enumerate();
        edges.filter(|(_, edge)| edge.decision != Some(Verb::Reject)).filter_map(key)
    }

    /// The properties of the node at that place, by the columns of `nodes.csv`; null for those that it lacks.
    ///
    /// # Errors
    /// None: nothing is written.
    pub(crate) fn node(&self, place: usize) -> io::Result<Map<String, Value>> {
        let found = self.view.nodes().get(place).map(of_node).transpose()?;
        Ok(whole(&columns::NODES, found.unwrap_or_default()))
    }

    /// The properties of the edge at that place, by the columns of `edges.csv`; null for those that it lacks.
    ///
    /// # Errors
    /// None: nothing is written.
    pub(crate) fn edge(&self, place: usize) -> io::Result<Map<String, Value>> {
        let found = self.view.edges().get(place).map(|edge| of_edge(edge, &self.view)).transpose()?;
        Ok(whole(&columns::EDGES, found.unwrap_or_default()))
    }
}

/// All that is in the graph.
fn everything() -> Options {
    Options { formats: Vec::new(), all: true, statements: true, ..Options::default() }
}

/// A property for each column that is one.
fn whole(columns: &[&'static str], mut found: Map<String, Value>) -> Map<String, Value> {
    let columns = columns.iter().filter(|column| !matches!(**column, ":LABEL" | ":TYPE" | ":START_ID" | ":END_ID"));
    columns
        .map(|column| columns::name(column))
        .map(|name| (name.to_owned(), found.remove(name).unwrap_or(Value::Null)))
        .collect()
}

/// The tables of a graph as it is, nothing folded: lists of rows by the names of the tables.
///
/// # Errors
/// None: nothing is written.
pub(crate) fn tables(graph: &KnowledgeGraph) -> io::Result<Map<String, Value>> {
    let (unfolded, options) = (graph.as_it_is(), everything());
    let view = View::new(&unfolded, &options);
    let mut facts = Map::new();
    let nodes = view.nodes().iter().map(|node| of_node(node).map(Value::Object));
    facts.insert("nodes".to_owned(), nodes.collect::<io::Result<Value>>()?);
    let edges = view.edges().iter().map(|edge| of_edge(edge, &view).map(Value::Object));
    facts.insert("edges".to_owned(), edges.collect::<io::Result<Value>>()?);
    for table in [&EVIDENCE, &MENTIONS, &PREDICATES, &DECISIONS] {
        let mut rows = Json::of(table.columns);
        (table.rows)(&view, &mut rows)?;
        let rows = rows.take()?;
        // A record of before has no decisions, and one without any is the same.
        if rows.is_empty() && table.name == DECISIONS.name {
            continue;
        }
        let rows = if rows.is_empty() { Value::Array(Vec::new()) } else { serde_json::from_str(&rows)? };
        facts.insert(table.name.to_owned(), rows);
    }
    Ok(facts)
}
