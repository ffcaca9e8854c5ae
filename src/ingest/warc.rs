//! A web archive (WARC, WET) in; records out: one for each page or text that was fetched, without headers, requests,
//! pictures and scripts.

use std::io::{BufRead, BufReader, Read};

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::record::Record;
use super::stream::{Stream, unreadable};
use super::{encoding, html, limits};
use crate::error::{Error, ErrorKind, Result};

/// The longest line of a header in bytes.
const HEADER_LINE: u64 = 1 << 16;

/// The most lines of a header.
const HEADER_LINES: usize = 1 << 10;

/// An iterator over the pages of a web archive.
pub(super) struct Archive {
    input: BufReader<Stream>,
    byte: u64,
    count: u64,
    /// What was fetched and is no page.
    passed: u64,
    ended: bool,
}

/// The lines of a header: names in lower case, with their values.
#[derive(Debug, Default)]
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn add(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if let Some((name, value)) = line.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

impl Archive {
    pub fn new(stream: Stream) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, stream), byte: 0, count: 0, passed: 0, ended: false }
    }

    fn failed(&mut self, error: Error) -> Error {
        self.ended = true;
        error.at_byte(self.byte)
    }

    /// A line without its end; `None` at the end of the stream.
    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = self.input.by_ref().take(HEADER_LINE).read_until(b'\n', &mut line);
        let read = read.map_err(|error| self.failed(unreadable(error)))?;
        self.byte += read as u64;
        Ok((read > 0).then(|| line.trim_ascii_end().to_vec()))
    }

    /// The header of the next record; `None` at the end of the stream.
    fn header(&mut self) -> Result<Option<Header>> {
        let first = loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
            }
        };
        if !first.starts_with(b"WARC/") {
            let error = Error::new(ErrorKind::Format, "no record of a web archive begins here");
            return Err(self.failed(error).remedy("what came before was read; check that the file is whole"));
        }
        let mut header = Header::default();
        for _ in 0..HEADER_LINES {
            match self.line()? {
                Some(line) if !line.is_empty() => header.add(&line),
                _ => return Ok(Some(header)),
            }
        }
        let error = Error::new(ErrorKind::Format, format!("a header of more than {HEADER_LINES} lines"));
        Err(self.failed(error).remedy("the rest was left out"))
    }

    /// The content of a record, or that it is passed over.
    fn content(&mut self, length: u64, wanted: bool) -> Result<Option<Vec<u8>>> {
        let mut content = Vec::new();
        let held = if wanted && length <= limits::RECORD { length } else { 0 };
        let read =
            self.input.by_ref().take(held).read_to_end(&mut content).map_err(|error| self.failed(unreadable(error)))?;
        let rest = std::io::copy(&mut self.input.by_ref().take(length - held), &mut std::io::sink());
        let rest = rest.map_err(|error| self.failed(unreadable(error)))?;
        self.byte += read as u64 + rest;
        if read as u64 + rest < length {
            let error = Error::new(ErrorKind::Format, "the file ends within a record");
            return Err(self.failed(error).remedy("the record was left out; check that the file is whole"));
        }
        if wanted && held < length {
            return Err(Error::new(ErrorKind::Format, format!("a page of more than {} MB", limits::RECORD >> 20))
                .at_byte(self.byte)
                .remedy("it was passed over"));
        }
        Ok(wanted.then_some(content))
    }

    /// The next page.
    fn page(&mut self) -> Result<Option<Record>> {
        loop {
            let begin = self.byte;
            let Some(header) = self.header()? else { return Ok(None) };
            let length = header.get("content-length").and_then(|length| length.parse().ok());
            let Some(length) = length else {
                let error = Error::new(ErrorKind::Format, "a record without its length");
                return Err(self.failed(error).remedy("the rest was left out"));
            };
            let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
            let is_wanted = matches!(kind.as_str(), "response" | "conversion" | "resource");
            let Some(content) = self.content(length, is_wanted)? else { continue };
            let url = header.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
            let page = match kind.as_str() {
                "response" if url.as_deref().is_some_and(is_for_machines) => None,
                "response" => response(&content).map_err(|error| error.at_byte(begin))?,
                _ => fetched(content, header.get("content-type").unwrap_or_default())?,
            };
            let Some(page) = page else {
                self.passed += 1;
                continue;
            };
            self.count += 1;
            let url = page.url.or(url.filter(|url| url.starts_with("http")));
            return Ok(Some(Record { url, number: Some(self.count), byte: Some(begin), ..page }));
        }
    }
}

impl Iterator for Archive {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let page = self.page().transpose();
        if page.is_none() {
            self.ended = true;
            if self.count == 0 && self.passed > 0 {
                let error = Error::new(ErrorKind::Empty, "a web archive without pages");
                return Some(Err(error.remedy("it holds no HTML or text that was fetched")));
            }
        }
        page
    }
}

/// The page in an answer of HTTP; `None` if it holds none: an error, a redirection, a picture.
fn response(answer: &[u8]) -> Result<Option<Record>> {
    let (header, body) = parted(answer);
    let mut lines = header.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let status = lines.next().unwrap_or_default();
    if status.split(|byte| *byte == b' ').nth(1) != Some(b"200") {
        return Ok(None);
    }
    let mut header = Header::default();
    lines.for_each(|line| header.add(line));
    let kind = header.get("content-type").unwrap_or_default();
    if !is_page(kind) {
        return Ok(None);
    }
    let has = |name: &str, value: &str| header.get(name).is_some_and(|v| v.to_ascii_lowercase().contains(value));
    let body = if has("transfer-encoding", "chunked") { unchunked(body) } else { body.to_vec() };
    let body = match header.get("content-encoding").map(str::to_ascii_lowercase).as_deref() {
        Some("gzip" | "x-gzip") if body.starts_with(&[0x1f, 0x8b]) => inflate(GzDecoder::new(body.as_slice()))?,
        Some("deflate") if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            inflate(ZlibDecoder::new(body.as_slice()))?
        }
        Some("deflate") => inflate(DeflateDecoder::new(body.as_slice()))?,
        // Archives often hold a page unpacked and keep its header.
        Some("br") if str::from_utf8(&body).is_err() => {
            let error = Error::new(ErrorKind::Format, "a page packed by Brotli");
            return Err(error.remedy("it was left out; fetch the archive without Brotli"));
        }
        _ => body,
    };
    fetched(body, kind)
}

