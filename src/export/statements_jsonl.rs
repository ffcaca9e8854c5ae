//! A graph in; `statements.jsonl` out: one quotation a line.

use std::io::{self, Write};

use super::events_jsonl::entity;
use super::pieces::{Of, Pieces};
use super::{Export, ExportPieces, View, json};
use crate::graph::{ActorLine, MarksLine, Node, StatementLine, StatementNode};

/// Writer of `statements.jsonl`.
pub(super) struct StatementsJsonl;

impl Export for StatementsJsonl {
    fn file_name(&self) -> &'static str {
        "statements.jsonl"
    }

    fn purpose(&self) -> &'static str {
        "the quotations with their speakers"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let statement = |node: &'_ Node| match node {
            Node::Statement(statement) => Some(StatementNode::clone(statement)),
            _ => None,
        };
        let mut statements: Vec<StatementNode> = view.nodes().iter().filter_map(|node| statement(node.node)).collect();
        statements.sort_by(|a, b| (&a.evidence, &a.id).cmp(&(&b.evidence, &b.id)));
        for statement in &statements {
            json::write(out, &line(statement, view))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn in_pieces(&self) -> Option<&dyn ExportPieces> {
        Some(self)
    }
}

impl ExportPieces for StatementsJsonl {
    fn write_pieces(&self, pieces: &Pieces<'_>, out: &mut dyn Write) -> io::Result<()> {
        pieces.each(Of::Spoken, &mut |view| self.write(view, out))
    }
}

fn line(statement: &StatementNode, view: &View<'_>) -> StatementLine {
    let entities = |ids: &std::collections::BTreeSet<String>| ids.iter().map(|id| entity(id, view)).collect::<Vec<_>>();
    let evidence = &statement.evidence;
    StatementLine {
        id: statement.id.clone(),
        document: evidence.document.to_string(),
        speakers: entities(&statement.speakers)
            .into_iter()
            .chain(statement.voices.iter().map(|name| voice(name)))
            .collect(),
        addressees: entities(&statement.addressees),
        audience: statement.audience.clone(),
        text: statement.text.clone(),
        direct: statement.direct,
        cue: statement.cue.clone(),
        begin: evidence.begin,
        end: evidence.end,
        about: entities(&statement.about),
        reporters: entities(&statement.reporters),
        date: statement.date.map(|date| date.to_string()),
        sentence: evidence.sentence.to_string(),
        rule: evidence.rule.to_string(),
        confidence: evidence.confidence,
        producer: view.producer(&evidence.document).to_owned(),
        marks: MarksLine::of(evidence),
    }
}

/// Somebody who is no entity, as `events.jsonl` writes a group: without an id.
fn voice(name: &str) -> ActorLine {
    ActorLine { id: None, name: name.to_owned(), kind: "Group".to_owned(), country: None, state: None }
}
