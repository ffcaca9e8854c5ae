//! Strings in; texts and values of attributes of XML 1.0 out, from which a reader has the same strings again.
//!
//! What markup is made of is escaped by quick-xml. XML has no control characters and no U+FFFE and U+FFFF, escaped or not:
//! they are written as `_x0007_`, as Office Open XML writes them (ISO/IEC 29500-1, ST_Xstring), and a `_` that begins what
//! looks like that as `_x005F_`.

use std::borrow::Cow;

use memchr::{memchr3, memmem};
use quick_xml::escape::{escape, partial_escape};

/// A string in the value of an attribute, in quotation marks of either kind.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    white(escape(held(text)))
}

/// A string between two tags.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    white(partial_escape(held(text)))
}

/// Without characters that XML does not have.
fn held(text: &str) -> Cow<'_, str> {
    // The bytes that such characters begin with, sought in one sweep.
    let suspect = text.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == 0xef));
    match suspect && text.chars().any(is_none) || memmem::find(text.as_bytes(), b"_x").is_some() {
        true => Cow::Owned(written(text)),
        false => Cow::Borrowed(text),
    }
}

/// A reader makes one kind of line break of all, and spaces of those in attributes.
fn white(escaped: Cow<'_, str>) -> Cow<'_, str> {
    match memchr3(b'\t', b'\n', b'\r', escaped.as_bytes()).is_some() {
        true => Cow::Owned(escaped.replace('\t', "&#9;").replace('\n', "&#10;").replace('\r', "&#13;")),
        false => escaped,
    }
}

/// Whether XML 1.0 does not have the character.
fn is_none(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn written(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if is_none(c) || c == '_' && code(&text[at..]).is_some() {
            // Writing to a string does not fail.
            let _ = write!(out, "_x{:04X}_", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The character that `_x0007_` at the start of a text stands for.
fn code(text: &str) -> Option<char> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    if !digits.bytes().all(is_digit) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_attribute() {
        assert_eq!(attribute("a\"/><b & c"), "a&quot;/&gt;&lt;b &amp; c");
        assert_eq!(text("a\"/><b & c"), "a\"/&gt;&lt;b &amp; c");
        assert_eq!(attribute("a\r\n\tb"), "a&#13;&#10;&#9;b");
        assert!(matches!(attribute("Zürich"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_xml_has_not_is_named() {
        assert_eq!(attribute("a\u{0}\u{7}\u{ffff}"), "a_x0000__x0007__xFFFF_");
        assert_eq!(attribute("_x0007_ _x7_ _x000g_"), "_x005F_x0007_ _x7_ _x000g_");
    }
}
