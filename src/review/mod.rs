//! A graph in; what of it is doubtful out, as a table that a person fills in and `--decisions` reads: what is proposed, of what, why,
//! and the sentence to look at.

mod edges;
mod links;
mod pairs;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::confidence::Confidence;
use crate::decisions::{Decision, Verb};
use crate::export::{CsvRows, EdgeView, Options, Row, View};
use crate::graph::{EntityNode, Evidence, Folded, KnowledgeGraph, Node, document_id};

/// The columns of the table; those that `--decisions` reads go by the same names.
pub const COLUMNS: [&str; 12] = [
    "decision",
    "proposal",
    "kind",
    "id",
    "other",
    "name",
    "other_name",
    "reason",
    "evidence",
    "document",
    "url",
    "note",
];

/// Something that a person may decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What is likeliest.
    pub decision: Decision,
    /// What it is about: `met-with`, `Person`.
    pub kind: String,
    /// What the edge or the node of the decision's id is called.
    pub name: String,
    /// What the other node or the item is called.
    pub other_name: String,
    /// Why it is doubtful.
    pub reason: String,
    /// A sentence that tells of it.
    pub evidence: String,
    /// The document of the sentence.
    pub document: String,
    /// Where that was published.
    pub url: String,
    /// How doubtful it is and how much hangs on it.
    weight: u32,
}

/// The most doubtful and best supported `top` of a graph, which `folded` shows; what people decided is no more proposed.
pub fn proposals(graph: &KnowledgeGraph, folded: &Folded<'_>, top: usize) -> Vec<Proposal> {
    let options = Options { formats: Vec::new(), all: true, ..Options::default() };
    let view = View::new(folded, &options);
    let ground = Ground::new(graph, folded, &view);
    let mut proposals = edges::doubtful(&ground);
    proposals.extend(pairs::maybe_one(&ground));
    proposals.extend(pairs::maybe_two(&ground));
    proposals.extend(links::doubtful(&ground));
    proposals.sort_by(|a, b| (Reverse(a.weight), &a.decision).cmp(&(Reverse(b.weight), &b.decision)));
    proposals.truncate(top);
    proposals
}

/// Writes the table, safe for spreadsheets.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write(proposals: &[Proposal], out: &mut dyn Write) -> io::Result<()> {
    let options = Options { spreadsheet_safe: true, ..Options::default() };
    let mut rows = CsvRows::new(out, &options, &COLUMNS)?;
    for proposal in proposals {
        let Proposal { decision, kind, name, other_name, reason, evidence, document, url, .. } = proposal;
        let fields = ["", decision.verb().as_str(), kind, decision.id(), decision.other(), name, other_name];
        fields.into_iter().chain([reason, evidence, document, url, ""]).try_for_each(|field| rows.text(field))?;
        rows.end()?;
    }
    rows.finish()
}

/// The graph, and what is looked up in it.
struct Ground<'v, 'g> {
    graph: &'v KnowledgeGraph,
    folded: &'v Folded<'v>,
    view: &'v View<'g>,
    /// The best-supported edge of each node.
    told: BTreeMap<&'v str, &'v EdgeView<'g>>,
}

impl<'v, 'g> Ground<'v, 'g> {
    fn new(graph: &'v KnowledgeGraph, folded: &'v Folded<'v>, view: &'v View<'g>) -> Self {
        let mut told = BTreeMap::<&str, &EdgeView<'g>>::new();
        for edge in view.edges() {
            for end in [&edge.claim.source, &edge.claim.target] {
                let best = told.entry(end.as_str()).or_insert(edge);
                if edge.support > best.support {
                    *best = edge;
                }
            }
        }
        Self { graph, folded, view, told }
    }

    /// The entities that are shown and named somewhere.
    fn entities(&self) -> impl Iterator<Item = &'v EntityNode> {
        self.view.nodes().iter().filter(|node| node.mentions > Some(0)).filter_map(|node| node.node.entity())
    }

    fn name(&self, id: &str) -> String {
        self.view.node(id).map_or_else(|| id.to_owned(), |node| node.name.clone().into_owned())
    }

    /// A proposal with the evidence of an edge, if there is one.
    fn proposal(&self, decision: Decision, names: [&str; 2], doubt: Doubt, edge: Option<&EdgeView<'_>>) -> Proposal {
        let evidence = edge.map(|edge| edge.best);
        let document = evidence.map(|evidence| &*evidence.document).unwrap_or_default();
        let [name, other_name] = names.map(str::to_owned);
        let support = edge.map_or(0, |edge| u32::try_from(edge.support).unwrap_or(u32::MAX));
        Proposal {
            decision,
            kind: doubt.kind,
            name,
            other_name,
            reason: doubt.reason,
            evidence: evidence.map(|Evidence { sentence, .. }| sentence.to_string()).unwrap_or_default(),
            document: document.to_owned(),
            url: self.url(document),
            weight: doubt.weight + support.min(MOST_SUPPORT) * SUPPORT,
        }
    }

    fn url(&self, document: &str) -> String {
        match self.graph.node(&document_id(document)) {
            Some(Node::Document(document)) => document.urls().next().unwrap_or_default().to_owned(),
            _ => String::new(),
        }
    }

    /// Whether a person decided that of the node.
    fn is_decided(&self, id: &str, verb: Verb) -> bool {
        self.folded.decisions_of(id).any(|decided| decided == verb)
    }
}

/// Why something is doubtful, and how much: to a thousand.
struct Doubt {
    kind: String,
    reason: String,
    weight: u32,
}

/// What a sentence more is worth beside the doubt, and how many count.
const SUPPORT: u32 = 20;
const MOST_SUPPORT: u32 = 10;

/// How much a confidence lies from another, in thousandths.
fn distance(one: Confidence, other: Confidence) -> u32 {
    ((one.value() - other.value()).abs() * 1000.0).round() as u32
}

/// “.78”.
fn shown(confidence: Confidence) -> String {
    confidence.to_string().trim_start_matches('0').to_owned()
}
