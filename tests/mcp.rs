//! The server of the Model Context Protocol: every tool answers, and no message ends it.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
#[allow(dead_code)] // other tests use the rest
mod hostile;

use std::time::Duration;

use hostile::{HOSTILE, graph};
use newsgraph::export::{Options, write_folder};
use newsgraph::mcp::{Limits, serve};
use newsgraph::query;
use serde_json::{Value, json};

/// The answers to lines about the hostile graph.
fn answers(limits: &Limits, lines: &[String]) -> Vec<Value> {
    let dir = tempfile::tempdir().unwrap();
    write_folder(&graph(), dir.path(), &Options { all: true, ..Options::default() }).unwrap();
    let input = lines.join("\n");
    let mut out = Vec::new();
    serve(dir.path(), limits, &mut input.as_bytes(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn request(id: usize, method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
}

fn call(id: usize, tool: &str, arguments: &Value) -> String {
    request(id, "tools/call", &json!({ "name": tool, "arguments": arguments }))
}

/// What a tool said, and whether it failed.
fn said(answer: &Value) -> (String, bool) {
    let result = &answer["result"];
    (result["content"][0]["text"].as_str().unwrap().to_owned(), result["isError"].as_bool().unwrap())
}

/// What a tool that did not fail told.
fn told(answer: &Value) -> Value {
    let (text, failed) = said(answer);
    assert!(!failed, "{text}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_client_is_welcomed_and_told_of_the_tools() {
    let hello =
        |version: &str| json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "t" } });
    let answers = answers(
        &Limits::default(),
        &[
            request(1, "initialize", &hello("2025-03-26")),
            json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string(),
            request(2, "initialize", &hello("2099-01-01")),
            request(3, "ping", &json!({})),
            request(4, "tools/list", &json!({})),
            request(5, "resources/list", &json!({})),
            json!({ "jsonrpc": "2.0", "id": "text", "method": "ping" }).to_string(),
        ],
    );
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-03-26");
    assert_eq!(answers[1]["result"]["protocolVersion"], "2025-11-25");
    assert_eq!(answers[2]["result"], json!({}));
    let tools = answers[3]["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let expected = ["search", "node", "neighbours", "path", "timeline", "evidence", "statistics", "question", "sparql"];
    assert_eq!(names, expected);
    for tool in tools {
        assert_eq!(tool["inputSchema"]["type"], "object");
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
    }
    assert_eq!(answers[4]["error"]["code"], -32601);
    assert_eq!(answers[5]["id"], "text");
}

#[test]
fn every_tool_answers_with_ids_and_evidence() {
    let answers = answers(
        &Limits::default(),
        &[
            call(1, "search", &json!({ "query": "plain", "limit": 5 })),
            call(2, "node", &json!({ "node": "plain" })),
            call(3, "neighbours", &json!({ "node": "Q1000001", "limit": 3 })),
            call(4, "path", &json!({ "from": "plain", "to": HOSTILE[1], "all": true })),
            call(5, "timeline", &json!({ "node": "Q1000001", "since": "2023", "until": "2023-03", "all": true })),
            call(6, "statistics", &json!({})),
            call(7, "question", &json!({ "name": "best-supported-edges" })),
            call(8, "sparql", &json!({ "query": "SELECT ?s WHERE { ?s a <https://schema.org/Person> }", "limit": 2 })),
            call(9, "sparql", &json!({ "query": "ASK { ?s ?p ?o }" })),
            call(10, "sparql", &json!({ "query": "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "limit": 3 })),
        ],
    );
    let told: Vec<Value> = answers.iter().map(told).collect();
    assert_eq!(told[0]["nodes"][0]["id"], "Q2000001");
    assert_eq!(told[1]["id"], "Q2000001");
    assert_eq!(told[1]["name"], "plain");
    assert_eq!(told[2]["neighbours"].as_array().unwrap().len(), 3);
    assert!(told[2]["left_out"].as_u64().unwrap() > 0);
    assert_eq!(told[3]["found"], true);
    assert_eq!(told[3]["steps"].as_array().unwrap().len(), 2);
    let days = told[4]["events"].as_array().unwrap();
    let days: Vec<&str> = days.iter().map(|event| event["day"].as_str().unwrap()).collect();
    assert!(!days.is_empty() && days.iter().all(|day| *day <= "2023-03-31"));
    assert!(told[5]["nodes"]["Person"].as_u64().unwrap() as usize >= HOSTILE.len());
    let rows = told[6]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 10);
    for row in rows {
        let id = row.as_array().unwrap().last().unwrap().as_str().unwrap();
        let evidence = &told[6]["evidence"][id];
        assert!(evidence["sentence"].is_string() && evidence["document"].is_string() && evidence["url"].is_string());
    }
    assert_eq!(told[7]["rows"].as_array().unwrap().len(), 2);
    assert_eq!(told[7]["whole"], false);
    assert_eq!(told[8]["answer"], true);
    assert_eq!(told[9]["triples"].as_array().unwrap().len(), 3);
    for edge in told[3]["steps"].as_array().unwrap().iter().chain(told[4]["events"].as_array().unwrap()) {
        assert!(edge["id"].as_str().unwrap().starts_with("e-"));
        assert!(edge["evidence"]["sentence"].is_string() && edge["evidence"]["url"].is_string());
    }
    let id = rows[0].as_array().unwrap().last().unwrap();
    let evidence = told_of_one(&Limits::default(), "evidence", &json!({ "id": id }));
    assert_eq!(evidence["edges"][0]["id"], *id);
    assert!(evidence["sentences"][0]["rule"].is_string());
}

fn told_of_one(limits: &Limits, tool: &str, arguments: &Value) -> Value {
    told(&answers(limits, &[call(1, tool, arguments)])[0])
}

#[test]
fn what_cannot_be_answered_is_told_and_the_server_goes_on() {
    let lines = [
        call(1, "node", &json!({ "node": "Nobody At All" })),
        call(2, "node", &json!({ "who": "plain" })),
        call(3, "node", &json!({})),
        call(4, "search", &json!({ "query": 7 })),
        call(5, "search", &json!({ "query": "plain", "limit": 0 })),
        call(6, "timeline", &json!({ "node": "plain", "since": "yesterday" })),
        call(7, "evidence", &json!({ "id": "e-none" })),
        call(8, "question", &json!({ "name": "who-meets-whom" })),
        call(9, "question", &json!({ "name": "actor-timeline" })),
        call(10, "sparql", &json!({ "query": "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }" })),
        call(11, "sparql", &json!({ "query": "LOAD <http://127.0.0.1:9/>" })),
        call(12, "neighbours", &json!({ "node": "plain", "predicate": "meets" })),
        call(13, "unknown", &json!({})),
        request(14, "tools/call", &json!({ "name": "node", "arguments": [] })),
        request(15, "ping", &json!({})),
    ];
    let answers = answers(&Limits::default(), &lines);
    assert_eq!(answers.len(), 15);
    for answer in &answers[..12] {
        let (text, failed) = said(answer);
        assert!(failed && !text.is_empty(), "{answer}");
    }
    assert!(said(&answers[7]).0.contains("who-met-whom"));
    assert!(said(&answers[8]).0.contains("actor"));
    for answer in &answers[12..14] {
        assert_eq!(answer["error"]["code"], -32602);
    }
    assert_eq!(answers[14]["result"], json!({}));
}

#[test]
fn a_hostile_name_is_found_and_ends_nothing() {
    let mut lines = Vec::new();
    for (place, name) in HOSTILE.iter().enumerate() {
        lines.push(call(2 * place, "node", &json!({ "node": format!("Q{}", 2_000_001 + place) })));
        lines.push(call(2 * place + 1, "question", &json!({ "name": "actor-timeline", "actor": name })));
    }
    let answers = answers(&Limits::default(), &lines);
    assert_eq!(answers.len(), lines.len());
    for (place, pair) in answers.chunks(2).enumerate() {
        assert_eq!(told(&pair[0])["id"], format!("Q{}", 2_000_001 + place));
        let (text, failed) = said(&pair[1]);
        // Names that differ in signs alone may be several's.
        assert!(!failed || text.contains("names") || text.contains("in the graph"), "{text}");
    }
}

#[test]
fn garbage_is_answered_or_passed_over() {
    let lines = [
        "garbage",
        "{",
        "null",
        "[]",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32700,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\"}",
        "[{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"x\"},7]",
    ];
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    lines.push("[".repeat(100_000));
    lines.push("x".repeat(3 << 20));
    lines.push(request(5, "ping", &json!({})));
    let answers = answers(&Limits::default(), &lines);
    // An answer to nothing and a notification get none.
    assert_eq!(answers.len(), lines.len() - 2);
    for (place, answer) in answers.iter().enumerate() {
        let good = place + 1 == answers.len() || answer.is_array();
        assert!(good || answer["error"]["code"].is_i64(), "{answer}");
    }
    let batch = answers.iter().find_map(Value::as_array).unwrap();
    assert_eq!(batch.len(), 2);
    assert_eq!(batch[0]["id"], 4);
    assert_eq!(answers.last().unwrap()["id"], 5);
}

#[test]
fn time_rows_and_bytes_have_limits() {
    let people = "?a a <https://schema.org/Person> . ?b a <https://schema.org/Person> . ?c a <https://schema.org/Person> . \
        ?d a <https://schema.org/Person> . ?e a <https://schema.org/Person>";
    let endless = format!("SELECT (COUNT(*) AS ?n) WHERE {{ {people} }}");
    let query = query::Limits { time: Duration::from_millis(300), rows: 5, ..Limits::default().query };
    let limits = Limits { query, bytes: 3000 };
    let answers = answers(
        &limits,
        &[
            call(1, "sparql", &json!({ "query": endless })),
            call(2, "sparql", &json!({ "query": "SELECT ?s WHERE { ?s ?p ?o }", "limit": 100 })),
            call(3, "neighbours", &json!({ "node": "Q1000001", "limit": 1000 })),
        ],
    );
    let (text, failed) = said(&answers[0]);
    assert!(failed && text.contains("takes longer") && !text.contains("--timeout"), "{text}");
    assert_eq!(told(&answers[1])["rows"].as_array().unwrap().len(), 5);
    assert!(said(&answers[2]).0.len() < 3100, "{}", said(&answers[2]).0.len());
    assert!(told(&answers[2])["left_out"].as_u64().unwrap() > 0);
}
