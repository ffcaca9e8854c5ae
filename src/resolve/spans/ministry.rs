//! A token in; the name of a ministry that begins there out, by its words alone.

use std::ops::Range;

use crate::analyze::Analysis;
use crate::lexicon;

/// “Foreign Ministry”, “Ministry of Defense and Aviation” with their capitals, from a token on: a name of a ministry,
/// whether the model saw it or not.
pub(super) fn named_at(analysis: &Analysis, begin: usize, end: usize) -> Option<Range<usize>> {
    let form = |at: usize| analysis.tokens.get(at).filter(|_| at < end).map_or("", |token| &*token.form);
    let portfolio = |at: usize| {
        let capital = form(at).starts_with(char::is_uppercase);
        capital && lexicon::is_portfolio(&form(at).to_lowercase())
    };
    if portfolio(begin) && form(begin + 1) == "Ministry" {
        return Some(begin..begin + 2);
    }
    if form(begin) != "Ministry" || form(begin + 1) != "of" || !portfolio(begin + 2) {
        return None;
    }
    let mut stop = begin + 3;
    loop {
        match form(stop) {
            "and" if portfolio(stop + 1) => stop += 2,
            _ if portfolio(stop) => stop += 1,
            _ => return Some(begin..stop),
        }
    }
}
