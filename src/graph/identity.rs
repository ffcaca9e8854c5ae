//! The parts of an identity in; an id that is the same in every run and on every machine out.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::date::Date;

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

/// The node id of a statement, from its document, its first byte there, the byte after its last, and its words.
pub(super) fn statement_id(document: &str, begin: usize, end: usize, text: &str) -> String {
    stable_id("statement", &[document, &begin.to_string(), &end.to_string(), text])
}

/// The node id of a meeting: the same people on the same date are the same meeting, whatever document tells of it;
/// without a date only within one document. The participants come in the order of their ids.
pub(super) fn meeting_id<'p>(
    date: Option<Date>,
    document: &str,
    participants: impl IntoIterator<Item = &'p str>,
) -> String {
    let date = date.map(|date| date.to_string());
    let mut parts: Vec<&str> = vec![date.as_deref().unwrap_or(document)];
    for participant in participants {
        parts.push(participant);
    }
    stable_id("meeting", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_everywhere_and_keep_parts_apart() {
        // As SipHash-1-3 with a key of zeros gives them, in every version and on every platform.
        assert_eq!(document_id("summit"), "document-9b3862df1bc52d32");
        assert_ne!(stable_id("e", &["ab", ""]), stable_id("e", &["a", "b"]));
    }
}
