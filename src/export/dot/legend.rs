//! What the colors and shapes of a drawing mean, for the types and classes that occur in it.

use std::collections::BTreeSet;

use super::select::Selection;
use crate::export::style;
use crate::graph::Node;

/// The legend as rows of two cells of a table, in the markup of Graphviz's labels.
pub(super) fn rows<'g>(nodes: impl Iterator<Item = &'g Node>, selection: &Selection<'_, '_>) -> String {
    let types: BTreeSet<_> = nodes.map(style::node).collect();
    let classes: BTreeSet<_> = selection.lines.iter().map(|line| style::edge(line.first().claim.kind)).collect();
    let mut rows = String::new();
    let mut row = |sign: String, text: &str| {
        rows.push_str(&format!("\n      <tr><td align=\"right\">{sign}</td><td align=\"left\">{text}</td></tr>"));
    };
    for kind in types {
        row(format!("<font color=\"{}\">■</font>", kind.line), kind.name);
    }
    for class in classes {
        row(format!("<font color=\"{}\"><b>━━</b></font>", class.color), &class.name.replace('-', " "));
    }
    if selection.lines.iter().any(|line| !line.first().claim.is_plain()) {
        row("<b>╌╌</b>".to_owned(), "denied, planned, hypothetical, claimed");
    }
    let verbs: BTreeSet<_> = selection.lines.iter().filter_map(|line| line.first().decision).collect();
    for verb in verbs {
        row(style::sign(verb).to_owned(), style::decided(verb));
    }
    rows
}
