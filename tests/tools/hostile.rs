//! Names with quotes, backslashes, semicolons, angle brackets, line breaks, emoji and leading signs come out right: they
//! are read back through Python's csv, Neo4j, Graphviz and the readers of JSON-LD.

use serde_json::Value;

use super::cypher::assert_holds;
use super::fixture::{HOSTILE, hostile, hostile_id};
use super::graphviz::draw;
use super::jsonld::assert_one_dataset;
use super::neo4j::Home;
use super::support::{python, root, run};

#[test]
#[ignore = "needs Python: cargo xtask test"]
fn python_reads_the_names_from_csv() {
    let lines = run(python("table.py").arg(hostile().join("nodes.csv")));
    let rows: Vec<Vec<String>> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let name = rows[0].iter().position(|column| column == "name").unwrap();
    for (index, expected) in in_csv().into_iter().enumerate() {
        let row = rows.iter().find(|row| row[0] == hostile_id(index)).unwrap();
        assert_eq!(row[name], expected);
    }
}

#[test]
#[ignore = "needs Neo4j: cargo xtask test"]
fn neo4j_holds_the_names_after_bulk_import_and_after_load_cypher() {
    let home = Home::new("neo4j-hostile-bulk");
    home.bulk_import(hostile());
    home.check();
    assert_holds(&home.start(), hostile());

    let home = Home::new("neo4j-hostile-load");
    home.offer(hostile());
    let server = home.start();
    server.cypher(&[root().join("queries/load.cypher")]);
    assert_holds(&server, hostile());
}

#[test]
#[ignore = "needs Graphviz: cargo xtask test"]
fn graphviz_draws_the_names() {
    draw(&hostile().join("graph.dot"), "svg");
    let drawing: Value = serde_json::from_str(&draw(&hostile().join("graph.dot"), "json")).unwrap();
    let names: Vec<&str> = drawing["objects"].as_array().unwrap().iter().filter_map(|o| o["name"].as_str()).collect();
    for index in 0..HOSTILE.len() {
        assert!(names.contains(&hostile_id(index).as_str()), "{} is not drawn: {names:?}", hostile_id(index));
    }
}

#[test]
#[ignore = "needs jsonld.js, PyLD and Apache Jena: cargo xtask test"]
fn all_readers_of_json_ld_find_the_names() {
    let canonical = assert_one_dataset(&hostile().join("graph.jsonld"));
    for name in HOSTILE {
        // Canonical N-Quads escape these characters and leave the others as they are.
        let escaped = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")]
            .into_iter()
            .fold(name.to_owned(), |text, (from, to)| text.replace(from, to));
        let has_name = |line: &str| line.ends_with(&format!("<https://schema.org/name> \"{escaped}\" ."));
        assert!(canonical.lines().any(has_name), "{name:?}");
    }
}

/// The names as CSV holds them: line breaks become spaces, and where the field must be quoted a backslash does not
/// escape the quotation mark.
fn in_csv() -> Vec<String> {
    let flat = |name: &str| name.replace("\r\n", " ").replace(['\r', '\n'], " ");
    HOSTILE.iter().map(|name| flat(name).replace("\\\"", "\\ \"")).collect()
}
