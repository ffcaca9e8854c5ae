//! Messages in (a file of one, a mailbox, a page saved as MHTML); records out: the body of each, with subject and date.
//!
//! The library reads headers, parts, encodings and character sets; here is decided which part is the article. What a
//! message quotes, its signature and its other attachments are left out; messages in it are documents of their own.

mod mailbox;

use chrono::NaiveDate;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::record::Record;
use super::{day, html, limits, markup};
use crate::error::{Error, ErrorKind, Result};

pub(super) use mailbox::{Mailbox, is_separator};

/// The records of a message: it and those that lie in it.
///
/// # Errors
/// `Format` if it is none, or has too many messages in it.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Record>> {
    let message = parse(bytes)?;
    let mut found = Vec::new();
    collect(&message, 0, &mut found);
    if found.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "a message without text").remedy("it was left out"));
    }
    Ok(found)
}

/// The record of a page that a browser saved with all that belongs to it.
///
/// # Errors
/// `Format` if it is none; `Empty` if it holds no page.
pub(super) fn read_mhtml(bytes: &[u8]) -> Result<Record> {
    let message = parse(bytes)?;
    let address = message.header_raw("Snapshot-Content-Location").map(|address| address.trim().to_owned());
    let pages = || message.parts.iter().filter_map(|part| page(part).map(|page| (part.content_location(), page)));
    let is_root = |location: Option<&str>| location.is_some() && location == address.as_deref();
    let root = pages().find(|(location, _)| is_root(*location)).or_else(|| pages().next());
    let Some((location, page)) = root else {
        return Err(Error::new(ErrorKind::Empty, "a saved page without text").remedy("it was left out"));
    };
    let url = address.or_else(|| location.map(str::to_owned)).filter(|url| url.starts_with("http"));
    let record = html::read(page);
    // The date of the message is that of saving.
    Ok(Record { url: record.url.or(url), ..record })
}

fn page<'a>(part: &'a MessagePart) -> Option<&'a str> {
    if let PartType::Html(page) = &part.body { Some(page) } else { None }
}

fn parse(bytes: &[u8]) -> Result<Message<'_>> {
    let finder = |name: &[u8]| bytes.windows(name.len()).filter(|window| window.eq_ignore_ascii_case(name)).count();
    if finder(b"message/rfc822") + finder(b"message/global") > limits::MAIL_PARTS {
        return Err(Error::new(ErrorKind::Format, format!("more than {} messages in a message", limits::MAIL_PARTS))
            .remedy("it was left out"));
    }
    let parsed = MessageParser::default().parse(bytes);
    parsed.ok_or_else(|| Error::new(ErrorKind::Format, "no message: it has no headers").remedy("it was left out"))
}

/// The record of a message, and of the messages in it.
fn collect(message: &Message, depth: u8, found: &mut Vec<Record>) {
    if depth > limits::MAIL_DEPTH {
        return;
    }
    let (plain, parts) = body(message);
    if !plain.text.trim().is_empty() {
        let mut record = Record {
            id: message.message_id().map(str::to_owned),
            title: message.subject().map(markup::line).filter(|title| !title.is_empty()),
            published: message.date().and_then(date).or_else(|| day::day(message.header_raw("Date")?)),
            text: plain.text,
            headings: plain.headings,
            ..Record::default()
        };
        record.warnings.extend(attachments(message));
        found.push(record);
    }
    for part in parts {
        if let Some(message) = MessageParser::default().parse(part.as_bytes()) {
            collect(&message, depth + 1, found);
        }
    }
    for attachment in message.attachments() {
        if let PartType::Message(message) = &attachment.body {
            collect(message, depth + 1, found);
        }
    }
}

fn date(date: &mail_parser::DateTime) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    day::plausible(&day).then_some(day)
}

/// The text of a message, and the messages of a digest in plain text (RFC 1153).
fn body(message: &Message) -> (markup::Plain, Vec<String>) {
    /// A plain text of fewer words stands in for a text in HTML, which is the message.
    const STUB: usize = 20;
    let words = |text: &str| text.split_whitespace().count();
    let texts: Vec<&str> = message.text_bodies().filter_map(|part| part.text_contents()).collect();
    let is_plain = message.text_bodies().all(|part| matches!(part.body, PartType::Text(_)));
    let html = || message.html_bodies().find_map(page).map(markup::read);
    let plain = texts.join("\n\n");
    if is_plain && words(&plain) >= STUB {
        return digest(&plain);
    }
    match html().filter(|html| !is_plain || words(&html.text) > 3 * words(&plain)) {
        Some(html) if !html.text.trim().is_empty() => (html, Vec::new()),
        _ if is_plain => digest(&plain),
        _ => (markup::Plain::default(), Vec::new()),
    }
}

