//! What one document says in; the bytes that a database keeps of it out, and back.
//!
//! The tables of the part as JSON, packed by zlib. The same part gives the same bytes.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::graph::{KnowledgeGraph, read_facts};
use crate::{Error, ErrorKind, Result, export};

/// What a record may unpack to; the largest document gives a fraction of it.
const MOST_BYTES: u64 = 1 << 30;

/// The bytes of a part.
pub(super) fn packed(part: &KnowledgeGraph) -> Result<Vec<u8>> {
    let pack = || {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
        out.write_all(&serde_json::to_vec(&export::tables(part)?)?)?;
        out.finish()
    };
    pack().map_err(|error: std::io::Error| {
        Error::new(ErrorKind::Internal, "a document cannot be packed").caused_by(error)
    })
}

/// The part of the bytes that the server at `place` keeps of a document.
pub(super) fn unpacked(bytes: &[u8], document: &str, place: &Path) -> Result<KnowledgeGraph> {
    let bad = |message: String| {
        Error::new(ErrorKind::Format, format!("what the database keeps of “{document}” cannot be read: {message}"))
            .in_file(place)
            .remedy("load a folder that has the document with the version of newsgraph that loaded it, or into an empty database")
    };
    let mut json = Vec::new();
    ZlibDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut json).map_err(|error| bad(error.to_string()))?;
    let tables = serde_json::from_slice(&json).map_err(|error| bad(error.to_string()))?;
    read_facts(&tables, place).map_err(|error| bad(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;
    use crate::decisions::{Decision, Label, Verb};
    use crate::export::Facts;
    use crate::ingest::Document;
    use crate::read_document;

    /// Every node and edge with all that a database would hold of it.
    fn held(graph: &KnowledgeGraph) -> Vec<(String, Map<String, Value>)> {
        Facts::of(graph, |facts| {
            let nodes = facts.nodes().map(|(place, key)| (format!("{key:?}"), facts.node(place).unwrap()));
            let edges = facts.edges().map(|(place, key)| (format!("{key:?}"), facts.edge(place).unwrap()));
            nodes.chain(edges).collect()
        })
    }

    fn graph(texts: &[(&str, &str)]) -> KnowledgeGraph {
        let mut graph = KnowledgeGraph::new();
        for (id, text) in texts {
            let mut document = Document::new(*id, *text);
            document.published = "2024-05-06".parse().ok();
            graph.merge(read_document(&document));
        }
        graph
    }

    const TEXTS: [(&str, &str); 3] = [
        (
            "a",
            "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday. Peru praised Chile. “We want peace,” Ada Moe said.",
        ),
        ("b\\", "Ada Moe criticized Wang Yi on Tuesday.\nPeru praised Chile; Malta did not visit Cyprus."),
        ("c", "Nothing of note happened."),
    ];

    #[test]
    fn what_the_documents_say_is_the_graph_and_comes_back_from_its_bytes() {
        let graph = graph(&TEXTS);
        let mut whole = KnowledgeGraph::new();
        let mut count = 0;
        for (document, part) in graph.by_document() {
            let bytes = packed(&part).unwrap();
            let read = unpacked(&bytes, &document, Path::new("bolt://localhost:7687")).unwrap();
            assert_eq!(packed(&read).unwrap(), bytes, "{document}");
            whole.merge(read);
            count += 1;
        }
        assert_eq!(count, TEXTS.len());
        // Whether a document says it or a folded pair of them: the same.
        assert_eq!(held(&whole), held(&graph));
        assert!(held(&graph).len() > 15);
    }

    #[test]
    fn what_people_decided_goes_with_the_documents_that_it_is_about() {
        let mut graph = graph(&TEXTS);
        let praised = graph.petgraph().edge_weights().find(|edge| edge.claim.kind.name() == "praised");
        let id = praised.unwrap().id.clone();
        let is_held = |graph: &KnowledgeGraph| held(graph).iter().any(|(key, _)| key.contains(&id));
        assert!(is_held(&graph));
        for decided in [&*id, "e-0123456789abcdef"] {
            let decision = Decision::new(Verb::Reject, decided, "").unwrap();
            graph.decisions_mut().add(decision, Label::default());
        }
        assert!(!is_held(&graph));
        let (mut whole, mut counts) = (KnowledgeGraph::new(), Vec::new());
        for (document, part) in graph.by_document() {
            let read = unpacked(&packed(&part).unwrap(), &document, Path::new("x")).unwrap();
            counts.push(read.decisions().iter().count());
            whole.merge(read);
        }
        // Two documents tell of the praise; what is about nothing goes with all.
        assert_eq!(counts, [2, 2, 1]);
        assert_eq!((whole.decisions(), held(&whole)), (graph.decisions(), held(&graph)));
    }

    #[test]
    fn what_another_wrote_over_a_record_is_told() {
        let message = unpacked(b"no zlib", "a", Path::new("bolt://localhost:7687")).unwrap_err().to_string();
        assert!(message.starts_with("bolt://localhost:7687: what the database keeps of “a”"), "{message}");
    }
}
