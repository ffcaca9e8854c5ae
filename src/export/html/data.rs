//! A view in; the graph as JSON for the viewer out, piece by piece: `js/model.js` reads it.
//!
//! Nodes, documents, sentences, rules and predicates are named by their place in their lists. What is empty or usual
//! (`asserted`, not negated) is left out.

use std::collections::HashMap;
use std::hash::Hash;
use std::io::{self, Write};

use serde::Serialize;

use super::most::Most;
use crate::confidence::Confidence;
use crate::coordinates::Coordinates;
use crate::decisions::{Decision, Label, Verb};
use crate::events::{Level, Modality};
use crate::export::{EdgeView, NodeView, View, json};
use crate::graph::{DocumentNode, EdgeKind, Evidence, Node};

/// Things by their places in the order in which they were first named.
struct Places<K> {
    of: HashMap<K, usize>,
    all: Vec<K>,
}

impl<K: Copy + Eq + Hash> Places<K> {
    fn new() -> Self {
        Self { of: HashMap::new(), all: Vec::new() }
    }

    fn add(&mut self, thing: K) -> usize {
        *self.of.entry(thing).or_insert_with(|| {
            self.all.push(thing);
            self.all.len() - 1
        })
    }
}

/// A sentence where it stands: document, first byte, text.
type Sentence<'g> = (&'g str, usize, &'g str);

/// The lists that edges point into.
struct Lists<'g> {
    nodes: HashMap<&'g str, usize>,
    documents: HashMap<&'g str, usize>,
    kinds: Places<EdgeKind>,
    rules: Places<&'g str>,
    sentences: Places<Sentence<'g>>,
}

impl<'g> Lists<'g> {
    fn of(most: &Most<'_, 'g>) -> Self {
        let nodes = most.nodes.iter().enumerate().map(|(place, shown)| (shown.node.id(), place)).collect();
        let documents = most.documents.iter().filter_map(|shown| document(shown));
        let documents = documents.enumerate().map(|(place, node)| (node.document.as_str(), place)).collect();
        Self { nodes, documents, kinds: Places::new(), rules: Places::new(), sentences: Places::new() }
    }
}

/// Writes the graph.
pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let most = Most::of(view);
    let mut lists = Lists::of(&most);
    out.write_all(b"{\"producers\":")?;
    json::write(out, &view.shown_producers())?;
    out.write_all(b",\n\"part\":")?;
    json::write(out, &told(view, &most))?;
    list("documents", most.documents.iter().filter_map(|shown| document(shown)).map(DocumentLine::of), out)?;
    list("nodes", most.nodes.iter().map(|shown| NodeLine::of(shown, view, &lists)), out)?;
    list("edges", most.edges.iter().filter_map(|edge| EdgeLine::of(edge, &most, &mut lists)), out)?;
    list("kinds", lists.kinds.all.iter().map(|&kind| KindLine::of(kind)), out)?;
    list("rules", lists.rules.all.iter(), out)?;
    let sentences = lists.sentences.all.iter();
    list("sentences", sentences.map(|&(document, begin, text)| (lists.documents.get(document), begin, text)), out)?;
    if !view.decided().is_empty() {
        list("decisions", view.decided().iter().map(|(decision, label)| DecisionLine::of(decision, label)), out)?;
    }
    out.write_all(b"}")
}

/// A row of `decisions.csv`.
#[derive(Serialize)]
struct DecisionLine<'g> {
    decision: &'static str,
    id: &'g str,
    other: &'g str,
    name: &'g str,
    other_name: &'g str,
    note: &'g str,
}

impl<'g> DecisionLine<'g> {
    fn of(decision: &'g Decision, label: &'g Label) -> Self {
        let Label { name, other_name, note } = label;
        let (id, other) = (decision.id(), decision.other());
        Self { decision: decision.verb().as_str(), id, other, name, other_name, note }
    }
}

/// In words, what part of the graph the page holds, if not all.
fn told(view: &View<'_>, most: &Most<'_, '_>) -> Option<String> {
    let part = view.options().scope.words().map(|words| format!("Only {words}."));
    let held = most.is_part.then(|| {
        let (held, all) = (most.edges.len(), view.edges().len());
        format!("The {held} best-supported of {all} connections; newsgraph convert --focus shows others.")
    });
    let told: Vec<String> = part.into_iter().chain(held).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// One list, an element a line.
fn list<T: Serialize>(name: &str, elements: impl Iterator<Item = T>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (place, element) in elements.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        json::write(out, &element)?;
    }
    out.write_all(b"]")
}

fn document<'g>(shown: &NodeView<'g>) -> Option<&'g DocumentNode> {
    match shown.node {
        Node::Document(node) => Some(node),
        _ => None,
    }
}

/// A document.
#[derive(Serialize)]
struct DocumentLine<'g> {
    id: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    urls: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

impl<'g> DocumentLine<'g> {
    fn of(node: &'g DocumentNode) -> Self {
        let date = node.date.map(|date| date.to_string());
        Self { id: &node.document, title: node.title.as_deref(), urls: node.urls().collect(), date }
    }
}

/// An entity, a meeting or a statement.
#[derive(Serialize)]
struct NodeLine<'v> {
    id: &'v str,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// What people decided of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<&'static str>,
    #[serde(flatten)]
    entity: Option<EntityPart<'v>>,
    #[serde(flatten)]
    meeting: Option<MeetingPart<'v>>,
    #[serde(flatten)]
    statement: Option<StatementPart<'v>>,
}

#[derive(Serialize)]
struct EntityPart<'g> {
    aliases: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claimed: Vec<&'g str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'g str,
    /// Documents that name it.
    #[serde(rename = "in")]
    documents: Vec<usize>,
    /// Who is shown as one with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartLine<'g>>,
}

