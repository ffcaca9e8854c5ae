//! A line in; whether it, or how much of its beginning, gives the place and day of writing.

use chrono::NaiveDate;

use super::{Place, bare, capitalized};
use crate::date;

/// A dateline at the head of a line of running text, in bytes of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Where the dateline ends, with its dash.
    pub dateline: usize,
    /// Where the running text begins.
    pub body: usize,
}

/// The longest dateline in bytes.
const LONGEST: usize = 120;

/// Whether the whole line is a dateline: “Beijing =”, “OSLO, May 3 (Norwire) —”, “Friday, June 7, 2019”.
pub(in crate::ingest) fn is_whole(line: &str) -> bool {
    if line.len() > LONGEST || line.contains(['“', '"']) {
        return false;
    }
    let marked = line.trim_end_matches(['=', '—', '–', '-', ' ']);
    match line[marked.len()..].trim() {
        "" => {
            is_date_line(line)
                || Shape::of(line).is_some_and(|shape| shape.upper && (shape.date || shape.agency && shape.place))
        }
        _ => !marked.is_empty() && Shape::of(marked).is_some(),
    }
}

/// The dateline at the head of a line: “OSLO, May 3 (Norwire) — The ministers met.” One that has neither date nor agency
/// opens the running text and is in capitals.
pub(super) fn prefix(line: &str, place: Place) -> Option<Prefix> {
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let marks = ["—", "–", " -- ", "--", " - ", " = ", " _ "];
    let mut found = None;
    let mut from = 0;
    // “OSLO, Norway — May 3, 2019 — The ministers met.”
    for _ in 0..2 {
        let next = marks.iter().filter_map(|mark| Some((from + head.get(from..)?.find(mark)?, mark))).min();
        let Some((at, mark)) = next else { break };
        let end = at + mark.trim_end().len();
        let Some(shape) = Shape::of(&line[..at]) else { break };
        let body = end + (line[end..].len() - line[end..].trim_start_matches(['-', ' ']).len());
        let follows =
            line[body..].split_whitespace().count() >= 3 && !line[body..].starts_with(|c: char| c.is_lowercase());
        let is_dateline =
            (shape.upper && place.before_body) || shape.agency || shape.date && (shape.upper || place.before_body);
        if follows && is_dateline {
            found = Some(Prefix { dateline: end, body });
        }
        from = end;
    }
    found
}

/// Whether a line begins with a dateline that has a date or an agency.
pub(super) fn opens_text(line: &str) -> bool {
    prefix(line, Place { first: false, before_body: false, last: false }).is_some()
}

/// Where the value begins in a line whose key says that it is the day of publication: “Date: May 3, 2019”.
pub(super) fn key(line: &str) -> Option<usize> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim().to_lowercase();
    let dated = matches!(
        key.as_str(),
        "date" | "publication date" | "pub date" | "pubdate" | "published" | "published on" | "issued" | "release date"
    );
    (dated && day(value).is_some() && value.split_whitespace().count() <= 8)
        .then(|| line.len() - value.trim_start().len())
}

/// Whether a line gives the day of a later version: “Updated May 3, 2019”.
pub(super) fn is_update(line: &str) -> bool {
    let lower = line.to_lowercase();
    (lower.contains("updated") || lower.contains("modified"))
        && !lower.contains("published")
        && !lower.contains("posted")
}

/// The parts of a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    upper: bool,
    date: bool,
    agency: bool,
    /// Whether it names a place.
    place: bool,
}

impl Shape {
    /// Reads `PLACE[, REGION][, DATE][ (AGENCY)]`, also in brackets, with a slash before the agency, or with a second dash
    /// before the date; `None` if anything else stands there.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text
            .strip_prefix('(')
            .and_then(|text| text.strip_suffix(')'))
            .filter(|text| text.contains(' ') && !text.contains(['(', ')']))
            .unwrap_or(text);
        let named = |agency: &str| agency.split_whitespace().count() <= 4 && agency.contains(char::is_alphabetic);
        let bracketed = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let (rest, agency) = match bracketed.or_else(|| text.strip_suffix('/')?.rsplit_once('/')) {
            Some((rest, agency)) if named(agency) && !is_number(agency) => (rest, true),
            _ => (text, false),
        };
        let rest = rest.trim_end_matches(['-', '—', '–', ' ']);
        let mut words = rest.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).peekable();
        let mut places = 0;
        let mut upper = true;
        while let Some(word) = words.next_if(|word| capitalized(word) && !is_date_word(word)) {
            // The region (“Calif.”, “Turkey”) need not be in capitals.
            upper &= places > 0 || bare(word).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            places += 1;
        }
        let rest: Vec<&str> = words.collect();
        let date = rest.iter().any(|word| month(word).is_some() || is_weekday(word) || is_number(word));
        let rest_is_date =
            rest.iter().all(|word| is_date_word(word)) && (date || rest.iter().all(|word| bare(word).is_empty()));
        let placed = (1..=5).contains(&places) || places == 0 && agency;
        (rest_is_date && placed).then_some(Self { upper, date, agency, place: places > 0 })
    }
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that a word names, whatever marks stand around it.
fn month(word: &str) -> Option<u32> {
    date::month(bare(word))
}

