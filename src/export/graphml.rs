//! A graph in; `graph.graphml` out, for Gephi, yEd, networkx and igraph: every node and edge with all its properties.
//!
//! The columns of `nodes.csv` and `edges.csv` are attributes, the name of a node and the type of an edge are called `label`,
//! as Gephi and yEd call what they draw, and `weight` is the support once more. What is no property of one thing stands as
//! JSON in an attribute, so that the file is the whole graph: all evidence of an edge, the mentions of an entity by document,
//! what was folded into one node, and the predicates of a user.

use std::io::{self, Write};

use compact_str::ToCompactString;

use super::record::Json;
use super::row::Row;
use super::xml::{self, attribute as escaped};
use super::{Export, View, tables};
use crate::graph::columns::{self, Kind};

/// Writer of `graph.graphml`.
pub(super) struct GraphMl;

/// The column of a node's id, which is the id of its element.
const NODE_ID: [&str; 1] = ["id:ID"];

/// The columns of an edge's ends and id.
const EDGE_ENDS: [&str; 3] = [":START_ID", ":END_ID", "id"];

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
        for column in columns::EDGES.iter().filter(|column| !EDGE_ENDS.contains(column)) {
            key("edge", label(column), columns::kind(column), out)?;
        }
        key("edge", WEIGHT, Kind::Float, out)?;
        key("edge", EVIDENCE, Kind::Text, out)?;
        writeln!(out, "  <graph id=\"newsgraph\" edgedefault=\"directed\">")?;
        graph_data(view, out)?;
        nodes(view, out)?;
        edges(view, out)?;
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
    if value.is_empty() {
        return Ok(());
    }
    let parts = ["      <data key=\"", of, ".", name, "\">", &*xml::text(value), "</data>\n"];
    parts.iter().try_for_each(|part| out.write_all(part.as_bytes()))
}

fn graph_data(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    data("graph", "producer", &view.shown_producers().join("; "), out)?;
    let mut folded = Json::of(&columns::NODES);
    tables::folded::rows(view, &mut folded)?;
    data("graph", "folded", &folded.take()?, out)?;
    let mut predicates = Json::of(&columns::PREDICATES);
    tables::predicates::rows(view, &mut predicates)?;
    data("graph", "predicates", &predicates.take()?, out)?;
    let mut decisions = Json::of(&columns::DECISIONS);
    tables::decisions::rows(view, &mut decisions)?;
    data("graph", "decisions", &decisions.take()?, out)
}

fn nodes(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut mentions = Json::of(&columns::MENTIONS);
    for shown in view.nodes() {
        writeln!(out, "    <node id=\"{}\">", escaped(shown.node.id()))?;
        tables::nodes::row(&mut Data { out, of: "node", columns: &columns::NODES, attributes: &NODE_ID }, shown, "")?;
        if let Some(entity) = shown.node.entity() {
            tables::mentions::of_entity(&mut mentions, entity, view)?;
            data("node", MENTIONS, &mentions.take()?, out)?;
        }
        writeln!(out, "    </node>")?;
    }
    Ok(())
}

fn edges(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut evidence = Json::of(&columns::EVIDENCE);
    for shown in view.edges() {
        let [id, source, target] = [shown.id, &shown.claim.source, &shown.claim.target].map(escaped);
        writeln!(out, "    <edge id=\"{id}\" source=\"{source}\" target=\"{target}\">")?;
        tables::edges::row(
            &mut Data { out, of: "edge", columns: &columns::EDGES, attributes: &EDGE_ENDS },
            shown,
            view,
        )?;
        data("edge", WEIGHT, &shown.support.to_compact_string(), out)?;
        shown.evidence.iter().try_for_each(|one| tables::evidence::row(&mut evidence, shown.id, one, view))?;
        data("edge", EVIDENCE, &evidence.take()?, out)?;
        writeln!(out, "    </edge>")?;
    }
    Ok(())
}

/// Takes the fields of one row as the data of an element, but for those that are its attributes.
struct Data<'w> {
    out: &'w mut dyn Write,
    of: &'static str,
    /// Those of the fields to come.
    columns: &'static [&'static str],
    attributes: &'static [&'static str],
}

impl Row for Data<'_> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        let Some((column, rest)) = self.columns.split_first() else {
            return Err(io::Error::other("a row with more fields than columns"));
        };
        self.columns = rest;
        if text.is_empty() || self.attributes.contains(column) {
            return Ok(());
        }
        data(self.of, label(column), text, self.out)
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.text(value)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        self.text(&strings.join(";"))
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}
