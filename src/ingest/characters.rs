//! A text in; the same without the characters that printers, word processors and terminals leave in it out.

/// Whether no text has this character: control characters but for white space, ESC and the end mark of old systems (26).
pub(super) fn is_control(c: char) -> bool {
    matches!(u32::from(c), 0..=8 | 14..=25 | 28..=31 | 127)
}

/// A text without such characters, and how many it had that no text has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    /// The text.
    pub text: String,
    /// How many control characters were left out.
    pub controls: usize,
    /// The byte where the first of them stood.
    pub first: usize,
}

/// Cleans a text: control characters within a word vanish (30 is a word processor's hyphen, 31 its optional one), others
/// become white space; optional hyphens within a line and characters without width vanish; ligatures become letters. `None`
/// if it has none of them.
pub(super) fn cleaned(text: &str) -> Option<Cleaned> {
    if !text.bytes().any(|byte| byte < 32 && !matches!(byte, 9..=13) || matches!(byte, 127 | 0xc2 | 0xe2 | 0xef)) {
        return None;
    }
    text.find(is_odd)?;
    let mut cleaned = Cleaned { text: String::with_capacity(text.len()), controls: 0, first: 0 };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let out = &mut cleaned.text;
        let within = out.ends_with(char::is_alphanumeric);
        let next = chars.peek().map(|(_, next)| *next);
        let within = within && next.is_some_and(char::is_alphanumeric);
        if is_control(c) {
            cleaned.first = if cleaned.controls == 0 { at } else { cleaned.first };
            cleaned.controls += 1;
        }
        match c {
            '\u{1e}' if within => out.push('-'),
            '\u{ad}' if next.is_some_and(|next| matches!(next, '\n' | '\r')) => out.push(c),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\u{1a}' | '\u{1b}' => out.push(' '),
            // “metChile” would be no word.
            c if is_control(c) && within && !parted(out, next) => {}
            c if is_control(c) => out.push(' '),
            c => match ligature(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
    Some(cleaned)
}

/// Whether a capital follows a small letter.
fn parted(before: &str, next: Option<char>) -> bool {
    before.ends_with(char::is_lowercase) && next.is_some_and(char::is_uppercase)
}

fn is_odd(c: char) -> bool {
    is_control(c)
        || matches!(c, '\u{1a}' | '\u{1b}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || ligature(c).is_some()
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> (String, usize) {
        cleaned(text).map(|cleaned| (cleaned.text, cleaned.controls)).unwrap()
    }

    #[test]
    fn characters_that_no_text_has_vanish() {
        assert_eq!(text("Pe\u{1f}ru met\u{7}Chile\u{3} in \u{0}Lima."), ("Peru met Chile  in  Lima.".to_owned(), 4));
        assert_eq!(text("non\u{1e}stop\u{1a}"), ("non-stop ".to_owned(), 1));
        assert_eq!(text("ﬁnance min\u{ad}ister, co\u{ad}\nop"), ("finance minister, co\u{ad}\nop".to_owned(), 0));
    }

    #[test]
    fn text_stays() {
        for text in ["Peru\tmet\r\nChile.\u{c}", "“Zürich” — 東京", ""] {
            assert_eq!(cleaned(text), None);
        }
    }
}
