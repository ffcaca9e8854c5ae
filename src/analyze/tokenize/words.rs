//! The rest of a chunk in; the length of the word, abbreviation or address at its beginning out.

use super::HORIZON;
use super::chars::{is_ideograph, is_word_char};
use crate::lexicon;

/// Last parts that are not split off either.
const SUFFIXES: [&str; 2] = ["esque", "wise"];

/// A web or mail address.
pub(super) fn address(rest: &str) -> Option<usize> {
    const SCHEMES: [&str; 5] = ["http://", "https://", "ftp://", "www.", "mailto:"];
    if SCHEMES.iter().any(|scheme| rest.get(..scheme.len()).is_some_and(|r| r.eq_ignore_ascii_case(scheme))) {
        return Some(without_tail(rest)).filter(|length| *length > 4);
    }
    mail(rest).or_else(|| domain(rest))
}

/// The chunk without the marks that close a sentence or a bracket around the address.
fn without_tail(rest: &str) -> usize {
    let stop = rest.find(['<', '>', '"', '“', '”']).unwrap_or(rest.len());
    let mut end = stop;
    while let Some(last) = rest[..end].chars().next_back() {
        let open = last == ')' && rest[..end.min(HORIZON * 8)].contains('(');
        if open || !matches!(last, '.' | ',' | '!' | '?' | ';' | ':' | ')' | ']' | '\'' | '’') {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

fn horizon(rest: &str) -> &str {
    let mut end = rest.len().min(HORIZON);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// `name@host.tld`, `Name@UNIT`.
fn mail(rest: &str) -> Option<usize> {
    let rest = horizon(rest);
    let local = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._+-".contains(c)))?;
    if local == 0 || !rest[local..].starts_with('@') {
        return None;
    }
    let host = &rest[local + 1..];
    let length = host.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(host.len());
    let length = host[..length].trim_end_matches(['.', '-', '_']).len();
    (length > 1).then_some(local + 1 + length)
}

/// `example.org/path`: a dotted name that ends as domains do.
fn domain(rest: &str) -> Option<usize> {
    let near = horizon(rest);
    let length = near.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(near.len());
    let name = near[..length].trim_end_matches(['.', '-', '_']);
    let (before, last) = name.rsplit_once('.')?;
    let known = lexicon::spelling::is_domain(last);
    if !known || before.is_empty() || before.contains("..") || !before.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }
    if rest[name.len()..].starts_with('/') {
        return Some(without_tail(rest));
    }
    Some(name.len())
}

/// Length of the letters, digits and marks at the beginning; ideographs and other letters do not mix.
pub(super) fn run(rest: &str) -> usize {
    let ideographs = rest.chars().next().is_some_and(is_ideograph);
    rest.find(|c| !is_word_char(c) || c.is_alphanumeric() && is_ideograph(c) != ideographs).unwrap_or(rest.len())
}

/// A word at an apostrophe that stands for letters: `'em`, `'til`.
pub(super) fn elision(rest: &str) -> Option<usize> {
    const ELISIONS: [&str; 6] = ["em", "til", "cause", "tis", "twas", "bout"];
    let mark = rest.chars().next()?.len_utf8();
    let length = run(&rest[mark..]);
    let word = rest[mark..mark + length].to_ascii_lowercase();
    ELISIONS.contains(&word.as_str()).then_some(mark + length)
}

/// Length of the word at the beginning, which is no number; `next` is what follows the chunk.
pub(super) fn word(rest: &str, next_chunk: &str) -> usize {
    if let Some(length) = initials(rest, next_chunk.is_empty()) {
        return length + genitive(&rest[length..]);
    }
    let mut end = run(rest);
    while let Some(mark) = rest[end..].chars().next() {
        let after = end + mark.len_utf8();
        let next = rest[after..].chars().next();
        let joins = match mark {
            '\'' | '’' | '`' => next.is_some_and(char::is_alphabetic),
            '-' | '‐' | '‑' => {
                next.is_some_and(char::is_alphanumeric) && joins_hyphen(&rest[..end], &rest[after..])
            }
            '&' => is_short_upper(&rest[..end]) && next.is_some_and(char::is_uppercase),
            '*' => next.is_some_and(char::is_lowercase),
            '@' => next.is_some_and(char::is_alphabetic),
            '/' => after == 2 && rest[after..].starts_with(['o', 'O']) && run(&rest[after..]) == 1,
            _ => false,
        };
        if !joins {
            break;
        }
        end = after + run(&rest[after..]);
    }
    match tail(rest, end, next_chunk) {
        0 => end,
        length => end + length + genitive(&rest[end + length..]),
    }
}

/// Length of the `'s` after an abbreviation: `U.N.'s`, `Corp.’s`.
fn genitive(rest: &str) -> usize {
    let after = rest.strip_prefix(['\'', '’']).and_then(|after| after.strip_prefix(['s', 'S']));
    after.filter(|after| !after.starts_with(is_word_char)).map_or(0, |after| rest.len() - after.len())
}

/// What still belongs to the word whose letters end at `end`: the stop of an abbreviation, the sign of a currency.
fn tail(rest: &str, end: usize, next_chunk: &str) -> usize {
    let (word, after) = rest.split_at(end);
    if after.starts_with('$') && is_short_upper(word) {
        return 1;
    }
    let dotted = after.strip_prefix('.').is_some_and(|r| !r.starts_with(['.', '…']));
    if !dotted || end > 8 {
        return 0;
    }
    let lower = word.to_ascii_lowercase();
    if word == "Ph" && after.starts_with(".D") {
        return if after.starts_with(".D.") { 3 } else { 2 };
    }
    let next = after[1..].chars().next();
    let clear = next.is_none_or(|c| !is_word_char(c));
    let sure = lexicon::spelling::is_abbreviation(&lower) && clear;
    let likely = match next {
        None => is_abbreviation_before(&lower, next_chunk),
        Some(mark) => matches!(mark, ',' | ';' | ')') && lexicon::spelling::is_abbreviation_or_word(&lower),
    };
    usize::from(sure || likely)
}

/// Whether a word that keeps its stop only before a digit or a small letter is an abbreviation before `next`.
fn is_abbreviation_before(word: &str, next: &str) -> bool {
    let number = matches!(word, "no" | "nos" | "fig" | "figs" | "sec");
    let follows = next.starts_with(|c: char| c.is_ascii_digit() || !number && c.is_lowercase());
    follows && lexicon::spelling::is_abbreviation_or_word(word)
}

/// `U.S.`, `a.m.`, `D.C`, and the initial of a name: `J.`
fn initials(rest: &str, last_of_line: bool) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.chars().peekable();
    while let Some(letter) = chars.next().filter(|c| c.is_alphabetic() && !is_ideograph(*c)) {
        if chars.peek() != Some(&'.') {
            let ends = chars.peek().is_none_or(|c| !is_word_char(*c));
            if letters > 0 && ends && letters + 1 > 1 {
                return Some(end + letter.len_utf8());
            }
            break;
        }
        chars.next();
        end += letter.len_utf8() + 1;
        letters += 1;
    }
    let next = rest[end..].chars().next();
    match letters {
        0 => None,
        1 => {
            let upper = rest.starts_with(char::is_uppercase);
            let name =
                next.is_some_and(char::is_uppercase) || next.is_none() && !last_of_line && !rest.starts_with("I.");
            (upper && name).then_some(end)
        }
        _ => (next != Some('.') && next.is_none_or(|c| !is_word_char(c) || c.is_uppercase())).then_some(end),
    }
}

fn joins_hyphen(before: &str, after: &str) -> bool {
    let part = before.rsplit('-').next().unwrap_or(before);
    if part.len() <= 7 && lexicon::spelling::is_prefix(&part.to_ascii_lowercase()) {
        return true;
    }
    SUFFIXES.contains(&&after[..run(after)])
}

fn is_short_upper(word: &str) -> bool {
    word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase())
}
