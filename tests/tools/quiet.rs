//! The process itself: no socket is opened and no file but those of the output is written, whatever the texts name.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::hostile_graph::HOSTILE;

/// An address that nobody answers at; who asks is seen nevertheless.
const PAGE: &str = "<!DOCTYPE html><html><head><base href=\"http://127.0.0.1:9/\"><link rel=\"stylesheet\" href=\"x.css\">\
    <script src=\"http://127.0.0.1:9/x.js\"></script></head><body><iframe src=\"http://127.0.0.1:9/\"></iframe>\
    <p>Peru praised Chile. <img src=\"http://127.0.0.1:9/x.png\"></p></body></html>";

const FEED: &str = "<?xml version=\"1.0\"?><?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\"?>\
    <!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\" [<!ENTITY a SYSTEM \"http://127.0.0.1:9/a\">\
    <!ENTITY b SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&a; &b;</title>\
    <link>http://127.0.0.1:9/</link><description>Norway thanked Malta. &a; &b;</description></item></channel></rss>";

const RECORD: &str = "{\"@context\": \"http://127.0.0.1:9/context.jsonld\", \"@id\": \"http://127.0.0.1:9/\", \"id\": \"../../../escaped\", \
    \"url\": \"http://127.0.0.1:9/\", \"text\": \"Malta criticized Chile.\"}\n";

/// A graph of somebody else that names a context elsewhere.
const FOREIGN: &str = "{\"@context\": \"http://127.0.0.1:9/context.jsonld\", \"@graph\": []}";

/// The calls of the system that are looked at.
const TRACED: &str =
    "trace=network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,execve";

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn no_socket_is_opened_and_no_file_written_elsewhere() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let write = |name: &str, text: &str| fs::write(place.join(name), text).unwrap();
    write("page.html", PAGE);
    write("feed.rss", FEED);
    let ids = HOSTILE
        .iter()
        .map(|hostile| format!("{}\n", serde_json::json!({ "id": hostile, "text": format!("Peru met {hostile}.") })));
    write("record.jsonl", &ids.chain([RECORD.to_owned()]).collect::<String>());
    write("service.rq", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }");
    write("from.rq", "SELECT * FROM <http://127.0.0.1:9/graph> WHERE { ?s ?p ?o }");
    write("load.rq", "LOAD <http://127.0.0.1:9/graph>");
    let call = |id: u32, method: &str, params: serde_json::Value| {
        format!("{}\n", serde_json::json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
    };
    let asks = serde_json::json!({"query": "SELECT * WHERE { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"});
    let calls = [
        call(1, "initialize", serde_json::json!({"protocolVersion": "2025-06-18", "capabilities": {}})),
        call(2, "tools/call", serde_json::json!({"name": "sparql", "arguments": asks})),
        call(3, "tools/call", serde_json::json!({"name": "search", "arguments": {"query": "http://127.0.0.1:9/"}})),
    ];
    write("calls.jsonl", &calls.concat());
    fs::create_dir(place.join("foreign")).unwrap();
    write("foreign/graph.jsonld", FOREIGN);
    let mut calls = 0;
    for (arguments, code) in [
        (
            &[
                "extract",
                "page.html",
                "feed.rss",
                "record.jsonl",
                "-o",
                "out",
                "--format",
                "dot,csv,jsonld,events,gexf",
            ][..],
            0,
        ),
        (&["analyze", "page.html", "feed.rss"], 0),
        (&["convert", "out", "--to", "jsonld"], 0),
        (&["merge", "out", "-o", "whole"], 0),
        (&["query", "service.rq", "out"], 2),
        (&["query", "from.rq", "out"], 0),
        (&["query", "load.rq", "out"], 2),
        (&["query", "from.rq", "foreign"], 2),
        (&["convert", "foreign", "--to", "dot"], 2),
        (&["who", "http://127.0.0.1:9/"], 0),
        (&["load", "http://127.0.0.1:9/", "out"], 2),
        (&["mcp", "out"], 0),
    ] {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-s", "4096", "-e", TRACED, "-o", "trace", env!("CARGO_BIN_EXE_newsgraph")]);
        let input = if arguments[0] == "mcp" { "calls.jsonl" } else { "/dev/null" };
        command.args(arguments).current_dir(place).stdin(fs::File::open(place.join(input)).unwrap());
        let output = command.output().unwrap_or_else(|error| panic!("strace: {error}; run `cargo xtask tools` first"));
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
        calls += looked_at(&fs::read_to_string(place.join("trace")).unwrap(), place);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("root:"), "{arguments:?}");
    }
    let mut names: Vec<_> = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| name != "trace");
    assert_eq!(names.len(), 10, "{names:?}");
    println!("12 runs, {calls} calls of the system looked at, no socket and no file elsewhere");
}

/// `load` and `remove` connect to the address that they are given, of their own machine here, and to nothing else.
#[test]
#[ignore = "needs strace: cargo xtask test"]
fn a_load_connects_to_the_address_given_alone() {
    let place = tempfile::tempdir().unwrap();
    for arguments in [&["load", "bolt://127.0.0.1:9", "."][..], &["remove", "neo4j://127.0.0.1:9", "--document", "x"]] {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=network", "-o", "trace", env!("CARGO_BIN_EXE_newsgraph")]);
        command.args(arguments).current_dir(place.path()).stdin(Stdio::null());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let trace = fs::read_to_string(place.path().join("trace")).unwrap();
        let connects: Vec<&str> = trace.lines().filter(|line| line.contains("connect(")).collect();
        let given = |line: &&str| line.contains("htons(9)") && line.contains("inet_addr(\"127.0.0.1\")");
        assert!(connects.len() == 1 && connects.iter().all(given), "{trace}");
        let sends = |line: &str| ["sendto(", "sendmsg(", "bind(", "listen("].iter().any(|call| line.contains(call));
        assert!(!trace.lines().any(sends), "{trace}");
    }
}

/// How many calls there were, none of them one that must not be.
fn looked_at(trace: &str, place: &Path) -> usize {
    let mut programs = 0;
    for line in trace.lines() {
        let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        let name = call.split(['(', ' ']).next().unwrap_or_default();
        let writes = match name {
            "open" | "openat" => ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| call.contains(flag)),
            "execve" => {
                programs += 1;
                false
            }
            "creat" | "mkdir" | "mkdirat" | "rename" | "renameat" | "renameat2" | "link" | "linkat" | "symlink"
            | "symlinkat" => true,
            "" | "+++" | "---" | "<..." => false,
            // All that is left of what is traced.
            _ => panic!("a call of the network: {line}"),
        };
        // A file without a name is nowhere.
        if !writes || call.contains("O_TMPFILE") || call.contains("/dev/") {
            continue;
        }
        let place = place.to_string_lossy();
        let path = call
            .split('"')
            .nth(1)
            .unwrap_or_default()
            .trim_start_matches(&format!("{place}/"))
            .trim_start_matches("./");
        let inside = ["out", "whole"].iter().any(|folder| path == *folder || path.starts_with(&format!("{folder}/")));
        assert!(inside && !path.contains(".."), "written elsewhere: {line}");
    }
    assert_eq!(programs, 1, "no other program is started");
    trace.lines().count()
}
