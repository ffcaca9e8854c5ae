//! Any string in; what Graphviz takes for exactly that string out.

use std::fmt::Write;

/// A quoted identifier.
pub(super) fn id(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ => quoted.push(drawable(c)),
        }
    }
    quoted.push('"');
    quoted
}

/// A quoted label: no character has a meaning but itself, and lines break where the text does.
pub(super) fn text(text: &str) -> String {
    escaped(text, "\\\\")
}

/// A quoted tooltip: as a label, but Graphviz reads the escapes of a tooltip twice.
pub(super) fn tooltip(text: &str) -> String {
    escaped(text, "\\\\\\\\")
}

/// Text within the markup of a label; lines break where the text does.
pub(super) fn markup(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("<br/>"),
            _ => safe.push(drawable(c)),
        }
    }
    safe
}

fn escaped(text: &str, backslash: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str(backslash),
            '\r' if characters.peek() == Some(&'\n') => {}
            // Graphviz reads character entities in labels.
            '&' => quoted.push_str("&amp;"),
            '\n' | '\r' => quoted.push_str("\\n"),
            _ => quoted.push(drawable(c)),
        }
    }
    quoted.push('"');
    quoted
}

/// A quoted link, if it is one to the web: a drawing must not run a script.
pub(super) fn link(url: &str) -> Option<String> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '`' | '{' | '}' | '|' | '^' | '\'' => push_encoded(&mut safe, c),
            c if c.is_control() || c.is_whitespace() => push_encoded(&mut safe, c),
            _ => safe.push(drawable(c)),
        }
    }
    Some(text(&safe))
}

fn push_encoded(url: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string does not fail.
        let _ = write!(url, "%{byte:02X}");
    }
}

/// The character, or a replacement for one that no XML, and so no SVG, can hold.
fn drawable(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => '\u{FFFD}',
        c => c,
    }
}

/// Breaks a text into lines of about `width` characters, between words.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 {
            let fits = column + 1 + length <= width;
            wrapped.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_string_but_its_end() {
        assert_eq!(id(r#"a"b\"#), r#""a\"b\\""#);
        assert_eq!(text("a\r\nb\rc"), "\"a\\nb\\nc\"");
        assert_eq!(text("a\"\\N\n&lt;\u{0}"), "\"a\\\"\\\\N\\n&amp;lt;\u{FFFD}\"");
    }

    #[test]
    fn no_text_is_markup() {
        assert_eq!(markup("<b>\"A&B\"\n\u{0}"), "&lt;b&gt;&quot;A&amp;B&quot;<br/>\u{FFFD}");
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("javascript://x%0aalert(1)"), None);
        assert_eq!(link("https://a.example/x y?b=1&c=\"").unwrap(), "\"https://a.example/x%20y?b=1&amp;c=%22\"");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("Ministry of Foreign Affairs", 12), "Ministry of\nForeign\nAffairs");
        assert_eq!(wrapped("", 12), "");
    }
}
