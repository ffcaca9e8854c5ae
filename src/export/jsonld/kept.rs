//! What the published terms do not say of a graph, so that it comes back from RDF whole: terms behind `ng:record/`, which no query
//! over events meets.
//!
//! The edges of meetings and statements, which those describe, are kept one by one (`ng:record/Edge`), the mentions of an entity by
//! document (`ng:record/Mention`), what was folded into one node (`ng:record/Part`), and of evidence where its parts stand.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::{Value, json};

use super::{Object, evidence_nodes, iri, list, maybe, object, put};
use crate::decisions::Verb;
use crate::export::record::{Record, Rows, properties};
use crate::export::{EdgeView, NodeView, View, decisions_csv, folded_csv, json, nodes_csv};
use crate::graph::{DocumentNode, EntityNode, Evidence, Node, columns, document_id, stable_id};
use crate::ontology::{PredicateInfo, Relation};

/// Adds to an entity what its terms leave out.
pub(super) fn entity(object: &mut Object, entity: &EntityNode, view: &View<'_>) {
    maybe(object, "ng:record/reason", Some(entity.reason.as_str()).filter(|reason| !reason.is_empty()));
    maybe(object, "ng:record/title", entity.title.as_deref());
    if entity.aliases.contains(&entity.name) {
        object.insert("ng:record/named".into(), json!(true));
    }
    let mentions = view.mentions_by_own_id(entity).into_iter().map(|(document, count, own_id)| {
        // A document that has two who are one names both.
        let beside = own_id.filter(|_| view.mentions_of_several(&entity.id, document));
        let parts = [Some(entity.id.as_str()), Some(document), beside];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let mut mention = self::object(&stable_id("mention", &parts), &["ng:record/Mention"]);
        put(&mut mention, "document", &iri(&document_id(document)));
        mention.insert("ng:record/count".into(), json!(count));
        maybe(&mut mention, "ng:record/ownId", own_id);
        Value::Object(mention)
    });
    list(object, "ng:record/mention", mentions.collect());
}

/// Adds to a document what read it, the checksum of its text, and of several addresses their order.
pub(super) fn document(object: &mut Object, document: &DocumentNode) {
    maybe(object, "producer", Some(document.producer.as_str()).filter(|producer| !producer.is_empty()));
    maybe(object, "ng:record/textSha256", document.text_sha256.as_deref());
    if document.urls().nth(1).is_some() {
        put(object, "ng:record/url", &nodes_csv::addresses(document));
    }
}

/// Adds to evidence where its parts stand and what is coded of it.
pub(super) fn evidence(node: &mut Object, one: &Evidence) {
    let marks = &one.marks;
    node.insert("ng:record/sentenceBegin".into(), json!(one.sentence_begin));
    for (key, mark) in [("trigger", marks.trigger), ("source", marks.source), ("target", marks.target)] {
        let mark = mark.map(|(begin, end)| format!("{begin}-{end}"));
        maybe(node, &format!("ng:record/{key}"), mark.as_deref());
    }
    let codes = &marks.codes;
    let texts =
        [("decided", &marks.decided), ("cameo", &codes.cameo), ("mode", &codes.mode), ("contexts", &codes.contexts)];
    for (key, text) in texts {
        maybe(node, &format!("ng:record/{key}"), Some(text.as_str()).filter(|text| !text.is_empty()));
    }
    maybe(node, "ng:record/place", one.place.as_deref());
}

/// An edge that a meeting or a statement describes.
pub(super) fn edge(edge: &EdgeView<'_>, proof: &Proof<'_>) -> Object {
    let claim = edge.claim;
    let mut node = object(edge.id, &["ng:record/Edge"]);
    put(&mut node, "ng:record/type", claim.kind.neo4j_type());
    put(&mut node, "ng:record/source", &claim.source);
    put(&mut node, "ng:record/target", &claim.target);
    maybe(&mut node, "ng:record/date", claim.date.map(|date| date.to_string()).as_deref());
    node.insert("ng:record/negated".into(), json!(claim.negated));
    put(&mut node, "ng:record/modality", claim.modality.as_str());
    maybe(&mut node, "ng:record/attribution", claim.attribution.as_deref());
    maybe(&mut node, "ng:record/role", claim.role.as_deref());
    maybe(&mut node, "ng:record/place", edge.place());
    decided(&mut node, edge.decision.as_slice());
    // What stands with the meeting or the statement is named, the rest told here.
    let (known, rest) = proof.known(edge);
    let rest = evidence_nodes(edge.id, &rest).into_iter().map(Value::Object);
    let known = known.into_iter().map(|id| json!({ "@id": iri(&id) }));
    list(&mut node, "ng:record/evidence", known.chain(rest).collect());
    node
}

