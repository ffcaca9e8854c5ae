//! Names with quotes, backslashes, semicolons, angle brackets, line breaks, emoji, control characters and leading signs
//! come out right: they are read back through Python's csv, Neo4j, Graphviz and the readers of JSON-LD.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use newsgraph::export::{Format, Options, write_folder};
use newsgraph::query::{AnswerFormat, Limits, run as ask};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use serde_json::json;

use super::cypher::assert_holds;
use super::formats::in_xml;
use super::graphviz::draw;
use super::hostile_graph::{HOSTILE, graph};
use super::jsonld::assert_one_dataset;
use super::neo4j::{Home, Server};
use super::sparql::jena;
use super::support::{python, root, run, scratch, script};
use super::table::Table;

/// The folder with the graph, what is denied or planned included: all predicates, polarities and modalities occur.
pub fn hostile() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = scratch("hostile");
        // All of it is drawn, although it is no picture to look at.
        let options = Options { formats: Format::ALL.to_vec(), all: true, top: Some(10_000), ..Options::default() };
        write_folder(&graph(), &folder, &options).unwrap();
        folder
    })
}

/// The id of the person of that name.
fn id(place: usize) -> String {
    format!("Q{}", 2_000_001 + place)
}

/// A name as CSV holds it: line breaks become spaces, and in a field that must be quoted a space keeps a backslash from
/// escaping what is behind it.
fn in_csv(name: &str) -> &str {
    match name {
        "line\nbreak\r\nand\rreturn" => "line break and return",
        "comma, and ends in a backslash\\" => "comma, and ends in a backslash\\ ",
        r#"quote after backslash \" here, twice \\" there"# => r#"quote after backslash \ " here, twice \ \ " there"#,
        "\r=1+1" => " =1+1",
        name => name,
    }
}

/// Compares names by id with what all of them should be.
fn assert_names(found: &BTreeMap<String, String>, expected: impl Fn(&str) -> String) {
    for (place, name) in HOSTILE.iter().enumerate() {
        assert_eq!(found.get(&id(place)), Some(&expected(name)), "{name:?}");
    }
}

#[test]
#[ignore = "needs Python: cargo xtask test"]
fn python_reads_the_names_from_csv() {
    names_of_rows("table.py");
}

#[test]
#[ignore = "needs pandas: cargo xtask test"]
fn pandas_reads_the_names_from_csv() {
    names_of_rows("frame.py");
}

/// The names are those that a script reads in the table of nodes.
fn names_of_rows(script: &str) {
    let lines = run(python(script).arg(hostile().join("nodes.csv")));
    let rows: Vec<Vec<String>> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let name = rows[0].iter().position(|column| column == "name").unwrap();
    let found = rows.into_iter().map(|row| (row[0].clone(), row[name].clone())).collect();
    assert_names(&found, |name| in_csv(name).to_owned());
}

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn neo4j_holds_the_names_after_bulk_import_and_after_load_cypher() {
    let home = Home::new("neo4j-hostile-bulk");
    home.bulk_import(hostile());
    home.check();
    assert_holds_names(&home.start());

    let home = Home::new("neo4j-hostile-load");
    home.offer(hostile());
    let server = home.start();
    server.cypher(&[root().join("queries/load.cypher")]);
    assert_holds_names(&server);
}

fn assert_holds_names(server: &Server) {
    assert_holds(server, hostile());
    let answer = server.cypher(&[script("names.cypher")]).remove(0);
    let found: Vec<(String, String)> = serde_json::from_value(json!(answer.rows)).unwrap();
    assert_names(&found.into_iter().collect(), |name| in_csv(name).to_owned());
}

