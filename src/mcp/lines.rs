//! Bytes in; lines of a bounded length out.

use std::io::{self, BufRead};

/// The longest message that is read, in bytes.
pub(crate) const LONGEST: usize = 1 << 20;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end.
    Whole(Vec<u8>),
    /// One that is longer than [`LONGEST`]; it is passed over.
    TooLong,
    /// The input has ended.
    End,
}

/// The next line that is not empty.
pub(super) fn next(input: &mut dyn BufRead) -> io::Result<Line> {
    loop {
        let mut line = Vec::new();
        let (mut long, mut ended) = (false, false);
        loop {
            let read = match input.fill_buf() {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if read.is_empty() {
                ended = true;
                break;
            }
            let end = memchr::memchr(b'\n', read);
            let part = &read[..end.unwrap_or(read.len())];
            long |= line.len() + part.len() > LONGEST;
            if !long {
                line.extend_from_slice(part);
            }
            let used = end.map_or(part.len(), |end| end + 1);
            input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if long {
            return Ok(Line::TooLong);
        }
        // A byte order mark, as editors write it.
        let text = line.trim_ascii();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
        if !text.is_empty() {
            return Ok(Line::Whole(text.to_vec()));
        }
        if ended {
            return Ok(Line::End);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut text = b"\n \xef\xbb\xbf{} \r\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', LONGEST + 1));
        text.extend(b"\nlast");
        let mut input = &text[..];
        let mut lines = Vec::new();
        while let Ok(line) = next(&mut input) {
            if line == Line::End {
                break;
            }
            lines.push(line);
        }
        assert_eq!(lines, [Line::Whole(b"{}".to_vec()), Line::TooLong, Line::Whole(b"last".to_vec())]);
    }
}
