//! What the colors and shapes of a drawing mean, for the types and classes that occur in it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::select::Selection;
use crate::export::style;
use crate::graph::Node;

/// Writes the legend as a cluster with one table.
pub(super) fn write<'g>(
    nodes: impl Iterator<Item = &'g Node>,
    selection: &Selection<'_, '_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let types: BTreeSet<_> = nodes.map(style::node).collect();
    let classes: BTreeSet<_> = selection.lines.iter().map(|line| style::edge(line.first().claim.kind)).collect();
    if types.is_empty() && classes.is_empty() {
        return Ok(());
    }
    writeln!(out, "  subgraph cluster_legend {{")?;
    writeln!(out, "    label=\"Legend\"; fontsize=11; color=\"#D0D0D0\"; style=rounded;")?;
    writeln!(
        out,
        "    legend [shape=plain, fontsize=10, tooltip=\"Legend\", label=<<table border=\"0\" cellspacing=\"3\">"
    )?;
    for kind in types {
        writeln!(
            out,
            "      <tr><td border=\"1\" color=\"{}\" bgcolor=\"{}\" width=\"26\"> </td><td align=\"left\">{}</td></tr>",
            kind.line, kind.fill, kind.name
        )?;
    }
    for class in classes {
        writeln!(
            out,
            "      <tr><td><font color=\"{}\"><b>━━</b></font></td><td align=\"left\">{}</td></tr>",
            class.color,
            class.name.replace('-', " ")
        )?;
    }
    let uncertain = selection.lines.iter().any(|line| !line.first().claim.is_plain());
    if uncertain {
        writeln!(
            out,
            "      <tr><td><b>╌╌</b></td><td align=\"left\">denied, planned, hypothetical, claimed</td></tr>"
        )?;
    }
    writeln!(out, "    </table>>];")?;
    writeln!(out, "  }}")
}
