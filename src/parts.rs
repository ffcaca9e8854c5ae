//! Articles, each by itself and on any machine, in; the graph of all of them out, the same however they were parted.
//!
//! [`read`] makes of an article a [`Part`], whose bytes go to whoever unites them; [`Union`] takes them in any order. The graph
//! is that of `newsgraph extract` of a JSONL file of the same articles, sorted by id. So a text that several articles have counts
//! once, as the article of the least id, with the addresses of all. Several texts of one id are told apart as `merge` does it.
//!
//! ```
//! use newsgraph::parts::{Article, Union, read};
//!
//! let mut union = Union::default();
//! for (id, text) in [("talks", "Angela Merkel met Emmanuel Macron."), ("vote", "Peru praised Chile.")] {
//!     let (parts, doubts) = read(&Article { id, text, ..Article::default() }); // on any machine
//!     assert!(doubts.is_empty());
//!     for part in parts {
//!         union.add(&part.pack()?)?; // on the one that unites
//!     }
//! }
//! let (graph, _) = union.finish()?;
//! assert_eq!(graph.documents().count(), 2);
//! # Ok::<(), newsgraph::Error>(())
//! ```
//!
//! The limit is the machine that unites: it holds all parts, packed, and then the graph, as `extract` does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::events::Rules;
use crate::graph::{KnowledgeGraph, tell_apart};
use crate::ingest::{self, Format, Input};
use crate::resolve::Names;
use crate::{Error, ErrorKind, Result, pipeline};

/// An article, as a record of JSONL has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Article<'a> {
    /// By which it is known.
    pub id: &'a str,
    /// What it says.
    pub text: &'a str,
    /// The title that stands beside the text.
    pub title: Option<&'a str>,
    /// The day of publication, as ISO 8601 writes it.
    pub published: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
}

/// What one document says.
#[derive(Debug)]
pub struct Part {
    origin: Origin,
    graph: KnowledgeGraph,
}

/// Of which document a part is, by which text, and by which version of the program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Origin {
    document: String,
    words: String,
    url: Option<String>,
    newsgraph: String,
}

/// Reads an article, which may hold several documents. Beside the parts stands what is doubtful of it, or failed.
///
/// Needs a stack of [`pipeline::STACK`] bytes.
pub fn read(article: &Article<'_>) -> (Vec<Part>, Vec<Error>) {
    let (mut parts, mut messages) = (Vec::new(), Vec::new());
    let record = match serde_json::to_vec(article) {
        Ok(record) => record,
        Err(error) => return (parts, vec![Error::new(ErrorKind::Internal, "no record").caused_by(error)]),
    };
    let options = ingest::Options { format: Some(Format::Jsonl), ..ingest::Options::default() };
    for input in ingest::read_bytes(article.id, record, options) {
        let part = input.and_then(|input| {
            let Input { content, warnings, words, .. } = input;
            messages.extend(warnings.into_iter().filter(|warning| warning.kind() != ErrorKind::Note));
            let id = content.id().to_owned();
            pipeline::guarded(&id, || {
                let (document, analysis) = pipeline::analyze(content)?;
                let graph = pipeline::read_analyzed(&document, &analysis, Rules::builtin(), Names::none());
                let (words, newsgraph) = (format!("{words:032x}"), env!("CARGO_PKG_VERSION").to_owned());
                Ok(Part { origin: Origin { document: document.id, words, url: document.url, newsgraph }, graph })
            })
        });
        match part {
            Ok(part) => parts.push(part),
            Err(error) => messages.push(error),
        }
    }
    (parts, messages)
}

impl Part {
    /// The id of the document.
    pub fn document(&self) -> &str {
        &self.origin.document
    }

    /// What it says.
    pub fn into_graph(self) -> KnowledgeGraph {
        self.graph
    }

    /// All of it as bytes, for [`Union::add`].
    ///
    /// # Errors
    /// As [`KnowledgeGraph::pack`].
    pub fn pack(&self) -> Result<Vec<u8>> {
        let origin = serde_json::to_vec(&self.origin)
            .map_err(|error| Error::new(ErrorKind::Internal, "a part cannot be packed").caused_by(error))?;
        Ok([origin, vec![END], self.graph.pack()?].concat())
    }
}

/// What ends the origin of a packed part.
const END: u8 = b'\n';

/// Packed parts that become one graph.
#[derive(Debug, Default)]
pub struct Union {
    parts: Vec<(Origin, Vec<u8>)>,
}

/// A text that counts, with what copies of it say of themselves.
struct Text {
    document: String,
    packed: Vec<u8>,
    copies: Vec<Option<String>>,
}

