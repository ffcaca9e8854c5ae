//! A graph in; `graph.dot` out, for Graphviz: nodes by type, edges by quad class, meetings as nodes of one rank, the sentences
//! as tooltips, the sources as links, a legend. Documents are not drawn.
//!
//! Of a large graph the best-supported part is drawn, and the label says so. Every node and edge of the file is one of the
//! graph, also to a program that does not know what is not to be drawn: the legend is part of the label, and nothing is
//! invisible.

mod escape;
mod legend;
mod select;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::style;
use super::view::shortened;
use super::{EdgeView, Export, NodeView, View};
use crate::decisions::Verb;
use crate::events::Modality;
use crate::graph::{EdgeKind, Node};
use crate::ontology::Relation;
use select::{Line, Selection, select};

/// Writer of `graph.dot`.
pub(super) struct Dot;

impl Export for Dot {
    fn file_name(&self) -> &'static str {
        "graph.dot"
    }

    fn purpose(&self) -> &'static str {
        "draw it: dot -Tsvg graph.dot -o graph.svg"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let selection = select(view);
        let (mut alone, connected): (Vec<_>, Vec<_>) =
            drawn_nodes(view, &selection).partition(|node| !selection.ends.contains(node.node.id()));
        // Those named most; equal counts keep their order.
        alone.sort_by_key(|view| std::cmp::Reverse(view.mentions));
        let left_out = alone.split_off(alone.len().min(ALONE)).len();
        writeln!(out, "digraph newsgraph {{")?;
        let drawn = connected.iter().chain(&alone).map(|view| view.node);
        header(view, &selection, &legend::rows(drawn, &selection), out)?;
        connected.iter().try_for_each(|view| node(view, "  ", out))?;
        meetings(&connected, out)?;
        selection.lines.iter().try_for_each(|line| edge(line, view, out))?;
        unconnected(&alone, left_out, out)?;
        writeln!(out, "}}")
    }
}

/// How many events, relations and meetings the picture of a view shows, and how many there are.
pub fn drawn(view: &View<'_>) -> (usize, usize) {
    let selection = select(view);
    (selection.drawn, selection.of)
}

/// How many entities without an edge are drawn.
const ALONE: usize = 20;

/// With a limit, only nodes that a drawn edge needs; documents never.
fn drawn_nodes<'v, 'g>(view: &'v View<'g>, selection: &'v Selection<'_, 'g>) -> impl Iterator<Item = &'v NodeView<'g>> {
    let all = view.options().top.is_none() && view.options().scope.is_all() && selection.drawn == selection.of;
    let drawn = move |node: &&NodeView<'g>| match node.node {
        Node::Document(_) => false,
        node => all || selection.ends.contains(node.id()),
    };
    view.nodes().iter().filter(drawn)
}

fn header(view: &View<'_>, selection: &Selection<'_, '_>, legend: &str, out: &mut dyn Write) -> io::Result<()> {
    let producer = view.shown_producers().join("\n");
    let documents = view.nodes().iter().filter(|node| matches!(node.node, Node::Document(_))).count();
    let shown = match selection.drawn < selection.of {
        true => format!("the {} best-supported of {} events, relations and meetings", selection.drawn, selection.of),
        false => format!("{} events, relations and meetings", selection.of),
    };
    let plural = if documents == 1 { "" } else { "s" };
    let mut label = format!("{shown} from {documents} document{plural}");
    if let Some(part) = view.options().scope.words() {
        label.push_str(&format!("\nonly {part}"));
    }
    let label = escape::markup(&format!("{label}\n{producer}"));
    writeln!(out, "  graph [label=<<table border=\"0\" cellspacing=\"2\">{legend}")?;
    writeln!(
        out,
        "      <tr><td colspan=\"2\">{label}</td></tr></table>>, labelloc=b, fontsize=11, fontcolor=\"#6B6B6B\","
    )?;
    writeln!(out, "    fontname=\"Helvetica,Arial,sans-serif\", charset=\"UTF-8\", rankdir=LR, ranksep=1.2,")?;
    writeln!(
        out,
        "    nodesep=0.3, splines=true, pad=0.3, bgcolor=white, tooltip=\" \", comment={}];",
        escape::text(&producer)
    )?;
    writeln!(
        out,
        "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, margin=\"0.12,0.06\", penwidth=1.2];"
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, arrowsize=0.7];")
}

