//! The words of a line in; where its sentences end out.
//!
//! A full stop, question or exclamation mark ends a sentence together with the quotation marks and brackets that close
//! after it, unless what follows carries the sentence on: a small letter, or the words of attribution after a quotation.

use std::ops::Range;

use super::tokenize::Word;
use crate::lexicon;

/// The longest sentence in words; a longer one is cut at the last good place.
pub(super) const LONGEST: usize = 200;

/// Abbreviations that may end a sentence: they do before a word that usually begins one.
const FINAL_ABBREVIATIONS: [&str; 14] =
    ["u.s.", "u.k.", "u.n.", "d.c.", "p.m.", "a.m.", "inc.", "corp.", "ltd.", "co.", "jr.", "sr.", "etc.", "u.s.a."];

/// Appends to `ends` the index after the last word of each sentence of a line with these words. A sentence of more
/// than [`LONGEST`] words or `room` word pieces is cut.
pub(super) fn split(text: &str, words: &[Word], pieces: impl Fn(usize) -> usize, room: usize, ends: &mut Vec<usize>) {
    let line = Line { text, words };
    let mut begin = 0;
    let mut at = 0;
    while at < words.len() {
        let after = line.closed(begin, at);
        if after > 0 && after < words.len() && line.breaks(begin, at, after) {
            line.cut(begin..after, &pieces, room, ends);
            begin = after;
        }
        at = after.max(at + 1);
    }
    line.cut(begin..words.len(), &pieces, room, ends);
}

struct Line<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl Line<'_> {
    /// Appends the end of a sentence, and before it the places where it must be cut to stay within bounds: after a
    /// semicolon, colon, dash or comma of the second half if there is one, and never inside of a multiword token.
    fn cut(&self, sentence: Range<usize>, pieces: impl Fn(usize) -> usize, room: usize, ends: &mut Vec<usize>) {
        let mut begin = sentence.start;
        let (mut used, mut at, mut whole) = (0, begin, begin);
        while at < sentence.end {
            let wide = usize::from(self.words[at].multiword).max(1).min(sentence.end - at);
            let more: usize = (at..at + wide).map(&pieces).sum();
            if used > 0 && (used + more > room || at + wide - begin > LONGEST) {
                let half = begin + (whole - begin) / 2;
                let pause = (half..whole).rev().find(|i| is_pause(self.form(*i)));
                begin = pause.map_or(whole, |i| i + 1);
                ends.push(begin);
                (used, at, whole) = (0, begin, begin);
                continue;
            }
            used += more;
            at += wide;
            whole = at;
        }
        if begin < sentence.end {
            ends.push(sentence.end);
        }
    }

    fn form(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.text.get(word.span.clone())).unwrap_or_default()
    }

    fn spaced(&self, at: usize) -> bool {
        at == 0 || self.words.get(at).is_none_or(|word| word.span.start > self.words[at - 1].span.end)
    }

    /// The index after the marks that close at the stop at `at`; 0 where no stop stands.
    fn closed(&self, begin: usize, at: usize) -> usize {
        let form = self.form(at);
        if !is_stop(form) && !FINAL_ABBREVIATIONS.contains(&form.to_ascii_lowercase().as_str()) {
            return 0;
        }
        let mut after = at + 1;
        while after < self.words.len() && self.closes(begin, after) {
            after += 1;
        }
        after
    }

    fn closes(&self, begin: usize, at: usize) -> bool {
        match self.form(at) {
            "”" | "’" | ")" | "]" | "»" | "''" => true,
            "\"" | "'" => {
                let next_spaced = at + 1 >= self.words.len() || self.spaced(at + 1);
                !self.spaced(at) && (next_spaced || self.is_open(begin, at))
            }
            form => is_stop(form) && !self.spaced(at),
        }
    }

    /// Whether a straight mark like that at `at` is open, counting a bounded stretch back.
    fn is_open(&self, begin: usize, at: usize) -> bool {
        let begin = begin.max(at.saturating_sub(LONGEST));
        (begin..at).filter(|i| self.form(*i) == self.form(at)).count() % 2 == 1
    }

    /// Whether a sentence ends after the stop at `stop` with the closing marks up to `after`.
    fn breaks(&self, begin: usize, stop: usize, after: usize) -> bool {
        let form = self.form(stop);
        let mut next = after;
        while is_opening(self.form(next)) {
            next += 1;
        }
        let word = self.form(next);
        let Some(initial) = word.chars().next() else { return true };
        if form.ends_with('.') && form.len() > 1 && !is_stop(form) {
            return initial.is_uppercase() && lexicon::spelling::begins_sentences(&word.to_lowercase());
        }
        if stop == begin && form.starts_with('.') || self.enumerates(begin, stop) {
            return false;
        }
        if initial.is_lowercase() {
            return self.spaced(after) && self.careless(begin) && !is_ellipsis(form);
        }
        if !self.spaced(after) && form == "." && !initial.is_uppercase() {
            return false;
        }
        !(after > stop + 1 && self.attributes(after))
    }

    /// `1.` or `a.` at the beginning: the number of an entry, not a sentence.
    fn enumerates(&self, begin: usize, stop: usize) -> bool {
        let form = self.form(begin);
        stop == begin + 1 && self.form(stop) == "." && (form.len() == 1 || form.bytes().all(|b| b.is_ascii_digit()))
    }

    /// Whether the sentence began with a small letter itself, as its writer may do again.
    fn careless(&self, begin: usize) -> bool {
        self.form(begin).starts_with(char::is_lowercase)
    }

    /// Whether `Ms. Roe said`, `said Roe` or the like follows.
    fn attributes(&self, after: usize) -> bool {
        (after..(after + 5).min(self.words.len()))
            .take_while(|i| !is_stop(self.form(*i)) && self.form(*i) != ",")
            .any(|i| lexicon::speech::is_form_after_quotation(self.form(i)))
    }
}

fn is_stop(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'))
}

fn is_pause(form: &str) -> bool {
    matches!(form, "," | ";" | ":" | "—" | "–" | "--")
}

fn is_ellipsis(form: &str) -> bool {
    form.starts_with("..") || form.starts_with('…')
}

fn is_opening(form: &str) -> bool {
    matches!(form, "“" | "‘" | "\"" | "'" | "(" | "[" | "«" | "``" | "-" | "–" | "—" | "*" | "•")
}
