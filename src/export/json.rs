//! Values in; JSON out that does nothing where it is put into a page.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes a value on one line. In its strings `<` and the separators U+2028 and U+2029 are escaped, so that none ends or
/// begins an element of HTML or a line of JavaScript, whoever copies the file into them.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Inert))?;
    Ok(())
}

/// Passes on JSON that another writer makes, with the same characters escaped, in whatever pieces it comes. Outside strings JSON has none.
pub(super) struct Escaping<'w> {
    out: &'w mut dyn Write,
    /// What may be the beginning of a separator.
    held: Vec<u8>,
}

/// The characters by their bytes, each with its escape.
const ESCAPES: [(&[u8], &[u8]); 3] =
    [(b"<", b"\\u003c"), ("\u{2028}".as_bytes(), b"\\u2028"), ("\u{2029}".as_bytes(), b"\\u2029")];

impl<'w> Escaping<'w> {
    /// Passes on to `out`.
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, held: Vec::new() }
    }
}

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        let begun = (1..3).rev().find(|&length| self.held.ends_with(&"\u{2028}".as_bytes()[..length])).unwrap_or(0);
        let mut rest = &self.held[..self.held.len() - begun];
        while let Some(at) = memchr::memchr2(b'<', b'\xe2', rest) {
            let (before, after) = rest.split_at(at);
            self.out.write_all(before)?;
            match ESCAPES.iter().find(|(character, _)| after.starts_with(character)) {
                Some((character, escape)) => {
                    self.out.write_all(escape)?;
                    rest = &after[character.len()..];
                }
                None => {
                    self.out.write_all(&after[..1])?;
                    rest = &after[1..];
                }
            }
        }
        self.out.write_all(rest)?;
        self.held.drain(..self.held.len() - begun);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.held))?;
        self.out.flush()
    }
}

struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
            let (before, after) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut characters = after.chars();
            if let Some(c) = characters.next() {
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_ends_an_element() {
        let text = "[\"</b>\u{2028}é–\u{2029}<\"]";
        for length in 1..8 {
            let mut out = Vec::new();
            let mut escaping = Escaping::new(&mut out);
            text.as_bytes().chunks(length).for_each(|piece| escaping.write_all(piece).unwrap());
            escaping.flush().unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), r#"["\u003c/b>\u2028é–\u2029\u003c"]"#);
        }
    }

    #[test]
    fn no_string_ends_an_element() {
        let mut out = Vec::new();
        write(&mut out, &["</script><!--", "a\u{2028}b", "\"é\""]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, r#"["\u003c/script>\u003c!--","a\u2028b","\"é\""]"#);
        let read: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, ["</script><!--", "a\u{2028}b", "\"é\""]);
    }
}
