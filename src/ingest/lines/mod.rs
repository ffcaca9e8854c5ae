//! The text of a document in; its lines with their kinds out, told by form and place: no list of names or titles.
//!
//! [`physical`] finds the lines, [`wrap`] which of them go on in the next, [`hyphen`] the words that they break;
//! [`furniture`] is left out, [`speaker`] finds who speaks in a transcript, and [`dateline`], [`byline`] and [`headline`]
//! tell the rest.

mod byline;
mod dateline;
mod furniture;
mod headline;
mod hyphen;
mod physical;
mod speaker;
mod wrap;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::{Line, LineKind};

pub(super) use dateline::{day as written_day, day_of, full_date, is_whole as is_dateline};
pub(super) use furniture::{is_furniture, is_rule};

/// What reading the lines of a text found.
#[derive(Debug, Default)]
pub(super) struct Classified {
    /// The lines in order, but for those that are no text.
    pub lines: Vec<Line>,
    /// Lines that were cut to [`MAX_LINE`](super::MAX_LINE).
    pub cut: Vec<Cut>,
    /// The full date that a line of its own, a dateline or a byline gives.
    pub date: Option<NaiveDate>,
    /// The text to which the lines belong where it is not the one given: of the same length, with broken words made whole
    /// and without the capitals of speakers.
    pub mended: Option<String>,
}

/// A line or joined paragraph of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Physical {
    /// Its bytes, without the white space around it.
    span: Range<usize>,
    /// How many lines of white space alone stand before it.
    blank_before: usize,
    /// How many columns of white space it begins with.
    indent: usize,
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
    /// How many of them are read.
    pub kept: usize,
}

/// Finds the lines of a text and tells the kind of each.
pub(super) fn classify(text: &str) -> Classified {
    let physical::Lines { lines, cut, mended } = physical::lines(text);
    let whole = mended.as_deref().unwrap_or(text);
    let words: Vec<&str> = lines.iter().map(|line| &whole[line.span.clone()]).collect();
    let labels = speaker::turns(&words);
    let called = speaker::called(&labels);
    let mut found = Found { lines: Vec::with_capacity(lines.len()), date: None, updated: None };
    let mut before_body = true;
    let mut in_turn = false;
    for (index, line) in lines.iter().enumerate() {
        let place = Place { first: index == 0, before_body, last: index + 1 == lines.len() };
        in_turn |= labels[index].is_some();
        match labels[index] {
            Some(label) => found.turn(words[index], line, label, &called),
            None if in_turn => found.in_turn(words[index], line),
            None => found.push(words[index], line, place),
        }
        before_body &= found.lines.last().is_none_or(|line| line.kind != LineKind::Body);
    }
    let lowered = lowered(whole, &lines, &labels);
    let Found { lines, date, updated } = found;
    Classified { lines, cut, date: date.or(updated), mended: lowered.or(mended) }
}

/// The text with the labels of its speakers in the case of running text; `None` if they are.
fn lowered(text: &str, lines: &[Physical], labels: &[Option<speaker::Label>]) -> Option<String> {
    let capitals = || {
        let found = labels.iter().zip(lines).filter_map(|(label, line)| Some((line.span.start, (*label)?)));
        found.filter(|(_, label)| label.style == speaker::Style::Capitals)
    };
    capitals().next()?;
    let mut out = String::with_capacity(text.len());
    for (begin, label) in capitals() {
        let begin = begin + label.begin;
        out.push_str(&text[out.len()..begin]);
        out.push_str(&speaker::lowered(label.name));
    }
    out.push_str(&text[out.len()..]);
    Some(out)
}

/// Where a line stands in its document.
#[derive(Debug, Clone, Copy)]
struct Place {
    first: bool,
    before_body: bool,
    last: bool,
}

/// The lines that are told so far.
struct Found {
    lines: Vec<Line>,
    date: Option<NaiveDate>,
    /// The day of a later version.
    updated: Option<NaiveDate>,
}

