//! Words in; whether they stand in a list of `data/lexicon` out.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A list as a set, made when it is first asked.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(crate) fn $name(word: &str) -> bool {
            static SET: OnceLock<HashSet<&str>> = OnceLock::new();
            let text = include_str!(concat!("../../data/lexicon/", $file, ".txt"));
            SET.get_or_init(|| super::entries(text).collect()).contains(word)
        }
    };
}

list!(
    /// Whether a noun of people sets them against the body before it, or makes them its victims: “Hamas critic”.
    is_against,
    "against"
);
list!(
    /// Whether a lemma is a noun for people who may act for a state.
    is_group_noun,
    "group-nouns"
);
list!(
    /// Whether a lemma is a group whose state the sentence alone may tell.
    is_public_group,
    "public-groups"
);
list!(
    /// Whether a lemma is a verb of saying.
    is_saying,
    "saying"
);
list!(
    /// Whether a lemma is a noun that governments have and towns do not.
    is_political,
    "political-nouns"
);
list!(
    /// Whether a town may be the subject or object of a verb, by its lemma.
    is_verb_of_towns,
    "town-verbs"
);
list!(
    /// Whether a lower-case word belongs to an office or ministry and names no body alone.
    is_portfolio,
    "portfolios"
);
list!(
    /// Whether a lower-case word ends the names of organizations.
    is_organization_noun,
    "organization-nouns"
);
list!(
    /// Whether a lower-case word is in the names of bodies of many states, so that it tells of none.
    is_body_word,
    "body-words"
);
list!(
    /// Whether a key is the name of an event, day or good.
    is_thing,
    "things"
);
list!(
    /// Whether a lemma is of things that are called after places and firms.
    is_thing_head,
    "thing-heads"
);
list!(
    /// Whether a lemma is of what somebody has on a platform.
    is_medium,
    "media-nouns"
);
list!(
    /// Whether a lemma is a word for a relative.
    is_kin,
    "kin"
);
list!(
    /// Whether a word in small letters is of games, and of other things too.
    is_of_games,
    "games"
);
list!(
    /// Whether a lemma is of an office or body that parts of a federation have.
    is_of_region,
    "regional-offices"
);
list!(
    /// Whether a lemma is a verb whose subject and object are people, bodies or states.
    is_of_actors,
    "verbs-of-actors"
);
list!(
    /// Whether a lemma is a noun of bodies that are no part of a state: parties, firms, unions.
    is_private_body,
    "private-bodies"
);
list!(
    /// Whether a lemma is of people who hold no public office, by what they do or by what befell them.
    is_private,
    "private-people"
);
list!(
    /// Whether a key is a mark of honor that stands before names.
    is_honor,
    "honors"
);
list!(
    /// Whether a word in small letters is of a match or tournament and of little else.
    is_sport,
    "sports"
);
list!(
    /// Whether a lower-case noun is of a part of a state and stands behind its name: “Graywick province”.
    is_division,
    "divisions"
);
list!(
    /// Whether a word stands before the name of a ship: a noun in small letters, or the mark of a navy.
    is_vessel,
    "vessels"
);
list!(
    /// Whether a lower-case noun is of a firm or paper and may stand right before its name: “the airline Graywick”.
    is_firm,
    "firms"
);
list!(
    /// Whether a lower-case word is of bodies and groups that work within one state.
    is_domestic_body,
    "domestic-bodies"
);

/// Whether a lemma tells of an occupation: “striker” of an `athlete`.
pub(crate) fn tells_of(occupation: &str, lemma: &str) -> bool {
    static SET: OnceLock<HashSet<(&str, &str)>> = OnceLock::new();
    let text = include_str!("../../data/lexicon/occupations.txt");
    SET.get_or_init(|| super::headed(text).collect()).contains(&(occupation, lemma))
}
