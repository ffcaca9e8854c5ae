//! A folder that newsgraph wrote, or one of its files that are a graph by themselves, in; the graph out.
//!
//! A folder without CSV is read from Parquet, else from GraphML or RDF; one that `extract --into` adds to from its batches.
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
use super::{Confidence, EdgeKind, EventRecord, Evidence, KnowledgeGraph, Node, StatementNode, batches};
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
use tables::{EdgeRow, EvidenceRow, MentionRow, NodeRow, PredicateRow};

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
    if let Some(graph) = batches::read_all(dir)? {
        return Ok(graph);
    }
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
    if let Some(graph) = batches::read_all(dir)? {
        return Ok(graph);
    }
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
    /// The ids of documents that are nodes, each once.
    documents: HashSet<Arc<str>>,
    /// The names of rules, each once.
    rules: HashSet<Arc<str>>,
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
            documents: HashSet::new(),
            rules: HashSet::new(),
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
        let mut rows = self.source.rows("predicates")?;
        while let Some(row) = rows.next::<PredicateRow>()? {
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
        let mut rows = self.source.rows("decisions")?;
        while let Some(row) = rows.next::<tables::DecisionRow>()? {
            let decided = row.value.decision();
            let (decision, label) = decided.map_err(|flaw: String| self.bad(DECISIONS, row.line, &flaw))?;
            self.graph.decisions_mut().add(decision, label);
        }
        Ok(())
    }

    fn nodes(&mut self) -> Result<()> {
        let mut mentions = HashMap::<String, BTreeMap<Arc<str>, u32>>::new();
        if self.source.has("mentions") {
            let mut rows = self.source.rows("mentions")?;
            while let Some(row) = rows.next::<MentionRow>()? {
                let MentionRow { entity, document, mentions: count, own_id } = row.value;
                if !own_id.is_empty() {
                    let own = self.own_ids.entry(entity.clone()).or_default().entry(document.clone()).or_default();
                    own.insert(own_id, count);
                }
                let all = mentions.entry(entity).or_default().entry(document.into()).or_default();
                *all = all.saturating_add(count);
            }
            // A document that has several who are one may name the node by its own id as well.
            for (entity, owns) in &mut self.own_ids {
                for (document, own) in owns {
                    let all =
                        mentions.get(entity).and_then(|counts| counts.get(&**document)).copied().unwrap_or_default();
                    let rest = own.values().fold(all, |rest, &count| rest.saturating_sub(count));
                    if rest > 0 {
                        own.insert(entity.clone(), rest);
                    }
                }
            }
        }
        let mut rows = self.source.rows("nodes")?;
        while let Some(row) = rows.next::<NodeRow>()? {
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
    fn parts(&mut self) -> Result<BTreeMap<String, Node>> {
        let mut parts = BTreeMap::new();
        if self.own_ids.is_empty() || !self.source.has("folded") {
            return Ok(parts);
        }
        let mut rows = self.source.rows("folded")?;
        while let Some(row) = rows.next::<NodeRow>()? {
            let node = row.value.node(Some(BTreeMap::new()));
            let node = node.ok_or_else(|| self.bad(FOLDED, row.line, "no label that newsgraph writes"))?;
            parts.insert(node.id().to_owned(), node);
        }
        Ok(parts)
    }

    fn evidence(&mut self) -> Result<()> {
        let mut rows = self.source.rows("evidence")?;
        while let Some(row) = rows.next::<EvidenceRow<'_>>()? {
            let Some(document) = self.document(row.value.document) else {
                return Err(self
                    .bad("evidence.csv", row.line, "evidence of a document that is not in nodes.csv")
                    .remedy("the file is of another run: write the folder anew"));
            };
            let rule = shared(&mut self.rules, row.value.rule);
            let evidence = row.value.evidence(document, rule);
            match self.evidence.get_mut(row.value.edge) {
                Some(known) => known.push(evidence),
                None => drop(self.evidence.insert(row.value.edge.to_owned(), vec![evidence])),
            }
        }
        Ok(())
    }

    /// The id of a document that is a node.
    fn document(&mut self, document: &str) -> Option<Arc<str>> {
        let known = self.documents.contains(document) || self.graph.node(&document_id(document)).is_some();
        known.then(|| shared(&mut self.documents, document))
    }

    fn edges(&mut self, streamed_events: bool, streamed_statements: &HashSet<String>) -> Result<()> {
        let mut rows = self.source.rows("edges")?;
        while let Some(row) = rows.next::<EdgeRow<'_>>()? {
            let Some(claim) = row.value.claim(&self.vocabulary) else {
                return Err(self.bad("edges.csv", row.line, "no type, date or modality that newsgraph writes"));
            };
            let evidence = self.evidence.remove(row.value.id).unwrap_or_default();
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
                        evidence: Arc::new(evidence),
                        predicate,
                        source: Some(ActorRef::Entity(claim.source.clone())),
                        target: Some(ActorRef::Entity(claim.target.clone())),
                        polarity: if claim.negated { Polarity::Negative } else { Polarity::Positive },
                        modality: claim.modality,
                        attribution: claim.attribution.clone(),
                        date: claim.date,
                    });
                }
            } else {
                let (id, evidence) = (row.value.id.to_owned(), evidence.into_iter().map(Arc::new).collect());
                if !self.graph.insert_edge(id, claim, evidence) {
                    return Err(self.bad("edges.csv", row.line, "an end of the edge is not in nodes.csv"));
                }
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

    /// The lines of a stream with their numbers, if the file is there.
    fn lines(&self, file: &str) -> Result<Option<impl Iterator<Item = Result<(u64, String)>> + use<>>> {
        let Source::Folder(folder) = &self.source else { return Ok(None) };
        if !folder.has(file) {
            return Ok(None);
        }
        let path = folder.file(file)?;
        let opened = File::open(&path);
        let fail = move |error| Error::new(ErrorKind::Read, "cannot read").in_file(&path).caused_by(error);
        let reader = BufReader::new(opened.map_err(&fail)?);
        let lines = (1..).zip(reader.lines());
        let filled = lines.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
        Ok(Some(filled.map(move |(number, line)| Ok((number, line.map_err(&fail)?)))))
    }

    fn bad(&self, file: &str, line: u64, message: &str) -> Error {
        let error = Error::new(ErrorKind::Format, message).remedy("write the folder anew with newsgraph extract");
        match &self.source {
            Source::Folder(folder) => error.in_file(folder.dir().join(file)).at_line(line),
            Source::Loaded(loaded) => error.in_file(loaded.path()),
        }
    }
}

/// The one string of those that are equal.
fn shared(known: &mut HashSet<Arc<str>>, text: &str) -> Arc<str> {
    match known.get(text) {
        Some(one) => one.clone(),
        None => {
            let one = Arc::<str>::from(text);
            known.insert(one.clone());
            one
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
