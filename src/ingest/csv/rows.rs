//! A stream of a table in; its rows out, each with its place and with what was wrong in its quotation marks.
//!
//! Quotation follows RFC 4180 and what spreadsheets and scripts make of it: blanks before a quotation mark, `\"` for `""`,
//! quotation marks within a quoted field that are not doubled, a field that is never closed. The `csv` crate reads all
//! that without a word; here a row says what was wrong, and a field that is not closed costs its row alone.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::limits;
use crate::ingest::stream::{Stream, unreadable};

/// How fields are parted and quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between fields.
    pub delimiter: u8,
    /// Whether a quotation mark within a field is written `\"`.
    pub backslash: bool,
    /// What ends a line: `\n`, or `\r` in tables of old spreadsheets.
    pub newline: u8,
}

/// What was wrong with the quotation marks of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A quotation mark in a quoted field that is not doubled.
    Stray,
    /// A field that is not closed; the row was taken to end with its first line.
    Open,
}

/// A row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub fields: Vec<Vec<u8>>,
    pub line: u64,
    pub byte: u64,
    pub fault: Option<Fault>,
}

/// An iterator over the rows of a stream; lines of white space are passed over.
pub(super) struct Rows {
    input: BufReader<Stream>,
    dialect: Dialect,
    /// Lines that were read and are not yet used.
    lines: VecDeque<Vec<u8>>,
    line: u64,
    byte: u64,
    /// How many bytes were looked at in search of the end of fields that are never closed.
    lost: u64,
    /// How many fields a row should have, if that is known.
    pub expected: usize,
    ended: bool,
}

/// Where in a row a byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// After a quotation mark in a quoted field, which closes it or is doubled.
    Closing,
}

impl Rows {
    pub fn new(stream: Stream, dialect: Dialect, line: u64, byte: u64) -> Self {
        let input = BufReader::with_capacity(1 << 16, stream);
        Self { input, dialect, lines: VecDeque::new(), line, byte, lost: 0, expected: 0, ended: false }
    }

    /// The line at `index` of those not yet used, with its end.
    fn line(&mut self, index: usize) -> Result<Option<&[u8]>> {
        if index == self.lines.len() {
            let mut line = Vec::new();
            let newline = self.dialect.newline;
            self.input.by_ref().take(limits::RECORD).read_until(newline, &mut line).map_err(|error| {
                self.ended = true;
                unreadable(error).at_line(self.line).at_byte(self.byte)
            })?;
            if line.is_empty() {
                return Ok(None);
            }
            self.lines.push_back(line);
        }
        Ok(self.lines.get(index).map(Vec::as_slice))
    }

    fn use_up(&mut self, lines: usize) {
        for line in self.lines.drain(..lines) {
            self.line += 1;
            self.byte += line.len() as u64;
        }
    }

    /// How far the end of a quoted field is searched. A table in which few are closed would be searched over and over.
    fn reach(&self) -> u64 {
        match self.lost {
            lost if lost <= 4 * self.byte + (16 << 20) => limits::RECORD,
            lost if lost <= 64 * self.byte + (64 << 20) => 1 << 16,
            _ => 0,
        }
    }

    /// The fields of the next line with all quotation marks as text, if they are as many as they should be.
    fn unquoted(&mut self) -> Result<Option<Vec<Vec<u8>>>> {
        let (delimiter, expected) = (self.dialect.delimiter, self.expected);
        let Some(line) = self.line(0)? else { return Ok(None) };
        let fields: Vec<Vec<u8>> = line.trim_ascii_end().split(|byte| *byte == delimiter).map(<[u8]>::to_vec).collect();
        Ok((fields.len() == expected).then_some(fields))
    }

