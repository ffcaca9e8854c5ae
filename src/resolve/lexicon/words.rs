//! Words in; whether they stand in a list of `data/lexicon` out.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A list as a set, made when it is first asked.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(in crate::resolve) fn $name(word: &str) -> bool {
            static SET: OnceLock<HashSet<&str>> = OnceLock::new();
            let text = include_str!(concat!("../../../data/lexicon/", $file, ".txt"));
            SET.get_or_init(|| super::entries(text).collect()).contains(word)
        }
    };
}

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
    /// Whether a lower-case word is of bodies and groups that work within one state.
    is_domestic_body,
    "domestic-bodies"
);

/// Whether a lemma tells of an occupation: “striker” of an `athlete`.
pub(in crate::resolve) fn tells_of(occupation: &str, lemma: &str) -> bool {
    static SET: OnceLock<HashSet<(&str, &str)>> = OnceLock::new();
    let text = include_str!("../../../data/lexicon/occupations.txt");
    SET.get_or_init(|| super::headed(text).collect()).contains(&(occupation, lemma))
}
