//! Many documents: what fails is named and costs nothing else; a run that is stopped or killed goes on with nothing lost and
//! nothing twice; the same bytes however it went.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use program::{Files, Folder, files};

/// Documents that tell of the same people and states, some of them the same.
fn documents(count: usize) -> String {
    let states = ["Peru", "Chile", "Norway", "Ghana", "Kenya", "Japan"];
    let acts = ["praised", "criticized", "visited", "attacked"];
    let line = |n: usize| {
        let (one, other, act) = (states[n % 6], states[(n / 6 + n + 1) % 6], acts[n % 4]);
        let text = format!("{one} {act} {other} on Monday. Ada Moe of Norway met Ben Roe in Oslo, envoy {n} said.");
        format!("{{\"id\": \"d{n}\", \"published\": \"2023-03-{:02}\", \"text\": \"{text}\"}}\n", n % 28 + 1)
    };
    (0..count).map(line).collect()
}

const EVERY: [&str; 4] = ["--format", "csv,jsonld,events,parquet", "--all", "--statements"];

/// `extract` of `all.jsonl` into `out`.
fn extract<'a>(further: &[&'a str]) -> Vec<&'a str> {
    [&["extract", "all.jsonl", "-o", "out"], &EVERY[..], further].concat()
}

/// The files of a run that nothing disturbed.
fn undisturbed(folder: &Folder) -> Files {
    let arguments: Vec<&str> = [&["extract", "all.jsonl", "-o", "whole"], &EVERY[..]].concat();
    folder.well(&arguments);
    files(&folder.path("whole"))
}

/// How many batches the work of `out` has; files come and go there.
fn batches(folder: &Folder) -> usize {
    let names = fs::read_dir(folder.path("out.work")).into_iter().flatten().flatten().map(|entry| entry.path());
    names.filter(|path| path.extension().is_some_and(|extension| extension == "run")).count()
}

