//! A node and a span of days in; its events in the order of their days out.

use serde_json::json;

use super::super::arguments::{Arguments, Kind, may, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::Result;
use crate::graph::EdgeKind;

pub(super) const TOOL: Tool = Tool {
    name: "timeline",
    about: "What a node did and what was done to it, day by day, each event with its sentence. An event without a day of its own counts on \
        that of its document (day_of: document).",
    fields: &[
        must("node", Kind::Text, "id, name or other name"),
        may("since", Kind::Moment, "a day, month or year: 2023-03-21, 2023-03, 2023; what ended before is left out"),
        may("until", Kind::Moment, "a day, month or year; what began after is left out"),
        may("other", Kind::Text, "events with this other node only: id, name or other name"),
        may("predicate", Kind::Text, "events of this type only, as MET_WITH"),
        may("limit", Kind::Count(1000), "how many events at most, the first ones [50]"),
        may("all", Kind::Flag, "events that are denied, planned, claimed or unsure too"),
    ],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    let one = ground.find(arguments.text("node"))?;
    let other = arguments.some_text("other").map(|name| ground.find(name)).transpose()?;
    let predicate = arguments.some_text("predicate").map(|name| ground.names.predicate(name)).transpose()?;
    let since = arguments.moment("since").and_then(|date| date.first_day());
    let until = arguments.moment("until").and_then(|date| date.last_day());
    let spanned = since.is_some() || until.is_some();
    let mut events = Vec::new();
    for edge in ground.edges_of(&one.id, arguments.flag("all")) {
        let claim = edge.claim;
        let is_event = matches!(claim.kind, EdgeKind::Event(_));
        let with = other.is_none_or(|other| [&claim.source, &claim.target].contains(&&other.id));
        if !is_event || !with || predicate.as_ref().is_some_and(|name| name != claim.kind.neo4j_type()) {
            continue;
        }
        let day = ground.day(edge);
        let (first, last) = (day.and_then(|(date, _)| date.first_day()), day.and_then(|(date, _)| date.last_day()));
        if !spanned || day.is_some_and(|(date, _)| date.meets(since, until)) {
            events.push((first, last, edge, day));
        }
    }
    events.sort_by(|a, b| (a.0, a.1, a.2.id).cmp(&(b.0, b.1, b.2.id)));
    let told = events.into_iter().map(|(_, _, edge, day)| {
        let mut event = ground.edge_told(edge);
        if let Some((date, of_document)) = day {
            event["day"] = json!(date.to_string());
            event["day_of"] = json!(if of_document { "document" } else { "event" });
        }
        event
    });
    Ok(Answer::list("events", told, ground.rows(arguments.count("limit"), 50)).with("node", ground.node(&one.id)))
}
