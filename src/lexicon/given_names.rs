//! First names and gendered words in; the gender that they tell, and whether one is short for another, out.

use std::collections::HashMap;
use std::sync::OnceLock;

const FEMALE: &str = include_str!("../../data/lexicon/given-names-female.txt");
const MALE: &str = include_str!("../../data/lexicon/given-names-male.txt");
const WORDS: &str = include_str!("../../data/lexicon/gender-words.txt");
const NICKNAMES: &str = include_str!("../../data/lexicon/nicknames.txt");

/// What is known of a person's gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// The gender that a first name tells, by its key.
pub(crate) fn gender_of_name(first: &str) -> Option<Gender> {
    static TABLE: OnceLock<HashMap<&str, Gender>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let female = super::entries(FEMALE).map(|name| (name, Gender::Female));
        super::entries(MALE).map(|name| (name, Gender::Male)).chain(female).collect()
    });
    table.get(first).copied()
}

/// The gender that a title or noun tells.
pub(crate) fn gender_of_word(word: &str) -> Option<Gender> {
    static TABLE: OnceLock<HashMap<&str, Gender>> = OnceLock::new();
    let gender = |head: &str| if head == "female" { Gender::Female } else { Gender::Male };
    let table = TABLE.get_or_init(|| super::headed(WORDS).map(|(head, word)| (word, gender(head))).collect());
    table.get(word.to_lowercase().as_str()).copied()
}

/// Whether one of two first names, in small letters, is short for the other: “tony”, “anthony”.
pub(crate) fn are_short_forms(a: &str, b: &str) -> bool {
    static TABLE: OnceLock<Vec<Vec<&str>>> = OnceLock::new();
    let lines = || NICKNAMES.lines().filter(|line| !line.starts_with('#'));
    let table = TABLE.get_or_init(|| lines().map(|line| line.split(", ").collect()).collect());
    table.iter().any(|names| names.contains(&a) && names.contains(&b))
}
