//! Rows of event mentions in; the lines of `events.jsonl` out.

use serde::Deserialize;

use super::confidence;
use crate::graph::lines::{ActorLine, EventLine, MarksLine};

/// A row of the table of event mentions.
#[derive(Debug, Deserialize)]
pub(super) struct EventRow {
    id: String,
    document: String,
    predicate: String,
    plover: String,
    cameo: String,
    mode: String,
    #[serde(rename = "contexts:string[]")]
    contexts: String,
    source: String,
    source_name: String,
    source_type: String,
    source_country: String,
    source_state: String,
    target: String,
    target_name: String,
    target_type: String,
    target_country: String,
    target_state: String,
    polarity: String,
    modality: String,
    attribution: String,
    date: String,
    place: String,
    sentence: String,
    begin: usize,
    end: usize,
    rule: String,
    confidence: String,
    producer: String,
    sentence_begin: usize,
    trigger_begin: Option<usize>,
    trigger_end: Option<usize>,
    source_begin: Option<usize>,
    source_end: Option<usize>,
    target_begin: Option<usize>,
    target_end: Option<usize>,
    decided: String,
}

impl EventRow {
    /// The line of the stream.
    pub(super) fn line(self) -> EventLine {
        let entity = |id: String| {
            (!id.is_empty()).then(|| actor([id, String::new(), String::new()], String::new(), String::new()))
        };
        EventLine {
            id: self.id,
            document: self.document,
            predicate: self.predicate,
            plover: self.plover,
            cameo: self.cameo,
            mode: maybe(self.mode),
            contexts: self.contexts.split_terminator(';').map(str::to_owned).collect(),
            // An actor has a type, be it an entity or a group.
            source: (!self.source_type.is_empty() || !self.source.is_empty()).then(|| {
                actor([self.source, self.source_name, self.source_type], self.source_country, self.source_state)
            }),
            target: (!self.target_type.is_empty() || !self.target.is_empty()).then(|| {
                actor([self.target, self.target_name, self.target_type], self.target_country, self.target_state)
            }),
            polarity: self.polarity,
            modality: self.modality,
            attribution: entity(self.attribution),
            date: maybe(self.date),
            place: entity(self.place),
            sentence: self.sentence,
            begin: self.begin,
            end: self.end,
            rule: self.rule,
            confidence: confidence(&self.confidence),
            producer: self.producer,
            marks: MarksLine {
                sentence: self.sentence_begin,
                trigger: self.trigger_begin.zip(self.trigger_end),
                source: self.source_begin.zip(self.source_end),
                target: self.target_begin.zip(self.target_end),
                decided: self.decided,
            },
            plain: false,
            decision: None,
        }
    }
}

fn actor([id, name, kind]: [String; 3], country: String, state: String) -> ActorLine {
    ActorLine { id: maybe(id), name, kind, country: maybe(country), state: maybe(state) }
}

fn maybe(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
