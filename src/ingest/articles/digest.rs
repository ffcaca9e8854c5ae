//! The lines of a text in; the articles of a digest out: several, each with a headline and a day of its own, parted by rules
//! or by nothing but their heads.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::{Article, number};
use crate::ingest::{LineKind, lines};

/// How many lines of an article may hold its day.
const HEAD: usize = 6;

/// The articles of a digest; none where the text is one article.
pub(super) fn split(all: &[&str]) -> Vec<Article> {
    let (parts, issued) = parted(all).or_else(|| Some((headed(all)?, None))).unwrap_or_default();
    parts.into_iter().filter_map(|part| article(all, part, issued)).collect()
}

/// Parts between rules (`-----`, `* * *`), each with a day or dateline of its own; sections of one article have none. What
/// stands before the first may be the name of the digest with its day, which comes with the parts.
fn parted(all: &[&str]) -> Option<(Vec<Range<usize>>, Option<NaiveDate>)> {
    let rules = (0..all.len()).filter(|&at| is_rule(all[at]));
    let mut parts = Vec::new();
    let mut begin = 0;
    for end in rules.chain([all.len()]) {
        if all[begin..end].iter().any(|line| !line.trim().is_empty()) {
            parts.push(begin..end);
        }
        begin = end + 1;
    }
    let has_text = |part: &Range<usize>| all[part.clone()].iter().any(|line| is_text(line));
    let mut issued = None;
    if let Some(name) = parts.first().filter(|first| !has_text(first)).cloned() {
        issued = all[name].iter().find_map(|line| lines::full_date(line));
        parts.remove(0);
    }
    let own = |part: &Range<usize>| day(all, part, issued).is_some();
    let whole = parts.len() >= 2 && parts.iter().all(|part| has_text(part) && own(part));
    whole.then_some((parts, issued))
}

/// A line of at least three equal marks.
fn is_rule(line: &str) -> bool {
    let marks: String = line.split_whitespace().collect();
    marks.chars().count() >= 3 && lines::is_rule(line.trim()) && marks.chars().all(|c| marks.starts_with(c))
}

/// Parts that begin with a headline and a line that is a day, again and again.
fn headed(all: &[&str]) -> Option<Vec<Range<usize>>> {
    let is_day = |at: usize| lines::is_dateline(all[at].trim()) && lines::full_date(all[at]).is_some();
    let heads: Vec<usize> = (0..all.len()).filter(|&at| is_day(at)).filter_map(|at| headline(all, at)).collect();
    let ends = heads.iter().skip(1).copied().chain([all.len()]);
    let parts: Vec<Range<usize>> = heads.iter().zip(ends).map(|(&begin, end)| begin..end).collect();
    let has_text = |part: &Range<usize>| all[part.clone()].iter().any(|line| is_text(line));
    let nothing_before = heads.first().is_some_and(|&first| !all[..first].iter().any(|line| is_text(line)));
    (parts.len() >= 2 && nothing_before && parts.iter().all(has_text)).then_some(parts)
}

/// The line of the headline right above a day: it begins the text or follows a blank line, and ends as no sentence does.
fn headline(all: &[&str], day: usize) -> Option<usize> {
    let at = (0..day).rev().find(|&at| !all[at].trim().is_empty())?;
    let line = all[at].trim();
    let free = at == 0 || all[at - 1].trim().is_empty() || is_rule(all[at - 1]);
    let short = line.split_whitespace().count() <= 20 && !line.ends_with(['.', ',', ':', ';']);
    (free && short && day - at <= 2 && lines::full_date(line).is_none()).then_some(at)
}

fn is_text(line: &str) -> bool {
    let line = line.trim();
    line.split_whitespace().count() >= 6 && line.ends_with(['.', '?', '!', '”', '"'])
}

/// The day that the first lines of a part give in a line, byline or dateline of its own, the year that of the digest if they
/// give none.
fn day(all: &[&str], part: &Range<usize>, issued: Option<NaiveDate>) -> Option<NaiveDate> {
    let head = all[part.clone()].iter().filter(|line| !line.trim().is_empty()).take(HEAD);
    let text: String = head.flat_map(|line| [line.trim(), "\n\n"]).collect();
    let found = lines::classify(&text);
    found.date.or_else(|| {
        let dateline = found.lines.iter().find(|line| line.kind == LineKind::Dateline)?;
        lines::day_of(&text[dateline.span.clone()], issued?.year())
    })
}

fn article(all: &[&str], part: Range<usize>, issued: Option<NaiveDate>) -> Option<Article> {
    let first = part.clone().find(|&at| !all[at].trim().is_empty())?;
    let published = day(all, &part, issued);
    let text = all[first..part.end].join("\n");
    let title = all[first].trim();
    let title = (!is_text(title) && !lines::is_dateline(title)).then(|| title.to_owned());
    Some(Article { line: number(first), title, published, text })
}
