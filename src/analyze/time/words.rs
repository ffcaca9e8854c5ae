//! A token in; what it contributes to a time expression out.

use chrono::{NaiveDate, Weekday};

use crate::date::month;
use crate::lexicon;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

/// What a token can mean in a time expression. `Nominal` and `Plural` are words that make a number before them a
/// modifier (“the 20th century”, “2000 soldiers”).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Month(u32),
    Weekday(Weekday),
    /// `20th`: a day of the month in digits, with the ending of an ordinal.
    Ordinal(u32),
    /// `first` to `fourth`.
    Rank(u32),
    /// Spring, summer, autumn, winter, from 0 to 3.
    Season(u32),
    /// `third-quarter`, `Q3`.
    NamedQuarter(u32),
    /// `half`: of a year.
    Half,
    /// A feast on the same day each year: month and day.
    Feast(u32, u32),
    /// `7/8/2007`: two numbers, of which one is the month, and the year.
    Slashes(u32, u32, i32),
    /// `18:00`.
    Clock,
    /// `p.m.`, `6pm`.
    Meridiem,
    /// UTC, GMT.
    Zone,
    /// A number below 1,000 in digits or words.
    Number(u32),
    /// Four digits that can be a year.
    Year(i32),
    /// `20–21`.
    Days(u32, u32),
    /// `2000–2008`.
    Years(i32, i32),
    /// `1990s`.
    Decade(i32),
    /// `2023-03-21`.
    Iso(NaiveDate),
    Unit(Unit),
    /// `years`.
    Units(Unit),
    /// Morning, night.
    PartOfDay,
    /// Early, late, mid, beginning, end.
    Part,
    Today,
    Tonight,
    Yesterday,
    Tomorrow,
    Last,
    Final,
    Past,
    Previous,
    This,
    That,
    Same,
    Next,
    Coming,
    Following,
    Ago,
    Earlier,
    Later,
    Before,
    After,
    The,
    A,
    On,
    In,
    At,
    For,
    Of,
    From,
    Between,
    To,
    Until,
    And,
    /// ’s, and whose: “his”.
    Possessive,
    Whose,
    New,
    Eve,
    /// Since, by, during, fiscal: a year may follow.
    Preposition,
    Comma,
    Dash,
    Dot,
    /// Punctuation that ends a phrase.
    Stop,
    Nominal,
    Plural,
    Other,
}

impl Word {
    /// Whether it makes a number before it count things, or a year before it tell which thing: “4 new cases”.
    pub(super) fn is_nominal(self) -> bool {
        matches!(
            self,
            Word::Nominal
                | Word::New
                | Word::Rank(_)
                | Word::Final
                | Word::Half
                | Word::Season(_)
                | Word::Feast(..)
                | Word::NamedQuarter(_)
                | Word::Unit(Unit::Quarter)
        )
    }
}

/// Reads a token by its form alone; `None` where the form means nothing to the calendar.
pub(super) fn classify(form: &str) -> Option<Word> {
    if form.len() > 20 {
        return None;
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return classify_digits(form);
    }
    let lower = form.to_lowercase();
    // ’70s
    if let Some(decade) =
        form.strip_prefix(['\'', '’', '‘']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return classify_digits(decade);
    }
    if let Some(year) = ["mid-", "early-", "late-"].iter().find_map(|part| lower.strip_prefix(part)) {
        // “mid-2009” needs no preposition to be a year.
        if let Some(Word::Year(year)) = classify_digits(year) {
            return Some(Word::Years(year, year));
        }
    }
    // “march” and “may” are verbs; the calendar's names are capitalized.
    if form.starts_with(char::is_uppercase) {
        let name = lower.strip_prefix("mid-").unwrap_or(&lower);
        let named = month(name).map(Word::Month).or_else(|| weekday(name).map(Word::Weekday)).or_else(|| feast(name));
        if let Some(word) = named.or_else(|| zone(form).then_some(Word::Zone)) {
            return Some(word);
        }
    } else if let Some(name) = form.strip_prefix("mid-").filter(|name| name.starts_with(char::is_uppercase)) {
        return month(&name.to_lowercase()).map(Word::Month);
    }
    function_word(&lower)
        .or_else(|| unit(&lower))
        .or_else(|| lexicon::numeral(&lower).filter(|number| *number > 0).map(Word::Number))
        .or_else(|| named_quarter(&lower).map(Word::NamedQuarter))
}

/// `third-quarter`, `q3`.
fn named_quarter(lower: &str) -> Option<u32> {
    if let Some(digit) = lower.strip_prefix('q') {
        return digit.parse().ok().filter(|quarter| digit.len() == 1 && (1..=4).contains(quarter));
    }
    rank(lower.strip_suffix("-quarter")?)
}

