//! A graph in; `graph.cyjs` out: the elements of Cytoscape.js, which Cytoscape Desktop opens as a network.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::record::{of_edge, of_node};
use super::{Export, View, json};

/// Writer of `graph.cyjs`.
pub(super) struct Cytoscape;

impl Export for Cytoscape {
    fn file_name(&self) -> &'static str {
        "graph.cyjs"
    }

    fn purpose(&self) -> &'static str {
        "elements for Cytoscape.js, a network for Cytoscape"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"format_version\":\"1.0\",\"generated_by\":")?;
        json::write(out, &view.shown_producers().join("; "))?;
        out.write_all(
            b",\"target_cytoscapejs_version\":\"~3\",\"data\":{\"name\":\"newsgraph\"},\n\"elements\":{\"nodes\":[",
        )?;
        for (place, node) in view.nodes().iter().enumerate() {
            let mut data = of_node(node)?;
            // By this name networkx knows what the edges call nodes by.
            data.insert("value".into(), json!(node.node.id()));
            element(data, place, out)?;
        }
        out.write_all(b"\n],\"edges\":[")?;
        for (place, edge) in view.edges().iter().enumerate() {
            let mut data = of_edge(edge, view)?;
            data.insert("weight".into(), json!(edge.support));
            // By this name networkx tells parallel edges apart.
            data.insert("key".into(), json!(edge.id));
            element(data, place, out)?;
        }
        out.write_all(b"\n]}}\n")
    }
}

/// One element of a list, on a line.
fn element(data: Map<String, Value>, place: usize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
    json::write(out, &json!({ "data": data }))
}
