//! What a reader of any format gives out: a [`Record`], with the day of publication read off a field.

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub(super) use super::day::day;
use super::day::{self, Figures};
use crate::error::{Error, ErrorKind, Result};

/// A record before its lines are known.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub published: Option<NaiveDate>,
    /// The field for the day and the order in which its figures give day and month, if it has such.
    pub figures: Option<(String, Figures)>,
    pub text: String,
    /// Where the headings of a page begin in the text.
    pub headings: BTreeSet<usize>,
    pub is_conllu: bool,
    /// Line of the file that it begins in, for formats with more than one record.
    pub line: Option<u64>,
    /// Byte of the file that it begins at, where lines tell nothing.
    pub byte: Option<u64>,
    /// What tells it from the others of its file where it has no id: its line, or how many came before it and it.
    pub number: Option<u64>,
    /// How its fields were understood, if that is to be said.
    pub note: Option<String>,
    pub warnings: Vec<Error>,
}

/// The records of one file.
pub(super) type Records = Box<dyn Iterator<Item = Result<Record>> + Send>;

/// The first of these fields that is a day of publication, or a warning that none of them is.
pub(super) fn first_day(fields: impl Iterator<Item = String>) -> (Option<NaiveDate>, Option<Error>) {
    let mut no_day = None;
    for field in fields {
        match day::day(&field) {
            Some(day) => return (Some(day), None),
            None => no_day = no_day.or(Some(field)),
        }
    }
    (None, no_day.map(|field| is_no_day(&field)))
}

/// The warning that a field is no day of publication.
pub(super) fn is_no_day(field: &str) -> Error {
    let field: String = field.chars().take(40).collect();
    let numbers = field.split(['/', '-']).filter(|part| part.trim().parse::<u32>().is_ok()).count();
    let remedy = match numbers {
        3 => "write it as 2023-03-21, by which day and month can be told apart",
        _ => "write it as 2023-03-21",
    };
    Error::new(ErrorKind::Format, format!("“{field}” is no day of publication")).remedy(remedy)
}
