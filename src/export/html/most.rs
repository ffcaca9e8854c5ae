//! A view in; what of it a page holds out: all, or of a graph that no browser would open the best-supported edges, their nodes
//! and documents.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::export::{EdgeView, NodeView, View};
use crate::graph::{Evidence, Node};

/// How many edges a page holds. 50,000 with a sentence each are 25 MB, which Chromium opens in some seconds with half a GB.
const EDGES: usize = 50_000;

/// How many nodes a page holds without choosing among them.
const NODES: usize = 100_000;

/// How many mentions of an edge are told where there are too many edges.
const MENTIONS: usize = 5;

/// What a page holds.
pub(super) struct Most<'v, 'g> {
    /// In the order of the view.
    pub(super) edges: Vec<&'v EdgeView<'g>>,
    /// The same, without documents.
    pub(super) nodes: Vec<&'v NodeView<'g>>,
    /// Documents alone.
    pub(super) documents: Vec<&'v NodeView<'g>>,
    /// Whether something is left out.
    pub(super) is_part: bool,
}

impl<'v, 'g> Most<'v, 'g> {
    pub(super) fn of(view: &'v View<'g>) -> Self {
        Self::limited(view, EDGES, NODES)
    }

    fn limited(view: &'v View<'g>, most_edges: usize, most_nodes: usize) -> Self {
        let mut edges: Vec<&EdgeView> = view.edges().iter().collect();
        let (documents, nodes): (Vec<&NodeView>, Vec<&NodeView>) =
            view.nodes().iter().partition(|shown| matches!(shown.node, Node::Document(_)));
        if edges.len() <= most_edges && nodes.len() <= most_nodes {
            return Self { edges, nodes, documents, is_part: false };
        }
        // Stable: equal support keeps the order of the claims.
        edges.sort_by_key(|edge| Reverse((edge.documents, edge.support)));
        edges.truncate(most_edges);
        edges.sort_by(|a, b| a.claim.cmp(b.claim));
        let mut most = Self { edges, nodes, documents, is_part: true };
        let named = |edge: &&'v EdgeView<'g>| {
            let claim = edge.claim;
            [Some(claim.source.as_str()), Some(&*claim.target), claim.attribution.as_deref(), edge.place()]
        };
        let ids: HashSet<&str> = most.edges.iter().flat_map(named).flatten().collect();
        most.nodes.retain(|shown| ids.contains(shown.node.id()));
        let told: HashSet<&str> =
            most.edges.iter().flat_map(|edge| most.mentions(edge)).map(|one| &*one.document).collect();
        most.documents.retain(|shown| match shown.node {
            Node::Document(document) => told.contains(document.document.as_str()),
            _ => false,
        });
        most
    }

    /// The mentions of an edge that are told.
    pub(super) fn mentions<'e>(&self, edge: &'e EdgeView<'g>) -> impl Iterator<Item = &'g Evidence> + use<'e, 'v, 'g> {
        let most = if self.is_part { MENTIONS } else { usize::MAX };
        // The surest is among them.
        let rest = edge.evidence.iter().copied().filter(|one| !std::ptr::eq(*one, edge.best));
        let mut mentions: Vec<&'g Evidence> = std::iter::once(edge.best).chain(rest).take(most).collect();
        mentions.sort_unstable();
        mentions.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Marks, Modality};
    use crate::export::Options;
    use crate::graph::{Claim, DocumentNode, EdgeKind, KnowledgeGraph};
    use crate::ontology::Predicate;

    #[test]
    fn of_too_many_edges_the_best_supported_stay_with_their_nodes() {
        let mut graph = KnowledgeGraph::new();
        for id in ["a", "b", "c", "d"] {
            graph.add_node(Node::Document(DocumentNode {
                id: id.into(),
                document: id.into(),
                title: None,
                url: None,
                copies: Default::default(),
                date: None,
                text_sha256: None,
                sketch: None,
                producer: "".into(),
            }));
        }
        let evidence = |begin: usize| Evidence {
            document: "x".into(),
            begin,
            end: begin + 1,
            rule: "r".into(),
            confidence: 0.9.into(),
            place: None,
            sentence: format!("{begin}").into(),
            sentence_begin: begin,
            marks: Marks::default(),
        };
        let praised = |source: &str, target: &str| Claim {
            modality: Modality::Asserted,
            ..Claim::asserted(source, EdgeKind::Event(Predicate::Praised), target)
        };
        assert!(graph.add_edge(praised("a", "b"), (0..9).map(evidence)));
        assert!(graph.add_edge(praised("c", "d"), [evidence(0)]));
        let (folded, options) = (graph.folded(), Options::default());
        let view = View::new(&folded, &options);
        let most = Most::limited(&view, 1, 9);
        assert_eq!(most.edges.iter().map(|edge| edge.claim.source.as_str()).collect::<Vec<_>>(), ["a"]);
        assert_eq!(most.mentions(most.edges[0]).count(), MENTIONS);
        let whole = Most::limited(&view, 2, 9);
        assert_eq!((whole.edges.len(), whole.is_part, whole.mentions(whole.edges[0]).count()), (2, false, 9));
    }
}