fn rank(lower: &str) -> Option<u32> {
    ["first", "second", "third", "fourth"].iter().position(|rank| *rank == lower).map(|at| at as u32 + 1)
}

/// Feasts whose name is one word.
fn feast(name: &str) -> Option<Word> {
    match name {
        "christmas" | "xmas" => Some(Word::Feast(12, 25)),
        "halloween" => Some(Word::Feast(10, 31)),
        _ => None,
    }
}

fn zone(form: &str) -> bool {
    matches!(form, "UTC" | "GMT" | "EST" | "EDT" | "ET" | "CST" | "CDT" | "MST" | "MDT" | "PST" | "PDT")
        || matches!(form, "BST" | "CET" | "CEST" | "IST" | "JST" | "AEST" | "AEDT" | "NZST" | "NZDT")
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" | "mon." => Weekday::Mon,
        "tuesday" | "tue." | "tues." => Weekday::Tue,
        "wednesday" | "wed." => Weekday::Wed,
        "thursday" | "thu." | "thurs." => Weekday::Thu,
        "friday" | "fri." => Weekday::Fri,
        "saturday" | "sat." => Weekday::Sat,
        "sunday" | "sun." => Weekday::Sun,
        _ => return None,
    })
}

fn function_word(lower: &str) -> Option<Word> {
    Some(match lower {
        "today" => Word::Today,
        "tonight" => Word::Tonight,
        "yesterday" => Word::Yesterday,
        "tomorrow" => Word::Tomorrow,
        "last" => Word::Last,
        "final" => Word::Final,
        "past" => Word::Past,
        "previous" | "preceding" => Word::Previous,
        "this" | "current" => Word::This,
        "that" => Word::That,
        "same" => Word::Same,
        "next" => Word::Next,
        "coming" => Word::Coming,
        "following" => Word::Following,
        "ago" => Word::Ago,
        "earlier" => Word::Earlier,
        "later" => Word::Later,
        "before" => Word::Before,
        "after" => Word::After,
        "the" => Word::The,
        "a" | "an" => Word::A,
        "on" => Word::On,
        "in" => Word::In,
        "at" => Word::At,
        "for" => Word::For,
        "of" => Word::Of,
        "from" => Word::From,
        "between" => Word::Between,
        "to" | "through" => Word::To,
        "until" | "till" => Word::Until,
        "and" | "&" => Word::And,
        "since" | "by" | "during" | "dated" | "fiscal" => Word::Preposition,
        "'s" | "’s" => Word::Possessive,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" => Word::Whose,
        "new" => Word::New,
        "eve" => Word::Eve,
        "half" => Word::Half,
        "spring" => Word::Season(0),
        "summer" => Word::Season(1),
        "autumn" | "fall" => Word::Season(2),
        "winter" => Word::Season(3),
        "first" | "second" | "third" | "fourth" => Word::Rank(rank(lower)?),
        "a.m." | "p.m." | "a.m" | "p.m" | "am" | "pm" => Word::Meridiem,
        "twenties" | "thirties" | "forties" | "fifties" | "sixties" | "seventies" | "eighties" | "nineties" => {
            const TENS: [&str; 8] = ["tw", "th", "fo", "fi", "si", "se", "ei", "ni"];
            let tens = TENS.iter().position(|tens| lower.starts_with(tens))?;
            Word::Decade(1920 + 10 * tens as i32)
        }
        "early" | "late" | "mid" | "beginning" | "start" | "end" | "middle" => Word::Part,
        "morning" | "afternoon" | "evening" | "night" | "noon" | "midnight" | "dawn" => Word::PartOfDay,
        "," => Word::Comma,
        "-" | "–" | "—" => Word::Dash,
        "." => Word::Dot,
        ";" | ":" | "?" | "!" | ")" | "(" | "”" | "\"" => Word::Stop,
        _ => return None,
    })
}

fn unit(lower: &str) -> Option<Word> {
    Some(match lower {
        "day" => Word::Unit(Unit::Day),
        "week" => Word::Unit(Unit::Week),
        "quarter" => Word::Unit(Unit::Quarter),
        "quarters" => Word::Units(Unit::Quarter),
        "weekend" => Word::Unit(Unit::Weekend),
        "month" => Word::Unit(Unit::Month),
        "year" => Word::Unit(Unit::Year),
        "decade" => Word::Unit(Unit::Decade),
        "days" => Word::Units(Unit::Day),
        "weeks" => Word::Units(Unit::Week),
        "months" => Word::Units(Unit::Month),
        "years" => Word::Units(Unit::Year),
        "decades" => Word::Units(Unit::Decade),
        _ => return None,
    })
}

