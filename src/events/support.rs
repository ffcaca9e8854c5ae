//! For tests: trees in seven columns in, an [`Analysis`] out; a text in, its events out.

use super::Event;
use crate::analyze::{Analysis, Sentence, Token, Upos, analyze};
use crate::ingest::{Document, LineKind};
use crate::resolve::resolve;

/// The events of a text without a date, by the rules that come with the program.
pub(super) fn events(text: &str) -> Vec<Event> {
    let document = Document::new("text", text);
    let analysis = analyze(&document);
    let resolution = resolve(&document, &analysis);
    super::code(&document, &analysis, &resolution).events
}

/// Reads `id form lemma upos xpos head deprel`, one token a line, one sentence. Words are parted by one space.
pub(crate) fn read(table: &str) -> Analysis {
    let mut analysis = Analysis::default();
    let mut byte = 0;
    for line in table.lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let head: usize = columns[5].parse().unwrap();
        analysis.tokens.push(Token {
            form: columns[1].into(),
            lemma: columns[2].into(),
            upos: Upos::from_tag(columns[3]).unwrap(),
            xpos: columns[4].into(),
            head: head.checked_sub(1),
            deprel: columns[6].into(),
            span: byte..byte + columns[1].len(),
            sentence: 0,
            multiword: 0,
        });
        byte += columns[1].len() + 1;
    }
    let tokens = 0..analysis.tokens.len();
    analysis.sentences.push(Sentence { tokens, span: 0..byte - 1, kind: LineKind::Body, line: 0 });
    analysis
}
