//! A line in; whether it is a title, subtitle or cross-head and no sentence of running text.

use super::{Place, bare, capitalized};

/// Whether a line is a headline: short, without a full stop, before the running text or alone within it; or a first line
/// whose words are capitalized as titles are.
pub(super) fn is_headline(line: &str, place: Place) -> bool {
    // A headline of more words than this would be the longest in print.
    let words = line.split_whitespace().take(31).count();
    if words > 30 || line.ends_with([':', ';', ',', '-', '—', '–']) || opens_item(line) {
        return false;
    }
    let title = is_title_case(line);
    match stop(line) {
        Stop::None if place.first && place.last => words <= 12 || title,
        Stop::None if place.before_body => words <= 25,
        Stop::None => words <= 14 || title,
        Stop::Abbreviation => place.before_body && !place.last && words <= 16,
        Stop::Question if place.before_body => place.first && !place.last && words <= 16,
        Stop::Question => !place.last && words <= 6 && !line.contains(['“', '"']),
        Stop::Full => place.first && !place.last && title && words <= 16,
    }
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    None,
    /// With the period of `U.S.`, which a headline may have.
    Abbreviation,
    Question,
    Full,
}

fn stop(line: &str) -> Stop {
    let line = line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ']);
    let last = line.split_whitespace().next_back().unwrap_or_default();
    match line.chars().next_back() {
        Some('.') if last.matches('.').count() > 1 && !last.contains("..") => Stop::Abbreviation,
        Some('.' | '…' | '。') => Stop::Full,
        Some('?' | '!') => Stop::Question,
        _ => Stop::None,
    }
}

/// Whether a line is an item of a list, or the attribution below a quotation.
fn opens_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    line.starts_with(['—', '–', '-', '•', '*', '·', '▪'])
        || (number.len() < first.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether nearly all long words begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long = || line.split_whitespace().filter(|word| bare(word).chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let upper = long().filter(|word| capitalized(word)).count();
    upper >= 3 && upper * 10 >= long().count() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Place = Place { first: true, before_body: true, last: false };
    const MIDDLE: Place = Place { first: false, before_body: false, last: false };
    const ONLY: Place = Place { first: true, before_body: true, last: true };

    #[test]
    fn titles_and_cross_heads() {
        for (line, place) in [
            ("Canada and Peru sign treaty after ten years of talks", FIRST),
            ("Will Peru sign?", FIRST),
            ("Peru criticizes U.S.", FIRST),
            ("Peru Signs Treaty With Canada After Long Delay.", FIRST),
            ("Doubts remain", MIDDLE),
            ("“We will not sign”", MIDDLE),
            ("Canada and Peru sign treaty", ONLY),
        ] {
            assert!(is_headline(line, place), "{line}");
        }
    }

    #[test]
    fn running_text() {
        for (line, place) in [
            ("Peru signed the treaty on Monday.", FIRST),
            ("“We will not sign,” she said.", MIDDLE),
            ("“We will not sign.”", MIDDLE),
            ("The minister added:", MIDDLE),
            ("— Ann Lee, mayor of Oslo", MIDDLE),
            ("1. Results are preliminary", MIDDLE),
            ("Canada said on Monday that its ministers would meet those of Peru before the end of the year", ONLY),
        ] {
            assert!(!is_headline(line, place), "{line}");
        }
    }
}
