//! A table with a head line in; records out. A bad row costs itself alone.
//!
//! What parts the fields and how they are quoted is told by the head of the file and by `sep=`, which spreadsheets know.

mod rows;

use std::collections::BTreeSet;
use std::io::Read;

use serde_json::{Map, Value};

use super::encoding;
use super::fields::{self, Field};
use super::record::Record;
use super::stream::{Stream, unreadable};
use crate::error::{Error, ErrorKind, Result};
use rows::{Dialect, Fault, Row, Rows};

/// What may part fields, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// An iterator over the records of a table.
pub(super) struct Table {
    rows: Rows,
    columns: Vec<String>,
    dialect: Dialect,
    fields: Vec<Field>,
    /// Where surplus fields belong: the column of the text.
    text: Option<usize>,
    faults: BTreeSet<Fault>,
    /// What is to be said of the whole table, with its first record.
    warnings: Vec<Error>,
    said_surplus: bool,
}

impl Table {
    /// Reads the head line; fields are parted by `delimiter`, or as the table tells.
    ///
    /// # Errors
    /// `Read` if it cannot be read; `Format` if it names no column that may hold a text.
    pub fn new(mut stream: Stream, delimiter: Option<u8>, fields: Vec<Field>) -> Result<Self> {
        let head = stream.head()?;
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (separator, length) = separator(&head[mark..]);
        let rest = &head[mark + length..];
        let delimiter = separator.or(delimiter).unwrap_or_else(|| delimiter_of(rest));
        let dialect = Dialect { delimiter, backslash: has_backslashes(rest, delimiter), newline: newline(rest) };
        let skipped = (mark + length) as u64;
        std::io::copy(&mut stream.by_ref().take(skipped), &mut std::io::sink()).map_err(unreadable)?;
        let mut rows = Rows::new(stream, dialect, 1 + u64::from(length > 0), skipped);
        let Some(head) = rows.next().transpose()? else {
            return Err(Error::new(ErrorKind::Empty, "no text to read").remedy("give a table that has rows"));
        };
        let columns: Vec<String> =
            head.fields.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        rows.expected = columns.len();
        if !fields::may_hold(&columns, &fields) {
            return Err(no_column(&columns, head.line));
        }
        let mut warnings = Vec::new();
        if dialect.backslash {
            warnings.push(
                Error::new(ErrorKind::Format, "quotation marks are written \\\" and not \"\"")
                    .remedy("they were read so; write them doubled for other programs"),
            );
        }
        let text = text_column(&columns, &fields);
        let faults = BTreeSet::new();
        Ok(Self { rows, columns, dialect, fields, text, faults, warnings, said_surplus: false })
    }

    fn record(&mut self, mut row: Row) -> Result<Record> {
        let located = |error: Error| error.at_line(row.line).at_byte(row.byte);
        let mut warnings = std::mem::take(&mut self.warnings);
        if let Some(fault) = row.fault.filter(|fault| self.faults.insert(*fault)) {
            warnings.push(located(faulty(fault)));
        }
        if row.fields.len() > self.columns.len() && self.join_surplus(&mut row.fields) && !self.said_surplus {
            self.said_surplus = true;
            let message = "more fields than columns: what parts fields stands in the text without quotation marks";
            warnings.push(located(
                Error::new(ErrorKind::Format, message).remedy("it was taken for text, here and in what follows"),
            ));
        }
        let mut map = Map::new();
        for (index, (name, bytes)) in self.columns.iter().zip(row.fields).enumerate() {
            let text = match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let decoded = encoding::decode(error.into_bytes(), None).map_err(located)?;
                    warnings.extend(decoded.warning.map(located));
                    decoded.text
                }
            };
            // Tables of pandas have columns without a name.
            let name = if name.is_empty() { format!("column {}", index + 1) } else { name.clone() };
            map.entry(name).or_insert(Value::String(text));
        }
        let found = fields::of_row(&map, &self.fields);
        let mut record = found.ok_or_else(|| located(no_text(&self.columns)))?;
        warnings.append(&mut record.warnings);
        Ok(Record { line: Some(row.line), number: Some(row.line), warnings, ..record })
    }

    /// Joins the fields of a row that are too many: those before the text are counted from the left, those behind it from
    /// the right.
    fn join_surplus(&self, fields: &mut Vec<Vec<u8>>) -> bool {
        let surplus = fields.len() - self.columns.len();
        // A delimiter at the end of each line makes empty fields.
        if fields[self.columns.len()..].iter().all(|field| field.trim_ascii().is_empty()) {
            fields.truncate(self.columns.len());
            return false;
        }
        let Some(text) = self.text else { return false };
        let joined = fields[text..=text + surplus].join(&self.dialect.delimiter);
        fields.splice(text..=text + surplus, [joined]);
        true
    }
}

