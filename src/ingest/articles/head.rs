//! The lines of one article of an export in; its headline, day and text out, without the lines around them.
//!
//! Archives write above the text who published it, when, where in the paper and how long it is, and below it when it was
//! loaded and what it is about. What is above ends with a line that says so (`Body`), with the last key or copyright
//! line, or with the last line that is as short as they are.

use chrono::NaiveDate;

use crate::ingest::lines;

/// What an article of an export holds.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication; that of loading where no other is given.
    pub published: Option<NaiveDate>,
    /// Its text.
    pub body: String,
}

/// What a line above or below the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The headline, or a line of it.
    Title,
    /// The day of publication.
    Date,
    /// The day of loading.
    Loaded,
    /// The text begins after it, or in it.
    Body,
    /// Something else that stands above the text.
    Above,
    /// Something that stands below the text.
    Below,
}

/// Keys before a colon or equals sign, in small letters.
const KEYS: [(&str, Part); 69] = [
    ("abstract", Part::Above),
    ("author", Part::Above),
    ("body", Part::Body),
    ("byline", Part::Above),
    ("category", Part::Below),
    ("city", Part::Below),
    ("classification", Part::Below),
    ("column", Part::Above),
    ("company", Part::Below),
    ("company / organization", Part::Below),
    ("contact", Part::Below),
    ("content", Part::Body),
    ("copyright", Part::Below),
    ("correction-date", Part::Above),
    ("country", Part::Below),
    ("credit", Part::Above),
    ("database", Part::Below),
    ("date", Part::Date),
    ("dateline", Part::Above),
    ("distribution", Part::Above),
    ("document id", Part::Below),
    ("document type", Part::Below),
    ("document url", Part::Below),
    ("document-type", Part::Below),
    ("edition", Part::Above),
    ("first page", Part::Above),
    ("full text", Part::Body),
    ("geographic", Part::Below),
    ("graphic", Part::Below),
    ("headline", Part::Title),
    ("highlight", Part::Above),
    ("industry", Part::Below),
    ("issn", Part::Below),
    ("journal code", Part::Below),
    ("journal-code", Part::Below),
    ("keywords", Part::Below),
    ("language", Part::Below),
    ("language of publication", Part::Below),
    ("last updated", Part::Below),
    ("length", Part::Above),
    ("links", Part::Above),
    ("load date", Part::Loaded),
    ("load-date", Part::Loaded),
    ("location", Part::Below),
    ("notes", Part::Below),
    ("number", Part::Above),
    ("organization", Part::Below),
    ("page", Part::Above),
    ("pages", Part::Above),
    ("people", Part::Below),
    ("person", Part::Below),
    ("place of publication", Part::Below),
    ("proquest document id", Part::Below),
    ("pub date", Part::Date),
    ("publication date", Part::Date),
    ("publication info", Part::Above),
    ("publication title", Part::Below),
    ("publication type", Part::Below),
    ("publication year", Part::Below),
    ("publication-type", Part::Below),
    ("publisher", Part::Below),
    ("section", Part::Above),
    ("series", Part::Above),
    ("source type", Part::Below),
    ("state", Part::Below),
    ("subject", Part::Below),
    ("text", Part::Body),
    ("title", Part::Title),
    ("type", Part::Above),
];

/// The tags of two letters that an archive sets before each field.
const TAGS: [(&str, Part); 24] = [
    ("AN", Part::Below),
    ("ART", Part::Below),
    ("BY", Part::Above),
    ("CLM", Part::Above),
    ("CO", Part::Below),
    ("CR", Part::Above),
    ("CY", Part::Above),
    ("ED", Part::Above),
    ("ET", Part::Above),
    ("HD", Part::Title),
    ("IN", Part::Below),
    ("IPC", Part::Below),
    ("IPD", Part::Below),
    ("LA", Part::Above),
    ("LP", Part::Body),
    ("NS", Part::Below),
    ("PD", Part::Date),
    ("PG", Part::Above),
    ("PUB", Part::Below),
    ("RE", Part::Below),
    ("SC", Part::Above),
    ("SE", Part::Above),
    ("SN", Part::Above),
    ("WC", Part::Above),
];

/// The most lines above a text.
const HEAD: usize = 40;

