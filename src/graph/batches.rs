//! The batches that are [`Kept`] in; their graph out, whole or so much at a time as memory holds.
//!
//! Texts under one id that are not the same are told apart, in whichever files they are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use siphasher::sip::SipHasher13;

use super::batch::Head;
use super::documents::{documents, other_names};
use super::{Kept, KnowledgeGraph, Node, kept};
use crate::error::{Error, ErrorKind, Result};

/// Files of graphs.
#[derive(Debug)]
pub(crate) struct Batches(Vec<Batch>);

/// A file.
#[derive(Debug)]
struct Batch {
    path: PathBuf,
    /// Other names for documents whose ids stand for another text elsewhere.
    names: BTreeMap<String, String>,
}

impl Batches {
    /// Those of one folder, whose documents have each an id of its own.
    pub(crate) fn of(kept: &Kept) -> Self {
        Self(kept.paths().iter().map(|path| Batch { path: path.clone(), names: BTreeMap::new() }).collect())
    }

    /// Of folders; `None` where one of them is none that `extract --into` adds to.
    pub(crate) fn of_folders(folders: &[PathBuf]) -> Option<Self> {
        let mut batches = Vec::new();
        for folder in folders {
            let paths = kept::paths(folder, false).unwrap_or_default();
            if paths.is_empty() {
                return None;
            }
            batches.extend(paths.into_iter().map(|path| Batch { path, names: BTreeMap::new() }));
        }
        Some(Self(batches))
    }

    /// About how many bytes of memory their graph takes.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub(crate) fn size(&self) -> Result<usize> {
        self.0.iter().try_fold(0, |size, batch| Ok(size + opened(&batch.path, Head::read)?.size))
    }

    /// The same with other names for documents whose ids stand for several texts; these ids.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub(crate) fn told_apart(mut self) -> Result<(Self, Vec<String>)> {
        let doubtful = self.doubtful()?;
        if doubtful.is_empty() {
            return Ok((self, Vec::new()));
        }
        let mut all = Vec::with_capacity(self.0.len());
        for batch in &self.0 {
            let nodes = batch.nodes()?;
            let doubtful = documents(&nodes).filter(|(id, _)| doubtful.contains(&hash(id)));
            all.push(doubtful.map(|(id, sum)| (id.to_owned(), sum.to_owned())).collect::<Vec<_>>());
        }
        let (names, taken) = other_names(&all);
        for (batch, names) in self.0.iter_mut().zip(names) {
            batch.names = names;
        }
        Ok((self, taken))
    }

    /// Adds all to a graph.
    ///
    /// # Errors
    /// `Format` for a file that is not whole.
    pub(crate) fn join(&self, graph: &mut KnowledgeGraph) -> Result<()> {
        self.0.iter().try_for_each(|batch| batch.read_into(graph))
    }

    /// Hashes of the ids that stand for several texts or that an earlier merge gave, of the ids that these were before, and of few others.
    fn doubtful(&self) -> Result<HashSet<u64>> {
        let (mut texts, mut doubtful) = (HashMap::new(), HashSet::new());
        for batch in &self.0 {
            for (id, sum) in documents(&batch.nodes()?) {
                let (id_hash, sum) = (hash(id), hash(sum));
                if let Some((before, _)) = id.rsplit_once('#') {
                    doubtful.extend([id_hash, hash(before)]);
                }
                if texts.insert(id_hash, sum).is_some_and(|other| other != sum) {
                    doubtful.insert(id_hash);
                }
            }
        }
        Ok(doubtful)
    }

    /// Calls `work` on the entities, meetings and documents of all files, so many as about so many bytes of memory hold.
    ///
    /// # Errors
    /// As [`join`](Self::join), and what `work` returns.
    pub(super) fn each_nodes(&self, memory: usize, work: impl FnMut(KnowledgeGraph) -> Result<()>) -> Result<()> {
        self.several(memory, Batch::named_nodes, work)
    }

    /// Calls `work` on the graphs of all files, so many in one as about so many bytes of memory hold, of whose entities
    /// nothing but ids and types is needed.
    ///
    /// # Errors
    /// As [`join`](Self::join), and what `work` returns.
    pub(super) fn each(&self, memory: usize, work: impl FnMut(KnowledgeGraph) -> Result<()>) -> Result<()> {
        self.several(memory, Batch::said, work)
    }

    fn several(
        &self,
        memory: usize,
        read: fn(&Batch) -> Result<KnowledgeGraph>,
        mut work: impl FnMut(KnowledgeGraph) -> Result<()>,
    ) -> Result<()> {
        let (mut several, mut size) = (KnowledgeGraph::new(), 0);
        for (number, batch) in self.0.iter().enumerate() {
            let graph = read(batch)?;
            size += graph.size();
            several.merge(graph);
            if size > memory || number + 1 == self.0.len() {
                work(std::mem::take(&mut several))?;
                size = 0;
            }
        }
        Ok(())
    }
}

impl Batch {
    fn read(&self) -> Result<KnowledgeGraph> {
        let mut graph = KnowledgeGraph::new();
        self.read_into(&mut graph)?;
        Ok(graph)
    }

    /// The entities, meetings and documents, and nothing of what is said of them.
    fn nodes(&self) -> Result<KnowledgeGraph> {
        let mut nodes = KnowledgeGraph::new();
        opened(&self.path, |file| nodes.read_nodes(file))?;
        Ok(nodes)
    }

    /// The same under other names for documents.
    fn named_nodes(&self) -> Result<KnowledgeGraph> {
        if self.names.is_empty() {
            return self.nodes();
        }
        // Who met tells the id of a meeting.
        let nodes = self.read()?.graph.into_nodes_edges().0.into_iter().map(|node| node.weight);
        let mut graph = KnowledgeGraph::new();
        for node in nodes.filter(|node| !matches!(node, Node::Statement(_))) {
            graph.add_node(node);
        }
        Ok(graph)
    }

    /// All of it, but for what entities are where that can be spared.
    fn said(&self) -> Result<KnowledgeGraph> {
        if !self.names.is_empty() {
            return self.read();
        }
        let mut graph = KnowledgeGraph::new();
        opened(&self.path, |file| graph.read_said(file))?;
        Ok(graph)
    }

    fn read_into(&self, graph: &mut KnowledgeGraph) -> Result<()> {
        if self.names.is_empty() {
            return opened(&self.path, |file| graph.read_batch(file));
        }
        let mut own = KnowledgeGraph::new();
        opened(&self.path, |file| own.read_batch(file))?;
        graph.merge(own.with_documents(&self.names));
        Ok(())
    }
}

/// The graph of a folder of such files; `None` where there are none.
///
/// # Errors
/// As [`Batches::join`].
pub(super) fn read_all(dir: &Path) -> Result<Option<KnowledgeGraph>> {
    let Some(batches) = Batches::of_folders(&[dir.to_owned()]) else { return Ok(None) };
    let mut whole = KnowledgeGraph::new();
    batches.told_apart()?.0.join(&mut whole)?;
    Ok(Some(whole))
}

fn hash(text: &str) -> u64 {
    SipHasher13::new().hash(text.as_bytes())
}

fn opened<T>(path: &Path, read: impl FnOnce(File) -> io::Result<T>) -> Result<T> {
    File::open(path).and_then(read).map_err(|error| {
        Error::new(ErrorKind::Format, "not a whole batch of documents")
            .in_file(path)
            .caused_by(error)
            .remedy("delete this file, and the next run reads its documents again")
    })
}
