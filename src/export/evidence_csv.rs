//! A graph in; `evidence.csv` out: every mention behind every edge.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::{Export, View};

/// Writer of `evidence.csv`.
pub(super) struct EvidenceCsv;

/// The columns; scripts depend on names and order, more may follow at the end.
pub(super) const COLUMNS: [&str; 9] =
    ["edge", "document", "sentence", "begin", "end", "rule", "confidence", "place", "producer"];

impl Export for EvidenceCsv {
    fn file_name(&self) -> &'static str {
        "evidence.csv"
    }

    fn purpose(&self) -> &'static str {
        "every sentence behind every edge"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = Rows::new(out, view.options(), &COLUMNS)?;
        for edge in view.edges() {
            for evidence in &edge.evidence {
                rows.text(edge.id)?;
                rows.text(&evidence.document)?;
                rows.text(&evidence.sentence)?;
                rows.value(evidence.begin)?;
                rows.value(evidence.end)?;
                rows.text(&evidence.rule)?;
                rows.value(evidence.confidence)?;
                rows.maybe(evidence.place.as_deref())?;
                rows.text(view.producer(&evidence.document))?;
                rows.end()?;
            }
        }
        rows.finish()
    }
}
