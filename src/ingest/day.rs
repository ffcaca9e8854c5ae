//! What a field for the day of publication holds in; the day out, if it is one and can be one.

use chrono::{DateTime, Datelike, NaiveDate};

use crate::date::month;

/// The days before and after which no news was published: what lies outside is a default of some program.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2100;

/// What is read of a field at most: no date is longer.
const LONGEST: usize = 64;

/// The day of a date, or of a date and time, in any of the forms that dumps, feeds and messages have:
/// `2023-03-21T08:00:00Z`, `20230321T080000Z`, `2023/03/21`, `Tue, 21 Mar 2023 08:00:00 GMT`, `March 21, 2023`,
/// `21-MAR-1987 15:01`, `Tue Mar 21 08:00:00 +0000 2023`, `21.03.2023`, `3/21/2023`, and seconds or milliseconds since 1970.
/// The day is that of the place where the time was written. What can be two days (`5/8/2023`) is none by itself: see [`figures`].
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    epoch_text(text).or_else(|| digits(text)).or_else(|| numeric(text)).or_else(|| worded(text)).filter(plausible)
}

/// The day of a number of seconds, milliseconds, microseconds or nanoseconds since 1970, or of a number such as 20230321.
pub(super) fn of_number(number: f64) -> Option<NaiveDate> {
    if !number.is_finite() || number.fract() == 0.0 && (1.6e7..2.2e7).contains(&number) {
        return basic(&format!("{number}")).filter(plausible);
    }
    // From September 1973 on; what is smaller is a year or a count.
    let seconds = match number {
        n if (1e8..1e10).contains(&n) => n,
        n if (1e11..1e13).contains(&n) => n / 1e3,
        n if (1e14..1e16).contains(&n) => n / 1e6,
        n if (1e17..1e19).contains(&n) => n / 1e9,
        _ => return None,
    };
    DateTime::from_timestamp(seconds as i64, 0).map(|time| time.date_naive()).filter(plausible)
}

/// Whether news may be of that day: the first day of the year 1 and of 1970 are what programs write for “unknown”.
pub(super) fn plausible(day: &NaiveDate) -> bool {
    YEARS.contains(&day.year()) && (day.year(), day.ordinal()) != (1970, 1)
}

/// A number in a string.
fn epoch_text(text: &str) -> Option<NaiveDate> {
    let is_number = text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number.then(|| of_number(text.parse().ok()?)).flatten()
}

/// `20230321`, by itself or before a time.
fn digits(text: &str) -> Option<NaiveDate> {
    let rest = text.get(8..)?;
    let is_time = rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+', '-', '_']) || is_clock(rest);
    is_time.then(|| basic(&text[..8])).flatten()
}

/// Six digits of a time of day: `20230321080000`.
fn is_clock(rest: &str) -> bool {
    rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_digit())
}

fn basic(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

/// In which order figures give day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// `23/1/2024`: only the day can be 23.
    DayFirst,
    /// `1/23/2024`.
    MonthFirst,
    /// `5/8/2023`: the day that it is if the day stands first, and if the month does.
    Either(NaiveDate, NaiveDate),
}

/// The order in which a field gives day and month, if it gives them in figures before the year.
pub(super) fn figures(text: &str) -> Option<Figures> {
    let (separator, [first, second, year]) = numbers(text.trim())?;
    if separator == '.' || first == second || !YEARS.contains(&(year as i32)) {
        return None;
    }
    let (day_first, month_first) = (of_year(year, second, first), of_year(year, first, second));
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) => Some(Figures::Either(day_first, month_first)),
        (Some(_), None) => Some(Figures::DayFirst),
        (None, Some(_)) => Some(Figures::MonthFirst),
        (None, None) => None,
    }
}

fn of_year(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year as i32, month, day)
}

/// Three numbers with `-`, `/` or `.` between them, by themselves or before a time.
fn numeric(text: &str) -> Option<NaiveDate> {
    let (separator, [first, second, third]) = numbers(text)?;
    if text.bytes().take_while(u8::is_ascii_digit).count() == 4 {
        return of_year(first, second, third);
    }
    match separator {
        // Points part the day from the month where they are written.
        '.' => of_year(third, second, first),
        _ if first > 12 || first == second => of_year(third, second, first),
        _ if second > 12 => of_year(third, first, second),
        _ => None,
    }
}

