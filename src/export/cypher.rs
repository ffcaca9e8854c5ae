//! A graph in; `graph.cypher` out: a script that makes the graph of `nodes.csv` and `edges.csv` in a running Neo4j, without
//! a file on its side. It may run again, and what is there already is updated.
//!
//! Strings are those of JSON, each of whose escapes Cypher has with the same meaning; no line within a statement ends in `;`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value};

use super::record::{of_edge, of_node};
use super::{EdgeView, Export, View, json};
use crate::graph::Node;

/// Writer of `graph.cypher`.
pub(super) struct Cypher;

/// How many rows a statement has: each is one transaction.
const ROWS: usize = 500;

impl Export for Cypher {
    fn file_name(&self) -> &'static str {
        "graph.cypher"
    }

    fn purpose(&self) -> &'static str {
        "into a running Neo4j: cypher-shell -f graph.cypher"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        for producer in view.shown_producers().iter().take(1) {
            writeln!(out, "// {}", crate::terminal::on_one_line(producer))?;
        }
        for label in ["Entity", "Meeting", "Statement", "Document"] {
            let name = label.to_lowercase();
            writeln!(out, "CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (node:{label}) REQUIRE node.id IS UNIQUE;")?;
        }
        // Nodes of one type follow each other.
        for nodes in view.nodes().chunk_by(|a, b| a.node.labels() == b.node.labels()) {
            for nodes in nodes.chunks(ROWS) {
                let (base, labels) = (base(nodes[0].node), nodes[0].node.labels().replace(';', ":"));
                writeln!(out, "UNWIND [")?;
                for (place, node) in nodes.iter().enumerate() {
                    row(&[], of_node(node)?, place, out)?;
                }
                writeln!(out, "\n] AS row\nMERGE (node:{base} {{id: row.properties.id}})")?;
                writeln!(out, "SET node:{labels}, node += row.properties;")?;
            }
        }
        let mut kinds = BTreeMap::<(&str, &str, &str), Vec<&EdgeView<'_>>>::new();
        for edge in view.edges() {
            let (source, target) = (view.node(&edge.claim.source), view.node(&edge.claim.target));
            if let (Some(source), Some(target)) = (source, target) {
                let kind = (edge.claim.kind.neo4j_type(), base(source.node), base(target.node));
                kinds.entry(kind).or_default().push(edge);
            }
        }
        for ((kind, source, target), edges) in kinds {
            for edges in edges.chunks(ROWS) {
                writeln!(out, "UNWIND [")?;
                for (place, edge) in edges.iter().enumerate() {
                    row(&["source", "target"], of_edge(edge, view)?, place, out)?;
                }
                writeln!(out, "\n] AS row")?;
                writeln!(out, "MATCH (source:{source} {{id: row.source}}), (target:{target} {{id: row.target}})")?;
                writeln!(out, "MERGE (source)-[edge:{kind} {{id: row.properties.id}}]->(target)")?;
                writeln!(out, "SET edge += row.properties;")?;
            }
        }
        Ok(())
    }
}

/// The label whose ids are unique.
fn base(node: &Node) -> &'static str {
    let labels = node.labels();
    labels.split_once(';').map_or(labels, |(base, _)| base)
}

/// A map of Cypher on a line: what stands beside the properties, and those; labels and types are no properties.
fn row(beside: &[&str], mut properties: Map<String, Value>, place: usize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if place == 0 { b"{" } else { b",\n{" })?;
    properties.retain(|name, _| name != "labels" && name != "type");
    for name in beside {
        write!(out, "{name}: ")?;
        json::write(out, &properties.shift_remove(*name))?;
        out.write_all(b", ")?;
    }
    out.write_all(b"properties: {")?;
    for (place, (name, value)) in properties.iter().enumerate() {
        write!(out, "{}{name}: ", if place == 0 { "" } else { ", " })?;
        json::write(out, value)?;
    }
    out.write_all(b"}}")
}