#[test]
#[ignore = "needs Graphviz and Python: cargo xtask test"]
fn graphviz_draws_the_names() {
    let file = scratch("hostile-drawing").join("graph.svg");
    fs::write(&file, draw(&hostile().join("graph.dot"), "svg")).unwrap();
    // Of two spaces Graphviz writes one as a no-break space.
    let parts = run(python("svg.py").arg(file)).replace("\\u00a0", " ");
    let parts: Vec<(String, Option<String>, Vec<String>)> =
        parts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // The tooltip of a node begins with the name, to the letter; its label has the words of the name in lines.
    let before_type = |tooltip: &str| tooltip.split_once("\nPerson, ").map(|(name, _)| name.to_owned());
    let tooltips = parts.iter().filter_map(|(id, tooltip, _)| Some((id.clone(), before_type(tooltip.as_ref()?)?)));
    assert_names(&tooltips.collect(), drawable);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let labels: BTreeMap<String, String> =
        parts.iter().map(|(id, _, lines)| (id.clone(), words(&lines.join(" ")))).collect();
    // A long one is cut, with dots behind it.
    for (place, name) in HOSTILE.iter().enumerate() {
        let (label, whole) = (&labels[&id(place)], words(&drawable(name)));
        let holds = label.strip_suffix('…').map_or(*label == whole, |start| whole.starts_with(start.trim_end()));
        assert!(holds, "{name:?}: {label:?}");
    }
    // The tooltip of an edge has the sentence.
    for name in HOSTILE {
        let sentence = format!("{name} said: “{name}”.");
        let sentence = format!("“{}” [", drawable(sentence.trim()));
        let says = |tooltip: &Option<String>| tooltip.as_ref().is_some_and(|tooltip| tooltip.contains(&sentence));
        assert!(parts.iter().any(|(title, tooltip, _)| title.contains("->") && says(tooltip)), "{sentence:?}");
    }
}

/// A name as a drawing holds it: characters that XML forbids are replaced.
fn drawable(name: &str) -> String {
    let forbidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    name.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ").replace(forbidden, "\u{fffd}")
}

/// A browser finds a drawing and nothing to run or to fetch.
#[test]
#[ignore = "needs Graphviz and Python: cargo xtask test"]
fn a_drawing_of_the_names_is_inert() {
    let file = scratch("hostile-inert").join("graph.svg");
    fs::write(&file, draw(&hostile().join("graph.dot"), "svg")).unwrap();
    let elements: usize = run(python("inert.py").arg(file)).trim().parse().unwrap();
    assert!(elements > 10 * HOSTILE.len(), "{elements} elements");
}

#[test]
#[ignore = "needs networkx: cargo xtask test"]
fn networkx_reads_the_names_from_gexf() {
    let lines = run(python("gexf.py").arg(hostile().join("graph.gexf")));
    let mut lines = lines.lines();
    let labels: BTreeMap<String, String> = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_names(&labels, in_xml);
    // The three places of the graph, and no node that a name has made.
    assert_eq!(labels.len(), HOSTILE.len() + 3, "{:?}", labels.keys());
    let sentences: BTreeMap<String, String> = serde_json::from_str(lines.next().unwrap()).unwrap();
    for name in HOSTILE {
        let sentence = in_xml(&format!("{name} said: “{name}”."));
        assert!(sentences.values().any(|found| found.trim() == sentence.trim()), "{sentence:?}");
    }
}

#[test]
#[ignore = "needs Apache Jena: cargo xtask test"]
fn sparql_finds_the_names() {
    let query = scratch("hostile-sparql").join("names.rq");
    fs::write(&query, "SELECT ?node ?name WHERE { ?node <https://schema.org/name> ?name }").unwrap();
    let mut embedded = Vec::new();
    ask(&query, hostile(), AnswerFormat::Json, &Limits::default(), &mut embedded).unwrap();
    let data = format!("--data={}", hostile().join("graph.jsonld").display());
    let by_jena = run(jena("arq.sparql").args([&data, &format!("--query={}", query.display()), "--results=JSON"]));
    for answer in [String::from_utf8(embedded).unwrap(), by_jena] {
        let rows = Table::from_sparql_json(&answer).rows.into_iter();
        let found = rows.map(|row| (row[0].rsplit('/').next().unwrap().to_owned(), row[1].clone()));
        assert_names(&found.collect(), str::to_owned);
    }
}

#[test]
#[ignore = "needs jsonld.js, PyLD and Apache Jena: cargo xtask test"]
fn all_readers_of_json_ld_find_the_names() {
    let canonical = assert_one_dataset(&hostile().join("graph.jsonld"));
    let mut found = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&canonical) {
        let quad = quad.unwrap();
        if let (Term::Literal(name), "https://schema.org/name") = (quad.object, quad.predicate.as_str()) {
            let subject = quad.subject.to_string();
            let id = subject.trim_end_matches('>').rsplit('/').next().unwrap().to_owned();
            found.insert(id, name.value().to_owned());
        }
    }
    assert_names(&found, str::to_owned);
}
