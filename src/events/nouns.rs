//! Nouns in; what kind of thing they name out: people by what they are to others, harm, culture, fiction.

use super::tree::Tree;
use crate::analyze::Upos;

/// Whether the noun names people by what they are to somebody, who is not of them: “its neighbor”, “Malta's rival”.
pub(super) fn is_relative(lemma: &str) -> bool {
    matches!(
        lemma,
        "neighbor" | "neighbour" | "ally" | "rival" | "enemy" | "counterpart" | "partner" | "opponent" | "critic"
    )
}

/// Whether the noun names people by whom they serve or whose family they are, who act for themselves: “Ann Roe's lawyer”.
pub(super) fn is_attendant(lemma: &str) -> bool {
    matches!(
        lemma,
        "aide"
            | "adviser"
            | "advisor"
            | "assistant"
            | "lawyer"
            | "attorney"
            | "bodyguard"
            | "driver"
            | "staffer"
            | "wife"
            | "husband"
            | "spouse"
            | "widow"
            | "widower"
            | "partner"
            | "son"
            | "daughter"
            | "child"
            | "grandson"
            | "granddaughter"
            | "brother"
            | "sister"
            | "father"
            | "mother"
            | "parent"
            | "uncle"
            | "aunt"
            | "nephew"
            | "niece"
            | "cousin"
            | "relative"
            | "family"
            | "friend"
            | "associate"
            | "confidant"
            | "supporter"
            | "follower"
            | "loyalist"
            | "fan"
    ) || is_relative(lemma)
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

/// Whether a noun only counts or gathers what its “of” phrase names: “hundreds of”, “a group of”, “one of”.
pub(super) fn is_measure(tree: &Tree<'_>, t: usize) -> bool {
    matches!(tree.token(t).upos, Upos::Num | Upos::Det | Upos::Pron)
        || matches!(
            tree.lemma(t),
            "hundred"
                | "thousand"
                | "million"
                | "dozen"
                | "score"
                | "number"
                | "group"
                | "ten"
                | "majority"
                | "pair"
                | "wave"
                | "handful"
                | "couple"
                | "series"
                | "part"
                | "some"
                | "many"
                | "scores"
                | "crowd"
                | "lot"
                | "rest"
                | "one"
                | "all"
                | "both"
                | "each"
                | "most"
                | "several"
                | "member"
                | "government"
                | "leadership"
                | "side"
        )
}
