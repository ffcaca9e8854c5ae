//! A graph in; `events.jsonl` out: one event mention a line, whatever its polarity and modality, from the
//! least confidence on that is written at all; `plain` says whether it is in the plain graph.

use std::io::{self, Write};

use super::pieces::{Of, Pieces};
use super::{Export, ExportPieces, View, json};
use crate::events::plover_type;
use crate::graph::{ActorLine, ActorRef, EventLine, EventRecord, MarksLine};

/// Writer of `events.jsonl`.
pub(super) struct EventsJsonl;

impl Export for EventsJsonl {
    fn file_name(&self) -> &'static str {
        "events.jsonl"
    }

    fn purpose(&self) -> &'static str {
        "the stream of event mentions, denied, planned and unsure ones too"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        for event in view.events() {
            json::write(out, &line(event, view))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn in_pieces(&self) -> Option<&dyn ExportPieces> {
        Some(self)
    }
}

impl ExportPieces for EventsJsonl {
    fn write_pieces(&self, pieces: &Pieces<'_>, out: &mut dyn Write) -> io::Result<()> {
        pieces.each(Of::Events, &mut |view| self.write(view, out))
    }
}

/// The line of an event mention.
pub(super) fn line(event: &EventRecord, view: &View<'_>) -> EventLine {
    let info = event.predicate.info();
    let codes = &event.evidence.marks.codes;
    EventLine {
        id: event.id(),
        document: event.evidence.document.to_string(),
        predicate: info.name.clone(),
        plover: plover_type(event.predicate, event.polarity, event.modality).to_owned(),
        cameo: codes.cameo.clone(),
        mode: Some(codes.mode.clone()).filter(|mode| !mode.is_empty()),
        contexts: codes.contexts.split_terminator(';').map(str::to_owned).collect(),
        source: event.source.as_ref().map(|source| actor(source, view)),
        target: event.target.as_ref().map(|target| actor(target, view)),
        polarity: event.polarity.as_str().to_owned(),
        modality: event.modality.as_str().to_owned(),
        attribution: event.attribution.as_deref().map(|id| entity(id, view)),
        date: event.date.map(|date| date.to_string()),
        place: event.evidence.place.as_deref().map(|id| entity(id, view)),
        sentence: event.evidence.sentence.to_string(),
        begin: event.evidence.begin,
        end: event.evidence.end,
        rule: event.evidence.rule.to_string(),
        confidence: event.evidence.confidence,
        producer: view.producer(&event.evidence.document).to_owned(),
        marks: MarksLine::of(&event.evidence),
        plain: view.is_plain(event),
        decision: view.decision(event).map(|verb| verb.as_str().to_owned()),
    }
}

fn actor(actor: &ActorRef, view: &View<'_>) -> ActorLine {
    match actor {
        ActorRef::Entity(id) => entity(id, view),
        ActorRef::Group { name, country, state } => ActorLine {
            id: None,
            name: name.clone(),
            kind: "Group".to_owned(),
            country: country.clone(),
            state: state.clone(),
        },
    }
}

/// An entity as a line names it; of a country `country` is its own code.
pub(super) fn entity(id: &str, view: &View<'_>) -> ActorLine {
    let known = view.entity(id);
    ActorLine {
        id: Some(id.to_owned()),
        name: known.map(|entity| entity.name.clone()).unwrap_or_default(),
        kind: known.map_or("", |entity| entity.kind.as_str()).to_owned(),
        country: known.and_then(|entity| entity.iso3.clone().or_else(|| entity.country.clone())),
        state: None,
    }
}
