//! A folder that newsgraph wrote, or one of its files that are a graph by themselves, in; the graph out.
//!
//! A folder without CSV is read from Parquet, else from GraphML or RDF.
//!
//! Nodes come from `nodes.csv`, relations from `edges.csv` and `evidence.csv`, events from `events.jsonl`, or where that
//! is missing from the tables too; predicates of a user's own from `predicates.csv`.
//! What was folded into one node is parted again by `mentions.csv` and `folded.csv`. Writing the graph again with the same options gives the same tables.

mod events;
mod graphml;
mod loaded;
mod parquet;
mod rdf;
mod source;
mod streams;
mod tables;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use super::fold::OwnIds;
use super::identity::document_id;
use super::{Confidence, EdgeKind, EventRecord, Evidence, KnowledgeGraph, Node, StatementNode};
use crate::date::Date;
use crate::decisions::Decisions;
use crate::events::{Modality, Polarity};
use crate::folder::Folder;
use crate::graph::ActorRef;
use crate::ontology::{Own, Relation, Vocabulary};
use crate::{Error, ErrorKind, Result};
use loaded::Loaded;
pub(crate) use parquet::THREAD;
use source::Source;
pub(crate) use tables::restored;
use tables::{EdgeRow, MentionRow, NodeRow, Row, rows};

/// The user's predicates.
const PREDICATES: &str = "predicates.csv";

/// What people decided.
const DECISIONS: &str = "decisions.csv";

/// The nodes that are one with another, by themselves.
const FOLDED: &str = "folded.csv";

/// Reads the graph of a folder, or of a file that is a graph by itself.
///
/// # Errors
/// [`ErrorKind::Read`] for a folder without the tables, [`ErrorKind::Usage`] for a file of another kind, [`ErrorKind::Format`] with file
/// and line for a row that is none of newsgraph's.
pub fn read_folder(dir: &Path) -> Result<KnowledgeGraph> {
    Reader::of(Source::of(dir)?).read(true)
}

/// Reads what people decided of the graph of a folder, if there is one.
///
/// # Errors
/// [`ErrorKind::Format`] with file and line for a row that is no decision.
pub fn read_decisions(dir: &Path) -> Result<Decisions> {
    let mut reader = Reader::of(Source::Folder(Folder::open(dir)?));
    reader.decisions()?;
    Ok(std::mem::take(reader.graph.decisions_mut()))
}

/// Reads what the tables of a folder or file hold, and nothing that only its streams do: the graph as it was written, all of which a view
/// of everything shows.
///
/// # Errors
/// As [`read_folder`].
pub(crate) fn read_tables(dir: &Path) -> Result<KnowledgeGraph> {
    Reader::of(Source::of(dir)?).read(false)
}

/// Reads tables that are lists of rows in JSON, by their names; `place` is where they come from.
///
/// # Errors
/// [`ErrorKind::Format`] for a row that is none of newsgraph's.
pub(crate) fn read_facts(tables: &serde_json::Map<String, serde_json::Value>, place: &Path) -> Result<KnowledgeGraph> {
    let mut loaded = Loaded::of(place);
    for table in ["predicates", "mentions", "nodes", "evidence", "edges", "decisions"] {
        let rows = tables.get(table).and_then(serde_json::Value::as_array);
        rows.into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_object)
            .for_each(|row| loaded.add_object(table, row));
    }
    Reader::of(Source::Loaded(loaded)).read(false)
}

struct Reader {
    source: Source,
    graph: KnowledgeGraph,
    /// Statements of `nodes.csv`, until their edges are known.
    statements: BTreeMap<String, StatementNode>,
    /// Evidence by edge.
    evidence: HashMap<String, Vec<Evidence>>,
    /// The user's predicates.
    vocabulary: Vocabulary,
    /// Ids that nodes have by a document alone.
    own_ids: OwnIds,
}

impl Reader {
    fn of(source: Source) -> Self {
        Self {
            source,
            graph: KnowledgeGraph::new(),
            statements: BTreeMap::new(),
            evidence: HashMap::new(),
            vocabulary: Vocabulary::default(),
            own_ids: OwnIds::new(),
        }
    }