/// The length of the header that a page has which was saved with it, as `curl -i` does.
pub(super) fn http_header(head: &[u8]) -> Option<usize> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let status = line.strip_prefix(b"HTTP/")?.split(|byte| *byte == b' ').nth(1)?;
    let (header, body) = parted(head);
    let is_header = status.len() == 3 && status.iter().all(u8::is_ascii_digit) && header.len() < head.len();
    is_header.then_some(head.len() - body.len())
}

/// What stands before and behind the first blank line.
fn parted(answer: &[u8]) -> (&[u8], &[u8]) {
    let crlf = memchr::memmem::find(answer, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(answer, b"\n\n").map(|at| (at, at + 2));
    match crlf.into_iter().chain(lf).min() {
        Some((end, begin)) => (&answer[..end], &answer[begin..]),
        None => (answer, &[]),
    }
}

fn inflate(packed: impl Read) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    packed.take(limits::RECORD + 1).read_to_end(&mut body).map_err(unreadable)?;
    if body.len() as u64 > limits::RECORD {
        let error = Error::new(ErrorKind::Format, format!("a page of more than {} MB", limits::RECORD >> 20));
        return Err(error.remedy("it was passed over"));
    }
    Ok(body)
}

/// A body that was sent in chunks, each after its length; as it stands if it is not so.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let length = str::from_utf8(&rest[..end]).ok().and_then(|line| line.split(';').next());
        let length = length.and_then(|length| usize::from_str_radix(length.trim(), 16).ok());
        let Some(length) = length.filter(|length| *length < rest.len() - end) else {
            return if whole.is_empty() { body.to_vec() } else { whole };
        };
        if length == 0 {
            break;
        }
        whole.extend_from_slice(&rest[end + 1..end + 1 + length]);
        rest = rest[end + 1 + length..].trim_ascii_start();
    }
    whole
}

/// Whether an address is that of a file by which a host speaks to programs: `/robots.txt`, `/ads.txt`.
fn is_for_machines(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    !path.contains('/') && path.split(['?', '#']).next().is_some_and(|path| path.ends_with(".txt"))
}

fn is_page(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain")
}

/// A page or text of that media type; `None` if it is neither.
fn fetched(body: Vec<u8>, kind: &str) -> Result<Option<Record>> {
    if !is_page(kind) || body.trim_ascii().is_empty() {
        return Ok(None);
    }
    let declared = kind.split_once("charset=").map(|(_, label)| label.trim_matches(['"', '\'', ' ', ';']));
    let declared = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let declared = declared.filter(|_| str::from_utf8(&body).is_err()).or_else(|| html::declared_encoding(&body));
    let declared = declared.filter(|_| str::from_utf8(&body).is_err());
    let Ok(decoded) = encoding::decode(body, declared) else { return Ok(None) };
    let is_text = kind.trim_start().to_ascii_lowercase().starts_with("text/plain");
    let record = if is_text { Record { text: decoded.text, ..Record::default() } } else { html::read(&decoded.text) };
    Ok((!record.text.trim().is_empty()).then_some(record))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, content: &str) -> String {
        let length = content.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {length}\r\nContent-Type: text/plain\r\n\r\n{content}\r\n\r\n"
        )
    }

    fn pages(archive: &str) -> Vec<Result<Record>> {
        Archive::new(Stream::new(Box::new(std::io::Cursor::new(archive.as_bytes().to_vec())))).collect()
    }

    #[test]
    fn only_what_was_fetched_is_read() {
        let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>They met.</p>";
        let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>They \r\n8\r\nmet.</p>\r\n0\r\n\r\n";
        let archive = [
            record("warcinfo", "software: x"),
            record("request", "GET / HTTP/1.1\r\nUser-Agent: Ann met Tom\r\n\r\n"),
            record("response", ok),
            record("response", &ok.replace("200 OK", "404 Not Found")),
            record("response", &ok.replace("text/html", "text/css")),
            record("response", chunked),
            record("response", &ok.replace("text/html", "text/plain")).replace("a.example/", "a.example/robots.txt"),
            record("conversion", "They met."),
        ]
        .concat();
        let found: Vec<_> = pages(&archive).into_iter().map(|page| page.unwrap()).collect();
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|page| page.text == "They met." && page.url.as_deref() == Some("https://a.example/")));
    }

    #[test]
    fn a_header_before_a_page_is_passed_over() {
        assert_eq!(http_header(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<p>"), Some(30));
        assert_eq!(http_header(b"HTTP/2 is here\n\nThey met."), None);
    }

    #[test]
    fn a_broken_archive_ends_in_an_error() {
        let good = record("conversion", "They met.");
        for (bad, count) in [("WARC/1.0\r\nContent-Length: 9999999999999\r\n\r\nx", 2), ("junk\n", 2), ("", 1)] {
            let found = pages(&format!("{good}{bad}"));
            assert_eq!((found.len(), found.last().unwrap().is_ok()), (count, count == 1), "{bad}");
        }
        assert!(pages("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 2\r\n\r\nxx\r\n\r\n")[0].is_err());
    }
}
