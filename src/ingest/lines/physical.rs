//! Text in; the spans of its lines out: blank lines dropped, hard-wrapped paragraphs joined, endless lines cut.

use std::ops::Range;

use super::{Cut, Physical, hyphen, wrap};
use crate::ingest::MAX_LINE;

/// The lines of a text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Lines and joined paragraphs in order.
    pub lines: Vec<Physical>,
    /// Those that were cut.
    pub cut: Vec<Cut>,
    /// The text with the words that its lines break made whole, every other byte in its place; `None` if it breaks none.
    pub mended: Option<String>,
}

/// Finds the lines of a text, those that were cut, and the words that they break.
pub(super) fn lines(text: &str) -> Lines {
    let (found, cut) = split(text);
    let goes_on = wrap::continued(text, &found);
    let mended = hyphen::mended(text, &found, &goes_on);
    Lines { lines: join(found, &goes_on), cut, mended }
}

fn split(text: &str) -> (Vec<Physical>, Vec<Cut>) {
    let mut found = Vec::new();
    let mut cut = Vec::new();
    let mut blank_before = 0;
    let mut begin = 0;
    for (number, line) in text.split_inclusive(is_break).enumerate() {
        let span = trimmed(begin, line);
        let indent = columns(&text[begin..span.start]);
        // The line feed of a CR LF pair is no blank line.
        let is_pair = line == "\n" && text[..begin].ends_with('\r');
        begin += line.len();
        if span.is_empty() {
            blank_before += usize::from(!is_pair);
            continue;
        }
        let length = span.len();
        let kept = span.start..span.start + shortened(&text[span.clone()]);
        if kept.len() < length {
            cut.push(Cut { line: number as u64 + 1, begin: span.start, length, kept: kept.len() });
        }
        found.push(Physical { span: kept, blank_before, indent });
        blank_before = 0;
    }
    (found, cut)
}

/// The characters that end a line: the mandatory breaks of UAX #14.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The columns that white space takes, at four for a tab.
fn columns(space: &str) -> usize {
    space.chars().map(|c| if c == '\t' { 4 } else { usize::from(c.is_whitespace()) }).sum()
}

/// The span of a line, which begins at byte `begin`, without the white space around it.
fn trimmed(begin: usize, line: &str) -> Range<usize> {
    let is_empty = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let start = begin + (line.len() - line.trim_start_matches(is_empty).len());
    start..start.max(begin + line.trim_end_matches(is_empty).len())
}

/// How many bytes of a line are kept: to the last end of a sentence, else word, else character within the limit.
fn shortened(line: &str) -> usize {
    if line.len() <= MAX_LINE {
        return line.len();
    }
    let head = &line[..line.floor_char_boundary(MAX_LINE)];
    let half = head.floor_char_boundary(MAX_LINE / 2);
    let sentence = head[half..].rfind(". ").map(|at| half + at + 1);
    sentence.or_else(|| head.rfind(char::is_whitespace)).filter(|&end| end >= half).unwrap_or(head.len())
}

/// Joins the lines of wrapped paragraphs; `goes_on` tells of each line whether it continues the one before.
fn join(lines: Vec<Physical>, goes_on: &[bool]) -> Vec<Physical> {
    let mut joined: Vec<Physical> = Vec::with_capacity(lines.len());
    for (line, &goes_on) in lines.into_iter().zip(goes_on) {
        match joined.last_mut() {
            Some(paragraph) if goes_on && line.span.end - paragraph.span.start <= MAX_LINE => {
                paragraph.span.end = line.span.end;
            }
            _ => joined.push(line),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let found = lines(text);
        let text = found.mended.as_deref().unwrap_or(text);
        found.lines.into_iter().map(|line| text[line.span].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn wrapped_paragraphs_are_joined_and_headlines_are_not() {
        let text = "Bridge opens after years of delay\n\n\
                    The bridge over the river was opened on Thursday by the mayor, who\n\
                    said that the city had waited for it since the flood carried away the\n\
                    old one. Hundreds of people crossed it on foot before the first buses\n\
                    were let through in the evening.\n\n\
                    A second bridge is planned upstream, where the ferry still takes cars\n\
                    and lorries across.\n";
        let found = texts(text);
        assert_eq!(found.len(), 3);
        assert!(found[1].starts_with("The bridge over") && found[1].ends_with("in the evening."));
    }

    #[test]
    fn paragraphs_of_one_line_each_are_kept_apart() {
        let text = "Talks open\nThe ministers met in Oslo on Tuesday morning, and they agreed to meet again soon after that.\r\n\
                    They shook hands.\rNobody spoke.";
        assert_eq!(texts(text).len(), 4);
    }

    #[test]
    fn words_that_lines_break_are_made_whole() {
        let text = "The mayor of the town said on Tuesday evening that the new min-\nistry had asked the envoy of the neighboring state, Anne-\n\
                    Marie Roe, for help in the harbor and on the river, and that a two-\nthirds majority was in sight.";
        let whole = "The mayor of the town said on Tuesday evening that the new ministry had asked the envoy of the neighboring state, \
                     Anne-Marie Roe, for help in the harbor and on the river, and that a two-thirds majority was in sight.";
        assert_eq!(texts(text), [whole]);
        assert_eq!(lines(text).mended.map(|mended| mended.len()), Some(text.len()));
    }

    #[test]
    fn an_endless_line_is_cut_at_the_end_of_a_sentence() {
        let text = format!("Head\n{}", "Nothing happened today. ".repeat(20_000));
        let found = lines(&text);
        let kept = found.lines[1].span.len();
        assert_eq!(found.cut, [Cut { line: 2, begin: 5, length: 24 * 20_000 - 1, kept }]);
        let line = found.lines[1].span.clone();
        assert!(line.len() <= MAX_LINE && text[line].ends_with("today."));
        assert_eq!(lines(&"é".repeat(MAX_LINE)).lines[0].span, 0..MAX_LINE);
    }
}
