//! The lines of a text in; which of them begin with the name of who speaks, as transcripts and briefings write it, and how
//! long that label is, out.
//!
//! A label is a name and a colon: `MERKEL:`, `WOLF BLITZER, CNN HOST:`, `Ada Moe:`, `Q:`. Since headlines and datelines
//! may look alike, lines have labels only where the text is a transcript: several turns, in some of which people speak of
//! themselves or to others.

use std::collections::BTreeSet;

use super::capitalized;

/// The longest label in bytes.
const LONGEST: usize = 100;

/// Labels that open a part of a text and name nobody.
const PARTS: [&str; 26] = [
    "ANALYSIS",
    "BACKGROUND",
    "BODY",
    "BREAKING",
    "CLARIFICATION",
    "CONTACT",
    "CORRECTION",
    "DATE",
    "DATELINE",
    "EDITORS",
    "HEADLINE",
    "INTRO",
    "LEAD",
    "NOTE",
    "PHOTO",
    "SOURCE",
    "SUBJECT",
    "SUMMARY",
    "TEXT",
    "TIME",
    "TITLE",
    "TOPIC",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WHAT",
];

/// A label at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The label without its colon and the marks before it.
    pub name: &'a str,
    /// Where the name begins in the line.
    pub begin: usize,
    /// Where the label ends, with its colon.
    pub end: usize,
    /// How it is written.
    pub style: Style,
}

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `MERKEL:`
    Capitals,
    /// `Ada Moe:`
    Name,
    /// `Q:`, `A:`
    Letter,
}

/// The label at the head of a line, be the text a transcript or not. In mixed case it is told by form alone, and a
/// headline may have the same: ask [`turns`] for the text.
pub(super) fn label(line: &str) -> Option<Label<'_>> {
    let marks = ['>', '*', '_', '-', '–', '—', ' '];
    let begin = line.len() - after_time(line.trim_start_matches(marks)).trim_start_matches(marks).len();
    let rest = &line[begin..];
    let head = &rest[..rest.floor_char_boundary(LONGEST)];
    if let Some(letter) = letter(line, begin) {
        return Some(letter);
    }
    let colon = head.find(':')?;
    let after = rest[colon + 1..].trim_start_matches(['*', '_']);
    if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    let name = head[..colon].trim_end_matches(['*', '_', ' ']);
    let end = line.len() - after.len();
    if matches!(name, "Q" | "A") {
        return Some(Label { name, begin, end, style: Style::Letter });
    }
    let style = style(name)?;
    Some(Label { name, begin, end, style })
}

/// A line without the time of the tape that it begins with: `[00:01:23] MOE: …`.
fn after_time(line: &str) -> &str {
    let Some((time, rest)) = line.split_once(' ') else { return line };
    let figures = time.trim_matches(['[', ']', '(', ')']);
    let parts = figures.split(':').count();
    let is_time =
        (2..=3).contains(&parts) && figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    if is_time && figures.len() >= 4 { rest.trim_start() } else { line }
}

/// “Q. Did you sign? A. I did.”, “Q    Did you sign?”
fn letter(line: &str, begin: usize) -> Option<Label<'_>> {
    let rest = &line[begin..];
    if rest.starts_with("Q  ") || rest.starts_with("Q\t") {
        return Some(Label { name: &rest[..1], begin, end: begin + 1, style: Style::Letter });
    }
    let marked = rest.starts_with("Q. ") || rest.starts_with("A. ");
    marked.then(|| Label { name: &rest[..1], begin, end: begin + 2, style: Style::Letter })
}

/// How a name is written, if it is one: up to six words before a comma or bracket, and a role after it.
fn style(label: &str) -> Option<Style> {
    let name = label.split([',', '(', '[']).next().unwrap_or_default().trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let proper = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            && word.contains(char::is_alphabetic)
    };
    if !(1..=6).contains(&words.len()) || !words.iter().all(proper) || label.split_whitespace().count() > 16 {
        return None;
    }
    if PARTS.contains(&words[0].to_uppercase().as_str()) && words.len() <= 2 {
        return None;
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && words.iter().all(|word| is_upper(word)) {
        return Some(Style::Capitals);
    }
    let particle =
        |word: &str| matches!(word, "de" | "van" | "von" | "der" | "al" | "bin" | "the" | "of" | "da" | "du");
    let named = words.iter().all(|word| capitalized(word) || particle(word)) && capitalized(words[0]);
    let short = words.len() <= 5 && label.split_whitespace().count() <= 8;
    (named && letters >= 3 && short).then_some(Style::Name)
}

