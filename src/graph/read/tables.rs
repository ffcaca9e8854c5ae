//! Rows of the CSV tables in; nodes, claims and evidence out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::StringRecord;
use serde::Deserialize;

use super::{confidence, date, modality};
use crate::coordinates::Coordinates;
use crate::decisions::{Decision, Label, Verb};
use crate::events::{Codes, Level, Marks, Occasion};
use crate::folder::Folder;
use crate::graph::{Claim, DocumentNode, EdgeKind, EntityNode, Evidence, MeetingNode, Node, StatementNode};
use crate::ontology::{PredicateInfo, Vocabulary};
use crate::resolve::EntityType;
use crate::{Error, ErrorKind, Result};

/// A row of `nodes.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct NodeRow {
    #[serde(rename = "id:ID")]
    pub(super) id: String,
    #[serde(rename = ":LABEL")]
    labels: String,
    name: String,
    #[serde(rename = "aliases:string[]")]
    aliases: String,
    wikidata: String,
    iso3: String,
    country: String,
    date: String,
    text: String,
    #[serde(rename = "mentions:int")]
    mentions: Option<u32>,
    #[serde(rename = "confidence:float")]
    confidence: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    url: String,
    #[serde(default, rename = "direct:boolean")]
    direct: String,
    #[serde(default)]
    cue: String,
    #[serde(default)]
    producer: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    duration: String,
    #[serde(default, rename = "agenda:string[]")]
    agenda: String,
    #[serde(default)]
    status: String,
    #[serde(default, rename = "types:string[]")]
    types: String,
    #[serde(default)]
    title: String,
    #[serde(default, rename = "latitude:float")]
    latitude: String,
    #[serde(default, rename = "longitude:float")]
    longitude: String,
    #[serde(default, rename = "claimed_by:string[]")]
    claimed_by: String,
    #[serde(default)]
    text_sha256: String,
    #[serde(default)]
    sketch: String,
}

/// A row of `edges.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct EdgeRow<'r> {
    #[serde(rename = ":START_ID")]
    source: &'r str,
    #[serde(rename = ":END_ID")]
    target: &'r str,
    #[serde(rename = ":TYPE")]
    kind: &'r str,
    pub(super) id: &'r str,
    date: &'r str,
    #[serde(rename = "negated:boolean")]
    negated: bool,
    modality: &'r str,
    attribution: &'r str,
    role: &'r str,
    #[serde(default)]
    place: &'r str,
}

/// A row of `evidence.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct EvidenceRow<'r> {
    pub(super) edge: &'r str,
    pub(super) document: &'r str,
    sentence: &'r str,
    begin: usize,
    end: usize,
    pub(super) rule: &'r str,
    confidence: &'r str,
    #[serde(default)]
    place: &'r str,
    #[serde(default)]
    sentence_begin: usize,
    #[serde(default)]
    trigger_begin: Option<usize>,
    #[serde(default)]
    trigger_end: Option<usize>,
    #[serde(default)]
    source_begin: Option<usize>,
    #[serde(default)]
    source_end: Option<usize>,
    #[serde(default)]
    target_begin: Option<usize>,
    #[serde(default)]
    target_end: Option<usize>,
    #[serde(default)]
    decided: &'r str,
    #[serde(default)]
    cameo: &'r str,
    #[serde(default)]
    mode: &'r str,
    #[serde(default)]
    contexts: &'r str,
}

/// A row of `mentions.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct MentionRow {
    #[serde(rename = ":END_ID")]
    pub(super) entity: String,
    pub(super) document: String,
    #[serde(rename = "mentions:int")]
    pub(super) mentions: u32,
    #[serde(default)]
    pub(super) own_id: String,
}

/// A row of `predicates.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct PredicateRow {
    predicate: String,
    neo4j_type: String,
    plover_type: String,
    cameo: String,
    quad_class: Option<u8>,
    symmetric: bool,
    domain: String,
    range: String,
    definition: String,
    color: String,
}

impl PredicateRow {
    /// The definition; it is yet to be checked.
    pub(super) fn info(self) -> PredicateInfo {
        PredicateInfo {
            name: self.predicate,
            neo4j_type: self.neo4j_type,
            plover_type: self.plover_type,
            cameo: self.cameo,
            quad_class: self.quad_class.unwrap_or_default(),
            symmetric: self.symmetric,
            domain: self.domain,
            range: self.range,
            definition: self.definition,
            color: self.color,
        }
    }
}

