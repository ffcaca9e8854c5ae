//! All days that a page gives in; the day of its publication out, with a warning where they contradict each other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::furniture;
use super::select::Article;
use super::tree::{Id, Page, ROOT, Tag};
use crate::error::{Error, ErrorKind};
use crate::ingest::day::Figures;
use crate::ingest::record;

/// A day that is given somewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    /// The day.
    pub day: NaiveDate,
    /// What gives it.
    pub source: Source,
    /// The element that it stands in; the root for the head of the page.
    pub element: Id,
}

/// What gives a day, the most credible first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// `datePublished` of the article in JSON-LD.
    JsonLd,
    /// A `meta` element that says publication.
    Named,
    /// `itemprop="datePublished"`.
    Microdata,
    /// `time` above or in the article.
    Time,
    /// A line above the article, or one in it that says publication.
    Line,
    /// A `meta` element that says only date.
    Loose,
    /// The path of the address.
    Address,
    /// A `time` or line that says it was changed then.
    Modified,
}

impl Source {
    fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "JSON-LD",
            Self::Named | Self::Loose => "a meta element",
            Self::Microdata => "microdata",
            Self::Time | Self::Modified => "a time element",
            Self::Line => "the text",
            Self::Address => "the address",
        }
    }
}

/// How many days are weighed at most; no honest page gives more.
const MOST: usize = 64;

/// The day of publication. Of days that differ by more than a time zone does, that with the most kinds of source is taken, and of
/// these that with the most credible one.
pub(super) fn day(
    page: &Page,
    article: &Article,
    dated: Vec<Dated>,
    url: Option<&str>,
) -> (Option<NaiveDate>, Option<Error>) {
    let dated = gathered(page, article, dated, url);
    let Some(best) = best(&dated) else { return (None, None) };
    let rival = dated.iter().find(|one| one.source < Source::Modified && !near(best, one));
    let warning = rival.map(|rival| {
        let message = format!(
            "days of publication disagree: {} by {} was taken, not {} by {}",
            best.day,
            best.source.name(),
            rival.day,
            rival.source.name()
        );
        Error::new(ErrorKind::Format, message).remedy("check which is right")
    });
    (Some(best.day), warning)
}

/// The days that may be that of the article, with those of lines and address, each source and day once, the most credible first.
fn gathered(page: &Page, article: &Article, mut dated: Vec<Dated>, url: Option<&str>) -> Vec<Dated> {
    let mut changed = vec![false; page.elements.len()];
    for one in dated.iter().filter(|one| one.source == Source::Modified) {
        changed[one.element as usize] = true;
    }
    dated.retain(|one| {
        let marked = matches!(one.source, Source::Microdata | Source::Time | Source::Modified);
        !marked || one.element == ROOT || is_of_article(page, article, one)
    });
    // Of the `time` elements the first tells when; others are in the story.
    let mut times = 0;
    dated.retain(|one| {
        one.source != Source::Time || {
            times += 1;
            times == 1
        }
    });
    dated.extend(lines(page, article, &changed));
    dated.extend(url.and_then(of_address).map(|day| Dated { day, source: Source::Address, element: ROOT }));
    dated.sort_by_key(|one| one.source);
    dated.dedup_by_key(|one| (one.source, one.day));
    dated.truncate(MOST);
    dated
}

/// Whether two days differ by no more than a time zone does.
fn near(one: &Dated, other: &Dated) -> bool {
    (one.day - other.day).num_days().abs() <= 1
}

/// The day that the most kinds of source give, of several the most credible.
fn best(dated: &[Dated]) -> Option<&Dated> {
    let support = |one: &Dated| {
        dated
            .iter()
            .filter(|other| near(one, other) && other.source != Source::Modified)
            .map(|other| other.source)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let mut best: Option<(&Dated, usize)> = None;
    for one in dated
        .iter()
        .filter(|one| one.source != Source::Modified || dated.iter().all(|one| one.source == Source::Modified))
    {
        let support = support(one);
        if best.is_none_or(|(_, most)| support > most) {
            best = Some((one, support));
        }
    }
    let (best, _) = best?;
    // Machines often write the day of another time zone than the reader's, which the text and the address have.
    let told = |source: Source| dated.iter().find(|one| one.source == source && near(best, one));
    Some([Source::Line, Source::Time, Source::Address].into_iter().find_map(told).unwrap_or(best))
}

/// Whether an element stands in the article or between the title and it, not in what stands beside.
fn is_of_article(page: &Page, article: &Article, one: &Dated) -> bool {
    let inside = page.around(one.element).any(|id| id == article.element);
    if article.beside.get(one.element as usize).copied().unwrap_or(true) {
        return false;
    }
    let around = article.element != ROOT
        && page
            .around(article.element)
            .any(|id| page.element(id).tag == Tag::Article && page.around(one.element).any(|around| around == id));
    let after_title = article.title.is_some_and(|title| page.runs[title].element < one.element);
    // A page without a title of its own: nothing but the day stands above the text.
    let first = article.runs.first().map_or(0, |(run, _)| *run);
    let alone =
        article.title.is_none() && first == page.runs.iter().take_while(|run| run.element == one.element).count();
    let before_text = article.runs.first().is_some_and(|(run, _)| one.element <= page.runs[*run].element);
    inside || around || ((after_title || alone) && before_text)
}

/// Days in lines of their own: above the text, or in the article with a word that says publication.
fn lines(page: &Page, article: &Article, changed: &[bool]) -> Vec<Dated> {
    let first = article.first;
    let begin = article.title.unwrap_or(0);
    let mut found = Vec::new();
    let dates = page.runs.iter().filter(|run| furniture::is_date_line(&run.text));
    let figures: Vec<Figures> = dates.take(MOST).flat_map(|run| furniture::figures_in(&run.text)).collect();
    for (at, run) in page.runs.iter().enumerate() {
        let inside = article.inside.get(at).copied().unwrap_or(false);
        let above = at < first && (inside || (article.title.is_some() && at >= begin));
        if !above && !inside {
            continue;
        }
        if article.beside.get(run.element as usize).copied().unwrap_or(true) || !furniture::is_date_line(&run.text) {
            continue;
        }
        if page.around(run.element).any(|id| changed[id as usize]) {
            continue;
        }
        let said = furniture::says_publication(&run.text);
        if (above || said)
            && let Some(day) = furniture::day_in(&run.text, &figures)
        {
            let source = if furniture::says_change(&run.text) && !said { Source::Modified } else { Source::Line };
            found.push(Dated { day, source, element: run.element });
        }
    }
    found
}

/// The day in a path such as `/2023/03/21/` or `/2023-03-21-talks`.
fn of_address(url: &str) -> Option<NaiveDate> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |text: &str, length: std::ops::RangeInclusive<usize>| {
        (length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())?
    };
    parts.windows(3).find_map(|part| {
        let year = number(part[0], 4..=4)?;
        let month = number(part[1], 1..=2).or_else(|| {
            let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            months.iter().position(|month| part[1].eq_ignore_ascii_case(month)).map(|at| at as u32 + 1)
        })?;
        let day = number(part[2], 1..=2)?;
        record::day(&format!("{year:04}-{month:02}-{day:02}"))
    })
}
