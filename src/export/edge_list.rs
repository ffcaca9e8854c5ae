//! A graph in; `edge_list.csv` or `edge_list.tsv` out: one table that is a graph by itself, for pandas, R, Gephi and whatever
//! takes pairs of names.

use std::io::{self, Write};

use super::csv_fields::one_line;
use super::{Export, View};
use crate::decisions::Verb;

/// Writer of `edge_list.csv`.
pub(super) struct EdgeListCsv;

/// Writer of `edge_list.tsv`.
pub(super) struct EdgeListTsv;

/// The columns; more may follow at the end.
const COLUMNS: [&str; 14] = [
    "source",
    "target",
    "weight",
    "type",
    "date",
    "source_name",
    "target_name",
    "source_type",
    "target_type",
    "negated",
    "modality",
    "confidence",
    "id",
    "decision",
];

impl Export for EdgeListCsv {
    fn file_name(&self) -> &'static str {
        "edge_list.csv"
    }

    fn purpose(&self) -> &'static str {
        "pairs of nodes in one table"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(view, b',', out)
    }
}

impl Export for EdgeListTsv {
    fn file_name(&self) -> &'static str {
        "edge_list.tsv"
    }

    fn purpose(&self) -> &'static str {
        "pairs of nodes in one table"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(view, b'\t', out)
    }
}

fn write(view: &View<'_>, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    table.write_record(COLUMNS)?;
    for edge in view.edges() {
        let claim = edge.claim;
        let name = |id: &str| one_line(view.node(id).map_or("", |node| &node.name)).replace('\t', " ");
        let label = |id: &str| view.node(id).map_or("", |node| node.node.labels().trim_start_matches("Entity;"));
        let date = claim.date.map(|date| date.to_string()).unwrap_or_default();
        table.write_record([
            &claim.source,
            &claim.target,
            &edge.support.to_string(),
            claim.kind.neo4j_type(),
            &date,
            &name(&claim.source),
            &name(&claim.target),
            label(&claim.source),
            label(&claim.target),
            &claim.negated.to_string(),
            claim.modality.as_str(),
            &edge.best.confidence.to_string(),
            edge.id,
            edge.decision.map(Verb::as_str).unwrap_or_default(),
        ])?;
    }
    table.flush()
}
