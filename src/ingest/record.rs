//! What a reader of any format gives out: a [`Record`], with the day of publication read off a field.

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub(super) use super::day::day;
use crate::error::{Error, ErrorKind, Result};

/// A record before its lines are known.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub published: Option<NaiveDate>,
    pub text: String,
    /// Where the headings of a page begin in the text.
    pub headings: BTreeSet<usize>,
    pub is_conllu: bool,
    /// Line of the file that it begins in, for formats with more than one record.
    pub line: Option<u64>,
    pub warnings: Vec<Error>,
}

/// The records of one file.
pub(super) type Records = Box<dyn Iterator<Item = Result<Record>> + Send>;

/// The day that a field `published` gives, or a warning that it gives none.
pub(super) fn published(field: Option<&str>) -> (Option<NaiveDate>, Option<Error>) {
    let Some(field) = field.map(str::trim).filter(|field| !field.is_empty()) else { return (None, None) };
    match day(field) {
        Some(day) => (Some(day), None),
        None => {
            let field: String = field.chars().take(40).collect();
            let warning = Error::new(ErrorKind::Format, format!("“{field}” is no day of publication"));
            (None, Some(warning.remedy("write it as 2023-03-21")))
        }
    }
}
