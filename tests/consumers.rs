//! Articles in; what the files of the graph are to those who open them: a picture, a graph for Gephi, tables that name the
//! same documents, a spreadsheet.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use program::Folder;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The rows of a table, each with the values of these columns.
fn rows<const N: usize>(table: &Path, columns: [&str; N]) -> Vec<[String; N]> {
    let mut reader = csv::Reader::from_path(table).unwrap();
    let head = reader.headers().unwrap().clone();
    let places = columns.map(|column| head.iter().position(|name| name == column).unwrap());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            places.map(|place| row[place].to_owned())
        })
        .collect()
}

const TALKS: &str = "Ada Moe met the president of Peru, Ana Diaz, in Oslo on Monday.\n\nMoe criticized Norway, and she thanked Chile and Peru.\n";

#[test]
fn a_picture_joins_what_an_edge_joins_and_nothing_else() {
    let folder = Folder::new("picture");
    folder.file("talks.txt", TALKS).well(&["extract", "talks.txt", "-o", "graph"]);
    let edges: BTreeSet<[String; 2]> =
        rows(&folder.path("graph/edges.csv"), [":START_ID", ":END_ID"]).into_iter().collect();
    let dot = folder.read("graph/graph.dot");
    let drawn: BTreeSet<[String; 2]> = dot
        .lines()
        .filter_map(|line| line.split_once(" [")?.0.split_once(" -> "))
        .map(|(from, to)| [from, to].map(|id| id.trim().trim_matches('"').to_owned()))
        .collect();
    assert!(drawn.len() > 3, "{dot}");
    assert_eq!(drawn, edges);
    assert_eq!(dot.matches("->").count(), drawn.len(), "an edge that stands in no line of its own");
}

