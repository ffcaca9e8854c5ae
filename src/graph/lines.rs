//! Records as the streams `events.jsonl` and `statements.jsonl` hold them, one a line.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Confidence, Evidence};
use crate::events::{Codes, Marks};

/// A line of `events.jsonl`; the order of the fields is that of the contract.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EventLine {
    pub(crate) id: String,
    pub(crate) document: String,
    pub(crate) predicate: String,
    pub(crate) plover: String,
    pub(crate) cameo: String,
    #[serde(default)]
    pub(crate) mode: Option<String>,
    #[serde(default)]
    pub(crate) contexts: Vec<String>,
    pub(crate) source: Option<ActorLine>,
    pub(crate) target: Option<ActorLine>,
    pub(crate) polarity: String,
    pub(crate) modality: String,
    pub(crate) attribution: Option<ActorLine>,
    pub(crate) date: Option<String>,
    pub(crate) place: Option<ActorLine>,
    pub(crate) sentence: String,
    pub(crate) begin: usize,
    pub(crate) end: usize,
    pub(crate) rule: String,
    pub(crate) confidence: Confidence,
    #[serde(default)]
    pub(crate) producer: String,
    #[serde(default)]
    pub(crate) marks: MarksLine,
    /// Whether it is in the plain graph as this was written; a reader decides anew.
    #[serde(default)]
    pub(crate) plain: bool,
    /// What people decided of its edge, if anything; a reader takes that from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decision: Option<String>,
}

/// Where the parts of an event stand in the document's text: the first byte and the byte after the last.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct MarksLine {
    /// First byte of the sentence.
    #[serde(default)]
    pub(crate) sentence: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) trigger: Option<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<(usize, usize)>,
    /// What decided polarity, modality and attribution.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) decided: String,
}

impl MarksLine {
    pub(crate) fn of(evidence: &Evidence) -> Self {
        let Marks { trigger, source, target, decided, .. } = evidence.marks.clone();
        Self { sentence: evidence.sentence_begin, trigger, source, target, decided }
    }

    /// Where the sentence begins, and the marks.
    pub(super) fn into_marks(self) -> (usize, Marks) {
        let Self { sentence, trigger, source, target, decided } = self;
        (sentence, Marks { trigger, source, target, decided, codes: Codes::default() })
    }
}

/// An actor or place of a line.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ActorLine {
    /// Node id; a group has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) country: Option<String>,
    /// Of a group: id of the country that it stands for in the graph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<String>,
}

/// A line of `statements.jsonl`; the order of the fields is that of the contract.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StatementLine {
    pub(crate) id: String,
    pub(crate) document: String,
    pub(crate) speakers: Vec<ActorLine>,
    pub(crate) addressees: Vec<ActorLine>,
    #[serde(default)]
    pub(crate) audience: BTreeSet<String>,
    pub(crate) text: String,
    pub(crate) direct: bool,
    pub(crate) cue: Option<String>,
    pub(crate) begin: usize,
    pub(crate) end: usize,
    #[serde(default)]
    pub(crate) about: Vec<ActorLine>,
    #[serde(default)]
    pub(crate) reporters: Vec<ActorLine>,
    #[serde(default)]
    pub(crate) date: Option<String>,
    #[serde(default)]
    pub(crate) sentence: String,
    #[serde(default)]
    pub(crate) rule: String,
    #[serde(default)]
    pub(crate) confidence: Confidence,
    #[serde(default)]
    pub(crate) producer: String,
    #[serde(default)]
    pub(crate) marks: MarksLine,
}
