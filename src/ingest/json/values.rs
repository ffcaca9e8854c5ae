//! A stream of JSON in; the bytes of its values out, one after the other, each with its place. Only where values begin and
//! end is looked at.

use std::io::{BufRead, BufReader, Read};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::limits;
use crate::ingest::stream::{Stream, unreadable};

/// How the values of a stream are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One value a line: what a line holds is at its end over.
    Lines,
    /// The elements of one list.
    List,
    /// Values one after the other, over any number of lines.
    Loose,
}

/// The layout that the head of a stream tells.
pub(super) fn layout(head: &[u8]) -> Layout {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    match first.first() {
        Some(b'[') => Layout::List,
        Some(b'{') if second.is_some() && (is_whole(first) || second.is_some_and(|line| line.starts_with(b"{"))) => {
            Layout::Lines
        }
        Some(b'{' | 0x1e) => Layout::Loose,
        _ => Layout::Lines,
    }
}

/// Whether all brackets that a line opens are closed at its end and not before.
fn is_whole(line: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    line.iter().position(|byte| nesting.ends_with(*byte)) == Some(line.len() - 1)
}

/// How deep in brackets and whether in a string a byte stands.
#[derive(Debug, Default)]
struct Nesting {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// Takes a byte; whether the value ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return !self.in_string && self.depth == 0;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// The bytes of a value and where they stand.
#[derive(Debug)]
pub(super) struct Chunk {
    pub bytes: Vec<u8>,
    /// The line that it begins in, counted from 1.
    pub line: u64,
    /// The byte that it begins at, counted from 0.
    pub byte: u64,
}

/// An iterator over the values of a stream.
pub(super) struct Values {
    input: BufReader<Stream>,
    layout: Layout,
    line: u64,
    byte: u64,
    /// Whether the bracket that opens the list has been read.
    in_list: bool,
    ended: bool,
}

impl Values {
    pub fn new(stream: Stream, layout: Layout) -> Self {
        let input = BufReader::with_capacity(1 << 16, stream);
        Self { input, layout, line: 1, byte: 0, in_list: false, ended: false }
    }

    fn failed(&mut self, error: std::io::Error) -> Error {
        self.ended = true;
        unreadable(error).at_line(self.line).at_byte(self.byte)
    }

    /// The next line that holds more than white space.
    fn next_line(&mut self) -> Option<Result<Chunk>> {
        loop {
            let mut bytes = Vec::new();
            let (line, byte) = (self.line, self.byte);
            match self.input.by_ref().take(limits::RECORD).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(read) => self.byte += read as u64,
                Err(error) => return Some(Err(self.failed(error))),
            }
            self.line += 1;
            if bytes.len() as u64 == limits::RECORD && !bytes.ends_with(b"\n") {
                return Some(self.pass_over_line().and(Err(too_long(line, byte))));
            }
            let mark = if byte == 0 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            // Lines may be the elements of a list, with commas between them.
            let before = mark + bytes[mark..].iter().take_while(|byte| is_space(**byte) || **byte == b',').count();
            let behind = bytes.iter().rev().take_while(|byte| is_space(**byte) || **byte == b',').count();
            if before + behind < bytes.len() && &bytes[before..bytes.len() - behind] != b"]" {
                bytes.truncate(bytes.len() - behind);
                bytes.drain(..before);
                return Some(Ok(Chunk { bytes, line, byte: byte + before as u64 }));
            }
        }
    }

    fn pass_over_line(&mut self) -> Result<()> {
        loop {
            let (length, ended) = match self.input.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(buffer) => match memchr::memchr(b'\n', buffer) {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), false),
                },
                Err(error) => return Err(self.failed(error)),
            };
            self.input.consume(length);
            self.byte += length as u64;
            if ended {
                return Ok(());
            }
        }
    }

    /// The next value, over any number of lines.
    fn next_value(&mut self) -> Option<Result<Chunk>> {
        let first = loop {
            match self.peek()? {
                Err(error) => return Some(Err(error)),
                Ok(b'[') if self.layout == Layout::List && !self.in_list => {
                    self.in_list = true;
                    self.step(b'[');
                }
                Ok(byte) if is_space(byte) || byte == b',' || self.byte < 3 && byte >= 0x80 => self.step(byte),
                // Another list may follow the first.
                Ok(b']') if self.in_list => {
                    self.in_list = false;
                    self.step(b']');
                }
                Ok(byte) => break byte,
            }
        };
        let mut chunk = Chunk { bytes: Vec::new(), line: self.line, byte: self.byte };
        let mut nesting = Nesting::default();
        let mut length = 0u64;
        let is_scalar = !matches!(first, b'{' | b'[' | b'"');
        loop {
            let byte = match self.peek() {
                Some(Ok(byte)) => byte,
                Some(Err(error)) => return Some(Err(error)),
                None if is_scalar => break,
                None => return Some(Err(unfinished(&chunk))),
            };
            if is_scalar && (is_space(byte) || matches!(byte, b',' | b']' | b'{' | b'[')) {
                break;
            }
            self.step(byte);
            length += 1;
            if length <= limits::RECORD {
                chunk.bytes.push(byte);
            }
            if nesting.ends_with(byte) && !is_scalar {
                break;
            }
        }
        if length > limits::RECORD {
            return Some(Err(too_long(chunk.line, chunk.byte)));
        }
        if chunk.bytes.is_empty() {
            // a bracket that closes nothing
            self.step(first);
            chunk.bytes.push(first);
        }
        Some(Ok(chunk))
    }

    fn peek(&mut self) -> Option<Result<u8>> {
        match self.input.fill_buf() {
            Ok(buffer) => buffer.first().copied().map(Ok),
            Err(error) => Some(Err(self.failed(error))),
        }
    }

    fn step(&mut self, byte: u8) {
        self.input.consume(1);
        self.byte += 1;
        self.line += u64::from(byte == b'\n');
    }
}

/// White space, and the mark that stands before each record in a JSON text sequence (RFC 7464).
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1e)
}

fn too_long(line: u64, byte: u64) -> Error {
    Error::new(ErrorKind::Format, format!("a record of more than {} MB", limits::RECORD >> 20))
        .at_line(line)
        .at_byte(byte)
        .remedy("it was passed over; give its articles one a line")
}

fn unfinished(chunk: &Chunk) -> Error {
    Error::new(ErrorKind::Format, "no JSON: the file ends within this record")
        .at_line(chunk.line)
        .at_byte(chunk.byte)
        .remedy("the record was left out; check that the file is whole")
}

impl Iterator for Values {
    type Item = Result<Chunk>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = match self.layout {
            Layout::Lines => self.next_line(),
            Layout::List | Layout::Loose => self.next_value(),
        };
        self.ended |= next.is_none();
        next
    }
}
