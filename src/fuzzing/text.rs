//! A text in; its words, sentences, quotations and time expressions checked, and read back from CoNLL-U and JSON.

use serde::Deserialize;

use super::check;
use crate::analyze::{self, Analysis, Upos, conllu};
use crate::ingest::Document;

/// Words, sentences, quotation marks, time expressions; CoNLL-U and JSON there and back.
pub(super) fn words(data: &[u8]) {
    let mut document = Document::new("text", String::from_utf8_lossy(data));
    document.published = chrono::NaiveDate::from_ymd_opt(2023, 3, 21);
    let analysis = analyze::complete(&document, flat(analyze::split(&document)));
    check::document(&document);
    check::analysis(&document, &analysis);
    analyze::publication_day(&document, &analysis);
    json(&document, &analysis);
    let mut written = Vec::new();
    let Ok(()) = conllu::write(&document, &analysis, &mut written) else { return };
    let Some(read) = conllu::Reader::new(written.as_slice(), "text").next() else {
        return assert!(analysis.tokens.is_empty(), "nothing was written");
    };
    let (read_document, read) = match read {
        Ok(read) => read,
        Err(error) => panic!("CoNLL-U that is not read back: {error}"),
    };
    check::document(&read_document);
    check::analysis(&read_document, &read);
    let forms = |analysis: &Analysis| analysis.tokens.iter().map(|token| token.form.clone()).collect::<Vec<_>>();
    assert_eq!(forms(&read), forms(&analysis), "words that are read back otherwise");
}

/// JSON has the text, and the words where they stand in it.
fn json(document: &Document, analysis: &Analysis) {
    let mut written = Vec::new();
    let Ok(()) = analyze::json::write(document, analysis, &(), &mut written) else { return };
    let read: Read = serde_json::from_slice(&written).unwrap_or_else(|error| panic!("no JSON: {error}"));
    assert!(read.text == document.text, "a text that is read back otherwise");
    let forms = read.sentences.into_iter().flat_map(|sentence| sentence.tokens).map(|token| token.form);
    assert!(forms.eq(analysis.tokens.iter().map(|token| token.form.clone())), "words that are read back otherwise");
}

/// What is looked at of the JSON of an analysis.
#[derive(Deserialize)]
struct Read {
    text: String,
    sentences: Vec<ReadSentence>,
}

#[derive(Deserialize)]
struct ReadSentence {
    tokens: Vec<ReadToken>,
}

#[derive(Deserialize)]
struct ReadToken {
    form: String,
}

/// The words of an analysis with trees, as flat as they can be.
pub(super) fn flat(mut analysis: Analysis) -> Analysis {
    for sentence in &analysis.sentences {
        let root = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            let token = &mut analysis.tokens[at];
            token.lemma = token.form.to_lowercase();
            token.head = (at != root).then_some(root);
            token.deprel = if at == root { "root".into() } else { "dep".into() };
            token.upos = if token.form.chars().all(char::is_alphanumeric) { Upos::Noun } else { Upos::Punct };
        }
    }
    analysis
}
