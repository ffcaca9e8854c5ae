//! The program as a person runs it: exit codes, messages, files. Every bad input gets one clear line and no partial file.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

use program::{Folder, files};

const STORY: &str =
    "Ministers open talks\n\nAngela Merkel met Emmanuel Macron in Paris on Monday. Merkel praised France.\n";

#[test]
fn extract_writes_the_graph_and_says_what_it_found() {
    let folder = Folder::new("extract");
    folder.file("story.txt", STORY);
    let run = folder.run(&["extract", "story.txt", "-o", "graph", "--published", "2019-05-06"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    for name in ["graph.html", "graph.dot", "nodes.csv", "edges.csv", "evidence.csv", "graph.jsonld", "events.jsonl"] {
        assert!(folder.path(&format!("graph/{name}")).exists(), "{name}");
        assert!(run.out.contains(name), "{name} in {}", run.out);
    }
    assert!(run.out.starts_with("1 document: "), "{}", run.out);
    assert!(!folder.path("graph/statements.jsonl").exists());
}

/// The graph in `output` is what the README's first command writes, to the byte, on any number of threads.
#[test]
fn the_committed_graph_of_the_sample_is_todays() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new("sample");
    let sample = root.join("tests/texts/summit.txt");
    let run = folder.run(&["extract", &sample.to_string_lossy(), "-o", "output", "--threads", "3"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let written =
        ["graph.dot", "nodes.csv", "edges.csv", "evidence.csv", "mentions.csv", "graph.jsonld", "events.jsonl"];
    for name in written {
        let committed = fs::read_to_string(root.join("output").join(name)).unwrap();
        assert!(folder.read(&format!("output/{name}")) == committed, "output/{name} is another: read the difference");
    }
}

#[test]
fn formats_are_chosen() {
    let folder = Folder::new("formats");
    folder.file("story.txt", STORY);
    let run = folder.run(&["extract", "story.txt", "-o", "graph", "--format", "dot", "--statements"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(folder.path("graph/graph.dot").exists() && folder.path("graph/statements.jsonl").exists());
    assert!(!folder.path("graph/nodes.csv").exists());
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_written() {
    let folder = Folder::new("missing");
    folder.file("story.txt", STORY);
    let run = folder.run(&["extract", "nowhere.txt", "story.txt", "-o", "graph"]);
    run.says(1, &["nowhere.txt: cannot be read", "check the path"]);
    assert!(folder.path("graph/nodes.csv").exists());
}

#[test]
fn what_cannot_be_read_leaves_nothing_behind() {
    let folder = Folder::new("nothing");
    fs::create_dir(folder.path("hollow")).unwrap();
    folder.file("empty.txt", "");
    folder.file("blank.txt", " \n\t\n");
    folder.file("binary.txt", b"ELF\x00\x01\x02\x03");
    folder.file("paper.pdf", b"%PDF-1.7 \x00");
    folder.file("broken.jsonl", "{\"id\": \"a\", \"text\": \"Cut off");
    folder.file("binary.jsonl", [0; 99]);
    folder.file("binary.csv", b"id,text\na,\x00\x01\x02\n");
    folder.file("binary.html", b"<p>\x00\x01\x02</p>");
    folder.file("binary.conllu", b"\x7fELF\x02\x01\x01");
    folder.file("wide.jsonl", "\u{feff}{\"id\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    folder.file("empty.jsonl", "");
    folder.file("empty.csv", "");
    folder.file("empty.html", "");
    folder.file("empty.conllu", "");
    folder.file("table.csv", "id,amount\na,7\n");
    for (input, part) in [
        ("nowhere.txt", "check the path"),
        ("hollow", "hollow: no file to read in this folder"),
        ("empty.txt", "empty.txt: no text to read"),
        ("blank.txt", "blank.txt: no text to read"),
        ("binary.txt", "binary.txt: byte 3: binary bytes, not text"),
        ("paper.pdf", "pdftotext"),
        ("binary.jsonl", "binary.jsonl: byte 0: binary bytes, not text"),
        ("binary.csv", "binary.csv: byte 10: binary bytes, not text"),
        ("binary.html", "binary.html: byte 3: binary bytes, not text"),
        ("binary.conllu", "binary.conllu: byte 0: a program, not text"),
        ("wide.jsonl", "wide.jsonl:1: byte 0: no text among “id”; the record was left out"),
        ("empty.jsonl", "empty.jsonl: no text to read; give"),
        ("empty.csv", "empty.csv: no text to read; give"),
        ("empty.html", "empty.html: no text to read"),
        ("empty.conllu", "empty.conllu: nothing to read; give"),
        ("broken.jsonl", "broken.jsonl:1: byte "),
        ("table.csv", "table.csv:1: no column “text”"),
    ] {
        folder.run(&["extract", input, "-o", "made/graph"]).says(1, &["newsgraph: error: ", part]);
        assert!(!folder.path("made").exists(), "{input}");
    }
}

#[test]
fn a_bad_record_costs_itself_alone() {
    let folder = Folder::new("record");
    folder.file("two.jsonl", "{\"id\": \"a\", \"text\": \"Peru praised Chile on Monday.\"}\nnot json\n{\"id\": \"b\", \"text\": \"Chile thanked Peru.\"}\n");
    let run = folder.run(&["extract", "two.jsonl", "-o", "graph"]);
    run.says(1, &["two.jsonl:2: byte 54: ", "expected {\"id\""]);
    assert!(run.out.starts_with("2 documents: "));
}

#[test]
fn a_wrong_encoding_is_guessed_with_a_warning_or_declared() {
    let folder = Folder::new("encoding");
    folder.file(
        "latin.txt",
        b"The mayor of Z\xfcrich met the mayor of M\xe1laga on Monday, and they agreed to meet again.",
    );
    let run = folder.run(&["extract", "latin.txt", "-o", "graph"]);
    run.says(0, &["warning: latin.txt: byte 14: not UTF-8; read as windows-1252", "--encoding"]);
    let run = folder.run(&["extract", "latin.txt", "-o", "graph", "--encoding", "latin1"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

/// Ten megabytes in one line cost no more than their first 64 kB, whatever they are and in every format.
#[test]
fn an_endless_line_is_cut_with_a_warning() {
    let folder = Folder::new("endless");
    let story = "The mayor of Oslo met the mayor of Lima, and they agreed. ";
    let letters = format!("{story}{}", "a".repeat(10_000_000));
    let words = story.repeat(10_000_000 / story.len());
    for (name, text) in [
        ("letters.txt", letters.clone()),
        ("quotes.txt", format!("{story}{}", "“".repeat(3_300_000))),
        ("words.html", format!("<p>{words}</p>")),
        ("words.jsonl", format!("{{\"id\": \"a\", \"text\": \"{words}\"}}\n")),
        ("words.csv", format!("id,text\na,\"{words}\"\n")),
    ] {
        folder.file(name, text);
        let run = folder.run(&["extract", name, "-o", "graph"]);
        run.says(0, &[&format!("warning: {name}:"), ": line of ", "only the first ", " were read", "break the text"]);
        let last = |line: &str| line.split("\"end\":").nth(1)?.split(',').next()?.parse::<usize>().ok();
        assert!(folder.read("graph/events.jsonl").lines().filter_map(last).all(|end| end <= 65_536));
        fs::remove_file(folder.path(name)).unwrap();
    }
    folder.file("two.txt", format!("{letters}\n\n{letters}\n"));
    let run = folder.run(&["analyze", "two.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let told = "warning: 2 lines were cut: 19869044 bytes were not read";
    assert!(run.err.lines().count() == 3 && run.err.contains(told), "{}", run.err);
    folder.file("cut.jsonl", format!("{{\"text\": \"{letters}"));
    folder
        .run(&["extract", "cut.jsonl", "-o", "made"])
        .says(1, &["cut.jsonl:1: byte 0", "the file ends within this record"]);
    assert!(!folder.path("made").exists());
}

#[test]
fn a_foreign_text_is_a_warning() {
    let folder = Folder::new("foreign");
    folder.file(
        "fr.txt",
        "Les ministres des deux pays ont signé mardi à Oslo un accord qui doit entrer en vigueur cette année.",
    );
    folder.run(&["extract", "fr.txt", "-o", "graph"]).says(0, &["warning: fr.txt: ", "does not seem to be English"]);
    assert!(folder.path("graph/nodes.csv").exists());
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_run_before_it_reads() {
    let folder = Folder::new("unwritable");
    folder.file("story.txt", STORY);
    folder.file("taken", "a file");
    folder
        .run(&["extract", "nowhere.txt", "-o", "taken"])
        .says(2, &["taken: a file stands where the output folder", "-o DIR"]);
    folder
        .run(&["extract", "story.txt", "-o", "taken/graph"])
        .says(2, &["taken/graph: the output folder cannot be written"]);
    folder.run(&["extract", ".", "-o", "."]).says(2, &["the output folder is an input too"]);
    if cfg!(target_os = "linux") {
        let run = folder.run(&["extract", "story.txt", "-o", "/proc/graph"]);
        run.says(2, &["/proc/graph: the output folder cannot be written", "-o DIR"]);
    }
    // A file that cannot be replaced keeps all the others from being written.
    fs::create_dir_all(folder.path("half/graph.jsonld")).unwrap();
    let run = folder.run(&["extract", "story.txt", "-o", "half"]);
    run.says(2, &["half/graph.jsonld: a folder stands where the file should be", "-o DIR"]);
    assert_eq!(fs::read_dir(folder.path("half")).unwrap().count(), 1);
    assert_eq!(folder.read("taken"), "a file");
}

#[test]
fn wrong_arguments_are_usage_errors() {
    let folder = Folder::new("usage");
    folder.file("story.txt", STORY);
    for arguments in [
        &["extract", "story.txt"][..],
        &["extract", "-o", "graph"],
        &["extract", "story.txt", "-o", "graph", "--format", "gif"],
        &["extract", "story.txt", "-o", "graph", "--input-format", "gif"],
        &["extract", "story.txt", "-o", "graph", "--published", "soon"],
        &["extract", "story.txt", "-o", "graph", "--min-confidence", "2"],
        &["extract", "story.txt", "-o", "graph", "--encoding", "klingon"],
        &["extract", "story.txt", "-o", "graph", "--field", "words=body"],
        &["extract", "story.txt", "-o", "graph", "--threads", "0"],
        &["extract", "story.txt", "-o", "graph", "--threads", "99999999999"],
        &["no-such-command"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(!run.err.is_empty() && !folder.path("graph").exists());
    }
}

#[test]
fn a_run_that_is_broken_off_leaves_no_folder() {
    let folder = Folder::new("broken-off");
    let mut command = folder.command(&["extract", "-", "-o", "made/graph"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    // More than a pipe holds: when it is written, the run has begun to read.
    child.stdin.as_mut().unwrap().write_all(&[b'\n'; 1 << 18]).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.path("made").exists());
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::new("pipe");
    folder.file("story.txt", "It was said that she would be with them for the talks.\n".repeat(80));
    let mut child =
        folder.command(&["analyze", "story.txt"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new("stdin");
    let arguments = ["extract", "-", "-o", "graph", "--format", "csv"];
    let mut child = folder.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"{\"id\": \"x\", \"text\": \"Peru praised Chile.\"}\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(folder.read("graph/nodes.csv").contains(",x,"));
}

#[test]
fn an_analysis_comes_as_json() {
    let folder = Folder::new("json");
    folder.file("story.txt", STORY);
    let run = folder.run(&["analyze", "story.txt", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &value["names"][0]["text"]), (Some(0), &"Angela Merkel".into()));
}

#[test]
fn an_analysis_can_be_given() {
    let folder = Folder::new("conllu");
    folder.file("story.txt", STORY);
    let analysis = folder.run(&["analyze", "story.txt"]);
    assert!(analysis.out.contains("# newdoc id = story") && analysis.out.contains("\tmet\t"));
    folder.file("story.conllu", &analysis.out);
    for (input, output) in [("story.txt", "a"), ("story.conllu", "b")] {
        assert_eq!(folder.run(&["extract", input, "-o", output, "--published", "2019-05-06"]).code, Some(0));
    }
    // How sure an event is depends on what the model reads in its own vectors, which a given analysis lacks.
    let claims = |file: &str| {
        let text = folder.read(file);
        text.lines()
            .map(|line| line.split(',').take(3).collect::<Vec<_>>().join(","))
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(claims("a/edges.csv"), claims("b/edges.csv"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::new("same");
    let summit = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts/summit.txt");
    folder.file("a.txt", STORY);
    folder.file(
        "b.txt",
        "OSLO, May 3, 2019 (Norwire) — Peru criticized Chile on Thursday. The two countries will meet in June.",
    );
    folder.file("c.txt", fs::read(summit).unwrap());
    let run = |output: &str, threads: &str, inputs: &[&str]| {
        let mut arguments = vec!["extract", "-o", output, "--threads", threads, "--all", "--statements"];
        arguments.extend(inputs);
        let run = folder.run(&arguments);
        assert_eq!(run.code, Some(0), "{}", run.err);
        files(&folder.path(output))
    };
    let once = run("one", "1", &["a.txt", "b.txt", "c.txt"]);
    assert_eq!(once.len(), 10);
    assert!(once == run("again", "1", &["a.txt", "b.txt", "c.txt"]), "a second run differs");
    assert!(once == run("two", "2", &["a.txt", "b.txt", "c.txt"]), "two threads differ");
    assert!(once == run("shuffled", "3", &["c.txt", "a.txt", "b.txt"]), "another order differs");
}

#[test]
fn a_folder_without_json_ld_answers_as_one_with_it() {
    let folder = Folder::new("asked");
    folder.file("story.txt", "Peru met Chile. Ecuador denied that Bolivia had criticized Brazil.");
    folder.well(&["extract", "story.txt", "-o", "whole"]);
    for formats in ["csv,events", "html,csv,events", "parquet", "graphml,events"] {
        folder.well(&["convert", "whole", "--to", formats, "-o", "some"]);
        for question in ["who-met-whom", "who-criticized-whom"] {
            let answers = ["whole", "some"].map(|graph| folder.well(&["query", question, graph, "--format", "csv"]));
            assert_eq!(answers[0], answers[1], "{question}: {formats}");
        }
        fs::remove_dir_all(folder.path("some")).unwrap();
    }
}

#[test]
fn an_edge_is_explained() {
    let folder = Folder::new("explain");
    folder.file("g/nodes.csv", "id:ID,name\nQ419,Peru\nQ298,Chile\n");
    folder.file(
        "g/edges.csv",
        ":START_ID,:END_ID,:TYPE,id,date,confidence:float\nQ419,Q298,PRAISED,e-1,2019-05-06,0.9\n",
    );
    folder.file("g/evidence.csv", "edge,document,sentence,begin,end,rule,confidence\ne-1,x,Peru praised Chile.,0,19,praise,0.9\ne-2,x,No.,0,3,praise,0.9\n");
    let run = folder.run(&["explain", "g", "e-1"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out.starts_with("Peru PRAISED Chile\n")
            && run.out.contains("Peru praised Chile.")
            && !run.out.contains("No.")
    );
    // All that the program writes itself: who is meant and why, marked parts, rule, truth, tree.
    folder.file("story.txt", "Peru met Chile. In Lima, the minister denied that Russia had attacked Ukraine.");
    assert_eq!(folder.run(&["extract", "story.txt", "-o", "own", "--all"]).code, Some(0));
    let edge = |kind: &str| {
        let edges = folder.read("own/edges.csv");
        let row = edges.lines().find(|line| line.contains(kind)).unwrap_or_else(|| panic!("no {kind} in {edges}"));
        row.split(',').nth(3).unwrap().to_owned()
    };
    let run = folder.run(&["explain", "own", &edge("ATTACKED")]);
    for part in [
        "Russia ATTACKED Ukraine\n",
        "  source      Russia (Q159, Country, RUS), link 0.96: name of a country\n",
        "denied that [source: Russia] had [trigger: attacked] [target: Ukraine].\n",
        "  rule        assault/attack\n",
        "  because     read as denied",
        "    root denied (deny, VERB)\n",
        "      ccomp attacked (attack, VERB)  <- trigger\n        mark that (that, SCONJ)\n        nsubj Russia",
    ] {
        assert!(run.out.contains(part), "no {part:?} in {}", run.out);
    }
    // Of a symmetric claim the ends stand in another order than in the text.
    let run = folder.run(&["explain", "own", &edge("MET_WITH")]);
    let (first, second) = if run.out.starts_with("Peru") { ("source", "target") } else { ("target", "source") };
    assert!(run.out.contains(&format!("[{first}: Peru] [trigger: met] [{second}: Chile].")), "{}", run.out);
    // A meeting by its own id, which answers carry too.
    let nodes = folder.read("own/nodes.csv");
    let meeting = nodes.lines().find(|line| line.starts_with("meeting-")).unwrap().split(',').next().unwrap();
    let told = folder.well(&["explain", "own", meeting]);
    assert!(told.contains("Peru PARTICIPATED_IN Meeting") && told.contains("Chile PARTICIPATED_IN Meeting"), "{told}");
    assert_eq!(told.matches(", bytes ").count(), 1, "each sentence once: {told}");
    folder.run(&["explain", "g", "e-7"]).says(2, &["no edge “e-7”"]);
    folder.run(&["explain", "nowhere", "e-1"]).says(2, &["edges.csv: cannot be read"]);
}

#[test]
fn an_analysis_shows_events_and_why_a_word_gave_none() {
    let folder = Folder::new("coding");
    folder.file(
        "a.txt",
        "Peru did not praise Chile, but visited a farm. The economy criticized Brazil. China met the challenge. \
         Oslo called Malta. \"Chile is no threat,\" Angela Merkel said.\n\nThe tea was cold.",
    );
    let run = folder.run(&["analyze", "a.txt", "--events"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    for part in [
        "# a\n1 Peru did not praise Chile, but visited a farm.\n  event  Peru (Q419) praised Chile (Q298)\n",
        "negative, asserted; rule support/praise, confidence 0.",
        "[source: Peru] did not [trigger: praise] [target: Chile], but visited a farm.\n         read as denied",
        "  none   “visited” consult/visit: no target: the object “farm” names no actor for it\n",
        "  none   “criticized” accuse/criticize: no source: the subject “economy” names no actor for it\n",
        "  none   “met” yield/concede: another sense: the rule wants one object of demand",
        "  none   “threat” accuse/judge: the judgment is negated\n",
        "6 The tea was cold.\n  none   ",
    ] {
        assert!(run.out.contains(part), "no {part:?} in {}", run.out);
    }
    folder.run(&["analyze", "a.txt", "--events", "--format", "json"]).code.filter(|&code| code == 2).unwrap();
}

#[test]
fn graphs_are_merged_and_converted() {
    let folder = Folder::new("merge");
    folder.file("a.txt", STORY);
    folder.file("b.txt", "Peru criticized Chile on Thursday. Chile rejected the criticism.");
    for (inputs, output) in [(&["a.txt"][..], "a"), (&["b.txt"], "b"), (&["a.txt", "b.txt"], "both")] {
        let run = folder.run(&[&["extract", "--all", "--statements", "-o", output][..], inputs].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
    }
    let run = folder.run(&["merge", "b", "a", "-o", "merged", "--all", "--statements"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(files(&folder.path("merged")) == files(&folder.path("both")), "the merged graph differs");
    let run = folder.run(&["convert", "both", "--to", "jsonld", "--all", "--statements"]);
    assert!(run.out == folder.read("both/graph.jsonld"), "the converted graph differs");
    folder.run(&["convert", "both", "--to", "csv"]).says(2, &["several files", "-o DIR"]);
    folder.file("taken", "a file");
    folder.run(&["merge", "a", "-o", "taken"]).says(2, &["taken: a file stands where"]);
    assert_eq!(folder.run(&["merge", "nowhere", "-o", "made"]).code, Some(2));
    assert!(!folder.path("made").exists());
}

#[test]
fn the_threshold_of_the_plain_graph_moves_both_ways() {
    let folder = Folder::new("threshold");
    folder.file("a.txt", "Peru praised Chile. Angela Merkel criticized Malta.");
    folder.file("b.txt", "Peru praised Chile. Chile rejected the criticism.");
    let run = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    };
    let written = |name: &str| files(&folder.path(name));
    let plain = |name: &str| folder.read(&format!("{name}/events.jsonl")).matches("\"plain\":true").count();
    let edges = |name: &str| folder.read(&format!("{name}/edges.csv")).lines().count() - 1;
    for (threads, output) in [("1", "high"), ("3", "again")] {
        run(&["extract", "a.txt", "b.txt", "-o", output, "--min-confidence", "0.999", "--threads", threads]);
    }
    assert!(written("high") == written("again"), "threads differ");
    run(&["extract", "a.txt", "b.txt", "-o", "low", "--min-confidence", "0"]);
    assert_eq!((edges("high"), plain("high")), (0, 0));
    assert_eq!((edges("low"), plain("low")), (3, 4));
    // Up and down again: the stream kept what the other files left out.
    run(&["convert", "high", "-o", "lowered", "--to", "html,dot,csv,jsonld,events", "--min-confidence", "0"]);
    assert!(written("lowered") == written("low"), "a lowered threshold gives another graph");
    run(&["convert", "low", "-o", "raised", "--to", "html,dot,csv,jsonld,events", "--min-confidence", "0.999"]);
    assert!(written("raised") == written("high"), "a raised threshold gives another graph");
    for (input, output) in [("a.txt", "one"), ("b.txt", "two")] {
        run(&["extract", input, "-o", output, "--min-confidence", "0.999"]);
    }
    run(&["merge", "two", "one", "-o", "merged", "--min-confidence", "0.5"]);
    assert_eq!((edges("merged"), plain("merged")), (3, 4));
    run(&["convert", "high", "-o", "all", "--to", "csv,events", "--all", "--min-confidence", "0.999"]);
    assert_eq!((edges("all"), plain("all")), (3, 0));
    let help = folder.run(&["extract", "--help"]).out;
    let default = newsgraph::confidence::Confidence::from(newsgraph::confidence::PLAIN_CONFIDENCE);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(&format!("[default: {default} for events, 0 for the others]")), "{help}");
    folder.run(&["explain", "high", "e-1"]).says(2, &["no edge “e-1”", "--all"]);
}

#[test]
fn a_query_is_answered() {
    let folder = Folder::new("query");
    folder.file("a.txt", STORY);
    assert_eq!(folder.run(&["extract", "a.txt", "-o", "a"]).code, Some(0));
    folder.file("all.rq", "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }");
    let run = folder.run(&["query", "all.rq", "a", "--format", "csv"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("triples"), "{}", run.out);
    folder.file("bad.rq", "SELECT WHERE WHAT");
    folder.run(&["query", "bad.rq", "a"]).says(2, &["bad.rq"]);
}

#[test]
fn help_shows_examples_for_every_command() {
    let folder = Folder::new("help");
    for command in ["extract", "analyze", "convert", "merge", "query", "explain"] {
        let run = folder.run(&[command, "--help"]);
        assert!(run.code == Some(0) && run.out.contains("Example"), "{command}");
    }
}
