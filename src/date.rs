//! Calendar dates with their precision, as ISO 8601 writes them: `2023-03-20`, `2023-03`, `2023`,
//! `2023-03-20/2023-03-21`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The English names of the months, in lower case.
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

/// The month that a word names, from 1: in full, or cut to three letters (`Sept` to four), with or without a period, in
/// any case. Whether “may” and “march” are verbs is for the reader to tell.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let is = |name: &str| {
        word.eq_ignore_ascii_case(name)
            || word.len() == 3 && word.eq_ignore_ascii_case(&name[..3])
            || name == "september" && word.eq_ignore_ascii_case("sept")
    };
    MONTHS.iter().zip(1..).find(|(name, _)| is(name)).map(|(_, number)| number)
}

/// A day, month, year or interval of days.
///
/// ```
/// use newsgraph::date::Date;
///
/// let march: Date = "2023-03".parse()?;
/// assert_eq!(march, Date::Month(2023, 3));
/// assert_eq!(march.last_day().unwrap().to_string(), "2023-03-31");
/// # Ok::<(), newsgraph::date::ParseDateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date {
    /// One day.
    Day(NaiveDate),
    /// A month of a year: year, month from 1 to 12.
    Month(i32, u32),
    /// A year.
    Year(i32),
    /// From the first day to the last, both included.
    Interval(NaiveDate, NaiveDate),
}

impl Date {
    /// The first day that the date covers; `None` for years that the calendar cannot hold.
    pub fn first_day(self) -> Option<NaiveDate> {
        match self {
            Date::Day(day) | Date::Interval(day, _) => Some(day),
            Date::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Date::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
        }
    }

    /// Whether some day of it lies in a span, whose ends may be open.
    pub(crate) fn meets(self, since: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
        let (Some(first), Some(last)) = (self.first_day(), self.last_day()) else { return false };
        since.is_none_or(|since| last >= since) && until.is_none_or(|until| first <= until)
    }

    /// The last day that the date covers; `None` for years that the calendar cannot hold.
    pub fn last_day(self) -> Option<NaiveDate> {
        match self {
            Date::Day(day) | Date::Interval(_, day) => Some(day),
            Date::Month(year, 12) => NaiveDate::from_ymd_opt(year, 12, 31),
            Date::Month(year, month) => NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
            Date::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Day(day) => write!(f, "{day}"),
            Date::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Date::Year(year) => write!(f, "{year:04}"),
            Date::Interval(first, last) => write!(f, "{first}/{last}"),
        }
    }
}

/// What [`Date::from_str`] expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDateError(String);

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is no date: expected 2023-03-20, 2023-03, 2023 or 2023-03-20/2023-03-21", self.0)
    }
}

impl std::error::Error for ParseDateError {}

impl FromStr for Date {
    type Err = ParseDateError;

    /// Reads what [`Display`](fmt::Display) writes, and takes the day of an ISO 8601 date and time.
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let fail = || ParseDateError(text.chars().take(40).collect());
        if let Some((first, last)) = text.split_once('/') {
            let day = |part: &str| part.parse::<NaiveDate>().map_err(|_| fail());
            return Ok(Date::Interval(day(first)?, day(last)?));
        }
        let text = text.split_once('T').map_or(text, |(day, _)| day);
        let parts: Vec<&str> = text.split('-').collect();
        if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
            || parts[0].len() != 4
        {
            return Err(fail());
        }
        let number = |part: &str| part.parse::<u32>().map_err(|_| fail());
        let year = parts[0].parse::<i32>().map_err(|_| fail())?;
        match parts[1..] {
            [] => Ok(Date::Year(year)),
            [month] => match number(month)? {
                month @ 1..=12 => Ok(Date::Month(year, month)),
                _ => Err(fail()),
            },
            [month, day] => NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).map(Date::Day).ok_or_else(fail),
            _ => Err(fail()),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Date::Day(day)
    }
}

/// The year and month of a day, for dates that the text gives by the day of the month alone.
pub fn month_of(day: NaiveDate) -> Date {
    Date::Month(day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_in_full_or_cut() {
        for (word, number) in [("January", 1), ("JUN", 6), ("jul.", 7), ("Sept", 9), ("Sept.", 9), ("may", 5)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(["", "ja", "janu", "mayor", "é"].map(month), [None; 5]);
    }

    #[test]
    fn dates_survive_a_round_trip() {
        for text in ["2023-03-20", "2023-03", "2023", "2023-03-20/2023-03-21"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        assert_eq!("2023-03-20T08:00:00Z".parse::<Date>().unwrap().to_string(), "2023-03-20");
        for text in ["", "2023-13", "2023-02-30", "yesterday", "20-03-2023", "2023-3-1-1"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
