//! A line in; whether it, or how much of its beginning, gives the place and day of writing.

use chrono::NaiveDate;

use super::{Place, bare, capitalized};

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
pub(super) fn is_whole(line: &str) -> bool {
    if line.len() > LONGEST || line.contains(['“', '"']) {
        return false;
    }
    let marked = line.trim_end_matches(['=', '—', '–', '-', ' ']);
    match line[marked.len()..].trim() {
        "" => is_date_line(line) || Shape::of(line).is_some_and(|shape| shape.upper && (shape.date || shape.agency)),
        _ => !marked.is_empty() && Shape::of(marked).is_some(),
    }
}

/// The dateline at the head of a line: “OSLO, May 3 (Norwire) — The ministers met.” One that has neither date nor agency
/// opens the running text and is in capitals.
pub(super) fn prefix(line: &str, place: Place) -> Option<Prefix> {
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let (at, mark) =
        ["—", "–", " -- ", "--", " - ", " = "].iter().filter_map(|mark| Some((head.find(mark)?, mark))).min()?;
    let end = at + mark.trim_end().len();
    let body = end + (line[end..].len() - line[end..].trim_start().len());
    let shape = Shape::of(&line[..at])?;
    let follows = line[body..].split_whitespace().count() >= 3 && !line[body..].starts_with(|c: char| c.is_lowercase());
    let is_dateline =
        (shape.upper && place.before_body) || shape.agency || shape.date && (shape.upper || place.before_body);
    (follows && is_dateline).then_some(Prefix { dateline: end, body })
}

/// The parts of a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    upper: bool,
    date: bool,
    agency: bool,
}

impl Shape {
    /// Reads `PLACE[, REGION][, DATE][ (AGENCY)]`; `None` if anything else stands there.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (rest, agency) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
            Some((rest, agency)) if agency.split_whitespace().count() <= 4 => (rest, !agency.trim().is_empty()),
            _ => (text, false),
        };
        let mut words = rest.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).peekable();
        let mut places = 0;
        let mut upper = true;
        while let Some(word) = words.next_if(|word| capitalized(word) && !is_date_word(word)) {
            // The region (“Calif.”, “Turkey”) need not be in capitals.
            upper &= places > 0 || bare(word).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            places += 1;
        }
        let date = words.peek().is_some();
        let rest_is_date = words.all(is_date_word);
        (rest_is_date && (1..=5).contains(&places)).then_some(Self { upper, date, agency })
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that a word names in full or cut to three letters or more (“Sept.”), from 1.
fn month(word: &str) -> Option<u32> {
    let word = bare(word).to_lowercase();
    let index = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && (*month == word || (word.len() <= 4 && month.starts_with(&word))))?;
    u32::try_from(index + 1).ok()
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

fn is_date_word(word: &str) -> bool {
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

/// The day that a line gives in full.
pub(super) fn full_date(line: &str) -> Option<NaiveDate> {
    if let Some(day) = line.split_whitespace().find_map(|word| bare(word).get(..10)?.parse().ok()) {
        return Some(day);
    }
    let words = || line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(')).filter(|word| is_date_word(word));
    let month = words().find_map(month)?;
    let numbers = || {
        words().filter_map(|word| bare(word).trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok())
    };
    let day = numbers().find(|number| (1..=31).contains(number))?;
    let year = numbers().find(|number| (1800..2200).contains(number))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
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
        for line in
            ["Oslo talks open", "May fires back", "March on Oslo", "2019", "The talks =", "Oslo", "NATO", "“May 3”"]
        {
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
        for line in
            ["Friday, June 7, 2019", "7th June 2019", "Updated: 2019-06-07T10:00Z", "OSLO, June 7, 2019 (Norwire) —"]
        {
            assert_eq!(full_date(line), NaiveDate::from_ymd_opt(2019, 6, 7), "{line}");
        }
        assert_eq!(full_date("OSLO, June 7 (Norwire)"), None);
    }
}
