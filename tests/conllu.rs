//! Trees that no parser of ours makes: sentences of a thousand words, cycles, several roots, phrases that lead to
//! themselves. Each ends soon, with a result or with an error that names the line.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// Words of a sentence.
const LENGTH: usize = 1000;

/// Far more than any of the sentences takes, and less than the worst took before walks through a tree were bounded.
const PATIENCE: Duration = Duration::from_secs(20);

/// Form, lemma, part of speech, tag, relation.
type Word = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Names, triggers, nouns and function words, with relations that fit them badly and well.
const WORDS: [Word; 24] = [
    ("Peru", "Peru", "PROPN", "NNP", "nsubj"),
    ("Chile", "Chile", "PROPN", "NNP", "obj"),
    ("Spain", "Spain", "PROPN", "NNP", "conj"),
    ("Kenya", "Kenya", "PROPN", "NNP", "nmod"),
    ("Japan", "Japan", "PROPN", "NNP", "obl"),
    ("met", "meet", "VERB", "VBD", "conj"),
    ("criticized", "criticize", "VERB", "VBD", "ccomp"),
    ("attacked", "attack", "VERB", "VBN", "acl:relcl"),
    ("said", "say", "VERB", "VBD", "parataxis"),
    ("denied", "deny", "VERB", "VBD", "advcl"),
    ("visit", "visit", "VERB", "VB", "xcomp"),
    ("agreed", "agree", "VERB", "VBD", "conj"),
    ("talks", "talk", "NOUN", "NNS", "obj"),
    ("attack", "attack", "NOUN", "NN", "nmod"),
    ("minister", "minister", "NOUN", "NN", "nsubj"),
    ("proposal", "proposal", "NOUN", "NN", "appos"),
    ("and", "and", "CCONJ", "CC", "cc"),
    ("between", "between", "ADP", "IN", "case"),
    ("of", "of", "ADP", "IN", "case"),
    ("which", "which", "PRON", "WDT", "nmod"),
    ("they", "they", "PRON", "PRP", "nsubj"),
    ("not", "not", "PART", "RB", "advmod"),
    ("\"", "\"", "PUNCT", "''", "punct"),
    ("Monday", "Monday", "PROPN", "NNP", "obl"),
];

/// A sentence of CoNLL-U; `head` gives the number of a word's head from its own, from 1, 0 for a root.
fn sentence(length: usize, mut head: impl FnMut(usize, &mut u64) -> usize) -> String {
    let (mut seed, mut out) = (7_u64, String::new());
    for number in 1..=length {
        let (form, lemma, upos, xpos, relation) = WORDS[random(&mut seed) % WORDS.len()];
        let head = head(number, &mut seed);
        let relation = if head == 0 { "root" } else { relation };
        let name = if xpos == "NNP" { "NER=B-LOC" } else { "_" };
        writeln!(out, "{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{name}").unwrap();
    }
    out + "\n"
}

fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

/// How the program ends on CoNLL-U: exit code, standard error, seconds; the events of both commands must not crash.
fn read(conllu: &str) -> (Option<i32>, String) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("foreign.conllu"), conllu).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
        let output = command.args(arguments).args(["foreign.conllu"]).current_dir(dir.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let begin = Instant::now();
    let shown = run(&["analyze", "--events"]);
    let extracted = run(&["extract", "-o", "graph", "--all", "--statements"]);
    assert_eq!(shown, extracted);
    assert!(begin.elapsed() < PATIENCE, "took {:?}", begin.elapsed());
    assert_eq!(dir.path().join("graph/nodes.csv").exists(), extracted.0 == Some(0));
    extracted
}

#[test]
fn a_thousand_words_of_any_shape_are_read() {
    type Head = fn(usize, &mut u64) -> usize;
    let shapes: [(&str, Head); 8] = [
        ("each word under the one before", |number, _| number - 1),
        ("each word under the next", |number, _| (number + 1) % (LENGTH + 1)),
        ("all under the first", |number, _| usize::from(number > 1)),
        ("all under five", |number, seed| (random(seed) % 5 + 1).min(number - 1)),
        ("anywhere before", |number, seed| if number > 1 { random(seed) % (number - 1) + 1 } else { 0 }),
        ("near before", |number, seed| number - (random(seed) % 3 + 1).min(number)),
        ("two roots", |number, _| if number == 1 || number == LENGTH / 2 { 0 } else { number - 1 }),
        ("nothing but roots", |_, _| 0),
    ];
    for (name, head) in shapes {
        let text: String = (0..3).map(|_| sentence(LENGTH, head)).collect();
        assert_eq!(read(&text), (Some(0), String::new()), "{name}");
    }
}

