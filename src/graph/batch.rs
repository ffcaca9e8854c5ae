//! A graph in; a packed stream with every field of it as it is out, and back: what is kept on disk of
//! documents that were read.
//!
//! A line of JSON for each node, then each edge with its evidence, then each event, in their orders, as gzip, whose
//! checksum tells a stream that is not whole. What a version adds to it has a default, so that later ones read it.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Take, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::node::Bare;
use super::{Edge, EventRecord, Evidence, KnowledgeGraph, Node};
use crate::decisions::Decisions;

/// Where a batch is from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// What read the documents: program, model, gazetteer, and a checksum of a user's own rules and names.
    pub made_by: String,
    /// A hash of each document that is in the graph, in hexadecimal.
    pub documents: BTreeSet<String>,
    /// About how many bytes of memory the graph takes; graphs of before do not tell.
    #[serde(default)]
    pub size: usize,
}

/// A line behind the head, with as much of a node as is wanted.
#[derive(Debug, Deserialize)]
enum Record<N = Node> {
    Node(N),
    Edge(Edge),
    Event(EventRecord),
    Decisions(Decisions),
}

/// The same to write.
#[derive(Debug, Serialize)]
#[serde(rename = "Record")]
enum Borrowed<'g> {
    Node(&'g Node),
    Edge(&'g Edge),
    Event(&'g EventRecord),
    Decisions(&'g Decisions),
}

impl KnowledgeGraph {
    /// Writes all but what people decided.
    ///
    /// # Errors
    /// When `out` does not take the bytes.
    pub(crate) fn write_batch(&self, head: &Head, out: impl Write) -> io::Result<()> {
        self.write_with(head, None, out)
    }

    /// Writes it, and what people decided if that is given.
    pub(super) fn write_with(&self, head: &Head, decisions: Option<&Decisions>, out: impl Write) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, GzEncoder::new(out, Compression::fast()));
        line(&mut out, head)?;
        let mut nodes: Vec<&Node> = self.graph.node_weights().collect();
        nodes.sort_unstable_by_key(|node| node.id());
        let mut edges: Vec<&Edge> = self.graph.edge_weights().collect();
        edges.sort_unstable_by_key(|edge| &edge.id);
        nodes.into_iter().try_for_each(|node| line(&mut out, &Borrowed::Node(node)))?;
        edges.into_iter().try_for_each(|edge| line(&mut out, &Borrowed::Edge(edge)))?;
        self.events().try_for_each(|event| line(&mut out, &Borrowed::Event(event)))?;
        decisions.map_or(Ok(()), |decisions| line(&mut out, &Borrowed::Decisions(decisions)))?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.flush()
    }

    /// Reads what [`write_batch`](Self::write_batch) wrote into this graph.
    ///
    /// # Errors
    /// Of kind `InvalidData` or `UnexpectedEof` for a stream that is not whole.
    pub(crate) fn read_batch(&mut self, input: impl Read) -> io::Result<()> {
        self.read_lines(Lines::of(input, u64::MAX))
    }

    /// The same of what is said: of entities no more than their ids and types.
    ///
    /// # Errors
    /// As [`read_batch`](Self::read_batch).
    pub(super) fn read_said(&mut self, input: impl Read) -> io::Result<()> {
        self.read_records::<Bare>(Lines::of(input, u64::MAX))
    }

    /// Reads the entities, meetings and documents of such a stream, which tell who is one, and nothing of what is said of them.
    ///
    /// # Errors
    /// As [`read_batch`](Self::read_batch).
    pub(super) fn read_nodes(&mut self, input: impl Read) -> io::Result<()> {
        let (mut shared, mut lines) = (Shared::default(), Lines::of(input, u64::MAX));
        lines.next::<Head>()?;
        // Nodes come first.
        while let Some(Record::Node(node)) = lines.next()? {
            if !matches!(node, Node::Statement(_)) {
                self.add_node(shared.node(node));
            }
        }
        Ok(())
    }

    /// Reads the lines of such a stream.
    pub(super) fn read_lines(&mut self, lines: Lines<impl Read>) -> io::Result<()> {
        self.read_records::<Node>(lines)
    }

    fn read_records<N: DeserializeOwned + Into<Node>>(&mut self, mut lines: Lines<impl Read>) -> io::Result<()> {
        let mut shared = Shared::default();
        lines.next::<Head>()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        while let Some(record) = lines.next::<Record<N>>()? {
            match record {
                Record::Node(node) => drop(self.add_node(shared.node(node.into()))),
                Record::Edge(edge) => {
                    let evidence = edge.evidence.into_iter().map(|one| shared.evidence(one)).collect();
                    if !self.insert_edge(edge.id, edge.claim, evidence) {
                        return Err(io::Error::new(io::ErrorKind::InvalidData, "an edge without its ends"));
                    }
                }
                Record::Event(event) => {
                    self.events.push(EventRecord { evidence: shared.evidence(event.evidence), ..event })
                }
                Record::Decisions(decisions) => self.decisions = decisions,
            }
        }
        Ok(())
    }
}

impl Head {
    /// That of a stream.
    ///
    /// # Errors
    /// As [`KnowledgeGraph::read_batch`].
    pub(crate) fn read(input: impl Read) -> io::Result<Self> {
        Ok(Lines::of(input, u64::MAX).next()?.ok_or(io::ErrorKind::UnexpectedEof)?)
    }
}

/// Writes a line.
pub(super) fn line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

/// A packed stream of records, one a line.
pub(super) struct Lines<R> {
    input: BufReader<Take<GzDecoder<BufReader<R>>>>,
    line: String,
}

impl<R: Read> Lines<R> {
    /// Those of a stream, of which at most so many bytes are unpacked.
    pub(super) fn of(input: R, most: u64) -> Self {
        let unpacked = GzDecoder::new(BufReader::new(input)).take(most);
        Self { input: BufReader::with_capacity(1 << 15, unpacked), line: String::new() }
    }

    /// The next record, `None` behind the last.
    ///
    /// # Errors
    /// For a stream that is not whole, and a line that is no such record.
    pub(super) fn next<T: DeserializeOwned>(&mut self) -> io::Result<Option<T>> {
        self.line.clear();
        if self.input.read_line(&mut self.line)? == 0 {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&self.line)?))
    }
}