impl Found {
    fn push(&mut self, words: &str, line: &Physical, place: Place) {
        let begin = line.span.start;
        if let Some(credit) = byline::closing(words) {
            let said = words[..credit].trim_end().len();
            let before = Physical { span: begin..begin + said, ..*line };
            self.push(&words[..said], &before, place);
            self.add(begin + credit..line.span.end, LineKind::Byline);
            return;
        }
        if furniture::is_furniture(words) {
            return;
        }
        if let Some(end) = furniture::closing(words) {
            let before = Physical { span: begin..begin + end, ..*line };
            return self.push(&words[..end], &before, place);
        }
        if dateline::is_whole(words) {
            self.add(line.span.clone(), LineKind::Dateline);
            self.note_date(words);
        } else if let Some(begins) = dateline::key(words) {
            self.add(begin + begins..line.span.end, LineKind::Dateline);
            self.note_date(words);
        } else if byline::is_byline(words, place) {
            self.add(line.span.clone(), LineKind::Byline);
            self.note_date(words);
        } else if let Some(prefix) = dateline::prefix(words, place) {
            self.add(begin..begin + prefix.dateline, LineKind::Dateline);
            self.add(begin + prefix.body..line.span.end, LineKind::Body);
            self.note_date(&words[..prefix.dateline]);
        } else if headline::is_headline(words, place) {
            self.add(line.span.clone(), LineKind::Headline);
        } else {
            self.add(line.span.clone(), LineKind::Body);
        }
    }

    /// A line that begins with the name of who speaks. What calls somebody first is a line of its own, so that no parser
    /// takes the name for a party to what is said.
    fn turn(&mut self, words: &str, line: &Physical, label: speaker::Label, called: &BTreeSet<String>) {
        let begin = line.span.start;
        self.add(begin + label.begin..begin + label.end, LineKind::Speaker);
        let said = &words[label.end..];
        let space = said.len() - said.trim_start().len();
        let mut from = begin + label.end + space;
        if let Some(length) = speaker::call(said.trim_start(), called) {
            self.add(from..from + length, LineKind::Body);
            let after = &said.trim_start()[length..];
            from += length + (after.len() - after.trim_start().len());
        }
        if from < line.span.end {
            self.add(from..line.span.end, LineKind::Body);
        }
    }

    /// A line without a label, after one that has it: the turn goes on.
    fn in_turn(&mut self, words: &str, line: &Physical) {
        if !furniture::is_furniture(words) && !speaker::is_direction(words) {
            self.add(line.span.clone(), LineKind::Body);
        }
    }

    fn add(&mut self, span: Range<usize>, kind: LineKind) {
        self.lines.push(Line { span, kind });
    }

    fn note_date(&mut self, words: &str) {
        let Some(day) = dateline::full_date(words) else { return };
        let slot = if dateline::is_update(words) { &mut self.updated } else { &mut self.date };
        slot.get_or_insert(day);
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
    fn what_is_no_text_is_left_out() {
        let text = "BC-Norway-Peru,350\nMinisters agree\n\nThe ministers met on Tuesday.\n\n(MORE)\n\nThey signed a treaty.\n-30-\n© 2019 Norwire";
        let found: Vec<&str> = kinds(text).into_iter().map(|(_, line)| line).collect();
        assert_eq!(found, ["Ministers agree", "The ministers met on Tuesday.", "They signed a treaty."]);
    }

    #[test]
    fn turns_of_a_transcript() {
        use LineKind::{Body, Headline, Speaker};
        let text =
            "Talks in Oslo\n\nADA MOE, HOST: Good evening.\n\n(APPLAUSE)\n\nThank you.\n\nROE:\nI thank you, Ada.";
        let found = classify(text);
        let mended = found.mended.unwrap();
        let kinds: Vec<_> = found.lines.into_iter().map(|line| (line.kind, &mended[line.span])).collect();
        let expected = [
            (Headline, "Talks in Oslo"),
            (Speaker, "Ada Moe, Host:"),
            (Body, "Good evening."),
            (Body, "Thank you."),
            (Speaker, "Roe:"),
            (Body, "I thank you, Ada."),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_date_on_a_line_of_its_own_dates_the_text() {
        let found = classify("Bridge opens\n\nFriday, June 7, 2019\n\nThe bridge opened on Thursday.");
        assert_eq!(found.lines[1].kind, LineKind::Dateline);
        assert_eq!(found.date, NaiveDate::from_ymd_opt(2019, 6, 7));
    }

    #[test]
    fn datelines_and_bylines_date_the_text_and_updates_only_where_nothing_else_does() {
        for (head, day) in [
            ("OSLO, June 7, 2019 (Norwire) - ", 7),
            ("By Jane Roe, June 7, 2019\n\n", 7),
            ("Posted on 7 June 2019 by Jane Roe\n\n", 7),
            ("Updated June 9, 2019\nPublished June 7, 2019\n\n", 7),
            ("Last updated: 9 June 2019\n\n", 9),
        ] {
            let found = classify(&format!("Bridge opens\n\n{head}The bridge opened on Thursday, the mayor said."));
            assert_eq!(found.date, NaiveDate::from_ymd_opt(2019, 6, day), "{head}");
            assert!(found.lines.iter().all(|line| line.kind != LineKind::Headline || line.span.start == 0), "{head}");
        }
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