    /// The next row: one walk over its lines, in which each way out decides how much of them is used up.
    fn row(&mut self) -> Result<Option<Row>> {
        loop {
            match self.line(0)? {
                None => return Ok(None),
                Some(line) if line.trim_ascii().is_empty() => self.use_up(1),
                Some(_) => break,
            }
        }
        let mut row = Row { line: self.line, byte: self.byte, ..Row::default() };
        let mut parser = Parser::new(self.dialect);
        let (mut used, mut length) = (0, 0);
        let reach = self.reach();
        loop {
            let delimiter = self.dialect.delimiter;
            let Some(line) = self.line(used)? else { break };
            length += line.len() as u64;
            if length > limits::RECORD {
                let error = Error::new(ErrorKind::Format, format!("a row of more than {} MB", limits::RECORD >> 20));
                let error = error.at_line(self.line).at_byte(self.byte);
                self.use_up(1);
                return Err(error.remedy("its first line was left out; check its quotation marks"));
            }
            if used > 0 && length > reach {
                break;
            }
            // `,"` in a later line of a quoted field: the field before was not closed.
            if used > 0 && parser.opens_anew(line, delimiter) {
                parser.fault = Some(Fault::Open);
                break;
            }
            used += 1;
            parser.take(line);
            if parser.state != State::Quoted {
                break;
            }
            // Tables with tabs are often written without any quotation.
            if used == 1
                && delimiter == b'\t'
                && parser.fault == Some(Fault::Stray)
                && let Some(fields) = self.unquoted()?
            {
                self.use_up(1);
                return Ok(Some(Row { fields, ..row }));
            }
        }
        if parser.state == State::Quoted {
            parser.fault = Some(Fault::Open);
        }
        if parser.fault == Some(Fault::Open) {
            self.lost += if used > 1 { length } else { 0 };
            used = 1;
            if let Some(mut fields) = self.unquoted()? {
                self.use_up(1);
                if self.dialect.delimiter != b'\t' {
                    for field in fields.iter_mut().filter(|field| field.starts_with(b"\"")) {
                        field.remove(0);
                    }
                    row.fault = Some(Fault::Open);
                }
                return Ok(Some(Row { fields, ..row }));
            }
            parser = Parser::new(self.dialect);
            parser.fault = Some(Fault::Open);
            if let Some(line) = self.line(0)? {
                parser.take(line);
            }
        }
        self.use_up(used);
        row.fault = parser.fault;
        row.fields = parser.finish();
        Ok(Some(row))
    }
}

impl Iterator for Rows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.row().transpose()
    }
}

/// Parts one row into its fields.
struct Parser {
    dialect: Dialect,
    state: State,
    fields: Vec<Vec<u8>>,
    field: Vec<u8>,
    /// White space after a quotation mark that closes a field, or does not.
    spaces: Vec<u8>,
    escaped: bool,
    fault: Option<Fault>,
}

