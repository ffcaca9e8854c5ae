//! A graph in; `report.md` out: what was found, for people. The events that most sentences tell of, meetings, who is told of, a timeline,
//! and the documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{EdgeView, Export, NodeView, View, style};
use crate::date::Date;
use crate::decisions::Verb;
use crate::graph::{DocumentNode, EdgeKind, Node, document_id};
use crate::ontology::Relation;
use crate::terminal::on_one_line;

/// Writer of `report.md`.
pub(super) struct Markdown;

/// How many events, people and so on are listed; the rest is counted.
const LISTED: usize = 40;

impl Export for Markdown {
    fn file_name(&self) -> &'static str {
        "report.md"
    }

    fn purpose(&self) -> &'static str {
        "read it: the strongest events, meetings, people, a timeline"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "# What the news tells\n")?;
        let documents: Vec<&DocumentNode> = view.nodes().iter().filter_map(document).collect();
        let events = || view.edges().iter().filter(|edge| matches!(edge.claim.kind, EdgeKind::Event(_)));
        let meetings: Vec<_> = view.nodes().iter().filter(|shown| matches!(shown.node, Node::Meeting(_))).collect();
        let entities = || view.nodes().iter().filter(|shown| shown.node.entity().is_some());
        let counts = [documents.len(), entities().count(), events().count(), meetings.len()];
        let [documents_count, entities_count, events_count, meetings_count] = counts;
        writeln!(out, "| documents | entities | events | meetings |\n|---|---|---|---|")?;
        writeln!(out, "| {documents_count} | {entities_count} | {events_count} | {meetings_count} |\n")?;
        let mut strongest: Vec<&EdgeView<'_>> = events().collect();
        strongest.sort_by_key(|edge| std::cmp::Reverse((edge.documents, edge.support, edge.best.confidence)));
        section("Best-supported events", &strongest, |edge| event(edge, view), out)?;
        section("Meetings", &meetings, |shown| meeting(shown, view), out)?;
        let mut named: Vec<&NodeView<'_>> = entities().filter(|shown| shown.mentions != Some(0)).collect();
        named.sort_by_key(|shown| std::cmp::Reverse(shown.mentions));
        section("Most often named", &named, |shown| who(shown), out)?;
        let offices = view.edges().iter().filter(|edge| edge.claim.kind == EdgeKind::Relation(Relation::HoldsOffice));
        section("Offices", &offices.collect::<Vec<_>>(), |edge| office(edge, view), out)?;
        let mut days = BTreeMap::<_, Vec<&EdgeView<'_>>>::new();
        for edge in events() {
            if let Some(first) = edge.claim.date.and_then(|date| Some((date.first_day()?, date))) {
                days.entry(first).or_default().push(edge);
            }
        }
        let days: Vec<_> = days.into_iter().collect();
        section("Timeline", &days, |((_, date), edges)| day(*date, edges, view), out)?;
        section("Documents", &documents, |document| source(document), out)?;
        writeln!(out, "---\n\n{}", escaped(&view.shown_producers().join("; ")))
    }
}

/// A heading with a list under it, if there is anything in it.
fn section<T>(title: &str, items: &[T], line: impl Fn(&T) -> String, out: &mut dyn Write) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "## {title}\n")?;
    items.iter().take(LISTED).try_for_each(|item| writeln!(out, "- {}", line(item)))?;
    if items.len() > LISTED {
        writeln!(out, "- … and {} more", items.len() - LISTED)?;
    }
    writeln!(out)
}

/// A day with some of what happened on it.
fn day(date: Date, edges: &[&EdgeView<'_>], view: &View<'_>) -> String {
    const SHOWN: usize = 6;
    let told: Vec<String> = edges.iter().take(SHOWN).map(|edge| who_whom(edge, view)).collect();
    let more = edges.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { format!("; {more} more") };
    format!("**{date}**: {}{more}", told.join("; "))
}

fn document<'g>(shown: &NodeView<'g>) -> Option<&'g DocumentNode> {
    match shown.node {
        Node::Document(document) => Some(document),
        _ => None,
    }
}

fn name(id: &str, view: &View<'_>) -> String {
    view.node(id).map_or_else(|| escaped(id), |shown| escaped(&shown.name))
}

/// “A criticized B”, with what it is if it is no fact.
fn who_whom(edge: &EdgeView<'_>, view: &View<'_>) -> String {
    let claim = edge.claim;
    let (source, target) = (name(&claim.source, view), name(&claim.target, view));
    let text = format!("{source} *{}* {target}", claim.kind.name().replace('-', " "));
    let truth = match (claim.is_plain(), claim.negated) {
        (true, _) => None,
        (false, true) => Some("denied"),
        (false, false) => Some(claim.modality.as_str()),
    };
    let decided = edge.decision.map(decided).into_iter();
    let words: Vec<String> = truth.map(str::to_owned).into_iter().chain(decided).collect();
    if words.is_empty() { text } else { format!("{text} ({})", words.join(", ")) }
}

