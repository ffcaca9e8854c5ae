//! Nouns in; what kind of thing they name out: people and bodies that act, plans, fictions.

/// Whether the noun names people or a body that acts for a country or organization.
pub(super) fn is_people(lemma: &str) -> bool {
    const PEOPLE: &str = include_str!("../../data/triggers/people.txt");
    static WORDS: std::sync::OnceLock<std::collections::HashSet<&'static str>> = std::sync::OnceLock::new();
    WORDS
        .get_or_init(|| PEOPLE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect())
        .contains(lemma)
}

/// Whether a clause set in such a thing tells no fact: “in the novel”, “in the war game”.
pub(super) fn is_fiction(lemma: &str) -> bool {
    matches!(
        lemma,
        "novel"
            | "film"
            | "movie"
            | "fiction"
            | "fantasy"
            | "thriller"
            | "series"
            | "drama"
            | "play"
            | "comedy"
            | "cartoon"
            | "simulation"
            | "scenario"
            | "wargame"
            | "game"
            | "dream"
            | "joke"
            | "satire"
            | "sketch"
            | "parody"
            | "screenplay"
            | "musical"
            | "opera"
            | "sitcom"
            | "comic"
            | "tabletop"
            | "storyline"
            | "plot"
            | "hoax"
            | "exercise"
            | "drill"
    )
}
