//! Text that is nearly JSON in; JSON out: `NaN` and `Infinity`, which Python writes, become null, halves of surrogate pairs
//! and raw control characters in strings become what stands for no character.

/// Mends a text; `None` if there is nothing to mend.
pub(super) fn mend(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(c) = rest.chars().next() {
        let length = match (in_string, c) {
            (true, '\\') => escape(rest, &mut mended),
            (true, '\n' | '\t') => push(&mut mended, if c == '\n' { "\\n" } else { " " }, 1),
            (true, c) if u32::from(c) < 0x20 => 1,
            (false, 'N' | 'I' | '-') => bare(rest, &mut mended),
            _ => {
                in_string ^= c == '"';
                mended.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    (mended != text).then_some(mended)
}

fn push(mended: &mut String, text: &str, length: usize) -> usize {
    mended.push_str(text);
    length
}

/// A number that is none.
fn bare(rest: &str, mended: &mut String) -> usize {
    for name in ["NaN", "Infinity", "-Infinity"] {
        if rest.starts_with(name) {
            return push(mended, "null", name.len());
        }
    }
    push(mended, &rest[..1], 1)
}

/// An escape in a string; returns its length.
fn escape(rest: &str, mended: &mut String) -> usize {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => push(mended, &rest[..12], 12),
        (Some(0xd800..=0xdfff), _) => push(mended, "\\ufffd", 6),
        (Some(_), _) => push(mended, &rest[..6], 6),
        (None, _) => {
            let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            push(mended, &rest[..length], length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_writes_becomes_json() {
        let text = "{\"a\": NaN, \"b\": [-Infinity, -1], \"c\": \"NaN \\ud83d\\ude00 \\ud83d \\\" \n\u{1}\"}";
        let expected = "{\"a\": null, \"b\": [null, -1], \"c\": \"NaN \\ud83d\\ude00 \\ufffd \\\" \\n\"}";
        assert_eq!(mend(text).as_deref(), Some(expected));
        assert_eq!(mend("{\"a\": 1}"), None);
        assert!(mend("\"\\").is_none());
    }
}
