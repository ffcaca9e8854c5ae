//! A line of text in; its syntactic words out, by the conventions of the English UD treebanks (EWT, GUM).
//!
//! Clitics are words of their own inside of a multiword token (`don't` is `do` + `n't`), hyphenated words are split but
//! for a few prefixes (`well` `-` `known`, but `anti-war`), and abbreviations keep their full stop. Every character but
//! white space stands in exactly one word. The time is linear: nothing looks further ahead than [`HORIZON`].

pub(super) mod chars;
mod clitics;
mod numbers;
mod words;

use std::ops::Range;

use chars::{attaches, is_word_char};

/// How many bytes a pattern without a fixed form (an address, a domain) is followed for.
const HORIZON: usize = 256;

/// A syntactic word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// For the first word of a multiword token, how many words it has (else 0).
    pub(crate) multiword: u8,
}

/// Appends the words of `text[line]`.
pub(super) fn tokenize(text: &str, line: Range<usize>, out: &mut Vec<Word>) {
    let mut state = Tokenizer { text, line, quote: None, out };
    let mut at = state.line.start;
    while let Some(begin) = state.rest(at).find(|c: char| !c.is_whitespace()).map(|offset| at + offset) {
        let rest = state.rest(begin);
        let end = begin + rest.find(char::is_whitespace).unwrap_or(rest.len());
        state.chunk(begin, end);
        at = end;
    }
}

/// The state of one line.
struct Tokenizer<'a> {
    text: &'a str,
    line: Range<usize>,
    /// Where a single quotation mark was opened last.
    quote: Option<usize>,
    out: &'a mut Vec<Word>,
}

impl Tokenizer<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.line.end).unwrap_or_default()
    }

    /// Splits what stands between white space.
    fn chunk(&mut self, begin: usize, end: usize) {
        let text = self.text;
        let next = text.get(end..self.line.end).unwrap_or_default().trim_start();
        let mut at = begin;
        while at < end {
            let length = token(&text[begin..end], at - begin, next).max(1);
            let mut stop = at + length;
            while !self.text.is_char_boundary(stop) {
                stop += 1;
            }
            let possessive = self.possessive(at, stop, end);
            self.quotes(at, stop, begin);
            clitics::push(self.text, at..stop, possessive, self.out);
            at = stop + possessive;
        }
    }

    /// Length of the apostrophe after `text[at..stop]` if it makes a possessive plural and closes no quotation.
    fn possessive(&self, at: usize, stop: usize, end: usize) -> usize {
        const REACH: usize = 400;
        let rest = &self.text[stop..end];
        let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'));
        let Some(mark) = mark else { return 0 };
        let word = &self.text[at..stop];
        let plural = word.len() > 1 && word.ends_with(['s', 'S', 'x', 'z']) && word.starts_with(char::is_alphanumeric);
        let free = self.quote.is_none_or(|open| at - open > REACH);
        let doubled = rest[mark.len_utf8()..].starts_with(['\'', '’']);
        if plural && free && !doubled { mark.len_utf8() } else { 0 }
    }

    /// Remembers where a single quotation mark opens, and forgets it where one closes.
    fn quotes(&mut self, at: usize, stop: usize, begin: usize) {
        let opens_chunk = at == begin || self.text[..at].ends_with(['(', '[', '"', '“', '—', '–']);
        match &self.text[at..stop] {
            "‘" => self.quote = Some(at),
            "'" if opens_chunk => self.quote = Some(at),
            "'" | "’" => self.quote = None,
            _ => {}
        }
    }
}

/// Length in bytes of the token at `at` of a chunk without white space; `next` is what follows the chunk.
fn token(chunk: &str, at: usize, next: &str) -> usize {
    let rest = &chunk[at..];
    let before = chunk[..at].chars().next_back();
    let Some(first) = rest.chars().next() else { return 0 };
    if let Some(length) = words::address(rest).or_else(|| emoticon(rest, before)) {
        return length;
    }
    if let Some(length) = numbers::number(rest, before) {
        return length;
    }
    if is_word_char(first) {
        return words::word(rest, next);
    }
    symbol(rest, before)
}

/// `:)` and its like, standing alone.
fn emoticon(rest: &str, before: Option<char>) -> Option<usize> {
    const FACES: [&str; 17] =
        [":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":'(", "^_^", ":))", ":)", ":(", ";)", ":D", ":P", ":p", "=)", "<3"];
    let face = FACES.iter().find(|face| rest.starts_with(**face))?;
    let clear = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    (clear(before) && clear(rest[face.len()..].chars().next())).then_some(face.len())
}

/// A mark, a run of equal marks, or a pictograph with what modifies it.
fn symbol(rest: &str, before: Option<char>) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let second = chars.next();
    let run = |set: &[char]| rest.find(|c| !set.contains(&c)).unwrap_or(rest.len());
    match first {
        '.' | '…' => run(&['.', '…']),
        '!' | '?' => run(&['!', '?']),
        '-' | '=' | '*' | '_' | '~' | '+' | '<' | '>' | '`' | '^' => run(&[first]),
        '#' if second == Some('#') => run(&['#']),
        '\'' if second == Some('\'') => 2,
        '\'' | '’' | '‘' if before.is_none() => words::elision(rest).unwrap_or(first.len_utf8()),
        '@' | '#' if second.is_some_and(char::is_alphabetic) => 1 + words::run(&rest[1..]),
        _ => pictograph(rest, first),
    }
}

/// The first character with the joiners, modifiers and marks that belong to it.
fn pictograph(rest: &str, first: char) -> usize {
    let mut end = first.len_utf8();
    if !first.is_ascii() && !chars::is_punctuation(first) {
        let mut joined = chars::is_regional(first);
        for c in rest[end..].chars() {
            let stays = joined && !c.is_alphanumeric() && !c.is_ascii();
            if !attaches(c) && !stays {
                break;
            }
            joined = c == '\u{200D}';
            end += c.len_utf8();
        }
    }
    end
}
