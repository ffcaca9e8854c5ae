//! A document and its analysis in; CoNLL-U out.

use std::fmt::Write as _;
use std::io;

use super::super::{Analysis, Sentence, Token};
use super::{line_kind_name, name_tag};
use crate::ingest::{Document, LineKind};
use crate::provenance::Provenance;

/// Writes one document. A multiword token in the middle of which a name begins or ends (`Xi's`) is written as its
/// words, the first marked `Multiword=2`, so that the name keeps its exact range.
///
/// # Errors
/// What `out` reports.
pub fn write(document: &Document, analysis: &Analysis, out: &mut dyn io::Write) -> io::Result<()> {
    header(document, out)?;
    let tags = tags(analysis);
    let mut offsets = Offsets::new(&document.text);
    let mut buffer = String::new();
    let mut line = None;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        buffer.clear();
        if line != Some(sentence.line) {
            buffer.push_str("# newpar\n");
            if sentence.kind != LineKind::Body {
                let _ = writeln!(buffer, "# line_kind = {}", line_kind_name(sentence.kind));
            }
            line = Some(sentence.line);
        }
        let _ = writeln!(buffer, "# sent_id = {}-{}", one_line(&document.id), number + 1);
        let text = document.text.get(sentence.span.clone()).unwrap_or_default();
        let _ = writeln!(buffer, "# text = {}", one_line(text));
        sentence_rows(document, analysis, sentence, &tags, &mut offsets, &mut buffer);
        buffer.push('\n');
        out.write_all(buffer.as_bytes())?;
    }
    Ok(())
}

fn header(document: &Document, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", one_line(&document.id))?;
    writeln!(out, "# generator = {}", Provenance::of_this_build())?;
    if let Some(title) = &document.title {
        writeln!(out, "# title = {}", one_line(title))?;
    }
    if let Some(url) = &document.url {
        writeln!(out, "# url = {}", one_line(url))?;
    }
    if let Some(published) = document.published {
        writeln!(out, "# published = {published}")?;
    }
    Ok(())
}

/// White space of any kind and length becomes one space: nothing of a text may end a comment line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The BIO tag of each token inside of a name.
fn tags(analysis: &Analysis) -> Vec<Option<(char, &'static str)>> {
    let mut tags = vec![None; analysis.tokens.len()];
    for name in &analysis.names {
        for (i, tag) in tags.iter_mut().take(name.tokens.end).skip(name.tokens.start).enumerate() {
            *tag = Some((if i == 0 { 'B' } else { 'I' }, name_tag(name.kind)));
        }
    }
    tags
}

fn sentence_rows(
    document: &Document,
    analysis: &Analysis,
    sentence: &Sentence,
    tags: &[Option<(char, &'static str)>],
    offsets: &mut Offsets,
    out: &mut String,
) {
    let first = sentence.tokens.start;
    let tokens = analysis.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let mut inside = 0;
    for (i, token) in tokens.iter().enumerate() {
        let words = &tokens[i..(i + usize::from(token.multiword).max(1)).min(tokens.len())];
        let mut split = false;
        if let Some(last) = words.last().filter(|_| words.len() > 1) {
            let tagged = tags[first + i..first + i + words.len()].iter();
            split = tagged.clone().skip(1).any(|tag| tag.is_some_and(|t| t.0 == 'B')) || mixed(tagged);
            if !split {
                inside = words.len();
                let form = document.text.get(token.span.start..last.span.end).unwrap_or_default();
                let _ = write!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t", i + 1, i + words.len());
                let range = (token.span.start, last.span.end);
                misc(document, range, tags[first + i], offsets, out);
                out.push('\n');
            }
        }
        row(i, first, token, out);
        let range = (token.span.start, token.span.end);
        if inside > 0 {
            inside -= 1;
            let (begin, end) = (offsets.chars(range.0), offsets.chars(range.1));
            let _ = write!(out, "TokenRange={begin}:{end}");
            ner(tags[first + i], "|", out);
        } else {
            misc(document, range, tags[first + i], offsets, out);
            if split {
                let _ = write!(out, "|Multiword={}", words.len());
            }
        }
        out.push('\n');
    }
}

/// Whether some are inside of a name and some are not.
fn mixed<'a>(mut tags: impl Iterator<Item = &'a Option<(char, &'static str)>> + Clone) -> bool {
    let mut all = tags.clone();
    tags.any(Option::is_some) && all.any(Option::is_none)
}

fn row(i: usize, first: usize, token: &Token, out: &mut String) {
    let head = token.head.map_or(0, |head| head + 1 - first);
    let _ = write!(
        out,
        "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t",
        i + 1,
        token.form,
        token.lemma,
        token.upos.as_str(),
        token.xpos,
        token.deprel
    );
}

/// Keys in alphabetical order, as UD wants them, but for our own mark at the end.
fn misc(
    document: &Document,
    range: (usize, usize),
    tag: Option<(char, &'static str)>,
    offsets: &mut Offsets,
    out: &mut String,
) {
    ner(tag, "", out);
    if tag.is_some() {
        out.push('|');
    }
    let after = document.text.get(range.1..).and_then(|rest| rest.chars().next());
    if after.is_some_and(|c| !c.is_whitespace()) {
        out.push_str("SpaceAfter=No|");
    }
    let (begin, end) = (offsets.chars(range.0), offsets.chars(range.1));
    let _ = write!(out, "TokenRange={begin}:{end}");
}

fn ner(tag: Option<(char, &'static str)>, before: &str, out: &mut String) {
    if let Some((prefix, kind)) = tag {
        let _ = write!(out, "{before}NER={prefix}-{kind}");
    }
}

/// Turns byte offsets into character offsets, moving from the one asked for last.
struct Offsets<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    fn chars(&mut self, byte: usize) -> usize {
        if byte >= self.byte {
            self.chars += self.text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        } else {
            self.chars -= self.text.get(byte..self.byte).map_or(0, |part| part.chars().count());
        }
        self.byte = byte;
        self.chars
    }
}