    /// The graph of the tables and, if they are wanted, of the streams, which tell of what they hold before the tables do.
    fn read(mut self, streams: bool) -> Result<KnowledgeGraph> {
        self.vocabulary()?;
        self.decisions()?;
        self.nodes()?;
        self.evidence()?;
        let streamed_events = streams && self.event_stream()?;
        let streamed_statements = if streams { self.statement_stream()? } else { HashSet::new() };
        self.edges(streamed_events, &streamed_statements)?;
        for (id, statement) in std::mem::take(&mut self.statements) {
            if !streamed_statements.contains(&id) {
                self.graph.add_statement(statement);
            }
        }
        let parts = self.parts()?;
        Ok(self.graph.unfolded(&self.own_ids, parts))
    }

    fn vocabulary(&mut self) -> Result<()> {
        if !self.source.has("predicates") {
            return Ok(());
        }
        for row in self.rows::<tables::PredicateRow>("predicates")? {
            let own = Own::define(row.value.info());
            let added = own.and_then(|own| self.vocabulary.add(own));
            added.map_err(|flaw| self.bad(PREDICATES, row.line, &flaw.message))?;
        }
        Ok(())
    }

    fn decisions(&mut self) -> Result<()> {
        if !self.source.has("decisions") {
            return Ok(());
        }
        for row in self.rows::<tables::DecisionRow>("decisions")? {
            let (decision, label) = row.value.decision().map_err(|flaw| self.bad(DECISIONS, row.line, &flaw))?;
            self.graph.decisions_mut().add(decision, label);
        }
        Ok(())
    }

    fn nodes(&mut self) -> Result<()> {
        let mut mentions = HashMap::<String, BTreeMap<String, u32>>::new();
        if self.source.has("mentions") {
            for row in self.rows::<MentionRow>("mentions")? {
                let MentionRow { entity, document, mentions: count, own_id } = row.value;
                let own_id = if own_id.is_empty() { entity.clone() } else { own_id };
                let own = self.own_ids.entry(entity).or_default().entry(document).or_default();
                own.insert(own_id, count);
            }
            for (entity, own) in &self.own_ids {
                let all = |owns: &BTreeMap<String, u32>| owns.values().fold(0, |sum: u32, &n| sum.saturating_add(n));
                let counts = own.iter().map(|(document, owns)| (document.clone(), all(owns)));
                mentions.insert(entity.clone(), counts.collect());
            }
            self.own_ids.retain(|entity, own| {
                own.retain(|_, owns| owns.keys().any(|own_id| own_id != entity));
                !own.is_empty()
            });
        }
        for row in self.rows::<NodeRow>("nodes")? {
            let counts = mentions.remove(&row.value.id);
            match row.value.node(counts) {
                Some(Node::Statement(statement)) => {
                    self.statements.insert(statement.id.clone(), *statement);
                }
                Some(node) => {
                    self.graph.add_node(node);
                }
                None => return Err(self.bad("nodes.csv", row.line, "no label that newsgraph writes")),
            }
        }
        Ok(())
    }

    /// The nodes that are one with another, if the tables tell of any: a file without their ids is of another run.
    fn parts(&self) -> Result<BTreeMap<String, Node>> {
        let mut parts = BTreeMap::new();
        if self.own_ids.is_empty() || !self.source.has("folded") {
            return Ok(parts);
        }
        for row in self.rows::<NodeRow>("folded")? {
            let node = row.value.node(Some(BTreeMap::new()));
            let node = node.ok_or_else(|| self.bad(FOLDED, row.line, "no label that newsgraph writes"))?;
            parts.insert(node.id().to_owned(), node);
        }
        Ok(parts)
    }

    fn evidence(&mut self) -> Result<()> {
        for row in self.rows::<tables::EvidenceRow>("evidence")? {
            let (edge, evidence) = row.value.evidence();
            if self.graph.node(&document_id(&evidence.document)).is_none() {
                return Err(self
                    .bad("evidence.csv", row.line, "evidence of a document that is not in nodes.csv")
                    .remedy("the file is of another run: write the folder anew"));
            }
            self.evidence.entry(edge).or_default().push(evidence);
        }
        Ok(())
    }

