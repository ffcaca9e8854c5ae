//! JSON in (an object, a list, one value a line or values one after the other); records out. A bad value costs itself alone.

mod frames;
mod mend;
mod values;

use std::io::{self, Read};

use serde_json::Value;

use super::encoding;
use super::fields::{self, Field};
use super::limits;
use super::record::Record;
use super::stream::{Stream, unreadable};
use crate::error::{Error, ErrorKind, Result};
pub(super) use values::wrapping;
use values::{Chunk, Layout, Values};

/// How values are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// As the first lines tell.
    Told,
    /// One value a line.
    Lines,
}

/// The records of a stream of JSON.
///
/// # Errors
/// `Read` if its head cannot be read.
pub(super) fn read(
    mut stream: Stream,
    parting: Parting,
    fields: Vec<Field>,
) -> Result<impl Iterator<Item = Result<Record>> + Send> {
    let skipped = values::wrapping(stream.head()?) as u64;
    io::copy(&mut stream.by_ref().take(skipped), &mut io::sink()).map_err(unreadable)?;
    let layout = match parting {
        Parting::Told => values::layout(stream.head()?),
        Parting::Lines => Layout::Lines,
    };
    // The id of a record without one tells its line or, where values are not parted by lines, how many came before it.
    let is_lines = layout == Layout::Lines;
    let mut count = 0;
    Ok(Values::new(stream, layout, skipped, limits::RECORD).flat_map(move |chunk| {
        let found = match chunk {
            Ok(chunk) => records(&chunk, is_lines, &fields),
            Err(error) => vec![Err(error)],
        };
        let is_alone = layout == Layout::Loose && count == 0 && found.len() == 1;
        let mut numbered = Vec::with_capacity(found.len());
        for record in found {
            count += 1;
            numbered.push(record.map(|record| {
                let number = record.line.filter(|_| is_lines).unwrap_or(count);
                Record { number: (!is_alone).then_some(number), ..record }
            }));
        }
        numbered
    }))
}

/// The articles of one value.
fn records(chunk: &Chunk, is_line: bool, fields: &[Field]) -> Vec<Result<Record>> {
    let (text, mut warnings) = match str::from_utf8(&chunk.bytes) {
        Ok(text) => (text.to_owned(), Vec::new()),
        Err(_) => match encoding::decode(chunk.bytes.clone(), None) {
            Ok(decoded) => (decoded.text, decoded.warning.into_iter().map(|w| w.at_byte(chunk.byte)).collect()),
            Err(error) => return vec![Err(error.at_line(chunk.line).at_byte(chunk.byte))],
        },
    };
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => match mend::mend(&text).and_then(|mended| serde_json::from_str(&mended).ok()) {
            Some(value) => {
                warnings.push(
                    Error::new(ErrorKind::Format, format!("not JSON by the standard: {}", cause(&error)))
                        .remedy("NaN, half characters and line breaks in strings were left out"),
                );
                value
            }
            None => return vec![Err(no_json(chunk, &text, &error, is_line))],
        },
    };
    let value = frames::rows(&value).unwrap_or(value);
    let mut found = match &value {
        // A list of texts.
        Value::String(text) if text.contains(char::is_whitespace) => {
            vec![Record { text: text.clone(), ..Record::default() }]
        }
        value => fields::articles(value, fields),
    };
    if found.is_empty() {
        return vec![Err(no_text(chunk, &value))];
    }
    if let Some(first) = found.first_mut() {
        first.warnings.append(&mut warnings);
    }
    found.into_iter().map(|record| Ok(Record { line: Some(chunk.line), ..record })).collect()
}

fn no_json(chunk: &Chunk, text: &str, error: &serde_json::Error, is_line: bool) -> Error {
    // serde_json counts lines and columns in bytes, from 1.
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let column = (before + error.column().saturating_sub(1)).min(text.len()) as u64;
    let remedy = match is_line {
        true => "expected {\"id\": …, \"text\": …} on one line; the line was left out",
        false => "the record was left out",
    };
    Error::new(ErrorKind::Format, format!("no JSON: {}", cause(error)))
        .at_line(chunk.line + error.line().saturating_sub(1) as u64)
        .at_byte(chunk.byte + column)
        .remedy(remedy)
}

