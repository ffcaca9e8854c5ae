//! The batches that are [`Kept`] in; their graph out, whole or so much at a time as memory holds.
//!
//! Texts under one id that are not the same are told apart, in whichever files they are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

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
        let mut all = Vec::with_capacity(self.0.len());
        for Batch { path, .. } in &self.0 {
            let mut nodes = KnowledgeGraph::new();
            opened(path, |file| nodes.read_nodes(file))?;
            let owned = |(id, sum): (&str, &str)| (id.to_owned(), sum.to_owned());
            all.push(documents(&nodes).map(owned).collect::<Vec<_>>());
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

    /// The entities, meetings and documents, and nothing of what is said of them.
    ///
    /// # Errors
    /// As [`join`](Self::join).
    pub(super) fn nodes(&self) -> Result<KnowledgeGraph> {
        let mut nodes = KnowledgeGraph::new();
        for batch in &self.0 {
            if batch.names.is_empty() {
                opened(&batch.path, |file| nodes.read_nodes(file))?;
                continue;
            }
            // Who met tells the id of a meeting.
            for node in batch.read()?.graph.into_nodes_edges().0 {
                if !matches!(node.weight, Node::Statement(_)) {
                    nodes.add_node(node.weight);
                }
            }
        }
        Ok(nodes)
    }

    /// Calls `work` on the graphs of all files, so many in one as about so many bytes of memory hold.
    ///
    /// # Errors
    /// As [`join`](Self::join), and what `work` returns.
    pub(super) fn each(&self, memory: usize, mut work: impl FnMut(&KnowledgeGraph) -> Result<()>) -> Result<()> {
        let (mut several, mut size) = (KnowledgeGraph::new(), 0);
        for (number, batch) in self.0.iter().enumerate() {
            let graph = batch.read()?;
            size += graph.size();
            several.merge(graph);
            if size > memory || number + 1 == self.0.len() {
                work(&several)?;
                (several, size) = (KnowledgeGraph::new(), 0);
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

fn opened<T>(path: &Path, read: impl FnOnce(File) -> io::Result<T>) -> Result<T> {
    File::open(path).and_then(read).map_err(|error| {
        Error::new(ErrorKind::Format, "not a whole batch of documents")
            .in_file(path)
            .caused_by(error)
            .remedy("delete this file, and the next run reads its documents again")
    })
}
