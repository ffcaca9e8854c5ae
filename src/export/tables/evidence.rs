//! A graph in; the rows of `evidence.csv` out: every mention behind every edge.

use std::io;

use crate::export::View;
use crate::export::row::Row;
use crate::graph::Evidence;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    view.edges().iter().try_for_each(|edge| edge.evidence.iter().try_for_each(|one| row(rows, edge.id, one, view)))
}

/// Writes the row of one mention behind the edge of that id.
pub(in crate::export) fn row(rows: &mut dyn Row, edge: &str, evidence: &Evidence, view: &View<'_>) -> io::Result<()> {
    rows.text(edge)?;
    rows.text(&evidence.document)?;
    rows.text(&evidence.sentence)?;
    rows.value(evidence.begin)?;
    rows.value(evidence.end)?;
    rows.text(&evidence.rule)?;
    rows.value(evidence.confidence)?;
    rows.maybe(evidence.place.as_deref())?;
    rows.text(view.producer(&evidence.document))?;
    rows.value(evidence.sentence_begin)?;
    let marks = &evidence.marks;
    for mark in [marks.trigger, marks.source, marks.target] {
        let (begin, end) = mark.unzip();
        rows.maybe_value(begin)?;
        rows.maybe_value(end)?;
    }
    rows.text(&marks.decided)?;
    rows.text(&marks.codes.cameo)?;
    rows.text(&marks.codes.mode)?;
    rows.text(&marks.codes.contexts)?;
    rows.end()
}