#[test]
fn gephi_gets_the_entities_and_what_is_between_them() {
    let folder = Folder::new("gephi");
    folder.file("talks.txt", TALKS).well(&["extract", "talks.txt", "-o", "graph"]);
    folder.well(&["convert", "graph", "--to", "gexf", "-o", "gephi"]);
    let nodes = rows(&folder.path("graph/nodes.csv"), ["id:ID", ":LABEL"]);
    let entities: BTreeSet<String> =
        nodes.into_iter().filter(|[_, label]| label.contains("Entity")).map(|[id, _]| id).collect();
    let text = folder.read("gephi/graph.gexf");
    let mut reader = Reader::from_str(&text);
    let (mut ids, mut joined) = (BTreeSet::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let value = |name: &str| {
                    let attribute = tag.try_get_attribute(name).unwrap().unwrap();
                    String::from_utf8(attribute.value.into_owned()).unwrap()
                };
                match tag.name().as_ref() {
                    b"node" => assert!(ids.insert(value("id"))),
                    b"edge" => {
                        joined += 1;
                        assert!(ids.contains(&value("source")) && ids.contains(&value("target")));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    assert_eq!(ids, entities);
    assert!(joined > 3, "{text}");
}

#[test]
fn a_graph_too_large_to_draw_comes_with_a_hint() {
    let folder = Folder::new("large");
    let states = [
        "Peru", "Chile", "Norway", "Denmark", "Kenya", "Ghana", "Laos", "Nepal", "Oman", "Qatar", "Cuba", "Haiti",
        "Fiji", "Togo", "Mali", "Chad",
    ];
    let mut text = String::new();
    for from in states {
        for to in states.into_iter().filter(|&to| to != from) {
            writeln!(text, "{from} criticized {to} on Monday.\n").unwrap();
        }
    }
    folder.file("large.txt", &text);
    assert!(folder.well(&["extract", "large.txt", "-o", "graph"]).contains("--top"));
    let few = folder.file("talks.txt", TALKS).well(&["extract", "talks.txt", "-o", "few"]);
    assert!(!few.contains("--top"), "{few}");
}

#[test]
fn all_files_name_the_same_documents() {
    let folder = Folder::new("ids");
    // odd ids, one twice, none, a number
    let lines = [
        "{\"id\": \"a b/../c;d\\u0007\", \"text\": \"Peru praised Chile.\"}",
        "{\"id\": \"=1+1\", \"text\": \"Kenya criticized Ghana.\"}",
        "{\"id\": \"x\", \"text\": \"Laos thanked Nepal.\"}",
        "{\"id\": \"x\", \"text\": \"Oman condemned Qatar.\"}",
        "{\"text\": \"Norway accused Denmark of spying.\"}",
        "{\"id\": 7, \"text\": \"Cuba criticized Haiti.\"}",
        "{\"id\": \"C:\\\\news\\\\\", \"text\": \"Togo praised Mali.\"}",
        "{\"id\": \"a, b\\\\\", \"text\": \"Fiji praised Chad.\"}",
    ];
    folder.file("odd.jsonl", lines.join("\n"));
    folder.run(&["extract", "odd.jsonl", "-o", "graph"]).says(1, &["another text has the id “x” too"]);
    let others = "cytoscape,plover,ftm,graphml,turtle,jsonld,parquet";
    folder.well(&["convert", "graph", "--to", others, "-o", "others"]);
    let of_json = |lines: &str, field: &str| -> BTreeSet<String> {
        let lines = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines.map(|line| line[field].as_str().unwrap().to_owned()).collect()
    };
    let analyzed = folder.run(&["analyze", "odd.jsonl", "--format", "json"]);
    assert_eq!(analyzed.code, Some(1), "{}", analyzed.err);
    let read = of_json(&analyzed.out, "id");
    assert_eq!(read.len(), lines.len(), "{read:?}");
    let events = folder.read("graph/events.jsonl");
    assert_eq!(of_json(&events, "document"), read);
    for table in ["mentions.csv", "evidence.csv"] {
        let named = rows(&folder.path("graph").join(table), ["document"]).into_iter().flatten();
        assert_eq!(named.collect::<BTreeSet<_>>(), read, "{table}");
    }
    let text = |name: &str| fs::read_to_string(folder.path("others").join(name)).unwrap();
    assert_eq!(of_json(&text("events.plover.jsonl"), "story_id"), read);
    let each = |values: &serde_json::Value, path: &str| -> BTreeSet<String> {
        let values = values.as_array().unwrap().iter();
        values.filter_map(|value| value.pointer(path)?.as_str()).map(str::to_owned).collect()
    };
    let network: serde_json::Value = serde_json::from_str(&text("graph.cyjs")).unwrap();
    assert_eq!(each(&network["elements"]["edges"], "/data/document"), read);
    let json_ld: serde_json::Value = serde_json::from_str(&text("graph.jsonld")).unwrap();
    assert_eq!(each(&json_ld["@graph"], "/identifier"), read);
    let lines = text("graph.ftm.json").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(each(&serde_json::Value::Array(lines), "/properties/fileName/0"), read);
    // And from whatever is read back.
    for (place, file) in ["graph.graphml", "graph.ttl", "graph.jsonld", ""].into_iter().enumerate() {
        let (from, to) = (format!("others/{file}"), format!("back-{place}"));
        if file.is_empty() {
            for other in ["graph.graphml", "graph.ttl", "graph.jsonld"] {
                fs::remove_file(folder.path("others").join(other)).unwrap();
            }
        }
        folder.well(&["convert", &from, "--to", "csv", "-o", &to]);
        let named = rows(&folder.path(&to).join("evidence.csv"), ["document"]).into_iter().flatten();
        assert_eq!(named.collect::<BTreeSet<_>>(), read, "{from}");
    }
}

#[test]
fn an_unknown_format_names_the_nearest() {
    let folder = Folder::new("nearest");
    folder.file("talks.txt", TALKS);
    for (given, nearest) in
        [("grapml", "graphml"), ("parket", "parquet"), ("n-quads", "nquads"), ("markdwon", "markdown")]
    {
        let run = folder.run(&["extract", "talks.txt", "-o", "graph", "--format", given]);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(&format!("'{nearest}'")), "{given}: {}", run.err);
    }
}

#[test]
fn a_table_for_a_spreadsheet_begins_with_a_byte_order_mark() {
    let folder = Folder::new("spreadsheet");
    folder.file("talks.txt", TALKS);
    for (to, option, begins) in [("plain", None, false), ("marked", Some("--spreadsheet-safe"), true)] {
        let arguments = ["extract", "talks.txt", "-o", to].into_iter().chain(option);
        folder.well(&arguments.collect::<Vec<_>>());
        for table in ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv"] {
            let bytes = fs::read(folder.path(to).join(table)).unwrap();
            assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), begins, "{to}/{table}");
        }
    }
}
