//! The lines of a text in; which of them go on in the next out: text that was wrapped to a column, told by what the lines
//! are. A line ends in the middle of a sentence, the next begins with a small letter, and the word that it begins with
//! would not have fitted; a title or address wider than the column is one line that is not so, and no more.

use std::ops::RangeInclusive;

use super::{Physical, byline, dateline, furniture, speaker};

/// The columns that text is wrapped to.
const COLUMNS: RangeInclusive<usize> = 20..=160;

/// How ragged, in columns, the right edge of wrapped text may be.
const RAGGED: usize = 3;

/// From this column on a line that ends in mid sentence goes on in a line that begins with a small letter, whatever the
/// other lines are.
const WIDE: usize = 28;

/// Of each line whether it continues the one before.
pub(super) fn continued(text: &str, lines: &[Physical]) -> Vec<bool> {
    let all: Vec<Pair> = lines.windows(2).map(|pair| Pair::of(text, &pair[0], &pair[1])).collect();
    let gap = spacing(&all);
    let column = column(text, lines, &all, gap);
    let mut found = Vec::with_capacity(lines.len());
    found.extend(lines.first().map(|_| false));
    found.extend(lines.windows(2).zip(&all).map(|(lines, pair)| {
        let next = &text[lines[1].span.clone()];
        pair.joins(gap, column) && !opens_line(next, pair.open)
    }));
    found
}

/// A line and the next.
#[derive(Debug)]
struct Pair {
    /// The column where the first ends.
    end: usize,
    /// The column where the first word of the second would have ended in the first.
    reach: usize,
    /// How many blank lines stand between them.
    gap: usize,
    /// Whether the first ends within a sentence, as far as its last mark tells.
    open: bool,
    /// Whether the second begins as no sentence does, or the first ends as none does.
    small: bool,
    /// Whether a word may be parted between them.
    hyphen: bool,
    /// Whether the second is set in from the first.
    indented: bool,
}

impl Pair {
    fn of(text: &str, line: &Physical, next: &Physical) -> Self {
        let (words, following) = (&text[line.span.clone()], &text[next.span.clone()]);
        let end = line.indent + words.chars().count();
        let word = following.split_whitespace().next().map_or(0, |word| word.chars().count());
        Self {
            end,
            reach: end + 1 + word,
            gap: next.blank_before,
            open: !ends_sentence(words),
            small: following.chars().next().is_some_and(char::is_lowercase) || dangles(words),
            hyphen: super::hyphen::breaks(words, following),
            indented: next.indent >= line.indent + 2,
        }
    }

    /// Whether the first ends within a sentence and the second begins within one.
    fn is_broken(&self) -> bool {
        self.open && (self.small || self.hyphen)
    }

    /// Whether the first is as full as lines wrapped to the column are.
    fn fits(&self, column: usize) -> bool {
        self.end <= column && self.reach + RAGGED > column
    }

    fn joins(&self, gap: usize, column: Option<usize>) -> bool {
        let full = column.is_some_and(|column| self.fits(column));
        if self.gap > gap {
            // A page ends within a paragraph.
            return full && self.is_broken();
        }
        match self.is_broken() {
            true => {
                full || self.gap == 0
                    && (self.hyphen || self.end >= WIDE || column.is_some_and(|column| self.end * 2 > column))
            }
            false => full && !self.indented,
        }
    }
}

/// Whether the last mark of a line ends a sentence or introduces something.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ']);
    line.ends_with(['.', '!', '?', '…', ':', ';', '。'])
}

