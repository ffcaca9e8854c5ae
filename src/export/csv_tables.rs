//! A graph in; its tables as CSV out, as `neo4j-admin database import` and `LOAD CSV` read them.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::pieces::Pieces;
use super::tables::{self, Table};
use super::{Export, ExportPieces, View};

/// Writer of one table.
pub(super) struct Csv {
    table: &'static Table,
    file_name: &'static str,
    purpose: &'static str,
}

pub(super) const NODES: Csv =
    Csv { table: &tables::NODES, file_name: "nodes.csv", purpose: "nodes for Neo4j or a spreadsheet" };
pub(super) const EDGES: Csv =
    Csv { table: &tables::EDGES, file_name: "edges.csv", purpose: "relationships for Neo4j or a spreadsheet" };
pub(super) const EVIDENCE: Csv =
    Csv { table: &tables::EVIDENCE, file_name: "evidence.csv", purpose: "every sentence behind every edge" };
pub(super) const MENTIONS: Csv =
    Csv { table: &tables::MENTIONS, file_name: "mentions.csv", purpose: "which document names whom" };
pub(super) const FOLDED: Csv =
    Csv { table: &tables::FOLDED, file_name: "folded.csv", purpose: "what made one node of several" };
pub(super) const PREDICATES: Csv =
    Csv { table: &tables::PREDICATES, file_name: "predicates.csv", purpose: "what your own predicates mean" };
pub(super) const DECISIONS: Csv =
    Csv { table: &tables::DECISIONS, file_name: "decisions.csv", purpose: "what people decided; --decisions takes it" };

impl Export for Csv {
    fn file_name(&self) -> &'static str {
        self.file_name
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn is_empty(&self, view: &View<'_>) -> bool {
        self.table.is_empty(view)
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, view.options(), self.table.columns)?;
        (self.table.rows)(view, &mut table)?;
        table.finish()
    }

    fn in_pieces(&self) -> Option<&dyn ExportPieces> {
        Some(self)
    }
}

impl ExportPieces for Csv {
    fn write_pieces(&self, pieces: &Pieces<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, pieces.options(), self.table.columns)?;
        self.table.rows_of(pieces, &mut table)?;
        table.finish()
    }
}
