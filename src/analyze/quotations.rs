//! Text and tokens in; the stretches in quotation marks out: curly, straight, single, nested, multi-paragraph.
//!
//! Marks are paired by a stack that a new line empties. A double quotation that a line leaves open goes on where the
//! next line begins with the same opening mark, as printers repeat it at each paragraph. Marks without a partner are
//! dropped. What somebody says in a turn of a transcript is a quotation without marks. The work is linear in the text: the stack holds a few marks only.

use std::ops::Range;

use super::{Analysis, Quotation, Token, Upos, turns};
use crate::ingest::Document;

/// Open marks kept at once; deeper nesting is noise, and the oldest mark gives way.
const STACK: usize = 8;
/// How far ahead, in bytes, a possessive ending (“leaders’ ”) looks for the mark that closes instead of it.
const POSSESSIVE_WINDOW: usize = 160;

/// Finds the quotations of a document in the order of their opening marks, and apart from them the nicknames inside names.
pub(super) fn find(document: &Document, analysis: &Analysis) -> (Vec<Quotation>, Vec<Quotation>) {
    let mut pairs = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    for line in &document.lines {
        let Some(text) = document.text.get(line.span.clone()) else { continue };
        pair_line(text, line.span.start, &mut open, &mut pairs);
    }
    pairs.extend(turns::find(document).map(|span| Pair { inner: span.clone(), span }));
    pairs.sort_unstable_by_key(|pair: &Pair| (pair.span.start, usize::MAX - pair.span.end));
    with_depth(pairs, analysis).into_iter().partition(|quotation| is_nickname(analysis, quotation))
}

/// What kind of opening mark it was, for the mark that may close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `“` or ` `` `
    Curly,
    /// `"`
    Straight,
    /// `„`
    Low,
    /// `«`
    Guillemet,
    /// `‘`
    Single,
    /// `'`
    StraightSingle,
}

impl Style {
    fn is_double(self) -> bool {
        !matches!(self, Style::Single | Style::StraightSingle)
    }
}

/// An opening mark that waits for its partner.
#[derive(Debug, Clone, Copy)]
struct Mark {
    style: Style,
    begin: usize,
    end: usize,
}

/// A quotation before its tokens are known.
struct Pair {
    span: Range<usize>,
    inner: Range<usize>,
}

/// Pairs the marks of one line; `offset` is where it begins in the text.
fn pair_line(text: &str, offset: usize, open: &mut Vec<Mark>, pairs: &mut Vec<Pair>) {
    let mut skip_to = 0;
    match (open.last(), opening_style(text)) {
        (Some(mark), Some((style, length))) if mark.style == style => skip_to = length,
        _ => open.clear(),
    }
    let mut before = None;
    for (at, mark) in text.char_indices() {
        if at >= skip_to
            && let Some(length) = mark_length(text, at, mark)
        {
            skip_to = at + length;
            let place = Place { text, at, length, before, after: text.get(at + length..).and_then(first_char) };
            turn(mark, place, offset, open, pairs);
        }
        before = Some(mark);
    }
    keep_for_next_line(text, open);
}

/// A double quotation that runs to the end of its paragraph stays open for the next; all else is given up.
fn keep_for_next_line(text: &str, open: &mut Vec<Mark>) {
    let ends = text.ends_with(['.', '!', '?', '…', ',', ';', ':']);
    match open.iter().rposition(|mark| mark.style.is_double()) {
        Some(at) if ends => {
            open.truncate(at + 1);
            open.drain(..at);
        }
        _ => open.clear(),
    }
}

/// The double mark that a line opens with.
fn opening_style(text: &str) -> Option<(Style, usize)> {
    let first = first_char(text)?;
    let style = match first {
        '“' => Style::Curly,
        '"' => Style::Straight,
        '„' => Style::Low,
        '«' => Style::Guillemet,
        _ => return None,
    };
    Some((style, first.len_utf8()))
}

fn first_char(text: &str) -> Option<char> {
    text.chars().next()
}

/// The bytes of a quotation mark that stands here; `''` and ` `` ` are one mark of two characters.
fn mark_length(text: &str, at: usize, mark: char) -> Option<usize> {
    match mark {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '"' => Some(mark.len_utf8()),
        '\'' if text.get(at + 1..).is_some_and(|rest| rest.starts_with('\'')) => Some(2),
        '\'' => Some(1),
        '`' if text.get(at + 1..).is_some_and(|rest| rest.starts_with('`')) => Some(2),
        _ => None,
    }
}

