//! A graph in; `kgx_nodes.tsv` and `kgx_edges.tsv` out: the Knowledge Graph Exchange format with Biolink classes.
//!
//! Ids must be CURIEs: `Q42` is `WIKIDATA:Q42`, every other id stands behind `newsgraph:`, with what is not a letter, a digit, `-`, `.`, `_` or `~` percent-encoded. Biolink
//! knows nothing of news: predicates are `biolink:related_to`, and ours stand in `original_predicate`. Arrays are parted by `|`,
//! which becomes `/` in their elements; line breaks and tabs become spaces.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::csv_fields::one_line;
use super::jsonld::encoded;
use super::{EdgeView, Export, NodeView, View};
use crate::decisions::Verb;
use crate::graph::{EdgeKind, Node};
use crate::ontology::term;
use crate::resolve::EntityType;

/// Writer of `kgx_nodes.tsv`.
pub(super) struct KgxNodes;

/// Writer of `kgx_edges.tsv`.
pub(super) struct KgxEdges;

impl Export for KgxNodes {
    fn file_name(&self) -> &'static str {
        "kgx_nodes.tsv"
    }

    fn purpose(&self) -> &'static str {
        "nodes for KGX"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        table.write_record([
            "id",
            "category",
            "name",
            "synonym",
            "xref",
            "iri",
            "description",
            "provided_by",
            "decision",
        ])?;
        for shown in view.nodes() {
            let entity = shown.node.entity();
            let synonyms = entity.into_iter().flat_map(|entity| &entity.aliases).filter(|name| **name != shown.name);
            let address = match shown.node {
                Node::Document(document) => document.urls().next(),
                _ => None,
            };
            let iri = match entity.and_then(|entity| entity.wikidata.as_deref()) {
                Some(item) => format!("http://www.wikidata.org/entity/{}", encoded(item)),
                None => format!("https://w3id.org/newsgraph/node/{}", encoded(shown.node.id())),
            };
            table.write_record([
                curie(shown.node.id()).as_str(),
                category(shown.node),
                &one_cell(&shown.name),
                &array(synonyms.map(String::as_str)),
                &array(address.into_iter()),
                &iri,
                &description(shown),
                "infores:newsgraph",
                &array(shown.decisions.iter().map(|verb| verb.as_str())),
            ])?;
        }
        table.flush()
    }
}

impl Export for KgxEdges {
    fn file_name(&self) -> &'static str {
        "kgx_edges.tsv"
    }

    fn purpose(&self) -> &'static str {
        "edges for KGX"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = writer(out);
        table.write_record([
            "id",
            "subject",
            "predicate",
            "object",
            "category",
            "original_predicate",
            "negated",
            "primary_knowledge_source",
            "knowledge_level",
            "agent_type",
            "publications",
            "has_evidence_sentence",
            "date",
            "has_count",
            "has_confidence_level",
            "decision",
        ])?;
        for edge in view.edges() {
            let documents: BTreeSet<&str> = edge.evidence.iter().map(|one| &*one.document).collect();
            let documents = documents.into_iter().map(|document| curie(&crate::graph::document_id(document)));
            let documents: Vec<String> = documents.collect();
            let claim = edge.claim;
            table.write_record([
                curie(edge.id).as_str(),
                &curie(&claim.source),
                "biolink:related_to",
                &curie(&claim.target),
                "biolink:Association",
                &format!("newsgraph:{}", term(claim.kind.name())),
                if claim.negated { "true" } else { "false" },
                "infores:newsgraph",
                level(edge),
                "text_mining_agent",
                &documents.join("|"),
                &one_cell(&edge.best.sentence),
                &claim.date.map(|date| date.to_string()).unwrap_or_default(),
                &edge.support.to_string(),
                &edge.best.confidence.to_string(),
                edge.decision.map(Verb::as_str).unwrap_or_default(),
            ])?;
        }
        table.flush()
    }
}

/// Cells hold neither tabs nor line breaks, so that none is quoted: readers of KGX take quotation marks for themselves.
fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new().delimiter(b'\t').quote_style(csv::QuoteStyle::Never).from_writer(out)
}

fn curie(id: &str) -> String {
    let is_item =
        id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if is_item { format!("WIKIDATA:{id}") } else { format!("newsgraph:{}", encoded(id)) }
}

fn category(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityType::Person | EntityType::Organization => "biolink:Agent",
            EntityType::Country | EntityType::Place => "biolink:GeographicLocation",
        },
        Node::Meeting(_) => "biolink:Event",
        Node::Statement(_) => "biolink:InformationContentEntity",
        Node::Document(_) => "biolink:Publication",
    }
}

fn description(shown: &NodeView<'_>) -> String {
    match shown.node {
        Node::Entity(entity) => entity.kind.as_str().to_lowercase(),
        Node::Statement(statement) => one_cell(&statement.text),
        Node::Meeting(_) => shown.status.unwrap_or_default().to_owned(),
        Node::Document(document) => one_cell(&document.document),
    }
}

/// Whether an edge tells a fact or what is planned or claimed.
fn level(edge: &EdgeView<'_>) -> &'static str {
    match edge.claim.kind {
        _ if edge.decision == Some(Verb::Reject) => "not_provided",
        EdgeKind::Event(_) if !edge.claim.is_plain() => "not_provided",
        _ => "knowledge_assertion",
    }
}

fn array<'s>(strings: impl Iterator<Item = &'s str>) -> String {
    strings.map(|string| one_cell(string).replace('|', "/")).collect::<Vec<_>>().join("|")
}

fn one_cell(text: &str) -> String {
    one_line(text).replace('\t', " ")
}
