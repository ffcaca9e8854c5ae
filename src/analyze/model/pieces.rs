//! Words in; word pieces and case shapes out, as BERT's uncased tokenizer makes them of a word standing alone.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::super::tokenize::chars::{is_ideograph, is_punctuation};

/// The most pieces of one word.
const WORD_PIECES: usize = 32;

/// The shape of `[CLS]` and `[SEP]`: no letters.
pub(super) const NO_LETTERS: u8 = 7;

/// The vocabulary of word pieces.
pub(super) struct Vocabulary {
    ids: HashMap<Cow<'static, str>, u32>,
    unknown: u32,
    /// `[CLS]`, which stands for the root.
    pub(super) start: u32,
    /// `[SEP]`.
    pub(super) end: u32,
    /// Length of the longest piece in bytes.
    longest: usize,
    max_chars: usize,
}

impl Vocabulary {
    /// The vocabulary with its pieces in the order of their ids; units of more than `max_chars` are unknown.
    pub(super) fn new(pieces: Vec<Cow<'static, str>>, max_chars: usize) -> Option<Self> {
        let longest = pieces.iter().map(|piece| piece.len()).max()?;
        let ids: HashMap<_, _> = pieces.into_iter().zip(0..).collect();
        let id = |piece: &str| ids.get(piece).copied();
        let (unknown, start, end) = (id("[UNK]")?, id("[CLS]")?, id("[SEP]")?);
        Some(Self { ids, unknown, start, end, longest, max_chars })
    }

    /// Appends the pieces of a word, at least one and at most [`WORD_PIECES`].
    pub(super) fn push(&self, word: &str, out: &mut Vec<u32>) {
        let begin = out.len();
        let normal = normalize(word);
        let mut last = None;
        let unit_bounds = |c: char| c.is_whitespace() || is_punctuation(c) || is_ideograph(c);
        let mut rest = normal.as_str();
        while let Some(first) = rest.chars().next() {
            let length = match rest.find(unit_bounds) {
                Some(0) => first.len_utf8(),
                found => found.unwrap_or(rest.len()),
            };
            let (unit, after) = rest.split_at(length);
            rest = after;
            if !first.is_whitespace() {
                self.unit(unit, out);
            }
            if out.len() > begin + WORD_PIECES {
                last = out.last().copied().or(last);
                out.truncate(begin + WORD_PIECES);
            }
        }
        if let (Some(last), Some(end)) = (last, out.last_mut()) {
            *end = last;
        }
        if out.len() == begin {
            out.push(self.unknown);
        }
    }

    /// Greedy, longest match first.
    fn unit(&self, unit: &str, out: &mut Vec<u32>) {
        let begin = out.len();
        if unit.len() > self.max_chars && unit.chars().count() > self.max_chars {
            out.push(self.unknown);
            return;
        }
        let mut buffer = String::with_capacity(unit.len() + 2);
        let mut at = 0;
        while at < unit.len() {
            let mark = if at == 0 { "" } else { "##" };
            let mut end = unit.len().min(at + self.longest);
            let found = loop {
                if end <= at {
                    out.truncate(begin);
                    out.push(self.unknown);
                    return;
                }
                if unit.is_char_boundary(end) {
                    buffer.clear();
                    buffer.push_str(mark);
                    buffer.push_str(&unit[at..end]);
                    if let Some(id) = self.ids.get(buffer.as_str()) {
                        break *id;
                    }
                }
                end -= 1;
            };
            out.push(found);
            at = end;
        }
    }
}

/// Drops control characters, lowercases, and strips accents.
fn normalize(word: &str) -> String {
    if word.is_ascii() {
        let kept = word.chars().filter(|c| !c.is_ascii_control() || c.is_ascii_whitespace());
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    let kept: String = word.chars().filter(|c| c.is_whitespace() || !is_dropped(*c)).collect();
    kept.to_lowercase().nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark).collect()
}

fn is_dropped(c: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse, Surrogate, Unassigned};
    c == '\u{FFFD}' || matches!(c.general_category(), Control | Format | PrivateUse | Surrogate | Unassigned)
}

/// The case shape of a word, which an uncased vocabulary does not see.
pub(super) fn shape(word: &str) -> u8 {
    let (mut upper, mut lower, mut digits) = (0usize, 0usize, 0usize);
    let mut first_upper = None;
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
            first_upper.get_or_insert(true);
        } else if c.is_lowercase() {
            lower += 1;
            first_upper.get_or_insert(false);
        } else if c.is_ascii_digit() {
            digits += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, 0) => NO_LETTERS,
        (0, 0, _) => 6,
        (_, _, 1..) => 5,
        (0, _, _) => 0,
        (1, 0, _) => 4,
        (_, 0, _) => 2,
        (1, _, _) if first_upper == Some(true) => 1,
        _ => 3,
    }
}
