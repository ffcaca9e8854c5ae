//! Rich text (RTF 1.9) in; its text out, one paragraph a line.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups that hold no text of the document, beside all that begin with `\*`.
const DESTINATIONS: [&str; 28] = [
    "author",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "datastore",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "object",
    "pict",
    "private",
    "revtbl",
    "stylesheet",
    "themedata",
    "title",
    "xmlnstbl",
];

/// How deep groups may lie in each other: more is no document.
const DEPTH: usize = 1 << 10;

/// What holds within a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    hidden: bool,
    /// How many characters stand after a `\u` for readers that do not know it.
    fallback: usize,
}

/// The text of a document.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        bytes,
        at: 0,
        text: String::new(),
        pending: Vec::new(),
        group: Group { hidden: false, fallback: 1 },
        outer: Vec::new(),
        encoding: WINDOWS_1252,
        skip: 0,
        high: None,
    };
    while reader.step() {}
    reader.flush();
    reader.text
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    text: String,
    /// Bytes in the code page of the document.
    pending: Vec<u8>,
    group: Group,
    outer: Vec<Group>,
    encoding: &'static Encoding,
    /// Characters still to be passed over after a `\u`.
    skip: usize,
    /// The first half of a surrogate pair.
    high: Option<u16>,
}

impl Reader<'_> {
    /// Takes what comes next; whether there was any.
    fn step(&mut self) -> bool {
        let Some(&byte) = self.bytes.get(self.at) else { return false };
        self.at += 1;
        match byte {
            b'{' => {
                if self.outer.len() == DEPTH {
                    return false;
                }
                self.outer.push(self.group);
            }
            b'}' => self.group = self.outer.pop().unwrap_or(self.group),
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            byte => self.byte(byte),
        }
        true
    }

    fn control(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if length == 0 {
            self.symbol(rest.first().copied().unwrap_or_default());
            return;
        }
        let word = String::from_utf8_lossy(&rest[..length]).into_owned();
        let digits = rest[length..].iter().enumerate();
        let number = digits.take_while(|(i, byte)| byte.is_ascii_digit() || *i == 0 && **byte == b'-').count();
        let value = str::from_utf8(&rest[length..length + number]).ok().and_then(|digits| digits.parse::<i64>().ok());
        self.at += length + number;
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        self.word(&word, value);
    }

    fn word(&mut self, word: &str, value: Option<i64>) {
        match (word, value) {
            ("par" | "line" | "sect" | "page" | "row", _) => self.push('\n'),
            ("cell" | "tab", _) => self.push(' '),
            ("emdash", _) => self.push('—'),
            ("endash", _) => self.push('–'),
            ("lquote", _) => self.push('‘'),
            ("rquote", _) => self.push('’'),
            ("ldblquote", _) => self.push('“'),
            ("rdblquote", _) => self.push('”'),
            ("bullet", _) => self.push('•'),
            ("u", Some(value)) => self.unicode(value),
            ("uc", Some(value)) => self.group.fallback = usize::try_from(value).unwrap_or(1).min(8),
            ("ansicpg", Some(page)) => {
                let label = format!("windows-{page}");
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            ("mac", _) => self.encoding = encoding_rs::MACINTOSH,
            ("v", value) => self.group.hidden |= value != Some(0),
            ("bin", Some(length)) => self.at = self.bytes.len().min(self.at + usize::try_from(length).unwrap_or(0)),
            (word, _) if DESTINATIONS.contains(&word) => self.group.hidden = true,
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.at += 1;
        match symbol {
            b'*' => self.group.hidden = true,
            b'~' => self.push(' '),
            b'_' => self.push('-'),
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.at += 2;
                    self.byte(byte);
                }
            }
            b'\r' | b'\n' => self.push('\n'),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.group.hidden {
            self.pending.push(byte);
        }
    }

    fn unicode(&mut self, value: i64) {
        // The number is a signed one of 16 bits.
        let unit = (value & 0xffff) as u16;
        self.skip = self.group.fallback;
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let c = char::decode_utf16([high, unit]).next().and_then(|decoded| decoded.ok());
                self.character(c.unwrap_or('\u{fffd}'));
            }
            _ => self.character(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}')),
        }
    }

    fn push(&mut self, c: char) {
        self.skip = 0;
        self.character(c);
    }

    fn character(&mut self, c: char) {
        if !self.group.hidden {
            self.flush();
            self.text.push(c);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.text.push_str(&self.encoding.decode_without_bom_handling(&self.pending).0);
            self.pending.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_words_are_no_text() {
        let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator Word;}{\info{\author Ann Lee}}\f0\fs24 \b Talks\b0\par
They met in Z\'fcrich, \ldblquote quietly\rdblquote .\par\u8364 ? 5 {\pict 0a0b}\{x\}\uc0\u-10179\u-8886}";
        assert_eq!(text(rtf), "Talks\nThey met in Zürich, “quietly”.\n€ 5 {x}🕊");
    }

    #[test]
    fn broken_documents_end() {
        assert_eq!(text(b"{\\rtf1 They met\\'"), "They met");
        assert_eq!(text(&b"{".repeat(1 << 20)), "");
        assert_eq!(text(b"{\\rtf1\\bin99999999999 x}"), "");
        assert_eq!(text(b"}}}They met\\"), "They met");
    }
}
