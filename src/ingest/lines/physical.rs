//! Text in; the spans of its lines out: blank lines dropped, hard-wrapped paragraphs joined, endless lines cut.

use std::ops::Range;

use super::Cut;
use crate::ingest::MAX_LINE;

/// A line or joined paragraph of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Physical {
    /// Its bytes, without the white space around it.
    pub span: Range<usize>,
    /// Whether white space alone stands in the line before it, or nothing.
    blank_before: bool,
}

/// Finds the lines of a text and those that were cut.
pub(super) fn lines(text: &str) -> (Vec<Physical>, Vec<Cut>) {
    let mut found = Vec::new();
    let mut cut = Vec::new();
    let mut blank_before = true;
    let mut begin = 0;
    for (number, line) in text.split_inclusive(is_break).enumerate() {
        let span = trimmed(begin, line);
        begin += line.len();
        if span.is_empty() {
            // The line feed of a CR LF pair is no blank line.
            blank_before |= line != "\n" || !text[..span.start].ends_with('\r');
            continue;
        }
        let length = span.len();
        let kept = span.start..span.start + shortened(&text[span.clone()]);
        if kept.len() < length {
            cut.push(Cut { line: number as u64 + 1, begin: span.start, length });
        }
        found.push(Physical { span: kept, blank_before });
        blank_before = false;
    }
    (if is_wrapped(text, &found) { join(text, &found) } else { found }, cut)
}

/// The characters that end a line: the mandatory breaks of UAX #14.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
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

/// The widest line, in characters, of text that was wrapped to a column.
const WIDEST: usize = 100;

/// Whether the text was wrapped to a column: no line is wide, and nearly every line that another follows in its
/// paragraph was too full for the first word of the next.
fn is_wrapped(text: &str, lines: &[Physical]) -> bool {
    let width = lines.iter().map(|line| width(text, line)).max().unwrap_or(0);
    if !(50..=WIDEST).contains(&width) {
        return false;
    }
    let pairs = || lines.windows(2).filter(|pair| !pair[1].blank_before);
    let full = pairs().filter(|pair| is_full(text, &pair[0], &pair[1], width)).count();
    full >= 3 && full * 10 >= pairs().count() * 8
}

fn width(text: &str, line: &Physical) -> usize {
    text[line.span.clone()].chars().count()
}

/// Whether the first word of `next` would not have fitted into `line`, allowing for a ragged edge.
fn is_full(text: &str, line: &Physical, next: &Physical, column: usize) -> bool {
    let word = text[next.span.clone()].split_whitespace().next().map_or(0, |word| word.chars().count());
    width(text, line) + 1 + word + 3 > column
}

/// Joins the lines of wrapped paragraphs.
fn join(text: &str, lines: &[Physical]) -> Vec<Physical> {
    let column = lines.iter().map(|line| width(text, line)).max().unwrap_or(0);
    let mut joined: Vec<Physical> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let continues = index > 0 && !line.blank_before && is_full(text, &lines[index - 1], line, column);
        match joined.last_mut() {
            Some(paragraph) if continues && line.span.end - paragraph.span.start <= MAX_LINE => {
                paragraph.span.end = line.span.end;
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        lines(text).0.into_iter().map(|line| &text[line.span]).collect()
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
    fn an_endless_line_is_cut_at_the_end_of_a_sentence() {
        let text = format!("Head\n{}", "Nothing happened today. ".repeat(20_000));
        let (found, cut) = lines(&text);
        assert_eq!(cut, [Cut { line: 2, begin: 5, length: 24 * 20_000 - 1 }]);
        assert!(found[1].span.len() <= MAX_LINE && text[found[1].span.clone()].ends_with("today."));
        assert_eq!(lines(&"é".repeat(MAX_LINE)).0[0].span, 0..MAX_LINE);
    }
}
