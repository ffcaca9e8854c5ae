//! The tables that together are a graph: what each is called, its columns, and what writes its rows.

pub(super) mod decisions;
pub(super) mod edges;
pub(super) mod events;
pub(super) mod evidence;
pub(super) mod folded;
pub(super) mod mentions;
pub(super) mod nodes;
pub(super) mod predicates;

use std::io;

use super::View;
use super::pieces::{Of, Pieces};
use super::row::Row;
use crate::graph::columns;

/// A table.
pub(super) struct Table {
    /// The name of its file, without the ending.
    pub(super) name: &'static str,
    /// The names of its columns, with their types as [`columns::kind`] reads them.
    pub(super) columns: &'static [&'static str],
    /// Writes the rows.
    pub(super) rows: fn(&View<'_>, &mut dyn Row) -> io::Result<()>,
    /// Of which pieces of a graph the rows are.
    pub(super) of: Of,
    /// Whether no file is made where there is no row.
    pub(super) optional: bool,
}

impl Table {
    /// Writes the rows of a graph that is larger than memory.
    pub(super) fn rows_of(&self, pieces: &Pieces<'_>, rows: &mut dyn Row) -> io::Result<()> {
        pieces.each(self.of, &mut |view| (self.rows)(view, rows))
    }

    /// Whether there is nothing to write, and no file is made.
    pub(super) fn is_empty(&self, view: &View<'_>) -> bool {
        let mut any = Any(false);
        // Nothing is written.
        self.optional && (self.rows)(view, &mut any).is_ok() && !any.0
    }
}

/// Whether there is a row.
struct Any(bool);

impl Row for Any {
    fn text(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn plain(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn list(&mut self, _: Vec<String>) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.0 = true;
        Ok(())
    }
}

pub(super) static NODES: Table =
    Table { name: "nodes", columns: &columns::NODES, rows: nodes::rows, of: Of::Nodes, optional: false };
pub(super) static EDGES: Table =
    Table { name: "edges", columns: &columns::EDGES, rows: edges::rows, of: Of::Edges, optional: false };
pub(super) static EVIDENCE: Table =
    Table { name: "evidence", columns: &columns::EVIDENCE, rows: evidence::rows, of: Of::Edges, optional: false };
pub(super) static MENTIONS: Table =
    Table { name: "mentions", columns: &columns::MENTIONS, rows: mentions::rows, of: Of::Entities, optional: false };
pub(super) static FOLDED: Table =
    Table { name: "folded", columns: &columns::NODES, rows: folded::rows, of: Of::Graph, optional: true };
pub(super) static PREDICATES: Table =
    Table { name: "predicates", columns: &columns::PREDICATES, rows: predicates::rows, of: Of::Graph, optional: true };
pub(super) static DECISIONS: Table =
    Table { name: "decisions", columns: &columns::DECISIONS, rows: decisions::rows, of: Of::Graph, optional: true };
pub(super) static EVENTS: Table =
    Table { name: "events", columns: &columns::EVENTS, rows: events::rows, of: Of::Events, optional: false };

/// Every table.
pub(super) static ALL: [&Table; 8] = [&NODES, &EDGES, &EVIDENCE, &MENTIONS, &FOLDED, &PREDICATES, &DECISIONS, &EVENTS];
