//! A time expression, the day of publication and the day last spoken of in; the date that it denotes out.
//!
//! The conventions are those of news writing: a bare weekday is the nearest one in the direction of the clause's tense;
//! “last Tuesday” is the one before, but not yesterday, and “next Tuesday” lies after the week of publication, because the
//! near ones are called “Tuesday”. Where a convention does not decide, there is no date.

mod parts;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::words::Unit;
use crate::date::Date;

/// A time expression as the grammar reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expression {
    /// Parts of a calendar date that the text gives; `last_day` for “March 20–21”.
    Calendar { year: Option<i32>, month: Option<u32>, day: Option<u32>, last_day: Option<u32> },
    /// From one year to another, both included.
    Years(i32, i32),
    /// A weekday; with -1, 0, 1 for “last”, “this”, “next”.
    Weekday(Weekday, Option<i32>),
    /// “last October”, “next March”, “this May”.
    ShiftedMonth(u32, i32),
    /// “last summer”, “this winter”; the season counted from spring, 0.
    ShiftedSeason(u32, i32),
    /// The unit of the calendar that lies so many units from that of publication: “yesterday”, “next year”.
    Shifted(Unit, i32),
    /// So many units up to the day of publication (negative) or from it on: “the past 10 years”.
    Stretch(Unit, i32),
    /// So many units before the day of publication: “three days ago”.
    Ago(Unit, u32),
    /// So many units from the day last spoken of: “the next day”, “that month”.
    Discourse(Unit, i32),
    /// From one expression to another.
    Range(Point, Point),
    /// A quarter, half or season of a year.
    Part(Part, YearOf),
    /// “the last week of March”, “the second month of 2024”: the unit of that rank, -1 for the last.
    Ranked { rank: i32, unit: Unit, year: Option<i32>, month: Option<u32> },
    /// “the first Sunday in May”.
    RankedWeekday { rank: i32, weekday: Weekday, year: Option<i32>, month: u32 },
    /// “October of next year”, “March 5 last year”.
    InShiftedYear { month: u32, day: Option<u32>, by: i32 },
    /// “last Christmas”.
    Feast { month: u32, day: u32, by: i32 },
    /// “7/8/2007”: month and day in one order or the other, and the year.
    Slashes(u32, u32, i32),
    /// A time of day without a day.
    Clock,
    /// Cannot be placed without guessing.
    Open,
}

impl Expression {
    /// Whether it names one day.
    pub(super) fn is_day(self) -> bool {
        match self {
            Expression::Calendar { day, last_day, .. } => day.is_some() && last_day.is_none(),
            Expression::Shifted(unit, _) | Expression::Discourse(unit, _) | Expression::Ago(unit, _) => {
                unit == Unit::Day
            }
            Expression::InShiftedYear { day, .. } => day.is_some(),
            Expression::Weekday(..)
            | Expression::RankedWeekday { .. }
            | Expression::Feast { .. }
            | Expression::Slashes(..) => true,
            _ => false,
        }
    }
}

/// A part of a year, counted from 1; seasons from spring, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Quarter(u32),
    Half(u32),
    Season(u32),
}

/// Of which year a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    Given(i32),
    /// So many years from that of publication.
    Shifted(i32),
    /// As the tense says.
    Open,
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) weekday: Option<Weekday>,
}

/// Where the tense of its clause places an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// What an expression is resolved by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The day of publication.
    pub(super) published: Option<NaiveDate>,
    /// The day last spoken of, or the first day of the month or year where one is asked for.
    pub(super) discourse: Option<NaiveDate>,
    /// The tense of the clause.
    pub(super) direction: Direction,
}

/// The date that an expression denotes.
pub(super) fn resolve(expression: Expression, context: Context) -> Option<Date> {
    let published = context.published;
    match expression {
        Expression::Calendar { year, month, day, last_day } => calendar(year, month, day, last_day, context),
        Expression::Years(first, last) => {
            Some(Date::Interval(NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?))
        }
        Expression::Weekday(weekday, shift) => {
            shifted_weekday(weekday, shift, published?, context.direction).map(Date::Day)
        }
        Expression::ShiftedMonth(month, shift) => shifted_month(month, shift, published?),
        Expression::ShiftedSeason(season, by) => parts::shifted_season(season, by, context),
        Expression::Shifted(unit, by) => shifted(unit, by, published?, context.direction),
        Expression::Stretch(unit, by) => stretch(unit, by, published?),
        Expression::Ago(unit, by) => ago(unit, by, published?),
        // “the previous year” without another year before it is the one before publication.
        Expression::Discourse(Unit::Year, -1) => {
            shifted(Unit::Year, -1, context.discourse.or(published)?, Direction::Unknown)
        }
        Expression::Discourse(unit, by) => shifted(unit, by, context.discourse?, Direction::Unknown),
        Expression::Range(first, last) => range(first, last, context),
        Expression::Part(part, year) => parts::part(part, year, context),
        Expression::Ranked { rank, unit, year, month } => parts::ranked(rank, unit, year, month, context),
        Expression::RankedWeekday { rank, weekday, year, month } => {
            parts::ranked_weekday(rank, weekday, year, month, context)
        }
        Expression::InShiftedYear { month, day, by } => {
            calendar(Some(published?.year().checked_add(by)?), Some(month), day, None, context)
        }
        Expression::Feast { month, day, by } => parts::feast(month, day, by, published?),
        Expression::Slashes(first, second, year) => parts::slashes(first, second, year, published),
        Expression::Clock => context.discourse.or(published).map(Date::Day),
        Expression::Open => None,
    }
}

