//! A [`Document`] in; the [`KnowledgeGraph`] of what it says out: the stages in their order.

use std::panic::{self, AssertUnwindSafe};

use crate::analyze::{self, Analysis, conllu};
use crate::error::{Error, ErrorKind, Result};
use crate::events::Rules;
use crate::graph::KnowledgeGraph;
use crate::ingest::{Content, Document};
use crate::resolve::{self, Names};

/// The stack that a thread needs, in bytes: trees of sentences are walked by recursion in places.
pub const STACK: usize = 16 << 20;

/// Calls `work`; a defect of ours that a text brings out costs the document of that id alone.
///
/// # Errors
/// Those of `work`, and `Internal` where it panics.
pub fn guarded<T>(id: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // Nothing that `work` shares is left half changed: the model and the gazetteer are read only.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(
            ErrorKind::Internal,
            format!("document “{id}” brought out a defect of newsgraph and was left out"),
        )
        .remedy("please report it with the document"))
    })
}

/// Reads one document: analysis, entities, events, graph.
pub fn read_document(document: &Document) -> KnowledgeGraph {
    read_analyzed(document, &analyze::analyze(document), Rules::builtin(), Names::none())
}

/// Reads one document whose analysis is given, by these rules of events and with a user's own names.
pub fn read_analyzed(document: &Document, analysis: &Analysis, rules: &Rules, names: &Names) -> KnowledgeGraph {
    let resolution = resolve::resolve_with(document, analysis, names);
    let coded = rules.code(document, analysis, &resolution);
    KnowledgeGraph::from_document(document, analysis, &resolution, &coded)
}

/// A document with its analysis: by the embedded model for text, as given for CoNLL-U.
///
/// # Errors
/// `Format` for CoNLL-U that cannot be read; `Empty` for a [`Content::Copy`], which has no text of its own.
pub fn analyze(content: Content) -> Result<(Document, Analysis)> {
    match content {
        Content::Text(document) => {
            let analysis = analyze::analyze(&document);
            Ok((document, analysis))
        }
        Content::Copy { id, own_id, .. } => {
            Err(Error::new(ErrorKind::Empty, format!("document “{own_id}” has the text of “{id}”")))
        }
        Content::Conllu { id, text, path, line, published } => {
            let read = conllu::Reader::new(text.as_bytes(), &id).next();
            let read = read.unwrap_or_else(|| Err(Error::new(ErrorKind::Empty, "no sentence to read")));
            let (mut document, analysis) = read.map_err(|error| error.lines_after(line - 1).in_file(&path))?;
            document.id = id;
            document.published = document.published.or(published);
            let analysis = analyze::complete(&document, analysis);
            Ok((document, analysis))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_costs_its_document_alone() {
        let work = |id: &str| {
            guarded(id, || {
                assert_ne!(id, "bad");
                Ok(id.len())
            })
        };
        assert_eq!(work("good").unwrap(), 4);
        let error = work("bad").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.to_string().contains("“bad”"), "{error}");
    }
}
