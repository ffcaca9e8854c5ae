//! What the published terms do not say of a graph, so that it comes back from RDF whole: terms behind `ng:record/`, which no query
//! over events meets.
//!
//! The edges of meetings and statements, which those describe, are kept one by one (`ng:record/Edge`), the mentions of an entity by
//! document (`ng:record/Mention`), what was folded into one node (`ng:record/Part`), and of evidence where its parts stand.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::{Object, evidence_nodes, iri};
use crate::decisions::Verb;
use crate::export::record::{Json, Record, properties};
use crate::export::{EdgeView, NodeView, View, json, tables};
use crate::graph::{DocumentNode, EntityNode, Evidence, Node, columns, document_id, stable_id};
use crate::ontology::{PredicateInfo, Relation};

/// Adds to an entity what its terms leave out.
pub(super) fn entity<'g>(object: &mut Object<'g>, entity: &'g EntityNode, view: &View<'g>) {
    object.told("ng:record/reason", &entity.reason);
    object.maybe("ng:record/title", entity.title.as_deref());
    if entity.aliases.contains(&entity.name) {
        object.add("ng:record/named", true);
    }
    let mentions = view.mentions_by_own_id(entity).into_iter().map(|(document, count, own_id)| {
        // A document that has two who are one names both.
        let beside = own_id.filter(|_| view.mentions_of_several(&entity.id, document));
        let parts = [Some(entity.id.as_str()), Some(document), beside];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let mut mention = Object::new(iri(&stable_id("mention", &parts)), &["ng:record/Mention"]);
        mention.add("document", iri(&document_id(document)));
        mention.add("ng:record/count", count as usize);
        mention.maybe("ng:record/ownId", own_id);
        mention
    });
    object.list("ng:record/mention", mentions);
}

/// Adds to a document what read it, the checksum and the sketch of its text, and of several addresses their order.
pub(super) fn document<'g>(object: &mut Object<'g>, document: &'g DocumentNode) {
    object.told("producer", &document.producer);
    object.maybe("ng:record/textSha256", document.text_sha256.as_deref());
    object.maybe("ng:record/sketch", document.sketch.as_deref());
    if document.urls().nth(1).is_some() {
        object.add("ng:record/url", tables::nodes::addresses(document));
    }
}

/// Adds to evidence where its parts stand and what is coded of it.
pub(super) fn evidence<'g>(node: &mut Object<'g>, one: &'g Evidence) {
    let (marks, codes) = (&one.marks, &one.marks.codes);
    node.add("ng:record/sentenceBegin", one.sentence_begin);
    for (key, mark) in
        [("ng:record/trigger", marks.trigger), ("ng:record/source", marks.source), ("ng:record/target", marks.target)]
    {
        node.maybe(key, mark.map(|(begin, end)| format!("{begin}-{end}")));
    }
    node.told("ng:record/decided", &marks.decided);
    node.told("ng:record/cameo", &codes.cameo);
    node.told("ng:record/mode", &codes.mode);
    node.told("ng:record/contexts", &codes.contexts);
    node.maybe("ng:record/place", one.place.as_deref());
}

/// An edge that a meeting or a statement describes.
pub(super) fn edge<'g>(edge: &EdgeView<'g>, proof: &Proof<'_>) -> Object<'g> {
    let claim = edge.claim;
    let mut node = Object::new(iri(edge.id), &["ng:record/Edge"]);
    node.add("ng:record/type", claim.kind.neo4j_type());
    node.add("ng:record/source", &claim.source);
    node.add("ng:record/target", &claim.target);
    node.maybe("ng:record/date", claim.date.map(|date| date.to_string()));
    node.add("ng:record/negated", claim.negated);
    node.add("ng:record/modality", claim.modality.as_str());
    node.maybe("ng:record/attribution", claim.attribution.as_deref());
    node.maybe("ng:record/role", claim.role.as_deref());
    node.maybe("ng:record/place", edge.place());
    decided(&mut node, edge.decision.as_slice());
    // What stands with the meeting or the statement is named, the rest told here.
    let (known, rest) = proof.known(edge);
    let known = known.into_iter().map(|id| Object::new(iri(&id), &[]));
    node.list("ng:record/evidence", known.chain(evidence_nodes(edge.id, &rest)));
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
pub(super) fn parts(view: &View<'_>, each: &mut dyn FnMut(&Object<'_>) -> io::Result<()>) -> io::Result<()> {
    for node in view.parts() {
        let mut record = Record::default();
        let view: NodeView<'_> = tables::folded::part(node);
        tables::nodes::row(&mut record, &view, "")?;
        let mut text = Vec::new();
        json::write(&mut text, &properties(&columns::NODES, record.take()))?;
        let mut part = Object::new(iri(&stable_id("part", &[node.id()])), &["ng:record/Part"]);
        part.add("ng:record/row", String::from_utf8(text).map_err(io::Error::other)?);
        each(&part)?;
    }
    Ok(())
}

/// Adds what people decided of an edge or a node.
pub(super) fn decided(object: &mut Object<'_>, verbs: &[Verb]) {
    object.list("ng:record/decision", verbs.iter().map(|verb| verb.as_str()));
}

/// The decisions: rows of `decisions.csv` as JSON.
pub(super) fn decisions(view: &View<'_>, each: &mut dyn FnMut(&Object<'_>) -> io::Result<()>) -> io::Result<()> {
    let mut rows = Json::of(&columns::DECISIONS);
    tables::decisions::rows(view, &mut rows)?;
    let rows = rows.take()?;
    let rows: Vec<serde_json::Value> = if rows.is_empty() { Vec::new() } else { serde_json::from_str(&rows)? };
    for row in rows {
        let mut text = Vec::new();
        json::write(&mut text, &row)?;
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        let mut decision = Object::new(iri(&stable_id("decision", &[&text])), &["ng:record/Decision"]);
        decision.add("ng:record/row", text);
        each(&decision)?;
    }
    Ok(())
}

/// Adds to a user's predicate its codes.
pub(super) fn predicate<'i>(object: &mut Object<'i>, info: &'i PredicateInfo) {
    object.told("ng:record/type", &info.neo4j_type);
    object.told("ng:record/plover", &info.plover_type);
    object.told("ng:record/cameo", &info.cameo);
    object.told("ng:record/domain", &info.domain);
    object.told("ng:record/range", &info.range);
    object.told("ng:record/color", &info.color);
    object.add("ng:record/quadClass", usize::from(info.quad_class));
    object.add("ng:record/symmetric", info.symmetric);
}