/// “✓ confirmed by a person”.
pub(super) fn decided(verb: Verb) -> String {
    format!("{} {}", style::sign(verb), style::decided(verb))
}

fn event(edge: &EdgeView<'_>, view: &View<'_>) -> String {
    let date = edge.claim.date.map(|date| format!(", {date}")).unwrap_or_default();
    let plural = |count: usize, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    let support = format!("{}, {}", plural(edge.support, "sentence"), plural(edge.documents, "document"));
    format!("{}{date} ({support})  \n  {}", who_whom(edge, view), quotation(edge, view))
}

/// The surest sentence with a link to its document.
pub(super) fn quotation(edge: &EdgeView<'_>, view: &View<'_>) -> String {
    format!("“{}” {}", escaped(&edge.best.sentence), source_of(&edge.best.document, view))
}

/// A link to a document, or its id.
pub(super) fn source_of(id: &str, view: &View<'_>) -> String {
    match view.node(&document_id(id)).and_then(document) {
        Some(document) => link(id, document),
        None => escaped(id),
    }
}

fn link(text: &str, document: &DocumentNode) -> String {
    match document.urls().find(|url| url.starts_with("https://") || url.starts_with("http://")) {
        Some(url) => format!("[{}](<{}>)", escaped(text), address(url)),
        None => escaped(text),
    }
}

/// An address between angle brackets.
fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | ' ' | '"' | '&' => {
                let _ = write!(safe, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    // `&` parts the fields of a query and begins no entity.
    safe.replace("%26", "&amp;")
}

fn meeting(shown: &NodeView<'_>, view: &View<'_>) -> String {
    let status = shown.status.map(|status| format!(", {status}")).unwrap_or_default();
    let edges = view.edges().iter().filter(|edge| edge.claim.source == shown.node.id());
    let places: Vec<String> = edges
        .filter(|edge| edge.claim.kind == EdgeKind::Relation(Relation::HeldAt))
        .map(|edge| name(&edge.claim.target, view))
        .collect();
    let place = if places.is_empty() { String::new() } else { format!(", at {}", places.join(", ")) };
    format!("{}{place}{status}", escaped(&shown.name))
}

fn who(shown: &NodeView<'_>) -> String {
    let mentions = shown.mentions.unwrap_or_default();
    let kind = shown.node.entity().map_or("", |entity| entity.kind.as_str()).to_lowercase();
    let decided: String = shown.decisions.iter().map(|verb| format!(", {}", decided(*verb))).collect();
    format!("{} ({kind}{decided}): {mentions}", escaped(&shown.name))
}

fn office(edge: &EdgeView<'_>, view: &View<'_>) -> String {
    let role = escaped(edge.claim.role.as_deref().unwrap_or_default());
    let decided = edge.decision.map(|verb| format!(" ({})", decided(verb))).unwrap_or_default();
    format!("{}: {role}, {}{decided}", name(&edge.claim.source, view), name(&edge.claim.target, view))
}

fn source(document: &DocumentNode) -> String {
    let date = document.date.map(|date| format!(", {date}")).unwrap_or_default();
    let title = document.title.as_deref().unwrap_or(&document.document);
    format!("{}{date}", link(title, document))
}

/// A text in Markdown that is only that: all of ASCII that may be markup is escaped, and nothing breaks the line.
pub(super) fn escaped(text: &str) -> String {
    let text = on_one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.trim().chars() {
        // What CommonMark takes for markup, HTML or an entity; the others of ASCII are markup only at the start of a line.
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '$'
                | '!'
                | '^'
                | '='
                | '+'
                | '-'
                | '@'
                | ':'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    // A number at the start would be a list.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    #[test]
    fn a_reader_of_markdown_has_the_text_again() {
        for text in [
            "1. *x* _y_ `z` [a](b) ![c](d) <b>e</b> &amp; \\ | ~~f~~ # g $x$ https://a.example a@b.example",
            "- x",
            "+ x",
            "# x",
            "===",
            "1) x",
            "<script>alert(1)</script>",
            "[[x|y]] ^z",
        ] {
            let markdown = format!("- {}\n", escaped(text));
            let mut read = String::new();
            for event in Parser::new_ext(&markdown, Options::all()) {
                match event {
                    Event::Text(part) => read.push_str(&part),
                    Event::Start(_) | Event::End(_) => {}
                    other => panic!("{markdown:?}: {other:?}"),
                }
            }
            assert_eq!(read, text, "{markdown}");
        }
        assert_eq!(address("https://a.example/?x=1&y=<z> \\"), "https://a.example/?x=1&amp;y=%3Cz%3E%20%5C");
    }
}
