//! Texts in; of each whether the same words were read before, and as which document, out. A hash of each is kept, no text.

use std::collections::BTreeMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// The texts that were read.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// The id of the first document with a text, by the hash of its words.
    seen: BTreeMap<u128, String>,
}

/// The hash of the words of a text, however they are spaced.
pub(super) fn key(text: &str) -> u128 {
    let mut hasher = SipHasher13::new();
    for word in text.split_whitespace() {
        hasher.write(word.as_bytes());
        hasher.write(b" ");
    }
    hasher.finish128().as_u128()
}

impl Copies {
    /// The id of the first document with these words.
    pub(super) fn first(&self, key: u128) -> Option<&str> {
        self.seen.get(&key).map(String::as_str)
    }

    /// Enters a document.
    pub(super) fn enter(&mut self, key: u128, id: &str) {
        self.seen.insert(key, id.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_text() {
        assert_eq!(key("Peru praised\n Norway."), key(" Peru praised Norway.\n"));
        assert_ne!(key("Peru praised Norway."), key("Peru praisedNorway."));
    }
}
