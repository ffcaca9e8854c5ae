//! A graph in; what tools look up in it, and nodes and edges as JSON with their evidence, out.

use std::collections::{BTreeMap, HashMap};

use oxigraph::store::Store;
use serde_json::{Map, Value, json};

use super::Limits;
use crate::Result;
use crate::date::Date;
use crate::decisions::Verb;
use crate::export::{EdgeView, NodeView, View};
use crate::graph::{DocumentNode, EdgeKind, Evidence, Node};
use crate::query::{Candidate, Names};

/// How many characters of a sentence are told.
const LONGEST_SENTENCE: usize = 1000;

/// The graph and what it may be asked.
pub(super) struct Ground<'v, 'g> {
    /// All of the graph: what is not asserted too.
    pub view: &'v View<'g>,
    /// The same for SPARQL, as the folder has it.
    pub store: Store,
    /// Who is in it.
    pub names: Names,
    /// What an answer may take.
    pub limits: &'v Limits,
    edges: HashMap<&'g str, &'v EdgeView<'g>>,
    edges_of: HashMap<&'g str, Vec<&'v EdgeView<'g>>>,
    documents: BTreeMap<&'g str, &'g DocumentNode>,
}

/// What a tool tells: some facts, and a list that is cut where it grows too long.
#[derive(Debug)]
pub(super) struct Answer {
    facts: Map<String, Value>,
    list: &'static str,
    items: Vec<Value>,
    /// How many there are beyond those.
    more: usize,
}

impl Answer {
    /// A list of so many at most, and nothing else.
    pub fn list(name: &'static str, items: impl IntoIterator<Item = Value>, most: usize) -> Self {
        let mut items: Vec<Value> = items.into_iter().collect();
        let more = items.len().saturating_sub(most);
        items.truncate(most);
        Self { facts: Map::new(), list: name, items, more }
    }

    /// With a fact before the list.
    #[must_use]
    pub fn with(mut self, name: &str, fact: Value) -> Self {
        self.facts.insert(name.to_owned(), fact);
        self
    }

    /// The texts of its list, if that is a list of rows.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str)
    }

    /// As JSON in so many bytes, if its facts alone do not need more: what does not fit is left out and counted.
    pub fn within(self, bytes: usize) -> String {
        let Self { mut facts, list, items, mut more } = self;
        let mut size = Value::Object(facts.clone()).to_string().len();
        let mut kept = Vec::new();
        let mut items = items.into_iter();
        for item in items.by_ref() {
            size += item.to_string().len() + 1;
            if size > bytes {
                more += 1;
                break;
            }
            kept.push(item);
        }
        more += items.len();
        facts.insert(list.to_owned(), Value::Array(kept));
        if more > 0 {
            facts.insert("left_out".to_owned(), json!(more));
        }
        Value::Object(facts).to_string()
    }
}

impl<'v, 'g> Ground<'v, 'g> {
    pub fn new(view: &'v View<'g>, store: Store, limits: &'v Limits) -> Self {
        let mut edges_of = HashMap::<&str, Vec<&EdgeView<'g>>>::new();
        for edge in view.edges() {
            edges_of.entry(&edge.claim.source).or_default().push(edge);
            if edge.claim.target != edge.claim.source {
                edges_of.entry(&edge.claim.target).or_default().push(edge);
            }
        }
        let documents = view.nodes().iter().filter_map(|node| match node.node {
            Node::Document(document) => Some((document.document.as_str(), document)),
            _ => None,
        });
        Self {
            view,
            names: Names::of_store(&store),
            store,
            limits,
            edges: view.edges().iter().map(|edge| (edge.id, edge)).collect(),
            edges_of,
            documents: documents.collect(),
        }
    }

    /// The documents by their own ids.
    pub fn documents(&self) -> &BTreeMap<&'g str, &'g DocumentNode> {
        &self.documents
    }

    /// Who is meant.
    ///
    /// # Errors
    /// As [`Names::find`].
    pub fn find(&self, text: &str) -> Result<&Candidate> {
        self.names.find(text, "node")
    }

    /// The edge of that id.
    pub fn edge(&self, id: &str) -> Option<&'v EdgeView<'g>> {
        self.edges.get(id).copied()
    }

