//! A graph that is larger than memory in; views of one piece of it after the other out, in the order in which files have them.

use std::collections::{BTreeSet, HashSet};
use std::io;

use super::scope::Part;
use super::view::{Piece, Rest};
use super::{EdgeView, Options, View};
use crate::graph::{Edge, EdgeKind, EventRecord, Folded, Node, Records, Sorted, StatementNode};

/// How many records a piece has.
const RECORDS: usize = 1 << 12;

/// A graph that is larger than memory.
#[derive(Debug)]
pub struct Pieces<'g> {
    sorted: &'g Sorted,
    rest: Rest<'g>,
}

/// Which pieces of a graph a file is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// All nodes: people first, documents last.
    Nodes,
    /// People, countries, organizations and places.
    Entities,
    /// Edges in the order of their claims.
    Edges,
    /// Event mentions in the order of their documents.
    Events,
    /// Statements in the order of their documents.
    Spoken,
    /// None: what there is of it is known of the whole.
    Graph,
}

impl<'g> Pieces<'g> {
    /// Of a graph on disk.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn of(sorted: &'g Sorted, options: &'g Options) -> io::Result<Self> {
        let nodes = View::of_nodes(&sorted.folded, options);
        let own = sorted.own.clone();
        let mut pieces =
            Self { sorted, rest: Rest { nodes, plain: HashSet::new(), own, parts: BTreeSet::new(), part: None } };
        let is_all = options.scope.is_all();
        let mut part = (!is_all).then(|| Part::of(&options.scope, sorted.folded.graph()));
        let mut plain = HashSet::new();
        let is_event = |edge: &&EdgeView<'_>| edge.plain && matches!(edge.claim.kind, EdgeKind::Event(_));
        pieces.all_edges(&mut |view| {
            plain.extend(view.edges().iter().filter(is_event).map(|edge| edge.id.to_owned()));
            part.iter_mut().for_each(|part| view.edges().iter().for_each(|edge| part.note(&edge.told())));
            Ok(())
        })?;
        if let Some(part) = &mut part {
            pieces.choose(part)?;
        }
        (pieces.rest.plain, pieces.rest.part) = (plain, part);
        let mut parts = BTreeSet::new();
        let mut add = |view: &View<'_>| {
            parts.extend(view.part_ids().into_iter().map(str::to_owned));
            Ok(())
        };
        pieces.known(is_entity, &mut add)?;
        pieces.edges(&mut add)?;
        pieces.rest.parts = parts;
        Ok(pieces)
    }

    /// Finds what belongs to a part.
    fn choose(&self, part: &mut Part<'_>) -> io::Result<()> {
        self.all_edges(&mut |view| {
            view.edges().iter().for_each(|edge| part.add_edge(&edge.told()));
            Ok(())
        })?;
        self.each(Of::Events, &mut |view| {
            view.events().for_each(|event| part.add_event(event));
            Ok(())
        })?;
        if !self.options().scope.is_of_types_alone() {
            return Ok(());
        }
        self.folded().graph().petgraph().node_weights().for_each(|node| part.add_alone(node));
        self.sorted.statements.each(RECORDS, |_, _| false, &mut |some| {
            some.iter().for_each(|one| part.add_alone(&Node::Statement(Box::new(one.clone()))));
            Ok(())
        })
    }

    /// What was asked for.
    pub(crate) fn options(&self) -> &'g Options {
        self.rest.nodes.options()
    }

    /// What the pieces are of.
    pub(crate) fn folded(&self) -> &'g Folded<'g> {
        &self.sorted.folded
    }

    /// A view of nothing, with what is known of the whole graph.
    pub(crate) fn none(&self) -> View<'_> {
        View::of_piece(self.piece(&[]), &[])
    }

    /// Calls `work` on the pieces, one after the other.
    ///
    /// # Errors
    /// Where they cannot be read, and what `work` returns.
    pub(crate) fn each(&self, of: Of, work: &mut Work<'_>) -> io::Result<()> {
        match of {
            Of::Nodes => {
                self.known(is_entity, work)?;
                self.meetings(work)?;
                self.said(&self.sorted.statements, work)?;
                self.known(|node| !is_entity(node), work)
            }
            Of::Entities => self.known(is_entity, work),
            Of::Edges => self.edges(work),
            Of::Events => {
                let alone = |_: &EventRecord, _: &EventRecord| false;
                self.sorted.events.each(RECORDS, alone, &mut |events| work(&View::of_piece(self.piece(events), &[])))
            }
            Of::Spoken => self.said(&self.sorted.spoken, work),
            Of::Graph => work(&self.none()),
        }
    }

    fn piece<'p>(&'p self, events: &'p [EventRecord]) -> Piece<'p> {
        Piece { rest: &self.rest, events }
    }

    /// The entities, or the documents.
    fn known(&self, is_wanted: fn(&Node) -> bool, work: &mut Work<'_>) -> io::Result<()> {
        self.rest.nodes.nodes().chunks(RECORDS).try_for_each(|some| {
            let nodes = some.iter().map(|shown| shown.node).filter(|node| is_wanted(node));
            work(&self.none().with_nodes(nodes))
        })
    }

    fn edges(&self, work: &mut Work<'_>) -> io::Result<()> {
        let mut of_part = |edges: &[Edge]| work(&View::of_piece(self.piece(&[]), edges).in_part());
        self.sorted.edges.each(RECORDS, |_, _| false, &mut of_part)
    }

    /// Those that belong to no part, too.
    fn all_edges(&self, work: &mut Work<'_>) -> io::Result<()> {
        self.sorted.edges.each(RECORDS, |_, _| false, &mut |edges| work(&View::of_piece(self.piece(&[]), edges)))
    }

    /// The meetings, with the edges that tell who came.
    fn meetings(&self, work: &mut Work<'_>) -> io::Result<()> {
        let of_one = |edge: &Edge, next: &Edge| edge.claim.target == next.claim.target;
        self.sorted.attendance.each(RECORDS, of_one, &mut |edges| {
            let mut ids: Vec<&str> = edges.iter().map(|edge| edge.claim.target.as_str()).collect();
            ids.dedup();
            let meetings = ids.into_iter().filter_map(|id| self.folded().graph().node(id));
            work(&View::of_piece(self.piece(&[]), edges).with_nodes(meetings))
        })
    }

    fn said(&self, statements: &Records<StatementNode>, work: &mut Work<'_>) -> io::Result<()> {
        statements.each(RECORDS, |_, _| false, &mut |some| {
            let nodes: Vec<Node> = some.iter().map(|one| Node::Statement(Box::new(one.clone()))).collect();
            work(&self.none().with_nodes(nodes.iter()))
        })
    }
}

fn is_entity(node: &Node) -> bool {
    node.entity().is_some()
}

/// What is done with a view.
type Work<'w> = dyn FnMut(&View<'_>) -> io::Result<()> + 'w;
