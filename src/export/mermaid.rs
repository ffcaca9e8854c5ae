//! A graph in; `graph.mmd` out: a flowchart for Mermaid, which GitHub, GitLab and Obsidian draw in Markdown.
//!
//! Mermaid draws at most 500 edges of at most 50,000 characters: the best-supported part that fits is written, and a
//! comment says how much that is. All of ASCII in a label but letters, digits and spaces is written as an entity of
//! Mermaid, so that none is markup, a link or Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use super::view::shortened;
use super::{EdgeView, Export, View, style};
use crate::decisions::Verb;
use crate::graph::{EdgeKind, Node};
use crate::ontology::Relation;
use crate::terminal::on_one_line;

/// Writer of `graph.mmd`.
pub(super) struct Mermaid;

/// How many edges Mermaid draws by its defaults.
const EDGES: usize = 500;

/// How many bytes a chart may have; the comment and the classes need some of Mermaid's 50,000.
const BYTES: usize = 47_000;

impl Export for Mermaid {
    fn file_name(&self) -> &'static str {
        "graph.mmd"
    }

    fn purpose(&self) -> &'static str {
        "a flowchart for Mermaid, in Markdown too"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut edges: Vec<&EdgeView<'_>> = view.edges().iter().filter(|edge| is_drawn(edge, view)).collect();
        let of = edges.len();
        // Stable: equal support keeps the order of the claims.
        edges.sort_by_key(|edge| std::cmp::Reverse((edge.documents, edge.support)));
        let most = view.options().top.unwrap_or(EDGES).min(EDGES);
        let (mut lines, mut nodes, mut bytes) = (Vec::new(), BTreeMap::new(), 0);
        for edge in edges.into_iter().take(most) {
            let ends = [&edge.claim.source, &edge.claim.target].map(|id| view.place_of(id));
            let [Some(source), Some(target)] = ends else { continue };
            let line = self::edge(edge, source, target);
            let news: Vec<(usize, String)> = [source, target]
                .into_iter()
                .filter(|place| !nodes.contains_key(place))
                .map(|place| (place, node(view, place)))
                .collect();
            let more = line.len() + news.iter().map(|(_, line)| line.len()).sum::<usize>();
            if bytes + more > BYTES {
                break;
            }
            bytes += more;
            nodes.extend(news);
            lines.push((edge.claim, line));
        }
        lines.sort_unstable();
        for producer in view.shown_producers().iter().take(1) {
            writeln!(out, "%% {}", on_one_line(producer).replace(['{', '}'], " "))?;
        }
        match lines.len() {
            drawn if drawn < of => writeln!(out, "%% the {drawn} best-supported of {of} edges")?,
            _ => writeln!(out, "%% {of} edges")?,
        }
        writeln!(out, "flowchart LR")?;
        nodes.values().try_for_each(|line| out.write_all(line.as_bytes()))?;
        lines.iter().try_for_each(|(_, line)| out.write_all(line.as_bytes()))?;
        let styles: BTreeSet<_> =
            nodes.keys().filter_map(|&place| view.nodes().get(place)).map(|shown| style::node(shown.node)).collect();
        for style in styles {
            writeln!(out, "  classDef {} fill:{},stroke:{},color:#000000", style.name, style.fill, style.line)?;
        }
        Ok(())
    }
}

/// Documents and statements are not drawn.
fn is_drawn(edge: &EdgeView<'_>, view: &View<'_>) -> bool {
    let is_drawn = |id: &str| {
        let node = view.node(id).map(|shown| shown.node);
        matches!(node, Some(Node::Entity(_) | Node::Meeting(_)))
    };
    is_drawn(&edge.claim.source) && is_drawn(&edge.claim.target)
}

fn node(view: &View<'_>, place: usize) -> String {
    let shown = &view.nodes()[place];
    let sign = shown.decisions.first().map(|verb| format!(" {}", style::sign(*verb))).unwrap_or_default();
    format!("  n{place}[\"{}{sign}\"]:::{}\n", label(&shown.name), style::node(shown.node).name)
}

fn edge(edge: &EdgeView<'_>, source: usize, target: usize) -> String {
    let claim = edge.claim;
    let mut text = claim.kind.name().replace('-', " ");
    if let (EdgeKind::Relation(Relation::HoldsOffice), Some(role)) = (claim.kind, &claim.role) {
        text = role.clone();
    }
    if claim.negated {
        text.insert_str(0, "not: ");
    }
    if !claim.is_plain() && !claim.negated {
        text = format!("{}: {text}", claim.modality.as_str());
    }
    if let (EdgeKind::Event(_), Some(date)) = (claim.kind, claim.date) {
        // Writing to a string does not fail.
        let _ = write!(text, ", {date}");
    }
    if let Some(verb) = edge.decision {
        text = format!("{} {text}", style::sign(verb));
    }
    let is_plain = claim.is_plain() && edge.decision != Some(Verb::Reject);
    let arrow = match (is_plain, claim.kind.symmetric()) {
        (true, true) => "---",
        (true, false) => "-->",
        (false, true) => "-.-",
        (false, false) => "-.->",
    };
    format!("  n{source} {arrow}|\"{}\"| n{target}\n", label(&text))
}

/// A label of some words; an empty one is no label to Mermaid.
fn label(text: &str) -> String {
    let text = shortened(on_one_line(text).trim());
    let mut label = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' => label.push(' '),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
                let _ = write!(label, "#{};", u32::from(c));
            }
            c => label.push(c),
        }
    }
    if label.is_empty() { "#45;".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_label_holds_no_markup() {
        assert_eq!(label("A \"b\"]; <c>"), "A #34;b#34;#93;#59; #60;c#62;");
        assert_eq!(label("1. `x`\nZürich"), "1#46; #96;x#96; Zürich");
        assert_eq!(label(" \u{0} "), "#45;");
    }
}
