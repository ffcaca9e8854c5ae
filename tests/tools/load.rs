//! `newsgraph load` and `remove` against a running Neo4j: the graph is that of the CSV files, a second load changes nothing, a server or a
//! program that dies is no harm, documents replace what they said and nothing else, and what others wrote is left alone.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use newsgraph::export::{Format, Options, write_folder};
use serde_json::Value;

use super::cypher::{assert_answers, assert_holds, rows_of};
use super::hostile_graph::graph;
use super::killed::write_chain;
use super::neo4j::{Home, Server};
use super::support::{all_of_sample, newsgraph, run, sample, scratch, script};

/// What a command says on standard output and standard error, and its exit code.
fn said(command: &mut Command) -> (String, String, Option<i32>) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// The command without what the environment of the tests may hold.
fn program(arguments: &[&str]) -> Command {
    let mut command = newsgraph();
    command.args(arguments).env_remove("NEO4J_USERNAME").env_remove("NEO4J_PASSWORD");
    command
}

fn load(server: &Server, folder: &Path) -> String {
    run(program(&["load", server.address()]).arg(folder))
}

fn remove(server: &Server, documents: &[&str]) -> (String, String, Option<i32>) {
    let mut command = program(&["remove", server.address()]);
    command.args(documents.iter().flat_map(|document| ["--document", document]));
    said(&mut command)
}

/// Every node and every edge, sorted.
fn dump(server: &Server) -> Vec<String> {
    let mut rows: Vec<String> = server
        .cypher(&[script("dump.cypher")])
        .iter()
        .flat_map(|answer| answer.rows.iter().map(|row| sorted(row)))
        .collect();
    rows.sort();
    rows
}

/// A row with its properties in the order of their names.
fn sorted(row: &[Value]) -> String {
    let mut row = row.to_vec();
    for value in &mut row {
        match value {
            Value::Object(properties) => properties.sort_keys(),
            Value::Array(labels) => labels.sort_by_key(ToString::to_string),
            _ => {}
        }
    }
    Value::Array(row).to_string()
}

/// Runs statements of Cypher; the rows of the last.
fn cypher(server: &Server, statements: &str) -> Vec<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("statements.cypher");
    // A line that ends in `;` ends a statement.
    fs::write(&file, statements.replace("; ", ";\n")).unwrap();
    server.cypher(&[file]).pop().map_or_else(Vec::new, |answer| answer.rows)
}

/// Texts, each by the name of its file, as a graph of everything.
fn extracted(name: &str, texts: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    for (file, text) in texts {
        fs::write(folder.join(file), text).unwrap();
    }
    let files = texts.iter().map(|(file, _)| folder.join(file));
    run(newsgraph()
        .args(["extract", "--all", "--statements", "--published", "2024-05-06", "-o"])
        .arg(folder.join("graph"))
        .args(files));
    folder.join("graph")
}

/// The graphs as one.
fn merged(name: &str, graphs: &[&Path]) -> PathBuf {
    let folder = scratch(name);
    run(newsgraph().args(["merge", "--all", "--statements", "-o"]).arg(&folder).args(graphs));
    folder
}