/// A row of `decisions.csv`.
#[derive(Debug, Deserialize)]
pub(super) struct DecisionRow {
    decision: String,
    id: String,
    other: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    other_name: String,
    #[serde(default)]
    note: String,
}

impl DecisionRow {
    /// The decision with what people read beside it; an error where it is none.
    pub(super) fn decision(self) -> std::result::Result<(Decision, Label), String> {
        let verb = Verb::from_name(&self.decision).ok_or("no decision that newsgraph writes")?;
        let decision = Decision::new(verb, &self.id, &self.other)?;
        Ok((decision, Label { name: self.name, other_name: self.other_name, note: self.note }))
    }
}

/// A row with the line that it begins in.
pub(super) struct Row<T> {
    pub(super) line: u64,
    pub(super) value: T,
}

/// The rows of a table, one at a time.
pub(super) struct Rows {
    path: PathBuf,
    reader: csv::Reader<Box<dyn Read>>,
    headers: StringRecord,
    record: StringRecord,
    /// Whether the table was written for others, so that fields are to be restored, and has lines to tell of.
    is_file: bool,
}

impl Rows {
    /// Those of a file of CSV in a folder.
    pub(super) fn of_file(folder: &Folder, file: &str) -> Result<Self> {
        let path = folder.file(file)?;
        let opened = File::open(&path).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot read the graph")
                .in_file(&path)
                .caused_by(error)
                .remedy("give a folder that newsgraph extract wrote with the format csv")
        })?;
        Self::of(path, Box::new(opened), true)
    }

    /// Those of CSV that stands for a table of another format; `path` is where that came from.
    pub(super) fn of_table(path: &Path, table: Vec<u8>) -> Result<Self> {
        Self::of(path.to_owned(), Box::new(Cursor::new(table)), false)
    }

    fn of(path: PathBuf, table: Box<dyn Read>, is_file: bool) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(table);
        let headers = reader.headers().map_err(|error| no_table(&path, error))?.clone();
        Ok(Self { path, reader, headers, record: StringRecord::new(), is_file })
    }

    /// The next row.
    pub(super) fn next<'r, T: Deserialize<'r>>(&'r mut self) -> Result<Option<Row<T>>> {
        if !self.reader.read_record(&mut self.record).map_err(|error| no_table(&self.path, error))? {
            return Ok(None);
        }
        let line = self.record.position().map_or(0, csv::Position::line);
        if self.is_file && self.record.as_slice().contains("\\ ") {
            self.record = self.record.iter().map(restored).collect();
        }
        match self.record.deserialize(Some(&self.headers)) {
            Ok(value) => Ok(Some(Row { line, value })),
            Err(error) if self.is_file => Err(not_a_row(&self.path, error).at_line(line)),
            Err(error) => Err(not_a_row(&self.path, error)),
        }
    }
}

fn no_table(path: &Path, error: csv::Error) -> Error {
    Error::new(ErrorKind::Format, "no table").in_file(path).caused_by(error)
}

/// That a row of a table is none of ours.
fn not_a_row(path: &Path, error: csv::Error) -> Error {
    Error::new(ErrorKind::Format, "no row of a graph")
        .in_file(path)
        .caused_by(error)
        .remedy("write the folder anew with newsgraph extract")
}

