//! What must hold of any text: texts are made of words that matter, and read without the model, by crude trees.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;
#[path = "common/written.rs"]
mod written;

use newsgraph::export::{self, Format, Options};
use newsgraph::fuzzing;
use newsgraph::graph::{KnowledgeGraph, read_folder, tell_apart};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use written::assert_same;

/// Words, marks and breaks that the stages look for, and some that break careless ones.
const PARTS: &[&str] = &[
    "Ada Moe",
    "Ben Roe",
    "Mr. Moe",
    "President",
    "Norwegian",
    "Peru",
    "Chile",
    "Oslo",
    "Lima",
    "the United Nations",
    "European Union",
    "Kremlin",
    "minister",
    "foreign minister",
    "the president of",
    "the mayor of",
    "he",
    "she",
    "it",
    "they",
    "her",
    "him",
    "who",
    "I",
    "we",
    "met",
    "praised",
    "attacked",
    "accused",
    "denied",
    "agreed",
    "signed",
    "said that",
    "told",
    "did not",
    "may",
    "in",
    "of",
    "with",
    "and",
    "or",
    ",",
    ".",
    ".",
    ".\n",
    "\n\n",
    "\r\n",
    ":",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "(",
    ")",
    "—",
    "-\n",
    "on Monday",
    "March 21, 2023",
    "two weeks ago",
    "2023-03-21",
    "5:30 p.m.",
    "U.S.",
    "don’t",
    "é",
    "\u{301}",
    "\u{202e}",
    "\u{200b}",
    "👍🏽",
    "=cmd|'x'",
    "\u{2028}",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PARTS.to_vec()), 1..60).prop_map(|parts| parts.join(" "))
}

fn settings(cases: u32) -> ProptestConfig {
    // The cases are the same on every run and machine.
    ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::with_cases(cases)
    }
}

/// The merge of these documents' graphs.
fn merged<'t>(documents: impl IntoIterator<Item = (usize, &'t String)>) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for (number, text) in documents {
        graph.merge(fuzzing::read(&format!("text-{number}"), text));
    }
    graph
}

/// The graph in a folder.
fn on_disk(graph: &KnowledgeGraph) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let formats = vec![Format::Csv, Format::Events];
    let options = Options { formats, all: true, statements: true, ..Options::default() };
    export::write_folder(graph, folder.path(), &options).unwrap();
    folder
}

/// The graphs of folders as `merge` joins them.
fn together(folders: &[&tempfile::TempDir]) -> KnowledgeGraph {
    let mut graphs: Vec<_> = folders.iter().map(|folder| read_folder(folder.path()).unwrap()).collect();
    tell_apart(&mut graphs);
    let mut whole = KnowledgeGraph::new();
    graphs.into_iter().for_each(|graph| whole.merge(graph));
    whole
}

proptest! {
    #![proptest_config(settings(256))]

    /// Spans lie on borders of characters and inside their text, and CoNLL-U that is written is read back.
    #[test]
    fn words_quotations_and_times_are_spans_of_their_text(text in text()) {
        fuzzing::target("words").unwrap()(text.as_bytes());
    }

    /// The same of any characters.
    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        fuzzing::target("words").unwrap()(text.as_bytes());
        fuzzing::target("text").unwrap()(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(settings(24))]

    /// However documents are ordered, split over runs and read by threads, their graph is one, and so are all its ids.
    #[test]
    fn any_concatenation_of_documents_gives_the_merge_of_their_graphs(
        texts in vec(text(), 2..5),
        at in 0..4_usize,
    ) {
        let whole = merged(texts.iter().enumerate());
        let backwards = merged(texts.iter().enumerate().rev());
        assert_same(&whole, &backwards);
        let (first, second) = texts.split_at(at.min(texts.len()));
        let (first_graph, second_graph) = std::thread::scope(|scope| {
            let second = scope.spawn(|| merged(second.iter().enumerate().map(|(n, text)| (first.len() + n, text))));
            (merged(first.iter().enumerate()), second.join().unwrap())
        });
        let mut joined = second_graph;
        joined.merge(first_graph);
        assert_same(&whole, &joined);
        // Nothing is counted twice.
        joined.merge(merged(texts.iter().enumerate().take(1)));
        assert_same(&whole, &joined);
    }

    /// Graphs on disk are merged in any order and grouping, some of them more than once, to one graph; two of them have other
    /// texts under the same ids.
    #[test]
    fn merging_folders_is_associative_commutative_and_idempotent(
        texts in vec(text(), 3),
        same_ids in any::<bool>(),
    ) {
        let id = |n: usize| if same_ids { "text".to_owned() } else { format!("text-{n}") };
        let folders: Vec<_> = texts.iter().enumerate().map(|(n, text)| on_disk(&fuzzing::read(&id(n), text))).collect();
        let [a, b, c] = &folders[..] else { unreachable!("three texts") };
        let all = on_disk(&together(&[a, b, c]));
        let (first, last) = (on_disk(&together(&[a, b])), on_disk(&together(&[b, c])));
        for folders in [&[c, a, b][..], &[&first, c], &[a, &last], &[&last, &first, b, b], &[&all, &all, a]] {
            prop_assert_eq!(program::files(on_disk(&together(folders)).path()), program::files(all.path()));
        }
    }

    /// A graph that is written and read back is the same.
    #[test]
    fn writing_and_reading_are_inverse(texts in vec(text(), 1..4)) {
        fuzzing::there_and_back(&merged(texts.iter().enumerate()));
    }

    /// So it is from every format that is read.
    #[test]
    fn every_format_that_is_read_gives_the_graph_again(texts in vec(text(), 1..4)) {
        fuzzing::back_from_each(&merged(texts.iter().enumerate()));
    }
}