impl Iterator for Table {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.and_then(|row| self.record(row)))
    }
}

/// Whether the head of a file is that of a table with articles, and what parts its fields: two names of columns that an
/// article has, one of them a text's, and no sentence.
pub(super) fn looks_like(head: &[u8]) -> Option<u8> {
    let (separator, length) = separator(head);
    let rest = &head[length..];
    let delimiter = separator.unwrap_or_else(|| delimiter_of(rest));
    let names = names(rest, delimiter);
    let (texts, others) = fields::known(&names);
    let is_head = names.iter().all(|name| name.len() < 40 && name.split_whitespace().count() <= 4);
    // A row follows at once; after a headline comes a blank line, or a sentence with fewer commas.
    let end = newline(rest);
    let row = rest.split(|byte| *byte == end).nth(1).unwrap_or_default();
    let has_rows = memchr::memchr_iter(delimiter, row).count() + 1 >= names.len() || row.contains(&b'"');
    (names.len() >= 2 && texts >= 1 && texts + others >= 2 && is_head && has_rows).then_some(delimiter)
}

/// The delimiter of a line `sep=;`, and the length of that line.
fn separator(head: &[u8]) -> (Option<u8>, usize) {
    let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
    let line = head[..end].trim_ascii_end();
    // A tab is white space at the end of the line.
    match line.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")) {
        Some(_) if line.len() <= 5 => (Some(line.get(4).copied().unwrap_or(b'\t')), end),
        _ => (None, 0),
    }
}

/// What ends the lines of a table.
fn newline(head: &[u8]) -> u8 {
    if memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', head).is_some() { b'\r' } else { b'\n' }
}

/// The names of columns, if fields are parted by `delimiter`.
fn names(head: &[u8], delimiter: u8) -> Vec<String> {
    let end = newline(head);
    let line = head.split(|byte| *byte == end).find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let name = |name: &[u8]| String::from_utf8_lossy(name.trim_ascii()).trim_matches('"').to_owned();
    line.split(|byte| *byte == delimiter).map(name).collect()
}

/// The delimiter that gives most columns that an article has, else most columns.
fn delimiter_of(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let names = names(head, delimiter);
        let (texts, others) = fields::known(&names);
        (texts + others, names.len())
    };
    // The first of the best.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// Whether a table writes `\"` for a quotation mark in a field: one that ends no field.
fn has_backslashes(head: &[u8], delimiter: u8) -> bool {
    let inside = |at: usize| {
        let after = head.get(at + 2).copied();
        after.is_some_and(|byte| byte != delimiter && byte != b'"' && !matches!(byte, b'\r' | b'\n'))
    };
    memchr::memmem::find_iter(head, b"\\\"").any(inside)
}

fn text_column(columns: &[String], fields: &[Field]) -> Option<usize> {
    (0..columns.len()).find(|index| fields::is_text_column(columns, *index, fields))
}

fn faulty(fault: Fault) -> Error {
    let (message, remedy) = match fault {
        Fault::Stray => {
            ("quotation marks in a field that are not doubled", "they were taken for text, here and in what follows")
        }
        Fault::Open => (
            "a field that is quoted and not closed",
            "its row was taken to end with its line; close it with a quotation mark",
        ),
    };
    Error::new(ErrorKind::Format, message).remedy(remedy)
}

fn no_column(columns: &[String], line: u64) -> Error {
    Error::new(ErrorKind::Format, format!("no column “text” {}", among(columns)))
        .at_line(line)
        .remedy("name the columns id, text, and where known title, published, url in the first line, or give --field text=COLUMN")
}