    /// The edges at a node: those that are asserted and sure, or all; in the order of their claims.
    pub fn edges_of(&self, id: &str, all: bool) -> impl Iterator<Item = &'v EdgeView<'g>> + use<'_, 'v, 'g> {
        let edges = self.edges_of.get(id).map_or(&[][..], Vec::as_slice);
        edges.iter().copied().filter(move |edge| all || edge.plain)
    }

    /// A node in a few words.
    pub fn node(&self, id: &str) -> Value {
        match self.view.node(id) {
            Some(node) => json!({ "id": id, "name": cut(&node.name), "type": kind(node) }),
            None => json!({ "id": id }),
        }
    }

    /// An edge with its surest evidence.
    pub fn edge_told(&self, edge: &EdgeView<'_>) -> Value {
        let mut told = self.claim(edge);
        told.insert("evidence".into(), self.evidence(edge.best));
        Value::Object(told)
    }

    /// What an edge says.
    pub fn claim(&self, edge: &EdgeView<'_>) -> Map<String, Value> {
        let claim = edge.claim;
        let mut told = Map::new();
        let mut put = |name: &str, value: Value| drop(told.insert(name.to_owned(), value));
        put("id", json!(edge.id));
        put("source", self.node(&claim.source));
        put("predicate", json!(claim.kind.neo4j_type()));
        put("target", self.node(&claim.target));
        if let Some(date) = claim.date {
            put("date", json!(date.to_string()));
        }
        put("truth", json!(truth(edge)));
        if let Some(decision) = edge.decision {
            put("decided_by_a_person", json!(decision.as_str()));
        }
        let others = [("claimed_by", &claim.attribution), ("role", &claim.role)];
        if let (_, Some(by)) = others[0] {
            put("claimed_by", self.node(by));
        }
        if let (_, Some(role)) = others[1] {
            put("role", json!(cut(role)));
        }
        if let Some(place) = edge.place() {
            put("place", self.node(place));
        }
        if let EdgeKind::Event(predicate) = claim.kind
            && predicate.info().quad_class > 0
        {
            put("quad_class", json!(predicate.info().quad_class));
        }
        put("confidence", thousandths(edge.best));
        put("sentences", json!(edge.support));
        put("documents", json!(edge.documents));
        told
    }

    /// A sentence with where it stands.
    pub fn evidence(&self, evidence: &Evidence) -> Value {
        let mut told = Map::new();
        told.insert("sentence".into(), json!(cut(&evidence.sentence)));
        told.insert("document".into(), json!(&*evidence.document));
        if let Some(document) = self.documents.get(&*evidence.document) {
            told.insert("url".into(), json!(document.url));
            told.insert("published".into(), json!(document.date.map(|date| date.to_string())));
        }
        Value::Object(told)
    }

    /// When an edge counts: its own day, else that of the document with its surest evidence, and whether that is so.
    pub fn day(&self, edge: &EdgeView<'_>) -> Option<(Date, bool)> {
        let own = edge.claim.date.map(|date| (date, false));
        own.or_else(|| Some((self.documents.get(&*edge.best.document)?.date?, true)))
    }

    /// How many rows an answer has: what was asked, or `usual`, and no more than the limit.
    pub fn rows(&self, asked: Option<usize>, usual: usize) -> usize {
        asked.unwrap_or(usual).min(self.limits.query.rows)
    }
}

/// `Person`, `Meeting` …
pub(super) fn kind(node: &NodeView<'_>) -> &'static str {
    node.node.labels().trim_start_matches("Entity;")
}

/// Whether it is so: `asserted`, `planned`, `hypothetical`, `reported-claim`, with `denied` before where the text denies it; `unsure` behind
/// what is asserted and not sure enough for the plain graph.
pub(super) fn truth(edge: &EdgeView<'_>) -> String {
    let modality = edge.claim.modality.as_str();
    match (edge.claim.negated, edge.plain, edge.claim.is_plain()) {
        _ if edge.decision == Some(Verb::Reject) => "rejected".to_owned(),
        (true, _, _) => format!("denied, {modality}"),
        (false, false, true) => format!("{modality}, unsure"),
        _ => modality.to_owned(),
    }
}

/// How sure evidence is, as a number.
pub(super) fn thousandths(evidence: &Evidence) -> Value {
    evidence.confidence.to_string().parse::<f64>().map_or(Value::Null, Value::from)
}

/// A text that is not too long.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SENTENCE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
