//! The head of a file and its name in; its format out. What the content tells goes before what the name says, for names
//! often tell nothing and sometimes lie; only prose has no mark of its own.

use std::path::Path;

use super::format::extension;
use super::{Format, csv, elements, json, mail, markdown, story};

/// A format, and what told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub format: Format,
    /// Whether nothing told it, so that it is taken for prose.
    pub by_default: bool,
}

/// The format of a file with that head, decoded as well as may be, and that name.
pub(super) fn format(head: &str, name: Option<&Path>) -> Told {
    let told = |format| Told { format, by_default: false };
    let head = head.trim_start_matches('\u{feff}');
    let named = name.and_then(Format::of_path);
    if let Some(format) = by_content(head, named) {
        return told(format);
    }
    match named {
        // What has no mark of such a kind is no such file.
        Some(Format::Text) | None => {}
        Some(format) => return told(format),
    }
    match by_habit(head) {
        Some(format) => told(format),
        None => Told {
            format: Format::Text,
            by_default: name.is_none_or(|name| extension(name).is_some()) && named.is_none(),
        },
    }
}

/// What begins as no prose begins.
fn by_content(head: &str, named: Option<Format>) -> Option<Format> {
    let start = head.trim_start();
    if start.starts_with("WARC/1.") || start.starts_with("WARC/0.") {
        return Some(Format::Warc);
    }
    if start.starts_with("{\\rtf") {
        return Some(Format::Rtf);
    }
    if is_json(start) {
        return Some(Format::Json);
    }
    let first_line = head.lines().next().unwrap_or_default();
    if mail::is_separator(first_line.as_bytes()) {
        return Some(Format::Mbox);
    }
    if let Some(kind) = message(head) {
        return Some(kind);
    }
    if start.starts_with('<') {
        return element(start, named);
    }
    if is_conllu(head) {
        return Some(Format::Conllu);
    }
    None
}

/// What prose might look like, so that a name goes before it.
fn by_habit(head: &str) -> Option<Format> {
    if markdown::has_front_matter(head) {
        return Some(Format::Markdown);
    }
    if story::looks_like(head) {
        return Some(Format::Story);
    }
    csv::looks_like(head.as_bytes()).map(|delimiter| if delimiter == b'\t' { Format::Tsv } else { Format::Csv })
}

/// Whether a text begins as an object of JSON, a list of objects or a list of lists does: `{Eds: …}` and `[UPDATE]` do not.
/// A script may hold it in a call or an assignment: `callback({…});`, `window.data = [{…}];`
fn is_json(start: &str) -> bool {
    let start = start.trim_start_matches('\u{1e}').trim_start();
    let start = &start[json::wrapping(start.as_bytes())..];
    let is_object = |text: &str| {
        let Some(rest) = text.strip_prefix('{').map(str::trim_start) else { return false };
        let key = || rest.strip_prefix('"')?.split_once('"').map(|(_, rest)| rest.trim_start().starts_with(':'));
        rest.starts_with('}') || key().unwrap_or(false)
    };
    let elements = start.strip_prefix('[').map(str::trim_start);
    is_object(start) || elements.is_some_and(|elements| is_object(elements) || elements.trim_end() == "]")
}

/// The format of what begins with an element.
fn element(start: &str, named: Option<Format>) -> Option<Format> {
    let is_declared = start.starts_with("<?xml");
    let doctype = doctype(start);
    if doctype.as_deref() == Some("html") {
        return Some(Format::Html);
    }
    let root = root(start)?;
    let local = root.rsplit_once(':').map_or(root.as_str(), |(_, local)| local);
    match local {
        "html" | "head" | "body" => return Some(Format::Html),
        "reuters" if !is_declared => return Some(Format::Sgml),
        "doc" if !is_declared && ["<DOCNO>", "<TEXT>", "<DOC id="].iter().any(|mark| start.contains(mark)) => {
            return Some(Format::Sgml);
        }
        "rss" | "rdf" | "feed" | "nitf" | "newsml" | "newsmessage" | "newsitem" | "packageitem" => {
            return Some(Format::Xml);
        }
        _ if is_declared => return Some(Format::Xml),
        _ => {}
    }
    if matches!(named, None | Some(Format::Text | Format::Html)) && elements::flow(local).is_some() {
        return Some(Format::Html);
    }
    // An element of an unknown kind: its name stands alone or before attributes, and elements end.
    let tag = start[start.find(&format!("<{}", &root))?..].split_once('>')?.0;
    let is_element = !tag.contains(char::is_whitespace) || tag.contains('=');
    (named != Some(Format::Markdown) && is_element && start.matches("</").count() >= 2).then_some(Format::Xml)
}

/// The name of the document type that is declared, in lower case.
fn doctype(start: &str) -> Option<String> {
    let declaration =
        markup(start).find_map(|tag| tag.get(..8).filter(|t| t.eq_ignore_ascii_case("!doctype")).and(Some(tag)))?;
    let name = declaration[8..].split_whitespace().next()?;
    Some(name.trim_end_matches('>').to_ascii_lowercase())
}

/// The name of the first element, in lower case.
pub(super) fn root(start: &str) -> Option<String> {
    let tag = markup(start).find(|tag| !tag.starts_with(['!', '?']))?;
    let end = tag.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.'))).unwrap_or(tag.len());
    Some(tag[..end].to_lowercase()).filter(|name| name.starts_with(char::is_alphabetic))
}

