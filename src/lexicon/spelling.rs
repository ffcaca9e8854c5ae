//! Words in small letters in; how they are written and where sentences begin out.

lists! {
    "spelling";
    /// Whether a word begins a sentence more often than it goes on after an abbreviation.
    begins_sentences: "sentence-start",
    /// Whether the treebanks do not split off a prefix at a hyphen.
    is_prefix: "prefix",
    /// Whether an abbreviation keeps its full stop wherever it stands.
    is_abbreviation: "abbreviation",
    /// Whether an abbreviation is a word too, which keeps the stop before a digit, a small letter or a comma.
    is_abbreviation_or_word: "abbreviation-or-word",
    /// Whether a top-level domain or file type ends a dotted name.
    is_domain: "domain",
    /// Whether a unit is a word of its own after a number: `35 mm`, `10 pm`, `5 bn`.
    is_unit: "unit",
}