/// The lines of the events of all batches, in their order. Nobody is one with another in [`documents`], so that a batch tells what
/// the graph does.
fn streamed(folder: &Folder) -> Vec<String> {
    let batches = files(&folder.path("events")).into_iter().filter(|(name, _)| name.ends_with(".jsonl"));
    batches
        .flat_map(|(_, text)| String::from_utf8(text).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn assert_same(found: &Files, expected: &Files) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in found {
        assert!(*bytes == expected[name], "{name} differs");
    }
}

#[test]
fn poisoned_documents_are_named_and_cost_nothing_else() {
    let folder = Folder::new("poison");
    let is_long = std::env::var_os("NEWSGRAPH_LONG").is_some();
    let (count, repeated) = if is_long { (100_000, 2_700_000) } else { (8, 500_000) };
    let good = documents(count);
    folder.file("all.jsonl", &good);
    let expected = undisturbed(&folder);
    let poison = [
        "{\"id\": \"half\", \"text\": \"Peru prai".to_owned(),
        "\u{0}\u{1}\u{2}\u{fffd}".to_owned(),
        "{\"id\": \"empty\", \"text\": \" \"}".to_owned(),
        format!("{{\"id\": \"large\", \"text\": \"{}\"}}", "Peru praised Chile.\\n".repeat(repeated)),
    ];
    let lines: Vec<&str> = good.lines().collect();
    let mixed = lines[..5].iter().copied().chain(poison.iter().map(String::as_str)).chain(lines[5..].iter().copied());
    folder.file("all.jsonl", mixed.collect::<Vec<_>>().join("\n"));
    let run = folder.run(&extract(&[]));
    assert_eq!(run.code, Some(1), "{}", run.err);
    let mut found = files(&folder.path("out"));
    let failed = String::from_utf8(found.remove("failed.jsonl").unwrap()).unwrap();
    let failed: Vec<serde_json::Value> = failed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> =
        failed.iter().map(|one| (one["line"].as_u64(), one["kind"].as_str(), one["read"].as_bool())).collect();
    let kind = |line: u64, kind: &'static str| (Some(line), Some(kind), Some(false));
    assert_eq!(told, [kind(6, "format"), kind(7, "format"), kind(8, "empty"), kind(9, "format")]);
    assert!(failed.iter().all(|one| one["file"] == "all.jsonl" && !one["reason"].as_str().unwrap().is_empty()));
    found.insert("newsgraph.json".into(), expected["newsgraph.json"].clone());
    assert_same(&found, &expected);
}

#[test]
fn doubtful_documents_are_read_and_named() {
    let folder = Folder::new("doubt");
    folder.file(
        "all.jsonl",
        "{\"id\": \"a\", \"text\": \"Peru praised Chile.\"}\n{\"id\": \"a\", \"text\": \"Chile praised Ghana.\"}\n\
         {\"id\": \"b\", \"text\": \"Ghana praised Kenya.\", \"published\": \"1823-03-04\"}\n",
    );
    assert_eq!(folder.run(&extract(&[])).code, Some(1));
    let failed = folder.read("out/failed.jsonl");
    let lines: Vec<serde_json::Value> = failed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = lines.iter().map(|one| (one["id"].as_str().unwrap(), one["read"].as_bool().unwrap())).collect();
    assert_eq!(told, [("a-2", true), ("b", true)], "{failed}");
    assert!(lines.iter().all(|one| one["kind"] == "doubt"));
    assert_eq!(folder.read("out/edges.csv").lines().count(), 4);
    // The next graph has no such file.
    folder.file("all.jsonl", documents(2));
    folder.well(&extract(&[]));
    assert!(!folder.path("out/failed.jsonl").exists());
}

/// Some documents tell where people are from, others do not; so nodes are one that documents know by several ids, and meetings with them.
fn told_apart(count: usize) -> String {
    let open = |n: usize| {
        let text = format!(
            "Ada Graywick met Angela Merkel in Rome. “We agree with Peru,” Graywick told reporters in week {n}. Merkel eavesdropped on Chile. \
             Envoys of Peru and Ghana may hold talks on Friday. Ada Graywick and Joe Biden met Merkel on March {}, 2023.",
            n % 28 + 1
        );
        format!("{{\"id\": \"o{n}\", \"text\": \"{text}\"}}\n")
    };
    let told =
        documents(count).replace("Ada Moe of Norway met", "Norwegian Foreign Minister Ada Graywick met Angela Merkel,");
    told + &(0..count).map(open).collect::<String>()
}

#[test]
fn what_goes_to_disk_gives_the_same_bytes() {
    let folder = Folder::new("spill");
    folder.file("all.jsonl", told_apart(12));
    folder.file(
        "own.txt",
        "predicate spied-on\n  type SPIED_ON\n  color #7b3294\n  means Watched in secret.\n\n= spied-on secret/spy\nv eavesdrop : on\n",
    );
    for further in [&["--all", "--statements"][..], &["--rules", "own.txt"]] {
        let formats = ["extract", "all.jsonl", "--format", "csv,events,parquet,statements"];
        let run = |out: &str, more: &[&str]| folder.run(&[&formats[..], further, &["-o", out], more].concat());
        let whole = run("whole", &[]);
        assert_eq!(whole.code, Some(0), "{}", whole.err);
        let expected = files(&folder.path("whole"));
        assert!(expected.keys().any(|name| name == "folded.csv") && expected["statements.jsonl"].len() > 1000);
        assert_eq!(expected.contains_key("predicates.csv"), further.contains(&"--rules"));
        for memory in ["1", "60k", "1G"] {
            let found = run("out", &["--memory", memory, "--threads", "2"]);
            assert_eq!(found.code, Some(0), "{}", found.err);
            assert_same(&files(&folder.path("out")), &expected);
            assert_eq!(found.out, whole.out.replace("whole", "out"), "what is told of it");
            assert!(!folder.path("out.work").exists(), "the work is done");
        }
    }
}

#[test]
fn events_come_as_they_are_read() {
    let folder = Folder::new("stream");
    folder.file("all.jsonl", documents(8));
    let arguments =
        ["extract", "all.jsonl", "-o", "out", "--format", "events,parquet", "--stream", "events", "--memory", "1"];
    folder.well(&arguments);
    let names: Vec<String> = files(&folder.path("events")).into_keys().collect();
    let is_of = |name: &&String, ending: &str| name.starts_with("events-0000000") && name.ends_with(ending);
    assert_eq!(names.iter().filter(|name| is_of(name, ".jsonl")).count(), 8);
    assert_eq!(names.iter().filter(|name| is_of(name, ".parquet")).count(), 8);
    assert_eq!(streamed(&folder), folder.read("out/events.jsonl").lines().collect::<Vec<_>>());
    folder.run(&arguments).says(2, &["events of another run", "events"]);
}

#[test]
fn what_needs_the_whole_graph_is_named_where_memory_has_no_room_for_it() {
    let folder = Folder::new("left-out");
    folder.file("all.jsonl", documents(4));
    let arguments = ["extract", "all.jsonl", "-o", "out", "--memory", "1"];
    folder.run(&arguments).says(1, &["graph.html", "graph.dot", "graph.jsonld", "not written", "--focus"]);
    let names: Vec<String> = files(&folder.path("out")).into_keys().collect();
    assert_eq!(names, ["edges.csv", "events.jsonl", "evidence.csv", "mentions.csv", "newsgraph.json", "nodes.csv"]);
    // What is kept is not larger for that.
    folder.well(&["extract", "all.jsonl", "-o", "kept", "--resume", "--memory", "1G"]);
    assert!(folder.path("kept/graph.html").exists());
    // A part of it is taken from the whole.
    folder.well(&[&arguments[..], &["--focus", "Peru"]].concat());
    assert!(folder.path("out/graph.html").exists());
}

/// Killed at several moments, each time resumed: nothing is lost and nothing is there twice.
#[test]
fn a_killed_run_goes_on() {
    let folder = Folder::new("killed");
    folder.file("all.jsonl", documents(24));
    let expected = undisturbed(&folder);
    let arguments = extract(&["--resume", "--memory", "1", "--stream", "events"]);
    let runs = || batches(&folder);
    let mut killed = 0;
    for wanted in [1, 6, 12] {
        let mut run = folder.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        while runs() < wanted && run.try_wait().unwrap().is_none() {
            assert!(begin.elapsed() < Duration::from_secs(120));
        }
        run.kill().unwrap();
        killed += usize::from(!run.wait().unwrap().success());
    }
    assert_eq!(killed, 3, "no run ended by itself");
    assert!(runs() >= 12 && !folder.path("out").exists());
    // Without the option nothing of it is lost by accident.
    folder.run(&extract(&[])).says(2, &["out.work", "--resume"]);
    // What a dead run has not finished.
    folder.file("out.work/.newsgraph-run-ABC", "half");
    let before = runs();
    folder.well(&extract(&["--resume", "--stream", "events"]));
    assert!(before >= 12 && !folder.path("out.work").exists());
    assert_same(&files(&folder.path("out")), &expected);
    let of_graph: BTreeSet<String> = folder.read("out/events.jsonl").lines().map(str::to_owned).collect();
    let of_batches = streamed(&folder);
    assert_eq!((of_batches.len(), of_batches.into_iter().collect()), (of_graph.len(), of_graph));
}

#[test]
fn work_of_other_inputs_or_that_is_damaged_is_told() {
    let folder = Folder::new("other-work");
    folder.file("all.jsonl", documents(12));
    let expected = undisturbed(&folder);
    let arguments = extract(&["--resume", "--memory", "1", "--threads", "1"]);
    let mut run = folder.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    while batches(&folder) < 2 {
        assert!(begin.elapsed() < Duration::from_secs(120));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    let resume = |input: &str| folder.run(&["extract", input, "-o", "out", "--resume"]);
    folder.file("one.jsonl", documents(1));
    resume("one.jsonl").says(2, &["not among the inputs", "out.work"]);
    folder.file("names.csv", "name,type\nZorland Steel,organization\n");
    let other = folder.run(&["extract", "all.jsonl", "-o", "out", "--resume", "--gazetteer", "names.csv"]);
    other.says(2, &["with other rules or names"]);
    let first = folder.path("out.work/00000001.run");
    let bytes = fs::read(&first).unwrap();
    let mut changed = bytes.clone();
    let last = changed.len() - 6;
    changed[last] ^= 1;
    fs::write(&first, changed).unwrap();
    resume("all.jsonl").says(2, &["00000001.run", "delete this file"]);
    fs::remove_file(&first).unwrap();
    let arguments = extract(&["--resume"]);
    folder.well(&arguments);
    assert_same(&files(&folder.path("out")), &expected);
}

/// Where no file may be large, the batches go to disk and the graph does not; with room the run goes on.
#[test]
fn a_full_disk_stops_the_run_and_it_goes_on() {
    let folder = Folder::new("full");
    folder.file("all.jsonl", documents(8));
    let expected = undisturbed(&folder);
    let arguments = extract(&["--resume", "--memory", "1"]);
    for (blocks, kept) in [("1", 0), ("8", 8)] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, program::program()]).args(&arguments).current_dir(folder.path("."));
        let run = program::Run::of(command.stdin(Stdio::null()).output().unwrap());
        run.says(2, &["make room there"]);
        assert_eq!((batches(&folder), folder.path("out").exists()), (kept, false));
    }
    folder.well(&extract(&["--resume"]));
    assert_same(&files(&folder.path("out")), &expected);
}