fn no_text(columns: &[String]) -> Error {
    Error::new(ErrorKind::Empty, format!("no text in this row {}", among(columns))).remedy("it was left out")
}

fn among(columns: &[String]) -> String {
    let names: Vec<String> = columns.iter().take(8).map(|name| name.chars().take(30).collect()).collect();
    format!("among “{}”", names.join("”, “"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8], fields: &[&str]) -> Result<Table> {
        let fields = fields.iter().map(|field| field.parse().unwrap()).collect();
        Table::new(Stream::new(Box::new(std::io::Cursor::new(bytes.to_vec()))), None, fields)
    }

    #[test]
    fn rows_become_records_and_a_bad_one_costs_itself_alone() {
        let text = b"\xef\xbb\xbfID,Date,Text\na,2023-03-21,\"One,\ntwo.\"\nb,,Z\xfcrich\nx\nc,soon,Three.\n";
        let found: Vec<_> = table(text, &[]).unwrap().collect();
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.id.as_deref(), first.text.as_str()), (Some("a"), "One,\ntwo."));
        assert_eq!(first.published.unwrap().to_string(), "2023-03-21");
        let guessed = found[1].as_ref().unwrap();
        assert_eq!((guessed.text.as_str(), guessed.warnings.len()), ("Zürich", 1));
        let error = found[2].as_ref().unwrap_err().to_string();
        assert!(error.starts_with("line 5: byte "), "{error}");
        assert_eq!(found[3].as_ref().unwrap().warnings.len(), 1);
    }

    #[test]
    fn a_table_without_text_is_refused() {
        let error = table(b"id,amount\n1,x\n", &[]).err().unwrap();
        assert!(error.to_string().contains("no column “text” among “id”, “amount”"));
        assert!(table(b"id,amount\n1,They met.\n", &["text=amount"]).unwrap().next().unwrap().is_ok());
    }

    #[test]
    fn fields_are_parted_as_spreadsheets_do() {
        for text in [
            "id,text\na,\"They met.\"\n",
            "id;text;url\na;\"They met.\";\n",
            "id\ttext\na\tThey met.\n",
            "sep=|\nid|text\na|They met.\n",
            "sep=\t\r\nid\ttext\r\na\tThey met.\r\n",
            ",Content,Id\n0,They met.,a\n",
            "id,text\ra,They met.\r",
        ] {
            let record = table(text.as_bytes(), &[]).unwrap().next().unwrap().unwrap();
            assert_eq!((record.id.as_deref(), record.text.as_str()), (Some("a"), "They met."), "{text}");
            assert!(record.warnings.is_empty());
        }
    }

    #[test]
    fn a_text_with_commas_that_is_not_quoted_is_put_together_and_said() {
        let text = "id,text,date\na,They, the ministers, met.,2023-03-21\nb,\"a\",2023-03-22\n";
        let found: Vec<_> = table(text.as_bytes(), &[]).unwrap().map(|record| record.unwrap()).collect();
        assert_eq!(found[0].text, "They, the ministers, met.");
        assert_eq!((found[0].published.is_some(), found[0].warnings.len(), found[1].warnings.len()), (true, 1, 0));
    }

    #[test]
    fn backslashes_are_noticed_and_said() {
        let text = "id,text\na,\"She said \\\"no\\\", and left.\"\n";
        let record = table(text.as_bytes(), &[]).unwrap().next().unwrap().unwrap();
        assert_eq!((record.text.as_str(), record.warnings.len()), ("She said \"no\", and left.", 1));
        assert!(!has_backslashes(b"a,\"C:\\\",b\n", b','));
    }

    #[test]
    fn a_table_is_told_by_its_head() {
        assert_eq!(looks_like(b"id;text\na;They met.\n"), Some(b';'));
        assert_eq!(looks_like(b"The text, they said, met the body, and the title\nwas new.\n"), None);
        assert_eq!(looks_like(b"Talks\n\nThey met.\n"), None);
        assert_eq!(looks_like(b"News, Summary\n\nThey met, and they left.\n"), None);
        assert_eq!(looks_like(b"Story, time and news\nThey met.\n"), None);
    }
}