/// Whether a word is in capitals, but for the beginning of `McConnell` and `O’Neill` as transcripts print them.
fn is_upper(word: &str) -> bool {
    let word = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
    word.contains(char::is_alphabetic) && !word.contains(char::is_lowercase)
}

/// For each line of a transcript its label; none where the text is no transcript.
pub(super) fn turns<'a>(lines: &[&'a str]) -> Vec<Option<Label<'a>>> {
    // What “Moe said on Monday: “…”” introduces is quoted.
    let quoted = |line: &str, label: &Label| line[label.end..].trim_start().starts_with(['“', '"', '‘', '\'']);
    let mut labels: Vec<Option<Label>> =
        lines.iter().map(|line| label(line).filter(|label| !quoted(line, label))).collect();
    let again = |name: &str| labels.iter().flatten().filter(|label| label.name == name).count() > 1;
    let sure = |label: &Label| label.style != Style::Name || again(label.name);
    let certain = labels.iter().flatten().filter(|label| sure(label)).count();
    let mut spoken = 0;
    let mut silent = false;
    for (label, line) in labels.iter().zip(lines) {
        silent |= label.is_some();
        if silent && speaks(label.map_or(line, |label| &line[label.end..])) {
            spoken += 1;
            silent = false;
        }
    }
    let all = labels.iter().flatten().count();
    let rest = labels.iter().skip_while(|label| label.is_none()).count();
    let is_transcript = certain >= 2 && spoken * 4 >= all && if all == 2 { lines.len() <= 6 } else { all * 6 >= rest };
    if !is_transcript {
        labels.fill(None);
    }
    labels
}

/// The first words of the names and titles in labels, in small letters: what speakers call each other.
pub(super) fn called(labels: &[Option<Label>]) -> BTreeSet<String> {
    let first = |label: &Label| {
        let mut words = label.name.split([',', '(', '[']).next().unwrap_or_default().split_whitespace();
        let first = words.next()?.to_lowercase();
        words.next().map(|_| first)
    };
    labels.iter().flatten().filter_map(first).collect()
}

/// How many bytes of a turn call somebody before what is said: “Ada, the envoy left.”
pub(super) fn call(turn: &str, called: &BTreeSet<String>) -> Option<usize> {
    let (name, rest) = turn.split_once(',')?;
    let is_call = !name.contains(char::is_whitespace) && called.contains(&name.to_lowercase());
    (is_call && rest.split_whitespace().count() >= 2).then_some(name.len() + 1)
}

/// Whether somebody speaks of himself or to somebody, asks or thanks.
fn speaks(turn: &str) -> bool {
    let personal = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let word = word.split(['\'', '’']).next().unwrap_or_default();
        matches!(word, "i" | "we" | "you" | "my" | "our" | "your" | "me" | "us" | "thanks")
    };
    let unquoted = turn.split(['“', '"']).next().unwrap_or_default();
    unquoted.trim_end().ends_with('?') || unquoted.split_whitespace().any(personal)
}

/// Whether a line of a transcript is what the hall does: `(APPLAUSE)`, `[Crosstalk]`.
pub(super) fn is_direction(line: &str) -> bool {
    let inside = |open, close| line.strip_prefix(open).and_then(|line: &str| line.strip_suffix(close));
    let words = inside('(', ')').or_else(|| inside('[', ']')).map(str::trim_end);
    words.is_some_and(|words| !words.contains(['(', '[']) && words.split_whitespace().count() <= 8)
}

