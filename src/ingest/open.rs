//! A file in; its records out, or the files that it holds if it is an archive.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::iter;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::extent::Extent;
use super::files::{Origin, Source};
use super::options::Options;
use super::record::{Record, Records};
use super::stream::{Stream, unreadable};
use super::watch::Watch;
use super::{
    Format, archive, articles, characters, conllu, csv, detect, encoding, foreign, html, json, mail, markdown, markup,
    order, rtf, story, unpack, warc, xml,
};
use crate::error::{Error, ErrorKind, Result};

/// What a file holds.
pub(super) enum Opened {
    /// Its records, and a watch over the file that they come from.
    Records(Records, Option<Watch>),
    /// The files of an archive.
    Archive(Vec<Result<Source>>),
}

/// Opens a file.
///
/// # Errors
/// Why it cannot be read; of kind `Skipped` if nobody asked for it by name and it is of no kind that is read.
pub(super) fn open(source: &Source, options: &Options, extent: &Arc<Extent>) -> Result<Opened> {
    let (stream, watch) = stream(source, extent)?;
    let (mut stream, depth) = unpack::unpack(stream, source.depth)?;
    if archive::is_archive(stream.head()?) {
        extent.add(None);
        return members(source, stream, depth);
    }
    if let Some(length) = warc::http_header(stream.head()?) {
        io::copy(&mut stream.by_ref().take(length as u64), &mut io::sink()).map_err(unreadable)?;
    }
    let head = stream.head()?;
    if let Some(error) = foreign::foreign(head) {
        return Err(if source.found { skipped(&error) } else { error });
    }
    let preview = encoding::preview(head, options.encoding);
    let name = source.path();
    let name = (!matches!(source.origin, Origin::Stdin)).then_some(name.as_path());
    let told = detect::format(&preview, name);
    let format = match options.format {
        Some(format) => format,
        None if told.by_default && source.found => return Err(no_format()),
        None => told.format,
    };
    let records = records(stream, format, &preview, options)?;
    Ok(Opened::Records(Box::new(order::settled(records)), watch))
}

/// The bytes of a source, and a watch if they are those of a file.
fn stream(source: &Source, extent: &Arc<Extent>) -> Result<(Stream, Option<Watch>)> {
    Ok(match &source.origin {
        Origin::Stdin => (Stream::new(Box::new(io::stdin())), None),
        Origin::File(path) => {
            let file = File::open(path).map_err(unreadable)?;
            let watch = Watch::of(&file);
            (Stream::new(Box::new(extent.counted(file))), watch)
        }
        Origin::Bytes(_, bytes) => (Stream::new(Box::new(Cursor::new(Arc::clone(bytes)))), None),
        // Its checksum tells.
        Origin::Member(_, member) => (member.open(), None),
    })
}

/// The files of an archive. Its directory stands at its end, so that one that comes as a stream is written into a file
/// without a name first.
fn members(source: &Source, mut stream: Stream, depth: u8) -> Result<Opened> {
    if depth >= super::limits::ARCHIVE_DEPTH {
        return Err(unpack::too_deep());
    }
    let file = match &source.origin {
        Origin::File(path) if depth == source.depth => File::open(path).map_err(unreadable)?,
        _ => {
            let mut file = tempfile::tempfile().map_err(unreadable)?;
            io::copy(&mut stream, &mut file).map_err(unreadable)?;
            file.rewind().map_err(unreadable)?;
            file
        }
    };
    let members = match archive::open(file) {
        Err(error) if source.found && error.kind() == ErrorKind::Encoding => return Err(skipped(&error)),
        content => match content? {
            archive::Content::Word(body) => return Ok(Opened::Records(one(xml::read_word(body)?), None)),
            archive::Content::Files(members) => members,
        },
    };
    if members.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "no file to read in this archive").remedy("it was left out"));
    }
    Ok(Opened::Archive(members.into_iter().map(|member| member.map(|m| source.member(m, depth + 1))).collect()))
}

/// The note on a file that was found and cannot be read.
fn skipped(error: &Error) -> Error {
    Error::new(ErrorKind::Skipped, format!("not read: {error}"))
}

/// The note on a file that was found and may be anything.
fn no_format() -> Error {
    Error::new(ErrorKind::Skipped, "not read: neither its name nor what it holds tells its format")
        .remedy("if it is news, give the file by name, or --input-format")
}

