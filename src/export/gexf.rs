//! A graph in; `graph.gexf` (GEXF 1.3) out, for Gephi: the entities, and the events and relations between them.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{EdgeView, Export, NodeView, View};
use crate::graph::EntityNode;
use crate::provenance::Provenance;

/// Writer of `graph.gexf`.
pub(super) struct Gexf;

/// The attributes of nodes, in the order of their ids.
const OF_NODES: [(&str, &str); 4] =
    [("type", "string"), ("country", "string"), ("wikidata", "string"), ("mentions", "integer")];

/// The attributes of edges.
const OF_EDGES: [(&str, &str); 3] = [("date", "string"), ("confidence", "double"), ("sentence", "string")];

impl Export for Gexf {
    fn file_name(&self) -> &'static str {
        "graph.gexf"
    }

    fn purpose(&self) -> &'static str {
        "open it with Gephi"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
        writeln!(out, "  <meta><creator>{}</creator></meta>", escaped(&producers(view)))?;
        writeln!(out, "  <graph defaultedgetype=\"directed\" mode=\"static\">")?;
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

/// What read the documents; what writes this where there are none.
fn producers(view: &View<'_>) -> String {
    let producers: Vec<&str> = view.producers().into_iter().collect();
    if producers.is_empty() { Provenance::of_this_build().to_string() } else { producers.join("; ") }
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
    values(&[Some(entity.kind.as_str()), country, entity.wikidata.as_deref(), mentions.as_deref()], out)?;
    writeln!(out, "      </node>")
}

fn edge(shown: &EdgeView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let claim = shown.claim;
    writeln!(
        out,
        "      <edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" weight=\"{}\">",
        escaped(shown.id),
        escaped(&claim.source),
        escaped(&claim.target),
        escaped(claim.kind.name()),
        shown.support,
    )?;
    let date = claim.date.map(|date| date.to_string());
    let confidence = shown.best.confidence.to_string();
    values(&[date.as_deref(), Some(&confidence), Some(&shown.best.sentence)], out)?;
    writeln!(out, "      </edge>")
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

/// A text in the value of an XML attribute: on one line, without the characters that XML 1.0 does not have.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}') || c.is_control();
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_special(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_attribute() {
        assert_eq!(escaped("a\"/><b & c\n\u{0}d"), "a&quot;/&gt;&lt;b &amp; c d");
        assert!(matches!(escaped("Zürich"), Cow::Borrowed(_)));
    }
}
