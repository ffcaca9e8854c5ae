//! Text of strangers in; text that a terminal shows and does not obey out.

use std::io::{self, IsTerminal, Write};

/// Whether a character steers a terminal or turns what is read: control characters, and the marks, embeddings, overrides
/// and isolates of bidirectional text.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with a space for every character that steers.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The text on one line: white space collapsed, and what steers left out.
pub(crate) fn on_one_line(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.chars().filter(|&c| !steers(c)).collect()).collect();
    words.join(" ")
}

/// Standard output: as it is for a file or a program, and with spaces for what steers where a terminal shows it.
#[derive(Debug)]
pub(crate) struct Stdout<W: Write> {
    out: W,
    /// The line that is begun; `None` where nobody looks.
    line: Option<Vec<u8>>,
}

/// Standard output, buffered.
pub(crate) fn stdout() -> Stdout<io::BufWriter<io::Stdout>> {
    let out = io::stdout();
    Stdout { line: out.is_terminal().then(Vec::new), out: io::BufWriter::new(out) }
}

impl<W: Write> Stdout<W> {
    /// Shows the line that is begun.
    fn show(&mut self) -> io::Result<()> {
        let Some(line) = &mut self.line else { return Ok(()) };
        let shown = |c: char| if steers(c) && !matches!(c, '\n' | '\t') { ' ' } else { c };
        let text: String = String::from_utf8_lossy(line).chars().map(shown).collect();
        line.clear();
        self.out.write_all(text.as_bytes())
    }
}

impl<W: Write> Write for Stdout<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(line) = &mut self.line else { return self.out.write(bytes) };
        let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
        line.extend_from_slice(&bytes[..end]);
        if line.ends_with(b"\n") {
            self.show()?;
        }
        Ok(end)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.show()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_whole_lines_without_what_steers() {
        let mut shown = Stdout { out: Vec::new(), line: Some(Vec::new()) };
        for byte in "é\t\u{1b}[2Jx\nya".bytes() {
            shown.write_all(&[byte]).unwrap();
        }
        shown.flush().unwrap();
        assert_eq!(String::from_utf8(shown.out).unwrap(), "é\t [2Jx\nya");
    }

    #[test]
    fn a_file_gets_the_bytes() {
        let mut file = Stdout { out: Vec::new(), line: None };
        file.write_all(b"\x1b[2J\xff").unwrap();
        assert_eq!(file.out, b"\x1b[2J\xff");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\nd"), "a [31mb c d");
        assert_eq!(on_one_line(" a\u{1b}[2J\n\tb\u{2066}c "), "a[2J bc");
        assert_eq!(plain("Łódź, 北京, قطر"), "Łódź, 北京, قطر");
    }
}