impl Union {
    /// Takes a part.
    ///
    /// # Errors
    /// `Format` for bytes that [`Part::pack`] did not write in this version.
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        let remedy = "use the same version of newsgraph on all machines";
        let bad = || Error::new(ErrorKind::Format, "these bytes are no part of a graph").remedy(remedy);
        let end = bytes.iter().position(|&byte| byte == END).ok_or_else(bad)?;
        let (origin, packed) = bytes.split_at(end);
        let origin: Origin = serde_json::from_slice(origin).map_err(|error| bad().caused_by(error))?;
        if origin.newsgraph != env!("CARGO_PKG_VERSION") {
            let message = format!("“{}” was read by version {}", origin.document, origin.newsgraph);
            return Err(Error::new(ErrorKind::Format, message).remedy(remedy));
        }
        self.parts.push((origin, packed.get(1..).unwrap_or_default().to_vec()));
        Ok(())
    }

    /// The graph of all parts, and the ids that several texts had, each of which has its checksum behind the id now.
    ///
    /// # Errors
    /// As [`KnowledgeGraph::unpack`].
    pub fn finish(self) -> Result<(KnowledgeGraph, Vec<String>)> {
        let (mut graph, mut several) = (KnowledgeGraph::new(), Vec::new());
        for same in self.texts().chunk_by(|one, other| one.document == other.document) {
            let mut graphs = same.iter().map(Text::graph).collect::<Result<Vec<_>>>()?;
            if graphs.len() > 1 {
                several.extend(tell_apart(&mut graphs));
            }
            graphs.into_iter().for_each(|one| graph.merge(one));
        }
        Ok((graph, several))
    }

    /// Every text once, by the ids of their documents.
    fn texts(mut self) -> Vec<Text> {
        self.parts.sort_unstable();
        let mut texts = Vec::<Text>::new();
        let mut known = BTreeMap::new();
        for (Origin { document, words, url, .. }, packed) in self.parts {
            match known.get(&words).and_then(|&place: &usize| texts.get_mut(place)) {
                Some(first) => first.copies.push(url),
                None => {
                    known.insert(words, texts.len());
                    texts.push(Text { document, packed, copies: Vec::new() });
                }
            }
        }
        texts
    }
}

impl Text {
    /// What it says, with the addresses of its copies.
    fn graph(&self) -> Result<KnowledgeGraph> {
        let mut graph = KnowledgeGraph::unpack(&self.packed)?;
        self.copies.iter().for_each(|url| graph.merge(KnowledgeGraph::of_copy(&self.document, url.clone())));
        Ok(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{self, Options};

    const ARTICLES: [Article<'static>; 4] = [
        article(
            "a",
            "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday. Peru praised Chile.",
            "https://a.example/",
        ),
        article("b", "Ada Moe criticized Wang Yi on Tuesday.", "https://b.example/"),
        article("c", "Ada  Moe criticized Wang Yi on Tuesday.", "https://c.example/"),
        article("b", "Malta visited Cyprus.", "https://d.example/"),
    ];

    const fn article(id: &'static str, text: &'static str, url: &'static str) -> Article<'static> {
        Article { id, text, title: None, published: Some("2024-05-06"), url: Some(url) }
    }

    fn edges(graph: &KnowledgeGraph) -> String {
        let mut bytes = Vec::new();
        for file in ["nodes.csv", "edges.csv", "events.jsonl"] {
            export::write(graph, &Options::default(), file, &mut bytes).unwrap();
        }
        String::from_utf8(bytes).unwrap()
    }

    fn united(articles: &[Article<'_>]) -> (String, Vec<String>) {
        let mut union = Union::default();
        for article in articles {
            let (parts, messages) = read(article);
            assert!(messages.is_empty(), "{messages:?}");
            parts.iter().for_each(|part| union.add(&part.pack().unwrap()).unwrap());
        }
        let (graph, several) = union.finish().unwrap();
        (edges(&graph), several)
    }

    #[test]
    fn no_order_of_the_parts_matters() {
        let (first, several) = united(&ARTICLES);
        assert_eq!(several, ["b"]);
        // A copy counts once, with its address; texts of one id are two documents.
        assert!(first.contains("https://c.example/") && first.contains("\"b#"), "{first}");
        assert!(!first.contains("\"c\""), "{first}");
        let mut others = ARTICLES;
        for _ in 0..ARTICLES.len() {
            others.rotate_left(1);
            assert_eq!(united(&others).0, first);
        }
    }

    #[test]
    fn the_graph_is_that_of_one_run() {
        let records = ARTICLES[..3].iter().map(|article| serde_json::to_string(article).unwrap() + "\n");
        let records: String = records.collect();
        let mut graph = KnowledgeGraph::new();
        let options = ingest::Options { copies_apart: true, ..ingest::Options::default() };
        for input in ingest::read_bytes("articles.jsonl", records.into_bytes(), options) {
            graph.merge(match input.unwrap().content {
                ingest::Content::Copy { id, url, .. } => KnowledgeGraph::of_copy(&id, url),
                content => {
                    let (document, analysis) = pipeline::analyze(content).unwrap();
                    pipeline::read_analyzed(&document, &analysis, Rules::builtin(), Names::none())
                }
            });
        }
        assert_eq!(united(&ARTICLES[..3]).0, edges(&graph));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let (parts, messages) = read(&article("empty", " ", "https://a.example/"));
        assert!(parts.is_empty());
        assert_eq!(messages[0].kind(), ErrorKind::Empty);
        assert!(messages[0].to_string().starts_with("empty"), "{}", messages[0]);
        let error = Union::default().add(b"no part").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format);
    }
}
