//! The lemma of a noun in; whether it names people, and for whom they act, out.

use std::collections::HashMap;
use std::sync::OnceLock;

/// For whom people act who are named by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    State,
    Private,
    Other,
}

const PEOPLE: &str = include_str!("../../data/triggers/people.txt");

fn part(lemma: &str) -> Option<Part> {
    static WORDS: OnceLock<HashMap<&'static str, Part>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let (mut words, mut part) = (HashMap::new(), Part::Other);
        for line in PEOPLE.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("= ") {
                Some(name) => part = named(name).unwrap_or(Part::Other),
                None => words.extend(line.split_whitespace().map(|word| (word, part))),
            }
        }
        words
    });
    words.get(lemma).copied()
}

fn named(name: &str) -> Option<Part> {
    match name {
        "state" => Some(Part::State),
        "private" => Some(Part::Private),
        "other" => Some(Part::Other),
        _ => None,
    }
}

/// Whether the noun names people or a body that acts for a country or organization.
pub(super) fn is_people(lemma: &str) -> bool {
    part(lemma).is_some()
}

/// Whether people so named act for the state that they are of: “Maltese forces”, not “Maltese workers”.
pub(super) fn acts_for_state(lemma: &str) -> bool {
    part(lemma) == Some(Part::State)
}

/// Whether the noun names people who act for nobody but themselves.
pub(super) fn is_private(lemma: &str) -> bool {
    part(lemma) == Some(Part::Private)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_name_and_every_word_one_part() {
        let mut seen = HashMap::new();
        for line in PEOPLE.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("= ") {
                Some(name) => assert!(named(name).is_some(), "{name}"),
                None => line.split_whitespace().for_each(|word| assert!(seen.insert(word, ()).is_none(), "{word}")),
            }
        }
    }

    #[test]
    fn forces_act_for_their_state_and_workers_do_not() {
        assert!(acts_for_state("drone") && acts_for_state("court") && !is_private("court"));
        assert!(is_people("worker") && is_private("worker") && !acts_for_state("worker"));
        assert!(is_people("militant") && !acts_for_state("militant") && !is_people("table"));
    }
}
