//! A graph in; the rows of `folded.csv` out: the nodes that are one with another in `nodes.csv`, and those others, as their own
//! documents tell of them, in the same columns. With it `merge` and `convert` know what each document said.

use std::borrow::Cow;
use std::io;

use super::nodes;
use crate::export::row::Row;
use crate::export::{NodeView, View};
use crate::graph::Node;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for node in view.parts() {
        let document = node.entity().and_then(|entity| entity.mentions.keys().next());
        let producer = document.map_or("", |document| view.producer(document));
        nodes::row(rows, &part(node), producer)?;
    }
    Ok(())
}

/// The view of a node by itself.
pub(in crate::export) fn part(node: &Node) -> NodeView<'_> {
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
