//! A plain text in; the articles out that it holds, where it is an export of an archive (Nexis Uni, LexisNexis, Factiva,
//! ProQuest), a script of a broadcaster or a digest of several articles.
//!
//! [`archive`] knows where the articles of an export begin and end, [`head`] what stands above and below their text, and
//! [`digest`] finds articles that only lines and days part. Nothing here names an outlet.

mod archive;
mod digest;
mod head;

use chrono::NaiveDate;

/// An article of a text that holds more than its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Article {
    /// The line of the text that it begins in, counted from 1.
    pub line: u64,
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Its headline and text, without what the archive writes around them.
    pub text: String,
}

/// The articles of a text; none where it is one article and no export.
pub(super) fn split(text: &str) -> Vec<Article> {
    let lines: Vec<&str> = text.lines().collect();
    let articles = archive::split(&lines);
    if articles.is_empty() { digest::split(&lines) } else { articles }
}

/// The number of a line for messages.
fn number(index: usize) -> u64 {
    index as u64 + 1
}

#[cfg(test)]
mod tests;
