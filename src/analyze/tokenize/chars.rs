//! Characters in; the classes that the tokenizer and the model tell apart out.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Letters, digits, marks, and characters without width, which stay with the word they stand in.
pub(in crate::analyze) fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || c.general_category_group() == GeneralCategoryGroup::Mark || is_invisible(c)
}

/// Format and control characters: zero-width space, bidirectional marks, byte order mark.
pub(in crate::analyze) fn is_invisible(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::Format | GeneralCategory::Control | GeneralCategory::Unassigned | GeneralCategory::PrivateUse
    ) && !c.is_whitespace()
}

/// Punctuation as BERT's tokenizer sees it: all ASCII marks and every category P.
pub(in crate::analyze) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// The ideographs that BERT's tokenizer sets apart.
pub(in crate::analyze) fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F
        | 0x2B820..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

/// What belongs to the pictograph before it.
pub(super) fn attaches(c: char) -> bool {
    !c.is_ascii()
        && (c.general_category_group() == GeneralCategoryGroup::Mark
            || is_invisible(c)
            || ('\u{1F3FB}'..='\u{1F3FF}').contains(&c))
}

/// A letter of a flag.
pub(super) fn is_regional(c: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&c)
}