fn is_weekday(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    DAYS.iter().any(|day| word.len() >= 3 && (*day == word || (word.len() <= 5 && day.starts_with(&word))))
}

/// A number with no more than an ordinal's ending: `21`, `21st`, `2023`, `10:15`.
fn is_number(word: &str) -> bool {
    let word = bare(word);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty()
        && word.len() - digits.len() <= 2
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '.' | '/'))
}

pub(super) fn is_date_word(word: &str) -> bool {
    bare(word).is_empty() && !word.contains(['“', '"'])
        || month(word).is_some()
        || is_weekday(word)
        || is_number(word)
        || matches!(
            bare(word).to_lowercase().as_str(),
            "am" | "pm" | "a.m" | "p.m" | "gmt" | "utc" | "est" | "edt" | "et" | "cet" | "bst" | "at" | "of"
        )
}

/// Whether a line is nothing but a date, with or without what happened then: “Updated 3 May 2019, 10:15 GMT”.
fn is_date_line(line: &str) -> bool {
    let mut words = line.split_whitespace().peekable();
    let label = |word: &&str| {
        matches!(
            bare(word).to_lowercase().as_str(),
            "updated" | "published" | "posted" | "date" | "last" | "on" | "modified" | "first"
        )
    };
    while words.next_if(label).is_some() {}
    let rest: Vec<&str> = words.collect();
    let dated =
        rest.iter().any(|word| month(word).is_some() || is_iso(word)) || (rest.len() == 1 && is_weekday(rest[0]));
    dated && rest.iter().all(|word| is_date_word(word)) && rest.iter().any(|word| is_number(word) || is_weekday(word))
}

fn is_iso(word: &str) -> bool {
    bare(word).get(..10).is_some_and(|day| day.parse::<NaiveDate>().is_ok())
}

/// The day that a line gives in full, its month in words or ISO 8601.
pub(in crate::ingest) fn full_date(line: &str) -> Option<NaiveDate> {
    if let Some(day) = line.split_whitespace().find_map(iso_day) {
        return Some(day);
    }
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|'))
        .filter(|word| !bare(word).is_empty())
        .collect();
    let number = |at: usize| {
        let word = bare(words.get(at)?);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (word.len() - digits.len() <= 2).then(|| digits.parse::<u32>().ok())?
    };
    let of_month = |at: &usize| number(*at).filter(|day| (1..=31).contains(day));
    let year = |at: usize| number(at).filter(|year| (1800..2200).contains(year));
    (0..words.len()).find_map(|at| {
        let month = month(words[at])?;
        // “3 May 2019”, “May 3, 2019”, “the 3rd of May, 2019”
        let before = at.checked_sub(1).and_then(|before| {
            of_month(&before).or_else(|| of_month(&before.checked_sub(1).filter(|_| words[before] == "of")?))
        });
        let (day, year) = match before.zip(year(at + 1)) {
            Some(found) => found,
            None => (of_month(&(at + 1))?, year(at + 2)?),
        };
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    })
}

/// The day that a line gives without its year: “OSLO, May 3 (Norwire) -”.
pub(in crate::ingest) fn day_of(line: &str, year: i32) -> Option<NaiveDate> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |at: Option<usize>| {
        let digits = bare(words.get(at?)?).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))
    };
    (0..words.len()).find_map(|at| {
        let month = month(words[at])?;
        NaiveDate::from_ymd_opt(year, month, number(Some(at + 1)).or_else(|| number(at.checked_sub(1)))?)
    })
}

