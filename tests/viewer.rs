//! `graph.html` holds the whole graph, hostile strings included, asks for nothing and lets no string run.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
mod hostile;

use newsgraph::export::{self, Options};
use newsgraph::graph::KnowledgeGraph;
use serde_json::Value;

const DATA: &str = "<script type=\"application/json\" id=\"data\">";

fn page(graph: &KnowledgeGraph, options: &Options) -> String {
    let mut out = Vec::new();
    export::write(graph, options, "graph.html", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn all() -> Options {
    Options { all: true, ..Options::default() }
}

/// The text of the data, which ends where the browser ends it.
fn data(page: &str) -> &str {
    page.split_once(DATA).unwrap().1.split_once("</script>").unwrap().0
}

fn names(data: &Value, list: &str, key: &str) -> Vec<String> {
    data[list].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_string_stands_in_the_data_as_it_is() {
    let page = page(&hostile::graph(), &all());
    let text = data(&page);
    assert!(!text.contains(['<', '\u{2028}', '\u{2029}']));
    let data: Value = serde_json::from_str(text).unwrap();
    let names = names(&data, "nodes", "name");
    for name in hostile::HOSTILE {
        assert!(names.iter().any(|found| found == name), "{name:?}");
    }
    let said = |name: &str| format!("{name} said: “{name}”.");
    let sentences = data["sentences"].as_array().unwrap();
    for name in hostile::HOSTILE {
        assert!(sentences.iter().any(|sentence| sentence[2] == said(name)), "{name:?}");
    }
    // An edge points at its ends and a piece of evidence at its sentence, document and rule.
    let place = |list: &Value, at: &Value| list[usize::try_from(at.as_u64().unwrap()).unwrap()].clone();
    for edge in data["edges"].as_array().unwrap() {
        assert!(place(&data["nodes"], &edge["source"])["id"].is_string());
        assert!(place(&data["nodes"], &edge["target"])["id"].is_string());
        for evidence in edge["evidence"].as_array().unwrap() {
            let sentence = place(&data["sentences"], &evidence[0]);
            assert!(place(&data["documents"], &sentence[0])["id"].is_string());
            assert!(place(&data["rules"], &evidence[1]).is_string());
        }
    }
}

#[test]
fn what_is_not_asserted_is_marked_and_asked_for() {
    let count = |options: &Options| {
        let page = page(&hostile::graph(), options);
        let data: Value = serde_json::from_str(data(&page)).unwrap();
        let edges = data["edges"].as_array().unwrap().clone();
        let marked = |edge: &&Value| edge["negated"] == true || edge["modality"].is_string();
        (edges.iter().filter(marked).count(), edges.len())
    };
    let ((plain, few), (marked, many)) = (count(&Options::default()), count(&all()));
    assert_eq!(plain, 0);
    assert!(marked > 10 && many >= few + marked, "{marked} of {many}, {few}");
}

#[test]
fn the_page_asks_for_nothing() {
    let page = page(&hostile::graph(), &all());
    let (head, rest) = page.split_once(DATA).unwrap();
    assert!(head.contains("content=\"default-src 'none'; script-src 'sha256-"));
    assert!(!head.contains("unsafe-"));
    // Scripts are all inline; nothing in the markup names another file.
    let markup: String = rest.split("<script>").map(|part| part.rsplit("</script>").next().unwrap()).collect();
    for text in [head.to_owned(), markup] {
        for attribute in ["src=", "href=\"http", "url(", "@import", "<iframe", "<object", "<base"] {
            let without_policy = text.replace("default-src", "");
            assert!(!without_policy.contains(attribute), "{attribute}");
        }
    }
}

#[test]
fn the_viewer_itself_is_small() {
    let page = page(&KnowledgeGraph::new(), &Options::default());
    assert!(page.len() < 700_000, "{} bytes without a graph", page.len());
    assert!(serde_json::from_str::<Value>(data(&page)).unwrap()["nodes"].as_array().unwrap().is_empty());
}
