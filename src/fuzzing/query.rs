//! A query or the graph that is asked in; no more than an error out.

use std::fs;
use std::time::Duration;

use crate::query::{AnswerFormat, Limits, run};

/// The longest query that is tried: the engine's stack is made for shorter ones under the fuzzer.
const LONGEST: usize = 4096;

const LIMITS: Limits = Limits { time: Duration::from_millis(400), rows: 1000, memory: 128 << 20 };

/// A small graph to ask.
const GRAPH: &str =
    r#"{"@id": "http://x/a", "http://x/b": [{"@id": "http://x/c", "http://x/d": ["e", 1, 1.5, true]}]}"#;

/// A query.
pub(super) fn sparql(data: &[u8]) {
    if data.len() <= LONGEST {
        ask(data, GRAPH.as_bytes());
    }
}

/// A graph.
pub(super) fn jsonld(data: &[u8]) {
    ask(b"SELECT * WHERE { ?s ?p ?o }", data);
}

fn ask(query: &[u8], graph: &[u8]) {
    let Ok(dir) = tempfile::tempdir() else { return };
    let file = dir.path().join("query.rq");
    let (Ok(()), Ok(())) = (fs::write(&file, query), fs::write(dir.path().join("graph.jsonld"), graph)) else { return };
    for format in [AnswerFormat::Table, AnswerFormat::Json] {
        let mut answer = Vec::new();
        let _ = run(&file, dir.path(), format, &LIMITS, &mut answer);
        if format == AnswerFormat::Table {
            let answer = String::from_utf8_lossy(&answer);
            assert!(!answer.contains(|c: char| c.is_control() && c != '\n'), "what steers a terminal");
        }
    }
}
