//! A graph in; the rows of `mentions.csv` out: which document names whom how often. Neo4j takes it as relationships beside
//! `edges.csv`; it is what lets graphs of overlapping sets of documents merge without counting a document twice, and,
//! by the id that an entity has by the document alone where that is another (`own_id`), what tells people apart again
//! when a further document tells of two.

use std::io;

use crate::export::View;
use crate::export::row::Row;
use crate::graph::{EntityNode, document_id};

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    let mut entities = view.nodes().iter().filter_map(|node| node.node.entity());
    entities.try_for_each(|entity| of_entity(rows, entity, view))
}

/// Writes the rows of one entity.
pub(in crate::export) fn of_entity(rows: &mut dyn Row, entity: &EntityNode, view: &View<'_>) -> io::Result<()> {
    for (document, count, own_id) in view.mentions_by_own_id(entity) {
        rows.text(&document_id(document))?;
        rows.text(&entity.id)?;
        rows.text("MENTIONS")?;
        rows.text(document)?;
        rows.value(count)?;
        rows.maybe(own_id)?;
        rows.text(view.producer(document))?;
        rows.end()?;
    }
    Ok(())
}