/// A node that is shown as one with another.
#[derive(Serialize)]
struct PartLine<'g> {
    id: &'g str,
    name: &'g str,
}

#[derive(Serialize)]
struct MeetingPart<'g> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agenda: Vec<&'g str>,
}

#[derive(Serialize)]
struct StatementPart<'g> {
    text: &'g str,
    direct: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voices: Vec<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audience: Vec<&'g str>,
}

impl<'v> NodeLine<'v> {
    fn of(shown: &'v NodeView<'_>, view: &'v View<'_>, lists: &Lists<'_>) -> Self {
        let (mut entity, mut meeting, mut statement) = (None, None, None);
        let kind = match shown.node {
            Node::Entity(node) => {
                let mut documents: Vec<usize> =
                    node.mentions.keys().filter_map(|id| lists.documents.get(&**id).copied()).collect();
                documents.sort_unstable();
                entity = Some(EntityPart {
                    aliases: node.aliases.iter().map(String::as_str).collect(),
                    wikidata: node.wikidata.as_deref(),
                    country: node.iso3.as_deref().or(node.country.as_deref()),
                    at: node.coordinates.map(degrees),
                    claimed: node.claimed_by.iter().map(String::as_str).collect(),
                    reason: &node.reason,
                    documents,
                    parts: view.parts_of(node).map(|part| PartLine { id: &part.id, name: &part.name }).collect(),
                });
                node.kind.as_str()
            }
            Node::Meeting(node) => {
                meeting = Some(MeetingPart {
                    status: shown.status,
                    level: node.occasion.level.map(Level::as_str),
                    duration: node.occasion.duration.as_deref(),
                    agenda: node.occasion.agenda.iter().map(String::as_str).collect(),
                });
                "Meeting"
            }
            Node::Statement(node) => {
                statement = Some(StatementPart {
                    text: &node.text,
                    direct: node.direct,
                    voices: node.voices.iter().map(String::as_str).collect(),
                    audience: node.audience.iter().map(String::as_str).collect(),
                });
                "Statement"
            }
            Node::Document(_) => "Document",
        };
        let date = shown.date().map(|date| date.to_string());
        let (mentions, confidence) = (shown.mentions, shown.confidence);
        let decided = shown.decisions.iter().map(|verb| verb.as_str()).collect();
        let (id, name) = (shown.node.id(), &shown.name);
        Self { id, kind, name, mentions, confidence, date, decided, entity, meeting, statement }
    }
}

/// Latitude and longitude.
fn degrees(point: Coordinates) -> [f64; 2] {
    [point.latitude, point.longitude].map(|part| f64::from(part) / 10_000.0)
}

/// A predicate or relation.
#[derive(Serialize)]
struct KindLine {
    name: &'static str,
    /// 1 to 4; 0 for a user's predicate without one; none for relations.
    #[serde(skip_serializing_if = "Option::is_none")]
    quad: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    symmetric: bool,
    means: &'static str,
}

impl KindLine {
    fn of(kind: EdgeKind) -> Self {
        let (quad, means) = match kind {
            EdgeKind::Event(predicate) => (Some(predicate.info().quad_class), predicate.info().definition.as_str()),
            EdgeKind::Relation(relation) => (None, relation.info().definition.as_str()),
        };
        Self { name: kind.name(), quad, symmetric: kind.symmetric(), means }
    }
}

/// An edge.
#[derive(Serialize)]
struct EdgeLine<'v> {
    id: &'v str,
    source: usize,
    target: usize,
    kind: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    negated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<&'static str>,
    /// Who claims it: a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'v str>,
    /// Where: a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    /// Not in the plain graph, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    aside: bool,
    /// What people decided of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    /// Sentences that say so.
    support: usize,
    evidence: Vec<EvidenceLine>,
}

/// Sentence, rule, confidence, and first byte and byte after the last of trigger, source and target in the sentence.
type EvidenceLine = (usize, usize, Confidence, [Option<(usize, usize)>; 3]);

impl<'v> EdgeLine<'v> {
    /// `None` where an end is not shown.
    fn of<'g>(edge: &'v EdgeView<'g>, most: &Most<'_, 'g>, lists: &mut Lists<'g>) -> Option<Self> {
        let claim = edge.claim;
        let kind = lists.kinds.add(claim.kind);
        let evidence = most.mentions(edge).map(|one| evidence(one, lists)).collect();
        let place_of = |id: &str| lists.nodes.get(id).copied();
        Some(Self {
            id: edge.id,
            source: place_of(&claim.source)?,
            target: place_of(&claim.target)?,
            kind,
            date: claim.date.map(|date| date.to_string()),
            negated: claim.negated,
            modality: (claim.modality != Modality::Asserted).then(|| claim.modality.as_str()),
            by: claim.attribution.as_deref().and_then(place_of),
            role: claim.role.as_deref(),
            place: edge.place().and_then(place_of),
            aside: !edge.plain,
            decision: edge.decision.map(Verb::as_str),
            support: edge.support,
            evidence,
        })
    }
}

fn evidence<'g>(one: &'g Evidence, lists: &mut Lists<'g>) -> EvidenceLine {
    let sentence = lists.sentences.add((&one.document, one.sentence_begin, &one.sentence));
    let within = |(begin, end): (usize, usize)| {
        Some((begin.checked_sub(one.sentence_begin)?, end.checked_sub(one.sentence_begin)?))
    };
    let marks = [one.marks.trigger, one.marks.source, one.marks.target].map(|mark| mark.and_then(within));
    (sentence, lists.rules.add(&one.rule), one.confidence, marks)
}