fn calendar(
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    last: Option<u32>,
    context: Context,
) -> Option<Date> {
    let first = match (year, month, day) {
        (Some(year), Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day)?,
        (Some(year), Some(month), None) => return Some(Date::Month(year, month)),
        (Some(year), None, None) => return Some(Date::Year(year)),
        (None, Some(month), Some(day)) => day_of_month(month, day, context)?,
        (None, Some(month), None) => {
            let middle = nearest_year(month, 15, context)?;
            return Some(Date::Month(middle.year(), month));
        }
        (None, None, Some(day)) => day_alone(day, context)?,
        _ => return None,
    };
    match last {
        None => Some(Date::Day(first)),
        Some(last) => {
            let last = first.with_day(last)?;
            (first <= last).then_some(Date::Interval(first, last))
        }
    }
}

/// So many days ahead are soon, and so many back are seldom told without their year.
const SOON: i64 = 31;
const SELDOM: i64 = 300;

/// A day of a month whose year the text leaves out.
fn day_of_month(month: u32, day: u32, context: Context) -> Option<NaiveDate> {
    nearest_year(month, day, context)
}

/// The year that the tense points to; without tense the nearest one.
fn nearest_year(month: u32, day: u32, context: Context) -> Option<NaiveDate> {
    let published = context.published?;
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let candidates = years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    // The middle of a month stands for the month, so that the month of publication counts as either.
    let same_month =
        |date: &NaiveDate| date.year() == published.year() && date.month() == published.month() && day == 15;
    let days = |date: NaiveDate| (date - published).num_days();
    match context.direction {
        Direction::Past => {
            let past = candidates.clone().filter(|date| *date <= published || same_month(date)).max();
            let coming = candidates.filter(|date| *date > published).min();
            // Nobody leaves out the year of a day almost a year ago where the same day comes within a month.
            coming.filter(|coming| days(*coming) <= SOON && past.is_none_or(|past| -days(past) > SELDOM)).or(past)
        }
        Direction::Future => candidates.filter(|date| *date >= published || same_month(date)).min(),
        Direction::Unknown => candidates.min_by_key(|date| (*date - published).num_days().abs()),
    }
}

/// “on the 20th”: the nearest such day in the direction of the tense.
fn day_alone(day: u32, context: Context) -> Option<NaiveDate> {
    let published = context.published?;
    let start = published.with_day(1)?;
    let months = 0..3u32;
    match context.direction {
        Direction::Future => months
            .filter_map(|ahead| start.checked_add_months(Months::new(ahead))?.with_day(day))
            .find(|date| *date >= published),
        Direction::Past | Direction::Unknown => months
            .filter_map(|back| start.checked_sub_months(Months::new(back))?.with_day(day))
            .find(|date| *date <= published),
    }
}

fn shifted_weekday(
    weekday: Weekday,
    shift: Option<i32>,
    published: NaiveDate,
    direction: Direction,
) -> Option<NaiveDate> {
    let sunday = published.checked_sub_days(Days::new(u64::from(published.weekday().num_days_from_sunday())))?;
    let back = u64::from(published.weekday().days_since(weekday));
    let before = published.checked_sub_days(Days::new(back))?;
    match (shift, direction) {
        // What was yesterday or the day before is hardly called so.
        (Some(-1), _) if back < 2 => before.checked_sub_days(Days::new(7)),
        (Some(-1), _) => Some(before),
        (Some(1), _) => {
            let next = sunday.checked_add_days(Days::new(7))?;
            next.checked_add_days(Days::new(u64::from(weekday.num_days_from_sunday())))
        }
        (_, Direction::Future) if back > 0 => before.checked_add_days(Days::new(7)),
        (Some(0), Direction::Unknown) if back > 0 => before.checked_add_days(Days::new(7)),
        _ => Some(before),
    }
}

