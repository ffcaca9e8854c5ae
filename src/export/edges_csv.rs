//! A graph in; `edges.csv` out, as `neo4j-admin database import` and `LOAD CSV` read it.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::row::Row;
use super::{EdgeView, Export, View};
use crate::decisions::Verb;
use crate::graph::{EdgeKind, columns};
use crate::ontology::PredicateInfo;

/// Writer of `edges.csv`.
pub(super) struct EdgesCsv;

impl Export for EdgesCsv {
    fn file_name(&self) -> &'static str {
        "edges.csv"
    }

    fn purpose(&self) -> &'static str {
        "relationships for Neo4j or a spreadsheet"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, view.options(), &columns::EDGES)?;
        rows(view, &mut table)?;
        table.finish()
    }
}

/// Writes the rows.
pub(super) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for edge in view.edges() {
        row(rows, edge, view)?;
    }
    Ok(())
}

/// Writes the row of an edge.
pub(super) fn row(rows: &mut dyn Row, edge: &EdgeView<'_>, view: &View<'_>) -> io::Result<()> {
    let claim = edge.claim;
    rows.text(&claim.source)?;
    rows.text(&claim.target)?;
    rows.text(claim.kind.neo4j_type())?;
    rows.text(edge.id)?;
    rows.maybe_value(claim.date)?;
    rows.value(claim.negated)?;
    rows.text(claim.modality.as_str())?;
    rows.maybe(claim.attribution.as_deref())?;
    rows.maybe(claim.role.as_deref())?;
    codes(rows, edge)?;
    rows.value(edge.support)?;
    rows.value(edge.documents)?;
    rows.value(edge.best.confidence)?;
    rows.text(&edge.best.rule)?;
    rows.text(&edge.best.sentence)?;
    rows.text(&edge.best.document)?;
    rows.value(edge.best.begin)?;
    rows.value(edge.best.end)?;
    rows.maybe(edge.place())?;
    rows.text(view.producer(&edge.best.document))?;
    rows.text(&edge.best.marks.codes.mode)?;
    rows.array(edge.best.marks.codes.contexts.split_terminator(';'))?;
    rows.maybe(edge.decision.map(Verb::as_str))?;
    rows.end()
}

/// The quad class; empty for a user's predicate without one.
pub(super) fn quad_class(info: &PredicateInfo) -> String {
    if info.quad_class == 0 { String::new() } else { info.quad_class.to_string() }
}

/// PLOVER type, CAMEO code and quad class; empty for relations.
fn codes(rows: &mut dyn Row, edge: &EdgeView<'_>) -> io::Result<()> {
    match edge.claim.kind {
        EdgeKind::Event(predicate) => {
            let info = predicate.info();
            rows.text(&info.plover_type)?;
            rows.text(edge.cameo(info))?;
            rows.value(quad_class(info))
        }
        EdgeKind::Relation(_) => ["", "", ""].into_iter().try_for_each(|field| rows.text(field)),
    }
}
