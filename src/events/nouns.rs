//! Nouns in; what kind of thing they name out: people and bodies that act, plans, fictions.

/// Whether the noun names people or a body that acts for a country or organization.
pub(super) fn is_people(lemma: &str) -> bool {
    const PEOPLE: &str = include_str!("../../data/triggers/people.txt");
    static WORDS: std::sync::OnceLock<std::collections::HashSet<&'static str>> = std::sync::OnceLock::new();
    WORDS
        .get_or_init(|| PEOPLE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect())
        .contains(lemma)
}

/// Whether people so named act for the state that they are of: “Maltese forces”, not “Maltese workers”.
pub(super) fn acts_for_state(lemma: &str) -> bool {
    matches!(
        lemma,
        "force"
            | "troop"
            | "soldier"
            | "army"
            | "navy"
            | "military"
            | "marine"
            | "guard"
            | "police"
            | "policeman"
            | "officer"
            | "commander"
            | "general"
            | "government"
            | "administration"
            | "regime"
            | "cabinet"
            | "junta"
            | "authority"
            | "official"
            | "minister"
            | "ministry"
            | "leader"
            | "leadership"
            | "president"
            | "court"
            | "judge"
            | "prosecutor"
            | "parliament"
            | "lawmaker"
            | "senator"
            | "delegation"
            | "delegate"
            | "negotiator"
            | "diplomat"
            | "envoy"
            | "ambassador"
            | "side"
            | "state"
            | "agency"
            | "peacekeeper"
    )
}

/// Whether the noun names people by what they are to somebody, who is not of them: “its neighbor”, “Malta's rival”.
pub(super) fn is_relative(lemma: &str) -> bool {
    matches!(
        lemma,
        "neighbor" | "neighbour" | "ally" | "rival" | "enemy" | "counterpart" | "partner" | "opponent" | "critic"
    )
}

/// Whether the noun names people who act for nobody but themselves.
pub(super) fn is_private(lemma: &str) -> bool {
    matches!(
        lemma,
        "national"
            | "citizen"
            | "man"
            | "woman"
            | "girl"
            | "boy"
            | "child"
            | "teenager"
            | "tourist"
            | "traveler"
            | "traveller"
            | "passenger"
            | "student"
            | "resident"
            | "villager"
            | "worker"
            | "player"
            | "fan"
    )
}

/// Whether what befalls somebody is meant, so that who is for it is not for them: “advocates Malta's destruction”.
pub(super) fn is_harm(lemma: &str) -> bool {
    matches!(
        lemma,
        "destruction"
            | "collapse"
            | "overthrow"
            | "ouster"
            | "removal"
            | "resignation"
            | "death"
            | "demise"
            | "defeat"
            | "downfall"
            | "breakup"
            | "elimination"
            | "overturn"
            | "repeal"
            | "reversal"
            | "abolition"
            | "expropriation"
            | "annihilation"
            | "departure"
            | "exit"
            | "dismissal"
            | "extradition"
            | "trial"
            | "prosecution"
            | "victim"
            | "isolation"
            | "containment"
    )
}

/// Whether a people's adjective before the noun tells its kind and not whose it is: “the Maltese language”.
pub(super) fn is_culture(lemma: &str) -> bool {
    matches!(
        lemma,
        "language"
            | "music"
            | "cuisine"
            | "dish"
            | "literature"
            | "word"
            | "name"
            | "accent"
            | "flag"
            | "film"
            | "speaker"
    )
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
