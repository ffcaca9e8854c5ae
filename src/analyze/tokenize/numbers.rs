//! The rest of a chunk in; the length of the number at its beginning out: `1,000`, `4.5`, `10:30`, `20th`, `9/11`.

use super::words;
use crate::lexicon;

/// The length of a number, or `None` where none begins.
pub(super) fn number(rest: &str, before: Option<char>) -> Option<usize> {
    let sign = match rest.chars().next()? {
        '0'..='9' => 0,
        // ".04", "+44", "'73": only where nothing stands before them
        '.' | '+' if before.is_none_or(|c| !c.is_alphanumeric() && c != '.') => 1,
        c @ ('\'' | '’') if before.is_none() => year(&rest[c.len_utf8()..]).map(|_| c.len_utf8())?,
        _ => return None,
    };
    if digits(&rest[sign..]) == 0 {
        return None;
    }
    let end = sign + groups(&rest[sign..]);
    Some(end + suffix(&rest[end..]))
}

/// Two digits with or without `s`: the year after an apostrophe.
fn year(rest: &str) -> Option<()> {
    let after = rest[digits(rest)..].chars().next();
    (digits(rest) == 2 && after.is_none_or(|c| c == 's' || !c.is_alphanumeric())).then_some(())
}

fn digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_digit).count()
}

/// Digits with the marks that join groups of them.
fn groups(rest: &str) -> usize {
    if let Some(length) = hyphenated(rest) {
        return length;
    }
    let mut end = digits(rest);
    while let Some(mark) = rest[end..].chars().next() {
        let group = digits(rest.get(end + 1..).unwrap_or_default());
        let joins = match mark {
            '.' | ':' | '/' => group > 0,
            ',' => group == 3,
            _ => false,
        };
        if !joins {
            break;
        }
        end += 1 + group;
    }
    end
}

/// Telephone numbers and ISO dates: `555-0142`, `713-555-0142`, `2024-05-02`.
fn hyphenated(rest: &str) -> Option<usize> {
    let first = digits(rest);
    let (mut end, mut hyphens, mut last) = (first, 0, first);
    while rest[end..].starts_with('-') && digits(&rest[end + 1..]) > 0 && end < super::HORIZON {
        last = digits(&rest[end + 1..]);
        end += 1 + last;
        hyphens += 1;
    }
    let whole = hyphens >= 2 || hyphens == 1 && first == 3 && last == 4;
    (whole && !rest[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// Letters after the digits: an ordinal or a plural belongs to the number, a unit does not.
fn suffix(rest: &str) -> usize {
    let length = words::run(rest);
    let letters = &rest[..length];
    if letters.is_empty() {
        return 0;
    }
    let lower = letters.to_ascii_lowercase();
    if letters.len() <= 4 && lexicon::spelling::is_unit(&lower) {
        return 0;
    }
    length
}
