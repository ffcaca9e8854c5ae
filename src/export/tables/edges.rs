//! A graph in; the rows of `edges.csv` out, as `neo4j-admin database import` and `LOAD CSV` read it.

use std::io;

use crate::decisions::Verb;
use crate::export::row::Row;
use crate::export::{EdgeView, View};
use crate::graph::EdgeKind;
use crate::ontology::PredicateInfo;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for edge in view.edges() {
        row(rows, edge, view)?;
    }
    Ok(())
}

/// Writes the row of an edge.
pub(in crate::export) fn row(rows: &mut dyn Row, edge: &EdgeView<'_>, view: &View<'_>) -> io::Result<()> {
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
pub(in crate::export) fn quad_class(info: &PredicateInfo) -> String {
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