/// What stands in front of the first element, and it, each from behind its `<` on: declarations, comments, instructions.
fn markup(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let tag = rest?.trim_start().strip_prefix('<')?;
        let end = if tag.starts_with("!--") {
            tag.find("-->").map(|at| at + 3)
        } else if tag.starts_with('?') {
            tag.find("?>").map(|at| at + 2)
        } else if tag.starts_with('!') {
            // The declaration of a type may hold others in brackets.
            let close = tag.find('>');
            match tag.find('[').filter(|open| close.is_some_and(|close| *open < close)) {
                Some(_) => tag.find("]>").map(|at| at + 2),
                None => close.map(|at| at + 1),
            }
        } else {
            None
        };
        rest = end.map(|end| &tag[end..]);
        Some(tag)
    })
}

/// Whether a text begins with the headers of a message, and of which kind it is.
fn message(head: &str) -> Option<Format> {
    const OTHERS: [&str; 8] =
        ["subject", "to", "mime-version", "received", "return-path", "delivered-to", "content-type", "reply-to"];
    let mut names: Vec<String> = Vec::new();
    let mut fields = String::new();
    for line in head.lines().take(400) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            fields.push_str(line);
            continue;
        }
        let (name, _) = line.split_once(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_name {
            return None;
        }
        names.push(name.to_ascii_lowercase());
        fields.push('\n');
        fields.push_str(line);
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    let others = OTHERS.iter().filter(|name| has(name)).count();
    let is_message = has("from") && (has("date") || has("message-id") || has("mime-version")) && others >= 1;
    if !is_message {
        return None;
    }
    let is_saved = has("snapshot-content-location") || fields.contains("<Saved by") || fields.contains("<Von ");
    let is_page = fields.to_ascii_lowercase().contains("multipart/related");
    Some(if is_saved && is_page { Format::Mhtml } else { Format::Email })
}

/// Whether the first line that is no comment is a token of CoNLL-U.
fn is_conllu(head: &str) -> bool {
    let line = head.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or_default();
    let columns: Vec<&str> = line.split('\t').collect();
    columns.len() == 10 && columns[0].starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &str, name: &str) -> Format {
        format(head, Some(Path::new(name)).filter(|name| name.as_os_str() != "-")).format
    }

    #[test]
    fn content_goes_before_the_name() {
        for (head, format) in [
            ("<!DOCTYPE html><title>Talks</title>", Format::Html),
            ("\n<!-- saved -->\n<HTML lang=en>", Format::Html),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", Format::Html),
            ("<p>They met.</p>", Format::Html),
            ("\u{feff}{\"text\": \"They met.\"}", Format::Json),
            ("[\n  {\"text\": \"They met.\"}]", Format::Json),
            ("<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", Format::Xml),
            ("<feed xmlns='x'>", Format::Xml),
            ("<export><row><a>x</a></row></export>", Format::Xml),
            ("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\">", Format::Sgml),
            ("<DOC>\n<DOCNO> x </DOCNO>", Format::Sgml),
            ("From: a@a.example\nDate: Tue, 21 Mar 2023\nSubject: x\n y\n\nThey met.", Format::Email),
            (
                "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n",
                Format::Mhtml,
            ),
            ("From a@a.example Tue Mar 21 08:00:00 2023\nSubject: x\n", Format::Mbox),
            ("WARC/1.0\r\nWARC-Type: warcinfo", Format::Warc),
            ("{\\rtf1\\ansi", Format::Rtf),
            ("# text = x\n1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_\n", Format::Conllu),
            ("---\ntitle: Talks\n---\nThey met.", Format::Markdown),
            ("They met.\n\n@highlight\n\nTalks", Format::Story),
            ("id,title,text\na,Talks,They met.\n", Format::Csv),
        ] {
            for name in ["-", "talks.php", "talks.txt", "talks"] {
                assert_eq!(told(head, name), format, "{name}: {head}");
            }
        }
    }

    #[test]
    fn prose_that_looks_like_markup_is_prose() {
        for head in [
            "<Updated with quotes>\n\nTalks\n\nThey met.",
            "{Eds: adds details}\n\nThey met.",
            "[UPDATE 2] Talks\n\nThey met.",
            "From Monday on, they met.\n",
            "From: the foreign ministry\n\nThey met.",
            "Note: They met.\nFrom: Oslo\nDate: Tuesday, she said, and left\nthe hall.",
            "“Yes,” she said.",
            "--- \nThey met.",
        ] {
            for name in ["-", "talks.txt", "talks"] {
                assert_eq!(told(head, name), Format::Text, "{head}");
            }
        }
    }

    #[test]
    fn the_name_tells_what_has_no_mark() {
        assert_eq!(told("They met.", "a.md"), Format::Markdown);
        assert_eq!(told("<p align=center>Talks</p>", "a.md"), Format::Markdown);
        assert_eq!(told("nonsense\n{\"text\": \"x\"}", "a.jsonl.gz"), Format::Json);
        assert_eq!(told("a,b\n", "a.csv"), Format::Csv);
        assert!(format("body { color: red }", Some(Path::new("a.css"))).by_default);
        assert!(!format("They met.", Some(Path::new("README"))).by_default);
    }
}
