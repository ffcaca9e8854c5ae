//! The records of a file in; the same out, with the days that figures alone do not tell (`5/8/2023`): other records of the
//! file tell whether it writes the day or the month first.

use std::collections::VecDeque;

use super::day::Figures;
use super::record::{Record, Records, is_no_day};
use crate::error::{Error, ErrorKind, Result};

/// How many records are read ahead to find one that tells.
const AHEAD: usize = 1000;

/// How many bytes of text those may have together.
const AHEAD_BYTES: usize = 16 << 20;

/// An iterator over records that knows the order of the figures before it gives a day that needs it.
pub(super) struct Settled {
    records: Records,
    ahead: VecDeque<Result<Record>>,
    bytes: usize,
    ended: bool,
    /// A field that puts the day first, and one that puts the month first.
    day_first: Option<String>,
    month_first: Option<String>,
    said: bool,
}

/// Settles the days of the records of a file.
pub(super) fn settled(records: Records) -> Settled {
    let (ahead, bytes) = (VecDeque::new(), 0);
    Settled { records, ahead, bytes, ended: false, day_first: None, month_first: None, said: false }
}

impl Settled {
    /// Reads a record ahead.
    fn pull(&mut self) {
        let Some(record) = self.records.next() else {
            self.ended = true;
            return;
        };
        if let Ok(record) = &record {
            self.bytes += record.text.len();
            match &record.figures {
                Some((field, Figures::DayFirst)) => _ = self.day_first.get_or_insert_with(|| field.clone()),
                Some((field, Figures::MonthFirst)) => _ = self.month_first.get_or_insert_with(|| field.clone()),
                _ => {}
            }
        }
        self.ahead.push_back(record);
    }

    /// Dates a record whose figures may be two days.
    fn settle(&mut self, record: &mut Record) {
        let Some((field, Figures::Either(day_first, month_first))) = record.figures.take() else { return };
        if record.published.is_some() {
            return;
        }
        let (day, told, order) = match (&self.day_first, &self.month_first) {
            (Some(told), None) => (day_first, told, "day/month"),
            (None, Some(told)) => (month_first, told, "month/day"),
            _ => return record.warnings.push(is_no_day(&field)),
        };
        record.published = Some(day);
        if !std::mem::replace(&mut self.said, true) {
            let message = format!("“{field}” was read as {order}, as “{told}” is written");
            record.warnings.push(Error::new(ErrorKind::Note, message).remedy("write days as 2023-03-21 to be sure"));
        }
    }
}

impl Iterator for Settled {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let doubtful = match self.ahead.front() {
                Some(Ok(record)) => {
                    record.published.is_none() && matches!(record.figures, Some((_, Figures::Either(..))))
                }
                Some(Err(_)) => false,
                None if self.ended => return None,
                None => {
                    self.pull();
                    continue;
                }
            };
            let known = self.day_first.is_some() || self.month_first.is_some();
            if doubtful && !known && !self.ended && self.ahead.len() < AHEAD && self.bytes < AHEAD_BYTES {
                self.pull();
                continue;
            }
            let mut record = self.ahead.pop_front()?;
            if let Ok(record) = &mut record {
                self.bytes -= record.text.len();
                self.settle(record);
            }
            return Some(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::day;
    use super::*;

    fn days(fields: &[&str]) -> (Vec<String>, usize) {
        let records: Vec<Result<Record>> = fields
            .iter()
            .map(|field| {
                let figures = day::figures(field).map(|figures| ((*field).to_owned(), figures));
                Ok(Record { published: day::day(field), figures, ..Record::default() })
            })
            .collect();
        let found: Vec<Record> = settled(Box::new(records.into_iter())).map(Result::unwrap).collect();
        let day = |record: &Record| record.published.map_or_else(String::new, |day| day.to_string());
        (found.iter().map(day).collect(), found.iter().map(|record| record.warnings.len()).sum())
    }

    #[test]
    fn other_records_tell_the_order() {
        assert_eq!(days(&["5/8/2023", "x", "23/1/2024", "6/8/2023"]).0, ["2023-08-05", "", "2024-01-23", "2023-08-06"]);
        assert_eq!(days(&["1/23/2024", "5/8/2023"]), (vec!["2024-01-23".into(), "2023-05-08".into()], 1));
    }

    #[test]
    fn what_nothing_tells_or_all_contradict_stays_undated_with_a_warning() {
        assert_eq!(days(&["5/8/2023", "6/8/2023"]), (vec![String::new(), String::new()], 2));
        assert_eq!(days(&["1/23/2024", "23/1/2024", "5/8/2023"]).0[2], "");
        let mut many = vec!["5/8/2023"; AHEAD + 2];
        many.push("23/1/2024");
        assert_eq!(days(&many).1, 3 + 1);
    }
}
