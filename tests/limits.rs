//! Time is linear in the text, whatever the text is made of, but for the model, which reads a sentence at a time.
//!
//! `cargo xtask limits` shows the curves of the whole program.

use std::sync::Arc;
use std::time::{Duration, Instant};

use newsgraph::export::{self, Options};
use newsgraph::graph::{Evidence, KnowledgeGraph};
use newsgraph::ingest::Document;
use newsgraph::{fuzzing, read_document};

/// Texts of one kind without end: what they are, and the part of that number.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 7] = [
    ("people", |n| format!("{} met {} in Oslo.\n", name(n), name(n + 1))),
    ("one who met all", |n| format!("Ada Moe met {} on Monday.\n", name(n))),
    ("one name", |_| "Ada Moe met Ben Roe in Oslo.\n".into()),
    ("quotes", |n| format!("“‘\"It is so,\" he said, {}", if n % 9 == 8 { "met.\n" } else { "" })),
    ("brackets", |n| format!("(Peru [and ({{Chile}} {}", if n % 9 == 8 { ") met.\n" } else { "" })),
    ("lists", |n| format!("{}, {}", name(n), if n % 40 == 39 { "and Peru met Chile.\n" } else { "" })),
    ("times", |n| {
        format!("{} two weeks ago Monday, March 2{} 2023 {}", name(n), n % 9, if n % 9 == 8 { ".\n" } else { "" })
    }),
];

/// A person of that number.
fn name(number: usize) -> String {
    let syllables = ["ba", "do", "fi", "gu", "ka", "lo", "mi", "nu", "ra", "so"];
    let word = |number: usize| [number / 100 % 10, number / 10 % 10, number % 10].map(|at| syllables[at]).concat();
    format!("M{} R{}", word(number), word(number / 1000 + number * 7))
}

/// The shortest time of three that a text of so many bytes takes.
fn time(part: fn(usize) -> String, bytes: usize) -> Duration {
    let mut text = String::new();
    for number in 0.. {
        text.push_str(&part(number));
        if text.len() >= bytes {
            break;
        }
    }
    let read = |_| {
        let begin = Instant::now();
        fuzzing::read("text", &text);
        begin.elapsed()
    };
    (0..3).map(read).min().unwrap_or_default()
}

#[test]
fn four_times_the_text_takes_no_ten_times_the_time() {
    fuzzing::read("warm", "Ada Moe met Ben Roe in Oslo.");
    for (kind, part) in KINDS {
        let (short, long) = (time(part, 1 << 14), time(part, 1 << 16));
        // By the square it would be sixteen times.
        assert!(long < short * 10 + Duration::from_millis(50), "{kind}: {short:?}, then {long:?}");
    }
}

/// A graph of one edge that so many documents tell of.
fn told(documents: usize) -> KnowledgeGraph {
    let mut graph = read_document(&Document::new("first", "Peru praised Chile."));
    let first = graph.events().next().cloned().expect("an event");
    for number in 1..documents {
        let evidence = Evidence { document: format!("d{number}").into(), ..(*first.evidence).clone() };
        let mut event = first.clone();
        event.evidence = Arc::new(evidence.clone());
        graph.add_edge(event.claim().expect("a claim"), [evidence]);
        graph.add_event(event);
    }
    graph
}

#[test]
fn an_edge_of_four_times_the_documents_takes_no_ten_times_the_time() {
    let [few, many] = [8_000, 32_000].map(told);
    let time = |graph: &KnowledgeGraph| {
        let write = |_| {
            let begin = Instant::now();
            export::write(graph, &Options::default(), "events.jsonl", &mut std::io::sink()).expect("is written");
            begin.elapsed()
        };
        (0..3).map(write).min().unwrap_or_default()
    };
    let (few, many) = (time(&few), time(&many));
    assert!(many < few * 10 + Duration::from_millis(50), "{few:?}, then {many:?}");
}