const FIRST: (&str, &str) = (
    "first.txt",
    "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday. Peru praised Chile. “We want peace with Bolivia,” Ada Moe said.",
);
const SECOND: (&str, &str) =
    ("second.txt", "Ada Moe criticized Wang Yi on Tuesday. Peru praised Chile for its schools. Malta visited Cyprus.");

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn a_load_is_the_bulk_import_and_a_second_changes_nothing() {
    let home = Home::new("load-sample");
    let server = home.start();
    load(&server, sample());
    assert_holds(&server, sample());
    // What is denied, planned or merely claimed is new then.
    load(&server, all_of_sample());
    assert_holds(&server, all_of_sample());
    assert_answers("Neo4j, newsgraph load", &server);
    let (before, records) =
        (dump(&server), cypher(&server, "MATCH (r:NewsgraphRecord) RETURN elementId(r), r.run ORDER BY r.id;"));
    let second = load(&server, all_of_sample());
    assert!(
        second.contains("0 new, 0 changed, 1 as before") && second.contains("0 nodes, 0 relationships"),
        "{second}"
    );
    assert_eq!(dump(&server), before);
    assert_eq!(cypher(&server, "MATCH (r:NewsgraphRecord) RETURN elementId(r), r.run ORDER BY r.id;"), records);
    // What somebody spoiled is mended.
    cypher(
        &server,
        "MATCH (n:Entity {name: 'China'}) DETACH DELETE n; MATCH (n:Document) SET n.url = 'x' REMOVE n.producer;",
    );
    load(&server, all_of_sample());
    assert_eq!(dump(&server), before);
    // The plain graph again.
    load(&server, sample());
    assert_holds(&server, sample());

    // Over what a bulk import or the script of queries made.
    cypher(&server, "MATCH (n) DETACH DELETE n;");
    home.offer(sample());
    server.cypher(&[super::support::root().join("queries/load.cypher")]);
    load(&server, sample());
    assert_holds(&server, sample());

    // Every string to the letter, as the script of the graph writes it.
    cypher(&server, "MATCH (n) DETACH DELETE n;");
    let folder = scratch("load-hostile");
    let options = Options { formats: vec![Format::Parquet, Format::Cypher], all: true, ..Options::default() };
    write_folder(&graph(), &folder, &options).unwrap();
    load(&server, &folder);
    let loaded = dump(&server);
    cypher(&server, "MATCH (n) DETACH DELETE n;");
    server.cypher(&[folder.join("graph.cypher")]);
    let written = dump(&server);
    assert_eq!(loaded.len(), written.len());
    for (loaded, written) in loaded.iter().zip(&written) {
        assert_eq!(loaded, written);
    }
}

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn a_document_replaces_what_it_said_and_nothing_else() {
    let (first, second) = (extracted("load-first", &[FIRST]), extracted("load-second", &[SECOND]));
    let changed = extracted("load-changed", &[(FIRST.0, "Peru criticized Chile on Friday. Iceland praised Latvia.")]);
    let home = Home::new("load-documents");
    let server = home.start();
    cypher(&server, "CREATE (:Person {name: 'of others'})-[:KNOWS {id: 'e-1'}]->(:Document {id: 'mine', title: 'x'});");
    let others = dump(&server);
    let with_others = |graph: &Path| {
        let found: Vec<String> = dump(&server).into_iter().filter(|row| !others.contains(row)).collect();
        let mut expected: Vec<String> = rows_of(graph).iter().map(|row| sorted(row)).collect();
        expected.sort();
        assert_eq!(found, expected);
    };

    load(&server, &first);
    load(&server, &second);
    let both = merged("load-both", &[&first, &second]);
    with_others(&both);
    // In the other order it is the same.
    let before = dump(&server);
    let (_, _, code) = remove(&server, &["first", "second"]);
    assert_eq!(code, Some(0));
    assert_eq!(dump(&server), others);
    load(&server, &second);
    load(&server, &first);
    assert_eq!(dump(&server), before);

    // A graph of others hangs on what is loaded.
    cypher(
        &server,
        "MATCH (e:Entity {name: 'Bolivia'}) SET e.rank = 1.5 SET e:Watched CREATE (:Report {title: 'theirs'})-[:CITES]->(e);",
    );
    let text = load(&server, &changed);
    assert!(text.contains("0 new, 1 changed, 0 as before") && text.contains("Kept:      1 nodes"), "{text}");
    let count = |pattern: &str| cypher(&server, &format!("MATCH {pattern} RETURN count(*);"))[0][0].as_i64().unwrap();
    assert_eq!(count("(:Report)-[:CITES]->(:Watched {name: 'Bolivia', rank: 1.5})"), 1);
    // Both documents said it; one says so still, and the edge tells that one's sentence.
    let rows = cypher(
        &server,
        "MATCH ({name: 'Peru'})-[e:PRAISED]->({name: 'Chile'}) RETURN e.support, e.documents, e.document, e.evidence;",
    );
    assert_eq!(
        Value::from(rows[0].clone()),
        serde_json::json!([1, 1, "second", "Peru praised Chile for its schools."])
    );
    assert_eq!((count("({name: 'Iceland'})"), count("({name: 'Oslo'})"), count("(:Statement)")), (1, 0, 0));
    cypher(&server, "MATCH (r:Report) DETACH DELETE r; MATCH (n:Watched) DETACH DELETE n;");
    with_others(&merged("load-both-changed", &[&changed, &second]));

    // An id that nobody has is told, and the others go.
    let (text, message, code) = remove(&server, &["first", "nobody"]);
    assert_eq!(code, Some(1), "{message}");
    assert!(message.contains("no document \"nobody\"") && text.contains("Documents: 1 removed"), "{message}{text}");
    with_others(&second);
    let (_, message, code) = remove(&server, &["first"]);
    assert_eq!((code, message.lines().count()), (Some(2), 1), "{message}");

    // A node of somebody else under an id of ours is not taken.
    cypher(&server, "MATCH (n) DETACH DELETE n; CREATE (:Entity {id: 'Q419', name: 'my Peru'});");
    let (_, message, code) = said(program(&["load", server.address()]).arg(&first));
    assert_eq!(code, Some(2));
    assert!(message.contains("newsgraph did not write") && message.contains("--database"), "{message}");
    assert_eq!(count("(n)"), 1);
}

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn a_server_or_a_program_that_dies_while_it_loads_is_no_harm() {
    // Many starts of the server: minutes on two cores.
    if std::env::var_os("NEWSGRAPH_LONG").is_none() {
        return;
    }
    let graph = scratch("load-large");
    write_chain(&graph);
    let home = Home::new("load-killed");
    let mut moments = Vec::new();
    for (pattern, kills_server) in
        [("(x:Entity)", true), ("(x:Entity)", false), ("()-[x]->()", true), ("()-[x]->()", false)]
    {
        let server = home.start();
        cypher(&server, "MATCH (n) DETACH DELETE n;");
        let mut loading = program(&["load", server.address()]).arg(&graph).stderr(Stdio::piped()).spawn().unwrap();
        let seen = server.until(pattern, 1);
        if kills_server {
            drop(server);
            let output = loading.wait_with_output().unwrap();
            let message = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "the load ended before the server was killed: {message}");
            assert!(message.lines().count() == 1 && message.contains("same command again"), "{message}");
        } else {
            loading.kill().unwrap();
            assert!(!loading.wait().unwrap().success(), "the load ended before it was killed");
        }
        moments.push(format!("{pattern} at {seen}"));
    }
    let server = home.start();
    let text = load(&server, &graph);
    assert!(text.contains("1 as before"), "{text}");
    assert_holds(&server, &graph);
    let (_, _, code) = remove(&server, &["chain"]);
    assert_eq!(code, Some(0));
    assert!(dump(&server).is_empty());
    let _ = writeln!(std::io::stderr(), "faults: load killed: {} injected, survived: {moments:?}", moments.len());
}

