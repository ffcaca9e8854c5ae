//! The numbers that the probability of a link is computed from, with their names.

use std::ops::Range;

use super::super::loglinear::features;

/// What was weighed for a name, for training and for `newsgraph who`.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The number of the entry that it may mean.
    pub entry: u32,
    /// What speaks for and against it.
    pub features: Features,
    /// The probability.
    pub probability: f32,
}

features! {
    // What it is. That it is a person has weights of its own.
    country,
    region,
    town,
    site,
    organization,
    company,
    university,
    medium,
    club,
    party,
    state_body,
    military,
    international,
    capital,
    // How it was found.
    /// By a rule for states: the name of a country or of its government.
    state,
    /// The state behind its capital or palace.
    seat,
    /// By the adjective or noun of its people.
    demonym,
    /// By the wide tables.
    wide,
    alias,
    acronym,
    /// An acronym of three letters or fewer.
    short_acronym,
    /// Of two words or more.
    whole,
    /// Of three words or more.
    long,
    /// The model saw no name.
    unseen,
    /// The model takes a body for a place, or the other way.
    other_type,
    // What the news means by the name.
    /// How often it links from the name to the entry, as log.
    by_name,
    /// How often it links to the entry, as log.
    links,
    /// How often it links from the name to others, as log.
    others_by_name,
    /// How many others bear the name, as log.
    others,
    /// How much larger or better known the largest other bearer is.
    larger,
    /// Inhabitants, as log, a tenth.
    inhabitants,
    /// How much the news speaks of a body, from 0 to 1.
    weight,
    /// Its title tells namesakes apart.
    bracketed,
    /// People are called so.
    given_name,
    // The countries of the text.
    country_named,
    country_often,
    country_near,
    country_unknown,
    /// The text places it in the country of the entry.
    country_given,
    /// The text places it in another country.
    country_other,
    // Where the name stands.
    located,
    subject,
    possessive,
    /// It begins a longer name.
    begins_longer,
    /// A longer name ends with it: “Institute of NAME”, “Action (NAME)”.
    ends_longer,
    /// It owns what has a name of its own.
    owns_longer,
    /// It is one of several counties or provinces that their noun tells of together.
    division,
    /// How often the text near by has the name, as log.
    often,
    // What the text is about.
    /// Words of sport in the sentence, of a place or university that is not where something is.
    team,
    /// The same in the document.
    team_document,
    /// Both.
    team_both,
    /// Words of business near a company.
    business,
    sports,
    politics,
    countries,
    // Of people.
    /// How well name, office and country fit, as the search for them tells.
    fit,
    by_full_name,
    by_spelling,
    by_short_form,
    by_surname,
    by_office,
    /// The age or town of a private person stands behind the name.
    private,
    /// Words near the name tell of the occupation.
    occupation,
    official,
    /// Artists, players and others whom the news of the world speaks little of.
    famous,
    /// Died before the day, or is a child on it.
    out_of_time,
    in_office,
    /// The title is of the country of the entry.
    title_country,
    /// The title is of another country.
    title_other,
}
