//! A graph in; `events.plover.jsonl` out: one event mention a line, coded by PLOVER, with actors, recipients and locations in lists as
//! PLOVER's coders write them.
//!
//! Those that are in the plain graph; with `--all` every one, of which `polarity` and `modality` tell.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Export, View, events_jsonl, json};
use crate::coordinates::Coordinates;
use crate::graph::{ActorLine, Node, document_id};

/// Writer of `events.plover.jsonl`.
pub(super) struct Plover;

impl Export for Plover {
    fn file_name(&self) -> &'static str {
        "events.plover.jsonl"
    }

    fn purpose(&self) -> &'static str {
        "events with PLOVER types, modes and contexts"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        for event in view.events() {
            let line = events_jsonl::line(event, view);
            if !line.plain && !view.options().all {
                continue;
            }
            let quad_class = Some(event.predicate.info().quad_class).filter(|class| *class > 0);
            let document = match view.node(&document_id(&line.document)).map(|shown| shown.node) {
                Some(Node::Document(document)) => Some(document),
                _ => None,
            };
            let mut written = json!({
                "event_id": line.id,
                "event_date": line.date,
                "event_type": line.plover,
                "event_mode": line.mode,
                "contexts": line.contexts,
                "quad_code": quad_class,
                "cameo_code": line.cameo,
                "actor": line.source.iter().map(|actor| self::actor(actor, view)).collect::<Vec<_>>(),
                "recipient": line.target.iter().map(|actor| self::actor(actor, view)).collect::<Vec<_>>(),
                "location": line.place.iter().map(|place| location(place, view)).collect::<Vec<_>>(),
                "polarity": line.polarity,
                "modality": line.modality,
                "text": line.sentence,
                "story_id": line.document,
                "pub_date": document.and_then(|document| document.date).map(|date| date.to_string()),
                "headline": document.and_then(|document| document.title.as_deref()),
                "url": document.and_then(|document| document.urls().next()),
                "confidence": line.confidence,
                "version": line.producer,
            });
            if let Some(decision) = line.decision {
                written["decision"] = json!(decision);
            }
            json::write(out, &written)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn actor(actor: &ActorLine, view: &View<'_>) -> Value {
    let entity = actor.id.as_deref().and_then(|id| view.node(id)).and_then(|shown| shown.node.entity());
    json!({
        "id": actor.id,
        "name": actor.name,
        "type": actor.kind,
        "country": actor.country,
        "wikidata": entity.and_then(|entity| entity.wikidata.as_deref()),
    })
}

fn location(place: &ActorLine, view: &View<'_>) -> Value {
    let entity = place.id.as_deref().and_then(|id| view.node(id)).and_then(|shown| shown.node.entity());
    let degrees = entity.and_then(|entity| entity.coordinates).map(Coordinates::degrees);
    json!({
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "lat": degrees.as_ref().and_then(|[latitude, _]| latitude.parse::<f64>().ok()),
        "lon": degrees.as_ref().and_then(|[_, longitude]| longitude.parse::<f64>().ok()),
    })
}