    fn edges(&mut self, streamed_events: bool, streamed_statements: &HashSet<String>) -> Result<()> {
        for row in self.rows::<EdgeRow>("edges")? {
            let id = row.value.id.clone();
            let Some(claim) = row.value.claim(&self.vocabulary) else {
                return Err(self.bad("edges.csv", row.line, "no type, date or modality that newsgraph writes"));
            };
            let evidence = self.evidence.remove(&id).unwrap_or_default();
            let statement = statement_of(claim.kind, &claim.source, &claim.target);
            if let Some(statement) = statement {
                if !streamed_statements.contains(statement) {
                    self.extend_statement(claim, evidence);
                }
                continue;
            }
            if let EdgeKind::Event(predicate) = claim.kind {
                if streamed_events {
                    continue;
                }
                for evidence in evidence {
                    self.graph.add_event(EventRecord {
                        evidence,
                        predicate,
                        source: Some(ActorRef::Entity(claim.source.clone())),
                        target: Some(ActorRef::Entity(claim.target.clone())),
                        polarity: if claim.negated { Polarity::Negative } else { Polarity::Positive },
                        modality: claim.modality,
                        attribution: claim.attribution.clone(),
                        date: claim.date,
                    });
                }
            } else if !self.graph.insert_edge(id, claim, evidence.into_iter().map(Arc::new).collect()) {
                return Err(self.bad("edges.csv", row.line, "an end of the edge is not in nodes.csv"));
            }
        }
        Ok(())
    }

    /// Adds what an edge says of a statement: its speaker, subject or reporter, and where it stands.
    fn extend_statement(&mut self, claim: super::Claim, evidence: Vec<Evidence>) {
        let (statement, entity) = match claim.kind {
            EdgeKind::Relation(Relation::About) => (&claim.source, claim.target.clone()),
            _ => (&claim.target, claim.source.clone()),
        };
        let Some(statement) = self.statements.get_mut(statement) else { return };
        match claim.kind {
            EdgeKind::Relation(Relation::About) => statement.about.insert(entity),
            EdgeKind::Relation(Relation::Reported) => statement.reporters.insert(entity),
            _ => statement.speakers.insert(entity),
        };
        if let Some(evidence) = evidence.into_iter().next() {
            statement.evidence = evidence;
        }
    }

    /// The rows of a table.
    fn rows<T: serde::de::DeserializeOwned>(&self, table: &str) -> Result<Vec<Row<T>>> {
        match &self.source {
            Source::Folder(folder) => rows(folder, &format!("{table}.csv")),
            Source::Loaded(loaded) => loaded.rows(table),
        }
    }

    /// The lines of a stream with their numbers, if the file is there.
    fn lines(&self, file: &str) -> Result<Option<Vec<(u64, String)>>> {
        let Source::Folder(folder) = &self.source else { return Ok(None) };
        if !folder.has(file) {
            return Ok(None);
        }
        let path = folder.file(file)?;
        let fail = |error| Error::new(ErrorKind::Read, "cannot read").in_file(&path).caused_by(error);
        let reader = BufReader::new(File::open(&path).map_err(fail)?);
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(reader.lines()) {
            let line = line.map_err(fail)?;
            if !line.trim().is_empty() {
                lines.push((number, line));
            }
        }
        Ok(Some(lines))
    }

    fn bad(&self, file: &str, line: u64, message: &str) -> Error {
        let error = Error::new(ErrorKind::Format, message).remedy("write the folder anew with newsgraph extract");
        match &self.source {
            Source::Folder(folder) => error.in_file(folder.dir().join(file)).at_line(line),
            Source::Loaded(loaded) => error.in_file(loaded.path()),
        }
    }
}

/// The statement that an edge belongs to.
fn statement_of<'c>(kind: EdgeKind, source: &'c str, target: &'c str) -> Option<&'c str> {
    let is_statement = |id: &'c str| id.starts_with("statement-").then_some(id);
    match kind {
        EdgeKind::Relation(Relation::Stated | Relation::Reported) => is_statement(target),
        EdgeKind::Relation(Relation::About) => is_statement(source),
        _ => None,
    }
}

fn modality(name: &str) -> Option<Modality> {
    use Modality::{Asserted, Hypothetical, Planned, ReportedClaim};
    [Asserted, Planned, Hypothetical, ReportedClaim].into_iter().find(|modality| modality.as_str() == name)
}

/// The date of a field; an empty one is none, and what is no date an error.
fn date(text: &str) -> std::result::Result<Option<Date>, crate::date::ParseDateError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

fn confidence(text: &str) -> Confidence {
    text.parse().unwrap_or_default()
}
