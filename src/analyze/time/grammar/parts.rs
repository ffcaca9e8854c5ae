//! Words at a part of a year or month in (quarters, halves, seasons, the last week of March, feasts); the expression out.

use super::{Cursor, Expression, Parsed};
use crate::analyze::time::resolve::{Part, YearOf};
use crate::analyze::time::words::{Unit, Word};

impl Cursor<'_> {
    /// A part of a year or month. `Some(None)` where the words name one that has no place in the calendar: “the last
    /// week of the war”.
    pub(super) fn part_of_unit(&self) -> Option<Option<Parsed>> {
        if let Some(found) = self.part_of_year() {
            return Some(Some(found));
        }
        if let Some(found) = self.part_after_year() {
            return Some(Some(found));
        }
        self.ranked_unit()
    }

    /// “the third quarter of 2009”, “Q3”, “the first half of this year”, “summer 2006”, “last spring”.
    fn part_of_year(&self) -> Option<Parsed> {
        let article = usize::from(self.word(0) == Word::The);
        let (length, part) = self.at(article).part()?;
        let taken = article + length;
        let season = matches!(part, Part::Season(_));
        // The Arab Spring of 2011 is no season, and “a fall in 2009” none either.
        let named = season && article == 0 && self.before() == Word::Nominal;
        let other = season && matches!(self.word(taken), Word::In | Word::Comma);
        if let Some((more, year)) = self.year_of(taken).filter(|_| !named && !other) {
            return Some((taken + more, Expression::Part(part, year)));
        }
        let bare = match part {
            // Halves and the quarters of a match have no year; “the third quarter of the game” neither.
            Part::Half(_) => false,
            Part::Quarter(_) => self.word(taken) != Word::Of,
            Part::Season(_) => self.season_is_a_time(article, taken),
        };
        bare.then_some((taken, Expression::Part(part, YearOf::Open)))
    }

    /// “this year’s third quarter”, “2009’s first half”.
    fn part_after_year(&self) -> Option<Parsed> {
        let (length, year) = match (self.word(0), self.relative_year(0)) {
            (Word::Year(year), _) => (1, YearOf::Given(year)),
            (Word::Last | Word::This | Word::Next, Some((length, by))) => (length, YearOf::Shifted(by)),
            _ => return None,
        };
        let possessive = length + usize::from(self.word(length) == Word::Possessive);
        let (more, part) = self.at(possessive).part()?;
        (possessive > length || matches!(part, Part::Quarter(_)))
            .then_some((possessive + more, Expression::Part(part, year)))
    }

    /// The part itself: “third quarter”, “third-quarter”, “first half”, “last summer” without its “last”.
    fn part(&self) -> Option<(usize, Part)> {
        let last = |of: u32| match self.word(0) {
            Word::Rank(rank) | Word::Ordinal(rank) if rank <= of => Some(rank),
            Word::Final => Some(of),
            Word::Last if matches!(self.word(2), Word::Of) => Some(of),
            _ => None,
        };
        match (self.word(0), self.word(1)) {
            (Word::NamedQuarter(quarter), Word::Unit(Unit::Quarter)) => Some((2, Part::Quarter(quarter))),
            (Word::NamedQuarter(quarter), _) => Some((1, Part::Quarter(quarter))),
            (Word::Season(season), _) => Some((1, Part::Season(season))),
            (_, Word::Unit(Unit::Quarter)) => Some((2, Part::Quarter(last(4)?))),
            (_, Word::Half) => Some((2, Part::Half(last(2)?))),
            (_, Word::Dash) if self.word(2) == Word::Unit(Unit::Quarter) => Some((3, Part::Quarter(last(4)?))),
            _ => None,
        }
    }

    /// The year that follows a part: “of 2009”, “2009”, “of last year”, “a year ago”.
    fn year_of(&self, ahead: usize) -> Option<(usize, YearOf)> {
        let of = usize::from(matches!(self.word(ahead), Word::Of | Word::In | Word::Comma));
        match (self.word(ahead + of), self.word(ahead + of + 1)) {
            (Word::Year(year), _) | (Word::Preposition, Word::Year(year)) => {
                let fiscal = usize::from(self.word(ahead + of) == Word::Preposition);
                Some((of + fiscal + 1, YearOf::Given(year)))
            }
            (Word::Years(first, last), _) if last == first + 1 => Some((of + 1, YearOf::Given(first))),
            _ => self.relative_year(ahead).map(|(length, by)| (length, YearOf::Shifted(by))),
        }
    }

    /// “in the fall”, “last summer”, “by spring”; not “the fall of the city” or the Prague Spring.
    fn season_is_a_time(&self, article: usize, taken: usize) -> bool {
        let introduced = matches!(
            self.before(),
            Word::In | Word::Preposition | Word::Until | Word::Part | Word::From | Word::Before | Word::After
        );
        let ends = !matches!(self.word(taken), Word::Of | Word::Nominal | Word::Plural);
        introduced && ends && (article == 1 || self.before() != Word::After)
    }

    /// “the last week of March”, “the first month of 2024”, “the last two weeks of June”, “the first Sunday in May”.
    fn ranked_unit(&self) -> Option<Option<Parsed>> {
        let article = usize::from(self.word(0) == Word::The);
        let rank = match self.word(article) {
            Word::Last | Word::Final => -1,
            Word::Rank(rank) => i32::try_from(rank).ok()?,
            _ => return None,
        };
        if let Word::Weekday(weekday) = self.word(article + 1) {
            let of = article + 2;
            if !matches!(self.word(of), Word::Of | Word::In) {
                return None;
            }
            let (length, Expression::Calendar { year, month: Some(month), day: None, .. }) = self.at(of + 1).core()?
            else {
                return None;
            };
            return Some(Some((of + 1 + length, Expression::RankedWeekday { rank, weekday, year, month })));
        }
        let counted = usize::from(matches!(self.word(article + 1), Word::Number(_)));
        let unit = match self.word(article + 1 + counted) {
            Word::Unit(unit) => Some(unit),
            Word::Units(_) => None,
            _ => return None,
        };
        let of = article + 2 + counted;
        if self.word(of) != Word::Of {
            // “the first day”, “the second week” are told of, not counted in the calendar.
            return matches!(self.word(article), Word::Rank(_)).then_some(None);
        }
        let Some((length, whole)) = self.at(of + 1).core().or_else(|| self.at(of + 1).current_unit()) else {
            return Some(None);
        };
        let taken = of + 1 + length;
        Some(Some(match (unit, whole) {
            (Some(unit), Expression::Calendar { year, month, day: None, .. }) => {
                (taken, Expression::Ranked { rank, unit, year, month })
            }
            _ => (taken, whole),
        }))
    }

    /// “Christmas Eve”, “New Year’s Day”, with the shift of “last Christmas”.
    pub(super) fn feast(&self, ahead: usize, by: Option<i32>) -> Option<Parsed> {
        let (taken, month, day) = match self.word(ahead) {
            Word::Feast(month, day) => match self.word(ahead + 1) {
                Word::Eve => (ahead + 2, month, day - 1),
                Word::Unit(Unit::Day) => (ahead + 2, month, day),
                Word::Nominal | Word::Plural => return None,
                _ => (ahead + 1, month, day),
            },
            Word::New if self.word(ahead + 1) == Word::Unit(Unit::Year) => {
                let name = ahead + 2 + usize::from(self.word(ahead + 2) == Word::Possessive);
                match self.word(name) {
                    Word::Eve => (name + 1, 12, 31),
                    Word::Unit(Unit::Day) => (name + 1, 1, 1),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let comma = usize::from(self.word(taken) == Word::Comma);
        let expression = match (self.word(taken + comma), by) {
            (Word::Year(year), None) => {
                let dated =
                    Expression::Calendar { year: Some(year), month: Some(month), day: Some(day), last_day: None };
                return Some((taken + comma + 1, dated));
            }
            (_, Some(by)) => Expression::Feast { month, day, by },
            _ => Expression::Calendar { year: None, month: Some(month), day: Some(day), last_day: None },
        };
        Some((taken, expression))
    }
}
