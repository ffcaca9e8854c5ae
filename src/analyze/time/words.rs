//! A token in; what it contributes to a time expression out.

use chrono::{NaiveDate, Weekday};

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
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
    Of,
    From,
    Between,
    To,
    Until,
    And,
    /// Since, by, during: a year may follow.
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

/// Reads a token by its form alone; `None` where the form means nothing to the calendar.
pub(super) fn classify(form: &str) -> Option<Word> {
    if form.len() > 20 {
        return None;
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return classify_digits(form);
    }
    let lower = form.to_lowercase();
    // “march” and “may” are verbs; the calendar's names are capitalized.
    if form.starts_with(char::is_uppercase) {
        let name = lower.strip_prefix("mid-").unwrap_or(&lower);
        if let Some(word) = month(name).map(Word::Month).or_else(|| weekday(name).map(Word::Weekday)) {
            return Some(word);
        }
    } else if let Some(name) = form.strip_prefix("mid-").filter(|name| name.starts_with(char::is_uppercase)) {
        return month(&name.to_lowercase()).map(Word::Month);
    }
    function_word(&lower).or_else(|| unit(&lower)).or_else(|| number(&lower).map(Word::Number))
}

fn month(name: &str) -> Option<u32> {
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
    const SHORT: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.strip_suffix('.').unwrap_or(name);
    let at = MONTHS.iter().position(|month| *month == name).or_else(|| SHORT.iter().position(|month| *month == name));
    at.map(|at| at as u32 + 1).or((name == "sept").then_some(9))
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
        "of" => Word::Of,
        "from" => Word::From,
        "between" => Word::Between,
        "to" | "through" => Word::To,
        "until" | "till" => Word::Until,
        "and" | "&" => Word::And,
        "since" | "by" | "during" | "dated" => Word::Preposition,
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

fn number(lower: &str) -> Option<u32> {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    NUMBERS.iter().position(|number| *number == lower).map(|at| at as u32 + 1)
}

fn classify_digits(form: &str) -> Option<Word> {
    if let Ok(day) = form.parse::<NaiveDate>() {
        return Some(Word::Iso(day));
    }
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    let value: u32 = form.get(..digits)?.parse().ok()?;
    match (digits, form.get(digits..)?) {
        (4, "") if (1500..2200).contains(&value) => Some(Word::Year(value as i32)),
        (1..=3, "") => Some(Word::Number(value)),
        (1 | 2, "st" | "nd" | "rd" | "th") if (1..=31).contains(&value) => Some(Word::Ordinal(value)),
        (4, "s" | "'s" | "’s") if value.is_multiple_of(10) && (1500..2200).contains(&value) => {
            Some(Word::Decade(value as i32))
        }
        (_, rest) => span_of_numbers(value, digits, rest.strip_prefix(['-', '–', '—'])?),
    }
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
    }
}