/// Whether a line ends with a word that needs another after it.
fn dangles(line: &str) -> bool {
    const WORDS: [&str; 24] = [
        "a", "an", "and", "as", "at", "between", "but", "by", "for", "from", "in", "into", "its", "of", "on", "or",
        "than", "that", "the", "their", "to", "which", "who", "with",
    ];
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    WORDS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Whether a line opens something of its own, however full the one before it is; `open` tells that this one ends within a
/// sentence.
fn opens_line(line: &str, open: bool) -> bool {
    line.starts_with(['•', '*', '·', '▪', '—', '–'])
        || line.starts_with("- ")
        || furniture::is_address(line)
        || speaker::label(line).is_some_and(|label| !open || label.style == speaker::Style::Capitals)
        || byline::by_name(line)
        || dateline::opens_text(line)
}

/// How many blank lines stand between the lines of a paragraph: none, or one where the text is double-spaced.
fn spacing(pairs: &[Pair]) -> usize {
    let close = pairs.iter().filter(|pair| pair.gap == 0).count();
    let spaced = || pairs.iter().filter(|pair| pair.gap == 1);
    let broken = spaced().filter(|pair| pair.is_broken()).count();
    let (share, all) = (broken, spaced().count());
    usize::from(close * 5 < pairs.len() && (share >= 3 && share * 3 >= all || share >= 2 && share * 2 >= all))
}

/// The column that the text was wrapped to, if it was: most lines that end in mid sentence are as full as it asks, and the
/// next of them begins with a small letter as often as English makes it; text in capitals alone must be fuller.
fn column(text: &str, lines: &[Physical], all: &[Pair], gap: usize) -> Option<usize> {
    let open: Vec<&Pair> = all.iter().filter(|pair| pair.gap <= gap && pair.open).collect();
    let (column, full) = best(&open)?;
    let broken = open.iter().filter(|pair| pair.is_broken() && pair.fits(column)).count();
    let told = full >= 2 && broken >= 1 && broken * 3 >= full && full * 10 >= open.len() * 5;
    let closed = full == open.len() && is_closed(text, lines, all, column);
    let even = full >= 3 && full * 10 >= open.len() * 8 && !text.contains(char::is_lowercase);
    (told || even || closed).then_some(column)
}

/// Whether lines under each other, of which all that end within a sentence are full, end sentences together: paragraphs of two
/// lines, the second of which may begin with a name.
fn is_closed(text: &str, lines: &[Physical], pairs: &[Pair], column: usize) -> bool {
    let ends = |line: &Physical| ends_sentence(&text[line.span.clone()]);
    let mut open = 0;
    let mut broken = false;
    for (at, pair) in pairs.iter().enumerate() {
        if pair.gap > 0 {
            broken = false;
            continue;
        }
        open += usize::from(pair.open);
        broken |= pair.open;
        let is_last = pairs.get(at + 1).is_none_or(|next| next.gap > 0);
        if pair.open && !pair.fits(column) || pair.end > column || is_last && broken && !ends(&lines[at + 1]) {
            return false;
        }
    }
    open >= 2
}

/// The column that most pairs fit, the widest of equals, with how many do.
fn best(pairs: &[&Pair]) -> Option<(usize, usize)> {
    let mut edges: Vec<(usize, isize)> = Vec::with_capacity(2 * pairs.len());
    for pair in pairs.iter().filter(|pair| COLUMNS.contains(&pair.end)) {
        edges.extend([(pair.end, 1), (pair.reach + RAGGED, -1)]);
    }
    edges.sort_unstable();
    let (mut count, mut best) = (0isize, None);
    for (at, step) in edges {
        count += step;
        if step > 0 && best.is_none_or(|(_, most)| count >= most) {
            best = Some((at, count));
        }
    }
    best.map(|(column, count)| (column, count.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::super::physical::lines;

    fn count(text: &str) -> usize {
        lines(text).lines.len()
    }

    const STORY: &str = "The envoy of Peru arrived in Oslo on Monday and was received by the\n\
                         minister of finance of Norway, Ada Moe, who said that the two states\n\
                         would sign a treaty on fish and timber before the end of the summer.\n\
                         Norway has asked for it since the spring of the year before last; in\n\
                         Peru the law of the sea was changed in March, after a long debate in\n\
                         which the opposition had warned of a sale of the country to strangers.\n";

    #[test]
    fn a_line_wider_than_the_column_changes_nothing() {
        let wide = "Envoy of Peru arrives in Oslo for talks with the minister of finance on a treaty about fish, timber and oil";
        assert_eq!(count(STORY), 1);
        assert_eq!(count(&format!("{wide}\n\n{STORY}")), 2);
        assert_eq!(count(&format!("{STORY}\nhttps://example.org/{}", "a-path-".repeat(30))), 2);
    }

    #[test]
    fn a_title_a_byline_and_a_dateline_stay_apart() {
        let title = "Envoy of Peru arrives in Oslo for talks with the minister of trade";
        assert_eq!(count(&format!("{title}\nBy Jane Roe and Tom Roe\n{STORY}")), 3);
        assert_eq!(count(&format!("{title}\n{}", STORY.replacen("The envoy of", "OSLO (Norwire) -", 1))), 2);
    }

    #[test]
    fn paragraphs_that_are_set_in_are_parted() {
        let text = "    The envoy of Peru arrived in Oslo on Monday and was received by\nthe minister of finance.\n    \
                    Norway has asked for a treaty since the spring of the year before\nlast, when the old one ended.\n";
        assert_eq!(count(text), 2);
    }

    #[test]
    fn few_lines_suffice_where_sentences_run_over_them() {
        assert_eq!(count("The envoy of Peru arrived in Oslo on Monday and was received\nby the minister."), 1);
        assert_eq!(
            count(
                "Peru and Norway met in Lima on Tuesday, and the minister of Peru thanked\nAda Moe, who said that the two states would sign before the summer was\nover."
            ),
            1
        );
    }

    #[test]
    fn paragraphs_of_two_lines_whose_second_begins_with_a_name() {
        let text = "The minister of finance of Norway, Ada Moe, met the envoy\nTom Roe in Oslo on Monday.\n\n\
                    Moe praised the fishermen of the north of the state of\nPeru for their patience.\n";
        assert_eq!((count(text), count(&text.replace('\n', "\r\n"))), (2, 2));
        assert_eq!(count("Peru praises Norway for its help\nNorway thanks Peru for its trade\nEnvoy leaves Lima\n"), 3);
    }

    #[test]
    fn double_spaced_text_and_pages() {
        assert_eq!(count(&STORY.replace('\n', "\n\n")), 1);
        assert_eq!(count(&STORY.replacen("the\nminister", "the\n\n\u{c}\nminister", 1)), 1);
        assert_eq!(count(&format!("{STORY}\n{STORY}")), 2);
    }

    #[test]
    fn a_line_each_is_not_wrapped() {
        let list = "Ministers of Peru and Norway meet in the city of Lima\nStorm closes the port of Bergen for a second day\n\
                    Norway praises the envoy of Peru for his patience\nFishermen of both states wait for a new treaty\n";
        assert_eq!(count(list), 4);
        let paragraphs = "Peru praised Norway on Monday.\nNorway thanked Peru on Tuesday.\nBoth were glad.\n";
        assert_eq!(count(paragraphs), 3);
        assert_eq!(count("Norway\nPeru\nChile\niceland\n"), 4);
        assert_eq!(
            count("- a treaty on fish and timber, which Peru wants\n- more trade with the states of the north\n"),
            2
        );
    }

    #[test]
    fn capitals_alone() {
        assert_eq!(count(&STORY.to_uppercase()), 1);
        assert_eq!(
            count(&format!("ENVOY OF PERU ARRIVES IN OSLO FOR TALKS WITH THE\nMINISTER OF TRADE\n\n{STORY}")),
            2
        );
        assert_eq!(count("PERU AND NORWAY MEET\nSTORM CLOSES PORT\nFISHERMEN WAIT FOR A TREATY\nENVOY LEAVES"), 4);
    }
}
