//! The parts of an identity in; an id that is the same in every run and on every machine out.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// `prefix-` and sixteen hexadecimal digits of a hash of the parts; the parts cannot run into each other.
pub(crate) fn stable_id(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    format!("{prefix}-{:016x}", hasher.finish())
}

/// The node id of a document, from its own id.
pub fn document_id(document: &str) -> String {
    stable_id("document", &[document])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_everywhere_and_keep_parts_apart() {
        assert_eq!(stable_id("e", &["a", "b"]), stable_id("e", &["a", "b"]));
        assert_ne!(stable_id("e", &["ab", ""]), stable_id("e", &["a", "b"]));
        assert_eq!(document_id("summit").len(), "document-".len() + 16);
    }
}
