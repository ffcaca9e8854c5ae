//! A connection in; what the database knows of earlier loads, and the statements that change it, out.
//!
//! A load works in steps each of which is a transaction, so that a server or a program that dies between two of them loses nothing:
//!
//! 1. A run takes its number ([`Store::begin`]); a run of before that still goes on is stopped by it, since every later step asks for the number.
//! 2. What each new or changed document says is put beside what was known of it ([`Store::put`]), as a node `NewsgraphRecord`.
//! 3. One transaction makes all of that count ([`Store::commit`]) and notes which nodes and edges nobody says any more.
//! 4. Nodes and edges are made to be those of all records together; what was noted is removed; records that no longer count go.
//!
//! A run after a death before 3 begins anew, after one in 4 finds what is left to do, whatever folder it loads.

use std::collections::{BTreeMap, BTreeSet};

use super::bolt::{Connection, Value};
use crate::export::{EdgeKey, NodeKey};
use crate::graph::document_id;
use crate::{Error, Result};

/// How many rows a transaction has.
pub(super) const ROWS: usize = 1000;

/// How many bytes of records a transaction has, about.
const BYTES: usize = 4 << 20;

/// Labels of nodes whose ids are unique, with the names of the constraints as in `queries/load.cypher`.
const CONSTRAINTS: [(&str, &str); 5] = [
    ("Entity", "entity_id"),
    ("Meeting", "meeting_id"),
    ("Statement", "statement_id"),
    ("Document", "document_id"),
    ("NewsgraphRecord", "newsgraph_record_id"),
];

/// The labels of entities, of which each has one.
pub(super) const KINDS: [&str; 4] = ["Person", "Country", "Organization", "Place"];

/// Asks for the number of the run, and keeps others from taking one until the transaction ends.
const FENCE: &str = "MATCH (state:NewsgraphRecord {id: 'state', run: $run}) SET state.run = $run WITH state ";

/// A database.
pub(super) struct Store {
    connection: Connection,
    /// The number of the run, once it has begun.
    run: i64,
}

/// What earlier loads left.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Whether there was a load.
    pub loaded: bool,
    /// The number of the last run.
    run: i64,
    /// The last run whose records count.
    committed: i64,
    /// What the documents say, by their own ids, each with the id of the record.
    pub records: BTreeMap<String, (String, Vec<u8>)>,
    /// Ids of records that do not count.
    pub stale: Vec<String>,
    /// What is to be removed still.
    pub obsolete: Obsolete,
}

/// Nodes and edges that an earlier load wrote and no document says any more.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Obsolete {
    /// By label and id.
    pub nodes: BTreeSet<(String, String)>,
    /// By type and id.
    pub edges: BTreeSet<(String, String)>,
}

/// A node as the database has it.
pub(super) struct FoundNode {
    pub id: String,
    pub labels: BTreeSet<String>,
    pub properties: Value,
}

impl Store {
    /// Over a connection.
    pub fn new(connection: Connection) -> Self {
        Self { connection, run: 0 }
    }

    /// An error at this server.
    pub fn error(&self, message: impl Into<String>) -> Error {
        self.connection.error(message)
    }

    /// What earlier loads left.
    pub fn known(&mut self) -> Result<Known> {
        let mut known = Known::default();
        let statement = "MATCH (state:NewsgraphRecord {id: 'state'}) \
            RETURN state.run, state.committed, state.obsolete_nodes, state.obsolete_edges";
        self.connection.run(statement, &Value::map([]), &mut |row| {
            if let [run, committed, nodes, edges] = row.as_slice() {
                known.loaded = true;
                known.run = run.integer().unwrap_or_default();
                known.committed = committed.integer().unwrap_or_default();
                known.obsolete = Obsolete { nodes: pairs(nodes), edges: pairs(edges) };
            }
            Ok(())
        })?;
        let statement = "MATCH (record:NewsgraphRecord) WHERE record.generation IS NOT NULL \
            RETURN record.id, record.document, record.generation, record.facts ORDER BY record.generation";
        self.connection.run(statement, &Value::map([]), &mut |row| {
            let mut row = row.into_iter();
            let (Some(Value::Text(id)), Some(Value::Text(document)), Some(Value::Integer(generation)), Some(facts)) =
                (row.next(), row.next(), row.next(), row.next())
            else {
                return Ok(());
            };
            if generation > known.committed {
                known.stale.push(id);
                return Ok(());
            }
            let before = match facts {
                Value::Bytes(facts) => known.records.insert(document, (id, facts)),
                // The document was removed.
                _ => {
                    known.stale.push(id);
                    known.records.remove(&document)
                }
            };
            known.stale.extend(before.map(|(id, _)| id));
            Ok(())
        })?;
        Ok(known)
    }

