//! Word lists of the language that resolution uses, from `data/lexicon`: titles, nouns for people and bodies, verbs of
//! saying, first names. Each list is read once, when something first asks for it.

mod given_names;
mod offices;
mod words;

pub(super) use given_names::{Gender, gender_of_name, gender_of_word, same_first_name};
pub(super) use offices::{OfficeKind, office, title};
pub(super) use words::{
    is_against, is_body_word, is_division, is_domestic_body, is_firm, is_group_noun, is_honor, is_kin, is_medium,
    is_of_actors, is_of_games, is_of_region, is_organization_noun, is_political, is_portfolio, is_private,
    is_private_body, is_public_group, is_saying, is_sport, is_thing, is_thing_head, is_verb_of_towns, is_vessel,
    tells_of,
};

/// Whether a noun is of people: kin, private people, holders of offices.
pub(super) fn is_human(lemma: &str) -> bool {
    is_kin(lemma) || is_private(lemma) || title(lemma).is_some_and(|office| office != OfficeKind::Honorific)
}

/// The words of a list: commas and line ends part them, lines that begin with `#` are notes.
fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty())
}

/// The words of a list by its heads: `head = word, word`, with indented lines that go on.
fn headed(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
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