#[test]
#[ignore = "needs Neo4j: cargo xtask test"]
fn a_server_that_refuses_or_is_away_is_told_in_one_line() {
    let home = Home::with_password("load-secured", "right-password");
    let server = home.start();
    let fails = |password: Option<&str>, address: &str, options: &[&str]| {
        let mut command = program(&["load", address]);
        command.arg(sample()).args(options);
        password.map(|password| command.env("NEO4J_PASSWORD", password));
        let (_, message, code) = said(&mut command);
        assert_eq!((code, message.lines().count()), (Some(2), 1), "{message}");
        assert!(message.contains("bolt://127.0.0.1:") && !message.contains("password-"), "{message}");
        message
    };
    let message = fails(None, server.address(), &[]);
    assert!(message.contains("NEO4J_PASSWORD"), "{message}");
    let message = fails(Some("wrong"), server.address(), &["--user", "neo4j"]);
    assert!(message.contains("refuses the user “neo4j”") && message.contains("check"), "{message}");
    let message = fails(Some("right-password"), server.address(), &["--database", "other"]);
    assert!(message.contains("no database “other”") && message.contains("--database"), "{message}");
    let mut command = program(&["load", server.address()]);
    let (text, message, code) = said(command.arg(sample()).env("NEO4J_PASSWORD", "right-password"));
    assert_eq!(code, Some(0), "{text}{message}");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let message = fails(None, &format!("bolt://{nobody}"), &[]);
    assert!(message.contains("nobody answers") && message.contains("start the server"), "{message}");
}
