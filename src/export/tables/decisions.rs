//! A graph in; the rows of `decisions.csv` out: what people decided of it, in the columns that `--decisions` reads. With it a graph that is read again
//! has its decisions, those about what it lacks too.

use std::io;

use crate::export::View;
use crate::export::row::Row;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for (decision, label) in view.decided().iter() {
        for text in [decision.verb().as_str(), decision.id(), decision.other()] {
            rows.text(text)?;
        }
        for text in [&label.name, &label.other_name, &label.note] {
            rows.text(text)?;
        }
        rows.end()?;
    }
    Ok(())
}
