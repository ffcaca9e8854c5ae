//! The words of a sentence in; the time expression that begins at a word, and how many words it has, out.

mod clock;
mod parts;

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::resolve::{Expression, Point};
use super::words::{Unit, Word};

/// An expression with the number of words that it takes.
type Parsed = (usize, Expression);

/// A time expression among the words of a sentence.
pub(super) struct Found {
    /// How many words it takes.
    pub(super) taken: usize,
    pub(super) expression: Expression,
    /// The two dates that a range names, where each is a whole expression, with their words.
    pub(super) ends: Option<[(Range<usize>, Expression); 2]>,
}

/// Reads the longest time expression that begins at `at`.
pub(super) fn parse(words: &[Word], at: usize) -> Option<Found> {
    let cursor = Cursor { words, start: at };
    if let Some(range) = cursor.range() {
        return Some(range);
    }
    let (taken, expression) = cursor.clock_first().or_else(|| cursor.modified())?;
    let taken = taken + cursor.part_of_day(taken);
    let clock = if expression == Expression::Clock { 0 } else { cursor.at(taken).clock_after() };
    Some(Found { taken: taken + clock, expression, ends: None })
}

/// Looks at the words from `start` on; `back` words before it.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    words: &'a [Word],
    start: usize,
}

impl Cursor<'_> {
    fn word(&self, ahead: usize) -> Word {
        self.words.get(self.start + ahead).copied().unwrap_or(Word::Stop)
    }

    fn before(&self) -> Word {
        self.start.checked_sub(1).and_then(|at| self.words.get(at)).copied().unwrap_or(Word::Stop)
    }

    fn two_before(&self) -> Word {
        self.start.checked_sub(2).and_then(|at| self.words.get(at)).copied().unwrap_or(Word::Stop)
    }

    fn at(&self, ahead: usize) -> Self {
        Cursor { words: self.words, start: self.start + ahead }
    }

    /// How many words of a time of day follow: “Monday night”, “yesterday afternoon”.
    fn part_of_day(&self, ahead: usize) -> usize {
        usize::from(self.word(ahead) == Word::PartOfDay)
    }

    /// “from 2000 to 2008”, “between March 3 and 5”, “Monday to Wednesday”, “2000–2008”.
    fn range(&self) -> Option<Found> {
        let opening = usize::from(matches!(self.word(0), Word::From | Word::Between));
        let (first_length, first) = self.at(opening).core()?;
        let joint = opening + first_length;
        if opening == 1 && matches!(first, Expression::Calendar { last_day: Some(_), .. }) {
            return Some(Found { taken: joint, expression: first, ends: None });
        }
        let joined = match self.word(joint) {
            Word::To | Word::Until => opening == 1 || self.word(joint) == Word::To,
            Word::Dash => true,
            Word::And => self.word(0) == Word::Between,
            _ => false,
        };
        if !joined {
            return None;
        }
        let bare = || {
            self.at(joint + 1).bare_end().map(|end| (end, matches!(end.1, Expression::Calendar { year: Some(_), .. })))
        };
        let ((last_length, last), whole) = self.at(joint + 1).core().map(|end| (end, true)).or_else(bare)?;
        let taken = joint + 1 + last_length;
        let place = |from: usize, to: usize| self.start + from..self.start + to;
        let named = || [(place(opening, joint), first), (place(joint + 1, taken), last)];
        Some(Found { taken, expression: Expression::Range(ends(first)?, ends(last)?), ends: whole.then(named) })
    }

    /// The end of a range that the start explains: “from March 20 to 22”, “from 2000 until 2008”.
    fn bare_end(&self) -> Option<Parsed> {
        let day = |day| Expression::Calendar { year: None, month: None, day: Some(day), last_day: None };
        match self.word(0) {
            Word::Number(number) | Word::Ordinal(number) if (1..=31).contains(&number) => Some((1, day(number))),
            Word::Year(year) => Some((1, in_year(year))),
            _ => None,
        }
    }

    /// “early this week”, “the end of July”, “later on Tuesday”: the part is no date of its own.
    fn modified(&self) -> Option<Parsed> {
        let article = usize::from(self.word(0) == Word::The);
        let is_part = |word| matches!(word, Word::Part | Word::Earlier | Word::Later);
        if is_part(self.word(article)) {
            let mut ahead = article + 1;
            while matches!(self.word(ahead), Word::Of | Word::On | Word::In | Word::Dash) && ahead < 4 {
                ahead += 1;
            }
            let inner = self.at(ahead).core().or_else(|| self.at(ahead).current_unit());
            return inner.map(|(length, expression)| (ahead + length, expression));
        }
        self.core()
    }

    /// “the end of the year” is this year's.
    fn current_unit(&self) -> Option<Parsed> {
        match (self.word(0), self.word(1)) {
            (Word::The, Word::Unit(Unit::Day)) => Some((2, Expression::Clock)),
            (Word::The, Word::Unit(unit)) => Some((2, Expression::Shifted(unit, 0))),
            _ => None,
        }
    }

    fn core(&self) -> Option<Parsed> {
        if let Some(part) = self.part_of_unit() {
            return part;
        }
        match self.word(0) {
            Word::Weekday(_) => self.weekday(),
            Word::Month(_) => self.month_first(),
            Word::Number(_) | Word::Ordinal(_) | Word::Days(..) => self.day_first(0).or_else(|| self.counted()),
            Word::The => self.the(),
            Word::A => self.counted(),
            Word::Last | Word::Past | Word::Previous => self.shifted(0, -1),
            // “this past Monday”, “this coming week”
            Word::This if self.word(1) == Word::Past => self.shifted(1, -1),
            Word::This if self.word(1) == Word::Coming => self.shifted(1, 1),
            Word::This => self.shifted(0, 0),
            Word::Feast(..) | Word::New => self.feast(0, None),
            Word::Slashes(first, second, year) => Some((1, Expression::Slashes(first, second, year))),
            Word::Next | Word::Coming | Word::Following => self.shifted(0, 1),
            Word::That => self.that(0),
            Word::Today | Word::Tonight => Some((1, Expression::Shifted(Unit::Day, 0))),
            Word::Yesterday => Some((1, Expression::Shifted(Unit::Day, -1))),
            Word::Tomorrow => Some((1, Expression::Shifted(Unit::Day, 1))),
            Word::Iso(day) => Some((1, on(day))),
            Word::Year(year) => self.year(year),
            Word::Years(first, last) if first == last => Some((1, in_year(first))),
            Word::Years(first, last) => Some((1, Expression::Years(first, last))),
            Word::Decade(first) => {
                // “in his late 70s”
                let part = self.before() == Word::Part;
                let of_a_life = if part { self.two_before() } else { self.before() } == Word::Whose;
                (!of_a_life).then_some((1, Expression::Years(first, first.saturating_add(9))))
            }
            _ => None,
        }
    }

    /// “Tuesday”, “Tuesday, March 21”, “Tuesday last week”.
    fn weekday(&self) -> Option<Parsed> {
        let Word::Weekday(weekday) = self.word(0) else { return None };
        let after = 1 + self.part_of_day(1);
        for ahead in [after, after + usize::from(self.word(after) == Word::Comma)] {
            let date = self.at(ahead).month_first().or_else(|| self.at(ahead).day_first(0));
            if let Some((length, expression @ Expression::Calendar { day: Some(_), .. })) = date {
                return Some((ahead + length, expression));
            }
        }
        let of = usize::from(self.word(after) == Word::Of);
        Some(match (self.word(after + of), self.word(after + of + 1)) {
            (Word::Last, Word::Unit(Unit::Week)) => (after + of + 2, Expression::Weekday(weekday, Some(-1))),
            (Word::Next, Word::Unit(Unit::Week)) => (after + of + 2, Expression::Weekday(weekday, Some(1))),
            (Word::This, Word::Unit(Unit::Week)) => (after + of + 2, Expression::Weekday(weekday, None)),
            _ => (1, Expression::Weekday(weekday, None)),
        })
    }

    /// “March 21, 2023”, “March 20 and 21”, “March 2014”, “March”.
    fn month_first(&self) -> Option<Parsed> {
        let Word::Month(month) = self.word(0) else { return None };
        let name = 1 + usize::from(self.word(1) == Word::Dot);
        let (mut taken, day, last_day) = match self.days(name) {
            Some((length, day, last)) => (name + length, Some(day), last),
            None => (1, None, None),
        };
        let comma = usize::from(self.word(taken) == Word::Comma || (day.is_none() && self.word(taken) == Word::Of));
        let mut year = None;
        if let Word::Year(number) = self.word(taken + comma) {
            year = Some(number);
            taken += comma + 1;
        } else if let Some((length, by)) = self.relative_year(taken).filter(|_| last_day.is_none()) {
            return Some((taken + length, Expression::InShiftedYear { month, day, by }));
        }
        Some((taken, Expression::Calendar { year, month: Some(month), day, last_day }))
    }

    /// “of last year”, “this year”: how many words, and how many years away.
    fn relative_year(&self, ahead: usize) -> Option<(usize, i32)> {
        let of = usize::from(self.word(ahead) == Word::Of);
        if self.word(ahead + of + 1) != Word::Unit(Unit::Year) {
            return None;
        }
        let by = match self.word(ahead + of) {
            Word::Last | Word::Previous => -1,
            Word::This => 0,
            Word::The if of == 1 => 0,
            Word::Next => 1,
            _ => return None,
        };
        Some((of + 2, by))
    }

    /// One or two days of a month: “20”, “20th”, “20 and 21”, “20–21”, “20 to 21”.
    fn days(&self, ahead: usize) -> Option<(usize, u32, Option<u32>)> {
        let day = |word| match word {
            Word::Number(day) | Word::Ordinal(day) if (1..=31).contains(&day) => Some(day),
            _ => None,
        };
        if let Word::Days(first, last) = self.word(ahead) {
            return Some((1, first, Some(last)));
        }
        let first = day(self.word(ahead))?;
        if matches!(self.word(ahead + 1), Word::And | Word::Dash | Word::To) {
            let article = usize::from(self.word(ahead + 2) == Word::The);
            let last = day(self.word(ahead + 2 + article)).filter(|last| *last > first);
            // “on March 3 and 40 others” has no second day; “on March 3 and 4 people” is kept apart by the noun.
            let after = self.word(ahead + 3 + article);
            let free = !after.is_nominal() && !matches!(after, Word::Plural | Word::Units(_));
            if let Some(last) = last.filter(|_| free) {
                return Some((3 + article, first, Some(last)));
            }
        }
        Some((1, first, None))
    }

    /// “21 March 2023”, “20th and 21st of March”.
    fn day_first(&self, ahead: usize) -> Option<Parsed> {
        let (length, day, last_day) = self.days(ahead)?;
        let of = ahead + length + usize::from(self.word(ahead + length) == Word::Of);
        let Word::Month(month) = self.word(of) else { return None };
        let comma = usize::from(self.word(of + 1) == Word::Comma);
        let (taken, year) = match self.word(of + 1 + comma) {
            Word::Year(year) => (of + 2 + comma, Some(year)),
            _ => (of + 1, None),
        };
        Some((taken, Expression::Calendar { year, month: Some(month), day: Some(day), last_day }))
    }

    fn the(&self) -> Option<Parsed> {
        match self.word(1) {
            Word::Ordinal(_) => self.day_first(1).or_else(|| self.day_alone()),
            Word::Days(..) => self.day_first(1),
            Word::Last | Word::Past => self.stretch(-1),
            Word::Coming => self.stretch(1),
            Word::Next if matches!(self.word(2), Word::Number(_)) => self.stretch(1),
            Word::Next | Word::Following => self.discourse(1),
            Word::Previous => self.discourse(-1),
            Word::Same => self.that(1),
            Word::Unit(Unit::Day) => self.day_around(),
            // “over the weekend”
            Word::Unit(Unit::Weekend) if !matches!(self.word(2), Word::Nominal | Word::Plural | Word::Of) => {
                Some((2, Expression::Shifted(Unit::Weekend, 0)))
            }
            _ => None,
        }
    }

    /// “on the 20th”, “on the 20th and 21st”, where no noun follows (“the 20th century”).
    fn day_alone(&self) -> Option<Parsed> {
        let introduced = matches!(
            self.before(),
            Word::On | Word::Preposition | Word::Until | Word::From | Word::Of | Word::To | Word::Before | Word::After
        );
        let (length, day, last_day) = self.days(1)?;
        let free = !matches!(self.word(1 + length), Word::Nominal | Word::Plural | Word::Unit(_) | Word::Of);
        (introduced && free)
            .then_some((1 + length, Expression::Calendar { year: None, month: None, day: Some(day), last_day }))
    }

    /// “the day before yesterday”, “the day after tomorrow”; “the day before” where no noun says before what.
    fn day_around(&self) -> Option<Parsed> {
        match (self.word(2), self.word(3)) {
            (Word::Before, Word::Yesterday) => Some((4, Expression::Shifted(Unit::Day, -2))),
            (Word::After, Word::Tomorrow) => Some((4, Expression::Shifted(Unit::Day, 2))),
            (Word::Before, Word::Comma | Word::Stop | Word::Dot) => Some((3, Expression::Discourse(Unit::Day, -1))),
            (Word::After, Word::Comma | Word::Stop | Word::Dot) => Some((3, Expression::Discourse(Unit::Day, 1))),
            _ => None,
        }
    }

    /// “last week”, “next Tuesday”, “this year”, “last October”, “last night”, “last three days”.
    fn shifted(&self, ahead: usize, by: i32) -> Option<Parsed> {
        let taken = ahead + 2;
        match self.word(ahead + 1) {
            Word::Weekday(weekday) => Some((taken, Expression::Weekday(weekday, Some(by)))),
            Word::Month(month) => Some((taken, Expression::ShiftedMonth(month, by))),
            // “last fall 's crop”, “the last spring” are told of
            Word::Season(season) if self.before() != Word::The => Some((taken, Expression::ShiftedSeason(season, by))),
            Word::Feast(..) => self.feast(ahead + 1, Some(by)),
            Word::Unit(Unit::Decade) => None,
            Word::Unit(Unit::Day) => None,
            // “previous” and “following” count from the time spoken of, not from the day of publication.
            Word::Unit(unit) if matches!(self.word(ahead), Word::Previous | Word::Following) => {
                Some((taken, Expression::Discourse(unit, by)))
            }
            Word::Unit(unit) if self.word(ahead) != Word::Coming => Some((taken, Expression::Shifted(unit, by))),
            Word::PartOfDay if by <= 0 => Some((taken, Expression::Shifted(Unit::Day, by))),
            // “following 14 weeks of talks” is after them.
            Word::Number(count) if self.word(ahead) != Word::Following => match self.word(ahead + 2) {
                Word::Units(unit) if by != 0 => Some((ahead + 3, stretched(unit, by, count)?)),
                _ => None,
            },
            _ => None,
        }
    }

    /// “the past week”, “the last 10 years”, “the next three days”, “the coming months”.
    fn stretch(&self, by: i32) -> Option<Parsed> {
        match (self.word(2), self.word(3)) {
            (Word::Unit(Unit::Day), _) => None,
            (Word::Unit(unit), _) => Some((3, Expression::Stretch(unit, by))),
            (Word::Units(_), _) => Some((3, Expression::Open)),
            (Word::Number(count), Word::Units(unit)) => Some((4, stretched(unit, by, count)?)),
            _ => None,
        }
    }

    /// “the next day”, “the following week”, “the previous month”, “the next morning”.
    fn discourse(&self, by: i32) -> Option<Parsed> {
        match self.word(2) {
            Word::Unit(Unit::Day) | Word::PartOfDay => Some((3, Expression::Discourse(Unit::Day, by))),
            // “the next week” can count from today or from the time spoken of.
            Word::Unit(unit) if self.word(1) != Word::Next => Some((3, Expression::Discourse(unit, by))),
            Word::Unit(_) => Some((3, Expression::Open)),
            _ => None,
        }
    }

    /// “that day”, “that same week”, “the same month”.
    fn that(&self, ahead: usize) -> Option<Parsed> {
        let unit = ahead + 1 + usize::from(self.word(ahead) == Word::That && self.word(ahead + 1) == Word::Same);
        match self.word(unit) {
            Word::Unit(Unit::Day) | Word::PartOfDay => Some((unit + 1, Expression::Discourse(Unit::Day, 0))),
            Word::Unit(unit_word) => Some((unit + 1, Expression::Discourse(unit_word, 0))),
            _ => None,
        }
    }

    /// “three days ago”, “a year ago”; “two days later” counts from the day last spoken of.
    fn counted(&self) -> Option<Parsed> {
        let (count, unit) = match (self.word(0), self.word(1)) {
            (Word::Number(count), Word::Units(unit)) => (count, unit),
            (Word::A | Word::Number(1), Word::Unit(unit)) => (1, unit),
            _ => return None,
        };
        let signed = i32::try_from(count).ok()?;
        match self.word(2) {
            Word::Ago if unit == Unit::Decade => Some((3, Expression::Ago(Unit::Year, count.checked_mul(10)?))),
            Word::Ago => Some((3, Expression::Ago(unit, count))),
            Word::Earlier | Word::Before if unit == Unit::Day => Some((3, Expression::Discourse(unit, -signed))),
            Word::Later | Word::After if unit == Unit::Day && self.is_last(3) => {
                Some((3, Expression::Discourse(unit, signed)))
            }
            Word::Later | Word::Earlier => Some((3, Expression::Open)),
            _ => None,
        }
    }

    /// Whether the phrase ends there: “two days after” against “two days after the vote”.
    fn is_last(&self, ahead: usize) -> bool {
        self.word(ahead - 1) == Word::Later || matches!(self.word(ahead), Word::Comma | Word::Stop | Word::Dot)
    }

    /// A bare year, where a preposition introduces it or it modifies one thing: “in 2012”, “the 2024 election”.
    fn year(&self, year: i32) -> Option<Parsed> {
        // Round numbers count things: “the 2000 dead”.
        let no_count = year >= 1900 && year % 100 != 0;
        let introduced = match self.before() {
            Word::In | Word::From | Word::Between | Word::Preposition | Word::Until | Word::Part => true,
            Word::Unit(Unit::Year) => true,
            // “in 2005, 2007 and 2009”
            Word::And | Word::Comma => matches!(self.two_before(), Word::Year(_)) && !self.word(1).is_nominal(),
            Word::Of | Word::Before | Word::After | Word::To => !self.word(1).is_nominal(),
            Word::For => no_count,
            // “the 2012 elections”, “the 1998 launch”
            Word::The if no_count => return Some((1, in_year(year))),
            // “a 2018 trip”
            Word::A if no_count => self.word(1).is_nominal(),
            Word::The
            | Word::Nominal
            | Word::New
            | Word::Rank(_)
            | Word::Other
            | Word::At
            | Word::Possessive
            | Word::Whose => self.word(1).is_nominal() && year >= 1900,
            Word::Stop => year >= 1900 && matches!(self.word(1), Word::Nominal | Word::Dash | Word::Stop),
            _ => false,
        };
        (introduced && self.word(1) != Word::Plural).then_some((1, in_year(year)))
    }
}

fn in_year(year: i32) -> Expression {
    Expression::Calendar { year: Some(year), month: None, day: None, last_day: None }
}

fn on(day: NaiveDate) -> Expression {
    Expression::Calendar { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()), last_day: None }
}

fn stretched(unit: Unit, by: i32, count: u32) -> Option<Expression> {
    Some(Expression::Stretch(unit, i32::try_from(count).ok()?.checked_mul(by)?))
}

/// What can bound a range.
fn ends(expression: Expression) -> Option<Point> {
    match expression {
        Expression::Calendar { year, month, day, last_day: None } => Some(Point { year, month, day, weekday: None }),
        Expression::Weekday(weekday, None) => {
            Some(Point { year: None, month: None, day: None, weekday: Some(weekday) })
        }
        _ => None,
    }
}