fn classify_digits(form: &str) -> Option<Word> {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    // “1-6-2” is a score.
    if digits == 4
        && let Ok(day) = form.parse::<NaiveDate>()
    {
        return Some(Word::Iso(day));
    }
    let value: u32 = form.get(..digits)?.parse().ok()?;
    match (digits, form.get(digits..)?) {
        (4, "") if (1500..2200).contains(&value) => Some(Word::Year(value as i32)),
        (1..=3, "") => Some(Word::Number(value)),
        (1 | 2, "st" | "nd" | "rd" | "th") if (1..=31).contains(&value) => Some(Word::Ordinal(value)),
        (4, "s" | "'s" | "’s") if value.is_multiple_of(10) && (1500..2200).contains(&value) => {
            Some(Word::Decade(value as i32))
        }
        // “the 70s” of the last century; “the 20s” may be an age or the new century.
        (2, "s" | "'s" | "’s") if value.is_multiple_of(10) && value >= 50 => Some(Word::Decade(1900 + value as i32)),
        (1 | 2, "am" | "pm" | "a.m." | "p.m.") if value <= 12 => Some(Word::Clock),
        (1 | 2, rest) if rest.starts_with(':') => clock(value, rest.get(1..)?),
        (1 | 2, rest) if rest.starts_with('/') => slashes(value, rest.get(1..)?),
        (_, rest) => span_of_numbers(value, digits, rest.strip_prefix(['-', '–', '—'])?),
    }
}

/// `18:00`, `6:40pm`: the rest is what follows the colon.
fn clock(hour: u32, rest: &str) -> Option<Word> {
    let minutes: u32 = rest.get(..2)?.parse().ok()?;
    let ending = matches!(rest.get(2..)?, "" | "am" | "pm" | "a.m." | "p.m.");
    (hour < 24 && minutes < 60 && ending).then_some(Word::Clock)
}

/// `7/8/07`, `15/3/2007`: the rest is what follows the first stroke. Years of two digits are of 1970 to 2069.
fn slashes(first: u32, rest: &str) -> Option<Word> {
    let (second, year) = rest.split_once('/')?;
    let second: u32 = second.parse().ok()?;
    let number: i32 = year.parse().ok().filter(|_| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = match year.len() {
        4 => number,
        2 if number < 70 => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    Some(Word::Slashes(first, second, year))
}

/// `20–21`, `20th–21st`, `2000–2008`, `2000–08`: the rest is what follows the dash.
fn span_of_numbers(first: u32, digits: usize, rest: &str) -> Option<Word> {
    let last: u32 = rest.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()?;
    match digits {
        1 | 2 if first < last && (1..=31).contains(&first) && last <= 31 => Some(Word::Days(first, last)),
        4 => {
            let last = if rest.len() == 2 { first / 100 * 100 + last } else { last };
            ((1500..2200).contains(&first) && first < last && last < 2200)
                .then_some(Word::Years(first as i32, last as i32))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_by_case_and_digits() {
        assert_eq!(classify("March"), Some(Word::Month(3)));
        assert_eq!(classify("march"), None);
        assert_eq!(classify("Sept."), Some(Word::Month(9)));
        assert_eq!(classify("mid-June"), Some(Word::Month(6)));
        assert_eq!(classify("20th"), Some(Word::Ordinal(20)));
        assert_eq!(classify("45th"), None);
        assert_eq!(classify("20–21"), Some(Word::Days(20, 21)));
        assert_eq!(classify("2000-08"), Some(Word::Years(2000, 2008)));
        assert_eq!(classify("1990s"), Some(Word::Decade(1990)));
        assert_eq!(classify("2023-02-30"), None);
        assert_eq!(classify("12,000"), None);
        assert_eq!(classify("3.5"), None);
        assert_eq!(classify("1-6-2"), None);
        assert_eq!(classify("’80s"), Some(Word::Decade(1980)));
        assert_eq!(classify("sixties"), Some(Word::Decade(1960)));
        assert_eq!(classify("18:00"), Some(Word::Clock));
        assert_eq!(classify("18:75"), None);
        assert_eq!(classify("3/11/2004"), Some(Word::Slashes(3, 11, 2004)));
        assert_eq!(classify("9/11"), None);
        assert_eq!(classify("third-quarter"), Some(Word::NamedQuarter(3)));
        assert_eq!(classify("Q5"), None);
    }
}
