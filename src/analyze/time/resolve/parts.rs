//! Parts of years and months and the day of publication in; their dates out.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Context, Direction, Part, Unit, YearOf, add_days, monday_of};
use crate::date::Date;

/// Of two that a past tense leaves open, one so many days ago yields to one that begins in so many days.
const LONG_AGO: i64 = 200;
const SOON: i64 = 62;

/// The months of a quarter, half or season; without a year that which the tense points to.
pub(super) fn part(part: Part, year: YearOf, context: Context) -> Option<Date> {
    let published = context.published;
    match year {
        YearOf::Given(year) => in_year(part, year),
        YearOf::Shifted(by) => in_year(part, published?.year().checked_add(by)?),
        YearOf::Open => {
            let published = published?;
            let all = (-1..=1).filter_map(|by| in_year(part, published.year() + by));
            let begun = |date: &Date| date.first_day().is_some_and(|first| first <= published);
            let open = |date: &Date| date.last_day().is_some_and(|last| last >= published);
            match context.direction {
                Direction::Future => all.clone().find(open),
                Direction::Past | Direction::Unknown => {
                    let past = all.clone().rfind(begun);
                    let long_ago =
                        |date: &Date| date.last_day().is_some_and(|last| (published - last).num_days() > LONG_AGO);
                    let soon = |date: &Date| {
                        date.first_day().is_some_and(|first| (1..=SOON).contains(&(first - published).num_days()))
                    };
                    all.clone().find(soon).filter(|_| past.as_ref().is_none_or(long_ago)).or(past)
                }
            }
        }
    }
}

/// A season that is hardly over is not called the last.
const HARDLY_OVER: i64 = 30;

/// “last summer” was over, “next summer” has not begun, “this summer” is the one that the tense points to.
pub(super) fn shifted_season(season: u32, by: i32, context: Context) -> Option<Date> {
    let published = context.published?;
    let mut all = (-2..=1).filter_map(|by| in_year(Part::Season(season), published.year() + by));
    let over = |date: &Date| date.last_day().is_some_and(|last| (published - last).num_days() >= HARDLY_OVER);
    let ahead = |date: &Date| date.first_day().is_some_and(|first| first > published);
    match by {
        ..0 => all.rfind(over),
        0 => part(Part::Season(season), YearOf::Open, context),
        1.. => all.find(ahead),
    }
}

/// A winter belongs to the year in which it begins.
fn in_year(part: Part, year: i32) -> Option<Date> {
    let (month, count) = match part {
        Part::Quarter(quarter) => (3 * quarter.checked_sub(1)? + 1, 3),
        Part::Half(half) => (6 * half.checked_sub(1)? + 1, 6),
        Part::Season(season) => (3 * season + 3, 3),
    };
    months(NaiveDate::from_ymd_opt(year, month, 1)?, count)
}

/// So many months from the first day of one.
pub(super) fn months(first: NaiveDate, count: u32) -> Option<Date> {
    Some(Date::Interval(first, first.checked_add_months(Months::new(count))?.pred_opt()?))
}

/// The day, whole week, weekend, month or quarter of that rank in a month or year, -1 for the last.
pub(super) fn ranked(rank: i32, unit: Unit, year: Option<i32>, month: Option<u32>, context: Context) -> Option<Date> {
    let whole = super::calendar(year, month, None, None, context)?;
    let (first, last) = (whole.first_day()?, whole.last_day()?);
    let nth = |days: i64, start: NaiveDate| {
        let at = if rank < 0 { last_start(start, last, days)? } else { add_days(start, days * i64::from(rank - 1))? };
        let end = add_days(at, days - 1)?;
        (end <= last).then_some((at, end))
    };
    match unit {
        Unit::Day => nth(1, first).map(|(day, _)| Date::Day(day)),
        Unit::Week => {
            let monday = monday_of(add_days(first, 6)?)?;
            nth(7, monday).map(|(monday, sunday)| Date::Interval(monday, sunday))
        }
        Unit::Weekend => {
            let saturday = weekday_from(first, Weekday::Sat)?;
            let at =
                if rank < 0 { last_start(saturday, last, 7)? } else { add_days(saturday, 7 * i64::from(rank - 1))? };
            Some(Date::Interval(at, add_days(at, 1)?))
        }
        Unit::Month | Unit::Quarter if month.is_none() => {
            let count = if unit == Unit::Month { 1 } else { 3 };
            let at = if rank < 0 { 12 - count } else { u32::try_from(rank - 1).ok()? * count };
            let first = NaiveDate::from_ymd_opt(first.year(), at + 1, 1)?;
            if unit == Unit::Month { Some(Date::Month(first.year(), first.month())) } else { months(first, count) }
        }
        _ => None,
    }
}

/// “the first Sunday in May”, “the last Friday of June”.
pub(super) fn ranked_weekday(
    rank: i32,
    weekday: Weekday,
    year: Option<i32>,
    month: u32,
    context: Context,
) -> Option<Date> {
    let whole = super::calendar(year, Some(month), None, None, context)?;
    let (first, last) = (weekday_from(whole.first_day()?, weekday)?, whole.last_day()?);
    let day = if rank < 0 { last_start(first, last, 7)? } else { add_days(first, 7 * i64::from(rank - 1))? };
    (day <= last).then_some(Date::Day(day))
}

/// The last of the stretches of so many days, laid end to end from `start`, that begins and, if longer than a week's
/// step, ends by `last`.
fn last_start(start: NaiveDate, last: NaiveDate, days: i64) -> Option<NaiveDate> {
    let whole = ((last - start).num_days() + 1) / days;
    let steps = if days == 1 { whole - 1 } else { ((last - start).num_days() - (days - 1)) / days };
    add_days(start, days * steps.max(0))
}

fn weekday_from(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(weekday.days_since(day.weekday()))))
}

/// “last Christmas” lies before publication, “next Christmas” after it, “this Christmas” in its year.
pub(super) fn feast(month: u32, day: u32, by: i32, published: NaiveDate) -> Option<Date> {
    let this = NaiveDate::from_ymd_opt(published.year(), month, day)?;
    let step = match by {
        ..0 => -i32::from(this >= published),
        0 => 0,
        1.. => i32::from(this <= published),
    };
    NaiveDate::from_ymd_opt(published.year() + step, month, day).map(Date::Day)
}

/// Month first, as in America, or day first where the calendar, or the day of publication, forbids the other.
pub(super) fn slashes(first: u32, second: u32, year: i32, published: Option<NaiveDate>) -> Option<Date> {
    let american = NaiveDate::from_ymd_opt(year, first, second);
    let other = NaiveDate::from_ymd_opt(year, second, first);
    let past = |day: &NaiveDate| published.is_none_or(|published| *day <= published);
    american.filter(past).or_else(|| other.filter(past)).or(american).or(other).map(Date::Day)
}