/// Reads an article.
pub(super) fn read(all: &[&str]) -> Read {
    let all = without_cover(all);
    let tagged = all.iter().filter(|line| tag(line.trim_start()).is_some()).count() >= 4;
    if tagged { read_tagged(all) } else { read_plain(all) }
}

/// What follows the page that an export begins with: who asked for what, and what was found.
fn without_cover<'a, 'b>(lines: &'b [&'a str]) -> &'b [&'a str] {
    let is_cover = |line: &&str| {
        let line = line.trim();
        ["Search Terms:", "Search Type:", "Client/Matter:", "Job Number:", "Narrowed by:", "User Name:", "Content Type"]
            .iter()
            .any(|key| line.starts_with(key))
            || line.contains("Timeline:")
    };
    let last = lines.iter().take(400).rposition(is_cover).map_or(0, |at| at + 1);
    &lines[last..]
}

/// The tag of a line in the format of fields: two or three capitals and a space, or alone.
pub(super) fn tag(line: &str) -> Option<&'static str> {
    let (tag, _) = field(line)?;
    Some(tag)
}

fn field(line: &str) -> Option<(&'static str, Part)> {
    let word = line.split(' ').next()?;
    if word == "TD" {
        return Some(("TD", Part::Body));
    }
    TAGS.iter().find(|(tag, _)| *tag == word).copied()
}

/// `HD  Headline`, `PD  8 May 2019`, `LP`, `TD`: a tag for each field, and lines that go on.
fn read_tagged(all: &[&str]) -> Read {
    let mut read = Read::default();
    let mut part = Part::Above;
    for line in all {
        let trimmed = line.trim();
        let value = match field(trimmed).filter(|_| !line.starts_with("   ")) {
            Some((tag, next)) => {
                part = next;
                trimmed[tag.len()..].trim()
            }
            None => trimmed,
        };
        match part {
            Part::Title if !value.is_empty() => push(&mut read.title, value),
            Part::Date => read.published = read.published.or_else(|| lines::written_day(value)),
            Part::Body => add(&mut read.body, value),
            _ => {}
        }
    }
    read
}

fn push(title: &mut Option<String>, words: &str) {
    match title {
        Some(title) => {
            title.push(' ');
            title.push_str(words);
        }
        None => *title = Some(words.to_owned()),
    }
}

fn add(body: &mut String, line: &str) {
    body.push_str(line);
    body.push('\n');
}

/// The key that a line begins with, what it says, and where its value begins.
fn key(line: &str) -> Option<(Part, usize)> {
    let line_end = line.trim_end();
    if matches!(line_end, "Body" | "BODY" | "Full text" | "FULL TEXT") {
        return Some((Part::Body, line.len()));
    }
    // Above the lists that stand below a text.
    if matches!(line_end, "Classification" | "Graphic" | "Notes" | "Load-Date") {
        return Some((Part::Below, line.len()));
    }
    let at = line.find([':', '='])?;
    let name = line.get(..at).filter(|name| name.len() <= 26)?.trim().to_lowercase();
    let known = KEYS.binary_search_by(|(key, _)| (*key).cmp(name.as_str())).ok()?;
    Some((KEYS[known].1, at + 1))
}

fn read_plain(all: &[&str]) -> Read {
    let mut read = Read::default();
    let (begin, within) = body(all);
    let mut loaded = None;
    let mut free = Vec::new();
    let mut date_at = None;
    for line in all[..begin].iter().map(|line| line.trim()) {
        match key(line) {
            Some((Part::Title, at)) => push(&mut read.title, line[at..].trim()),
            Some((Part::Date, at)) => read.published = read.published.or_else(|| lines::written_day(&line[at..])),
            Some((Part::Loaded, at)) => loaded = loaded.or_else(|| lines::written_day(&line[at..])),
            Some(_) => {}
            None if is_day(line) => {
                read.published = read.published.or_else(|| lines::written_day(line));
                date_at.get_or_insert(free.len());
            }
            None => free.push(line),
        }
    }
    if read.title.is_none() {
        read.title = title(&free, date_at);
    }
    if let Some(rest) = within {
        add(&mut read.body, rest);
    }
    let from = (begin + usize::from(within.is_some())).min(all.len());
    let mut below = false;
    for line in &all[from..] {
        let trimmed = line.trim();
        match key(trimmed) {
            Some((Part::Loaded, at)) => {
                below = true;
                loaded = loaded.or_else(|| lines::written_day(&trimmed[at..]));
            }
            Some((Part::Date, at)) if below => {
                read.published = read.published.or_else(|| lines::written_day(&trimmed[at..]))
            }
            Some((Part::Below, _)) if !is_sentence(trimmed) => below = true,
            _ if below => {}
            _ if lines::is_furniture(trimmed) => add(&mut read.body, ""),
            _ => add(&mut read.body, label(line)),
        }
    }
    read.published = read.published.or(loaded);
    read
}

