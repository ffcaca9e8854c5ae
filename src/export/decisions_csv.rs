//! A graph in; `decisions.csv` out: what people decided of it, in the columns that `--decisions` reads. With it a graph that is read again
//! has its decisions, those about what it lacks too.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::row::Row;
use super::{Export, View};
use crate::graph::columns;

/// Writer of `decisions.csv`.
pub(super) struct DecisionsCsv;

impl Export for DecisionsCsv {
    fn file_name(&self) -> &'static str {
        "decisions.csv"
    }

    fn purpose(&self) -> &'static str {
        "what people decided; --decisions takes it"
    }

    fn is_empty(&self, view: &View<'_>) -> bool {
        view.decided().is_empty()
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Rows::new(out, view.options(), &columns::DECISIONS)?;
        rows(view, &mut table)?;
        table.finish()
    }
}

/// Writes the rows.
pub(super) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
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