/// What parts three numbers, and they; the year, which stands first or last, in full.
fn numbers(text: &str) -> Option<(char, [u32; 3])> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (a, rest) = text.split_at(digits(text));
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (b, rest) = rest[1..].split_at(digits(&rest[1..]));
    let rest = rest.strip_prefix(separator)?;
    let (c, rest) = rest.split_at(digits(rest));
    // An offset may follow: `2023-03-21-08:00`.
    if rest.starts_with(|c: char| !matches!(c, 'T' | 't' | ' ' | ',' | 'Z' | '-' | '+' | '\u{a0}')) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    let year = match (a.len(), c.len()) {
        (4, _) | (_, 4) => third,
        // Spreadsheets cut the year: `1/23/24`.
        (1 | 2, 2) if separator != '-' => {
            if third < 70 {
                2000 + third
            } else {
                1900 + third
            }
        }
        _ => return None,
    };
    Some((separator, [first, second, year]))
}

/// A month by its name, with a day beside it and a year behind.
fn worded(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|w| !w.is_empty()).collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let named = month(words[at])?;
    let day_of = |index: Option<usize>| index.and_then(|index| words.get(index)).and_then(|word| ordinal(word));
    let year_of = |word: &&str| (word.len() == 4).then(|| word.parse::<i32>().ok()).flatten();
    let (day, after) = match day_of(at.checked_sub(1)) {
        Some(day) => (day, at + 1),
        None => (day_of(Some(at + 1))?, at + 2),
    };
    // The offset of a time zone, `+0000`, is no year.
    let year = words.get(after..)?.iter().filter_map(year_of).find(|year| YEARS.contains(year));
    let short = || words.get(after).filter(|word| word.len() == 2).and_then(|word| word.parse::<i32>().ok());
    let year = year.or_else(|| short().map(|year| if year < 70 { 2000 + year } else { 1900 + year }))?;
    NaiveDate::from_ymd_opt(year, named, day)
}

/// A day of the month: `8`, `08`, `8th`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let is_suffix = matches!(suffix.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    (is_suffix && digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_is_read_in_many_forms() {
        for text in [
            "2023-03-21",
            "2023-03-21T08:00:00+01:00",
            " 2023-03-21 08:00:00.000Z ",
            "2023-03-21-08:00",
            "2023/03/21",
            "2023.3.21",
            "20230321",
            "20230321T080000Z",
            "20230321080000",
            "Tue, 21 Mar 2023 08:00:00 GMT",
            "21 March 2023",
            "21-MAR-2023 15:01:01.79",
            "March 21st, 2023 9:30 p.m. EDT",
            "Tuesday, March 21, 2023",
            "Tue Mar 21 08:00:00 +0000 2023",
            "21 Mar 23",
            "21.03.2023",
            "3/21/2023",
            "21/3/2023, 08:00",
            "3/21/23",
            "21.03.23",
            "1679385600",
            "1679385600000",
            "1679385600.5",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{text}");
        }
        assert_eq!(of_number(1_679_385_600.0), of_number(1_679_385_600_000.0));
        assert_eq!(of_number(20_230_321.0), day("2023-03-21"));
    }

    #[test]
    fn what_is_no_day_or_may_be_two_is_none() {
        for text in [
            "",
            "soon",
            "2023",
            "2023-03",
            "0001-01-01",
            "0001-01-01T00:00:00Z",
            "1970-01-01",
            "0",
            "5/8/2023",
            "2023-13-01",
            "March 2023",
            "12345",
            "NaN",
            "in May the 4 parties met in 2019 with 33 others to sign the long awaited treaty",
            "3-2",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(figures("4/3/23 8:00"), Some(Figures::Either(date(2023, 3, 4), date(2023, 4, 3))));
        assert_eq!(figures("21/03/2023"), Some(Figures::DayFirst));
        assert_eq!(figures("3-21-2023"), Some(Figures::MonthFirst));
        assert_eq!(["2023-03-04", "04.03.2023", "3/3/2023", "4/3", "40/40/2023"].map(figures), [None; 5]);
        assert_eq!([0.0, 2023.0, f64::NAN, 1e30].map(of_number), [None; 4]);
    }
}
