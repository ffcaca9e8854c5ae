//! Nouns and adjectives in small letters in; what they tell of whom or what they name out.

lists! {
    "nouns";
    /// Whether a noun names people by what they are to somebody, who is not of them: “its neighbor”, “Malta’s rival”.
    is_relative: "relative",
    /// Whether a noun names people by whom they serve or whose family they are: “Ann Roe’s lawyer”.
    is_servant_or_kin: "attendant",
    /// Whether a noun names what befalls somebody, so that who is for it is not for them.
    is_harm: "harm",
    /// Whether a noun names what befalls whom it is said to be of, where nobody else is told: “Ann Roe’s arrest”.
    is_befallen: "befallen",
    /// Whether a people’s adjective before a noun tells its kind and not whose it is: “the Maltese language”.
    is_culture: "culture",
    /// Whether a clause set in such a thing tells no fact: “in the novel”, “in the war game”.
    is_fiction: "fiction",
    /// Whether a noun only counts or gathers what its “of” phrase names: “hundreds of”.
    is_measure: "measure",
    /// Whether a noun names people by the body they work for or belong to.
    is_of_a_body: "of-a-body",
    /// Whether a noun is of what states and organizations have as their parts.
    is_body_of_a_whole: "body-of-a-whole",
    /// Whether a noun ties a body to its whole: “an arm of the ministry”.
    is_part: "part",
    /// Whether a noun is of organizations that are buildings too.
    is_site: "site",
    /// Whether a word may stand between a place and where it lies: “Mosul, in northern Iraq”.
    stands_between_places: "between-places",
    /// Whether a people’s adjective places a company in its country: “Greek daily”.
    is_of_a_country: "of-a-country",
    /// Whether a noun says what kind of place a name in apposition is.
    is_class_of_place: "class-of-place",
    /// Whether an adjective is of more than one country: “European officials”.
    is_of_many_countries: "of-many-countries",
    /// Whether people so named act for the body that they are at: “officials at the Pentagon”.
    is_serving_a_body: "serving-a-body",
    /// Whether only somebody can be so: “it is willing to talk” is no “it is clear that”.
    is_only_of_somebody: "only-of-somebody",
    /// Whether a plural noun is of people by the office that they hold of a state.
    is_leader: "leader",
    /// Whether a word is the last of the names of firms.
    ends_firms: "end-of-a-firm",
    /// Whether a word is the legal form of a firm.
    is_legal_form: "legal-form",
    /// Whether a word is part of the surname after it: “al-Sayed”, “van Dam”.
    is_particle: "particle",
    /// Whether a noun is of a place where people live.
    is_settled: "settled",
    /// Whether a word before a title tells of no certain holder of the day: “the former president”.
    is_not_in_office: "not-in-office",
    /// Whether a word, as written, is of the names of news media.
    is_medium_in_names: "medium-in-names",
}