fn shifted_month(month: u32, shift: i32, published: NaiveDate) -> Option<Date> {
    let year = match shift {
        ..0 => published.year() - i32::from(month >= published.month()),
        0 => published.year(),
        1.. => published.year() + i32::from(month <= published.month()),
    };
    Some(Date::Month(year, month))
}

fn shifted(unit: Unit, by: i32, from: NaiveDate, direction: Direction) -> Option<Date> {
    match unit {
        Unit::Day => add_days(from, i64::from(by)).map(Date::Day),
        Unit::Week => week_of(add_days(from, i64::from(by) * 7)?),
        Unit::Weekend => weekend(by, from, direction),
        Unit::Month => {
            let day = add_months(from.with_day(1)?, by)?;
            Some(Date::Month(day.year(), day.month()))
        }
        Unit::Quarter => {
            let first = NaiveDate::from_ymd_opt(from.year(), from.month0() / 3 * 3 + 1, 1)?;
            parts::months(add_months(first, by.checked_mul(3)?)?, 3)
        }
        Unit::Year => Some(Date::Year(from.year().checked_add(by)?)),
        Unit::Decade => None,
    }
}

/// Saturday and Sunday of the week; “this weekend” in the past tense, told before Saturday, is the one before.
fn weekend(by: i32, from: NaiveDate, direction: Direction) -> Option<Date> {
    let monday = monday_of(from)?;
    let by =
        if by == 0 && direction != Direction::Future && from.weekday().num_days_from_monday() < 5 { -1 } else { by };
    let saturday = add_days(monday, i64::from(by) * 7 + 5)?;
    Some(Date::Interval(saturday, add_days(saturday, 1)?))
}

fn stretch(unit: Unit, by: i32, published: NaiveDate) -> Option<Date> {
    let other = move_by(unit, by, published)?;
    Some(if by < 0 { Date::Interval(other, published) } else { Date::Interval(published, other) })
}

/// Told in days the day is meant, in weeks the week, in years the year.
fn ago(unit: Unit, by: u32, published: NaiveDate) -> Option<Date> {
    let day = move_by(unit, -i32::try_from(by).ok()?, published)?;
    match unit {
        Unit::Day => Some(Date::Day(day)),
        Unit::Week | Unit::Weekend => week_of(day),
        Unit::Month => Some(Date::Month(day.year(), day.month())),
        Unit::Quarter => shifted(Unit::Quarter, 0, day, Direction::Unknown),
        Unit::Year | Unit::Decade => Some(Date::Year(day.year())),
    }
}

fn range(first: Point, last: Point, context: Context) -> Option<Date> {
    // What one end leaves out the other end gives: “from March 20 to 22, 2023”.
    let end = point(last, context)?;
    let start = point(Point { year: first.year.or(last.year), month: first.month.or(last.month), ..first }, context)
        .filter(|start| start.0 <= end.1)
        .or_else(|| point(first, context))?;
    (start.0 <= end.1).then_some(Date::Interval(start.0, end.1))
}

/// First and last day of one end of a range.
fn point(point: Point, context: Context) -> Option<(NaiveDate, NaiveDate)> {
    let date = match point.weekday {
        Some(weekday) if point.day.is_none() => {
            Date::Day(shifted_weekday(weekday, None, context.published?, context.direction)?)
        }
        _ => calendar(point.year, point.month, point.day, None, context)?,
    };
    let first = date.first_day()?;
    let last = match date {
        Date::Day(day) | Date::Interval(_, day) => day,
        Date::Month(..) => first.checked_add_months(Months::new(1))?.pred_opt()?,
        Date::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31)?,
    };
    Some((first, last))
}

fn move_by(unit: Unit, by: i32, day: NaiveDate) -> Option<NaiveDate> {
    match unit {
        Unit::Day => add_days(day, i64::from(by)),
        Unit::Week | Unit::Weekend => add_days(day, i64::from(by) * 7),
        Unit::Month => add_months(day, by),
        Unit::Quarter => add_months(day, by.checked_mul(3)?),
        Unit::Year => add_months(day, by.checked_mul(12)?),
        Unit::Decade => add_months(day, by.checked_mul(120)?),
    }
}

