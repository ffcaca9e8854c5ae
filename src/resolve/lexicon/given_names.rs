//! First names and gendered words in; the gender that they tell, and whether two first names may be one person’s, out.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::resolve::normalize;

const FEMALE: &str = include_str!("../../../data/lexicon/given-names-female.txt");
const MALE: &str = include_str!("../../../data/lexicon/given-names-male.txt");
const WORDS: &str = include_str!("../../../data/lexicon/gender-words.txt");
const NICKNAMES: &str = include_str!("../../../data/lexicon/nicknames.txt");

/// What is known of a person's gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) enum Gender {
    Female,
    Male,
}

/// The gender that a first name tells, by its key.
pub(in crate::resolve) fn gender_of_name(first: &str) -> Option<Gender> {
    static TABLE: OnceLock<HashMap<&str, Gender>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let female = super::entries(FEMALE).map(|name| (name, Gender::Female));
        super::entries(MALE).map(|name| (name, Gender::Male)).chain(female).collect()
    });
    table.get(first).copied()
}

/// The gender that a title or noun tells.
pub(in crate::resolve) fn gender_of_word(word: &str) -> Option<Gender> {
    static TABLE: OnceLock<HashMap<&str, Gender>> = OnceLock::new();
    let gender = |head: &str| if head == "female" { Gender::Female } else { Gender::Male };
    let table = TABLE.get_or_init(|| super::headed(WORDS).map(|(head, word)| (word, gender(head))).collect());
    table.get(word.to_lowercase().as_str()).copied()
}

/// Whether a list has both names on one line.
fn are_short_forms(a: &str, b: &str) -> bool {
    static TABLE: OnceLock<Vec<Vec<&str>>> = OnceLock::new();
    let lines = || NICKNAMES.lines().filter(|line| !line.starts_with('#'));
    let table = TABLE.get_or_init(|| lines().map(|line| line.split(", ").collect()).collect());
    table.iter().any(|names| names.contains(&a) && names.contains(&b))
}

/// Whether two first names (keys) may be the same: equal, initial, short form, or one spelling of another.
pub(in crate::resolve) fn same_first_name(a: &str, b: &str) -> bool {
    // Other vowels make another spelling only of a name that looks like it: Mohammed, Muhammad; not Mark, Maurice.
    let spelling = || {
        normalize::skeleton(a) == normalize::skeleton(b) && {
            let limit = a.chars().count().max(b.chars().count()) / 2;
            normalize::distance(a, b, limit) <= limit
        }
    };
    if a == b || spelling() {
        return true;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    initial(a, b) || initial(b, a) || are_short_forms(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_have_short_forms() {
        assert!(same_first_name("tony", "antony"));
        assert!(same_first_name("j", "james"));
        assert!(!same_first_name("joe", "hunter"));
        assert!(same_first_name("mohammed", "muhammad"));
        assert!(!same_first_name("mark", "maurice"));
    }
}
