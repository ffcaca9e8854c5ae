//! Strings in; CSV fields that Neo4j, pandas and spreadsheets read alike out.
//!
//! Quoting is that of RFC 4180. Beyond it, three things change a string, and no others: line breaks become spaces, a
//! `;` inside an alias becomes `,`, and in a field that must be quoted a backslash gets a space behind it where a
//! quotation mark, another backslash or the end follows. That last one is for `LOAD CSV`, which by default takes `\"`
//! inside a quoted field for an escaped quotation mark, so that it runs on into the next rows, and `\\` for one
//! backslash. Fields that need no quoting, a path like `C:\` among them, stay as they are.

use std::borrow::Cow;
use std::io::{self, Write};

use super::row::Row;
use crate::export::Options;
use crate::spreadsheet::is_formula;

/// Writes rows of fields.
pub(crate) struct Rows<'w> {
    writer: csv::Writer<&'w mut dyn Write>,
    spreadsheet_safe: bool,
}

impl<'w> Rows<'w> {
    /// Writes the header.
    pub(crate) fn new(out: &'w mut dyn Write, options: &Options, header: &[&str]) -> io::Result<Self> {
        if options.spreadsheet_safe {
            // Spreadsheets take a table without it for one in the encoding of the machine.
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::WriterBuilder::new().from_writer(out);
        writer.write_record(header).map_err(io_error)?;
        Ok(Self { writer, spreadsheet_safe: options.spreadsheet_safe })
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Row for Rows<'_> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        let text = safe(text, self.spreadsheet_safe);
        self.writer.write_field(&*text).map_err(io_error)
    }

    fn plain(&mut self, value: &str) -> io::Result<()> {
        self.writer.write_field(value).map_err(io_error)
    }

    fn list(&mut self, strings: Vec<String>) -> io::Result<()> {
        // Sorted as they are written, so that a table that is read back is written the same.
        let mut strings: Vec<String> = strings.iter().map(|string| one_line(string).into_owned()).collect();
        strings.sort_unstable();
        strings.dedup();
        self.text(&strings.join(";"))
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(io_error)
    }
}

fn io_error(error: csv::Error) -> io::Error {
    io::Error::from(error)
}

fn safe(text: &str, spreadsheet_safe: bool) -> Cow<'_, str> {
    let mut text = one_line(text);
    if spreadsheet_safe && is_formula(&text) {
        text.to_mut().insert(0, '\'');
    }
    if text.contains('\\') && text.contains([',', '"']) {
        text = Cow::Owned(without_escapes(&text));
    }
    text
}

/// The text with a space for each line break.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    match memchr::memchr2(b'\r', b'\n', text.as_bytes()).is_some() {
        true => Cow::Owned(text.replace("\r\n", " ").replace(['\r', '\n'], " ")),
        false => Cow::Borrowed(text),
    }
}

/// Puts a space after a backslash that stands before a quotation mark, a backslash or the end. Where spaces stand
/// between already, one more goes in, so that a reader who takes one out has the text again.
fn without_escapes(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 2);
    for (at, c) in text.char_indices() {
        safe.push(c);
        if c == '\\' && is_escapable(&text[at + 1..]) {
            safe.push(' ');
        }
    }
    safe
}

/// Whether behind spaces, if any, something comes that a backslash may escape, or nothing.
fn is_escapable(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.is_empty() || rest.starts_with(['"', '\\'])
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn line_breaks_become_spaces() {
        assert_eq!(safe("a\r\nb\nc\rd", false), "a b c d");
    }

    #[test]
    fn no_backslash_escapes_anything() {
        assert_eq!(safe(r"C:\", false), r"C:\");
        assert_eq!(safe(r"a, C:\", false), r"a, C:\ ");
        assert_eq!(safe(r"a, \\x\y\\", false), r"a, \ \x\y\ \ ");
        assert_eq!(safe(r#"say \"x\" "#, false), r#"say \ "x\ " "#);
        assert_eq!(safe(r#"a\ "b"#, false), r#"a\  "b"#);
    }

    #[test]
    fn formulas_are_defused_on_request_only() {
        for formula in ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\u{feff}=1", "＝1", "\tx"] {
            assert_eq!(safe(formula, false), formula);
            assert_eq!(safe(formula, true), format!("'{formula}"));
        }
        assert_eq!(safe("a=b", true), "a=b");
    }
}