/// Takes out the space that the writer of a quoted field puts between a backslash and a quotation mark, another
/// backslash or the end.
pub(crate) fn restored(field: &str) -> Cow<'_, str> {
    if !field.contains("\\ ") || !field.contains([',', '"']) {
        return Cow::Borrowed(field);
    }
    let mut text = String::with_capacity(field.len());
    let mut rest = field;
    while let Some(at) = rest.find("\\ ") {
        let (before, after) = rest.split_at(at + 1);
        text.push_str(before);
        let next = after.trim_start_matches(' ');
        let inserted = next.is_empty() || next.starts_with(['"', '\\']);
        rest = if inserted { &after[1..] } else { after };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The addresses of a document: several are parted by spaces, which one alone may hold.
fn addresses(cell: &str) -> impl Iterator<Item = &str> {
    let several = cell.contains(' ') && cell.split(' ').all(|address| address.contains("://"));
    let (one, many) =
        if several { (None, Some(cell.split(' '))) } else { (Some(cell).filter(|one| !one.is_empty()), None) };
    one.into_iter().chain(many.into_iter().flatten())
}

fn some(text: &str) -> Option<String> {
    maybe(text.to_owned())
}

fn maybe(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl NodeRow {
    /// The node; `counts` are its mentions by document, where they are known.
    pub(super) fn node(self, counts: Option<BTreeMap<Arc<str>, u32>>) -> Option<Node> {
        let date = date(&self.date).ok()?;
        Some(match self.labels.as_str() {
            "Meeting" => {
                let occasion = Occasion {
                    level: Level::from_name(&self.level),
                    duration: maybe(self.duration),
                    agenda: self.agenda.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
                    cancelled: self.status == "cancelled",
                };
                Node::Meeting(MeetingNode { id: self.id, date, occasion })
            }
            "Statement" => Node::Statement(Box::new(self.statement(date))),
            "Document" => Node::Document(DocumentNode {
                title: maybe(self.name).filter(|name| *name != self.document),
                id: self.id,
                document: self.document,
                url: addresses(&self.url).next().map(str::to_owned),
                copies: addresses(&self.url).skip(1).map(str::to_owned).collect(),
                date,
                text_sha256: maybe(self.text_sha256),
                sketch: maybe(self.sketch),
                producer: self.producer.into(),
            }),
            labels => {
                let kind = labels.strip_prefix("Entity;").and_then(EntityType::from_name)?;
                let count = self.mentions.unwrap_or_default();
                Node::Entity(EntityNode {
                    id: self.id,
                    kind,
                    // Tables of before the column say nothing but the type itself.
                    types: self.types.split(';').filter_map(EntityType::from_name).chain([kind]).collect(),
                    name: self.name,
                    aliases: self.aliases.split(';').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
                    wikidata: maybe(self.wikidata),
                    title: maybe(self.title),
                    iso3: maybe(self.iso3),
                    country: maybe(self.country),
                    coordinates: Coordinates::from_degrees(&self.latitude, &self.longitude),
                    claimed_by: self.claimed_by.split(';').filter(|side| !side.is_empty()).map(str::to_owned).collect(),
                    // Who is named nowhere is named in no document.
                    mentions: counts
                        .unwrap_or_else(|| (count > 0).then(|| (Arc::default(), count)).into_iter().collect()),
                    confidence: confidence(&self.confidence),
                    reason: self.reason,
                })
            }
        })
    }

    fn statement(self, date: Option<crate::date::Date>) -> StatementNode {
        StatementNode {
            id: self.id,
            speakers: BTreeSet::new(),
            voices: BTreeSet::new(),
            addressees: BTreeSet::new(),
            audience: BTreeSet::new(),
            about: BTreeSet::new(),
            reporters: BTreeSet::new(),
            direct: self.direct == "true",
            cue: maybe(self.cue),
            date,
            evidence: Evidence {
                document: self.document.into(),
                begin: 0,
                end: 0,
                rule: "".into(),
                confidence: confidence(&self.confidence),
                place: None,
                sentence: self.text.as_str().into(),
                sentence_begin: 0,
                marks: Marks::default(),
            },
            text: self.text,
        }
    }
}

impl EdgeRow<'_> {
    pub(super) fn claim(&self, vocabulary: &Vocabulary) -> Option<Claim> {
        let kind = EdgeKind::from_neo4j_type(self.kind, vocabulary)?;
        let date = date(self.date).ok()?;
        Some(Claim {
            kind,
            date,
            place: some(self.place).filter(|_| Claim::is_placed(kind, date)),
            negated: self.negated,
            modality: modality(self.modality)?,
            attribution: some(self.attribution),
            role: some(self.role),
            source: self.source.to_owned(),
            target: self.target.to_owned(),
        })
    }
}

impl EvidenceRow<'_> {
    /// The evidence; `document` and `rule` are those of the row, which many rows share.
    pub(super) fn evidence(&self, document: Arc<str>, rule: Arc<str>) -> Evidence {
        Evidence {
            document,
            begin: self.begin,
            end: self.end,
            rule,
            confidence: confidence(self.confidence),
            place: some(self.place),
            sentence: self.sentence.into(),
            sentence_begin: self.sentence_begin,
            marks: Marks {
                trigger: self.trigger_begin.zip(self.trigger_end),
                source: self.source_begin.zip(self.source_end),
                target: self.target_begin.zip(self.target_end),
                decided: self.decided.to_owned(),
                codes: Codes {
                    cameo: self.cameo.to_owned(),
                    mode: self.mode.to_owned(),
                    contexts: self.contexts.to_owned(),
                },
            },
        }
    }
}
