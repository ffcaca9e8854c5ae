//! A graph in; `mentions.csv` out: which document names whom how often. Neo4j takes it as relationships beside
//! `edges.csv`; it is what lets graphs of overlapping sets of documents merge without counting a document twice, and,
//! by the id that an entity has by the document alone where that is another (`own_id`), what tells people apart again
//! when a further document tells of two.

use std::io::{self, Write};

use super::csv_fields::Rows;
use super::{Export, View};
use crate::graph::document_id;

/// Writer of `mentions.csv`.
pub(super) struct MentionsCsv;

/// The columns; more may follow at the end.
pub(super) const COLUMNS: [&str; 7] =
    [":START_ID", ":END_ID", ":TYPE", "document", "mentions:int", "own_id", "producer"];

impl Export for MentionsCsv {
    fn file_name(&self) -> &'static str {
        "mentions.csv"
    }

    fn purpose(&self) -> &'static str {
        "which document names whom"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = Rows::new(out, view.options(), &COLUMNS)?;
        for entity in view.nodes().iter().filter_map(|node| node.node.entity()) {
            for (document, count) in &entity.mentions {
                rows.text(&document_id(document))?;
                rows.text(&entity.id)?;
                rows.text("MENTIONS")?;
                rows.text(document)?;
                rows.value(count)?;
                rows.maybe(view.own_id(&entity.id, document))?;
                rows.text(view.producer(document))?;
                rows.end()?;
            }
        }
        rows.finish()
    }
}