    /// Makes constraints and indexes: ids of nodes are unique, edges of each type are found by their ids.
    pub fn schema<'t>(&mut self, types: impl Iterator<Item = &'t str>) -> Result<()> {
        for (label, name) in CONSTRAINTS {
            let statement =
                format!("CREATE CONSTRAINT {name} IF NOT EXISTS FOR (node:{label}) REQUIRE node.id IS UNIQUE");
            self.connection.run(&statement, &Value::map([]), &mut |_| Ok(()))?;
        }
        for kind in types {
            let name = quoted(&format!("newsgraph_{}_id", kind.to_lowercase()));
            let statement = format!("CREATE INDEX {name} IF NOT EXISTS FOR ()-[edge:{}]-() ON (edge.id)", quoted(kind));
            self.connection.run(&statement, &Value::map([]), &mut |_| Ok(()))?;
        }
        self.connection.run("CALL db.awaitIndexes(3600)", &Value::map([]), &mut |_| Ok(()))
    }

    /// Takes the next number, and removes what runs that died had put.
    pub fn begin(&mut self, known: &Known) -> Result<()> {
        self.run = known.run + 1;
        let statement = "MERGE (state:NewsgraphRecord {id: 'state'}) ON CREATE SET state.run = 0, state.committed = 0 \
            WITH state WHERE state.run = $seen SET state.run = $run RETURN 1";
        let parameters = Value::map([("seen", Value::Integer(known.run)), ("run", Value::Integer(self.run))]);
        let mut begun = false;
        self.connection.run(statement, &parameters, &mut |_| {
            begun = true;
            Ok(())
        })?;
        if !begun {
            return Err(self.overtaken());
        }
        self.forget(&known.stale)
    }

    /// Puts what documents say beside what was known of them; `None` for those that are to go.
    pub fn put<'d>(
        &mut self,
        documents: impl Iterator<Item = (&'d str, Option<&'d [u8]>)>,
        done: &mut dyn FnMut(usize),
    ) -> Result<()> {
        let (mut rows, mut size) = (Vec::new(), 0);
        let mut documents = documents.peekable();
        while let Some((document, facts)) = documents.next() {
            size += facts.map_or(0, <[u8]>::len);
            rows.push(Value::map([
                ("id", self.record(document).into()),
                ("document", document.into()),
                ("facts", facts.map_or(Value::Null, |facts| Value::Bytes(facts.to_vec()))),
            ]));
            if documents.peek().is_none() || rows.len() == ROWS || size > BYTES {
                let count = rows.len();
                self.write(
                    "MERGE (record:NewsgraphRecord {id: row.id}) \
                     SET record.document = row.document, record.generation = $run, record.facts = row.facts",
                    std::mem::take(&mut rows),
                )?;
                done(count);
                size = 0;
            }
        }
        Ok(())
    }

    /// The id of what this run put of a document.
    pub fn record(&self, document: &str) -> String {
        format!("{} {}", document_id(document), self.run)
    }

    /// Makes what was put count, and notes what is to be removed.
    pub fn commit(&mut self, obsolete: &Obsolete) -> Result<()> {
        self.set_state("state.committed = $run, state.obsolete_nodes = $nodes, state.obsolete_edges = $edges", obsolete)
    }

    /// Notes that nothing is left to do.
    pub fn end(&mut self) -> Result<()> {
        self.set_state("state.obsolete_nodes = $nodes, state.obsolete_edges = $edges", &Obsolete::default())
    }

    /// Removes records.
    pub fn forget(&mut self, ids: &[String]) -> Result<()> {
        for ids in ids.chunks(ROWS) {
            let rows = ids.iter().map(|id| Value::from(id.as_str())).collect();
            self.transact("MATCH (record:NewsgraphRecord {id: row}) DELETE record", rows)?;
        }
        Ok(())
    }

    /// The nodes of that label and these ids, as they are.
    pub fn nodes(&mut self, label: &str, ids: Vec<Value>) -> Result<Vec<FoundNode>> {
        let mut found = Vec::new();
        let statement =
            format!("MATCH (node:{label}) WHERE node.id IN $ids RETURN node.id, labels(node), properties(node)");
        self.connection.run(&statement, &Value::map([("ids", Value::List(ids))]), &mut |row| {
            let mut row = row.into_iter();
            if let (Some(Value::Text(id)), Some(labels), Some(properties)) = (row.next(), row.next(), row.next()) {
                found.push(FoundNode { id, labels: labels.texts().map(str::to_owned).collect(), properties });
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The properties of the edges of that type and these ids, by id.
    pub fn edges(&mut self, kind: &str, ids: Vec<Value>) -> Result<BTreeMap<String, Value>> {
        let mut found = BTreeMap::new();
        let kind = quoted(kind);
        let statement = format!("MATCH ()-[edge:{kind}]->() WHERE edge.id IN $ids RETURN edge.id, properties(edge)");
        self.connection.run(&statement, &Value::map([("ids", Value::List(ids))]), &mut |row| {
            let mut row = row.into_iter();
            if let (Some(Value::Text(id)), Some(properties)) = (row.next(), row.next()) {
                found.insert(id, properties);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Makes or changes nodes of the same labels; rows have `id` and `properties`.
    pub fn write_nodes(&mut self, key: NodeKey<'_>, rows: Vec<Value>) -> Result<()> {
        let (base, labels) = (key.base(), key.labels.replace(';', ":"));
        let others: Vec<&str> =
            KINDS.into_iter().filter(|kind| !key.labels.split(';').any(|label| label == *kind)).collect();
        let others = if base == "Entity" { format!(" REMOVE node:{}", others.join(":")) } else { String::new() };
        self.write(
            &format!("MERGE (node:{base} {{id: row.id}}) SET node:{labels}, node += row.properties{others}"),
            rows,
        )
    }

    /// Makes or changes edges of the same type between nodes of the same labels; rows have `id`, `source`, `target` and
    /// `properties`.
    pub fn write_edges(&mut self, key: EdgeKey<'_>, rows: Vec<Value>) -> Result<()> {
        let (kind, source, target) = (quoted(key.kind), key.source.base(), key.target.base());
        self.write(
            &format!(
                "MATCH (source:{source} {{id: row.source}}) MATCH (target:{target} {{id: row.target}}) \
                 MERGE (source)-[edge:{kind} {{id: row.id}}]->(target) SET edge += row.properties"
            ),
            rows,
        )
    }

    /// Removes edges of that type; how many there were.
    pub fn remove_edges(&mut self, kind: &str, ids: Vec<Value>) -> Result<usize> {
        self.transact(&format!("MATCH ()-[edge:{} {{id: row}}]->() DELETE edge", quoted(kind)), ids)
    }

    /// Removes nodes that nothing hangs on; how many there were.
    pub fn remove_nodes(&mut self, label: &str, ids: Vec<Value>) -> Result<usize> {
        self.transact(
            &format!("MATCH (node:{} {{id: row}}) WHERE NOT EXISTS {{ (node)--() }} DELETE node", quoted(label)),
            ids,
        )
    }

    fn set_state(&mut self, what: &str, obsolete: &Obsolete) -> Result<()> {
        let list = |pairs: &BTreeSet<(String, String)>| {
            Value::List(pairs.iter().map(|(kind, id)| format!("{kind} {id}").into()).collect())
        };
        let parameters = Value::map([
            ("run", Value::Integer(self.run)),
            ("nodes", list(&obsolete.nodes)),
            ("edges", list(&obsolete.edges)),
        ]);
        let count = self.count(&format!("{FENCE}SET {what} RETURN count(*)"), &parameters)?;
        if count == 1 { Ok(()) } else { Err(self.overtaken()) }
    }

    /// Does `what` for each row in one transaction; each finds something, or another run has begun.
    fn write(&mut self, what: &str, rows: Vec<Value>) -> Result<()> {
        let expected = rows.len();
        let count = self.transact(what, rows)?;
        if count >= expected { Ok(()) } else { Err(self.overtaken()) }
    }

    /// Does `what` for each row in one transaction; for how many it found something.
    fn transact(&mut self, what: &str, rows: Vec<Value>) -> Result<usize> {
        let parameters = Value::map([("run", Value::Integer(self.run)), ("rows", Value::List(rows))]);
        self.count(&format!("{FENCE}UNWIND $rows AS row {what} RETURN count(*)"), &parameters)
    }

    fn count(&mut self, statement: &str, parameters: &Value) -> Result<usize> {
        let mut count = 0;
        self.connection.run(statement, parameters, &mut |row| {
            count = row.first().and_then(Value::integer).and_then(|count| count.try_into().ok()).unwrap_or_default();
            Ok(())
        })?;
        Ok(count)
    }

    fn overtaken(&self) -> Error {
        self.error("another load, or somebody else, changed the graph meanwhile")
            .remedy("give the same command again when nobody else writes: it goes on from what is there")
    }
}

/// A name in Cypher; those of types come from a user's rules, which allow letters and `_` alone.
fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// Strings of two parts, of which the first has no space.
fn pairs(value: &Value) -> BTreeSet<(String, String)> {
    let part = |text: &str| text.split_once(' ').map(|(kind, id)| (kind.to_owned(), id.to_owned()));
    value.texts().filter_map(part).collect()
}
