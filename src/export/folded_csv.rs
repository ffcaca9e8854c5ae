//! A graph in; `folded.csv` out: the nodes that are one with another in `nodes.csv`, and those others, as their own
//! documents tell of them, in the same columns. With it `merge` and `convert` know what each document said.

use std::borrow::Cow;
use std::io::{self, Write};

use super::csv_fields::Rows;
use super::row::Row;
use super::{Export, NodeView, View, nodes_csv};
use crate::graph::{Node, columns};

/// Writer of `folded.csv`.
pub(super) struct FoldedCsv;

impl Export for FoldedCsv {
    fn file_name(&self) -> &'static str {
        "folded.csv"
    }

    fn purpose(&self) -> &'static str {
        "what made one node of several"
    }

    fn is_empty(&self, view: &View<'_>) -> bool {
        view.parts().is_empty()
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, view.options(), &columns::NODES)?;
        rows(view, &mut table)?;
        table.finish()
    }
}

/// Writes the rows.
pub(super) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for node in view.parts() {
        let document = node.entity().and_then(|entity| entity.mentions.keys().next());
        let producer = document.map_or("", |document| view.producer(document));
        nodes_csv::row(rows, &part(node), producer)?;
    }
    Ok(())
}

/// The view of a node by itself.
pub(super) fn part(node: &Node) -> NodeView<'_> {
    let (mut part, mut mentions) = (None, None);
    let mut status = None;
    match node {
        Node::Entity(entity) => {
            part = Some(entity);
            mentions = Some(entity.mentions.values().fold(0, |sum: u32, &count| sum.saturating_add(count)));
        }
        // The one state of a meeting that its edges do not tell.
        Node::Meeting(meeting) => status = meeting.occasion.cancelled.then_some("cancelled"),
        _ => {}
    }
    let name = part.map_or("", |entity| entity.name.as_str());
    let confidence = part.map(|entity| entity.confidence);
    NodeView { node, name: Cow::Borrowed(name), mentions, confidence, status, decisions: Vec::new() }
}
