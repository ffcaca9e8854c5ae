//! Lines of `events.jsonl` and `statements.jsonl` in; event mentions and statements out.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::events::EventRow;
use super::source::Source;
use super::{Reader, date, modality, shared};
use crate::Result;
use crate::events::{Codes, Polarity};
use crate::graph::lines::{ActorLine, EventLine, StatementLine};
use crate::graph::{ActorRef, EventRecord, Evidence, StatementNode};
use crate::ontology::Vocabulary;

const EVENTS: &str = "events.jsonl";
const STATEMENTS: &str = "statements.jsonl";

impl Reader {
    /// Adds the events of the stream; false if there is none.
    pub(super) fn event_stream(&mut self) -> Result<bool> {
        if let Source::Loaded(loaded) = &self.source {
            return if loaded.has("events") { self.event_rows().map(|()| true) } else { Ok(false) };
        }
        let Some(lines) = self.lines(EVENTS)? else { return Ok(false) };
        for line in lines {
            let (number, line) = line?;
            let line: EventLine =
                serde_json::from_str(&line).map_err(|error| self.bad(EVENTS, number, "no event").caused_by(error))?;
            self.event(number, line)?;
        }
        Ok(true)
    }

    /// Adds the events of a table.
    fn event_rows(&mut self) -> Result<()> {
        let mut rows = self.source.rows("events")?;
        while let Some(row) = rows.next::<EventRow>()? {
            self.event(row.line, row.value.line())?;
        }
        Ok(())
    }

    fn event(&mut self, number: u64, line: EventLine) -> Result<()> {
        let Some(document) = self.document(&line.document) else {
            return Err(self
                .bad(EVENTS, number, "an event of a document that is not in nodes.csv")
                .remedy("the file is of another run: delete it, or write the folder anew"));
        };
        let rule = shared(&mut self.rules, &line.rule);
        let Some(event) = event(line, document, rule, &self.vocabulary) else {
            return Err(self.bad(EVENTS, number, "no predicate, modality or date that newsgraph writes"));
        };
        self.graph.add_event(event);
        Ok(())
    }

    /// Adds the statements of the stream that `nodes.csv` names; returns their ids.
    pub(super) fn statement_stream(&mut self) -> Result<HashSet<String>> {
        let mut read = HashSet::new();
        for line in self.lines(STATEMENTS)?.into_iter().flatten() {
            let (number, line) = line?;
            let line: StatementLine = serde_json::from_str(&line)
                .map_err(|error| self.bad(STATEMENTS, number, "no statement").caused_by(error))?;
            if !self.statements.contains_key(&line.id) {
                continue;
            }
            let Some(statement) = statement(line) else {
                return Err(self.bad(STATEMENTS, number, "no date that newsgraph writes"));
            };
            read.insert(statement.id.clone());
            self.graph.add_statement(statement);
        }
        Ok(read)
    }
}

fn event(line: EventLine, document: Arc<str>, rule: Arc<str>, vocabulary: &Vocabulary) -> Option<EventRecord> {
    let (sentence_begin, mut marks) = line.marks.into_marks();
    marks.codes = Codes { cameo: line.cameo, mode: line.mode.unwrap_or_default(), contexts: line.contexts.join(";") };
    Some(EventRecord {
        predicate: vocabulary.predicate(&line.predicate)?,
        polarity: if line.polarity == "negative" { Polarity::Negative } else { Polarity::Positive },
        modality: modality(&line.modality)?,
        date: date(line.date.as_deref().unwrap_or_default()).ok()?,
        source: line.source.map(actor),
        target: line.target.map(actor),
        attribution: line.attribution.and_then(|actor| actor.id),
        evidence: Arc::new(Evidence {
            document,
            begin: line.begin,
            end: line.end,
            rule,
            confidence: line.confidence,
            place: line.place.and_then(|place| place.id),
            sentence: line.sentence.into(),
            sentence_begin,
            marks,
        }),
    })
}

fn actor(line: ActorLine) -> ActorRef {
    match line.id {
        Some(id) => ActorRef::Entity(id),
        None => ActorRef::Group { name: line.name, country: line.country, state: line.state },
    }
}

fn statement(line: StatementLine) -> Option<StatementNode> {
    let unnamed = |actor: &&ActorLine| actor.id.is_none();
    let voices = line.speakers.iter().filter(unnamed).map(|actor| actor.name.clone()).collect();
    let ids = |actors: Vec<ActorLine>| actors.into_iter().filter_map(|actor| actor.id).collect::<BTreeSet<_>>();
    let (sentence_begin, marks) = line.marks.into_marks();
    Some(StatementNode {
        id: line.id,
        speakers: ids(line.speakers),
        voices,
        addressees: ids(line.addressees),
        audience: line.audience,
        about: ids(line.about),
        reporters: ids(line.reporters),
        text: line.text,
        direct: line.direct,
        cue: line.cue,
        date: date(line.date.as_deref().unwrap_or_default()).ok()?,
        evidence: Evidence {
            document: line.document.into(),
            begin: line.begin,
            end: line.end,
            rule: line.rule.into(),
            confidence: line.confidence,
            place: None,
            sentence: line.sentence.into(),
            sentence_begin,
            marks,
        },
    })
}
