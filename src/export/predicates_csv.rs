//! A graph in; `predicates.csv` out: the predicates of a user's own, by which a graph with such can be read again.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::row::Row;
use super::{Export, View};
use crate::graph::columns;
use crate::provenance::Provenance;

/// Writer of `predicates.csv`.
pub(super) struct PredicatesCsv;

impl Export for PredicatesCsv {
    fn file_name(&self) -> &'static str {
        "predicates.csv"
    }

    fn purpose(&self) -> &'static str {
        "what your own predicates mean"
    }

    fn is_empty(&self, view: &View<'_>) -> bool {
        view.vocabulary().is_empty()
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, view.options(), &columns::PREDICATES)?;
        rows(view, &mut table)?;
        table.finish()
    }
}

/// Writes the rows.
pub(super) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    let producer = Provenance::of_this_build().to_string();
    for own in view.vocabulary().iter() {
        let info = own.info();
        rows.text(&info.name)?;
        rows.text(&info.neo4j_type)?;
        rows.text(&info.plover_type)?;
        rows.text(&info.cameo)?;
        rows.value(super::edges_csv::quad_class(info))?;
        rows.value(info.symmetric)?;
        rows.text(&info.domain)?;
        rows.text(&info.range)?;
        rows.text(&info.definition)?;
        rows.text(&info.color)?;
        rows.text(&producer)?;
        rows.end()?;
    }
    Ok(())
}
