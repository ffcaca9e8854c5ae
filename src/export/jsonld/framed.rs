//! A graph in; `graph.framed.jsonld` out: the events, relations and meetings, each a tree with its parties, its place and its evidence
//! in it, for programs that read JSON and want no references to follow.
//!
//! Its triples are some of those of `graph.jsonld`: of whoever takes part what tells who that is, of documents where they are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Edges, Lines, Object, Value, document, entity, events, has_node_of_its_own, iri, kept, resource, types};
use crate::export::{Export, NodeView, View};
use crate::graph::Node;

/// Writer of `graph.framed.jsonld`.
pub(in crate::export) struct Framed;

/// The keys that lead to who or what takes part.
const PARTIES: [&str; 4] = ["source", "target", "actor", "place"];

/// What is told of who takes part.
const OF_PARTIES: [&str; 7] = ["@id", "@type", "name", "sameAs", "iso3", "country", "ng:record/decision"];

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

impl<'g> Frame<'_, 'g> {
    /// The node with what it refers to in it.
    fn tree(&self, mut node: Object<'g>) -> Object<'g> {
        for key in PARTIES {
            self.embed(node.get_mut(key), &OF_PARTIES);
        }
        for evidence in node.get_mut("evidence").map(Value::each_mut).unwrap_or_default() {
            if let Value::Object(evidence) = evidence {
                self.embed(evidence.get_mut("document"), &OF_DOCUMENTS);
            }
        }
        node
    }

    /// Puts those keys of nodes in the place of their IRIs.
    fn embed(&self, value: Option<&mut Value<'g>>, keys: &[&str]) {
        for one in value.map(Value::each_mut).unwrap_or_default() {
            let Some(&node) = one.text().and_then(|iri| self.nodes.get(iri)) else { continue };
            let mut whole = Object::new(iri(node.node.id()), types(node.node));
            match node.node {
                Node::Entity(known) => {
                    entity(&mut whole, known, self.view);
                    kept::decided(&mut whole, &node.decisions);
                }
                Node::Document(known) => document(&mut whole, known),
                Node::Meeting(_) | Node::Statement(_) => continue,
            }
            whole.keep(keys);
            *one = Value::Object(whole);
        }
    }
}