fn node(view: &NodeView<'_>, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let style = style::node(view.node);
    write!(
        out,
        "{indent}{} [label={}, {}, fillcolor=\"{}\", color=\"{}\", tooltip={}",
        escape::id(view.node.id()),
        escape::text(&node_label(view)),
        style.shape,
        style.fill,
        style.line,
        escape::tooltip(&node_tooltip(view)),
    )?;
    let wikidata = view.node.entity().and_then(|entity| entity.wikidata.as_ref());
    if let Some(link) = wikidata.and_then(|item| escape::link(&format!("https://www.wikidata.org/wiki/{item}"))) {
        write!(out, ", URL={link}, target=\"_blank\"")?;
    }
    writeln!(out, "];")
}

/// A meeting is named by its date, since its edges show who took part.
fn node_label(view: &NodeView<'_>) -> String {
    match view.node {
        Node::Meeting(meeting) => match meeting.date {
            Some(date) => format!("Meeting\n{}", date.to_string().replace('/', " –\n")),
            None => "Meeting".to_owned(),
        },
        _ => {
            let sign = view.decisions.first().map(|verb| format!(" {}", style::sign(*verb))).unwrap_or_default();
            format!("{}{sign}", escape::wrapped(&shortened(&view.name), 22))
        }
    }
}

fn node_tooltip(view: &NodeView<'_>) -> String {
    let mut lines = vec![view.name.to_string()];
    match view.node {
        Node::Entity(entity) => {
            lines.push(format!("{}, {}", entity.kind.as_str(), entity.id));
            let others: Vec<&str> =
                entity.aliases.iter().map(String::as_str).filter(|name| *name != view.name).collect();
            if !others.is_empty() {
                lines.push(format!("also: {}", others.join(", ")));
            }
            let mentions = view.mentions.unwrap_or_default();
            lines.push(format!("{mentions} {}", if mentions == 1 { "mention" } else { "mentions" }));
        }
        Node::Statement(statement) => {
            lines = vec![format!("“{}”", statement.text), format!("[{}]", statement.evidence.document)];
        }
        Node::Meeting(_) | Node::Document(_) => lines.push(view.node.id().to_owned()),
    }
    lines.extend(view.decisions.iter().map(|verb| style::decided(*verb).to_owned()));
    lines.join("\n")
}

fn edge(line: &Line<'_, '_>, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let claim = line.first().claim;
    let style = style::edge(claim.kind);
    let (sentences, _) = line.support();
    // From 1.2 for one sentence, a little thicker for each doubling.
    let width = (1.2 + 0.6 * f64::from(u32::try_from(sentences).unwrap_or(u32::MAX).max(1)).log2()).min(5.0);
    let tooltip = escape::tooltip(&edge_tooltip(line));
    write!(
        out,
        "  {} -> {} [label={}, color=\"{color}\", fontcolor=\"{color}\", penwidth={width:.1}, tooltip={tooltip}, labeltooltip={tooltip}",
        escape::id(&claim.source),
        escape::id(&claim.target),
        escape::text(&edge_label(line, view)),
        color = style.color,
    )?;
    if claim.kind.symmetric() {
        write!(out, ", dir=none")?;
    }
    match (claim.negated, claim.modality) {
        (false, _) if line.first().decision == Some(Verb::Reject) => write!(out, ", style=dotted")?,
        (true, _) => write!(out, ", style=dashed, arrowhead=tee")?,
        (false, Modality::Asserted) => {}
        (false, _) => write!(out, ", style=dashed")?,
    }
    if let Some(link) = source_link(line, view) {
        write!(out, ", URL={link}, target=\"_blank\"")?;
    }
    writeln!(out, "];")
}