/// Relative pronouns that stand for a noun over which such pronouns hang, several times over.
#[test]
fn phrases_that_lead_to_themselves_end() {
    let mut rows: Vec<(Word, usize)> = vec![(("discussed", "discuss", "VERB", "VBD", "root"), 0)];
    for head in 1..=4 {
        let relation = if head == 1 { "obj" } else { "acl:relcl" };
        rows.push((("plan", "plan", "NOUN", "NN", relation), head));
    }
    for noun in 2..=4 {
        for _ in 0..110 {
            let word = if noun == 2 { WORDS[3] } else { WORDS[19] };
            rows.push((word, noun));
            rows.push((WORDS[18], rows.len()));
        }
    }
    while rows.len() < LENGTH {
        rows.push((("criticized", "criticize", "VERB", "VBD", "conj"), 5));
        let verb = rows.len();
        rows.push((("which", "which", "PRON", "WDT", "obj"), verb));
        rows.push((("which", "which", "PRON", "WDT", "nsubj"), verb));
    }
    let mut conllu = String::new();
    for (at, ((form, lemma, upos, xpos, relation), head)) in rows.into_iter().enumerate() {
        let name = if xpos == "NNP" { "NER=B-LOC" } else { "_" };
        writeln!(conllu, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{name}", at + 1).unwrap();
    }
    assert_eq!(read(&conllu), (Some(0), String::new()));
}

#[test]
fn what_is_no_tree_is_an_error_with_its_line() {
    let long = |heads: fn(usize) -> usize| sentence(LENGTH, |number, _| heads(number));
    let row = |head: &str| format!("1\tPeru\tPeru\tPROPN\tNNP\t_\t{head}\troot\t_\t_\n\n");
    let endless = sentence(10_001, |number, _| number - 1);
    for (conllu, part) in [
        (endless, "foreign.conllu:10001: a sentence of more than 10000 words"),
        (long(|number| number % LENGTH + 1), "foreign.conllu:1: the heads are no tree at word 1000"),
        (long(|number| if number == 7 { 7 } else { number - 1 }), "the heads are no tree at word 7"),
        (long(|number| if number == 900 { 990 } else { number - 1 }), "the heads are no tree at word "),
        (long(|number| if number == 1000 { 1001 } else { number - 1 }), "the heads are no tree at word 1000"),
        (row("2"), "the heads are no tree at word 1"),
        (row("1"), "the heads are no tree at word 1"),
        (row("18446744073709551615"), "the heads are no tree at word 1"),
        (row("99999999999999999999"), "\"99999999999999999999\" is no head"),
        (row("-1"), "\"-1\" is no head"),
    ] {
        let (code, err) = read(&conllu);
        assert_eq!((code, err.lines().count()), (Some(1), 1), "{err}");
        assert!(err.contains(part), "no {part} in {err}");
    }
}

#[test]
fn a_faulty_document_does_not_cost_the_others() {
    let good = "1\tPeru\tPeru\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-LOC\n2\tpraised\tpraise\tVERB\tVBD\t_\t0\troot\t_\t_\n\
                3\tChile\tChile\tPROPN\tNNP\t_\t2\tobj\t_\tNER=B-LOC\n\n";
    let bad = sentence(LENGTH, |number, _| number % LENGTH + 1);
    let dir = tempfile::tempdir().unwrap();
    let both = format!("# newdoc id = bad\n{bad}# newdoc id = good\n{good}");
    fs::write(dir.path().join("both.conllu"), both).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
    let output = command.args(["extract", "both.conllu", "-o", "graph"]).current_dir(dir.path()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(err.contains("both.conllu:2: the heads are no tree"), "{err}");
    let edges = fs::read_to_string(dir.path().join("graph/edges.csv")).unwrap();
    assert!(edges.contains("Q419,Q298,PRAISED,"), "{edges}");
}