/// By a batch that is kept already, and by the stop itself.
#[test]
fn control_c_keeps_what_was_read() {
    let folder = Folder::new("interrupt");
    folder.file("all.jsonl", documents(40));
    let expected = undisturbed(&folder);
    for (signal, memory) in [("INT", "1"), ("TERM", "1G")] {
        let arguments = extract(&["--resume", "--threads", "1", "--memory", memory]);
        let mut run = folder.command(&arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        let is_reading = || match memory {
            "1" => batches(&folder) > 0,
            _ => begin.elapsed() > Duration::from_millis(300) && catches(run.id()),
        };
        while !is_reading() {
            assert!(begin.elapsed() < Duration::from_secs(120));
        }
        let status = Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().unwrap();
        assert!(status.success());
        let mut told = String::new();
        run.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(run.wait().unwrap().code(), Some(130), "{told}");
        assert!(told.contains("stopped; --resume goes on with what is in out.work"), "{told}");
        assert!(!folder.path("out").exists());
    }
    folder.well(&extract(&["--resume"]));
    assert_same(&files(&folder.path("out")), &expected);
    assert!(!folder.path("out.work").exists());
}

/// Whether a process takes SIGTERM itself, as far as the system tells.
fn catches(process: u32) -> bool {
    let Ok(status) = fs::read_to_string(format!("/proc/{process}/status")) else { return true };
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).map(str::trim);
    mask.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask & 1 << 14 != 0)
}

