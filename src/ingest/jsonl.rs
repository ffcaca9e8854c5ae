//! JSONL in, one record a line; records out. A bad line costs itself alone.

use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;

use super::record::{self, Record};
use crate::error::{Error, ErrorKind, Result};

/// The longest line in bytes: a record of more is no article, and is passed over without being held.
const LONGEST: u64 = 64 << 20;

/// An iterator over the records of a JSONL stream.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    line: u64,
    byte: u64,
    failed: bool,
}

/// A record as it is written.
#[derive(Deserialize)]
struct Fields {
    #[serde(default, deserialize_with = "id")]
    id: Option<String>,
    text: String,
    title: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

/// Takes a string or a number.
fn id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(Option::<Id>::deserialize(deserializer)?.map(|id| match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    }))
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input), line: 0, byte: 0, failed: false }
    }

    /// Reads the next line with its end; `None` at the end of the stream.
    fn line(&mut self) -> Option<Result<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        self.line += 1;
        match read {
            Ok(0) => None,
            Ok(read) if read as u64 == LONGEST && !bytes.ends_with(b"\n") => {
                let error = Error::new(ErrorKind::Format, format!("a record of more than {} MB", LONGEST >> 20));
                let error = error.at_line(self.line).at_byte(self.byte).remedy("it was passed over; split it");
                self.byte += LONGEST;
                Some(self.pass_over().and(Err(error)))
            }
            Ok(_) => Some(Ok(bytes)),
            Err(error) => Some(Err(self.unreadable(error))),
        }
    }

    /// Drops the rest of the line.
    fn pass_over(&mut self) -> Result<()> {
        loop {
            let (length, ended) = match self.input.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(buffer) => match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), false),
                },
                Err(error) => return Err(self.unreadable(error)),
            };
            self.input.consume(length);
            self.byte += length as u64;
            if ended {
                return Ok(());
            }
        }
    }

    fn unreadable(&mut self, error: std::io::Error) -> Error {
        self.failed = true;
        Error::new(ErrorKind::Read, "cannot be read further").at_line(self.line).caused_by(error)
    }

    fn record(&self, bytes: &[u8]) -> Result<Record> {
        let text = str::from_utf8(bytes).map_err(|error| {
            let error = Error::new(ErrorKind::Encoding, "not UTF-8").at_byte(self.byte + error.valid_up_to() as u64);
            error.at_line(self.line).remedy("save the file as UTF-8, which JSON requires")
        })?;
        let fields: Fields = serde_json::from_str(text).map_err(|error| self.bad(text, &error))?;
        let (published, warning) = record::published(fields.published.as_deref());
        Ok(Record {
            id: fields.id,
            url: fields.url,
            title: fields.title,
            published,
            text: fields.text,
            line: Some(self.line),
            warnings: warning.into_iter().collect(),
            ..Record::default()
        })
    }

    fn bad(&self, text: &str, error: &serde_json::Error) -> Error {
        // serde_json counts columns in bytes, from 1.
        let column = error.column().saturating_sub(1).min(text.len()) as u64;
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        Error::new(ErrorKind::Format, format!("no document: {message}"))
            .at_line(self.line)
            .at_byte(self.byte + column)
            .remedy("expected {\"id\": …, \"text\": …} on one line; the line was left out")
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let bytes = match self.line()? {
                Ok(bytes) => bytes,
                Err(error) => return Some(Err(error)),
            };
            let body = if self.line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
            let record = (!body.trim_ascii().is_empty()).then(|| self.record(body));
            self.byte += bytes.len() as u64;
            if record.is_some() {
                return record;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let text = b"{\"id\": 7, \"text\": \"One.\"}\n\nnonsense\n{\"id\": \"b\"}\n\xff\n{\"text\": \"Two.\", \"published\": \"2023-03-21T08:00Z\"}";
        let found: Vec<_> = Lines::new(&text[..]).collect();
        assert_eq!(found.len(), 5);
        assert_eq!(found[0].as_ref().unwrap().id.as_deref(), Some("7"));
        let error = found[1].as_ref().unwrap_err().to_string();
        assert!(error.starts_with("line 3: byte 28: no document: expected ident"), "{error}");
        assert!(found[2].as_ref().unwrap_err().to_string().contains("missing field `text`"));
        assert_eq!(found[3].as_ref().unwrap_err().kind(), ErrorKind::Encoding);
        let last = found[4].as_ref().unwrap();
        assert_eq!((last.published.unwrap().to_string().as_str(), last.line), ("2023-03-21", Some(6)));
    }
}
