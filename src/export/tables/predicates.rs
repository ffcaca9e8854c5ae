//! A graph in; the rows of `predicates.csv` out: the predicates of a user's own, by which a graph with such can be read again.

use std::io;

use crate::export::View;
use crate::export::row::Row;
use crate::provenance::Provenance;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    let producer = Provenance::of_this_build().to_string();
    for own in view.vocabulary().iter() {
        let info = own.info();
        rows.text(&info.name)?;
        rows.text(&info.neo4j_type)?;
        rows.text(&info.plover_type)?;
        rows.text(&info.cameo)?;
        rows.value(super::edges::quad_class(info))?;
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
