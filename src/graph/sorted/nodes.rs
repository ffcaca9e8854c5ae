//! The nodes of a graph that is larger than memory as they are shown, each by id, in; on disk out: all of a type in the order of their
//! ids, and those of certain ids.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::records::{Records, Writer};
use crate::graph::{DocumentNode, EntityNode, KnowledgeGraph, Node};

/// How many nodes there are to one whose place is in memory.
const BLOCK: usize = 32;

/// Nodes on disk, but for statements.
#[derive(Debug)]
pub(crate) struct Nodes {
    /// By [rank](Node::rank), each by id.
    ranked: Vec<Records<Node>>,
    /// The same by id, each in a line behind its id, entities without their mentions.
    path: PathBuf,
    /// The first id of each block of lines, and the byte where the block begins.
    blocks: Vec<(String, u64)>,
    /// How many documents there are.
    pub(crate) documents: usize,
    /// What read all documents, if it is the same.
    producer: Option<Arc<str>>,
}

/// Nodes that are being written.
pub(super) struct NodesWriter {
    ranked: Vec<Writer<Node>>,
    lines: BufWriter<File>,
    path: PathBuf,
    blocks: Vec<(String, u64)>,
    count: usize,
    bytes: u64,
    documents: usize,
    producers: BTreeSet<Arc<str>>,
}

impl NodesWriter {
    /// Into a folder.
    pub(super) fn new(dir: &Path) -> io::Result<Self> {
        let ranked = (0..=Node::DOCUMENT).map(|rank| Writer::new(&dir.join(format!("nodes-{rank}"))));
        let (ranked, path) = (ranked.collect::<io::Result<_>>()?, dir.join("nodes"));
        let lines = BufWriter::with_capacity(1 << 16, File::create_new(&path)?);
        let producers = BTreeSet::new();
        Ok(Self { ranked, lines, path, blocks: Vec::new(), count: 0, bytes: 0, documents: 0, producers })
    }

    /// Adds the node of the next id.
    pub(super) fn add(&mut self, node: Node) -> io::Result<()> {
        let rank = usize::from(node.rank());
        self.ranked[rank].add(&node)?;
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push((node.id().to_owned(), self.bytes));
        }
        let id = serde_json::to_string(node.id())?;
        let node = match node {
            Node::Entity(entity) => Node::Entity(EntityNode { mentions: Default::default(), ..entity }),
            Node::Document(document) => {
                self.documents += 1;
                self.producers.insert(Arc::clone(&document.producer));
                Node::Document(DocumentNode { sketch: None, copies: BTreeSet::new(), ..document })
            }
            node => node,
        };
        let line = format!("{id}\t{}\n", serde_json::to_string(&node)?);
        self.lines.write_all(line.as_bytes())?;
        self.count += 1;
        self.bytes += line.len() as u64;
        Ok(())
    }

    /// All of them.
    pub(super) fn end(self) -> io::Result<Nodes> {
        self.lines.into_inner().map_err(io::IntoInnerError::into_error)?;
        let ranked = self.ranked.into_iter().map(Writer::end).collect::<io::Result<_>>()?;
        let mut producers = self.producers.into_iter();
        let producer = producers.next().filter(|_| producers.next().is_none());
        Ok(Nodes { ranked, path: self.path, blocks: self.blocks, documents: self.documents, producer })
    }
}

impl Nodes {
    /// Those of a [rank](Node::rank), by id.
    pub(crate) fn of_rank(&self, rank: u8) -> &Records<Node> {
        &self.ranked[usize::from(rank)]
    }

    /// What read all documents, if it is the same.
    pub(crate) fn producer(&self) -> Option<&str> {
        self.producer.as_deref()
    }

    /// Those of certain ids, entities without their mentions.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub(crate) fn some(&self, ids: &BTreeSet<&str>) -> io::Result<KnowledgeGraph> {
        let mut some = KnowledgeGraph::new();
        let mut file = File::open(&self.path)?;
        let (mut block, mut read) = (Vec::new(), None);
        for id in ids {
            let Some(at) = self.blocks.partition_point(|(first, _)| first.as_str() <= *id).checked_sub(1) else {
                continue;
            };
            if read != Some(at) {
                file.seek(SeekFrom::Start(self.blocks[at].1))?;
                block.clear();
                match self.blocks.get(at + 1) {
                    Some((_, end)) => (&mut file).take(end - self.blocks[at].1).read_to_end(&mut block)?,
                    None => file.read_to_end(&mut block)?,
                };
                read = Some(at);
            }
            let id = serde_json::to_string(id)?;
            let line = block.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(id.as_bytes()));
            if let Some(node) = line.and_then(|line| line.strip_prefix(b"\t")) {
                some.add_node(serde_json::from_slice(node)?);
            }
        }
        Ok(some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::MeetingNode;

    #[test]
    fn each_node_is_found_by_its_id_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let mut ids: Vec<String> = (0..200).map(|number| format!("user-{number}")).collect();
        ids.extend(["user-“é”", "user-a\"b\\", "user-a\tb", "user-", "a", "é"].map(str::to_owned));
        ids.sort();
        let mut writer = NodesWriter::new(dir.path()).unwrap();
        for id in &ids {
            let node = MeetingNode { id: id.clone(), date: None, occasion: Default::default() };
            writer.add(Node::Meeting(node)).unwrap();
        }
        let nodes = writer.end().unwrap();
        for id in &ids {
            let found = nodes.some(&BTreeSet::from([id.as_str(), "", "user-0.5", "z", "user-a"])).unwrap();
            assert_eq!(found.petgraph().node_weights().map(Node::id).collect::<Vec<_>>(), [id]);
        }
        let all = nodes.some(&ids.iter().map(String::as_str).collect()).unwrap();
        assert_eq!(all.petgraph().node_count(), ids.len());
        assert_eq!(nodes.of_rank(Node::MEETING).read().unwrap().count(), ids.len());
        assert_eq!(nodes.of_rank(Node::ENTITIES.start).read().unwrap().count(), 0);
    }
}
