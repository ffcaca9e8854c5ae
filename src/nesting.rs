//! JSON in; the same bytes out, as long as its brackets are not nested too deep for a parser that recurses.

use std::io::{self, Read};

/// How deep brackets may be nested: the graphs of newsgraph go five deep.
const DEEPEST: usize = 1000;

/// A reader that fails at brackets that are nested too deep.
#[derive(Debug)]
pub(crate) struct Nesting<R> {
    inner: R,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl<R: Read> Nesting<R> {
    /// Watches what is read of `inner`.
    pub(crate) fn of(inner: R) -> Self {
        Self { inner, depth: 0, in_string: false, escaped: false }
    }
}

impl<R: Read> Read for Nesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for &byte in &buffer[..read] {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'[' | b'{' if !self.in_string => self.depth += 1,
                b']' | b'}' if !self.in_string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if self.depth > DEEPEST {
                let message = format!("brackets are nested more than {DEEPEST} deep");
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(json: &str) -> bool {
        io::copy(&mut Nesting::of(json.as_bytes()), &mut io::sink()).is_ok()
    }

    #[test]
    fn brackets_count_where_they_nest() {
        assert!(passes(&"[".repeat(DEEPEST)));
        assert!(!passes(&"[".repeat(DEEPEST + 1)));
        assert!(passes(&"[]".repeat(DEEPEST + 1)));
        assert!(passes(&format!(r#"["\"{}"]"#, "{".repeat(DEEPEST + 1))));
    }
}
