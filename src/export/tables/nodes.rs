//! A graph in; the rows of `nodes.csv` out, as `neo4j-admin database import` and `LOAD CSV` read it.

use std::io;

use crate::coordinates::Coordinates;
use crate::events::Level;
use crate::export::row::Row;
use crate::export::{NodeView, View};
use crate::graph::{DocumentNode, EntityNode, Node};

/// Writes the rows.
pub(in crate::export) fn rows(view: &View<'_>, rows: &mut dyn Row) -> io::Result<()> {
    for node in view.nodes() {
        row(rows, node, "")?;
    }
    Ok(())
}

/// Writes the row of a node; of an entity, which other rows tell the documents of, with what read them or nothing.
pub(in crate::export) fn row(rows: &mut dyn Row, view: &NodeView<'_>, producer: &str) -> io::Result<()> {
    let entity = view.node.entity();
    let of_entity = |field: fn(&EntityNode) -> &Option<String>| entity.and_then(|entity| field(entity).as_deref());
    rows.text(view.node.id())?;
    rows.text(view.node.labels())?;
    rows.text(&view.name)?;
    rows.array(entity.iter().flat_map(|entity| entity.aliases.iter()).map(String::as_str))?;
    rows.maybe(of_entity(|entity| &entity.wikidata))?;
    rows.maybe(of_entity(|entity| &entity.iso3))?;
    rows.maybe(of_entity(|entity| &entity.country))?;
    rows.maybe_value(view.date())?;
    rows.maybe(match view.node {
        Node::Statement(statement) => Some(&statement.text),
        _ => None,
    })?;
    rows.maybe_value(view.mentions)?;
    rows.maybe_value(view.confidence)?;
    source(rows, view.node, producer)?;
    occasion(rows, view)?;
    rows.array(entity.iter().flat_map(|entity| &entity.types).map(|kind| kind.as_str()))?;
    rows.maybe(of_entity(|entity| &entity.title))?;
    let degrees = entity.and_then(|entity| entity.coordinates).map(Coordinates::degrees).unwrap_or_default();
    degrees.iter().try_for_each(|part| rows.value(part))?;
    rows.array(entity.iter().flat_map(|entity| &entity.claimed_by).map(String::as_str))?;
    rows.maybe(match view.node {
        Node::Document(document) => document.text_sha256.as_deref(),
        _ => None,
    })?;
    rows.array(view.decisions.iter().map(|verb| verb.as_str()))?;
    rows.maybe(match view.node {
        Node::Document(document) => document.sketch.as_deref(),
        _ => None,
    })?;
    rows.end()
}

/// Of a meeting: at which level, how long, on what, and whether it took place.
fn occasion(rows: &mut dyn Row, view: &NodeView<'_>) -> io::Result<()> {
    let occasion = match view.node {
        Node::Meeting(meeting) => Some(&meeting.occasion),
        _ => None,
    };
    rows.maybe(occasion.and_then(|occasion| occasion.level).map(Level::as_str))?;
    rows.maybe(occasion.and_then(|occasion| occasion.duration.as_deref()))?;
    rows.array(occasion.iter().flat_map(|occasion| &occasion.agenda).map(String::as_str))?;
    rows.maybe(view.status)
}

/// The columns after those of the contract: where statements and documents come from, why an entity is linked so.
fn source(rows: &mut dyn Row, node: &Node, producer: &str) -> io::Result<()> {
    let urls;
    let mut fields = [""; 6];
    match node {
        Node::Statement(node) => {
            let direct = if node.direct { "true" } else { "false" };
            fields = [&node.evidence.document, "", direct, node.cue.as_deref().unwrap_or_default(), "", ""];
        }
        Node::Document(node) => {
            urls = addresses(node);
            fields = [&node.document, &urls, "", "", &node.producer, ""];
        }
        Node::Entity(node) => [fields[4], fields[5]] = [producer, &node.reason],
        Node::Meeting(_) => {}
    }
    fields.into_iter().try_for_each(|field| rows.text(field))
}

/// Where the text of a document was published; several addresses are parted by spaces.
pub(in crate::export) fn addresses(document: &DocumentNode) -> String {
    let several = document.urls().nth(1).is_some();
    let address = |url: &str| if several { url.replace(' ', "%20") } else { url.to_owned() };
    document.urls().map(address).collect::<Vec<_>>().join(" ")
}
