//! Inputs and options in; an iterator of documents out that holds one file or record at a time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use chrono::NaiveDate;

use super::files::{self, Source};
use super::open::{self, Opened};
use super::options::Options;
use super::record::{Record, Records};
use super::{Document, LineKind, MAX_LINE, language, lines};
use crate::error::{Error, ErrorKind, Result};

/// A document that was read, with what is doubtful about it.
#[derive(Debug)]
pub struct Input {
    /// What was read.
    pub content: Content,
    /// One warning for each doubt: a guessed encoding, a line that was cut, a text that is not English.
    pub warnings: Vec<Error>,
}

/// What an input holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text to analyze.
    Text(Document),
    /// A document in CoNLL-U, for [`analyze::conllu`](crate::analyze::conllu) to read.
    Conllu {
        /// The identifier of the document.
        id: String,
        /// The lines of CoNLL-U.
        text: String,
        /// The file that they stand in, for messages.
        path: PathBuf,
        /// The line of that file that they begin in, counted from 1.
        line: u64,
        /// The day of publication if the lines carry none.
        published: Option<NaiveDate>,
    },
}

impl Content {
    /// The identifier of the document.
    pub fn id(&self) -> &str {
        match self {
            Self::Text(document) => &document.id,
            Self::Conllu { id, .. } => id,
        }
    }
}

/// Reads all inputs: files, folders and `-` for standard input. Files come in the order of their paths, records in that of
/// their file. Each error names its file and costs that file or record alone.
pub fn read(inputs: &[PathBuf], options: Options) -> Reader {
    let sources = files::list(inputs, options.output.as_deref()).into();
    Reader { sources, current: None, options, ids: BTreeMap::new(), notes: BTreeSet::new() }
}

/// An iterator over the documents of all inputs, made by [`read`].
pub struct Reader {
    sources: VecDeque<Result<Source>>,
    current: Option<Open>,
    options: Options,
    /// How often each id was given.
    ids: BTreeMap<String, u32>,
    /// What has been said of how fields are understood.
    notes: BTreeSet<String>,
}

/// A file that is being read.
struct Open {
    source: Source,
    records: Records,
    /// Whether it has given anything, be it an error.
    any: bool,
}

impl Reader {
    /// How many files are still to be opened.
    pub fn files_left(&self) -> usize {
        self.sources.len()
    }

    /// Opens a file; an archive puts its files in front of what is still to be read.
    fn open(&mut self, source: Source) -> Result<()> {
        match open::open(&source, &self.options).map_err(|error| located(error, &source))? {
            Opened::Records(records) => self.current = Some(Open { source, records, any: false }),
            Opened::Archive(members) => {
                let members = members.into_iter().rev().map(|member| member.map_err(|error| located(error, &source)));
                members.for_each(|member| self.sources.push_front(member));
            }
        }
        Ok(())
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        let id = format!("{id}-{count}");
        self.unique(id)
    }

    fn finish(&mut self, record: Record, source: &Source) -> Result<Input> {
        let located = |error: Error| match (record.line, record.byte) {
            (Some(line), _) => located(error.at_line(line), source),
            (None, Some(byte)) => located(error.at_byte(byte), source),
            (None, None) => located(error, source),
        };
        if record.text.trim().is_empty() {
            return Err(located(Error::new(ErrorKind::Empty, "no text to read").remedy("it was left out")));
        }
        let mut warnings: Vec<Error> = record.warnings.into_iter().map(located).collect();
        if let Some(note) = record.note.filter(|note| self.notes.insert(note.clone())) {
            let note = Error::new(ErrorKind::Note, note).remedy("--field names others");
            warnings.push(note.in_file(source.path()));
        }
        let base = match record.number {
            Some(number) => format!("{}-{number}", source.base),
            None => source.base.clone(),
        };
        let id = self.unique(record.id.filter(|id| !id.trim().is_empty()).unwrap_or(base));
        let published = record.published.or(self.options.published);
        if record.is_conllu {
            let (path, line) = (source.path(), record.line.unwrap_or(1));
            return Ok(Input { content: Content::Conllu { id, text: record.text, path, line, published }, warnings });
        }
        let mut found = lines::classify(&record.text);
        for line in found.lines.iter_mut().filter(|line| record.headings.contains(&line.span.start)) {
            line.kind = LineKind::Headline;
        }
        for cut in &found.cut {
            warnings.push(located(overlong(cut, record.line.is_none())));
        }
        if language::is_foreign(&record.text) {
            let warning = Error::new(ErrorKind::Language, format!("document “{id}” does not seem to be English"));
            warnings.push(located(warning.remedy("newsgraph reads English; expect little from it")));
        }
        let published = published.or(found.date);
        let (url, title, text) = (record.url, record.title, record.text);
        let document = Document { id, url, title, published, text, lines: found.lines };
        Ok(Input { content: Content::Text(document), warnings })
    }
}

impl Iterator for Reader {
    type Item = Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(mut open) = self.current.take() else {
                if let Err(error) = self.sources.pop_front()?.and_then(|source| self.open(source)) {
                    return Some(Err(error));
                }
                continue;
            };
            let Some(record) = open.records.next() else {
                if open.any {
                    continue;
                }
                let error = Error::new(ErrorKind::Empty, "nothing to read").remedy("give a file that holds text");
                return Some(Err(located(error, &open.source)));
            };
            open.any = true;
            let input = match record {
                Ok(record) => self.finish(record, &open.source),
                Err(error) => Err(located(error, &open.source)),
            };
            self.current = Some(open);
            return Some(input);
        }
    }
}

fn overlong(cut: &lines::Cut, is_file: bool) -> Error {
    let message = format!("line of {} bytes: only the first {} kB were read", cut.length, MAX_LINE / 1024);
    let error =
        Error::new(ErrorKind::Format, message).at_byte(cut.begin as u64).remedy("break the text into paragraphs");
    if is_file { error.at_line(cut.line) } else { error }
}

fn located(error: Error, source: &Source) -> Error {
    error.in_file(source.path())
}
