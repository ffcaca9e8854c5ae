//! A graph in; bytes that hold all of it out, and back: what one process sends to another.
//!
//! Nothing to keep: tables round and quote, and these bytes do not, but only the version that wrote them is sure to read them.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use super::{Edge, EventRecord, Evidence, KnowledgeGraph, Node};
use crate::decisions::Decisions;
use crate::{Error, ErrorKind, Result};

/// What a graph may unpack to, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// What is in a graph, to be written.
#[derive(Serialize)]
struct Facts<'g> {
    nodes: Vec<&'g Node>,
    edges: Vec<&'g Edge>,
    events: &'g [EventRecord],
    decisions: &'g Decisions,
}

/// The same as it is read.
#[derive(Deserialize)]
struct ReadFacts {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    events: Vec<EventRecord>,
    decisions: Decisions,
}

impl KnowledgeGraph {
    /// All of the graph as bytes.
    ///
    /// # Errors
    /// `Internal` if it cannot be packed.
    pub fn pack(&self) -> Result<Vec<u8>> {
        let facts = Facts {
            nodes: self.graph.node_weights().collect(),
            edges: self.graph.edge_weights().collect(),
            events: &self.events,
            decisions: &self.decisions,
        };
        let pack = || {
            let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
            out.write_all(&serde_json::to_vec(&facts)?)?;
            out.finish()
        };
        pack().map_err(|error: std::io::Error| {
            Error::new(ErrorKind::Internal, "a graph cannot be packed").caused_by(error)
        })
    }

    /// The graph of the bytes.
    ///
    /// # Errors
    /// `Format` for bytes that [`pack`](Self::pack) did not write.
    pub fn unpack(bytes: &[u8]) -> Result<Self> {
        let bad = || {
            Error::new(ErrorKind::Format, "these bytes hold no graph")
                .remedy("use the same version of newsgraph on all machines")
        };
        let mut json = Vec::new();
        let unpacked = ZlibDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut json);
        unpacked.map_err(|error| bad().caused_by(error))?;
        let facts: ReadFacts = serde_json::from_slice(&json).map_err(|error| bad().caused_by(error))?;
        let mut graph = Self { decisions: facts.decisions, ..Self::default() };
        for node in facts.nodes {
            graph.add_node(node);
        }
        let mut strings = Strings::default();
        for Edge { id, claim, evidence } in facts.edges {
            let evidence = evidence.into_iter().map(|one| Arc::new(strings.of(Arc::unwrap_or_clone(one)))).collect();
            if !graph.insert_edge(id, claim, evidence) {
                return Err(bad());
            }
        }
        let events = facts.events.into_iter();
        graph.events = events.map(|event| EventRecord { evidence: strings.of(event.evidence), ..event }).collect();
        Ok(graph)
    }
}

/// Strings, each once: a sentence is evidence of many an edge.
#[derive(Default)]
struct Strings(HashSet<Arc<str>>);

impl Strings {
    /// The evidence, with strings that others have too.
    fn of(&mut self, evidence: Evidence) -> Evidence {
        let document = self.one(evidence.document);
        let rule = self.one(evidence.rule);
        let sentence = self.one(evidence.sentence);
        Evidence { document, rule, sentence, ..evidence }
    }

    fn one(&mut self, string: Arc<str>) -> Arc<str> {
        match self.0.get(&string) {
            Some(known) => Arc::clone(known),
            None => {
                self.0.insert(Arc::clone(&string));
                string
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Decision, Label, Verb};
    use crate::export::{self, Format};
    use crate::ingest::Document;
    use crate::pipeline::read_analyzed;
    use crate::{analyze, events::Rules, resolve::Names};

    /// Every file of every format.
    fn written(graph: &KnowledgeGraph) -> Vec<(&'static str, Vec<u8>)> {
        let options = export::Options { all: true, statements: true, ..export::Options::default() };
        let write = |name| {
            let mut bytes = Vec::new();
            export::write(graph, &options, name, &mut bytes).unwrap();
            (name, bytes)
        };
        Format::ALL.into_iter().flat_map(Format::exports).map(|export| write(export.file_name())).collect()
    }

    #[test]
    fn the_bytes_of_a_graph_hold_all_of_it() {
        let rules = "predicate spied-on\n  type SPIED_ON\n  color #7b3294\n  means Watched in secret.\n\n= spied-on secret/spy\nv eavesdrop : on\n";
        let rules = Rules::from_text(rules.to_owned()).unwrap();
        let mut document = Document::new(
            "a;b",
            "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday for talks on fish; oil.\n\n\
             “We want peace,” Ada Moe told reporters. Peru eavesdropped on Chile. Malta did not visit Cyprus.",
        );
        document.published = "2024-05-06".parse().ok();
        let mut graph = read_analyzed(&document, &analyze::analyze(&document), &rules, Names::none());
        assert_eq!(graph.own_predicates().len(), 1);
        graph.decisions_mut().add(Decision::new(Verb::Link, "local-1", "Q5").unwrap(), Label::default());
        let read = KnowledgeGraph::unpack(&graph.pack().unwrap()).unwrap();
        assert_eq!(read.decisions(), graph.decisions());
        assert_eq!(read.pack().unwrap(), graph.pack().unwrap());
        for ((name, before), (_, after)) in written(&graph).into_iter().zip(written(&read)) {
            assert!(before == after, "{name}");
        }
        assert!(graph.events().count() >= 3);
    }

    #[test]
    fn other_bytes_are_told() {
        for bytes in [&b"no zlib"[..], &[]] {
            let error = KnowledgeGraph::unpack(bytes).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Format);
        }
    }
}