/// A label in the case of running text, of the same length: `MERKEL` → `Merkel`, `WOLF BLITZER, CNN HOST` → `Wolf Blitzer,
/// CNN Host`. Short words of the role and words without a vowel are abbreviations.
pub(super) fn lowered(label: &str) -> String {
    let role = label.find([',', '(', '[']).unwrap_or(label.len());
    let mut out = String::with_capacity(label.len());
    for (at, part) in parts(label) {
        let letters = || part.chars().filter(|c| c.is_alphabetic());
        let title = matches!(part, "MR" | "MRS" | "MS" | "DR" | "ST" | "SGT" | "JR" | "SR");
        let vowels = letters().any(|c| "AEIOUYÄÖÜÁÉÍÓÚÀÈÅØÆ".contains(c));
        let linking = matches!(part, "OF" | "TO" | "THE" | "FOR" | "AND" | "IN" | "AT" | "ON");
        let keep = letters().count() < 2 || part.contains(char::is_lowercase) || !title && !vowels;
        if at > role && linking {
            out.push_str(&part.to_lowercase());
        } else if let Some(rest) = part.strip_prefix("Mc") {
            out.push_str("Mc");
            capitalize(rest, &mut out);
        } else if keep || at > role && letters().count() <= 3 && !title {
            out.push_str(part);
        } else {
            capitalize(part, &mut out);
        }
    }
    if out.len() == label.len() { out } else { label.to_owned() }
}

/// Appends a word with all but its first letter small.
fn capitalize(word: &str, out: &mut String) {
    let mut chars = word.chars();
    out.extend(chars.next());
    out.extend(chars.flat_map(char::to_lowercase));
}

/// The runs of letters and of other characters of a label, each with its place; `O'NEILL` and `AL-SISI` are two runs of letters.
fn parts(label: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &label[at..];
        let letters = rest.starts_with(char::is_alphabetic);
        let length = rest.find(|c: char| c.is_alphabetic() != letters).unwrap_or(rest.len());
        let part = (at, &rest[..length]);
        at += length;
        (length > 0).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for (line, name) in [
            ("MOE: I met him.", Some("MOE")),
            ("ADA MOE, NORWIRE ANCHOR: Good evening.", Some("ADA MOE, NORWIRE ANCHOR")),
            (">> SEN. MOE (D-OH): We did.", Some("SEN. MOE (D-OH)")),
            ("Q: Did you?", Some("Q")),
            ("**Ada Moe:** I did.", Some("Ada Moe")),
            ("A. I did.", Some("A")),
            ("Q    Did you?", Some("Q")),
            ("[00:01:23] MOE: I did.", Some("MOE")),
            ("MR. McNEIL: No.", Some("MR. McNEIL")),
            ("UPDATE: The talks failed.", None),
            ("At 10:30 they left.", None),
            ("He said this: go.", None),
            ("The talks failed. Moe: no.", None),
        ] {
            assert_eq!(label(line).map(|label| label.name), name, "{line}");
        }
    }

    #[test]
    fn only_where_people_talk() {
        let found = |lines: &[&str]| turns(lines).iter().flatten().count();
        assert_eq!(found(&["ROE: Good evening.", "MOE: I thank you.", "More of it.", "ROE: Thanks."]), 3);
        assert_eq!(found(&["Q: Did he?", "A: He did."]), 2);
        // briefs with the town before a colon, and a headline
        assert_eq!(found(&["LIMA: The envoy left.", "OSLO: The minister spoke.", "BERGEN: A storm came."]), 0);
        assert_eq!(found(&["MOE: \"We will sign.\"", "ROE: \"I will not.\""]), 0);
        assert_eq!(found(&["Moe: We will sign", "The minister said so on Monday.", "He left."]), 0);
    }

    #[test]
    fn a_call_is_no_part_of_what_is_said() {
        let labels = [label("ADA MOE, HOST: Good evening."), label("ROE: Ada, hello.")];
        let called = called(&labels);
        assert_eq!(call("Ada, the envoy left.", &called), Some(4));
        assert_eq!(call("Roe, the envoy and I left.", &called), None);
        assert_eq!(call("Ada left, and we stayed.", &called), None);
    }

    #[test]
    fn labels_lose_their_capitals() {
        for (label, lower) in [
            ("MOE", "Moe"),
            ("ADA MOE, NRK HOST", "Ada Moe, NRK Host"),
            ("MR. O'NEILL", "Mr. O'Neill"),
            ("PRESIDENT AL-AMIN", "President Al-Amin"),
            ("J.D. MOE, FORMER HEAD OF THE UN", "J.D. Moe, Former Head of the UN"),
            ("ADA SJÖBERG", "Ada Sjöberg"),
            ("SEN. McNEIL", "Sen. McNeil"),
        ] {
            assert_eq!(lowered(label), lower);
        }
    }
}
