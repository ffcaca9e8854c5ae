//! An edge or a node and what was asked for in; the same as it is shown, with what is counted of it, out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::cut::Cut;
use super::rejected::Rejected;
use super::scope::Told;
use crate::confidence::Confidence;
use crate::date::Date;
use crate::decisions::Verb;
use crate::graph::{Claim, Edge, Evidence, Folded, Node};
use crate::ontology::PredicateInfo;

/// A node to show.
#[derive(Debug)]
pub struct NodeView<'g> {
    /// The node.
    pub node: &'g Node,
    /// Its name for people.
    pub name: Cow<'g, str>,
    /// How many mentions or pieces of evidence it has; `None` for documents.
    pub mentions: Option<u32>,
    /// How sure its link or its reading is; `None` for documents.
    pub confidence: Option<Confidence>,
    /// Of a meeting: `held`, `planned`, `cancelled`, `not-held`, `proposed`, `claimed` or `denied`.
    pub status: Option<&'static str>,
    /// What people decided of it, each verb once.
    pub decisions: Vec<Verb>,
}

impl NodeView<'_> {
    /// When it was, if it is a meeting, a statement or a document.
    pub fn date(&self) -> Option<Date> {
        match self.node {
            Node::Entity(_) => None,
            Node::Meeting(node) => node.date,
            Node::Statement(node) => node.date,
            Node::Document(node) => node.date,
        }
    }
}

/// An edge to show.
#[derive(Debug)]
pub struct EdgeView<'g> {
    /// Its id.
    pub id: &'g str,
    /// What it says.
    pub claim: &'g Claim,
    /// The evidence that is sure enough, in the order of the documents and their texts; at least one.
    pub evidence: Vec<&'g Evidence>,
    /// The surest, and of several the first; the edge is as sure as that ([`Edge::confidence`]).
    pub best: &'g Evidence,
    /// Whether it is in the plain graph, too: positive, asserted and, if it tells of an event, sure enough.
    pub plain: bool,
    /// What people decided of it.
    pub decision: Option<Verb>,
    /// How many different sentences say so; of copies of one report each counts once.
    pub support: usize,
    /// How many documents say so; copies of one report count once.
    pub documents: usize,
}

impl<'g> EdgeView<'g> {
    /// An edge, if evidence of it is sure enough.
    pub(super) fn new(edge: &'g Edge, folded: &'g Folded<'_>, rejected: &Rejected<'_>, cut: &Cut) -> Option<Self> {
        let decision = folded.decision(&edge.id);
        let mut evidence = cut.evidence(edge, decision);
        let stands = |one: &&Evidence| decision == Some(Verb::Confirm) || !rejected.has(edge, one);
        let any_stands = evidence.iter().any(stands);
        if !cut.shows_all() {
            evidence.retain(stands);
        }
        let (&first, rest) = evidence.split_first()?;
        let best = rest.iter().fold(first, |best, &one| if one.confidence > best.confidence { one } else { best });
        let copies = folded.near_copies();
        let source = |one: &&'g Evidence| copies.get(&*one.document).map_or(&*one.document, String::as_str);
        let support = different(evidence.iter().map(|one| (source(one), &*one.sentence)));
        let documents = different(evidence.iter().map(source));
        let plain = any_stands && cut.is_plain(edge, decision);
        Some(Self { id: &edge.id, claim: &edge.claim, evidence, best, plain, decision, support, documents })
    }

    /// What a part of a graph is chosen by.
    pub(super) fn told(&self) -> Told<'_> {
        (self.claim, &self.evidence)
    }

    /// CAMEO code of the surest evidence, else that of the predicate.
    pub fn cameo<'a>(&'a self, info: &'a PredicateInfo) -> &'a str {
        Some(self.best.marks.codes.cameo.as_str()).filter(|code| !code.is_empty()).unwrap_or(&info.cameo)
    }

    /// Id of the entity where it happened: that of the surest evidence that tells. What has no date may have happened more than once,
    /// so only the document of the surest evidence tells where.
    pub fn place(&self) -> Option<&'g str> {
        let of_one = |one: &&&Evidence| self.claim.date.is_some() || one.document == self.best.document;
        let told = self.evidence.iter().filter(of_one).filter(|one| one.place.is_some());
        let best = told.reduce(|best, one| if one.confidence > best.confidence { one } else { best })?;
        best.place.as_deref()
    }
}

/// How many of them are not the same.
fn different<T: Ord>(all: impl ExactSizeIterator<Item = T>) -> usize {
    if all.len() < 2 { all.len() } else { all.collect::<BTreeSet<T>>().len() }
}
