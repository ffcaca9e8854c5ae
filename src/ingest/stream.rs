//! Bytes of a file in, one after the other; the same out, the first of them to be looked at before they are read.

use std::io::{self, Read};

use super::limits;
use crate::error::{Error, ErrorKind, Result};

/// A stream whose head can be looked at.
pub(super) struct Stream {
    head: Vec<u8>,
    at: usize,
    rest: Box<dyn Read + Send>,
}

impl Stream {
    /// A stream of what `rest` gives.
    pub fn new(rest: Box<dyn Read + Send>) -> Self {
        Self { head: Vec::new(), at: 0, rest }
    }

    /// The first bytes that have not been read, [`limits::HEAD`] of them if there are so many.
    ///
    /// # Errors
    /// `Read` if they cannot be had.
    pub fn head(&mut self) -> Result<&[u8]> {
        let missing = limits::HEAD.saturating_sub(self.head.len() - self.at);
        if missing > 0 {
            self.head.drain(..self.at);
            self.at = 0;
            self.rest.by_ref().take(missing as u64).read_to_end(&mut self.head).map_err(unreadable)?;
        }
        Ok(&self.head[self.at..])
    }

    /// All bytes.
    ///
    /// # Errors
    /// `Read` if they cannot be had; `Format` if they are more than [`limits::RECORD`].
    pub fn whole(mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.by_ref().take(limits::RECORD + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > limits::RECORD {
            return Err(Error::new(ErrorKind::Format, format!("a document of more than {} MB", limits::RECORD >> 20))
                .remedy("split it, or give its articles as JSONL"));
        }
        Ok(bytes)
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.head.len() {
            return self.rest.read(buffer);
        }
        let read = (&self.head[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

/// The error for what the system refuses to give.
pub(super) fn unreadable(error: io::Error) -> Error {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => "check that it exists and may be read",
        _ => "check that it is whole",
    };
    Error::new(ErrorKind::Read, "cannot be read").caused_by(error).remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_again() {
        let mut stream = Stream::new(Box::new(io::Cursor::new(b"abcdef")));
        assert_eq!(stream.head().unwrap(), b"abcdef");
        let mut two = [0; 2];
        stream.read_exact(&mut two).unwrap();
        assert_eq!((&two, stream.head().unwrap()), (b"ab", &b"cdef"[..]));
        assert_eq!(stream.whole().unwrap(), b"cdef");
    }

    #[test]
    fn what_is_too_long_is_not_held() {
        let error = Stream::new(Box::new(io::repeat(b'a'))).whole().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format);
    }
}