/// The evidence that stands with meetings and statements.
pub(super) struct Proof<'g> {
    of: BTreeMap<&'g str, BTreeMap<&'g Evidence, String>>,
}

impl<'g> Proof<'g> {
    pub(super) fn of(view: &View<'g>) -> Self {
        let mut all = BTreeMap::<&str, BTreeSet<&Evidence>>::new();
        for edge in view.edges() {
            if edge.claim.kind == crate::graph::EdgeKind::Relation(Relation::ParticipatedIn) {
                all.entry(&edge.claim.target).or_default().extend(edge.evidence.iter().copied());
            }
        }
        for node in view.nodes() {
            if let Node::Statement(statement) = node.node {
                all.entry(&statement.id).or_default().insert(&statement.evidence);
            }
        }
        let named = all.into_iter().map(|(owner, all)| {
            let all: Vec<&Evidence> = all.into_iter().collect();
            let is_meeting = matches!(view.node(owner).map(|shown| shown.node), Some(Node::Meeting(_)));
            let ids = match is_meeting {
                true => super::evidence_ids(&iri(owner), &all),
                false => super::evidence_ids(owner, &all),
            };
            (owner, all.into_iter().zip(ids).collect())
        });
        Self { of: named.collect() }
    }

    /// The ids of an edge's evidence that stands elsewhere, and what does not.
    fn known<'e>(&self, edge: &EdgeView<'e>) -> (Vec<String>, Vec<&'e Evidence>) {
        let claim = edge.claim;
        let owner = self.of.get(claim.target.as_str()).or_else(|| self.of.get(claim.source.as_str()));
        let (mut known, mut rest) = (Vec::new(), Vec::new());
        for &one in &edge.evidence {
            match owner.and_then(|all| all.get(one)) {
                Some(id) => known.push(id.clone()),
                None => rest.push(one),
            }
        }
        (known, rest)
    }
}

/// The nodes that are one with another, as their own documents tell of them: rows of `folded.csv` as JSON.
pub(super) fn parts(view: &View<'_>, each: &mut dyn FnMut(&Object) -> io::Result<()>) -> io::Result<()> {
    for node in view.parts() {
        let mut record = Record::default();
        let view: NodeView<'_> = folded_csv::part(node);
        nodes_csv::row(&mut record, &view, "")?;
        let mut text = Vec::new();
        json::write(&mut text, &properties(&columns::NODES, record.take()))?;
        let mut part = object(&stable_id("part", &[node.id()]), &["ng:record/Part"]);
        put(&mut part, "ng:record/row", &String::from_utf8_lossy(&text));
        each(&part)?;
    }
    Ok(())
}

/// Adds what people decided of an edge or a node.
pub(super) fn decided(object: &mut Object, verbs: &[Verb]) {
    list(object, "ng:record/decision", verbs.iter().map(|verb| json!(verb.as_str())).collect());
}

/// The decisions: rows of `decisions.csv` as JSON.
pub(super) fn decisions(view: &View<'_>, each: &mut dyn FnMut(&Object) -> io::Result<()>) -> io::Result<()> {
    let mut rows = Rows::of(&columns::DECISIONS);
    decisions_csv::rows(view, &mut rows)?;
    for row in rows.taken() {
        let mut text = Vec::new();
        json::write(&mut text, &row)?;
        let text = String::from_utf8_lossy(&text);
        let mut decision = object(&stable_id("decision", &[&text]), &["ng:record/Decision"]);
        put(&mut decision, "ng:record/row", &text);
        each(&decision)?;
    }
    Ok(())
}

/// Adds to a user's predicate its codes.
pub(super) fn predicate(object: &mut Object, info: &PredicateInfo) {
    for (key, text) in [
        ("ng:record/type", &info.neo4j_type),
        ("ng:record/plover", &info.plover_type),
        ("ng:record/cameo", &info.cameo),
        ("ng:record/domain", &info.domain),
        ("ng:record/range", &info.range),
        ("ng:record/color", &info.color),
    ] {
        maybe(object, key, Some(text.as_str()).filter(|text| !text.is_empty()));
    }
    object.insert("ng:record/quadClass".into(), json!(info.quad_class));
    object.insert("ng:record/symmetric".into(), json!(info.symmetric));
}