/// The records of a stream, an arm a format.
fn records(stream: Stream, format: Format, preview: &str, options: &Options) -> Result<Records> {
    let declared = options.encoding;
    let fields = options.fields.clone();
    match format {
        Format::Text => {
            let decoded = encoding::decode(stream.whole()?, declared)?;
            if markup::has_paragraphs(&decoded.text) {
                let plain = markup::read(&decoded.text);
                let warnings = decoded.warning.into_iter().collect();
                return Ok(one(Record { text: plain.text, headings: plain.headings, warnings, ..Record::default() }));
            }
            Ok(prose(decoded.text, decoded.warning))
        }
        Format::Story => {
            text(stream, declared, |text| Record { text: story::article(&text).to_owned(), ..Record::default() })
        }
        Format::Markdown => text(stream, declared, |text| markdown::read(&text)),
        Format::Rtf => Ok(prose(rtf::text(&stream.whole()?), None)),
        Format::Html => Ok(one(page(stream.whole()?, declared)?)),
        Format::Json | Format::Jsonl => {
            let (stream, warning) = encoding::stream(stream, declared)?;
            let parting = if format == Format::Jsonl { json::Parting::Lines } else { json::Parting::Told };
            Ok(with(warning, Box::new(json::read(stream, parting, fields)?)))
        }
        Format::Csv | Format::Tsv => {
            let (stream, warning) = encoding::stream(stream, declared)?;
            let is_tabbed = preview.lines().next().is_some_and(|line| line.contains('\t'));
            let delimiter = (format == Format::Tsv && is_tabbed).then_some(b'\t');
            Ok(with(warning, Box::new(csv::Table::new(stream, delimiter, fields)?)))
        }
        Format::Xml => {
            let Some(root) = detect::root(preview) else {
                return Err(Error::new(ErrorKind::Format, "no XML: it has no element")
                    .remedy("give its format: --input-format"));
            };
            let (stream, warning) = encoding::stream(stream, declared.or_else(|| xml_encoding(preview)))?;
            let local = root.rsplit_once(':').map_or(root.as_str(), |(_, local)| local);
            Ok(with(warning, xml::read(stream, local, fields)))
        }
        Format::Sgml => {
            let (stream, warning) = encoding::stream(stream, declared)?;
            Ok(with(warning, xml::read_sgml(stream)))
        }
        Format::Email => message(&stream.whole()?),
        Format::Mbox => Ok(mailbox(stream)),
        Format::Mhtml => Ok(one(mail::read_mhtml(&stream.whole()?)?)),
        Format::Warc => Ok(Box::new(warc::Archive::new(stream))),
        Format::Conllu => sentences(stream.whole()?, declared),
    }
}

/// A web page, which may tell its encoding itself.
fn page(bytes: Vec<u8>, declared: Option<&'static encoding_rs::Encoding>) -> Result<Record> {
    let declared = declared.or_else(|| html::declared_encoding(&bytes).filter(|_| str::from_utf8(&bytes).is_err()));
    let decoded = encoding::decode(bytes, declared)?;
    let cleaned = characters::cleaned(&decoded.text).map(|cleaned| cleaned.text);
    let mut record = html::read(cleaned.as_deref().unwrap_or(&decoded.text));
    record.warnings.extend(decoded.warning);
    Ok(record)
}

/// The articles of a message.
fn message(bytes: &[u8]) -> Result<Records> {
    let mut found = mail::read(bytes)?;
    if found.len() > 1 {
        (1..).zip(&mut found).for_each(|(number, record)| record.number = Some(number));
    }
    Ok(Box::new(found.into_iter().map(Ok)))
}

/// The articles of the messages of a mailbox.
fn mailbox(stream: Stream) -> Records {
    Box::new(mail::Mailbox::new(stream).flat_map(|message| match message {
        Err(error) => vec![Err(error)],
        Ok((message, line)) => match mail::read(&message) {
            Err(error) => vec![Err(error.at_line(line))],
            Ok(found) => {
                let placed = |record| Ok(Record { line: Some(line), number: Some(line), ..record });
                found.into_iter().map(placed).collect()
            }
        },
    }))
}

/// The articles of a plain text, wherever it comes from; most often one.
fn prose(text: String, warning: Option<Error>) -> Records {
    let found = articles::split(&text);
    let several = found.len() > 1;
    let mut records: Vec<Record> = found
        .into_iter()
        .map(|article| {
            let line = several.then_some(article.line);
            let (title, published, text) = (article.title, article.published, article.text);
            Record { title, published, text, line, number: line, ..Record::default() }
        })
        .collect();
    if records.is_empty() {
        records.push(Record { text, ..Record::default() });
    }
    records[0].warnings.extend(warning);
    Box::new(records.into_iter().map(Ok))
}

/// The documents of a file in CoNLL-U.
fn sentences(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Records> {
    let mut decoded = encoding::decode(bytes, declared)?;
    let mut records = conllu::split(&decoded.text);
    for record in &mut records {
        record.number = record.line;
    }
    if let Some(first) = records.first_mut() {
        first.warnings.extend(decoded.warning.take());
    }
    Ok(Box::new(records.into_iter().map(Ok)))
}

/// The record of a file that is one text.
fn text(stream: Stream, declared: Option<&'static Encoding>, read: impl Fn(String) -> Record) -> Result<Records> {
    let decoded = encoding::decode(stream.whole()?, declared)?;
    let mut record = read(decoded.text);
    record.warnings.extend(decoded.warning);
    Ok(one(record))
}

fn one(record: Record) -> Records {
    Box::new(iter::once(Ok(record)))
}

/// Puts a warning on the first record that is read.
fn with(warning: Option<Error>, records: Records) -> Records {
    let Some(warning) = warning else { return records };
    let mut warning = Some(warning);
    Box::new(records.map(move |record| {
        record.map(|mut record| {
            record.warnings.extend(warning.take());
            record
        })
    }))
}

/// The encoding that the declaration of XML names, where the head is not UTF-8.
fn xml_encoding(preview: &str) -> Option<&'static Encoding> {
    if !preview.contains('\u{fffd}') {
        return None;
    }
    let declaration = preview.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let mark = value.chars().next()?;
    Encoding::for_label(value[1..].split(mark).next()?.as_bytes())
}
