//! A text in HTML in; its tags and texts out, one after the other.

use std::convert::Infallible;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Readable, Reader, StringReader, Token, Tokenizer};

/// The tokens of a text. What scripts and styles hold is text.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    tokens_with(text, true)
}

/// The same, where `raw` tells whether titles, scripts and styles hold text alone: one that nothing closes holds the whole page.
pub(super) fn tokens_with(text: &str, raw: bool) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(raw);
    // A tokenizer of a string gives no errors.
    Tokenizer::new_with_emitter(Flat::of(text), emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// How many attributes of a tag the tokenizer may call itself for.
const ATTRIBUTES: u32 = 64;

/// A text for the tokenizer, which calls itself for each attribute in double quotation marks that white space follows, so
/// that a tag of some ten thousand of them would take all of the stack. Here every 64th white space of this kind is a `/`,
/// which parts attributes as well and makes the tokenizer return.
struct Flat<'t> {
    input: StringReader<'t>,
    /// Attributes in double quotation marks since it returned.
    attributes: u32,
    /// Whether the byte before was the mark that closes one.
    closed: bool,
}

impl<'t> Flat<'t> {
    fn of(text: &'t str) -> Self {
        Self { input: text.to_reader(), attributes: 0, closed: false }
    }
}

impl Reader for Flat<'_> {
    type Error = Infallible;

    #[inline(always)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        let byte = self.input.read_byte()?;
        if std::mem::take(&mut self.closed)
            && self.attributes >= ATTRIBUTES
            && matches!(byte, Some(b' ' | b'\t' | b'\n' | b'\x0c'))
        {
            self.attributes = 0;
            return Ok(Some(b'/'));
        }
        Ok(byte)
    }

    #[inline(always)]
    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        let read = self.input.read_until(needle, buffer)?;
        // Only within a value in double quotation marks are they looked for and single ones not.
        self.closed = read == Some(b"\"") && needle.contains(&b'"') && !needle.contains(&b'\'');
        self.attributes += u32::from(self.closed);
        Ok(read)
    }

    #[inline(always)]
    fn try_read_string(&mut self, string: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.closed = false;
        self.input.try_read_string(string, case_sensitive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the attributes of the first tag, and the text behind it.
    fn read(page: &str) -> (Vec<(String, String)>, String) {
        let (mut attributes, mut text) = (Vec::new(), String::new());
        for token in tokens(page) {
            let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            match token {
                Token::StartTag(tag) => {
                    attributes =
                        tag.attributes.iter().map(|(name, value)| (string(name), string(&value.value))).collect();
                }
                Token::String(part) => text.push_str(&string(&part)),
                _ => {}
            }
        }
        (attributes, text)
    }

    #[test]
    fn a_tag_of_any_number_of_attributes_is_read_in_a_small_stack() {
        let page = |attribute: fn(usize) -> String| {
            format!("<p {}>They met.</p>", (0..100_000).map(attribute).collect::<Vec<_>>().join(" "))
        };
        let pages = [
            page(|_| "a=\"\"".to_owned()),
            page(|at| format!("a{at}=\"b c\"")),
            page(|at| format!("a{at} =\n\"b\"\n")),
            page(|at| format!("a{at}='b'")),
            page(|at| format!("a{at}=b")),
            page(|at| format!("a{at}")),
            page(|at| format!("a{at}=\"b &amp; c\"/")),
            page(|at| format!("a{at}=\"b\"c{at}=\"d\"")),
        ];
        let read = move || pages.map(|page| read(&page).1);
        let texts = std::thread::Builder::new().stack_size(1 << 19).spawn(read).unwrap().join().unwrap();
        assert!(texts.iter().all(|text| text == "They met."));
    }

    #[test]
    fn no_attribute_is_changed() {
        let attributes: Vec<_> = (0..300).map(|at| (format!("a{at:03}"), format!("b \" '{at}' & / c = \n"))).collect();
        for quote in ["\"", "'"] {
            let escaped =
                |value: &str| value.replace('&', "&amp;").replace(quote, if quote == "'" { "&#39;" } else { "&quot;" });
            let tag: Vec<_> = attributes.iter().map(|(n, v)| format!("{n}={quote}{}{quote}", escaped(v))).collect();
            assert_eq!(read(&format!("<p {} >x", tag.join(" "))).0, attributes);
            let plain: Vec<_> = attributes.iter().map(|(name, _)| (name.clone(), "b c".to_owned())).collect();
            let tag: Vec<_> = plain.iter().map(|(n, v)| format!("{n}={quote}{v}{quote}")).collect();
            assert_eq!(read(&format!("<p {}>x", tag.join(" \n "))), (plain, "x".to_owned()));
        }
    }
}
