//! The official SDK of the Model Context Protocol lists and calls every tool of `newsgraph mcp`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::hostile::hostile;
use super::hostile_graph::HOSTILE;
use super::support::{python, run, sample, scratch};

/// What the client got.
fn asked(name: &str, graph: &Path, calls: &Value, options: &[&str]) -> Value {
    let file = scratch(name).join("calls.json");
    fs::write(&file, calls.to_string()).unwrap();
    let mut client = python("mcp_client.py");
    client.arg(file).arg(env!("CARGO_BIN_EXE_newsgraph")).arg("mcp").arg(graph).args(options);
    serde_json::from_str(&run(&mut client)).unwrap()
}

fn told(answer: &Value) -> Value {
    assert_eq!(answer["failed"], false, "{answer}");
    serde_json::from_str(answer["text"].as_str().unwrap()).unwrap()
}

#[test]
#[ignore = "needs the SDK of MCP: cargo xtask test"]
fn the_official_client_calls_every_tool() {
    let endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let calls = json!([
        ["search", { "query": "Jinping" }],
        ["node", { "node": "Xi" }],
        ["neighbours", { "node": "Q15031" }],
        ["path", { "from": "John Kirby", "to": "Vladimir Putin" }],
        ["timeline", { "node": "Xi Jinping", "since": "2023-03-20", "until": "2023-03-20" }],
        ["statistics", {}],
        ["question", { "name": "sentence-behind-an-edge", "actor": "John Kirby", "other": "China" }],
        ["evidence", { "id": "e-52daa81ca360101b" }],
        ["sparql", { "query": "SELECT ?name WHERE { ?x <https://schema.org/name> ?name } ORDER BY ?name", "limit": 3 }],
        ["node", { "node": "Xi Jingping" }],
        ["sparql", { "query": endless }],
        ["sparql", { "query": "LOAD <http://127.0.0.1:9/>" }],
        ["drop", {}],
        ["statistics", {}],
    ]);
    let got = asked("mcp", sample(), &calls, &["--timeout", "1"]);
    assert_eq!(got["version"], "2025-11-25");
    assert_eq!(got["tools"].as_object().unwrap().len(), 9);
    let answers = got["answers"].as_array().unwrap();
    assert_eq!(told(&answers[0])["nodes"][0]["id"], "Q15031");
    assert_eq!(told(&answers[1])["name"], "Xi Jinping");
    assert!(told(&answers[2])["neighbours"].as_array().unwrap().len() > 2);
    let steps = told(&answers[3])["steps"].clone();
    assert_eq!(steps.as_array().unwrap().len(), 2);
    assert_eq!(steps[0]["evidence"]["document"], "summit");
    assert!(!told(&answers[4])["events"].as_array().unwrap().is_empty());
    assert_eq!(told(&answers[5])["documents"]["count"], 1);
    let row = told(&answers[6])["rows"][0].clone();
    assert!(row[0].as_str().unwrap().contains("John Kirby criticized China"));
    let evidence = told(&answers[7]);
    assert_eq!(evidence["sentences"][0]["sentence"], row[0]);
    assert_eq!(told(&answers[8])["rows"].as_array().unwrap().len(), 3);
    assert_eq!(answers[9]["failed"], true);
    assert!(answers[9]["text"].as_str().unwrap().contains("Xi Jinping"));
    assert_eq!(answers[10]["failed"], true);
    assert!(answers[10]["text"].as_str().unwrap().contains("takes longer than 1 s"));
    assert_eq!(answers[11]["failed"], true);
    assert_eq!(answers[12]["error"], -32602);
    assert_eq!(told(&answers[13]), told(&answers[5]));
}

#[test]
#[ignore = "needs the SDK of MCP: cargo xtask test"]
fn the_official_client_bears_hostile_names() {
    let calls: Vec<Value> = (0..HOSTILE.len())
        .map(|place| json!(["timeline", { "node": format!("Q{}", 2_000_001 + place), "all": true }]))
        .collect();
    let got = asked("mcp-hostile", hostile(), &json!(calls), &[]);
    for (answer, name) in got["answers"].as_array().unwrap().iter().zip(HOSTILE) {
        // A long name is cut, and tables have spaces for line breaks.
        let told = told(answer)["node"]["name"].as_str().unwrap().to_owned();
        let name = name.replace("\r\n", " ").replace(['\r', '\n'], " ");
        assert!(told == name || name.starts_with(told.trim_end_matches('…')), "{told:?} {name:?}");
    }
}
