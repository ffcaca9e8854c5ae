//! A document, its analysis and the chains of its entities in; one JSON object out.

use std::io;

use serde::Serialize;

use super::conllu::{line_kind_name, name_tag};
use super::{Analysis, Token};
use crate::ingest::Document;
use crate::provenance::Provenance;

#[derive(Serialize)]
struct DocumentRecord<'a, C> {
    id: &'a str,
    title: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    producer: String,
    text: &'a str,
    sentences: Vec<SentenceRecord<'a>>,
    names: Vec<NameRecord<'a>>,
    quotations: Vec<SpanRecord>,
    times: Vec<TimeRecord>,
    chains: &'a C,
}

#[derive(Serialize)]
struct SentenceRecord<'a> {
    begin: usize,
    end: usize,
    line: &'static str,
    tokens: Vec<TokenRecord<'a>>,
}

/// A word; `head` is the number of its head in the document from 0, `null` for a root.
#[derive(Serialize)]
struct TokenRecord<'a> {
    begin: usize,
    end: usize,
    form: &'a str,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'a str,
    head: Option<usize>,
    deprel: &'a str,
}

#[derive(Serialize)]
struct NameRecord<'a> {
    r#type: &'static str,
    text: &'a str,
    begin: usize,
    end: usize,
}

#[derive(Serialize)]
struct SpanRecord {
    begin: usize,
    end: usize,
    depth: u8,
}

#[derive(Serialize)]
struct TimeRecord {
    begin: usize,
    end: usize,
    date: Option<String>,
}

/// Writes one document as one line, with the chains that a later stage found in it. Offsets are bytes of its text.
///
/// # Errors
/// What `out` reports.
pub fn write(
    document: &Document,
    analysis: &Analysis,
    chains: &impl Serialize,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &record(document, analysis, chains))?;
    out.write_all(b"\n")
}

fn record<'a, C>(document: &'a Document, analysis: &'a Analysis, chains: &'a C) -> DocumentRecord<'a, C> {
    DocumentRecord {
        id: &document.id,
        title: document.title.as_deref(),
        url: document.url.as_deref(),
        published: document.published.map(|day| day.to_string()),
        producer: Provenance::of_this_build().to_string(),
        text: &document.text,
        sentences: sentences(analysis),
        names: names(document, analysis),
        quotations: quotations(analysis),
        times: times(analysis),
        chains,
    }
}

fn sentences(analysis: &Analysis) -> Vec<SentenceRecord<'_>> {
    let sentence = |sentence: &super::Sentence| SentenceRecord {
        begin: sentence.span.start,
        end: sentence.span.end,
        line: line_kind_name(sentence.kind),
        tokens: analysis.tokens[sentence.tokens.clone()].iter().map(token).collect(),
    };
    analysis.sentences.iter().map(sentence).collect()
}

fn token(token: &Token) -> TokenRecord<'_> {
    TokenRecord {
        begin: token.span.start,
        end: token.span.end,
        form: &token.form,
        lemma: &token.lemma,
        upos: token.upos.as_str(),
        xpos: &token.xpos,
        head: token.head,
        deprel: &token.deprel,
    }
}

/// The bytes that a range of tokens covers.
fn bytes(analysis: &Analysis, tokens: &std::ops::Range<usize>) -> (usize, usize) {
    let begin = analysis.tokens.get(tokens.start).map_or(0, |token| token.span.start);
    let last = tokens.end.checked_sub(1).and_then(|last| analysis.tokens.get(last));
    (begin, last.map_or(begin, |token| token.span.end))
}

fn names<'a>(document: &'a Document, analysis: &Analysis) -> Vec<NameRecord<'a>> {
    let name = |name: &super::Name| {
        let (begin, end) = bytes(analysis, &name.tokens);
        let text = document.text.get(begin..end).unwrap_or_default();
        NameRecord { r#type: name_tag(name.kind), text, begin, end }
    };
    analysis.names.iter().map(name).collect()
}

fn quotations(analysis: &Analysis) -> Vec<SpanRecord> {
    let span = |quotation: &super::Quotation| SpanRecord {
        begin: quotation.span.start,
        end: quotation.span.end,
        depth: quotation.depth,
    };
    analysis.quotations.iter().map(span).collect()
}

fn times(analysis: &Analysis) -> Vec<TimeRecord> {
    let time = |time: &super::TimeExpression| {
        let (begin, end) = bytes(analysis, &time.tokens);
        TimeRecord { begin, end, date: time.date.map(|date| date.to_string()) }
    };
    analysis.times.iter().map(time).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::conllu;

    #[test]
    fn names_and_heads_stand_in_the_object() {
        let text = "# newdoc id = a\n1\tOslo\tOslo\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-LOC\n\
                    2\twaits\twait\tVERB\tVBZ\t_\t0\troot\t_\t_\n\n";
        let (document, analysis) = conllu::Reader::new(text.as_bytes(), "").next().unwrap().unwrap();
        let mut out = Vec::new();
        write(&document, &analysis, &["chain"], &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["text"], "Oslo waits");
        assert_eq!(value["names"][0]["type"], "LOC");
        assert_eq!(value["names"][0]["end"], 4);
        assert_eq!(value["sentences"][0]["tokens"][0]["head"], 1);
        assert!(value["sentences"][0]["tokens"][1]["head"].is_null());
        assert_eq!(value["chains"][0], "chain");
    }
}