impl Parser {
    fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            state: State::Start,
            fields: Vec::new(),
            field: Vec::new(),
            spaces: Vec::new(),
            escaped: false,
            fault: None,
        }
    }

    /// Whether a line, read on within a quoted field, has a quotation mark that opens a field of its own.
    fn opens_anew(&self, line: &[u8], delimiter: u8) -> bool {
        let Some(at) = memchr::memchr(b'"', line) else { return false };
        let before = line[..at].iter().rfind(|byte| **byte != b' ');
        let opens = before == Some(&delimiter);
        let closes =
            |rest: &[u8]| rest.first().is_none_or(|b| *b == delimiter || *b == b'"' || b.is_ascii_whitespace());
        opens && !closes(&line[at + 1..])
    }

    fn take(&mut self, line: &[u8]) {
        let delimiter = self.dialect.delimiter;
        for &byte in line {
            match self.state {
                State::Start if byte == b'"' => {
                    self.field.clear();
                    self.state = State::Quoted;
                }
                State::Start if byte == delimiter => self.end_field(),
                State::Start => {
                    self.field.push(byte);
                    if byte != b' ' {
                        self.state = State::Bare;
                    }
                }
                State::Bare if byte == delimiter => self.end_field(),
                State::Bare => self.field.push(byte),
                State::Quoted if self.escaped => {
                    if byte != b'"' {
                        self.field.push(b'\\');
                    }
                    self.escaped = byte == b'\\' && self.dialect.backslash;
                    if !self.escaped {
                        self.field.push(byte);
                    }
                }
                State::Quoted if byte == b'"' => {
                    self.spaces.clear();
                    self.state = State::Closing;
                }
                State::Quoted if byte == b'\\' && self.dialect.backslash => self.escaped = true,
                State::Quoted => self.field.push(byte),
                State::Closing if byte == b'"' && self.spaces.is_empty() => {
                    self.field.push(byte);
                    self.state = State::Quoted;
                }
                State::Closing if byte == delimiter => self.end_field(),
                State::Closing if byte.is_ascii_whitespace() => self.spaces.push(byte),
                State::Closing => {
                    self.fault = self.fault.or(Some(Fault::Stray));
                    self.field.push(b'"');
                    self.field.append(&mut self.spaces);
                    self.field.push(byte);
                    self.state = State::Quoted;
                }
            }
        }
    }

    fn end_field(&mut self) {
        self.fields.push(std::mem::take(&mut self.field));
        self.state = State::Start;
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        while self.state != State::Closing && matches!(self.field.last(), Some(b'\n' | b'\r')) {
            self.field.pop();
        }
        self.end_field();
        self.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, dialect: Dialect) -> Vec<(Vec<String>, Option<Fault>)> {
        let stream = Stream::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())));
        let show = |row: Row| {
            let fields = row.fields.into_iter().map(|field| String::from_utf8(field).unwrap()).collect();
            (fields, row.fault)
        };
        Rows::new(stream, dialect, 1, 0).map(|row| show(row.unwrap())).collect()
    }

    const COMMAS: Dialect = Dialect { delimiter: b',', backslash: false, newline: b'\n' };

    fn fields(row: &(Vec<String>, Option<Fault>)) -> Vec<&str> {
        row.0.iter().map(String::as_str).collect()
    }

    #[test]
    fn rows_are_parted_as_the_standard_says() {
        let found = rows("a,\"b,\n\"\"c\"\"\",\r\n\n\"\", \"d\" ,e", COMMAS);
        assert_eq!(fields(&found[0]), ["a", "b,\n\"c\"", ""]);
        assert_eq!(fields(&found[1]), ["", "d", "e"]);
        assert!(found.len() == 2 && found.iter().all(|(_, fault)| fault.is_none()));
    }

    #[test]
    fn quotation_marks_that_are_wrong_are_noticed() {
        let found = rows("a,\"She said \"no\" twice\",c\n", COMMAS);
        assert_eq!((fields(&found[0])[1], found[0].1), ("She said \"no\" twice", Some(Fault::Stray)));
        let found = rows("a,\"One.\nb,\"Two.\"\nc,Three.\n", COMMAS);
        assert_eq!((fields(&found[0]), found[0].1), (vec!["a", "One."], Some(Fault::Open)));
        assert_eq!((fields(&found[1]), fields(&found[2])), (vec!["b", "Two."], vec!["c", "Three."]));
        let found = rows("a,\"One.\nb,Two.\n", COMMAS);
        assert_eq!((found.len(), found[0].1), (2, Some(Fault::Open)));
    }

    #[test]
    fn fields_that_are_never_closed_cost_time_in_proportion() {
        let found = rows(&"a,x\"b, \"They met\n".repeat(20_000), COMMAS);
        assert_eq!(found.len(), 20_000);
        let found = rows(&"a,\"They met\n".repeat(20_000).replace(",\"", ",\" \""), COMMAS);
        assert!(!found.is_empty());
    }

    #[test]
    fn tabs_need_no_quotation() {
        let text = "\"Yes,\" she said. \"No.\tb\n\"They met.\tc\n";
        let stream = Stream::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())));
        let mut rows = Rows::new(stream, Dialect { delimiter: b'\t', ..COMMAS }, 1, 0);
        rows.expected = 2;
        let found: Vec<Row> = rows.map(|row| row.unwrap()).collect();
        assert_eq!(found[0].fields, [&b"\"Yes,\" she said. \"No."[..], b"b"]);
        assert_eq!((found[1].fields[1].as_slice(), found[1].fault), (&b"c"[..], None));
    }

    #[test]
    fn a_backslash_escapes_where_the_table_says_so() {
        let dialect = Dialect { delimiter: b';', backslash: true, newline: b'\n' };
        let found = rows("a;\"She said \\\"no\\\"; C:\\x\"\n", dialect);
        assert_eq!((fields(&found[0])[1], found[0].1), ("She said \"no\"; C:\\x", None));
    }

    #[test]
    fn a_quoted_field_keeps_its_lines() {
        let found = rows("a,\"One, \"\"two\"\".\n\nThree: \"\"four\"\"\n\",b\n", COMMAS);
        assert_eq!(fields(&found[0]), ["a", "One, \"two\".\n\nThree: \"four\"\n", "b"]);
    }
}
