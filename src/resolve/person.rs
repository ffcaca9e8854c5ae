//! The form of a pronoun in; person, number and gender that it asks for out.

use super::lexicon::Gender;

/// What a pronoun asks of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    He,
    She,
    It,
    They,
    Relative,
    /// I, we, you: by the quotation.
    First,
    FirstPlural,
    Second,
}

/// He, she, it or they.
pub(super) fn third_person(form: &str) -> Option<Person> {
    person(form).filter(|person| matches!(person, Person::He | Person::She | Person::It | Person::They))
}

/// The gender that he or she tells.
pub(super) fn gender(person: Person) -> Option<Gender> {
    match person {
        Person::He => Some(Gender::Male),
        Person::She => Some(Gender::Female),
        _ => None,
    }
}

/// I, we or you.
pub(super) fn first_or_second(form: &str) -> Option<Person> {
    person(form).filter(|person| matches!(person, Person::First | Person::FirstPlural | Person::Second))
}

/// What a pronoun is; `None` for other words.
pub(super) fn person(form: &str) -> Option<Person> {
    Some(match form.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Person::He,
        "she" | "her" | "hers" | "herself" => Person::She,
        "it" | "its" | "itself" => Person::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Person::They,
        "who" | "whom" | "whose" | "which" | "that" => Person::Relative,
        "i" | "me" | "my" | "mine" | "myself" => Person::First,
        "we" | "us" | "our" | "ours" | "ourselves" => Person::FirstPlural,
        "you" | "your" | "yours" | "yourself" => Person::Second,
        _ => return None,
    })
}
