//! A graph that is larger than memory in; views of one piece of it after the other out, in the order in which files have them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;

use super::cut::Cut;
use super::scope::Part;
use super::view::{Piece, Rest};
use super::{EdgeView, Options, View};
use crate::graph::{
    ActorRef, Edge, EdgeKind, EventRecord, Folded, KnowledgeGraph, Node, Records, Sorted, StatementNode, document_id,
};

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
        let producer = sorted.nodes.producer().filter(|_| sorted.tells_documents);
        let (plain, own, parts) = (HashSet::new(), sorted.own.clone(), BTreeSet::new());
        let rest = Rest { folded: &sorted.folded, options, producer, plain, own, parts, part: None };
        let mut pieces = Self { sorted, rest };
        let mut part = (!options.scope.is_all()).then(|| Part::of(&options.scope));
        if let Some(part) = &mut part {
            for document in sorted.nodes.of_rank(Node::DOCUMENT).read()? {
                if let Node::Document(document) = document? {
                    part.note_day(Cow::Owned(document.document), document.date);
                }
            }
        }
        let (mut plain, cut) = (HashSet::new(), Cut::of(options));
        let is_event = |edge: &&EdgeView<'_>| edge.plain && matches!(edge.claim.kind, EdgeKind::Event(_));
        let is_mixed = |edge: &&EdgeView<'_>| edge.evidence.iter().any(|one| !cut.is_sure(one));
        pieces.all_edges(&mut |view| {
            let mixed = view.edges().iter().filter(is_event).filter(is_mixed);
            plain.extend(mixed.map(|edge| edge.id.to_owned()));
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
        pieces.entities(&mut add)?;
        pieces.edges(&mut add)?;
        pieces.rest.parts = parts;
        Ok(pieces)
    }

    /// Finds what belongs to a part.
    fn choose(&self, part: &mut Part<'_>) -> io::Result<()> {
        self.all_edges(&mut |view| {
            view.edges().iter().for_each(|edge| part.add_edge(view.graph(), &edge.told()));
            Ok(())
        })?;
        self.each(Of::Events, &mut |view| {
            view.events().for_each(|event| part.add_event(view.graph(), event));
            Ok(())
        })?;
        if !self.options().scope.is_of_types_alone() {
            return Ok(());
        }
        for rank in Node::ENTITIES.chain([Node::MEETING, Node::DOCUMENT]) {
            for node in self.sorted.nodes.of_rank(rank).read()? {
                part.add_alone(&node?);
            }
        }
        self.sorted.statements.each(RECORDS, |_, _| false, &mut |some| {
            some.iter().for_each(|one| part.add_alone(&Node::Statement(Box::new(one.clone()))));
            Ok(())
        })
    }

    /// What was asked for.
    pub(crate) fn options(&self) -> &'g Options {
        self.rest.options
    }

    /// What the pieces are of, without a graph.
    pub(crate) fn folded(&self) -> &'g Folded<'g> {
        self.rest.folded
    }

    /// The names of nodes, by id.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub(crate) fn names(&self, ids: &BTreeSet<&str>) -> io::Result<BTreeMap<String, String>> {
        let nodes = self.sorted.nodes.some(ids)?;
        let entities = nodes.petgraph().node_weights().filter_map(Node::entity);
        Ok(entities.map(|entity| (entity.id.clone(), entity.name.clone())).collect())
    }

    /// Whether a view of nothing, with what is known of the whole graph, is such a one.
    pub(crate) fn is(&self, such: impl FnOnce(&View<'_>) -> bool) -> bool {
        let named = KnowledgeGraph::new();
        such(&View::of_piece(Piece { rest: &self.rest, named: &named, events: &[] }, &[]))
    }

    /// Calls `work` on the pieces, one after the other.
    ///
    /// # Errors
    /// Where they cannot be read, and what `work` returns.
    pub(crate) fn each(&self, of: Of, work: &mut Work<'_>) -> io::Result<()> {
        match of {
            Of::Nodes => {
                self.entities(work)?;
                self.meetings(work)?;
                self.said(&self.sorted.statements, work)?;
                self.known(Node::DOCUMENT, work)
            }
            Of::Entities => self.entities(work),
            Of::Edges => self.edges(work),
            Of::Events => self.sorted.events.each(RECORDS, |_, _| false, &mut |events| {
                let mut ids = BTreeSet::new();
                events.iter().for_each(|event| self.name_event(event, &mut ids));
                let named = self.sorted.nodes.some(&ids_of(&ids))?;
                work(&View::of_piece(Piece { rest: &self.rest, named: &named, events }, &[]))
            }),
            Of::Spoken => self.said(&self.sorted.spoken, work),
            Of::Graph => {
                let mut ids = BTreeSet::new();
                let parts = self.rest.parts.iter().filter_map(|id| self.folded().part(id)?.entity());
                parts.flat_map(|part| part.mentions.keys()).for_each(|one| self.name_document(one, &mut ids));
                let named = self.sorted.nodes.some(&ids_of(&ids))?;
                work(&View::of_piece(Piece { rest: &self.rest, named: &named, events: &[] }, &[]))
            }
        }
    }

    fn entities(&self, work: &mut Work<'_>) -> io::Result<()> {
        Node::ENTITIES.into_iter().try_for_each(|rank| self.known(rank, work))
    }

    /// All nodes of a rank.
    fn known(&self, rank: u8, work: &mut Work<'_>) -> io::Result<()> {
        self.sorted.nodes.of_rank(rank).each(RECORDS, |_, _| false, &mut |nodes| {
            let mut ids = BTreeSet::new();
            let entities = nodes.iter().filter_map(Node::entity);
            entities.flat_map(|entity| entity.mentions.keys()).for_each(|one| self.name_document(one, &mut ids));
            let named = self.sorted.nodes.some(&ids_of(&ids))?;
            let piece = Piece { rest: &self.rest, named: &named, events: &[] };
            work(&View::of_piece(piece, &[]).with_nodes(nodes.iter()))
        })
    }

    fn edges(&self, work: &mut Work<'_>) -> io::Result<()> {
        self.pieces_of_edges(&mut |view| work(&view.in_part()))
    }

    /// Those that belong to no part, too.
    fn all_edges(&self, work: &mut Work<'_>) -> io::Result<()> {
        self.pieces_of_edges(&mut |view| work(&view))
    }

    fn pieces_of_edges(&self, work: &mut dyn FnMut(View<'_>) -> io::Result<()>) -> io::Result<()> {
        self.sorted.edges.each(RECORDS, |_, _| false, &mut |edges| {
            let mut ids = BTreeSet::new();
            if self.options().scope.has_types() {
                ids.extend(edges.iter().flat_map(|edge| [edge.claim.source.clone(), edge.claim.target.clone()]));
            }
            let evidence = edges.iter().flat_map(|edge| &edge.evidence);
            evidence.for_each(|one| self.name_document(&one.document, &mut ids));
            let named = self.sorted.nodes.some(&ids_of(&ids))?;
            work(View::of_piece(Piece { rest: &self.rest, named: &named, events: &[] }, edges))
        })
    }

    /// The meetings, with the edges that tell who came.
    fn meetings(&self, work: &mut Work<'_>) -> io::Result<()> {
        let of_one = |edge: &Edge, next: &Edge| edge.claim.target == next.claim.target;
        self.sorted.attendance.each(RECORDS, of_one, &mut |edges| {
            let ends = edges.iter().flat_map(|edge| [edge.claim.source.as_str(), edge.claim.target.as_str()]);
            let named = self.sorted.nodes.some(&ends.collect())?;
            let mut ids: Vec<&str> = edges.iter().map(|edge| edge.claim.target.as_str()).collect();
            ids.dedup();
            let meetings = ids.into_iter().filter_map(|id| named.node(id));
            let piece = Piece { rest: &self.rest, named: &named, events: &[] };
            work(&View::of_piece(piece, edges).with_nodes(meetings))
        })
    }

    fn said(&self, statements: &Records<StatementNode>, work: &mut Work<'_>) -> io::Result<()> {
        statements.each(RECORDS, |_, _| false, &mut |some| {
            let nodes: Vec<Node> = some.iter().map(|one| Node::Statement(Box::new(one.clone()))).collect();
            let mut ids = BTreeSet::new();
            for one in some {
                ids.extend([&one.speakers, &one.addressees, &one.about, &one.reporters].into_iter().flatten().cloned());
                self.name_document(&one.evidence.document, &mut ids);
            }
            let named = self.sorted.nodes.some(&ids_of(&ids))?;
            let piece = Piece { rest: &self.rest, named: &named, events: &[] };
            work(&View::of_piece(piece, &[]).with_nodes(nodes.iter()))
        })
    }

    /// Adds the ids of the nodes that the line of an event names.
    fn name_event(&self, event: &EventRecord, ids: &mut BTreeSet<String>) {
        let actors = event.source.iter().chain(&event.target).filter_map(ActorRef::node);
        let others = event.attribution.as_deref().into_iter().chain(event.evidence.place.as_deref());
        ids.extend(actors.chain(others).map(str::to_owned));
        self.name_document(&event.evidence.document, ids);
    }

    /// Adds the id of a document, if it has to tell what read it.
    fn name_document(&self, document: &str, ids: &mut BTreeSet<String>) {
        if self.rest.producer.is_none() {
            ids.insert(document_id(document));
        }
    }
}

fn ids_of(ids: &BTreeSet<String>) -> BTreeSet<&str> {
    ids.iter().map(String::as_str).collect()
}

/// What is done with a view.
type Work<'w> = dyn FnMut(&View<'_>) -> io::Result<()> + 'w;
