//! A graph in; `graph.graphml` out, for Gephi, yEd, networkx and igraph: every node and edge with all its properties.
//!
//! The columns of `nodes.csv` and `edges.csv` are attributes, the name of a node and the type of an edge are called `label`,
//! as Gephi and yEd call what they draw, and `weight` is the support once more. What is no property of one thing stands as
//! JSON in an attribute, so that the file is the whole graph: all evidence of an edge, the mentions of an entity by document,
//! what was folded into one node, and the predicates of a user.

use std::io::{self, Write};

use super::predicates_csv;
use super::record::{Field, Record, Rows};
use super::xml::{self, attribute as escaped};
use super::{
    EdgeView, Export, NodeView, View, decisions_csv, edges_csv, evidence_csv, folded_csv, json, mentions_csv, nodes_csv,
};
use crate::graph::columns::{self, Kind};
use crate::provenance::Provenance;

/// Writer of `graph.graphml`.
pub(super) struct GraphMl;

/// The column of a node's id, which is the id of its element.
const NODE_ID: usize = 0;

/// The columns of an edge's ends and id.
const EDGE_ENDS: [usize; 2] = [0, 1];
const EDGE_ID: usize = 3;

impl Export for GraphMl {
    fn file_name(&self) -> &'static str {
        "graph.graphml"
    }

    fn purpose(&self) -> &'static str {
        "open it with Gephi or yEd, read it with networkx or igraph"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        write!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"")?;
        write!(out, " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"")?;
        write!(out, "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\"")?;
        writeln!(out, ">")?;
        for (name, kind) in GRAPH_KEYS {
            key("graph", name, kind, out)?;
        }
        for column in columns::NODES.iter().skip(1) {
            key("node", label(column), columns::kind(column), out)?;
        }
        key("node", MENTIONS, Kind::Text, out)?;
        for (place, column) in columns::EDGES.iter().enumerate() {
            if !EDGE_ENDS.contains(&place) && place != EDGE_ID {
                key("edge", label(column), columns::kind(column), out)?;
            }
        }
        key("edge", WEIGHT, Kind::Float, out)?;
        key("edge", EVIDENCE, Kind::Text, out)?;
        writeln!(out, "  <graph id=\"newsgraph\" edgedefault=\"directed\">")?;
        graph_data(view, out)?;
        view.nodes().iter().try_for_each(|shown| node(shown, view, out))?;
        view.edges().iter().try_for_each(|shown| edge(shown, view, out))?;
        writeln!(out, "  </graph>\n</graphml>")
    }
}

/// The attributes of the graph.
const GRAPH_KEYS: [(&str, Kind); 4] =
    [("producer", Kind::Text), ("folded", Kind::Text), ("predicates", Kind::Text), ("decisions", Kind::Text)];
/// The rows of `mentions.csv` of a node, as JSON.
const MENTIONS: &str = "mentions_by_document";
/// The rows of `evidence.csv` of an edge, as JSON.
const EVIDENCE: &str = "evidence_all";
/// The support, by the name that tools weigh edges by.
const WEIGHT: &str = "weight";

/// The name of the attribute of a column.
fn label(column: &'static str) -> &'static str {
    match column {
        "name" | ":TYPE" => "label",
        column => columns::name(column),
    }
}

/// Declares an attribute; its id is what it belongs to and its name.
fn key(of: &str, name: &str, kind: Kind, out: &mut dyn Write) -> io::Result<()> {
    let kind = match kind {
        Kind::Integer => "long",
        Kind::Float => "double",
        Kind::Boolean => "boolean",
        Kind::Text | Kind::List => "string",
    };
    writeln!(out, "  <key id=\"{of}.{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")
}

fn data(of: &str, name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    match value {
        "" => Ok(()),
        value => writeln!(out, "      <data key=\"{of}.{name}\">{}</data>", xml::text(value)),
    }
}

fn graph_data(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let producers = view.producers().into_iter().collect::<Vec<_>>().join("; ");
    let producers = if producers.is_empty() { Provenance::of_this_build().to_string() } else { producers };
    data("graph", "producer", &producers, out)?;
    let mut folded = Rows::of(&columns::NODES);
    folded_csv::rows(view, &mut folded)?;
    data("graph", "folded", &json_of(folded)?, out)?;
    let mut predicates = Rows::of(&columns::PREDICATES);
    predicates_csv::rows(view, &mut predicates)?;
    data("graph", "predicates", &json_of(predicates)?, out)?;
    let mut decisions = Rows::of(&columns::DECISIONS);
    decisions_csv::rows(view, &mut decisions)?;
    data("graph", "decisions", &json_of(decisions)?, out)
}

fn node(shown: &NodeView<'_>, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut record = Record::default();
    nodes_csv::row(&mut record, shown, "")?;
    let fields: Vec<String> = record.take().into_iter().map(Field::joined).collect();
    writeln!(out, "    <node id=\"{}\">", escaped(&fields[NODE_ID]))?;
    for (column, field) in columns::NODES.iter().zip(&fields).skip(1) {
        data("node", label(column), field, out)?;
    }
    if let Some(entity) = shown.node.entity() {
        let mut mentions = Rows::of(&columns::MENTIONS);
        mentions_csv::of_entity(&mut mentions, entity, view)?;
        data("node", MENTIONS, &json_of(mentions)?, out)?;
    }
    writeln!(out, "    </node>")
}

fn edge(shown: &EdgeView<'_>, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut record = Record::default();
    edges_csv::row(&mut record, shown, view)?;
    let fields: Vec<String> = record.take().into_iter().map(Field::joined).collect();
    let [source, target] = EDGE_ENDS.map(|place| escaped(&fields[place]));
    writeln!(out, "    <edge id=\"{}\" source=\"{source}\" target=\"{target}\">", escaped(&fields[EDGE_ID]))?;
    for (place, (column, field)) in columns::EDGES.iter().zip(&fields).enumerate() {
        if !EDGE_ENDS.contains(&place) && place != EDGE_ID {
            data("edge", label(column), field, out)?;
        }
    }
    data("edge", WEIGHT, &shown.support.to_string(), out)?;
    let mut evidence = Rows::of(&columns::EVIDENCE);
    shown.evidence.iter().try_for_each(|one| evidence_csv::row(&mut evidence, shown.id, one, view))?;
    data("edge", EVIDENCE, &json_of(evidence)?, out)?;
    writeln!(out, "    </edge>")
}

/// Rows as a list of JSON; empty for none.
fn json_of(rows: Rows) -> io::Result<String> {
    let rows = rows.taken();
    if rows.is_empty() {
        return Ok(String::new());
    }
    let mut out = Vec::new();
    json::write(&mut out, &rows)?;
    String::from_utf8(out).map_err(io::Error::other)
}
