//! Words at a time of day in; the time expression with the day it belongs to out.

use super::{Cursor, Expression, Parsed};
use crate::analyze::time::words::Word;

impl Cursor<'_> {
    /// “18:00 UTC”, “6:40 p.m. on June 1”: the day that follows, else that of the text around it.
    pub(super) fn clock_first(&self) -> Option<Parsed> {
        let length = self.clock(0)?;
        let comma = length + usize::from(self.word(length) == Word::Comma);
        let day = comma + usize::from(self.word(comma) == Word::On);
        match self.at(day).modified() {
            Some((taken, expression)) if expression.is_day() => Some((day + taken, expression)),
            _ => Some((length, Expression::Clock)),
        }
    }

    /// How many words of a time of day follow a date: “June 1 at 6:40 p.m.”.
    pub(super) fn clock_after(&self) -> usize {
        let at = usize::from(self.word(0) == Word::At);
        self.clock(at).map_or(0, |length| at + length)
    }

    /// How many words a time of day takes; “2:30” alone may be a score, and is a time only after “at”.
    fn clock(&self, ahead: usize) -> Option<usize> {
        let digits = match self.word(ahead) {
            Word::Clock => true,
            Word::Number(hour) if hour <= 12 => false,
            _ => return None,
        };
        let mut taken = ahead + 1;
        let meridiem = self.word(taken) == Word::Meridiem;
        taken += usize::from(meridiem);
        let zone = self.word(taken) == Word::Zone;
        taken += usize::from(zone);
        let before = if ahead == 0 { self.before() } else { self.word(ahead - 1) };
        (meridiem || digits && (zone || before == Word::At)).then_some(taken - ahead)
    }
}
