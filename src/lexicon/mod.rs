//! Words of English in; what they tell out. All word lists of the program stand in `data/lexicon`, and are read here, each
//! once, when something first asks for it. What is a rule of grammar with its two or three words stays with the rule.

use std::collections::HashSet;

/// Questions to the lists of a file, each by its head.
macro_rules! lists {
    ($file:literal; $($(#[$doc:meta])* $name:ident: $head:literal,)+) => {
        fn stands(word: &str, head: &str) -> bool {
            static SET: std::sync::OnceLock<super::Lists> = std::sync::OnceLock::new();
            let text = include_str!(concat!("../../data/lexicon/", $file, ".txt"));
            SET.get_or_init(|| super::headed(text).collect()).contains(&(head, word))
        }

        $($(#[$doc])* pub(crate) fn $name(word: &str) -> bool {
            stands(word, $head)
        })+

        #[cfg(test)]
        #[test]
        fn every_list_has_its_question() {
            let text = include_str!(concat!("../../data/lexicon/", $file, ".txt"));
            let mut heads: Vec<&str> = super::headed(text).map(|(head, _)| head).collect();
            heads.dedup();
            assert_eq!(heads, [$($head),+]);
        }
    };
}

pub(crate) mod acts;
mod given_names;
pub(crate) mod nouns;
mod offices;
pub(crate) mod speech;
pub(crate) mod spelling;
mod words;

pub(crate) use given_names::{Gender, are_short_forms, gender_of_name, gender_of_word};
pub(crate) use offices::{OfficeKind, office, title};
pub(crate) use words::{
    is_against, is_body_word, is_division, is_domestic_body, is_firm, is_group_noun, is_honor, is_kin, is_medium,
    is_of_actors, is_of_games, is_of_region, is_organization_noun, is_political, is_portfolio, is_private,
    is_private_body, is_public_group, is_saying, is_sport, is_thing, is_thing_head, is_verb_of_towns, is_vessel,
    tells_of,
};

/// The words of a file with the head of each.
type Lists = HashSet<(&'static str, &'static str)>;

/// Whether a noun is of people: kin, private people, holders of offices.
pub(crate) fn is_human(lemma: &str) -> bool {
    is_kin(lemma) || is_private(lemma) || title(lemma).is_some_and(|office| office != OfficeKind::Honorific)
}

/// The number that a word in small letters names, from zero to twelve.
pub(crate) fn numeral(word: &str) -> Option<u32> {
    const NUMERALS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    NUMERALS.iter().zip(0..).find_map(|(numeral, number)| (*numeral == word).then_some(number))
}

/// The words of a list: commas and line ends part them, lines that begin with `#` are notes.
fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty())
}

/// The words of a list by its heads: `head = word, word`, with indented lines that go on.
pub(crate) fn headed(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut head = "";
    text.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let words = match line.split_once(" = ") {
            Some((new, words)) => {
                head = new;
                words
            }
            None => line,
        };
        let head = head;
        words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(move |word| (head, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_without_notes_and_by_head() {
        assert_eq!(
            entries("# note, with comma\none, two\nthree four\n").collect::<Vec<_>>(),
            ["one", "two", "three four"]
        );
        assert_eq!(
            headed("# note\na = x, y,\n    z\nb = w\n").collect::<Vec<_>>(),
            [("a", "x"), ("a", "y"), ("a", "z"), ("b", "w")]
        );
    }
}
