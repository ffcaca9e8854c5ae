//! A graph in; `graph.gexf` (GEXF 1.3) out, for Gephi: the entities, and the events and relations between them, with the
//! days on which they were, colors by type and sizes by mentions.

use std::io::{self, Write};

use super::xml::attribute as escaped;
use super::{EdgeView, Export, NodeView, View, style, xml};
use crate::decisions::Verb;
use crate::graph::EntityNode;

/// Writer of `graph.gexf`.
pub(super) struct Gexf;

/// The attributes of nodes, in the order of their ids.
const OF_NODES: [(&str, &str); 5] = [
    ("type", "string"),
    ("country", "string"),
    ("wikidata", "string"),
    ("mentions", "integer"),
    ("decision", "string"),
];

/// The attributes of edges.
const OF_EDGES: [(&str, &str); 7] = [
    ("date", "string"),
    ("confidence", "double"),
    ("sentence", "string"),
    ("document", "string"),
    ("negated", "boolean"),
    ("modality", "string"),
    ("decision", "string"),
];

impl Export for Gexf {
    fn file_name(&self) -> &'static str {
        "graph.gexf"
    }

    fn purpose(&self) -> &'static str {
        "open it with Gephi"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">")?;
        writeln!(out, "  <meta><creator>{}</creator></meta>", xml::text(&view.shown_producers().join("; ")))?;
        // Who has no interval is always there.
        writeln!(
            out,
            "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">"
        )?;
        attributes("node", &OF_NODES, out)?;
        attributes("edge", &OF_EDGES, out)?;
        writeln!(out, "    <nodes>")?;
        for shown in view.nodes() {
            if let Some(entity) = shown.node.entity() {
                node(shown, entity, out)?;
            }
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        let is_entity = |id: &str| view.node(id).is_some_and(|node| node.node.entity().is_some());
        for shown in view.edges().iter().filter(|edge| is_entity(&edge.claim.source) && is_entity(&edge.claim.target)) {
            edge(shown, out)?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")
    }
}

/// Declares attributes.
fn attributes(class: &str, names: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\">")?;
    for (id, (name, kind)) in names.iter().enumerate() {
        writeln!(out, "      <attribute id=\"{id}\" title=\"{name}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "    </attributes>")
}

fn node(shown: &NodeView<'_>, entity: &EntityNode, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "      <node id=\"{}\" label=\"{}\">", escaped(&entity.id), escaped(&shown.name))?;
    let country = entity.iso3.as_deref().or(entity.country.as_deref());
    let mentions = shown.mentions.map(|mentions| mentions.to_string());
    let decided: Vec<&str> = shown.decisions.iter().map(|verb| verb.as_str()).collect();
    let decided = Some(decided.join(";")).filter(|decided| !decided.is_empty());
    let kind = Some(entity.kind.as_str());
    values(&[kind, country, entity.wikidata.as_deref(), mentions.as_deref(), decided.as_deref()], out)?;
    // The area of a circle grows with the mentions.
    let size = 10.0 * f64::from(shown.mentions.unwrap_or_default().max(1)).sqrt();
    writeln!(out, "        <viz:size value=\"{size:.1}\"/>")?;
    color(style::node(shown.node).line, out)?;
    writeln!(out, "      </node>")
}

fn edge(shown: &EdgeView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let claim = shown.claim;
    let kind = escaped(claim.kind.name());
    write!(
        out,
        "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{kind}\" label=\"{kind}\" weight=\"{}\"",
        escaped(shown.id),
        escaped(&claim.source),
        escaped(&claim.target),
        shown.support,
    )?;
    let days = claim.date.and_then(|date| Some((date.first_day()?, date.last_day()?)));
    if let Some((first, last)) = days {
        write!(out, " start=\"{first}\" end=\"{last}\"")?;
    }
    writeln!(out, ">")?;
    let date = claim.date.map(|date| date.to_string());
    let (confidence, negated) = (shown.best.confidence.to_string(), claim.negated.to_string());
    values(
        &[
            date.as_deref(),
            Some(&confidence),
            Some(&shown.best.sentence),
            Some(&shown.best.document),
            Some(&negated),
            Some(claim.modality.as_str()),
            shown.decision.map(Verb::as_str),
        ],
        out,
    )?;
    color(style::edge(claim.kind).color, out)?;
    writeln!(out, "      </edge>")
}

/// A color of `#0072B2` in three numbers, which every version of Gephi reads.
fn color(color: &str, out: &mut dyn Write) -> io::Result<()> {
    let part = |at: usize| color.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => {
            writeln!(out, "        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>")
        }
        _ => Ok(()),
    }
}

/// The values of attributes, in their order.
fn values(values: &[Option<&str>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (id, value) in values.iter().enumerate() {
        if let Some(value) = value {
            writeln!(out, "          <attvalue for=\"{id}\" value=\"{}\"/>", escaped(value))?;
        }
    }
    writeln!(out, "        </attvalues>")
}