/// Texts and evidence that several edges have, each once.
#[derive(Default)]
struct Shared {
    texts: HashSet<Arc<str>>,
    evidence: HashSet<Arc<Evidence>>,
}

impl Shared {
    fn text(&mut self, text: Arc<str>) -> Arc<str> {
        if let Some(known) = self.texts.get(&text) {
            return Arc::clone(known);
        }
        self.texts.insert(Arc::clone(&text));
        text
    }

    fn node(&mut self, mut node: Node) -> Node {
        match &mut node {
            Node::Entity(entity) => {
                let mentions = std::mem::take(&mut entity.mentions).into_iter();
                entity.mentions = mentions.map(|(document, count)| (self.text(document), count)).collect();
            }
            Node::Document(document) => document.producer = self.text(Arc::clone(&document.producer)),
            _ => {}
        }
        node
    }

    fn texts(&mut self, evidence: Evidence) -> Evidence {
        Evidence {
            document: self.text(evidence.document),
            rule: self.text(evidence.rule),
            sentence: self.text(evidence.sentence),
            ..evidence
        }
    }

    fn evidence(&mut self, evidence: Arc<Evidence>) -> Arc<Evidence> {
        if let Some(known) = self.evidence.get(&evidence) {
            return Arc::clone(known);
        }
        let one = Arc::new(self.texts(Arc::unwrap_or_clone(evidence)));
        self.evidence.insert(Arc::clone(&one));
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzing;

    fn written(graph: &KnowledgeGraph) -> Vec<u8> {
        let head = Head { made_by: "test".into(), documents: BTreeSet::from(["1f".into()]), size: 7 };
        let mut bytes = Vec::new();
        graph.write_batch(&head, &mut bytes).unwrap();
        assert_eq!(Head::read(&*bytes).unwrap(), head);
        bytes
    }

    #[test]
    fn a_graph_comes_back_as_it_was() {
        let text = "Ada Moe met Ben Roe in Oslo on Monday. Peru praised Chile. “We agree,” Moe said of Peru; she \
                    did not accuse Chile.\n\nThe president of Peru may visit Norway on March 21, 2023.";
        let mut graph = fuzzing::read("a;b\\ \u{2028}c", text);
        graph.merge(fuzzing::read("other", "Peru attacked Chile. Ada Moe of Norway met Ben Roe."));
        assert!(graph.petgraph().edge_count() > 0 && graph.events().count() > 0);
        let bytes = written(&graph);
        let mut read = KnowledgeGraph::new();
        read.read_batch(&*bytes).unwrap();
        assert_eq!(written(&read), bytes);
        // Nothing is there twice.
        read.read_batch(&*bytes).unwrap();
        assert_eq!(written(&read), bytes);
    }

    #[test]
    fn a_stream_that_is_cut_or_changed_is_told() {
        let bytes = written(&fuzzing::read("a", "Peru praised Chile."));
        for length in [0, 10, bytes.len() / 2, bytes.len() - 1] {
            assert!(KnowledgeGraph::new().read_batch(&bytes[..length]).is_err(), "{length} bytes");
        }
        let mut changed = bytes.clone();
        let last = changed.len() - 6;
        changed[last] ^= 1;
        assert!(KnowledgeGraph::new().read_batch(&*changed).is_err());
    }
}