fn add_days(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

fn add_months(day: NaiveDate, by: i32) -> Option<NaiveDate> {
    let months = Months::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

fn monday_of(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

fn week_of(day: NaiveDate) -> Option<Date> {
    let monday = monday_of(day)?;
    Some(Date::Interval(monday, add_days(monday, 6)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Resolves by a publication on Wednesday 22 March 2023.
    fn by_tense(expression: Expression, direction: Direction) -> String {
        let published = NaiveDate::from_ymd_opt(2023, 3, 22);
        let context = Context { published, discourse: NaiveDate::from_ymd_opt(2023, 3, 14), direction };
        resolve(expression, context).map_or_else(|| "none".to_string(), |date| date.to_string())
    }

    fn past(expression: Expression) -> String {
        by_tense(expression, Direction::Past)
    }

    fn date(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> Expression {
        Expression::Calendar { year, month, day, last_day: None }
    }

    #[test]
    fn weekdays_follow_the_tense() {
        let bare = Expression::Weekday(Weekday::Tue, None);
        assert_eq!(past(bare), "2023-03-21");
        assert_eq!(by_tense(bare, Direction::Future), "2023-03-28");
        assert_eq!(past(Expression::Weekday(Weekday::Wed, None)), "2023-03-22");
        assert_eq!(past(Expression::Weekday(Weekday::Tue, Some(-1))), "2023-03-14");
        assert_eq!(past(Expression::Weekday(Weekday::Fri, Some(-1))), "2023-03-17");
        assert_eq!(past(Expression::Weekday(Weekday::Fri, Some(1))), "2023-03-31");
        assert_eq!(by_tense(Expression::Weekday(Weekday::Fri, Some(0)), Direction::Unknown), "2023-03-24");
    }

    #[test]
    fn days_without_month_and_months_without_year_follow_the_tense() {
        assert_eq!(past(date(None, None, Some(20))), "2023-03-20");
        assert_eq!(past(date(None, None, Some(28))), "2023-02-28");
        assert_eq!(past(date(None, None, Some(31))), "2023-01-31");
        assert_eq!(by_tense(date(None, None, Some(28)), Direction::Future), "2023-03-28");
        assert_eq!(past(date(None, Some(12), Some(31))), "2022-12-31");
        assert_eq!(by_tense(date(None, Some(10), Some(31)), Direction::Future), "2023-10-31");
        assert_eq!(by_tense(date(None, Some(5), Some(2)), Direction::Unknown), "2023-05-02");
        assert_eq!(past(date(None, Some(3), None)), "2023-03");
        assert_eq!(past(date(None, Some(7), None)), "2022-07");
        let both = Expression::Calendar { year: None, month: None, day: Some(20), last_day: Some(21) };
        assert_eq!(past(both), "2023-03-20/2023-03-21");
        assert_eq!(past(date(Some(2023), Some(2), Some(30))), "none");
    }

    #[test]
    fn units_shift_and_stretch() {
        assert_eq!(past(Expression::Shifted(Unit::Day, -1)), "2023-03-21");
        assert_eq!(past(Expression::Shifted(Unit::Week, 0)), "2023-03-20/2023-03-26");
        assert_eq!(past(Expression::Shifted(Unit::Month, -3)), "2022-12");
        assert_eq!(past(Expression::Shifted(Unit::Year, 1)), "2024");
        assert_eq!(past(Expression::Shifted(Unit::Weekend, 0)), "2023-03-18/2023-03-19");
        assert_eq!(past(Expression::Stretch(Unit::Year, -10)), "2013-03-22/2023-03-22");
        assert_eq!(past(Expression::Ago(Unit::Day, 3)), "2023-03-19");
        assert_eq!(past(Expression::Ago(Unit::Year, 2)), "2021");
        assert_eq!(past(Expression::Discourse(Unit::Day, 1)), "2023-03-15");
        assert_eq!(past(Expression::ShiftedMonth(10, -1)), "2022-10");
        assert_eq!(past(Expression::ShiftedMonth(3, -1)), "2022-03");
        assert_eq!(past(Expression::ShiftedMonth(2, 1)), "2024-02");
        assert_eq!(past(Expression::Years(2000, 2008)), "2000-01-01/2008-12-31");
        assert_eq!(past(Expression::Slashes(7, 8, 2007)), "2007-07-08");
        assert_eq!(past(Expression::Slashes(25, 12, 2011)), "2011-12-25");
        assert_eq!(past(Expression::Slashes(4, 3, 2023)), "2023-03-04");
    }

    #[test]
    fn nothing_relative_resolves_without_a_day_of_publication() {
        let context = Context { published: None, discourse: None, direction: Direction::Past };
        assert_eq!(resolve(Expression::Weekday(Weekday::Tue, None), context), None);
        assert_eq!(resolve(date(None, Some(3), Some(1)), context), None);
        assert_eq!(resolve(date(Some(2014), Some(3), None), context), Some(Date::Month(2014, 3)));
        assert_eq!(
            resolve(
                Expression::Shifted(Unit::Year, i32::MAX),
                Context { published: NaiveDate::from_ymd_opt(2023, 1, 1), ..context }
            ),
            None
        );
    }
}