/// Each day costs its own documents, however often it is given, and the graph is that of all documents at once.
#[test]
fn a_graph_grows_by_the_day() {
    let folder = Folder::new("into");
    let all = documents(12);
    folder.file("all.jsonl", &all);
    let expected = undisturbed(&folder);
    let lines: Vec<&str> = all.split_inclusive('\n').collect();
    for (day, lines) in lines.chunks(4).enumerate().rev() {
        folder.file(&format!("day-{day}.jsonl"), lines.concat());
    }
    let first = folder.well(&["extract", "day-2.jsonl", "--into", "kept"]);
    assert!(first.starts_with("4 new documents, 4 in all, in kept\n"), "{first}");
    let before = files(&folder.path("kept"));
    folder.well(&["extract", "day-0.jsonl", "day-1.jsonl", "--into", "kept"]);
    let after = files(&folder.path("kept"));
    // What was there was not written again.
    assert!(before.iter().all(|(name, bytes)| after[name] == *bytes) && after.len() == before.len() + 1);
    let again = folder.well(&["extract", "day-1.jsonl", "--into", "kept"]);
    assert!(again.starts_with("0 new documents, 12 in all"), "{again}");
    assert_eq!(files(&folder.path("kept")).len(), after.len());
    let write = |command: &str, folders: &[&str], formats: &str| {
        let options = [formats, EVERY[1], "-o", "out", "--all", "--statements"];
        folder.well(&[&[command], folders, &options[..]].concat());
        files(&folder.path("out"))
    };
    assert_same(&write("convert", &["kept"], "--to"), &expected);
    folder.well(&["extract", "day-1.jsonl", "-o", "day"]);
    assert_same(&write("merge", &["day", "kept", "kept"], "--format"), &expected);
    folder.run(&["extract", "kept", "--into", "kept"]).says(2, &["an input too"]);
    // What was kept is no news.
    folder.run(&["extract", "kept", "-o", "again"]).says(1, &["no file to read in this folder"]);
}