/// A line of a script without the label of its part and the mark of its end: `INTRO:  The minister left. (SIGNED)`.
fn label(line: &str) -> &str {
    let line = line.trim_end().strip_suffix("(SIGNED)").unwrap_or(line);
    let rest =
        ["INTRO:", "TEXT:", "LEAD:", "ANCHOR INTRO:"].iter().find_map(|label| line.trim_start().strip_prefix(label));
    rest.unwrap_or(line)
}

fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '?', '!', '”', '"']) && line.split_whitespace().count() > 8
}

/// Where the text begins, with what of it stands behind the key in that line.
fn body<'a>(all: &[&'a str]) -> (usize, Option<&'a str>) {
    let head = &all[..all.len().min(HEAD)];
    let mut last = 0;
    for (at, line) in head.iter().map(|line| line.trim()).enumerate() {
        match key(line) {
            Some((Part::Body, from)) if line[from..].trim().is_empty() => return (at + 1, None),
            Some((Part::Body, from)) => return (at, Some(line[from..].trim())),
            // What stands below the text of an article without keys above it.
            Some((Part::Below | Part::Loaded, _)) if last > 0 && has_words(&all[last..at]) => break,
            Some(_) => last = at + 1,
            None if is_above(line) && !has_text(&all[last..at]) => last = at + 1,
            None => {}
        }
    }
    (last, None)
}

/// Whether a line without a key stands above a text: a day, a count of words, copyright, a byline.
fn is_above(line: &str) -> bool {
    !line.is_empty() && (lines::is_furniture(line) || is_day(line) || line.starts_with("By "))
}

/// A day, with nothing but what belongs to it or the edition: `March 18, 2003, Tuesday Edition 1`.
fn is_day(line: &str) -> bool {
    let edition = line.to_lowercase().contains("edition") && line.split_whitespace().count() <= 8;
    (lines::is_dateline(line) || edition) && lines::written_day(line).is_some()
}

/// Whether lines hold running text: a long line, or one that ends as a sentence does.
fn has_text(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.split_whitespace().count() > 14 || is_sentence(line.trim()))
}

fn has_words(lines: &[&str]) -> bool {
    lines.iter().any(|line| !line.trim().is_empty())
}

/// The headline among the lines above a text that have no key; `date` is how many of them stand before the day.
fn title(free: &[&str], date: Option<usize>) -> Option<String> {
    let is_other = |line: &str| {
        lines::is_furniture(line)
            || line.starts_with("By ")
            || line.to_lowercase().ends_with("edition")
            || line.contains("Edition -")
    };
    let paragraphs = |lines: &[&str]| {
        let mut found: Vec<Vec<String>> = vec![Vec::new()];
        for line in lines {
            if line.is_empty() {
                found.push(Vec::new());
            } else if let Some(last) = found.last_mut().filter(|_| !is_other(line)) {
                last.push((*line).to_owned());
            }
        }
        found.retain(|paragraph| !paragraph.is_empty());
        found
    };
    let counted = free.iter().position(|line| lines::is_furniture(line) || line.starts_with("By "));
    let date = date.unwrap_or(free.len());
    // A count of words or byline stands below the headline, the name of the paper below the day.
    if let Some(counted) = counted.filter(|&counted| counted < date) {
        return paragraphs(&free[..counted]).pop().and_then(|mut last| last.pop());
    }
    if let Some(last) = paragraphs(&free[date..]).pop() {
        return Some(last.join(" "));
    }
    let before: Vec<String> = paragraphs(&free[..date]).into_iter().flatten().collect();
    match &before[..] {
        [] => None,
        [only] => Some(only.clone()),
        [title @ .., _paper] => Some(title.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_can_be_searched() {
        assert!(KEYS.is_sorted_by_key(|(key, _)| key));
        assert!(TAGS.is_sorted_by_key(|(tag, _)| tag));
    }
}
