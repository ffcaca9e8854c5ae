//! Batches in; the graph of all of them, as it is shown, out, in files on disk, in the orders in which it is written.
//!
//! The nodes tell who is one. Then so many batches as memory holds are read at a time, brought under the ids that are shown, and
//! written in order: whatever the batches, the streams are the same. In memory stay of nodes that are one with others, and of
//! documents what tells that they are copies.

mod forms;
mod nodes;
mod records;

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::Path;

use tempfile::TempDir;

pub(crate) use nodes::Nodes;
use nodes::NodesWriter;
pub(crate) use records::Records;
use records::Sorter;

use super::copies::{self, Sketched};
use super::fold::Fold;
use super::kept::UNFINISHED;
use super::node::keep_greater;
use super::{Batches, Edge, EdgeKind, EventRecord, Folded, KnowledgeGraph, Node, StatementNode};
use crate::error::{Error, ErrorKind, Result, for_another_folder};
use crate::ontology::{Own, Relation};

/// A graph that may be larger than memory.
#[derive(Debug)]
pub(crate) struct Sorted {
    /// What parts its nodes again, without a graph.
    pub(crate) folded: Folded<'static>,
    /// Its entities, meetings and documents, as they are shown.
    pub(crate) nodes: Nodes,
    /// Whether all documents that are evidence are among them.
    pub(crate) tells_documents: bool,
    /// The predicates of its edges and events that a user defined.
    pub(crate) own: BTreeSet<Own>,
    /// The edges in the order of their claims.
    pub(crate) edges: Records<Edge>,
    /// Those that tell who came to which meeting, by the id of the meeting.
    pub(crate) attendance: Records<Edge>,
    /// The event mentions in the order of [`KnowledgeGraph::events`].
    pub(crate) events: Records<EventRecord>,
    /// The statements by id.
    pub(crate) statements: Records<StatementNode>,
    /// The statements by where they stand.
    pub(crate) spoken: Records<StatementNode>,
    dir: TempDir,
}

impl Sorted {
    /// How many times a batch is in memory while it is brought into order.
    pub(crate) const COPIES: usize = 2;

    /// The graph of batches, of which nobody decided, by means of about so many bytes of memory and of a folder for files that nobody
    /// sees; `said_too` with the statements.
    ///
    /// # Errors
    /// `Format` for a batch that is not whole, `Write` where the folder does not take the files.
    pub(crate) fn of(batches: &Batches, folder: &Path, memory: usize, said_too: bool) -> Result<Self> {
        let failed = |error| unwritable(folder, error);
        let dir = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(folder).map_err(failed)?;
        let mut edges = Sorter::new(dir.path(), "edges", |a: &Edge, b| a.claim.cmp(&b.claim), join);
        let meeting =
            |edge: &Edge, other: &Edge| (&edge.claim.target, &edge.claim).cmp(&(&other.claim.target, &other.claim));
        let mut attendance = Sorter::new(dir.path(), "attendance", meeting, join);
        let mut events = Sorter::new(dir.path(), "events", in_text, |_, _| {});
        let by_id = |a: &StatementNode, b: &StatementNode| a.id.cmp(&b.id);
        let mut statements = Sorter::new(dir.path(), "statements", by_id, keep_greater);
        let by_place = |a: &StatementNode, b: &StatementNode| (&a.evidence, &a.id).cmp(&(&b.evidence, &b.id));
        let mut spoken = Sorter::new(dir.path(), "spoken", by_place, |_, _| {});
        let memory = memory / Self::COPIES;
        let mut unfolded = Sorter::new(dir.path(), "unfolded", by_node_id, Node::join);
        let mut tells_documents = true;
        batches.each_nodes(memory, |graph| {
            tells_documents = tells_documents && tells_all(&graph);
            unfolded.add(graph.petgraph().node_weights().collect()).map_err(failed)
        })?;
        let unfolded = unfolded.merged().map_err(failed)?;
        let mut fold = forms::fold(&unfolded, dir.path(), memory).map_err(failed)?;
        let mut own = BTreeSet::new();
        let mut sort = |graph: KnowledgeGraph| {
            own.extend(graph.own_predicates());
            tells_documents = tells_documents && tells_all(&graph);
            let graph = fold.part(graph);
            let all = || graph.petgraph().edge_weights();
            let came = |edge: &&Edge| edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn);
            let said = || graph.petgraph().node_weights().filter_map(statement);
            edges.add(all().collect())?;
            attendance.add(all().filter(came).collect())?;
            if said_too {
                statements.add(said().collect())?;
                spoken.add(said().collect())?;
            }
            events.add(graph.events().collect())
        };
        batches.each(memory, |graph| sort(graph).map_err(failed))?;
        let (folded, nodes) = shown(fold, &unfolded, dir.path()).map_err(failed)?;
        Ok(Self {
            folded,
            nodes,
            tells_documents,
            own,
            edges: edges.merged().map_err(failed)?,
            attendance: attendance.merged().map_err(failed)?,
            events: events.merged().map_err(failed)?,
            statements: statements.merged().map_err(failed)?,
            spoken: spoken.merged().map_err(failed)?,
            dir,
        })
    }

    /// Where its files lie.
    pub(crate) fn folder(&self) -> &Path {
        self.dir.path()
    }
}

