//! Analyses made by hand for the tests of resolution.

use crate::analyze::{Analysis, Name, NameType, Sentence, Token, Upos};
use crate::ingest::{Document, Line, LineKind};

/// Reads `form:UPOS:head:relation` words, one sentence a line, with an optional fifth field for the lemma; and names as
/// ranges of words of the whole text. The text is the words with one space between them.
pub(crate) fn analysis(spec: &str, names: &[(std::ops::Range<usize>, NameType)]) -> (Document, Analysis) {
    let (mut text, mut analysis, mut lines) = (String::new(), Analysis::default(), Vec::new());
    for (number, line) in spec.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let (first, begin) = (analysis.tokens.len(), text.len());
        for (i, word) in line.split_whitespace().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            let fields: Vec<&str> = word.split(':').collect();
            let at = text.len();
            text.push_str(fields[0]);
            let head: usize = fields[2].parse().unwrap();
            analysis.tokens.push(Token {
                form: fields[0].into(),
                lemma: fields.get(4).map_or_else(|| fields[0].to_lowercase(), |lemma| (*lemma).to_owned()).into(),
                upos: Upos::from_tag(fields[1]).unwrap(),
                xpos: "".into(),
                head: (head > 0).then(|| first + head - 1),
                deprel: fields[3].replace('=', ":").into(),
                span: at..text.len(),
                sentence: number,
                multiword: 0,
            });
        }
        let span = begin..text.len();
        lines.push(Line { span: span.clone(), kind: LineKind::Body });
        analysis.sentences.push(Sentence {
            tokens: first..analysis.tokens.len(),
            span,
            kind: LineKind::Body,
            line: number,
        });
        text.push('\n');
    }
    analysis.names = names.iter().map(|(tokens, kind)| Name { tokens: tokens.clone(), kind: *kind }).collect();
    let document =
        Document { id: "test".into(), url: None, title: None, published: "2015-05-05".parse().ok(), text, lines };
    (document, analysis)
}
