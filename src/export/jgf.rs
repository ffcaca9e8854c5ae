//! A graph in; `graph.jgf.json` out: JSON Graph Format, version 2 (<https://jsongraphformat.info>).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::record::{of_edge, of_node};
use super::{Export, View, json};

/// Writer of `graph.jgf.json`.
pub(super) struct Jgf;

impl Export for Jgf {
    fn file_name(&self) -> &'static str {
        "graph.jgf.json"
    }

    fn purpose(&self) -> &'static str {
        "the graph in JSON Graph Format"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(
            b"{\"graph\":{\"id\":\"newsgraph\",\"type\":\"news\",\"directed\":true,\"metadata\":{\"producers\":",
        )?;
        json::write(out, &view.shown_producers())?;
        out.write_all(b"},\n\"nodes\":{")?;
        for (place, node) in view.nodes().iter().enumerate() {
            let mut metadata = of_node(node)?;
            let id = metadata.shift_remove("id").unwrap_or_default();
            out.write_all(separator(place))?;
            json::write(out, &id)?;
            out.write_all(b":")?;
            json::write(out, &json!({ "label": node.name, "metadata": metadata }))?;
        }
        out.write_all(b"\n},\"edges\":[")?;
        for (place, edge) in view.edges().iter().enumerate() {
            let mut metadata = of_edge(edge, view)?;
            let mut part = |name| metadata.shift_remove(name).unwrap_or(Value::Null);
            let (id, source, target, relation) = (part("id"), part("source"), part("target"), part("type"));
            let directed = !edge.claim.kind.symmetric();
            out.write_all(separator(place))?;
            json::write(
                out,
                &json!({
                    "id": id, "source": source, "target": target, "relation": relation, "directed": directed,
                    "label": edge.claim.kind.name(), "metadata": metadata,
                }),
            )?;
        }
        out.write_all(b"\n]}}\n")
    }
}

/// What stands before an element of a list.
fn separator(place: usize) -> &'static [u8] {
    if place == 0 { b"\n" } else { b",\n" }
}