/// Of ids that stand for one text here and another there, too.
#[test]
fn graphs_that_are_kept_are_written_from_disk() {
    let folder = Folder::new("kept");
    folder.file("one.jsonl", told_apart(6)).file("other.jsonl", told_apart(8).replace("Rome", "Lima"));
    for name in ["one", "other"] {
        folder.well(&["extract", &format!("{name}.jsonl"), "--into", name, "--memory", "20k"]);
    }
    for (command, graphs, to) in [("convert", &["one"][..], "--to"), ("merge", &["one", "other"], "--format")] {
        let options = [to, "csv,events,parquet,statements", "--all", "--statements", "-o"];
        let run = |out, more: &[&str]| folder.run(&[&[command], graphs, &options, &[out], more].concat());
        let whole = run("whole", &[]);
        let expected = files(&folder.path("whole"));
        assert!(expected.contains_key("folded.csv"));
        for memory in ["1", "60k", "1G"] {
            let found = run("out", &["--memory", memory]);
            assert_eq!((found.code, &found.err), (Some(0), &whole.err));
            assert_eq!(found.out, whole.out.replace("whole", "out"), "what is told of it");
            assert_same(&files(&folder.path("out")), &expected);
        }
        assert_eq!(whole.err.contains("is the id of several texts"), command == "merge", "{}", whole.err);
    }
    for part in [
        &["--predicates", "negotiated-with,holds-office"][..],
        &["--types", "person,meeting,statement"],
        &["--types", "country", "--predicates", "met-with,visited"],
        &["--since", "2023-03-05", "--until", "2023-03-20"],
    ] {
        let options = ["convert", "other", "--to", "csv,events,statements", "--all", "--statements"];
        let run = |out, more: &[&str]| folder.run(&[&options[..], part, &["-o", out], more].concat());
        let (whole, found) = (run("whole-part", &[]), run("out-part", &["--memory", "60k"]));
        assert_eq!((found.code, &found.err), (Some(0), &whole.err));
        assert_eq!(found.out, whole.out.replace("whole-part", "out-part"), "what is told of it");
        assert_same(&files(&folder.path("out-part")), &files(&folder.path("whole-part")));
        assert!(folder.read("out-part/edges.csv").lines().count() > 1, "{part:?}");
    }
    let convert = |graph, more: &[&str]| {
        folder.run(&[&["convert", graph, "--to", "csv,html", "-o", "part", "--memory", "1"], more].concat())
    };
    convert("one", &[]).says(1, &["graph.html: not written"]);
    convert("one", &["--focus", "Peru"]).says(0, &["need the whole graph in memory"]);
    convert("whole", &[]).says(0, &["--into keeps"]);
}