fn no_text(chunk: &Chunk, value: &Value) -> Error {
    let names = match value {
        Value::Object(map) => {
            let names: Vec<&str> = map.keys().take(8).map(String::as_str).collect();
            let names: Vec<String> = names.iter().map(|name| name.chars().take(30).collect()).collect();
            format!(" among “{}”", names.join("”, “"))
        }
        _ => String::new(),
    };
    Error::new(ErrorKind::Empty, format!("no text{names}"))
        .at_line(chunk.line)
        .at_byte(chunk.byte)
        .remedy("the record was left out; if a field holds the text, name it: --field text=PATH")
}

fn cause(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<Result<Record>> {
        let stream = Stream::new(Box::new(std::io::Cursor::new(text.to_vec())));
        read(stream, Parting::Told, Vec::new()).unwrap().collect()
    }

    fn texts(text: &str) -> Vec<String> {
        all(text.as_bytes()).into_iter().map(|record| record.unwrap().text).collect()
    }

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let text = b"{\"id\": 7, \"text\": \"One.\"}\n\nnonsense\n{\"id\": \"b\"}\n{\"text\": \"Z\xfcrich\"}\n{\"text\": \"Two.\", \"published\": \"2023-03-21T08:00Z\"}";
        let found = all(text);
        assert_eq!(found.len(), 5);
        assert_eq!(found[0].as_ref().unwrap().id.as_deref(), Some("7"));
        let error = found[1].as_ref().unwrap_err().to_string();
        assert!(error.starts_with("line 3: byte 28: no JSON: expected ident"), "{error}");
        assert!(found[2].as_ref().unwrap_err().to_string().contains("no text among “id”"));
        let guessed = found[3].as_ref().unwrap();
        assert_eq!((guessed.text.as_str(), guessed.warnings.len()), ("Zürich", 1));
        let last = found[4].as_ref().unwrap();
        assert_eq!((last.published.unwrap().to_string().as_str(), last.line), ("2023-03-21", Some(6)));
    }

    #[test]
    fn values_are_parted_in_many_ways() {
        let (one, two) = (r#"{"text": "On\"e} ["}"#, r#"{"text": "Two"}"#);
        let pretty = one.replace(": ", ":\n  ");
        for text in [
            format!("{one}\n{two}\n"),
            format!("{one}\r{two}"),
            format!("{one},\n{two},\n"),
            format!("{one}\n,\n{two}\n]\n"),
            format!("{one}{two}"),
            format!("\u{feff}[{one}, {two}]"),
            format!("[\n{pretty},\n\n {two}]\n"),
            format!("{pretty}\n{two}"),
            format!("\u{1e}{one}\n\u{1e}{two}\n"),
            format!("{{\"articles\": [{one}, {two}]}}"),
        ] {
            assert_eq!(texts(&text), ["On\"e} [", "Two"], "{text}");
        }
    }

    #[test]
    fn lists_of_texts_and_data_frames_are_read() {
        assert_eq!(texts("[\"They met.\", \"They left.\"]"), ["They met.", "They left."]);
        assert_eq!(texts(r#"{"text": {"0": "They met.", "1": "They left."}}"#), ["They met.", "They left."]);
    }

    #[test]
    fn a_bad_element_of_a_list_costs_itself_alone() {
        let found = all(b"[{\"text\": \"One\"}, {\"text\" \"Two\"}, {\"text\": \"Three\"}, {\"te");
        let good: Vec<_> = found.iter().filter_map(|record| record.as_ref().ok()).map(|r| r.text.as_str()).collect();
        assert_eq!((good, found.len()), (vec!["One", "Three"], 4));
    }

    #[test]
    fn what_is_not_quite_json_is_mended_with_a_warning() {
        for text in ["{\"text\": \"One\", \"score\": NaN}", "{\"text\": \"One\", \"x\": \"\\ud83d!\"}"] {
            let record = all(text.as_bytes()).remove(0).unwrap();
            assert_eq!((record.text.as_str(), record.warnings.len()), ("One", 1), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error() {
        assert!(all("[".repeat(100_000).as_bytes()).iter().all(Result::is_err));
    }
}
