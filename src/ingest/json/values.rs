//! A stream of JSON in; the bytes of its values out, one after the other, each with its place. Only where values begin and
//! end is looked at.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

use crate::error::{Error, ErrorKind, Result};
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
        Some(b'{') if second.is_some() && is_whole(first) => Layout::Lines,
        // A first line that is broken, unless it ends between the elements of a list.
        Some(b'{') if second.is_some_and(|line| line.starts_with(b"{")) && !is_in_list(first) => Layout::Lines,
        Some(b'{' | 0x1e) => Layout::Loose,
        _ => Layout::Lines,
    }
}

/// How many bytes of a script stand before its JSON: a call (`callback(`), an assignment (`window.data =`), or the line by
/// which some APIs keep scripts from reading them.
pub(in crate::ingest) fn wrapping(head: &[u8]) -> usize {
    const LONGEST: usize = 120;
    let head = &head[..head.len().min(LONGEST)];
    if let Some(rest) = head.strip_prefix(b")]}'") {
        return head.len() - rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start().len();
    }
    let Some(at) = head.iter().position(|byte| matches!(byte, b'(' | b'=')) else { return 0 };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b' ');
    let name = head[..at].trim_ascii();
    let value = head.len() - head[at + 1..].trim_ascii_start().len();
    let is_wrapped = name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(is_name);
    if is_wrapped && head.get(value).is_some_and(|byte| matches!(byte, b'{' | b'[')) { value } else { 0 }
}

/// Whether all brackets that a line opens are closed at its end and not before.
fn is_whole(line: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    line.iter().position(|byte| nesting.ends_with(*byte)) == Some(line.len() - 1)
}

/// Whether a list is open at the end of a line, which stands in no string there.
fn is_in_list(line: &[u8]) -> bool {
    let mut nesting = Nesting::default();
    line.iter().for_each(|byte| _ = nesting.ends_with(*byte));
    !nesting.in_string && open_list(line).is_some()
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

/// A list that is still open at the end of the first bytes of an object, which holds it at no great depth.
#[derive(Debug, PartialEq, Eq)]
struct List {
    /// How many brackets are open around it.
    depth: u64,
    /// Its elements that are whole.
    elements: Vec<Range<usize>>,
    /// Where the rest begins, which holds the element that is not.
    rest: usize,
}

/// The list of articles in which the first bytes of an object end: of its lists that are open there, the outermost.
fn open_list(bytes: &[u8]) -> Option<List> {
    // The answers of APIs have their articles in an object or two.
    const DEEPEST: usize = 3;
    let mut nesting = Nesting::default();
    let mut open: Vec<usize> = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        let before = nesting.depth;
        nesting.ends_with(*byte);
        if nesting.depth > before {
            open.push(at);
        } else if nesting.depth < before {
            open.pop();
        }
    }
    let depth = open.iter().position(|at| bytes[*at] == b'[').filter(|depth| (1..=DEEPEST).contains(depth))?;
    let mut rest = open[depth] + 1;
    let mut elements = Vec::new();
    let mut nesting = Nesting::default();
    for (at, &byte) in bytes.iter().enumerate().skip(open[depth] + 1) {
        let is_between = nesting.depth == 0 && !nesting.in_string && (is_space(byte) || byte == b',');
        if is_between {
            rest = at + 1;
        } else if nesting.ends_with(byte) {
            elements.push(rest..at + 1);
            rest = at + 1;
        }
    }
    Some(List { depth: depth as u64, elements, rest })
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
    /// How many brackets are open around the list of an object that is longer than a record may be.
    around: u64,
    /// Elements of that list that were read, and the one that is begun.
    read: VecDeque<Chunk>,
    begun: Option<Chunk>,
    /// The longest record in bytes.
    longest: u64,
    ended: bool,
}

