//! A name in; whether it is a news medium's out.

use crate::lexicon;

/// Whether a name is that of a news medium, whose reports are no claims of a party.
pub(super) fn is_media(name: &str) -> bool {
    name.split([' ', '-']).any(lexicon::nouns::is_medium_in_names)
}
