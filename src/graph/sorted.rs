//! Batches in; the graph of all of them, as it is shown, out: entities, meetings and documents in memory, what is said
//! of them in files on disk, in the orders in which it is written.
//!
//! The nodes tell who is one. Then so many batches as memory holds are read at a time, brought under the ids that are shown, and
//! written in order (an external merge sort): whatever the batches, the streams are the same.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use super::batch::{line, lines};
use super::fold::Fold;
use super::kept::UNFINISHED;
use super::node::keep_greater;
use super::{Batches, Edge, EdgeKind, EventRecord, Folded, KnowledgeGraph, Node, StatementNode};
use crate::decisions::Decisions;
use crate::error::{Error, ErrorKind, Result, for_another_folder};
use crate::ontology::{Own, Relation};

/// A graph that may be larger than memory.
#[derive(Debug)]
pub(crate) struct Sorted {
    /// Its entities, meetings and documents, as they are shown.
    pub(crate) folded: Folded<'static>,
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
        let (nodes, mut own) = (batches.nodes()?, BTreeSet::new());
        let mut fold = Fold::of(&nodes, &mut Decisions::default().settled());
        let mut sort = |graph: &KnowledgeGraph| {
            own.extend(graph.own_predicates());
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
        batches.each(memory / Self::COPIES, |graph| sort(graph).map_err(failed))?;
        Ok(Self {
            folded: fold.nodes(nodes),
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

/// Records in an order, in a file.
#[derive(Debug)]
pub(crate) struct Records<T> {
    path: PathBuf,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned> Records<T> {
    /// Calls `work` on the records, so many at a time, or more where those that belong together would be parted.
    ///
    /// # Errors
    /// Where the file cannot be read, and what `work` returns.
    pub(crate) fn each(
        &self,
        most: usize,
        together: fn(&T, &T) -> bool,
        work: &mut dyn FnMut(&[T]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut some: Vec<T> = Vec::new();
        for record in self.read()? {
            let record = record?;
            if some.len() >= most && some.last().is_some_and(|last| !together(last, &record)) {
                work(&some)?;
                some.clear();
            }
            some.push(record);
        }
        if some.is_empty() { Ok(()) } else { work(&some) }
    }

    fn read(&self) -> io::Result<impl Iterator<Item = io::Result<T>> + use<T>> {
        Ok(lines(File::open(&self.path)?, u64::MAX).map(|text| Ok(serde_json::from_str(&text?)?)))
    }
}

/// How two records compare.
type Order<T> = fn(&T, &T) -> Ordering;

/// Records as they come in, files of them in their order, one record of each, out.
struct Sorter<'d, T> {
    dir: &'d Path,
    name: &'static str,
    order: Order<T>,
    join: fn(&mut T, T),
    parts: Vec<Records<T>>,
}

impl<'d, T: Serialize + DeserializeOwned> Sorter<'d, T> {
    /// Of records in an order, of which those that are equal by it are joined.
    fn new(dir: &'d Path, name: &'static str, order: Order<T>, join: fn(&mut T, T)) -> Self {
        Self { dir, name, order, join, parts: Vec::new() }
    }

    fn add(&mut self, mut records: Vec<&T>) -> io::Result<()> {
        records.sort_unstable_by(|a, b| (self.order)(a, b));
        let path = self.dir.join(format!("{}-{}", self.name, self.parts.len()));
        let mut file = Writer::new(&path)?;
        records.into_iter().try_for_each(|record| file.add(record))?;
        self.parts.push(file.end()?);
        Ok(())
    }

    fn merged(self) -> io::Result<Records<T>> {
        let mut out = Writer::new(&self.dir.join(self.name))?;
        let mut parts = self.parts.iter().map(Records::read).collect::<io::Result<Vec<_>>>()?;
        let mut firsts = BinaryHeap::new();
        let mut next = |from: usize, firsts: &mut BinaryHeap<Reverse<First<T>>>| -> io::Result<()> {
            if let Some(record) = parts[from].next() {
                firsts.push(Reverse(First { record: record?, from, order: self.order }));
            }
            Ok(())
        };
        (0..self.parts.len()).try_for_each(|from| next(from, &mut firsts))?;
        while let Some(Reverse(First { mut record, from, .. })) = firsts.pop() {
            next(from, &mut firsts)?;
            while firsts.peek().is_some_and(|Reverse(first)| (self.order)(&first.record, &record).is_eq())
                && let Some(Reverse(same)) = firsts.pop()
            {
                (self.join)(&mut record, same.record);
                next(same.from, &mut firsts)?;
            }
            out.add(&record)?;
        }
        self.parts.iter().try_for_each(|part| std::fs::remove_file(&part.path))?;
        out.end()
    }
}

/// The first record of a file that is not taken.
struct First<T> {
    record: T,
    from: usize,
    order: Order<T>,
}

impl<T> Ord for First<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order)(&self.record, &other.record).then(self.from.cmp(&other.from))
    }
}

impl<T> PartialOrd for First<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for First<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for First<T> {}

/// A file of records.
struct Writer<T> {
    out: BufWriter<GzEncoder<File>>,
    records: Records<T>,
}

impl<T: Serialize> Writer<T> {
    fn new(path: &Path) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 16, GzEncoder::new(File::create_new(path)?, Compression::fast()));
        Ok(Self { out, records: Records { path: path.to_owned(), of: PhantomData } })
    }

    fn add(&mut self, record: &T) -> io::Result<()> {
        line(&mut self.out, record)
    }

    fn end(self) -> io::Result<Records<T>> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.flush()?;
        Ok(self.records)
    }
}