impl Values {
    /// The values of a stream that begins at byte `byte` of its file; none is longer than `longest`.
    pub fn new(stream: Stream, layout: Layout, byte: u64, longest: u64) -> Self {
        let input = BufReader::with_capacity(1 << 16, stream);
        let (read, begun) = (VecDeque::new(), None);
        Self { input, layout, line: 1, byte, in_list: false, around: 0, read, begun, longest, ended: false }
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
            match self.input.by_ref().take(self.longest).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(read) => self.byte += read as u64,
                Err(error) => return Some(Err(self.failed(error))),
            }
            self.line += 1;
            if bytes.len() as u64 == self.longest && !bytes.ends_with(b"\n") {
                return Some(self.pass_over_line().and(Err(too_long(line, byte, self.longest))));
            }
            let mark = if byte == 0 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            // Lines may be the elements of a list, with commas between them.
            let before = mark + bytes[mark..].iter().take_while(|byte| is_space(**byte) || **byte == b',').count();
            let behind =
                bytes.iter().rev().take_while(|byte| is_space(**byte) || matches!(**byte, b',' | b';')).count();
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
        if let Some(chunk) = self.read.pop_front() {
            return Some(Ok(chunk));
        }
        let begun = self.begun.take();
        let first = match begun.as_ref().and_then(|chunk| chunk.bytes.first()) {
            Some(first) => *first,
            None => match self.first_byte()? {
                Ok(first) => first,
                Err(error) => return Some(Err(error)),
            },
        };
        let mut nesting = Nesting::default();
        let mut chunk = begun.unwrap_or_else(|| Chunk { bytes: Vec::new(), line: self.line, byte: self.byte });
        chunk.bytes.iter().for_each(|byte| _ = nesting.ends_with(*byte));
        let mut length = chunk.bytes.len() as u64;
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
            if length <= self.longest {
                chunk.bytes.push(byte);
            } else if length == self.longest + 1
                && !self.in_list
                && let Some(list) = open_list(&chunk.bytes)
            {
                chunk.bytes.push(byte);
                self.enter(chunk, &list);
                return self.next_value();
            }
            if nesting.ends_with(byte) && !is_scalar {
                break;
            }
        }
        if length > self.longest {
            return Some(Err(too_long(chunk.line, chunk.byte, self.longest)));
        }
        if chunk.bytes.is_empty() {
            // a bracket that closes nothing
            self.step(first);
            chunk.bytes.push(first);
        }
        Some(Ok(chunk))
    }

    /// The byte that the next value begins with, behind what stands between values.
    fn first_byte(&mut self) -> Option<Result<u8>> {
        loop {
            match self.peek()? {
                Err(error) => return Some(Err(error)),
                Ok(b'[') if self.layout == Layout::List && !self.in_list => {
                    self.in_list = true;
                    self.step(b'[');
                }
                Ok(byte) if is_space(byte) || matches!(byte, b',' | b')' | b';') => self.step(byte),
                Ok(byte) if self.byte < 3 && byte >= 0x80 => self.step(byte),
                // Another list may follow the first.
                Ok(b']') if self.in_list => {
                    self.in_list = false;
                    self.step(b']');
                    if let Err(error) = self.leave() {
                        return Some(Err(error));
                    }
                }
                Ok(byte) => return Some(Ok(byte)),
            }
        }
    }

    /// Goes on with the elements of a list in an object that is too long to be one record.
    fn enter(&mut self, chunk: Chunk, list: &List) {
        let Chunk { bytes, mut line, byte } = chunk;
        let mut from = 0;
        let mut part = |span: Range<usize>| {
            line += memchr::memchr_iter(b'\n', &bytes[from..span.start]).count() as u64;
            from = span.start;
            Chunk { bytes: bytes[span.clone()].to_vec(), line, byte: byte + span.start as u64 }
        };
        self.read = list.elements.iter().cloned().map(&mut part).collect();
        self.begun = (list.rest < bytes.len()).then(|| part(list.rest..bytes.len()));
        (self.in_list, self.around) = (true, list.depth);
    }

    /// Passes over what is left of the object around a list.
    fn leave(&mut self) -> Result<()> {
        let mut nesting = Nesting { depth: std::mem::take(&mut self.around), ..Nesting::default() };
        while nesting.depth > 0 {
            match self.peek() {
                None => return Ok(()),
                Some(byte) => {
                    let byte = byte?;
                    self.step(byte);
                    nesting.ends_with(byte);
                }
            }
        }
        Ok(())
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

fn too_long(line: u64, byte: u64, longest: u64) -> Error {
    Error::new(ErrorKind::Format, format!("a record of more than {} MB", longest >> 20))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a text, and how many are too long for a ceiling of `longest` bytes.
    fn values(text: &str, longest: u64) -> (Vec<String>, usize) {
        let stream = Stream::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())));
        let found: Vec<_> = Values::new(stream, layout(text.as_bytes()), 0, longest).collect();
        let errors = found.iter().filter(|value| value.is_err()).count();
        (found.into_iter().flatten().map(|chunk| String::from_utf8(chunk.bytes).unwrap()).collect(), errors)
    }

    #[test]
    fn a_record_that_is_too_long_is_passed_over_and_not_held() {
        let long = format!("{{\"text\": \"{}\"}}", "a".repeat(100));
        for parted in ["\n", ", "] {
            let text = ["{\"a\": 1}", &long, "{\"b\": 2}"].join(parted);
            for text in [text.clone(), format!("[{text}]")] {
                assert_eq!(values(&text, 64), (vec!["{\"a\": 1}".into(), "{\"b\": 2}".into()], 1), "{text}");
            }
        }
    }

    #[test]
    fn an_object_that_is_too_long_is_read_as_the_list_in_it() {
        let long = "a".repeat(100);
        for (head, foot) in [
            ("{\"status\": \"ok\", \"articles\":[", "], \"total\": [3, {\"x\": \"]}\"}]}"),
            ("{\n\"data\": {\"results\":\n[", "]\n}}\n"),
        ] {
            let elements = ["{\"n\": 1}", "{\"n\": \"[\"}", &format!("{{\"n\": \"{long}\"}}"), "{\"n\": 4}"];
            let (found, errors) = values(&format!("{head}{}{foot}{{\"last\": 5}}", elements.join(",\n")), 90);
            assert_eq!((errors, found.join(" ")), (1, "{\"n\": 1} {\"n\": \"[\"} {\"n\": 4} {\"last\": 5}".into()));
            let short = format!("{head}{}{foot}", elements[..2].join(","));
            assert_eq!(values(&short, 90).0.len(), 1);
        }
        assert_eq!(values(&format!("{{\"text\": [\"{long}\"]}}"), 64).1, 1);
    }

    #[test]
    fn a_script_around_a_value_is_passed_over() {
        for (head, length) in [
            ("callback([{", 9),
            ("window.data = {\"", 14),
            (")]}',\n{", 6),
            ("Talks (with [x", 0),
            ("the sum = 5", 0),
            ("{\"a\": (", 0),
        ] {
            assert_eq!(wrapping(head.as_bytes()), length, "{head}");
        }
    }
}