/// A mark and what stands around it.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    at: usize,
    length: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Place<'_> {
    /// A mark opens after space, an opening bracket, a dash or another mark, and before a word.
    fn can_open(&self) -> bool {
        let free = self.before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'„«".contains(c));
        free && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// A mark closes after a word or its punctuation.
    fn can_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && !self.after.is_some_and(char::is_alphanumeric)
    }

    fn inside_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && self.after.is_some_and(char::is_alphanumeric)
    }

    /// `'90s`, `'em`, `'tis`: letters are left out.
    fn is_elision(&self) -> bool {
        let rest = self.text.get(self.at + self.length..).unwrap_or_default();
        let word_length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..word_length).unwrap_or_default();
        let decade = word.len() == 3 && word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit());
        decade
            || ["em", "til", "tis", "twas", "cause", "n", "bout", "s", "t"]
                .contains(&word.to_ascii_lowercase().as_str())
    }

    /// “the leaders’ plan’”: an ending in s whose own closing mark comes soon.
    fn is_possessive(&self) -> bool {
        if self.before != Some('s') || self.after != Some(' ') {
            return false;
        }
        let rest = self.text.get(self.at + self.length..).unwrap_or_default();
        let mut before = Some(' ');
        for (at, mark) in rest.char_indices().take_while(|(at, _)| *at < POSSESSIVE_WINDOW) {
            let after = rest.get(at + mark.len_utf8()..).and_then(first_char);
            let place = Place { text: rest, at, length: mark.len_utf8(), before, after };
            match mark {
                '‘' => return false,
                '\'' if place.can_open() => return false,
                '’' | '\'' if place.can_close() => return true,
                _ => before = Some(mark),
            }
        }
        false
    }
}

/// Opens or closes a quotation.
fn turn(mark: char, place: Place, offset: usize, open: &mut Vec<Mark>, pairs: &mut Vec<Pair>) {
    let (begin, end) = (offset + place.at, offset + place.at + place.length);
    let push = |style, open: &mut Vec<Mark>| {
        if open.len() == STACK {
            open.remove(0);
        }
        open.push(Mark { style, begin, end });
    };
    let mut close = |styles: &[Style], open: &mut Vec<Mark>| {
        let Some(at) = open.iter().rposition(|mark| styles.contains(&mark.style)) else { return false };
        let opening = open[at];
        open.truncate(at);
        if opening.end < begin {
            pairs.push(Pair { span: opening.begin..end, inner: opening.end..begin });
        }
        true
    };
    let has = |styles: &[Style], open: &[Mark]| open.iter().any(|mark| styles.contains(&mark.style));
    const DOUBLE: &[Style] = &[Style::Curly, Style::Low, Style::Straight];
    const SINGLE: &[Style] = &[Style::Single, Style::StraightSingle];
    match mark {
        '“' if has(&[Style::Low], open) => _ = close(&[Style::Low], open),
        '“' | '`' => push(Style::Curly, open),
        '„' | '‟' => push(Style::Low, open),
        '”' => _ = close(DOUBLE, open),
        '«' => push(Style::Guillemet, open),
        '»' => _ = close(&[Style::Guillemet], open),
        '"' if place.can_open() && !(has(DOUBLE, open) && place.can_close()) => push(Style::Straight, open),
        '"' => _ = close(DOUBLE, open),
        '\'' if place.length == 2 => _ = close(DOUBLE, open),
        '‘' if !place.inside_word() && !place.is_elision() => push(Style::Single, open),
        '’' | '\'' if place.inside_word() => (),
        '’' if place.can_close() && !place.is_possessive() => _ = close(SINGLE, open),
        '\'' if place.can_open() && !place.is_elision() => push(Style::StraightSingle, open),
        '\'' if place.can_close() && !place.is_possessive() => _ = close(SINGLE, open),
        _ => (),
    }
}

/// Gives each pair its depth and its tokens. Pairs come sorted by where they open.
fn with_depth(pairs: Vec<Pair>, analysis: &Analysis) -> Vec<Quotation> {
    let mut around: Vec<usize> = Vec::new();
    let token_at = |byte: usize| analysis.tokens.partition_point(|token| token.span.start < byte);
    let mut found = Vec::with_capacity(pairs.len());
    for Pair { span, inner } in pairs {
        while around.last().is_some_and(|end| *end <= span.start) {
            around.pop();
        }
        let depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
        let tokens = token_at(inner.start)..token_at(inner.end);
        around.push(span.end);
        found.push(Quotation { span, inner, tokens, depth });
    }
    found
}

