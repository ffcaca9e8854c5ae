//! The folder of a graph and the address of a running Neo4j in; the graph there, beside what was loaded before, out.
//!
//! The database holds the nodes and edges that `newsgraph merge --all` of the tables that were loaded would write to `nodes.csv` and `edges.csv`, but for edges that people rejected, and for each
//! document one node `NewsgraphRecord` with what the document says. A document that is loaded again replaces its record and no other; then
//! nodes and edges are computed from all records together and compared with those that are there, so that what differs is written and nothing else.
//! What no record says any more, and an earlier load wrote, is removed. Nodes, edges, labels and properties of others are never changed.
//!
//! What people decided stands in the records of the documents that it is about, in all where it is about none, and so is replaced and
//! removed with them.
//!
//! This is the one module that opens a connection.

mod bolt;
mod record;
mod store;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::graph::{self, KnowledgeGraph, document_id};
use crate::ontology::Vocabulary;
use crate::{Error, ErrorKind, Result};
use bolt::Connection;
pub use bolt::{Address, Login};
use store::{Known, Store};

/// What a load or a removal did to a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Documents that are new there.
    pub documents_added: usize,
    /// Documents that say something else than before.
    pub documents_changed: usize,
    /// Documents that are there as they were.
    pub documents_same: usize,
    /// Documents that were taken out.
    pub documents_removed: usize,
    /// Ids that no document has there.
    pub unknown: Vec<String>,
    /// Nodes that were made or changed.
    pub nodes_written: usize,
    /// Edges that were made or changed.
    pub edges_written: usize,
    /// Nodes that are gone.
    pub nodes_removed: usize,
    /// Edges that are gone.
    pub edges_removed: usize,
    /// Nodes that nobody says any more and that stay, since something of others hangs on them.
    pub nodes_kept: usize,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is done, in a few words.
    pub step: &'static str,
    /// How much of it is done.
    pub done: usize,
    /// How much of it there is.
    pub total: usize,
}

/// Hears of the progress.
pub type Listener<'l> = dyn FnMut(Progress) + 'l;

/// Loads the graph of a folder, or of a file that is a graph by itself. Its documents replace those of the same ids.
///
/// # Errors
/// As [`graph::read_folder`]; [`ErrorKind::Server`] for a server that is away, refuses or fails, and a database that has nodes of others with ids of the
/// graph. After an error the database is as it was or between the two; the same call completes it.
pub fn load(folder: &Path, login: Login, progress: &mut Listener<'_>) -> Result<Changes> {
    let place = PathBuf::from(login.address.to_string());
    let mut store = Store::new(Connection::open(login)?);
    progress(Progress { step: "reading the folder", done: 0, total: 0 });
    let graph = graph::read_tables(folder)?;
    progress(Progress { step: "reading what is there", done: 0, total: 0 });
    let known = store.known()?;
    let (mut changes, mut new) = (Changes::default(), BTreeMap::new());
    for (document, part) in graph.by_document() {
        let facts = record::packed(&part)?;
        match known.records.get(&document) {
            Some((_, before)) if *before == facts => changes.documents_same += 1,
            before => {
                *(if before.is_some() { &mut changes.documents_changed } else { &mut changes.documents_added }) += 1;
                new.insert(document, Some(facts));
            }
        }
    }
    let mut before = KnowledgeGraph::new();
    let mut after = graph;
    let own: BTreeSet<String> = after.documents().map(str::to_owned).collect();
    for (document, (_, facts)) in &known.records {
        // Nothing goes where no document changes.
        if own.contains(document) && new.is_empty() {
            continue;
        }
        let part = record::unpacked(facts, document, &place)?;
        if !own.contains(document) {
            after.merge(part.clone());
        }
        before.merge(part);
    }
    check_predicates(&before, &after, &place)?;
    update::run(&mut store, &known, update::Graphs { before, after, new }, &mut changes, progress)?;
    Ok(changes)
}

/// Takes documents out, by the ids that they call themselves by or those of their nodes.
///
/// # Errors
/// [`ErrorKind::Server`] for a server that is away, refuses or fails. After an error the same call completes what is not done.
pub fn remove(documents: &[String], login: Login, progress: &mut Listener<'_>) -> Result<Changes> {
    let place = PathBuf::from(login.address.to_string());
    let mut store = Store::new(Connection::open(login)?);
    progress(Progress { step: "reading what is there", done: 0, total: 0 });
    let known = store.known()?;
    let (removed, unknown) = chosen(documents, known.records.keys().map(String::as_str));
    let mut changes = Changes { documents_removed: removed.len(), unknown, ..Changes::default() };
    let (mut before, mut after) = (KnowledgeGraph::new(), KnowledgeGraph::new());
    for (document, (_, facts)) in &known.records {
        let part = record::unpacked(facts, document, &place)?;
        if !removed.contains(document) {
            after.merge(part.clone());
        }
        before.merge(part);
    }
    let new = removed.into_iter().map(|document| (document, None)).collect();
    // A removal that was broken off is completed, too.
    if changes.documents_removed > 0 || is_unfinished(&known) {
        update::run(&mut store, &known, update::Graphs { before, after, new }, &mut changes, progress)?;
    }
    Ok(changes)
}

/// Which documents are meant by ids of their own or of their nodes, and which ids mean none.
fn chosen<'d>(ids: &[String], documents: impl Iterator<Item = &'d str>) -> (BTreeSet<String>, Vec<String>) {
    let by_node: BTreeMap<String, &str> = documents.map(|document| (document_id(document), document)).collect();
    let (mut found, mut unknown) = (BTreeSet::new(), Vec::new());
    for id in ids {
        match by_node.get(&document_id(id)).or_else(|| by_node.get(id)) {
            Some(document) => drop(found.insert((*document).to_owned())),
            None => unknown.push(id.clone()),
        }
    }
    (found, unknown)
}

fn is_unfinished(known: &Known) -> bool {
    !known.stale.is_empty() || known.obsolete != store::Obsolete::default()
}

/// One name of a predicate must mean one thing.
fn check_predicates(before: &KnowledgeGraph, after: &KnowledgeGraph, place: &Path) -> Result<()> {
    let mut vocabulary = Vocabulary::default();
    for own in before.own_predicates().into_iter().chain(after.own_predicates()) {
        vocabulary.add(own).map_err(|flaw| {
            Error::new(ErrorKind::Format, format!("the database has other predicates: {}", flaw.message))
                .in_file(place)
                .remedy("extract with the same file of --rules, or load into another database with --database")
        })?;
    }
    Ok(())
}
