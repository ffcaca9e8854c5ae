//! A mailbox (mbox) in; the bytes of its messages out, one after the other.

use std::io::{BufRead, BufReader, Read};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::limits;
use crate::ingest::stream::{Stream, unreadable};

/// An iterator over the messages of a mailbox, each with its first line.
pub(in crate::ingest) struct Mailbox {
    input: BufReader<Stream>,
    line: u64,
    /// Whether the line that begins the next message has been read.
    begun: bool,
    ended: bool,
}

impl Mailbox {
    /// The messages of a stream.
    pub fn new(stream: Stream) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, stream), line: 0, begun: false, ended: false }
    }

    fn message(&mut self) -> Result<Option<(Vec<u8>, u64)>> {
        let (mut message, mut begin) = (Vec::new(), self.line);
        let mut after_blank = true;
        let mut too_long = false;
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = self.input.by_ref().take(limits::RECORD).read_until(b'\n', &mut line);
            if read.map_err(|error| {
                self.ended = true;
                unreadable(error).at_line(self.line)
            })? == 0
            {
                self.ended = true;
                break;
            }
            self.line += 1;
            if after_blank && is_separator(&line) {
                if self.begun {
                    break;
                }
                (self.begun, begin) = (true, self.line);
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            too_long |= message.len() + line.len() > limits::RECORD as usize;
            if !too_long {
                // `>From ` at the start of a line was quoted so that it would not begin a message.
                let quoted =
                    line.starts_with(b">") && line.trim_ascii_start().trim_ascii_start().starts_with(b">From ");
                message.extend_from_slice(if quoted { &line[1..] } else { &line });
            }
        }
        if too_long {
            return Err(Error::new(ErrorKind::Format, format!("a message of more than {} MB", limits::RECORD >> 20))
                .at_line(begin)
                .remedy("it was passed over"));
        }
        Ok((!message.trim_ascii().is_empty()).then_some((message, begin.max(1))))
    }
}

impl Iterator for Mailbox {
    type Item = Result<(Vec<u8>, u64)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            if let Some(message) = self.message().transpose() {
                return Some(message);
            }
        }
        None
    }
}

/// Whether a line begins a message: `From a@a.example Tue Mar 21 08:00:00 2023`.
pub(in crate::ingest) fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let Ok(rest) = str::from_utf8(rest) else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_time =
        |word: &&str| word.len() >= 4 && word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() >= 5 && words.iter().any(is_time) && words.iter().any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_parted_at_their_separators() {
        let text = "From a@a.example Tue Mar 21 08:00:00 2023\nSubject: One\n\nThey met.\n>From there they went.\nFrom Oslo they left.\n\n\
                    From b@a.example Wed Mar 22 08:00:00 +0100 2023\nSubject: Two\n\nThey left.\n";
        let stream = Stream::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())));
        let found: Vec<_> = Mailbox::new(stream).map(|message| message.unwrap()).collect();
        let lines: Vec<u64> = found.iter().map(|(_, line)| *line).collect();
        assert_eq!(lines, [1, 8]);
        assert!(str::from_utf8(&found[0].0).unwrap().contains("\nFrom there they went.\nFrom Oslo"));
        assert!(!is_separator(b"From Monday on, the ministers met at 10:30 in the hall.\n"));
    }
}