/// Parts a digest into what stands before its messages and these.
fn digest(text: &str) -> (markup::Plain, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| line.len() >= 30 && line.trim_end().bytes().all(|byte| byte == b'-');
    let begins = |index: &usize| {
        let next = lines[index + 1..].iter().find(|line| !line.trim().is_empty());
        is_rule(lines[*index]) && next.is_some_and(|line| is_header(line))
    };
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    if starts.is_empty() {
        return (markup::Plain { text: own_words(&lines), ..markup::Plain::default() }, Vec::new());
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let part = |(start, end): (&usize, usize)| lines[start + 1..end].join("\n").trim_start().to_owned();
    // What stands before them is a list of contents.
    (markup::Plain::default(), starts.iter().zip(ends).map(part).collect())
}

/// Whether a line is a header that a message of a digest begins with.
fn is_header(line: &str) -> bool {
    ["From: ", "Date: ", "Subject: ", "Message-ID: "].iter().any(|name| line.starts_with(name))
}

/// What the sender wrote: no quoted lines, no line that introduces them, no signature.
fn own_words(lines: &[&str]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if *line == "-- " || *line == "--" && index + 12 > lines.len() {
            break;
        }
        let next = lines.get(index + 1).copied().unwrap_or_default();
        let introduces = line.trim_end().ends_with("wrote:") && (next.is_empty() || next.starts_with('>'));
        if !line.starts_with('>') && !introduces {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// What is said of the attachments that are not read.
fn attachments(message: &Message) -> Option<Error> {
    let is_unread =
        |part: &&MessagePart| !matches!(part.body, PartType::Message(_)) && part.attachment_name().is_some();
    let names: Vec<&str> =
        message.attachments().filter(is_unread).filter_map(|part| part.attachment_name()).take(8).collect();
    if names.is_empty() {
        return None;
    }
    let message = format!("attachments that were not read: {}", names.join(", "));
    Some(Error::new(ErrorKind::Note, message).remedy("save those that are articles as files"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(message: &str) -> Vec<String> {
        read(message.replace('\n', "\r\n").as_bytes())
            .unwrap()
            .into_iter()
            .map(|record| record.text.trim().replace("\r\n", "\n"))
            .collect()
    }

    #[test]
    fn a_message_gives_its_body_with_subject_and_date() {
        let text = "From: Desk <d@a.example>\nSubject: =?utf-8?Q?Talks_in_Z=C3=BCrich?=\nDate: Tue, 21 Mar 2023 08:00:00 +0000\n\
                    Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThey met in Z=FC=\nrich.\n\n\
                    On Monday Ann Lee wrote:\n> They did not.\n-- \nAnn Lee\n";
        let record = read(text.as_bytes()).unwrap().remove(0);
        assert_eq!((record.text.trim(), record.title.as_deref()), ("They met in Zürich.", Some("Talks in Zürich")));
        assert_eq!(record.published.unwrap().to_string(), "2023-03-21");
    }

    #[test]
    fn the_best_part_is_taken_and_messages_within_are_documents() {
        let text = "From: a@a.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
                    Content-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\nSee the page.\n--y\n\
                    Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n\
                    PHA+VGhleSBtZXQgaW4gT3NsbyBhbmQgc2lnbmVkIGEgdHJlYXR5IHRoZXJlIG9uIE1vbmRheS48L3A+\n--y--\n--x\n\
                    Content-Type: message/rfc822\n\nSubject: Two\n\nThey left.\n--x\nContent-Type: application/pdf; name=a.pdf\n\nx\n--x--\n";
        assert_eq!(texts(text), ["They met in Oslo and signed a treaty there on Monday.", "They left."]);
        assert!(read(text.as_bytes()).unwrap()[0].warnings[0].to_string().contains("a.pdf"));
    }

    #[test]
    fn a_digest_is_parted() {
        let rule = "-".repeat(30);
        let text = format!(
            "Subject: Digest\n\nToday: 2 messages\n\n{rule}\n\nDate: 21 Mar 2023 08:00\nSubject: One\n\nThey met.\n\n{rule}\n\nSubject: Two\n\nThey left.\n"
        );
        assert_eq!(texts(&text), ["They met.", "They left."]);
    }

    #[test]
    fn a_saved_page_is_read_as_a_page() {
        let text = "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nDate: Tue, 7 Nov 2023 15:03:30 -0000\n\
                    MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\
                    Content-Transfer-Encoding: quoted-printable\nContent-Location: https://a.example/\n\n<html><p>They m=\net.</p></html>\n--x--\n";
        let record = read_mhtml(text.as_bytes()).unwrap();
        assert_eq!((record.text.as_str(), record.url.as_deref()), ("They met.", Some("https://a.example/")));
        assert_eq!(record.published, None);
    }

    #[test]
    fn messages_in_messages_do_not_go_on_for_ever() {
        let deep = |n: usize| "Content-Type: message/rfc822\n\n".repeat(n) + "Subject: Talks\n\nThey met.\n";
        assert!(read(deep(100_000).as_bytes()).is_err());
        assert!(read(deep(500).as_bytes()).is_err());
        assert_eq!(read(deep(3).as_bytes()).unwrap().len(), 1);
    }
}
