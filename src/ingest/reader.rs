//! Inputs and options in; an iterator of documents out that holds one file or record at a time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::address::address;
use super::copies::{self, Copies};
use super::extent::Extent;
use super::files::{self, Source};
use super::open::{self, Opened};
use super::options::Options;
use super::record::{Record, Records};
use super::watch::Watch;
use super::{Document, LineKind, MAX_LINE, characters, language, limits, lines};
use crate::error::{Error, ErrorKind, Result};

/// The year before which news is rather of a clock that was wrong: that is said of it.
const EARLIEST: i32 = 1850;

/// A document that was read, with what is doubtful about it.
#[derive(Debug)]
pub struct Input {
    /// What was read.
    pub content: Content,
    /// One warning for each doubt: a guessed encoding, a line that was cut, a text that is not English.
    pub warnings: Vec<Error>,
    /// How many bytes of each line that was cut were not read.
    pub cut: Vec<usize>,
    /// A hash of the words of the text, however they are spaced: copies have the same.
    pub words: u128,
}

/// What an input holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// A text to analyze.
    Text(Document),
    /// A text that is that of a document read before, word for word.
    Copy {
        /// The identifier of that document.
        id: String,
        /// The identifier that this one would have.
        own_id: String,
        /// Where this one was published.
        url: Option<String>,
    },
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
            Self::Copy { id, .. } | Self::Conllu { id, .. } => id,
        }
    }

    /// How many words it has, parted by white space; of CoNLL-U as many as it has lines.
    pub fn words(&self) -> usize {
        match self {
            Self::Text(document) => document.text.split_whitespace().count(),
            Self::Copy { .. } => 0,
            Self::Conllu { text, .. } => text.lines().count(),
        }
    }
}

/// Reads all inputs: files, folders and `-` for standard input. Files come in the order of their paths, records in that of
/// their file. Each error names its file and costs that file or record alone.
pub fn read(inputs: &[PathBuf], options: Options) -> Reader {
    let listing = files::list(inputs, &options.outputs);
    Reader::of(listing.sources, listing.passed_over, options)
}

/// Reads bytes as a file of that name is read.
///
/// ```
/// use newsgraph::ingest::{Content, Options, read_bytes};
///
/// let feed = br#"{"id": "vote", "text": "Peru praised Chile."}"#;
/// let input = read_bytes("feed.jsonl", feed.as_slice(), Options::default()).next().unwrap()?;
/// assert_eq!(input.content.id(), "vote");
/// # Ok::<(), newsgraph::Error>(())
/// ```
pub fn read_bytes(name: impl AsRef<Path>, bytes: impl Into<Arc<[u8]>>, options: Options) -> Reader {
    Reader::of(vec![Ok(Source::of_bytes(name.as_ref(), bytes.into()))], Vec::new(), options)
}

/// An iterator over the documents of all inputs, made by [`read`].
pub struct Reader {
    sources: VecDeque<Result<Source>>,
    passed_over: Vec<Error>,
    current: Option<Open>,
    options: Options,
    /// How often each id was given.
    ids: BTreeMap<String, u32>,
    /// What has been said of how fields are understood.
    notes: BTreeSet<String>,
    /// The texts that were given.
    copies: Copies,
    extent: Arc<Extent>,
}

/// A file that is being read.
struct Open {
    source: Source,
    records: Records,
    watch: Option<Watch>,
    /// Whether it has given anything, be it an error.
    any: bool,
}

impl Reader {
    fn of(sources: Vec<Result<Source>>, passed_over: Vec<Error>, options: Options) -> Self {
        let (ids, notes, copies) = (BTreeMap::new(), BTreeSet::new(), Copies::default());
        let extent = Arc::<Extent>::default();
        sources.iter().flatten().for_each(|source| extent.add(source.bytes()));
        Self { sources: sources.into(), passed_over, current: None, options, ids, notes, copies, extent }
    }

    /// What in the folders is no input, a message each: earlier graphs, files whose names tell no format.
    pub fn passed_over(&self) -> &[Error] {
        &self.passed_over
    }

    /// How much of the files was read.
    pub fn extent(&self) -> Arc<Extent> {
        Arc::clone(&self.extent)
    }

