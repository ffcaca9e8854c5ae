//! Events, standing relations and meetings as nodes of RDF: who, whom, when, where, and what says so.

use std::collections::BTreeSet;

use super::{Object, evidence, iri, kept, time};
use crate::decisions::Verb;
use crate::export::{EdgeView, View};
use crate::graph::{Claim, EdgeKind, Evidence};
use crate::ontology::{Relation, term};

/// The node that describes an edge.
pub(super) fn event<'g>(edge: &'g EdgeView<'g>, view: &View<'g>) -> Object<'g> {
    let claim = edge.claim;
    let predicate = format!("ng:{}", term(claim.kind.name()));
    let types: &[&str] = match claim.kind {
        EdgeKind::Event(_) => &["ng:Event", "sem:Event"],
        EdgeKind::Relation(_) => &["ng:Relation"],
    };
    let mut node = Object::new(iri(edge.id), types);
    let ends = [iri(&claim.source), iri(&claim.target)];
    node.add("predicate", predicate.clone());
    node.add("source", ends[0].clone());
    node.add("target", ends[1].clone());
    if let EdgeKind::Event(coded) = claim.kind {
        let info = coded.info();
        node.add("eventType", predicate);
        node.list("actor", ends);
        // A user's predicate need not have any of them.
        node.told("plover", &info.plover_type);
        node.told("cameo", edge.cameo(info));
        let codes = &edge.best.marks.codes;
        node.told("ploverMode", &codes.mode);
        node.list("ploverContext", codes.contexts.split_terminator(';'));
        if info.quad_class > 0 {
            node.add("quadClass", usize::from(info.quad_class));
        }
    }
    node.maybe("place", edge.place().map(iri));
    time(&mut node, claim.date);
    node.maybe("role", claim.role.as_deref());
    truth(&mut node, claim);
    kept::decided(&mut node, edge.decision.as_slice());
    node.add("support", edge.support);
    node.add("documents", edge.documents);
    node.add("confidence", edge.best.confidence.to_string());
    evidence(&mut node, edge.id, edge.evidence.clone(), view);
    node
}

/// What the edges of a meeting say of it: who took part, where, whether it took place.
pub(super) fn meeting<'g>(node: &mut Object<'g>, guests: &[&EdgeView<'g>], from: &[&EdgeView<'g>], view: &View<'g>) {
    let came = guests.iter().filter(|edge| edge.decision != Some(Verb::Reject));
    let ids: BTreeSet<&str> = came.map(|edge| edge.claim.source.as_str()).collect();
    node.list("actor", ids.into_iter().map(iri));
    let held = EdgeKind::Relation(Relation::HeldAt);
    let held = from.iter().filter(|edge| edge.claim.kind == held && edge.decision != Some(Verb::Reject));
    let places: BTreeSet<&str> = held.map(|edge| edge.claim.target.as_str()).collect();
    node.list("place", places.into_iter().map(iri));
    // Of several presentations the one that asserts the most.
    let claims = guests.iter().map(|edge| edge.claim);
    if let Some(claim) = claims.min_by_key(|claim| (claim.negated, claim.modality, claim.attribution.as_deref())) {
        truth(node, claim);
    }
    let proof: BTreeSet<&Evidence> = guests.iter().flat_map(|edge| edge.evidence.iter().copied()).collect();
    let sentences: BTreeSet<_> = proof.iter().map(|one| (&*one.document, &*one.sentence)).collect();
    let documents: BTreeSet<&str> = proof.iter().map(|one| &*one.document).collect();
    node.add("support", sentences.len());
    node.add("documents", documents.len());
    let id = node.id().to_owned();
    evidence(node, &id, proof.into_iter().collect(), view);
}

/// Whether it is so, how it is presented, and who says so.
fn truth(node: &mut Object<'_>, claim: &Claim) {
    node.add("negated", claim.negated);
    node.add("modality", claim.modality.as_str());
    node.maybe("attribution", claim.attribution.as_deref().map(iri));
}