/// “planned: met with” and the dates; of an office its title.
fn edge_label(line: &Line<'_, '_>, view: &View<'_>) -> String {
    let claim = line.first().claim;
    let (dates, roles): (Vec<_>, BTreeSet<_>) =
        (dates(line), line.edges.iter().filter_map(|edge| edge.claim.role.as_deref()).collect());
    let mut label = match claim.kind {
        EdgeKind::Relation(Relation::HoldsOffice | Relation::AffiliatedWith) if !roles.is_empty() => {
            escape::wrapped(&shortened(&roles.into_iter().collect::<Vec<_>>().join(", ")), 24)
        }
        kind => kind.name().replace('-', " "),
    };
    if claim.negated {
        label = format!("NOT {label}");
    }
    let says = claim.attribution.as_deref().and_then(|id| view.node(id)).map(|node| node.name.clone());
    match (claim.modality, says) {
        (Modality::Asserted, None) => {}
        (Modality::Asserted, Some(who)) => label = format!("{who}: {label}"),
        (modality, None) => label = format!("{}: {label}", modality.as_str().replace('-', " ")),
        (modality, Some(who)) => label = format!("{} ({who}): {label}", modality.as_str().replace('-', " ")),
    }
    if let Some(verb) = line.first().decision {
        label = format!("{} {label}", style::sign(verb));
    }
    if line.edges.len() > 1 && matches!(claim.kind, EdgeKind::Event(_)) {
        label.push_str(&format!(" ×{}", line.edges.len()));
    }
    // The date of a meeting or statement stands on its node.
    let dated = !matches!(claim.kind, EdgeKind::Relation(_)) && !dates.is_empty();
    if dated { format!("{label}\n{}", dates.join(", ")) } else { label }
}

/// The dates of a line's edges; of many the first and how many more.
fn dates(line: &Line<'_, '_>) -> Vec<String> {
    const SHOWN: usize = 3;
    let dates: BTreeSet<_> = line.edges.iter().filter_map(|edge| edge.claim.date).collect();
    let more = dates.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = dates.into_iter().take(SHOWN).map(|date| date.to_string()).collect();
    if more > 0 {
        shown.push(format!("… {more} more"));
    }
    shown
}

/// The ids with the best sentence of each.
fn edge_tooltip(line: &Line<'_, '_>) -> String {
    const SHOWN: usize = 8;
    let (sentences, documents) = line.support();
    let plural = |count| if count == 1 { "" } else { "s" };
    let mut text = line.first().claim.kind.name().to_owned();
    text.push_str(&format!(" ({sentences} sentence{}, {documents} document{})", plural(sentences), plural(documents)));
    text.extend(line.first().decision.map(|verb| format!(", {}", style::decided(verb))));
    for EdgeView { id, claim, best, .. } in line.edges.iter().take(SHOWN) {
        let date = claim.date.map(|date| format!(", {date}")).unwrap_or_default();
        text.push_str(&format!("\n“{}” [{}{date}, {id}]", best.sentence.trim(), best.document));
    }
    if line.edges.len() > SHOWN {
        text.push_str(&format!("\n… and {} more", line.edges.len() - SHOWN));
    }
    text
}

/// A link to the document with the best evidence.
fn source_link(line: &Line<'_, '_>, view: &View<'_>) -> Option<String> {
    let document = crate::graph::document_id(&line.first().best.document);
    match view.node(&document)?.node {
        Node::Document(document) => document.urls().next().and_then(escape::link),
        _ => None,
    }
}

/// Meetings, if there are several, in one rank, so that one sees what they are: those who met before them, the places behind.
fn meetings(nodes: &[&NodeView<'_>], out: &mut dyn Write) -> io::Result<()> {
    let meetings: Vec<String> = nodes
        .iter()
        .filter(|view| matches!(view.node, Node::Meeting(_)))
        .map(|view| format!("{};", escape::id(view.node.id())))
        .collect();
    if meetings.len() < 2 {
        return Ok(());
    }
    writeln!(out, "  subgraph meetings {{ rank=same; {} }}", meetings.join(" "))
}

/// Entities without an edge, in a column beside the graph: to part them into several would take edges that are none.
fn unconnected(nodes: &[&NodeView<'_>], left_out: usize, out: &mut dyn Write) -> io::Result<()> {
    if nodes.is_empty() {
        return Ok(());
    }
    let more = if left_out > 0 { format!("\nand {left_out} more") } else { String::new() };
    let label = escape::text(&format!("named, without an event or relation{more}"));
    writeln!(out, "  subgraph cluster_unconnected {{")?;
    writeln!(out, "    label={label}; fontsize=11; color=\"#D0D0D0\"; style=rounded;")?;
    nodes.iter().try_for_each(|view| node(view, "    ", out))?;
    writeln!(out, "  }}")
}