/// Graphs of other runs join one that is kept, each once.
#[test]
fn a_graph_grows_by_graphs() {
    let folder = Folder::new("added");
    let all = told_apart(3);
    folder.file("all.jsonl", &all);
    let expected = undisturbed(&folder);
    let lines: Vec<&str> = all.split_inclusive('\n').collect();
    for (name, lines) in ["b", "a"].into_iter().zip(lines.chunks(4)) {
        folder.file(&format!("{name}.jsonl"), lines.concat());
        folder.well(&[&["extract", &format!("{name}.jsonl"), "-o", name], &EVERY[..]].concat());
    }
    let add = |graphs: &[&str]| folder.run(&[&["merge"], graphs, &["--into", "kept"]].concat());
    assert!(add(&["b"]).out.starts_with("4 new documents, 4 in all, in kept\n"));
    assert!(add(&["a", "b", "a"]).out.starts_with("2 new documents, 6 in all, in kept\n"));
    folder.well(&["convert", "kept", "--to", EVERY[1], "-o", "out", "--all", "--statements"]);
    assert_same(&files(&folder.path("out")), &expected);
    folder.run(&["merge", "a", "kept", "--into", "kept"]).says(2, &["not added to itself", "kept"]);
    assert_eq!(folder.run(&["merge", "a", "--into", "kept", "--min-confidence", "0.9"]).code, Some(2));
    folder.run(&["merge", "a", "--into", "kept", "--focus", "Peru"]).says(2, &["whole graphs", "convert"]);
    folder.file("c/decisions.csv", "decision,id,other,name,other_name,note\nreject,e-1,,,,\n");
    for (name, bytes) in files(&folder.path("a")).iter().filter(|(name, _)| name.ends_with(".csv")) {
        folder.file(&format!("c/{name}"), bytes);
    }
    add(&["c"]).says(0, &["not added", "c/decisions.csv"]);
}

/// Copies of one report, cut or with another headline, are one source; all their evidence and addresses stay.
#[test]
fn copies_of_a_report_count_once() {
    let report = "Peru praised Chile on Monday. The two states had quarrelled about a bridge over a small river in the north for \
                  six years, and the bridge is to be opened to lorries in the summer after next. Officials in both capitals \
                  spoke of a new beginning, and traders at the border said that they had waited long enough for it.";
    let local =
        "In a harbor town not far away, three fishermen were less pleased and asked who would pay for the road.";
    let other = "Peru praised Chile on Monday. Nobody who remembers the row over the northern river crossing expected that; \
                 ministers smiled, pens were handed out, and hauliers may roll from the year after next, a diplomat told us.";
    let line = |id: &str, text: String| {
        format!(
            "{}\n",
            serde_json::json!({"id": id, "text": text, "published": "2023-03-22", "url": format!("https://{id}.example/")})
        )
    };
    let texts = [
        line("agency", report.to_owned()),
        line("paper", format!("{report} {local}")),
        line("site", report[..report.len() - 90].to_owned()),
        line("other", other.to_owned()),
    ];
    let folder = Folder::new("copies");
    let supports = |count: usize, name: &str| {
        folder.file(name, texts[..count].concat());
        let run = folder.run(&["extract", name, "-o", "out", "--format", "csv", "--all"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let mut rows = csv::Reader::from_path(folder.path("out/edges.csv")).unwrap();
        let headers = rows.headers().unwrap().clone();
        let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
        let rows = rows.records().map(Result::unwrap).find(|row| &row[at(":TYPE")] == "PRAISED").unwrap();
        let number = |name: &str| rows[at(name)].parse::<usize>().unwrap();
        (number("support:int"), number("documents:int"), run.err)
    };
    let (support, documents, told) = supports(4, "four.jsonl");
    assert_eq!((support, documents), (2, 2), "{told}");
    assert!(told.contains("3 documents are copies of one report"), "{told}");
    for id in ["agency", "paper", "site", "other"] {
        assert!(folder.read("out/evidence.csv").contains(&format!(",{id},")));
        assert!(folder.read("out/nodes.csv").contains(&format!("https://{id}.example/")));
    }
    assert_eq!(supports(1, "one.jsonl").1, 1);
}
