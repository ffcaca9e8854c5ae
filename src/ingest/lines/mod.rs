//! The text of a document in; its lines with their kinds out, told by form and place: no list of names or titles.

mod byline;
mod dateline;
mod headline;
mod physical;

use chrono::NaiveDate;

use super::{Line, LineKind};
use physical::Physical;

/// What reading the lines of a text found.
#[derive(Debug, Default)]
pub(super) struct Classified {
    /// The lines in order.
    pub lines: Vec<Line>,
    /// Lines that were cut to [`MAX_LINE`](super::MAX_LINE).
    pub cut: Vec<Cut>,
    /// The full date that a line of its own gives.
    pub date: Option<NaiveDate>,
}

/// A line that was cut.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The line, counted from 1.
    pub line: u64,
    /// The byte of the text where it begins.
    pub begin: usize,
    /// Its length in bytes.
    pub length: usize,
}

/// Finds the lines of a text and tells the kind of each.
pub(super) fn classify(text: &str) -> Classified {
    let (physical, cut) = physical::lines(text);
    let mut found = Classified { lines: Vec::with_capacity(physical.len()), cut, date: None };
    let mut before_body = true;
    for (index, line) in physical.iter().enumerate() {
        let place = Place { first: index == 0, before_body, last: index + 1 == physical.len() };
        push(text, line, place, &mut found);
        before_body &= found.lines.last().is_some_and(|line| line.kind != LineKind::Body);
    }
    found
}

/// Where a line stands in its document.
#[derive(Debug, Clone, Copy)]
struct Place {
    first: bool,
    before_body: bool,
    last: bool,
}

fn push(text: &str, line: &Physical, place: Place, found: &mut Classified) {
    let words = &text[line.span.clone()];
    let mut add = |span, kind| found.lines.push(Line { span, kind });
    if dateline::is_whole(words) {
        add(line.span.clone(), LineKind::Dateline);
        found.date = found.date.or_else(|| dateline::full_date(words));
    } else if byline::is_byline(words, place) {
        add(line.span.clone(), LineKind::Byline);
    } else if let Some(prefix) = dateline::prefix(words, place) {
        let begin = line.span.start;
        add(begin..begin + prefix.dateline, LineKind::Dateline);
        add(begin + prefix.body..line.span.end, LineKind::Body);
    } else if headline::is_headline(words, place) {
        add(line.span.clone(), LineKind::Headline);
    } else {
        add(line.span.clone(), LineKind::Body);
    }
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the first letter of a word is upper case.
fn capitalized(word: &str) -> bool {
    bare(word).chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(LineKind, &str)> {
        classify(text).lines.into_iter().map(|line| (line.kind, &text[line.span])).collect()
    }

    #[test]
    fn an_agency_story_is_told_apart() {
        use LineKind::{Body, Byline, Dateline, Headline};
        let text = "Ministers agree on grain deal\nOpposition calls it “a bad bargain”\nBy Ann Lee and Tom Roe\n\n\
                    OSLO, May 3 (Norwire) — The ministers met on Tuesday.\nA second paragraph follows here.\n\
                    Doubts remain\nNot everybody was pleased, diplomats said.\nOslo =\nSource: Norwire";
        let expected = [
            (Headline, "Ministers agree on grain deal"),
            (Headline, "Opposition calls it “a bad bargain”"),
            (Byline, "By Ann Lee and Tom Roe"),
            (Dateline, "OSLO, May 3 (Norwire) —"),
            (Body, "The ministers met on Tuesday."),
            (Body, "A second paragraph follows here."),
            (Headline, "Doubts remain"),
            (Body, "Not everybody was pleased, diplomats said."),
            (Dateline, "Oslo ="),
            (Byline, "Source: Norwire"),
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn a_date_on_a_line_of_its_own_dates_the_text() {
        let found = classify("Bridge opens\n\nFriday, June 7, 2019\n\nThe bridge opened on Thursday.");
        assert_eq!(found.lines[1].kind, LineKind::Dateline);
        assert_eq!(found.date, NaiveDate::from_ymd_opt(2019, 6, 7));
    }

    #[test]
    fn one_sentence_is_body_with_or_without_its_stop() {
        for text in [
            "Canada and Peru signed a treaty on Monday.",
            "The finance minister of Canada said on Monday that she would not sign the treaty with Peru before the vote",
        ] {
            assert_eq!(kinds(text), [(LineKind::Body, text)]);
        }
    }

    #[test]
    fn spans_are_disjoint_and_in_order() {
        let text = "  A — b\r\n\u{2028}— c\n\n=\n()\n(AP) —\n “”\nBy\nSource:\n—";
        let mut end = 0;
        for line in classify(text).lines {
            assert!(line.span.start >= end && line.span.end > line.span.start);
            end = line.span.end;
        }
    }
}
