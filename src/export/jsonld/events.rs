//! Events, standing relations and meetings as nodes of RDF: who, whom, when, where, and what says so.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Object, evidence, iri, list, maybe, object, put, time};
use crate::decisions::Verb;
use crate::export::{EdgeView, View};
use crate::graph::{Claim, EdgeKind, Evidence};
use crate::ontology::{Relation, term};

/// The node that describes an edge.
pub(super) fn event(edge: &EdgeView<'_>, view: &View<'_>) -> Object {
    let claim = edge.claim;
    let predicate = format!("ng:{}", term(claim.kind.name()));
    let types: &[&str] = match claim.kind {
        EdgeKind::Event(_) => &["ng:Event", "sem:Event"],
        EdgeKind::Relation(_) => &["ng:Relation"],
    };
    let mut node = object(edge.id, types);
    put(&mut node, "predicate", &predicate);
    put(&mut node, "source", &iri(&claim.source));
    put(&mut node, "target", &iri(&claim.target));
    if let EdgeKind::Event(coded) = claim.kind {
        let info = coded.info();
        put(&mut node, "eventType", &predicate);
        node.insert("actor".into(), json!([iri(&claim.source), iri(&claim.target)]));
        // A user's predicate need not have any of them.
        maybe(&mut node, "plover", Some(info.plover_type.as_str()).filter(|code| !code.is_empty()));
        maybe(&mut node, "cameo", Some(edge.cameo(info)).filter(|code| !code.is_empty()));
        let codes = &edge.best.marks.codes;
        maybe(&mut node, "ploverMode", Some(codes.mode.as_str()).filter(|mode| !mode.is_empty()));
        list(&mut node, "ploverContext", codes.contexts.split_terminator(';').map(|context| json!(context)).collect());
        if info.quad_class > 0 {
            node.insert("quadClass".into(), json!(info.quad_class));
        }
    }
    maybe(&mut node, "place", edge.place().map(iri).as_deref());
    time(&mut node, claim.date);
    maybe(&mut node, "role", claim.role.as_deref());
    truth(&mut node, claim);
    super::kept::decided(&mut node, edge.decision.as_slice());
    node.insert("support".into(), json!(edge.support));
    node.insert("documents".into(), json!(edge.documents));
    put(&mut node, "confidence", &edge.best.confidence.to_string());
    evidence(&mut node, edge.id, edge.evidence.iter().copied(), view);
    node
}

/// What the edges of a meeting say of it: who took part, where, whether it took place.
pub(super) fn meeting(node: &mut Object, guests: &[&EdgeView<'_>], from: &[&EdgeView<'_>], view: &View<'_>) {
    let came = guests.iter().filter(|edge| edge.decision != Some(Verb::Reject));
    let ids: BTreeSet<&str> = came.map(|edge| edge.claim.source.as_str()).collect();
    list(node, "actor", ids.into_iter().map(|id| json!(iri(id))).collect());
    let held = EdgeKind::Relation(Relation::HeldAt);
    let held = from.iter().filter(|edge| edge.claim.kind == held && edge.decision != Some(Verb::Reject));
    let places: BTreeSet<&str> = held.map(|edge| edge.claim.target.as_str()).collect();
    list(node, "place", places.into_iter().map(|id| json!(iri(id))).collect());
    // Of several presentations the one that asserts the most.
    let claims = guests.iter().map(|edge| edge.claim);
    if let Some(claim) = claims.min_by_key(|claim| (claim.negated, claim.modality, claim.attribution.as_deref())) {
        truth(node, claim);
    }
    let proof: BTreeSet<&Evidence> = guests.iter().flat_map(|edge| edge.evidence.iter().copied()).collect();
    let sentences: BTreeSet<_> = proof.iter().map(|one| (&*one.document, &*one.sentence)).collect();
    let documents: BTreeSet<&str> = proof.iter().map(|one| &*one.document).collect();
    node.insert("support".into(), json!(sentences.len()));
    node.insert("documents".into(), json!(documents.len()));
    let id = node.get("@id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
    evidence(node, &id, proof.into_iter(), view);
}

/// Whether it is so, how it is presented, and who says so.
fn truth(node: &mut Object, claim: &Claim) {
    node.insert("negated".into(), json!(claim.negated));
    put(node, "modality", claim.modality.as_str());
    maybe(node, "attribution", claim.attribution.as_deref().map(iri).as_deref());
}
