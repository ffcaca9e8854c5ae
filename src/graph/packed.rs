//! A graph in; bytes that hold all of it out, and back: what one process sends to another. They are a [batch](super::batch) with what
//! people decided.
//!
//! Nothing to keep: tables round and quote, and these bytes do not, but only the version that wrote them is sure to read them.

use super::KnowledgeGraph;
use super::batch::{Head, Lines};
use crate::{Error, ErrorKind, Result};

/// What a graph may unpack to, in bytes.
const MOST_BYTES: u64 = 1 << 30;

impl KnowledgeGraph {
    /// All of the graph as bytes.
    ///
    /// # Errors
    /// `Internal` if it cannot be packed.
    pub fn pack(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let packed = self.write_with(&Head::default(), Some(&self.decisions), &mut bytes);
        packed.map_err(|error| Error::new(ErrorKind::Internal, "a graph cannot be packed").caused_by(error))?;
        Ok(bytes)
    }

    /// The graph of the bytes.
    ///
    /// # Errors
    /// `Format` for bytes that [`pack`](Self::pack) did not write.
    pub fn unpack(bytes: &[u8]) -> Result<Self> {
        let mut graph = Self::default();
        graph.read_lines(Lines::of(bytes, MOST_BYTES)).map_err(|error| {
            Error::new(ErrorKind::Format, "these bytes hold no graph")
                .caused_by(error)
                .remedy("use the same version of newsgraph on all machines")
        })?;
        Ok(graph)
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
