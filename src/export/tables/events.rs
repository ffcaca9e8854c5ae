//! A graph in; the stream of event mentions as rows out, the keys of `events.jsonl` in columns.

use std::io;

use crate::export::View;
use crate::export::events_jsonl::line;
use crate::export::row::Row;
use crate::graph::ActorLine;

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for event in view.events() {
        let line = line(event, view);
        for text in [&line.id, &line.document, &line.predicate, &line.plover, &line.cameo] {
            rows.text(text)?;
        }
        rows.maybe(line.mode.as_deref())?;
        rows.array(line.contexts.iter().map(String::as_str))?;
        actor(rows, line.source.as_ref())?;
        actor(rows, line.target.as_ref())?;
        rows.text(&line.polarity)?;
        rows.text(&line.modality)?;
        named(rows, line.attribution.as_ref())?;
        rows.maybe(line.date.as_deref())?;
        named(rows, line.place.as_ref())?;
        rows.text(&line.sentence)?;
        rows.value(line.begin)?;
        rows.value(line.end)?;
        rows.text(&line.rule)?;
        rows.value(line.confidence)?;
        rows.text(&line.producer)?;
        rows.value(line.marks.sentence)?;
        for mark in [line.marks.trigger, line.marks.source, line.marks.target] {
            let (begin, end) = mark.unzip();
            rows.value(begin.map(|byte| byte.to_string()).unwrap_or_default())?;
            rows.value(end.map(|byte| byte.to_string()).unwrap_or_default())?;
        }
        rows.text(&line.marks.decided)?;
        rows.value(line.plain)?;
        rows.maybe(line.decision.as_deref())?;
        rows.end()?;
    }
    Ok(())
}

fn actor(rows: &mut dyn Row, actor: Option<&ActorLine>) -> io::Result<()> {
    named(rows, actor)?;
    rows.text(actor.map_or("", |actor| &actor.kind))?;
    rows.maybe(actor.and_then(|actor| actor.country.as_deref()))?;
    rows.maybe(actor.and_then(|actor| actor.state.as_deref()))
}

/// Id and name.
fn named(rows: &mut dyn Row, actor: Option<&ActorLine>) -> io::Result<()> {
    rows.maybe(actor.and_then(|actor| actor.id.as_deref()))?;
    rows.text(actor.map_or("", |actor| &actor.name))
}
