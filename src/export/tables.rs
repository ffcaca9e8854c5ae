//! The tables that together are a graph: what each is called, its columns, and what writes its rows.

use std::io;

use super::row::Row;
use super::{
    View, decisions_csv, edges_csv, events_table, evidence_csv, folded_csv, mentions_csv, nodes_csv, predicates_csv,
};
use crate::graph::columns;

/// A table.
pub(super) struct Table {
    /// The name of its file, without the ending.
    pub(super) name: &'static str,
    /// The names of its columns, with their types as [`columns::kind`] reads them.
    pub(super) columns: &'static [&'static str],
    /// Writes the rows.
    pub(super) rows: fn(&View<'_>, &mut dyn Row) -> io::Result<()>,
    /// Whether no file is made where there is no row.
    pub(super) optional: bool,
}

pub(super) static NODES: Table =
    Table { name: "nodes", columns: &columns::NODES, rows: nodes_csv::rows, optional: false };
pub(super) static EDGES: Table =
    Table { name: "edges", columns: &columns::EDGES, rows: edges_csv::rows, optional: false };
pub(super) static EVIDENCE: Table =
    Table { name: "evidence", columns: &columns::EVIDENCE, rows: evidence_csv::rows, optional: false };
pub(super) static MENTIONS: Table =
    Table { name: "mentions", columns: &columns::MENTIONS, rows: mentions_csv::rows, optional: false };
pub(super) static FOLDED: Table =
    Table { name: "folded", columns: &columns::NODES, rows: folded_csv::rows, optional: true };
pub(super) static PREDICATES: Table =
    Table { name: "predicates", columns: &columns::PREDICATES, rows: predicates_csv::rows, optional: true };
pub(super) static DECISIONS: Table =
    Table { name: "decisions", columns: &columns::DECISIONS, rows: decisions_csv::rows, optional: true };
pub(super) static EVENTS: Table =
    Table { name: "events", columns: &columns::EVENTS, rows: events_table::rows, optional: false };

/// Every table.
pub(super) static ALL: [&Table; 8] = [&NODES, &EDGES, &EVIDENCE, &MENTIONS, &FOLDED, &PREDICATES, &DECISIONS, &EVENTS];
