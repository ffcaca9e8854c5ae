//! A graph in; `obsidian.zip` out: a vault of Obsidian, a note for each person, body, place and meeting, linked with each other. Unpack it and
//! open the folder.
//!
//! A note is named as the node is. What file names of some system or links of Obsidian cannot hold becomes `-`, a long name is cut, and of
//! notes that would have one name all but the first have the node's id behind it; the whole name and the id stand in the note's properties.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::json;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::markdown::{decided, escaped, quotation};
use super::{EdgeView, Export, NodeView, View};
use crate::graph::Node;
use crate::provenance::Provenance;

/// Writer of `obsidian.zip`.
pub(super) struct Obsidian;

/// How many characters of a name the name of its note has.
const LENGTH: usize = 80;

impl Export for Obsidian {
    fn file_name(&self) -> &'static str {
        "obsidian.zip"
    }

    fn purpose(&self) -> &'static str {
        "unpack it and open the folder as a vault of Obsidian"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let shown = || view.nodes().iter().filter(|shown| matches!(shown.node, Node::Entity(_) | Node::Meeting(_)));
        let notes = names(shown());
        let mut edges = BTreeMap::<&str, Vec<&EdgeView<'_>>>::new();
        for edge in view.edges() {
            edges.entry(&edge.claim.source).or_default().push(edge);
            edges.entry(&edge.claim.target).or_default().push(edge);
        }
        // The same bytes on every day.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new_stream(out);
        zip.set_comment(Provenance::of_this_build().to_string());
        for shown in shown() {
            let id = shown.node.id();
            let Some(name) = notes.get(id) else { continue };
            zip.start_file(format!("newsgraph/{name}.md"), options).map_err(io::Error::other)?;
            zip.write_all(note(shown, edges.get(id).map_or(&[][..], Vec::as_slice), &notes, view).as_bytes())?;
        }
        zip.finish().map_err(io::Error::other)?;
        Ok(())
    }
}

/// The names of the notes by the ids of their nodes.
fn names<'v>(shown: impl Iterator<Item = &'v NodeView<'v>>) -> BTreeMap<&'v str, String> {
    let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for shown in shown {
        let (id, mut name) = (shown.node.id(), file_name(&shown.name));
        // Some file systems know no case.
        if name.is_empty() || !taken.insert(name.to_lowercase()) {
            name = format!("{name} ({})", file_name(id)).trim().to_owned();
            let mut number = 2;
            while !taken.insert(name.to_lowercase()) {
                name = format!("{} {number}", name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end());
                number += 1;
            }
        }
        names.insert(id, name);
    }
    names
}

/// A name that every file system and every link of Obsidian takes.
fn file_name(name: &str) -> String {
    let is_bad = |c: char| {
        c.is_control()
            || "[]#^|\\/:*?\"<>%`".contains(c)
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let plain: String = name.chars().take(LENGTH).map(|c| if is_bad(c) { '-' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c.is_whitespace() || c == '.' || c == '-');
    let devices = ["con", "prn", "aux", "nul", "com", "lpt"];
    let stem =
        plain.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    if devices.contains(&stem.trim()) { format!("{plain} -") } else { plain.to_owned() }
}

fn note(shown: &NodeView<'_>, edges: &[&EdgeView<'_>], notes: &BTreeMap<&str, String>, view: &View<'_>) -> String {
    let mut text = String::from("---\n");
    // Values of JSON are values of YAML. Writing to a string does not fail.
    let mut property = |name: &str, value: serde_json::Value| {
        let _ = writeln!(text, "{name}: {}", printable(&value.to_string()));
    };
    property("id", json!(shown.node.id()));
    property("name", json!(shown.name));
    match shown.node {
        Node::Entity(entity) => {
            property("type", json!(entity.kind.as_str()));
            let aliases: Vec<&String> = entity.aliases.iter().collect();
            property("aliases", json!(aliases));
            entity.wikidata.iter().for_each(|item| property("wikidata", json!(item)));
            entity.iso3.iter().chain(&entity.country).take(1).for_each(|code| property("country", json!(code)));
            shown.mentions.iter().for_each(|count| property("mentions", json!(count)));
        }
        Node::Meeting(meeting) => {
            property("type", json!("Meeting"));
            meeting.date.iter().for_each(|date| property("date", json!(date.to_string())));
            shown.status.iter().for_each(|status| property("status", json!(status)));
        }
        Node::Statement(_) | Node::Document(_) => {}
    }
    if !shown.decisions.is_empty() {
        let verbs: Vec<&str> = shown.decisions.iter().map(|verb| verb.as_str()).collect();
        property("decision", json!(verbs));
    }
    let _ = writeln!(text, "---\n\n# {}\n", escaped(&shown.name));
    for edge in edges {
        let claim = edge.claim;
        let date = claim.date.map(|date| format!(" ({date})")).unwrap_or_default();
        let truth = match (claim.is_plain(), claim.negated) {
            (true, _) => "",
            (false, true) => ", denied",
            (false, false) => ", planned or claimed",
        };
        let decided = edge.decision.map(|verb| format!(", {}", decided(verb))).unwrap_or_default();
        let role = claim.role.as_deref().map(|role| format!(", {}", escaped(role))).unwrap_or_default();
        let _ = writeln!(
            text,
            "- {} *{}* {}{date}{role}{truth}{decided}: {}",
            wiki_link(&claim.source, notes, view),
            claim.kind.name().replace('-', " "),
            wiki_link(&claim.target, notes, view),
            quotation(edge, view),
        );
    }
    text
}

/// A value of JSON whose strings have no character that YAML must escape and JSON need not.
fn printable(value: &str) -> String {
    let must =
        |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match must(c) {
            true => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            false => out.push(c),
        }
    }
    out
}

/// A link to the note of a node, or its name.
fn wiki_link(id: &str, notes: &BTreeMap<&str, String>, view: &View<'_>) -> String {
    match notes.get(id) {
        Some(name) => format!("[[{name}]]"),
        None => escaped(view.node(id).map_or(id, |shown| &shown.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_of_files_are_names_everywhere() {
        assert_eq!(file_name("Ada Moe"), "Ada Moe");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("a|b]]#c^d"), "a-b---c-d");
        assert_eq!(file_name("CON"), "CON -");
        assert_eq!(file_name("com1.txt"), "com1.txt -");
        assert_eq!(file_name(".."), "");
        assert_eq!(file_name(&"x".repeat(300)).len(), 80);
    }
}
