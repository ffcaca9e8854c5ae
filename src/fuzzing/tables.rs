//! A user's tables in; no more than an error out.

use crate::events::Rules;
use crate::resolve::Names;

/// A gazetteer.
pub(super) fn gazetteer(data: &[u8]) {
    let mut names = Names::default();
    let _ = names.add(data);
    let _ = names.add(data);
}

/// Rules and predicates.
pub(super) fn rules(data: &[u8]) {
    if let Ok(text) = String::from_utf8(data.to_vec()) {
        let _ = Rules::from_text(text);
    }
}
