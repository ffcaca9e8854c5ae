//! The lines of a text in; the text with the words whole that a hyphen breaks at the end of a line out. What stood in two
//! lines moves up to the first, so that every byte around it keeps its place.

use std::collections::BTreeSet;

use super::Physical;

/// First parts of words that are written with a hyphen, and that are no common syllable.
const FIRST: [&str; 24] = [
    "anti", "double", "eight", "eighty", "fifty", "five", "forty", "four", "full", "half", "left", "nine", "ninety",
    "non", "one", "right", "self", "seventy", "sixty", "three", "twenty", "two", "vice", "well",
];

/// Last parts of words that are written with a hyphen, and that are no common ending.
const LAST: [&str; 23] = [
    "backed",
    "based",
    "brokered",
    "called",
    "controlled",
    "designate",
    "elect",
    "fire",
    "founder",
    "free",
    "general",
    "known",
    "language",
    "level",
    "long",
    "made",
    "owned",
    "range",
    "run",
    "scale",
    "speaking",
    "sponsored",
    "term",
];

/// Family names of Korea and Taiwan, where given names of two syllables have a hyphen between them: “Moon Jae-in”. The commonest
/// fifty of both, as the press spells them; after them a break at a hyphen is that of the name.
const FAMILIES: [&str; 54] = [
    "Ahn", "Ban", "Chang", "Chen", "Cheng", "Chiang", "Chiu", "Cho", "Choi", "Chou", "Chu", "Chun", "Chung", "Ha",
    "Han", "Hong", "Hou", "Hsieh", "Hsu", "Huang", "Hung", "Hwang", "Jang", "Jeon", "Jeong", "Joo", "Jung", "Kang",
    "Kim", "Koo", "Kuo", "Kwon", "Lai", "Lee", "Liao", "Lim", "Lin", "Moon", "Nam", "Noh", "Oh", "Park", "Roh", "Seo",
    "Shin", "Song", "Suh", "Tsai", "Tseng", "Wang", "Yang", "Yoo", "Yoon", "Yun",
];

/// Whether a line ends in the family name and the first syllable of the given name: “Tsai Ing-”.
fn is_given_name(line: &str, first: &str, last: &str) -> bool {
    let mut words = line.split_whitespace().rev().skip(1);
    let family = words.next().unwrap_or_default();
    FAMILIES.contains(&family)
        && (1..=6).contains(&first.len())
        && first.starts_with(char::is_uppercase)
        && last.len() <= 6
}

/// Endings of numbers, before which no hyphen stands: fourteen, eighty, ninth.
const OF_NUMBERS: [&str; 4] = ["een", "teen", "th", "ty"];

/// Whether a hyphen at the end of a line may part a word that goes on in the next.
pub(super) fn breaks(line: &str, next: &str) -> bool {
    let Some(head) = line.strip_suffix(is_hyphen) else { return false };
    head.ends_with(char::is_alphabetic) && next.starts_with(char::is_alphabetic)
}

/// A hyphen as keyboards, typesetters and word processors write it.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// The text with its broken words whole, of the same length; `goes_on` tells of each line whether it continues the one
/// before. `None` if no word is broken.
pub(super) fn mended(text: &str, lines: &[Physical], goes_on: &[bool]) -> Option<String> {
    let broken: Vec<&[Physical]> = lines
        .windows(2)
        .zip(goes_on.iter().skip(1))
        .filter(|(pair, goes_on)| **goes_on && breaks(&text[pair[0].span.clone()], &text[pair[1].span.clone()]))
        .map(|(pair, _)| pair)
        .collect();
    if broken.is_empty() {
        return None;
    }
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c)).collect();
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for pair in broken {
        let (line, next) = (&text[pair[0].span.clone()], &text[pair[1].span.clone()]);
        let hyphen = line.chars().next_back().map_or(0, char::len_utf8);
        let at = pair[0].span.end - hyphen;
        if at < copied {
            continue;
        }
        let moved = next.split_whitespace().next().unwrap_or_default();
        out.push_str(&text[copied..at]);
        let keep = is_compound(line, moved, &words);
        if keep {
            out.push_str(&text[at..pair[0].span.end]);
        }
        out.push_str(moved);
        if !keep {
            out.extend(std::iter::repeat_n(' ', hyphen));
        }
        out.push_str(&text[pair[0].span.end..pair[1].span.start]);
        copied = pair[1].span.start + moved.len();
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// Whether the hyphen belongs to the word: as the text writes it elsewhere, else by a capital or number after it, by
/// another hyphen in the word, or by a part that is joined with one.
fn is_compound(line: &str, moved: &str, words: &BTreeSet<&str>) -> bool {
    let head = line.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let whole = head.trim_end_matches(is_hyphen);
    let first = whole.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let last = moved.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if words.contains(format!("{first}{last}").as_str()) {
        return false;
    }
    let followed = moved[last.len()..].starts_with(is_hyphen);
    let chained = whole.len() > first.len() && whole[..whole.len() - first.len()].ends_with(is_hyphen);
    moved.starts_with(char::is_uppercase) && !first.chars().all(char::is_uppercase)
        || first.chars().count() > 1 && first.chars().all(char::is_uppercase) && last.chars().any(char::is_lowercase)
        || chained
        || followed
        || is_given_name(line, first, last)
        || words.contains(format!("{first}-{last}").as_str())
        || FIRST.contains(&first) && !OF_NUMBERS.contains(&last)
        || LAST.contains(&last) && first.len() > 2
        || last == "led" && !first.ends_with('l') && first.len() > 2
        || last == "old" && first == "year"
}

#[cfg(test)]
mod tests {
    use super::super::physical::lines;

    /// The text of one paragraph with its lines joined.
    fn joined(text: &str) -> String {
        let mended = lines(text).mended.unwrap_or_else(|| text.to_owned());
        mended.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    const LINE: &str = "The two ministers met the envoy in the town of ";

    #[test]
    fn syllables_are_joined() {
        for (head, tail, word) in [
            ("Wel-", "lington, where", "Wellington, where"),
            ("Ko-", "rea on", "Korea on"),
            ("tex\u{ad}", "tiles and", "textiles and"),
            ("cal-", "led off", "called off"),
            ("ANK-", "ARA, WHERE", "ANKARA, WHERE"),
        ] {
            assert_eq!(joined(&format!("{LINE}{head}\n{tail} the end.")), format!("{LINE}{word} the end."));
        }
    }

    #[test]
    fn compounds_keep_their_hyphen() {
        for (head, tail) in [
            ("Al-", "Hilla, where"),
            ("rebel-", "backed troops"),
            ("US-", "led troops"),
            ("two-", "thirds of"),
            ("three-year-", "old plans"),
            ("up-", "to-date plans"),
            ("President Park Min-", "su, who"),
            ("Lin Mei-", "hua and"),
        ] {
            assert_eq!(joined(&format!("{LINE}{head}\n{tail} the end.")), format!("{LINE}{head}{tail} the end."));
        }
    }

    #[test]
    fn the_text_tells_how_a_word_is_written() {
        let text = format!("Policy makers met.\n\n{LINE}the land-\nlocked land. A land-locked land it is.");
        assert!(joined(&text).contains("the land-locked land."), "{}", joined(&text));
        let text = format!("{LINE}a vice-\nroy. The viceroy smiled.");
        assert!(joined(&text).contains("a viceroy."));
    }

    #[test]
    fn dashes_and_lists_are_left() {
        for text in ["Norway -\nthe host - won.", "He spoke of one thing —\nthe treaty.", "pages 3-\n5"] {
            assert_eq!(lines(text).mended, None);
        }
    }
}