    /// Opens a file; an archive puts its files in front of what is still to be read.
    fn open(&mut self, source: Source) -> Result<()> {
        match open::open(&source, &self.options, &self.extent).map_err(|error| located(error, &source))? {
            Opened::Records(records, watch) => self.current = Some(Open { source, records, watch, any: false }),
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

    fn finish(&mut self, mut record: Record, source: &Source) -> Result<Input> {
        // Headings are known by their bytes.
        if record.headings.is_empty() {
            clean(&mut record);
        }
        let (line, byte) = (record.line, record.byte);
        let located = |error: Error| match (line, byte) {
            (Some(line), _) => located(error.at_line(line), source),
            (None, Some(byte)) => located(error.at_byte(byte), source),
            (None, None) => located(error, source),
        };
        if let Some(error) = unfit(&record) {
            return Err(located(error));
        }
        let mut warnings: Vec<Error> = std::mem::take(&mut record.warnings).into_iter().map(located).collect();
        if let Some(note) = record.note.take().filter(|note| self.notes.insert(note.clone())) {
            let note = Error::new(ErrorKind::Note, note).remedy("--field names others");
            warnings.push(note.in_file(source.path()));
        }
        let base = match record.number {
            Some(number) => format!("{}-{number}", source.base),
            None => source.base.clone(),
        };
        record.url = record.url.take().map(|url| address(&url));
        let own = record.id.take().filter(|id| !id.trim().is_empty());
        let (is_own, id) = (own.is_some(), tidy(own.unwrap_or(base)));
        let words = copies::key(&record.text);
        let key = (self.options.copies_apart && !record.is_conllu).then_some(words);
        if let Some(first) = key.and_then(|key| self.copies.first(key)) {
            let content = Content::Copy { id: first.to_owned(), own_id: id, url: record.url };
            return Ok(Input { content, warnings, cut: Vec::new(), words });
        }
        let wanted = id.clone();
        let id = self.unique(id);
        if is_own && id != wanted {
            let message = format!("another text has the id “{wanted}” too; this one is read as “{id}”");
            warnings.push(located(Error::new(ErrorKind::Doubt, message).remedy("give each document an id of its own")));
        }
        if let Some(key) = key {
            self.copies.enter(key, &id);
        }
        let published = record.published.or(self.options.published);
        if let Some(day) = record.published.filter(|day| day.year() < EARLIEST) {
            let message = format!("document “{id}” is of {day}: a clock that was wrong, or a paper of long ago");
            warnings.push(located(Error::new(ErrorKind::Doubt, message).remedy("check its day of publication")));
        }
        if record.is_conllu {
            let (path, line) = (source.path(), line.unwrap_or(1));
            let content = Content::Conllu { id, text: record.text, path, line, published };
            return Ok(Input { content, warnings, cut: Vec::new(), words });
        }
        let (document, cut) = document(record, id, published, |doubt| warnings.push(located(doubt)));
        Ok(Input { content: Content::Text(document), warnings, cut, words })
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
                if open.watch.is_some_and(|watch| watch.has_changed()) {
                    let error = Error::new(ErrorKind::Read, "somebody wrote to the file while it was read");
                    let remedy = "what was read may be of neither state; run it again when the file is whole";
                    return Some(Err(located(error.remedy(remedy), &open.source)));
                }
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

/// Why a record is no document.
fn unfit(record: &Record) -> Option<Error> {
    if record.text.trim().is_empty() {
        return Some(Error::new(ErrorKind::Empty, "no text to read").remedy("it was left out"));
    }
    // What a long line is cut by costs nothing.
    let length: usize = record.text.lines().map(|line| line.len().min(MAX_LINE)).sum();
    (length > limits::TEXT && !record.is_conllu).then(|| {
        let message = format!("a text of {} MB, more than an article has", length >> 20);
        Error::new(ErrorKind::Format, message).remedy("give its articles by themselves")
    })
}

/// A record with its lines, and how many bytes of each that was cut were not read.
fn document(
    record: Record,
    id: String,
    published: Option<NaiveDate>,
    mut warn: impl FnMut(Error),
) -> (Document, Vec<usize>) {
    let mut found = lines::classify(&record.text);
    for line in found.lines.iter_mut().filter(|line| record.headings.contains(&line.span.start)) {
        line.kind = LineKind::Headline;
    }
    let cut = found.cut.iter().map(|cut| cut.length - cut.kept).collect();
    for cut in &found.cut {
        warn(overlong(cut, record.line.is_none()));
    }
    if language::is_foreign(&record.text) {
        let warning = Error::new(ErrorKind::Language, format!("document “{id}” does not seem to be English"));
        warn(warning.remedy("newsgraph reads English; expect little from it"));
    }
    let published = published.or(found.date);
    let (url, title) = (record.url, record.title);
    let text = found.mended.unwrap_or(record.text);
    (Document { id, url, title, published, text, lines: found.lines }, cut)
}

/// An id that is the same in every output: on one line, and in an id that a table must quote without a backslash that
/// escapes what follows.
fn tidy(mut id: String) -> String {
    if id.contains(['\r', '\n']) {
        id = id.replace("\r\n", " ").replace(['\r', '\n'], " ");
    }
    if id.contains('\\') && id.contains(['"', ',']) {
        id = id.replace('\\', "/");
    }
    id
}

/// Leaves out the characters that no text has.
fn clean(record: &mut Record) {
    let Some(cleaned) = characters::cleaned(&record.text) else { return };
    record.text = cleaned.text;
    if cleaned.controls > 0 {
        let what = if cleaned.controls == 1 { "character was" } else { "characters were" };
        let message = format!("{} control {what} left out", cleaned.controls);
        let warning = Error::new(ErrorKind::Encoding, message).at_byte(cleaned.first as u64);
        record.warnings.push(warning.remedy("check the file if words are missing"));
    }
}

fn overlong(cut: &lines::Cut, is_file: bool) -> Error {
    let message = format!("line of {} bytes: only the first {} were read", cut.length, cut.kept);
    let error =
        Error::new(ErrorKind::Format, message).at_byte(cut.begin as u64).remedy("break the text into paragraphs");
    if is_file { error.at_line(cut.line) } else { error }
}

fn located(error: Error, source: &Source) -> Error {
    error.in_file(source.path())
}
