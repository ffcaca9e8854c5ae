//! What each type of node and class of edge looks like. Colors are told apart by color-blind readers too (Okabe and
//! Ito, <https://jfly.uni-koeln.de/color/>), and shapes and line styles repeat what they say.

use crate::decisions::Verb;
use crate::graph::{EdgeKind, Node};
use crate::ontology::{Predicate, Relation};
use crate::resolve::EntityType;

/// The look of a type of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeStyle {
    /// Order in the legend.
    pub(super) rank: u8,
    pub(super) name: &'static str,
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
    /// Further attributes.
    pub(super) shape: &'static str,
}

/// The look of a class of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EdgeStyle {
    /// Order in the legend.
    pub(super) rank: u8,
    pub(super) name: &'static str,
    pub(super) color: &'static str,
}

/// The sign of what a person decided, for drawings and texts.
pub(super) fn sign(verb: Verb) -> &'static str {
    if verb == Verb::Reject { "✗" } else { "✓" }
}

/// The same in words.
pub(super) fn decided(verb: Verb) -> &'static str {
    match verb {
        Verb::Confirm => "confirmed by a person",
        Verb::Reject => "rejected by a person",
        Verb::SameAs => "taken for one by a person",
        Verb::NotSame => "told from another by a person",
        Verb::Link => "linked by a person",
    }
}

/// The look of a node.
pub(super) fn node(node: &Node) -> NodeStyle {
    let rank = node.rank();
    let (name, fill, line, shape) = match node {
        Node::Entity(entity) => match entity.kind {
            EntityType::Person => ("Person", "#D6EBF9", "#0072B2", "shape=box, style=\"rounded,filled\""),
            EntityType::Country => ("Country", "#FBE6C2", "#B97A00", "shape=box, style=\"bold,filled\""),
            EntityType::Organization => ("Organization", "#D3F0E6", "#009E73", "shape=octagon, style=filled"),
            EntityType::Place => ("Place", "#EFEFEF", "#6B6B6B", "shape=cds, style=filled"),
        },
        Node::Meeting(_) => ("Meeting", "#F6DCEA", "#B0427F", "shape=ellipse, peripheries=2, style=filled"),
        Node::Statement(_) => ("Statement", "#FFFFFF", "#6B6B6B", "shape=note, style=filled"),
        Node::Document(_) => ("Document", "#FFFFFF", "#6B6B6B", "shape=folder, style=filled"),
    };
    NodeStyle { rank, name, fill, line, shape }
}

/// The look of an edge by what it says: events by quad class, those of a user's predicates by their own color.
pub(super) fn edge(kind: EdgeKind) -> EdgeStyle {
    let (rank, name, color) = match kind {
        EdgeKind::Event(Predicate::Own(own)) => (4, own.info().name.as_str(), own.info().color.as_str()),
        EdgeKind::Event(predicate) => match predicate.info().quad_class {
            1 => (0, "verbal cooperation", "#0072B2"),
            2 => (1, "material cooperation", "#009E73"),
            3 => (2, "verbal conflict", "#D98200"),
            _ => (3, "material conflict", "#C4301C"),
        },
        EdgeKind::Relation(Relation::ParticipatedIn | Relation::HeldAt) => (5, "meeting", "#B0427F"),
        EdgeKind::Relation(Relation::About | Relation::Stated | Relation::Reported) => (6, "statement", "#8A8A8A"),
        EdgeKind::Relation(_) => (7, "office, membership, location", "#8A8A8A"),
    };
    EdgeStyle { rank, name, color }
}
