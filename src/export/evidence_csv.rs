//! A graph in; `evidence.csv` out: every mention behind every edge.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::{Export, View};

/// Writer of `evidence.csv`.
pub(super) struct EvidenceCsv;

/// The columns; scripts depend on names and order, more may follow at the end.
pub(super) const COLUMNS: [&str; 20] = [
    "edge",
    "document",
    "sentence",
    "begin",
    "end",
    "rule",
    "confidence",
    "place",
    "producer",
    "sentence_begin",
    "trigger_begin",
    "trigger_end",
    "source_begin",
    "source_end",
    "target_begin",
    "target_end",
    "decided",
    "cameo",
    "mode",
    "contexts",
];

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
                rows.value(evidence.sentence_begin)?;
                let marks = &evidence.marks;
                for mark in [marks.trigger, marks.source, marks.target] {
                    let (begin, end) = mark.unzip();
                    rows.maybe(begin.map(|byte| byte.to_string()).as_deref())?;
                    rows.maybe(end.map(|byte| byte.to_string()).as_deref())?;
                }
                rows.text(&marks.decided)?;
                rows.text(&marks.codes.cameo)?;
                rows.text(&marks.codes.mode)?;
                rows.text(&marks.codes.contexts)?;
                rows.end()?;
            }
        }
        rows.finish()
    }
}
