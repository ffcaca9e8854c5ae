//! Bytes of a file in; its text out, or an error that says why they are no text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::stream::Stream;
use super::{characters, foreign};
use crate::error::{Error, ErrorKind, Result};

/// Text with what is doubtful about its encoding.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// That the encoding had to be guessed, or that bytes did not fit it.
    pub warning: Option<Error>,
}

/// Decodes bytes: by their byte order mark, else as `declared`, else as UTF-8, else by a guess that a warning names.
///
/// # Errors
/// `Encoding` if the bytes are no text.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(decode_as(&bytes[mark..], encoding, false));
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return Ok(decode_as(&bytes, encoding, false));
    }
    if let Some(error) = foreign::foreign(&bytes) {
        return Err(error);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return Ok(decode_as(&bytes, encoding, true));
    }
    refuse_binary(&bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, warning: None }),
        Err(error) => Ok(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), declared)),
    }
}

/// Text that is meant to be UTF-8 but is not: damaged UTF-8 if most of what lies beyond ASCII is well formed (or UTF-8 is
/// declared), else a legacy encoding by a guess.
fn not_utf8(bytes: &[u8], first: usize, declared: Option<&'static Encoding>) -> Decoded {
    if declared == Some(UTF_8) || is_damaged_utf8(bytes) {
        let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let warning =
            Error::new(ErrorKind::Encoding, format!("{bad} byte sequences are not UTF-8; read as “\u{fffd}”"))
                .at_byte(first as u64)
                .remedy("save the file as UTF-8 or name its encoding with --encoding");
        return Decoded { text: String::from_utf8_lossy(bytes).into_owned(), warning: Some(warning) };
    }
    let encoding = legacy(bytes);
    let mut decoded = decode_as(bytes, encoding, false);
    decoded.warning = Some(guessed(encoding).at_byte(first as u64));
    decoded
}

/// Whether most of what lies beyond ASCII is well-formed UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let good = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii()).count();
    good > 4 * bad
}

/// A guess at a legacy encoding.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let odd = |encoding: &'static Encoding| oddities(&encoding.decode_without_bom_handling(bytes).0);
    // What old spreadsheets of the Mac write, the detector does not know.
    let is_mac = guess.is_single_byte() && odd(guess) > 0 && odd(MACINTOSH) == 0;
    if is_mac { MACINTOSH } else { guess }
}

/// How many signs stand between letters where no word has them: a capital, or what is neither letter nor apostrophe.
fn oddities(text: &str) -> usize {
    let mut odd = 0;
    let mut before = [' '; 2];
    for c in text.chars() {
        let [first, second] = before;
        let is_odd = !second.is_ascii() && !second.is_lowercase() && second != '’';
        odd += usize::from(is_odd && first.is_ascii_alphabetic() && c.is_ascii_lowercase());
        before = [second, c];
    }
    odd
}

fn guessed(encoding: &'static Encoding) -> Error {
    Error::new(ErrorKind::Encoding, format!("not UTF-8; read as {}, which is a guess", encoding.name()))
        .remedy("save the file as UTF-8 or name its encoding with --encoding")
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, guess: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let warning = if guess {
        Some(guessed(encoding))
    } else if damaged {
        let message = format!("bytes that are not {}; read as “\u{fffd}”", encoding.name());
        Some(Error::new(ErrorKind::Encoding, message).remedy("name the encoding with --encoding"))
    } else {
        None
    };
    Decoded { text: text.into_owned(), warning }
}

/// UTF-16 without a byte order mark: Latin text then has a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    if head.len() < 4 || even.max(odd) < most.max(2) || even.min(odd) * 10 > even.max(odd) {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// A stream of records in UTF-8, with a warning if its encoding had to be guessed: by its byte order mark, else as
/// `declared`, else as its head tells. A record may still hold bytes that are not UTF-8.
///
/// # Errors
/// `Empty` if it holds nothing; `Encoding` if its head is no text.
pub(super) fn stream(mut stream: Stream, declared: Option<&'static Encoding>) -> Result<(Stream, Option<Error>)> {
    let head = stream.head()?;
    if head.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "no text to read").remedy("give a file that holds text"));
    }
    let (encoding, warning) = told(head, declared);
    if encoding.is_none() {
        refuse_binary(head)?;
    }
    let (encoding, warning) = match encoding {
        None => guess(head),
        told => (told, warning),
    };
    let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) else { return Ok((stream, warning)) };
    let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(stream);
    Ok((Stream::new(Box::new(decoded)), warning))
}

