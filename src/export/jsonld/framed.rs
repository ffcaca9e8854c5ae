//! A graph in; `graph.framed.jsonld` out: the events, relations and meetings, each a tree with its parties, its place and its evidence
//! in it, for programs that read JSON and want no references to follow.
//!
//! Its triples are some of those of `graph.jsonld`: of whoever takes part what tells who that is, of documents where they are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::Value;

use super::{Edges, Lines, Object, document, entity, events, has_node_of_its_own, iri, object, resource, types};
use crate::export::{Export, NodeView, View};
use crate::graph::Node;

/// Writer of `graph.framed.jsonld`.
pub(in crate::export) struct Framed;

/// The keys that lead to who or what takes part.
const PARTIES: [&str; 4] = ["source", "target", "actor", "place"];

/// What is told of who takes part.
const OF_PARTIES: [&str; 6] = ["@id", "@type", "name", "sameAs", "iso3", "country"];

/// What is told of a document.
const OF_DOCUMENTS: [&str; 6] = ["@id", "@type", "identifier", "name", "url", "datePublished"];

impl Export for Framed {
    fn file_name(&self) -> &'static str {
        "graph.framed.jsonld"
    }

    fn purpose(&self) -> &'static str {
        "events as trees of JSON-LD"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let nodes = view.nodes().iter().map(|node| (iri(node.node.id()), node)).collect();
        let frame = Frame { view, nodes };
        let edges = Edges::of(view);
        let mut lines = Lines::begin(out, view)?;
        for node in view.nodes().iter().filter(|node| matches!(node.node, Node::Meeting(_))) {
            lines.add(&frame.tree(resource(node, &edges, view)))?;
        }
        for edge in view.edges().iter().filter(|edge| has_node_of_its_own(edge.claim.kind)) {
            lines.add(&frame.tree(events::event(edge, view)))?;
        }
        lines.end()
    }
}

/// What embeds nodes in others.
struct Frame<'v, 'g> {
    view: &'v View<'g>,
    /// By IRI.
    nodes: BTreeMap<String, &'v NodeView<'g>>,
}

impl Frame<'_, '_> {
    /// The node with what it refers to in it.
    fn tree(&self, mut node: Object) -> Object {
        for key in PARTIES {
            node.get_mut(key).into_iter().flat_map(each).for_each(|one| self.embed(one, &OF_PARTIES));
        }
        for evidence in node.get_mut("evidence").into_iter().flat_map(each) {
            evidence.get_mut("document").into_iter().for_each(|one| self.embed(one, &OF_DOCUMENTS));
        }
        node
    }

    /// Puts those keys of a node in the place of its IRI.
    fn embed(&self, value: &mut Value, keys: &[&str]) {
        let Some(&node) = value.as_str().and_then(|iri| self.nodes.get(iri)) else { return };
        let mut whole = object(node.node.id(), &types(node.node));
        match node.node {
            Node::Entity(known) => entity(&mut whole, known, self.view),
            Node::Document(known) => document(&mut whole, known),
            Node::Meeting(_) | Node::Statement(_) => return,
        }
        whole.retain(|key, _| keys.contains(&key.as_str()));
        *value = Value::Object(whole);
    }
}

/// The elements of an array, or the one value.
fn each(value: &mut Value) -> std::slice::IterMut<'_, Value> {
    match value {
        Value::Array(values) => values.iter_mut(),
        one => std::slice::from_mut(one).iter_mut(),
    }
}
