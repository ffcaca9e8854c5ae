//! A graph and the files that hold it in; what a person wants to know of a run out, as a short text.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io;
use std::path::Path;

use crate::confidence::Confidence;
use crate::date::Date;
use crate::export::{self, EdgeView, Of, Options, Pieces, View, Written, WrittenFile};
use crate::graph::{EdgeKind, Folded, Node};
use crate::resolve::EntityType;
use crate::terminal::on_one_line;

/// How many edges are shown.
const STRONGEST: usize = 5;

/// The longest sentence shown, in characters.
const SENTENCE: usize = 240;

/// The summary of a run that read `documents` documents and wrote `written` into `folder`; `decided` tells of people's decisions.
pub(super) fn of(
    graph: &Folded<'_>,
    options: &Options,
    documents: usize,
    decided: &str,
    folder: &Path,
    written: &Written,
) -> String {
    let view = View::new(graph, options);
    let mut summary = Summary::default();
    summary.add(&view);
    let mut text = summary.counts(documents);
    text.push_str(decided);
    part(options, &mut text);
    summary.strongest(&mut text, |id| view.node(id).map(|node| node.name.to_string()));
    files(folder, written, Some(&view), &mut text);
    text
}

/// The same of a graph that is larger than memory.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn of_pieces(pieces: &Pieces<'_>, documents: usize, folder: &Path, written: &Written) -> io::Result<String> {
    let mut summary = Summary::default();
    for of in [Of::Nodes, Of::Edges] {
        pieces.each(of, &mut |view| {
            summary.add(view);
            Ok(())
        })?;
    }
    let mut text = summary.counts(documents);
    part(pieces.options(), &mut text);
    let names = pieces.names(&summary.ends())?;
    summary.strongest(&mut text, |id| names.get(id).cloned());
    files(folder, written, None, &mut text);
    Ok(text)
}

fn part(options: &Options, text: &mut String) {
    if let Some(part) = options.scope.words() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "A part of the graph: {}; all else is missing in these files", on_one_line(part));
    }
}

/// What is counted of a graph.
#[derive(Default)]
struct Summary {
    entities: BTreeMap<EntityType, usize>,
    meetings: usize,
    events: usize,
    /// The edges of the most support, then the surest, and of several the first.
    strongest: Vec<Strong>,
}

/// A strong edge.
struct Strong {
    order: Reverse<(usize, Confidence)>,
    source: String,
    kind: &'static str,
    target: String,
    date: Option<Date>,
    sentence: String,
}

impl Summary {
    /// Counts what a view shows.
    fn add(&mut self, view: &View<'_>) {
        for node in view.nodes() {
            match node.node {
                Node::Entity(entity) if node.mentions != Some(0) => *self.entities.entry(entity.kind).or_default() += 1,
                Node::Meeting(_) => self.meetings += 1,
                _ => {}
            }
        }
        let events = view.edges().iter().filter(|edge| matches!(edge.claim.kind, EdgeKind::Event(_)));
        let mut events: Vec<&EdgeView<'_>> = events.collect();
        self.events += events.len();
        events.sort_by_key(|edge| order(edge));
        self.strongest.extend(events.into_iter().take(STRONGEST).map(Strong::of));
        self.strongest.sort_by_key(|edge| edge.order);
        self.strongest.truncate(STRONGEST);
    }

    /// Whom the strongest edges join, by id.
    fn ends(&self) -> BTreeSet<&str> {
        self.strongest.iter().flat_map(|edge| [edge.source.as_str(), edge.target.as_str()]).collect()
    }

    /// “1 document: 14 entities (5 people, 4 countries, …), 22 events, 3 meetings”.
    fn counts(&self, documents: usize) -> String {
        let kinds = self.entities.iter().map(|(kind, count)| format!("{count} {}", kind_name(kind.as_str(), *count)));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let total: usize = self.entities.values().sum();
        let kinds = if kinds.is_empty() { kinds } else { format!(" ({kinds})") };
        format!(
            "{}: {}{kinds}, {}, {}\n",
            plural(documents, "document"),
            if total == 1 { "1 entity".to_owned() } else { format!("{total} entities") },
            plural(self.events, "event"),
            plural(self.meetings, "meeting"),
        )
    }