/// The encoding that a byte order mark, an option or the zeros of UTF-16 tell.
fn told(head: &[u8], declared: Option<&'static Encoding>) -> (Option<&'static Encoding>, Option<Error>) {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.or(declared) {
        return (Some(encoding), None);
    }
    match unmarked_utf16(head) {
        Some(encoding) => (Some(encoding), Some(guessed(encoding))),
        None => (None, None),
    }
}

/// The legacy encoding of a head that is not UTF-8, damaged or not.
fn guess(head: &[u8]) -> (Option<&'static Encoding>, Option<Error>) {
    // The head may end within a character.
    let first = match str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => error.valid_up_to(),
        _ => return (None, None),
    };
    if is_damaged_utf8(head) {
        return (None, None);
    }
    let encoding = legacy(head);
    (Some(encoding), Some(guessed(encoding).at_byte(first as u64)))
}

/// The head of a file as text, for a look at what it is.
pub(super) fn preview(head: &[u8], declared: Option<&'static Encoding>) -> String {
    match told(head, declared).0 {
        Some(encoding) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

fn refuse_binary(bytes: &[u8]) -> Result<()> {
    let count = bytes.iter().filter(|byte| is_control(**byte)).count();
    let Some(at) = bytes.iter().position(|byte| is_control(*byte)) else { return Ok(()) };
    if count == 1 || count * FEW <= bytes.len() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Encoding, "binary bytes, not text")
        .at_byte(at as u64)
        .remedy("give plain text, HTML, JSONL, CSV or CoNLL-U"))
}

/// Text that was damaged has one control character in so many bytes, or one in all; other files have one in ten.
const FEW: usize = 30;

fn is_control(byte: u8) -> bool {
    characters::is_control(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, bool) {
        let decoded = decode(bytes.to_vec(), None).unwrap();
        (decoded.text, decoded.warning.is_some())
    }

    #[test]
    fn byte_order_marks_and_utf8_need_no_guess() {
        let utf16: Vec<u8> = "\u{feff}Zürich".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in ["Zürich".as_bytes(), "\u{feff}Zürich".as_bytes(), &utf16] {
            assert_eq!(read(bytes), ("Zürich".to_owned(), false));
        }
    }

    #[test]
    fn legacy_text_is_guessed_with_a_warning_unless_declared() {
        let latin = b"The mayor of Z\xfcrich met the mayor of M\xe1laga.";
        let (text, warned) = read(latin);
        assert_eq!((text.as_str(), warned), ("The mayor of Zürich met the mayor of Málaga.", true));
        let declared = decode(latin.to_vec(), Some(encoding_rs::WINDOWS_1252)).unwrap();
        assert!(declared.warning.is_none() && declared.text == text);
        let utf16: Vec<u8> = "The mayor".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), ("The mayor".to_owned(), true));
    }

    #[test]
    fn text_of_an_old_mac_is_told_by_its_words() {
        let (text, warned) = read(b"It\xd5s M\x87laga, the mayor of Z\x9frich said.");
        assert_eq!((text.as_str(), warned), ("It’s Málaga, the mayor of Zürich said.", true));
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_curly_quotes() {
        let mut bytes = "“Yes,” “no,” “perhaps,” she said.".as_bytes().to_vec();
        bytes.push(0xe9);
        let decoded = decode(bytes, None).unwrap();
        assert!(decoded.text.starts_with("“Yes,”") && decoded.text.ends_with('\u{fffd}'));
        assert!(decoded.warning.unwrap().to_string().starts_with("byte 45: "));
    }

    #[test]
    fn binary_bytes_are_refused_with_their_place() {
        for bytes in [&b"abc\x00\x01\x02def"[..], b"%PDF-1.7", b"\x7fELF\x02\x01\x01\x00\x00\x00", b"\x1f\x8b\x08"] {
            assert_eq!(decode(bytes.to_vec(), None).unwrap_err().kind(), ErrorKind::Encoding);
        }
        let error = decode(b"abc\x01\x02".to_vec(), None).unwrap_err();
        assert!(error.to_string().starts_with("byte 3: binary bytes"));
        assert!(decode(b"abc\x01".to_vec(), None).is_ok());
    }
}
