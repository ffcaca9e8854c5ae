//! Documents, analyses and graphs in; a panic out where they are not what their types promise.

use std::ops::Range;

use crate::analyze::Analysis;
use crate::graph::KnowledgeGraph;
use crate::ingest::Document;

/// The lines of a document lie in its text, one after the other, and none is empty.
pub(super) fn document(document: &Document) {
    let mut end = 0;
    for line in &document.lines {
        assert!(end <= line.span.start && line.span.start < line.span.end, "lines that cross");
        within(&document.text, &line.span);
        end = line.span.end;
    }
    assert!(!document.id.contains(['\r', '\n']), "an id of two lines");
}

/// A text that was read has no characters that no text has: they would go into every table.
pub(super) fn read(document: &Document) {
    self::document(document);
    assert!(!document.text.contains('\0'), "a text with a NUL");
}

/// What an analysis points to is there.
pub(super) fn analysis(document: &Document, analysis: &Analysis) {
    let text = &document.text;
    let is_tokens = |tokens: &Range<usize>| tokens.start <= tokens.end && tokens.end <= analysis.tokens.len();
    let mut end = 0;
    for sentence in &analysis.sentences {
        within(text, &sentence.span);
        assert!(sentence.tokens.start == end && is_tokens(&sentence.tokens), "sentences that leave tokens out");
        end = sentence.tokens.end;
        assert!(sentence.line < document.lines.len(), "a sentence without a line");
    }
    assert_eq!(end, analysis.tokens.len(), "tokens without a sentence");
    for token in &analysis.tokens {
        within(text, &token.span);
        assert!(token.head.is_none_or(|head| head < analysis.tokens.len()), "a head that is no token");
    }
    for quotation in &analysis.quotations {
        within(text, &quotation.span);
        within(text, &quotation.inner);
        let (span, inner) = (&quotation.span, &quotation.inner);
        assert!(span.start <= inner.start && inner.end <= span.end && is_tokens(&quotation.tokens), "quotation marks");
    }
    assert!(analysis.names.iter().all(|name| is_tokens(&name.tokens) && !name.tokens.is_empty()), "names");
    assert!(analysis.names.is_sorted_by(|a, b| a.tokens.end <= b.tokens.start), "names that cross");
    assert!(analysis.times.iter().all(|time| is_tokens(&time.tokens)), "times");
}

/// What the evidence of a graph points to is in the text.
pub(super) fn graph(document: &Document, graph: &KnowledgeGraph) {
    for edge in graph.petgraph().edge_weights() {
        for evidence in &edge.evidence {
            within(&document.text, &(evidence.begin..evidence.end));
        }
    }
}

fn within(text: &str, span: &Range<usize>) {
    assert!(text.get(span.clone()).is_some(), "{span:?} is no span of a text of {} bytes", text.len());
}