    /// The strongest edges, each with the sentence that says so; `name` is that of an id.
    fn strongest(&self, text: &mut String, name: impl Fn(&str) -> Option<String>) {
        if !self.strongest.is_empty() {
            text.push_str("\nStrongest edges\n");
        }
        let name = |id: &str| name(id).map_or_else(|| id.to_owned(), |name| on_one_line(&name));
        for edge in &self.strongest {
            let date = edge.date.map(|date| format!("{date}, ")).unwrap_or_default();
            let (source, target, Reverse((support, _))) = (name(&edge.source), name(&edge.target), edge.order);
            let count = plural(support, "sentence");
            let _ = writeln!(text, "  {source} {} {target} ({date}{count})\n    {}", edge.kind, edge.sentence);
        }
    }
}

impl Strong {
    fn of(edge: &EdgeView<'_>) -> Self {
        let claim = edge.claim;
        Self {
            order: order(edge),
            source: claim.source.clone(),
            kind: claim.kind.name(),
            target: claim.target.clone(),
            date: claim.date,
            sentence: shortened(&edge.best.sentence),
        }
    }
}

fn order(edge: &EdgeView<'_>) -> Reverse<(usize, Confidence)> {
    Reverse((edge.support, edge.best.confidence))
}

fn kind_name(kind: &str, count: usize) -> String {
    match (kind, count) {
        ("Person", 1) => "person".into(),
        ("Person", _) => "people".into(),
        ("Country", 2..) => "countries".into(),
        (kind, 1) => kind.to_lowercase(),
        (kind, _) => format!("{}s", kind.to_lowercase()),
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn shortened(sentence: &str) -> String {
    let sentence = on_one_line(sentence);
    match sentence.char_indices().nth(SENTENCE) {
        Some((end, _)) => format!("{} …", sentence[..end].trim_end()),
        None => sentence,
    }
}

/// The files with what to do with each.
fn files(folder: &Path, written: &Written, view: Option<&View<'_>>, text: &mut String) {
    let removed = &written.removed;
    let written = &written.files;
    let name = |file: &WrittenFile| file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let width = written.iter().map(|file| name(file).len()).max().unwrap_or(0);
    let _ = writeln!(text, "\nFiles in {}", folder.display());
    for file in written {
        let _ = writeln!(text, "  {:width$}  {}", name(file), file.purpose);
    }
    for path in removed {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let _ = writeln!(text, "  {name:width$}  removed: it was of the graph that stood here before");
    }
    let has = |wanted: &str| written.iter().any(|file| name(file) == wanted);
    if !written.is_empty() {
        text.push_str("\nNext\n");
    }
    let folder = folder.display();
    if let Some(view) = view.filter(|_| has("graph.html")) {
        let (held, of) = export::held(view);
        let part = match held < of {
            true => format!("  (it holds the {held} best-supported of {of} edges; --focus shows others)"),
            false => String::new(),
        };
        let _ = writeln!(text, "  see it       open {folder}/graph.html in a browser{part}");
    }
    if let Some(view) = view.filter(|_| has("graph.dot")) {
        let (drawn, of) = export::drawn(view);
        let part = match drawn < of {
            true => {
                format!("  (the {drawn} best-supported of {of} events, relations and meetings; --top N draws others)")
            }
            false => String::new(),
        };
        let _ = writeln!(text, "  draw it      dot -Tsvg {folder}/graph.dot -o graph.svg{part}");
    }
    if has("nodes.csv") {
        let files = format!("--nodes={folder}/nodes.csv --relationships={folder}/edges.csv");
        let _ = writeln!(text, "  into Neo4j   neo4j-admin database import full neo4j {files} --id-type=string");
        let _ = writeln!(text, "               or, into a running one, newsgraph load bolt://localhost:7687 {folder}");
    }
    if has("graph.jsonld") {
        let _ = writeln!(text, "  ask it       newsgraph query who-met-whom {folder}");
    }
    if has("edges.csv") {
        let _ = writeln!(text, "  why an edge  newsgraph explain {folder} EDGE_ID");
        let _ = writeln!(text, "  put right    newsgraph review {folder} -o review.csv");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_words() {
        assert_eq!(plural(1, "event"), "1 event");
        assert_eq!(plural(0, "event"), "0 events");
        assert_eq!((kind_name("Country", 2), kind_name("Person", 3)), ("countries".into(), "people".into()));
    }

    #[test]
    fn sentences_stay_on_one_line_and_short() {
        assert_eq!(shortened("One\n two\u{1b}[31m."), "One two[31m.");
        assert!(shortened(&"é".repeat(1000)).chars().count() < 250);
    }
}