/// Few words between the parts of a name: Matiu “Matt” Ratana.
fn is_nickname(analysis: &Analysis, Quotation { span, tokens, .. }: &Quotation) -> bool {
    const WORDS: usize = 4;
    let of_name = |token: &Token| token.upos == Upos::Propn && token.form.starts_with(char::is_uppercase);
    // The marks are tokens of their own, unless the tokenizer left one at a word.
    let before = analysis.tokens.get(..tokens.start).into_iter().flatten().rev().find(|t| t.span.end <= span.start);
    let after = analysis.tokens.get(tokens.end..).into_iter().flatten().take(3).find(|t| t.span.start >= span.end);
    let inside = analysis.tokens.get(tokens.clone()).unwrap_or_default();
    let Some(((before, after), first)) = before.zip(after).zip(inside.first()) else { return false };
    tokens.len() <= WORDS
        && before.sentence == first.sentence
        && after.sentence == first.sentence
        && of_name(before)
        && of_name(after)
        && span.start <= before.span.end + 1
        && after.span.start <= span.end + 1
        && inside.iter().all(|token| !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Punct))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Line, LineKind};

    fn document(text: &str) -> Document {
        let mut lines = Vec::new();
        let mut begin = 0;
        for line in text.split('\n') {
            if !line.trim().is_empty() {
                lines.push(Line { span: begin..begin + line.len(), kind: LineKind::Body });
            }
            begin += line.len() + 1;
        }
        Document { id: "t".into(), url: None, title: None, published: None, text: text.into(), lines }
    }

    fn quoted(text: &str) -> Vec<&str> {
        find(&document(text), &Analysis::default()).1.into_iter().map(|quotation| &text[quotation.inner]).collect()
    }

    #[test]
    fn every_style_is_paired() {
        assert_eq!(quoted("“We agree,” he said. “We met.”"), ["We agree,", "We met."]);
        assert_eq!(quoted("\"We agree,\" he said, \"and met\"."), ["We agree,", "and met"]);
        assert_eq!(quoted("‘Friends’ and 'allies' met."), ["Friends", "allies"]);
        assert_eq!(quoted("«Oui», „ja“, ``yes''"), ["Oui", "ja", "yes"]);
        assert_eq!(quoted("a (\"scare\") quote—\"so\"—here"), ["scare", "so"]);
        assert_eq!(quoted("He said, \"It is late. \""), ["It is late. "]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(quoted("It’s the leaders’ plan, isn't it, the '90s boys' own."), Vec::<&str>::new());
        assert_eq!(quoted("‘It’s the leaders’ plan’ again"), ["It’s the leaders’ plan"]);
        assert_eq!(quoted("a 5'10\" man and a 6'1\" man"), Vec::<&str>::new());
        assert_eq!(quoted("the 'allies' talks"), ["allies"]);
    }

    #[test]
    fn nested_quotations_have_a_depth() {
        let text = "“I asked, ‘Are you sure?’” she said. \"He said 'no'.\"";
        let (_, found) = find(&document(text), &Analysis::default());
        let seen: Vec<_> = found.iter().map(|q| (&text[q.inner.clone()], q.depth)).collect();
        assert_eq!(seen, [("I asked, ‘Are you sure?’", 0), ("Are you sure?", 1), ("He said 'no'.", 0), ("no", 1)]);
        assert_eq!(&text[found[1].span.clone()], "‘Are you sure?’");
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs_that_repeat_the_mark() {
        assert_eq!(quoted("He said: “One.\n“Two.\n“Three.” Then four."), ["One.\n“Two.\n“Three."]);
        assert_eq!(quoted("\"One.\n\n\"Two,\" he said."), ["One.\n\n\"Two,"]);
        assert_eq!(quoted("A stray “ mark here.\nNo mark.\n“Two.”"), ["Two."]);
    }

    #[test]
    fn marks_without_partner_are_dropped_in_linear_time() {
        assert_eq!(quoted("no end “here\n“Yes.” And ” there"), ["Yes."]);
        let text = "“".repeat(200_000) + " a" + &"\" '".repeat(100_000);
        assert!(quoted(&text).len() < 200_001);
        let lines = "\"x.\n".repeat(100_000);
        assert!(quoted(&lines).len() <= 100_000);
    }
}
