//! A table with a head line in; records out. A bad row costs itself alone.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::record::{self, Record};
use crate::error::{Error, ErrorKind, Result};

/// An iterator over the rows of a CSV stream.
pub(super) struct Rows<R> {
    reader: csv::Reader<R>,
    columns: Columns,
    failed: bool,
}

/// Where the columns stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    text: usize,
    id: Option<usize>,
    title: Option<usize>,
    published: Option<usize>,
    url: Option<usize>,
}

impl<R: Read> Rows<R> {
    /// Reads the head line.
    ///
    /// # Errors
    /// `Format` if it has no column `text`.
    pub fn new(input: R) -> Result<Self> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
        let columns = Columns::of(reader.byte_headers().map_err(|error| bad(&error))?)?;
        Ok(Self { reader, columns, failed: false })
    }

    fn record(&self, row: &ByteRecord) -> Result<Record> {
        let place = row.position();
        let located = |error: Error| match place {
            Some(place) => error.at_line(place.line()).at_byte(place.byte()),
            None => error,
        };
        let field = |index: Option<usize>| -> Result<Option<String>> {
            let Some(bytes) = index.and_then(|index| row.get(index)).filter(|bytes| !bytes.is_empty()) else {
                return Ok(None);
            };
            let not_utf8 = |_| {
                located(Error::new(ErrorKind::Encoding, "a row that is not UTF-8").remedy("save the file as UTF-8"))
            };
            Ok(Some(str::from_utf8(bytes).map_err(not_utf8)?.to_owned()))
        };
        let (published, warning) = record::published(field(self.columns.published)?.as_deref());
        Ok(Record {
            id: field(self.columns.id)?,
            url: field(self.columns.url)?,
            title: field(self.columns.title)?,
            published,
            text: field(Some(self.columns.text))?.unwrap_or_default(),
            line: place.map(csv::Position::line),
            warnings: warning.into_iter().collect(),
            ..Record::default()
        })
    }
}

impl Columns {
    fn of(head: &ByteRecord) -> Result<Self> {
        let names: Vec<String> = head
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_lowercase())
            .collect();
        let find = |name: &str| names.iter().position(|column| column == name);
        let Some(text) = find("text") else {
            let names: Vec<String> = names.iter().take(8).map(|name| name.chars().take(30).collect()).collect();
            return Err(Error::new(ErrorKind::Format, format!("no column “text” among “{}”", names.join("”, “")))
                .at_line(1)
                .remedy("name the columns id, text, and where known title, published, url in the first line"));
        };
        let published = find("published").or_else(|| find("date"));
        Ok(Self { text, id: find("id"), title: find("title"), published, url: find("url") })
    }
}

fn bad(error: &csv::Error) -> Error {
    let mut found = Error::new(ErrorKind::Format, format!("no CSV: {error}"));
    if let Some(place) = error.position() {
        found = found.at_line(place.line()).at_byte(place.byte());
    }
    found
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => Some(self.record(&row)),
            Ok(false) => None,
            Err(error) => {
                self.failed = error.is_io_error();
                Some(Err(bad(&error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_records_and_a_bad_one_costs_itself_alone() {
        let table = b"\xef\xbb\xbfID,Date,Text\na,2023-03-21,\"One,\ntwo.\"\nb,,\xff\nc,soon,Three.\n";
        let found: Vec<_> = Rows::new(&table[..]).unwrap().collect();
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.id.as_deref(), first.text.as_str()), (Some("a"), "One,\ntwo."));
        assert_eq!(first.published.unwrap().to_string(), "2023-03-21");
        let error = found[1].as_ref().unwrap_err().to_string();
        assert!(error.contains("a row that is not UTF-8"), "{error}");
        assert!(error.starts_with("line 4: byte "), "{error}");
        assert_eq!(found[2].as_ref().unwrap().warnings.len(), 1);
    }

    #[test]
    fn a_table_without_text_is_refused() {
        let error = Rows::new(&b"id,body\n1,x\n"[..]).err().unwrap();
        assert!(error.to_string().contains("no column “text” among “id”, “body”"));
    }
}
