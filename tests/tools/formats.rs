//! Each format opened by what people open it with: counts, names as they are, and who met whom.
//!
//! What there is to find is what the CSV tables hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use newsgraph::export::{Format, Options, write_folder};
use serde_json::{Value, json};

use super::cypher::{assert_answers, assert_holds};
use super::hostile::hostile;
use super::hostile_graph::{HOSTILE, graph};
use super::neo4j::Home;
use super::support::{all_of_sample, newsgraph, python, root, run, scratch, script, tool};

/// The folder of the sample with all that is denied, planned or claimed, in every format.
pub fn every() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = scratch("formats");
        let formats: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
        let to = formats.join(",");
        run(newsgraph()
            .args(["convert", "--all", "--statements", "--to", &to, "-o"])
            .arg(&folder)
            .arg(all_of_sample()));
        folder
    })
}

/// What a function of `formats.py` finds.
pub fn found(what: &str, path: &Path) -> Value {
    let answer = run(python("formats.py").arg(what).arg(path));
    serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{what}: {error}: {answer}"))
}

pub fn rows(folder: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(table)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Names by the ids of nodes, as `nodes.csv` has them.
pub fn names(folder: &Path) -> BTreeMap<String, String> {
    rows(folder, "nodes.csv").into_iter().map(|row| (row["id:ID"].clone(), row["name"].clone())).collect()
}

/// Who met whom, by name.
pub fn met(folder: &Path) -> Vec<Vec<String>> {
    let names = names(folder);
    let edges = rows(folder, "edges.csv").into_iter().filter(|row| row[":TYPE"] == "MET_WITH");
    let pair = |row: BTreeMap<String, String>| {
        let mut pair = vec![names[&row[":START_ID"]].clone(), names[&row[":END_ID"]].clone()];
        pair.sort();
        pair
    };
    let mut pairs: Vec<_> = edges.map(pair).collect();
    pairs.sort();
    assert!(pairs.len() > 2, "{pairs:?}");
    pairs
}

fn ids(folder: &Path) -> Vec<String> {
    let mut ids: Vec<String> = rows(folder, "edges.csv").into_iter().map(|row| row["id"].clone()).collect();
    ids.sort();
    ids
}

fn sum(folder: &Path, table: &str, column: &str) -> f64 {
    rows(folder, table).iter().filter_map(|row| row[column].parse::<f64>().ok()).sum()
}

/// The hostile names by the ids of their people.
fn assert_hostile(found: &Value, held: impl Fn(&str) -> String) {
    for (place, name) in HOSTILE.iter().enumerate() {
        let id = format!("Q{}", 2_000_001 + place);
        assert_eq!(found[&id].as_str(), Some(held(name).as_str()), "{name:?}");
    }
}

/// A string as GraphML and GEXF hold it: characters that XML lacks are named.
pub fn in_xml(name: &str) -> String {
    let mut held = String::new();
    for c in name.chars() {
        match c {
            '\n' | '\t' | '\r' => held.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => held.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => held.push(c),
        }
    }
    held
}

#[test]
#[ignore = "needs networkx: cargo xtask test"]
fn networkx_reads_graphml() {
    let graph = found("networkx_graphml", &every().join("graph.graphml"));
    assert_eq!(graph["nodes"], json!(names(every())));
    assert_eq!(graph["edges"], json!(ids(every())));
    assert_eq!(graph["met"], json!(met(every())));
    assert_eq!(graph["weights"].as_f64().unwrap(), sum(every(), "edges.csv", "support:int"));
    assert_eq!(graph["mentions"].as_f64().unwrap(), sum(every(), "nodes.csv", "mentions:int"));
    assert_eq!(graph["evidence"], json!(rows(every(), "evidence.csv").len()));
    assert_hostile(&found("networkx_graphml", &hostile().join("graph.graphml"))["nodes"], in_xml);
}

#[test]
#[ignore = "needs igraph: cargo xtask test"]
fn igraph_reads_graphml() {
    let graph = found("igraph_graphml", &every().join("graph.graphml"));
    assert_eq!(graph["nodes"], json!(names(every())));
    let edge = |row: BTreeMap<String, String>| format!("{} {} {}", row[":START_ID"], row[":TYPE"], row[":END_ID"]);
    let mut edges: Vec<String> = rows(every(), "edges.csv").into_iter().map(edge).collect();
    edges.sort();
    assert_eq!(graph["edges"], json!(edges));
    assert_eq!(graph["met"], json!(met(every())));
    assert_eq!(graph["mentions"].as_f64().unwrap(), sum(every(), "nodes.csv", "mentions:int"));
    assert_hostile(&found("igraph_graphml", &hostile().join("graph.graphml"))["nodes"], in_xml);
}

/// The people, bodies and places, and the edges between two of them, as `graph.gexf` has them.
fn entities_and_edges() -> (BTreeMap<String, String>, Vec<String>, usize) {
    let nodes = rows(every(), "nodes.csv").into_iter().filter(|row| row[":LABEL"].starts_with("Entity"));
    let nodes: BTreeMap<String, String> = nodes.map(|row| (row["id:ID"].clone(), row["name"].clone())).collect();
    let between = rows(every(), "edges.csv").into_iter();
    let between = between.filter(|row| nodes.contains_key(&row[":START_ID"]) && nodes.contains_key(&row[":END_ID"]));
    let between: Vec<_> = between.collect();
    let dated = between.iter().filter(|row| !row["date"].is_empty()).count();
    let mut ids: Vec<String> = between.iter().map(|row| row["id"].clone()).collect();
    ids.sort();
    (nodes, ids, dated)
}

#[test]
#[ignore = "needs networkx: cargo xtask test"]
fn networkx_reads_gexf_with_days_colors_and_sizes() {
    let graph = found("networkx_gexf", &every().join("graph.gexf"));
    let (nodes, edges, dated) = entities_and_edges();
    assert_eq!(graph["nodes"], json!(nodes));
    assert_eq!(graph["edges"], json!(edges));
    assert_eq!(graph["colors"], json!(nodes.len()));
    assert_eq!(graph["days"].as_array().unwrap().len(), dated);
    assert!(graph["days"].as_array().unwrap().contains(&json!("2023-03-20/2023-03-20")), "{}", graph["days"]);
}

/// What Gephi makes of a file: each line a key and values.
fn imported(file: &Path, label: &str) -> Vec<Vec<String>> {
    let mut command = Command::new("java");
    command.args(["-Djava.awt.headless=true", "-Xmx1g", "-cp"]).arg(tool("gephi/lib").join("*"));
    let lines = run(command.args(["--source", "17"]).arg(script("Gephi.java")).arg(file).arg(label));
    lines.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
#[ignore = "needs the Gephi toolkit: cargo xtask test"]
fn gephi_imports_gexf_and_graphml() {
    let (nodes, edges, dated) = entities_and_edges();
    let met: BTreeSet<Vec<String>> = met(every()).into_iter().collect();
    for (name, label) in [("graph.gexf", "met-with"), ("graph.graphml", "MET_WITH")] {
        let lines = imported(&every().join(name), label);
        let value = |key: &str| -> usize {
            lines.iter().find(|line| line[0] == key).unwrap_or_else(|| panic!("{lines:?}"))[1].parse().unwrap()
        };
        assert!(lines.iter().all(|line| line[0] != "issue"), "{name}: {lines:?}");
        let joined: BTreeSet<Vec<String>> =
            lines.iter().filter(|line| line[0] == "joined").map(|line| line[1..].to_vec()).collect();
        assert_eq!(joined, met, "{name}");
        if name == "graph.gexf" {
            assert_eq!((value("nodes"), value("edges"), value("intervals")), (nodes.len(), edges.len(), dated));
            assert!(value("colors") == 4 && value("sizes") > 2, "{lines:?}");
        } else {
            assert_eq!((value("nodes"), value("edges")), (names(every()).len(), ids(every()).len()));
        }
    }
}

#[test]
#[ignore = "needs DuckDB, PyArrow and pandas: cargo xtask test"]
fn duckdb_pyarrow_and_pandas_read_parquet() {
    let found = found("parquet", every());
    assert_eq!(found["met"], json!(met(every())));
    for table in ["nodes", "edges", "evidence", "mentions"] {
        let held = rows(every(), &format!("{table}.csv"));
        assert_eq!(found["tables"][table]["rows"].as_array().unwrap().len(), held.len(), "{table}");
    }
    let lines = fs::read_to_string(every().join("events.jsonl")).unwrap().lines().count();
    assert_eq!(found["tables"]["events"]["rows"].as_array().unwrap().len(), lines);
    let types = &found["tables"]["nodes"]["types"];
    let expected = [("aliases", "VARCHAR[]"), ("mentions", "BIGINT"), ("confidence", "DOUBLE"), ("direct", "BOOLEAN")];
    expected.into_iter().for_each(|(column, kind)| assert_eq!(types[column], kind, "{column}"));
    assert!(found["tables"]["nodes"]["producer"].as_str().unwrap().starts_with("newsgraph/"));
    let hostile = self::found("parquet", hostile());
    let nodes = hostile["tables"]["nodes"]["rows"].as_array().unwrap();
    let names: serde_json::Map<String, Value> =
        nodes.iter().map(|row| (row[0].as_str().unwrap().to_owned(), row[2].clone())).collect();
    assert_hostile(&Value::Object(names), str::to_owned);
}

#[test]
#[ignore = "needs pandas: cargo xtask test"]
fn pandas_reads_the_tables_and_lines() {
    for folder in [every(), hostile()] {
        let tables = found("pandas_tables", folder);
        let column = |table: &str, column: &str| -> Vec<String> {
            let columns = tables[table]["columns"].as_array().unwrap();
            let at = columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("{table} {column}"));
            let rows = tables[table]["rows"].as_array().unwrap().iter();
            rows.map(|row| row[at].as_str().unwrap_or_default().to_owned()).collect()
        };
        let edges = rows(folder, "edges.csv");
        let ends = |name: &str| edges.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
        for table in ["edge_list.csv", "edge_list.tsv"] {
            assert_eq!(column(table, "source"), ends(":START_ID"), "{table}");
            assert_eq!(column(table, "target"), ends(":END_ID"), "{table}");
        }
        assert_eq!(column("kgx_edges.tsv", "subject").len(), edges.len());
        let nodes: BTreeSet<String> = column("kgx_nodes.tsv", "id").into_iter().collect();
        assert_eq!(nodes.len(), names(folder).len());
        for end in column("kgx_edges.tsv", "subject").into_iter().chain(column("kgx_edges.tsv", "object")) {
            assert!(nodes.contains(&end) && end.split_once(':').is_some(), "{end} is no CURIE of a node");
        }
        assert!(column("kgx_nodes.tsv", "category").iter().all(|class| class.starts_with("biolink:")));
        // 61 columns in each row, and codes of CAMEO in theirs.
        let gdelt = tables["events.gdelt.tsv"]["rows"].as_array().unwrap();
        assert_eq!(tables["events.gdelt.tsv"]["columns"].as_array().unwrap().len(), 61);
        assert!(gdelt.len() > 5);
        let mut numbers = BTreeSet::new();
        for row in gdelt {
            let cell = |place: usize| row[place].as_str().unwrap();
            assert!(numbers.insert(cell(0).parse::<i64>().unwrap()), "{row}");
            assert!(cell(26).starts_with(cell(28)) && cell(28).len() == 2, "{row}");
            assert!(matches!(cell(29), "1" | "2" | "3" | "4"), "{row}");
            assert!(cell(1).len() == 8 && cell(2) == &cell(1)[..6], "{row}");
        }
        let events = column("events.plover.jsonl", "event_id");
        let stream = fs::read_to_string(folder.join("events.jsonl")).unwrap();
        assert_eq!(events.len(), stream.lines().count());
        assert!(
            column("events.plover.jsonl", "event_type").iter().all(|kind| kind.chars().all(|c| c.is_ascii_uppercase()))
        );
    }
}

#[test]
#[ignore = "needs followthemoney: cargo xtask test"]
fn follow_the_money_loses_no_value() {
    let ftm = found("followthemoney", &every().join("graph.ftm.json"));
    let meetings = names(every()).keys().filter(|id| id.starts_with("meeting-")).count();
    assert_eq!(ftm["schemata"]["Event"], json!(meetings));
    assert!(ftm["schemata"]["Person"].as_u64().unwrap() > 5, "{}", ftm["schemata"]);
    let links: BTreeSet<Vec<String>> = serde_json::from_value(ftm["links"].clone()).unwrap();
    let between = met(every()).into_iter().filter(|pair| {
        let [one, other] = [&pair[0], &pair[1]].map(Clone::clone);
        [[one.clone(), "met with".into(), other.clone()], [other, "met with".into(), one]]
            .iter()
            .any(|link| links.contains(link.as_slice()))
    });
    assert!(between.count() > 2, "{links:?}");
}

#[test]
#[ignore = "needs Python: cargo xtask test"]
fn every_link_of_the_notes_leads_to_a_note() {
    for folder in [every(), hostile()] {
        let vault = found("notes", &folder.join("obsidian.zip"));
        let noted =
            names(folder).keys().filter(|id| !id.starts_with("document-") && !id.starts_with("statement-")).count();
        assert_eq!(vault["nodes"].as_object().unwrap().len(), noted);
        assert!(vault["links"].as_u64().unwrap() > 20);
    }
    assert_hostile(&found("notes", &hostile().join("obsidian.zip"))["nodes"], str::to_owned);
}

#[test]
#[ignore = "needs pydot: cargo xtask test"]
fn pydot_sees_no_node_or_edge_that_is_none() {
    let dot = found("pydot", &every().join("graph.dot"));
    let names = names(every());
    let nodes: Vec<String> = serde_json::from_value(dot["nodes"].clone()).unwrap();
    assert!(nodes.len() > 20 && nodes.iter().all(|id| names.contains_key(id)), "{nodes:?}");
    let pairs: BTreeSet<[String; 2]> =
        rows(every(), "edges.csv").into_iter().map(|row| [row[":START_ID"].clone(), row[":END_ID"].clone()]).collect();
    let edges: Vec<[String; 2]> = serde_json::from_value(dot["edges"].clone()).unwrap();
    assert!(edges.len() > 30 && edges.iter().all(|edge| pairs.contains(edge)), "{edges:?}");
    assert_eq!(dot["invisible"], 0);
}

#[test]
#[ignore = "needs Udapi: cargo xtask test"]
fn udapi_reads_mentions_and_triggers() {
    let (entities, _, _) = entities_and_edges();
    let edges: BTreeMap<_, _> = rows(every(), "edges.csv").into_iter().map(|row| (row["id"].clone(), row)).collect();
    let (mut mentions, mut events) = (BTreeSet::new(), BTreeSet::new());
    for row in rows(every(), "evidence.csv") {
        let edge = &edges[&row["edge"]];
        let ends = [&edge[":START_ID"], &edge[":END_ID"]];
        if !ends.iter().all(|end| entities.contains_key(*end)) {
            continue;
        }
        let bytes = |begin: &str, end: &str| -> Option<String> {
            let at = |column: &str| row[column].parse::<usize>().ok();
            let first = at("sentence_begin")?;
            Some(row["sentence"][at(begin)? - first..at(end)? - first].split_whitespace().collect())
        };
        mentions.extend(bytes("source_begin", "source_end").map(|words| (ends[0].clone(), words)));
        mentions.extend(bytes("target_begin", "target_end").map(|words| (ends[1].clone(), words)));
        if !edge["plover"].is_empty() {
            events.extend(bytes("trigger_begin", "trigger_end").map(|_| row["edge"].clone()));
        }
    }
    assert!(mentions.len() > 10 && events.len() > 5, "{mentions:?} {events:?}");
    let file = found("udapi", &every().join("graph.conllu"));
    assert_eq!((&file["mentions"], &file["events"]), (&json!(mentions), &json!(events)));
    assert_eq!(file["types"], json!(["country", "organization", "person", "place"]));
    for folder in [every(), hostile()] {
        let file = found("udapi", &folder.join("graph.conllu"));
        let documents: BTreeSet<String> =
            rows(folder, "evidence.csv").into_iter().map(|row| row["document"].clone()).collect();
        assert_eq!((&file["documents"], &file["broken"]), (&json!(documents.len()), &json!([])));
    }
}

#[test]
#[ignore = "needs LadybugDB: cargo xtask test"]
fn ladybug_imports_parquet() {
    let graph = found("ladybug", every());
    assert_eq!((&graph["nodes"], &graph["edges"]), (&json!(names(every())), &json!(ids(every()))));
    assert_eq!(graph["met"], json!(met(every())));
    assert_hostile(&found("ladybug", hostile())["nodes"], str::to_owned);
}

#[test]
#[ignore = "needs KGX: cargo xtask test"]
fn kgx_reads_and_validates_its_tables() {
    let mut command = Command::new(tool("kgx/venv/bin/python"));
    let answer = run(command.arg(script("kgx_graph.py")).arg(every()));
    let found: Value = serde_json::from_str(answer.lines().last().unwrap()).unwrap();
    assert_eq!(found["errors"], json!({}));
    // A node without a category and a predicate that Biolink has not.
    assert_ne!(found["broken"], json!([]));
    // KGX holds one edge of the same ends and predicate.
    let table = fs::read_to_string(every().join("kgx_edges.tsv")).unwrap();
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let triple =
        ["subject", "predicate", "object"].map(|name| header.iter().position(|column| *column == name).unwrap());
    let triples: BTreeSet<_> = lines.map(|row| triple.map(|column| row[column].to_owned())).collect();
    assert_eq!(found["edges"].as_array().unwrap().len(), triples.len());
    let mut held: Vec<String> = names(every()).into_values().collect();
    let mut read: Vec<String> =
        serde_json::from_value::<BTreeMap<String, String>>(found["nodes"].clone()).unwrap().into_values().collect();
    held.sort();
    read.sort();
    assert_eq!(read, held);
}

/// What `charts.cjs` finds in Chromium.
fn drawn(what: &str, file: &Path, library: &Path) -> Value {
    let mut command = Command::new("node");
    command.arg(script("charts.cjs")).arg(what).arg(file).arg(library).env("NODE_PATH", tool("node/node_modules"));
    serde_json::from_str(&run(&mut command)).unwrap()
}

#[test]
#[ignore = "needs Chromium and Mermaid: cargo xtask test"]
fn mermaid_draws_the_flowchart() {
    let mermaid = tool("node/node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js");
    let chart = drawn("mermaid", &every().join("graph.mmd"), &mermaid);
    let drawn_nodes: BTreeSet<String> = serde_json::from_value(chart["nodes"].clone()).unwrap();
    for pair in met(every()) {
        assert!(pair.iter().all(|name| drawn_nodes.contains(name)), "{pair:?}: {drawn_nodes:?}");
    }
    let text = fs::read_to_string(every().join("graph.mmd")).unwrap();
    let lines = text.lines().filter(|line| line.contains("| n")).count();
    assert!(lines > 10);
    assert_eq!(chart["edges"], json!(lines));
    assert_eq!(chart["scripts"], 0);
    // Of hostile names none is markup, and all are drawn.
    let chart = drawn("mermaid", &hostile().join("graph.mmd"), &mermaid);
    assert_eq!(chart["scripts"], 0, "{chart}");
    let text = fs::read_to_string(hostile().join("graph.mmd")).unwrap();
    assert_eq!(chart["nodes"].as_array().unwrap().len(), text.matches("]:::").count());
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn cytoscape_js_and_networkx_read_the_elements() {
    let library = root().join("src/export/html/vendor/cytoscape.min.js");
    let network = drawn("cytoscape", &every().join("graph.cyjs"), &library);
    assert_eq!(network["nodes"], json!(names(every())));
    assert_eq!(network["edges"], json!(ids(every())));
    assert_eq!(network["met"], json!(met(every())));
    let graph = found("networkx_cytoscape", &every().join("graph.cyjs"));
    assert_eq!((&graph["nodes"], &graph["edges"]), (&network["nodes"], &network["edges"]));
    assert_hostile(&drawn("cytoscape", &hostile().join("graph.cyjs"), &library)["nodes"], str::to_owned);
}

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn neo4j_runs_the_script_twice_and_answers_the_queries() {
    let home = Home::new("neo4j-script");
    let server = home.start();
    for _ in 0..2 {
        server.cypher(&[every().join("graph.cypher")]);
        assert_holds(&server, every());
    }
    assert_answers("Neo4j, graph.cypher", &server);
    // Strings, line breaks too, are those of the graph.
    server.cypher(&[hostile().join("graph.cypher")]);
    let answer = server.cypher(&[script("names.cypher")]).remove(0);
    let names: BTreeMap<String, Value> = serde_json::from_value(json!(answer.rows))
        .map(|rows: Vec<(String, Value)>| rows.into_iter().collect())
        .unwrap();
    assert_hostile(&json!(names), str::to_owned);
}

#[test]
fn the_json_graph_format_has_every_node_and_edge() {
    let folder = scratch("formats-jgf");
    let options = Options { formats: vec![Format::Jgf, Format::Csv], all: true, ..Options::default() };
    write_folder(&graph(), &folder, &options).unwrap();
    let graph: Value = serde_json::from_slice(&fs::read(folder.join("graph.jgf.json")).unwrap()).unwrap();
    let nodes = graph["graph"]["nodes"].as_object().unwrap();
    assert_eq!(nodes.keys().collect::<BTreeSet<_>>(), names(&folder).keys().collect::<BTreeSet<_>>());
    let edges = graph["graph"]["edges"].as_array().unwrap();
    assert!(
        edges.iter().all(|edge| ["source", "target"].iter().all(|end| nodes.contains_key(edge[end].as_str().unwrap())))
    );
    let mut found: Vec<&str> = edges.iter().map(|edge| edge["id"].as_str().unwrap()).collect();
    found.sort_unstable();
    assert_eq!(found, ids(&folder));
}
