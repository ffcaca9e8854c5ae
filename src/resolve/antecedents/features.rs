//! The numbers that the probability of an antecedent is computed from, with their names, and what training is told of a choice.

use super::super::loglinear::features;

features! {
    // Of the choice that nothing known is meant, by the word that refers.
    none,
    /// No name agrees.
    none_empty,
    none_subject,
    none_object,
    none_possessive,
    none_quoted,
    /// A clause depends on its governor: “it seems that”.
    none_clause,
    none_copular,
    none_opening,
    none_narrowed,
    none_of,
    none_this,
    none_possessed,
    none_town,
    none_state,
    none_place,
    none_site,
    none_body,
    none_person,
    none_office,
    // Where the antecedent was mentioned last.
    same_sentence,
    one_back,
    two_back,
    /// How many sentences back, as log.
    far,
    /// How many words back, as log.
    tokens,
    same_paragraph,
    /// Nothing that agrees was mentioned since.
    nearest,
    second,
    /// How much that agrees was mentioned since, as log.
    nearer,
    subject,
    object,
    oblique,
    /// Inside a longer phrase.
    inside,
    /// Spoken to: “Ann, wait”.
    called,
    /// In the relation that the referring word has.
    parallel,
    both_subject,
    /// The subject of a verb that governs the clause of the referring word.
    commands,
    /// The same of a verb of speech.
    says,
    /// Who says what the pronoun or its owner is the subject of: “Norway says it will”.
    says_subject,
    /// The same, and nobody else who agrees stands between.
    says_alone,
    /// The subject of the clause whose part the possessor is.
    own_subject,
    own_alone,
    /// The subject of the sentence before, where the sentence goes on about its subject.
    topic,
    /// The same where the clause goes on by “also”.
    also,
    previous_subject,
    /// The referring word alone is quoted.
    quoted,
    /// The antecedent alone is quoted.
    out_of_quotation,
    both_quoted,
    by_name,
    by_pronoun,
    /// By the same pronoun.
    by_same,
    guessed,
    // What it is.
    /// How often it was mentioned, as log.
    seen,
    /// The most of all that agree.
    most,
    /// From the first two sentences on.
    opening,
    gender_agrees,
    gender_open,
    person,
    country,
    organization,
    place,
    linked,
    several,
    group,
    unnamed,
    unnamed_human,
    unnamed_body,
    unnamed_definite,
    unnamed_plural,
    /// The pronoun says, decides or does what only somebody does, and it is a state or body.
    acts,
    /// The same of what has no name.
    unnamed_acts,
    /// A noun that is a body or team is meant by “they”.
    one_of_many,
    // Of descriptions.
    /// Another part of the same clause, or the phrase that the noun stands in.
    apart,
    /// Its name has the noun.
    in_name,
    /// The noun described it before.
    described,
    /// Somebody, by a noun of people.
    human,
    /// A kind that is called so less often.
    fits_loosely,
    /// It holds the office that the noun names.
    office,
    /// An earlier noun phrase without a name has the noun.
    same_noun,
    /// The only one that agrees.
    only,
    /// The only one named or human that agrees in this and the last sentence.
    only_near,
    town,
    state,
    site,
    body,
    somebody,
    this,
    narrowed,
    of,
}

/// What was weighed for a word that refers, for training.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The word.
    pub token: usize,
    /// What it is: person, it, they or description.
    pub kind: &'static str,
    /// What speaks for its meaning nothing known.
    pub none: Features,
    /// The others.
    pub options: Vec<Weighed>,
}

/// A possible antecedent.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The token that stands for it where it was mentioned last.
    pub head: usize,
    /// Its entities; none of what has no name.
    pub entities: Vec<usize>,
    /// Whether it acts for its entities and is not them.
    pub group: bool,
    /// What speaks for it.
    pub features: Features,
    /// The probability.
    pub probability: f32,
}