/// The day that the value of a key gives: in full, or in figures as ISO 8601 or the American press write it.
pub(in crate::ingest) fn day(value: &str) -> Option<NaiveDate> {
    full_date(value).or_else(|| {
        let figures = value.split_whitespace().next()?;
        let mut parts = figures.split('/').map(str::parse::<u32>);
        let (first, second, third) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let (month, day) = if first > 12 { (second, first) } else { (first, second) };
        NaiveDate::from_ymd_opt(i32::try_from(third).ok().filter(|year| (1800..2200).contains(year))?, month, day)
    })
}

/// The day that a word gives as ISO 8601 does, or with slashes.
fn iso_day(word: &str) -> Option<NaiveDate> {
    let word = bare(word).get(..10)?;
    let day = word.parse().or_else(|_| word.replace('/', "-").parse()).ok()?;
    (1800..2200).contains(&chrono::Datelike::year(&day)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Place = Place { first: false, before_body: true, last: false };
    const MIDDLE: Place = Place { first: false, before_body: false, last: false };

    #[test]
    fn whole_lines() {
        for line in [
            "Oslo =",
            "Friday, June 7, 2019",
            "OSLO, May 3, 2019 (Norwire) —",
            "7 June 2019",
            "2019-06-07",
            "Updated 3 May 2019, 10:15 GMT",
            "ST. JOHN'S, Canada, Sept. 4 (AP)",
        ] {
            assert!(is_whole(line), "{line}");
        }
        for line in [
            "PERU AND NORWAY SPEAK OF",
            "Oslo talks open",
            "May fires back",
            "March on Oslo",
            "2019",
            "The talks =",
            "Oslo",
            "NATO",
            "“May 3”",
        ] {
            assert!(!is_whole(line), "{line}");
        }
    }

    #[test]
    fn heads_of_lines() {
        for (line, dateline) in [
            ("OSLO, May 3 (Norwire) — The ministers met.", "OSLO, May 3 (Norwire) —"),
            ("LIMA (AP) - The ministers met.", "LIMA (AP) -"),
            ("Lima, Peru (AP) -- The ministers met.", "Lima, Peru (AP) --"),
            ("LONDON/PARIS (Reuters) - The ministers met.", "LONDON/PARIS (Reuters) -"),
            ("OSLO — The ministers met.", "OSLO —"),
            ("Oslo, 3 May – The ministers met.", "Oslo, 3 May –"),
            ("LIMA (AP) _ The ministers met.", "LIMA (AP) _"),
            ("(Oslo, May 3, 2019) – The ministers met.", "(Oslo, May 3, 2019) –"),
            ("OSLO, Norway — May 3, 2019 — The ministers met.", "OSLO, Norway — May 3, 2019 —"),
            ("LIMA, May 3 /Norwire/ -- The ministers met.", "LIMA, May 3 /Norwire/ --"),
            ("May 3, 2019 (Norwire) – The ministers met.", "May 3, 2019 (Norwire) –"),
            ("(Norwire) -- The ministers met.", "(Norwire) --"),
        ] {
            let found = prefix(line, START).unwrap();
            assert_eq!(&line[..found.dateline], dateline);
            assert_eq!(&line[found.body..], "The ministers met.");
        }
    }

    #[test]
    fn dashes_in_sentences() {
        for line in [
            "Roe — who had left early — did not vote.",
            "Canada - Peru talks open",
            "The vote — on May 3 — failed.",
            "Roe (Ohio) — who left — did not vote.",
        ] {
            assert_eq!(prefix(line, START), None, "{line}");
        }
        assert_eq!(prefix("NATO — The alliance met in Oslo.", MIDDLE), None);
    }

    #[test]
    fn days() {
        for line in [
            "Friday, June 7, 2019",
            "7th June 2019",
            "Updated: 2019-06-07T10:00Z",
            "OSLO, June 7, 2019 (Norwire) —",
            "June 7, 2019 Friday 9:00 AM GMT",
            "the 7th of June, 2019",
            "2019/06/07",
        ] {
            assert_eq!(full_date(line), NaiveDate::from_ymd_opt(2019, 6, 7), "{line}");
        }
        assert_eq!(full_date("OSLO, June 7 (Norwire)"), None);
        assert_eq!(full_date("June 2019, 7 guests"), None);
        assert_eq!(day_of("OSLO, June 7 (Norwire)", 2019), NaiveDate::from_ymd_opt(2019, 6, 7));
        assert_eq!(key("Date: 2019-06-07"), Some(6));
        assert_eq!(key("Date: the talks began on June 7, 2019, as the minister of trade had asked"), None);
    }
}