/// The nodes as they are shown, and what parts them again.
fn shown(fold: Fold, unfolded: &Records<Node>, dir: &Path) -> io::Result<(Folded<'static>, Nodes)> {
    let touched = fold.touched();
    let (mut concerned, mut sketched) = (KnowledgeGraph::new(), Vec::new());
    for node in unfolded.read()? {
        match node? {
            node if touched.contains(node.id()) => drop(concerned.add_node(node)),
            Node::Document(document) => sketched.extend(Sketched::of(&document)),
            _ => {}
        }
    }
    let mut folded = fold.nodes(concerned, copies::of(sketched));
    let mut renamed = folded.take_graph().petgraph().node_weights().cloned().collect::<Vec<_>>();
    renamed.sort_unstable_by(by_node_id);
    let (mut renamed, mut out) = (renamed.into_iter().peekable(), NodesWriter::new(dir)?);
    for node in unfolded.read()? {
        let node = node?;
        if touched.contains(node.id()) {
            continue;
        }
        while let Some(before) = renamed.next_if(|renamed| renamed.id() < node.id()) {
            out.add(before)?;
        }
        out.add(node)?;
    }
    renamed.try_for_each(|node| out.add(node))?;
    Ok((folded, out.end()?))
}

/// Whether all documents that a graph has evidence of are in it.
fn tells_all(graph: &KnowledgeGraph) -> bool {
    let documents: HashSet<&str> = graph.documents().collect();
    let of_edges = graph.petgraph().edge_weights().flat_map(|edge| &edge.evidence).map(|one| &*one.document);
    let of_events = graph.events.iter().map(|event| &*event.evidence.document);
    let entities = graph.petgraph().node_weights().filter_map(Node::entity);
    let of_entities = entities.flat_map(|entity| entity.mentions.keys()).map(|document| &**document);
    of_edges.chain(of_events).chain(of_entities).all(|document| documents.contains(document))
}

fn by_node_id(one: &Node, other: &Node) -> Ordering {
    one.id().cmp(other.id())
}

fn unwritable(folder: &Path, error: io::Error) -> Error {
    let remedy = for_another_folder(&error);
    let error = Error::new(ErrorKind::Write, "cannot bring the graph into order").in_file(folder).caused_by(error);
    error.remedy(format!("{remedy}; what was read is kept"))
}

/// Evidence for one claim.
fn join(mine: &mut Edge, theirs: Edge) {
    mine.evidence.extend(theirs.evidence);
}

fn statement(node: &Node) -> Option<&StatementNode> {
    match node {
        Node::Statement(statement) => Some(statement),
        _ => None,
    }
}

fn in_text(one: &EventRecord, other: &EventRecord) -> Ordering {
    // Most are told apart by where they stand.
    let (here, there) = (&*one.evidence, &*other.evidence);
    (&here.document, here.begin, one).cmp(&(&there.document, there.begin, other))
}
