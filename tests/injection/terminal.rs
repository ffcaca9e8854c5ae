//! What a terminal shows steers none: the output of every command, messages with names of files and ids, and what is
//! wrong with the command line.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::program::{newsgraph, program, say, well};

/// What only a stranger's text has: title, link, clearing, a question, a bell, one-byte escapes, turned text.
const STEERING: [&str; 9] =
    ["\u{1b}]", "\u{1b}[2J", "\u{1b}[6n", "\u{7}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{200f}", "\u{61c}"];

const EVIL: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{1b}[6n\u{9b}31m\u{202e}x\u{2066}\u{200f}\u{61c}";

/// A folder of graphs, texts and queries whose names and contents are hostile.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let path = place.path();
    let write = |name: &str, text: String| fs::write(path.join(name), text).unwrap();
    let record = |id: &str, text: &str| {
        format!("{}\n", serde_json::json!({ "id": id, "title": EVIL, "url": EVIL, "text": text }))
    };
    let story = format!("Peru praised Chile {EVIL} again. “{EVIL} is good,” said Ada {EVIL} Moe of Norway.");
    write(
        "news.jsonl",
        record(EVIL, &story) + &record("copy", &story) + "not json " + EVIL + "\n" + &record(EVIL, "Peru met Chile."),
    );
    write(&format!("a{EVIL}.txt"), story.clone());
    write(&format!("bad{EVIL}.jsonl"), format!("{{\"{EVIL}\": 1}}"));
    write(&format!("bad{EVIL}.csv"), format!("id,text\n{EVIL},\u{0}\u{1}\n"));
    write("names.csv", format!("name,type,country\n{EVIL},person,{EVIL}\nAda Moe,nothing{EVIL},NOR\n"));
    write("rules.txt", format!("predicate x{EVIL}\n"));
    write("all.rq", "SELECT ?s ?p ?o WHERE { ?s ?p ?o }".to_owned());
    write("bad.rq", format!("SELECT {EVIL}"));
    well(path, &["extract", &format!("a{EVIL}.txt"), "-o", "out", "--all", "--format", "dot,csv,jsonld,events,gexf"]);
    well(path, &["extract", "all.rq", &format!("a{EVIL}.txt"), "-o", &format!("g{EVIL}"), "--input-format", "text"]);
    // A graph by somebody else, with everything in it.
    fs::create_dir(path.join("foreign")).unwrap();
    let nodes = format!("id:ID,:LABEL,name,reason\nQ419,Entity;Country,{EVIL},{EVIL}\nQ298,{EVIL},Chile,x\n");
    write("foreign/nodes.csv", nodes);
    write("foreign/edges.csv", format!(":START_ID,:END_ID,:TYPE,id,date,role\nQ419,Q298,{EVIL},e-1,{EVIL},{EVIL}\n"));
    let evidence = format!(
        "edge,document,sentence,begin,end,rule,confidence,decided\ne-1,{EVIL},{EVIL} met.,0,9,{EVIL},{EVIL},{EVIL}\n"
    );
    write("foreign/evidence.csv", evidence);
    place
}

/// The command lines, some of which fail.
fn commands(path: &Path) -> Vec<Vec<String>> {
    let (text, graph) = (format!("a{EVIL}.txt"), format!("g{EVIL}"));
    let edges = fs::read_to_string(path.join("out/edges.csv")).unwrap();
    let edge = edges.lines().nth(1).and_then(|line| line.split(',').nth(3)).unwrap().to_owned();
    let lines: &[&[&str]] = &[
        &["extract", ".", "-o", "made"],
        &["extract", &text, "news.jsonl", "-o", "new", "--gazetteer", "names.csv"],
        &["extract", &text, "-o", &format!("m{EVIL}")],
        &["extract", EVIL, "-o", "made"],
        &["extract", "news.jsonl", "-o", &text],
        &["extract", "news.jsonl", "-o", "made", "--rules", "rules.txt"],
        &["extract", "news.jsonl", "-o", "made", "--rules", EVIL],
        &["extract", "news.jsonl", "-o", "made", "--field", EVIL],
        &["extract", "news.jsonl", "-o", "made", "--field", &format!("text={EVIL}")],
        &["extract", "news.jsonl", "-o", "made", "--encoding", EVIL],
        &["extract", "news.jsonl", "-o", "made", "--published", EVIL],
        &["extract", "news.jsonl", "-o", "made", EVIL, "--", EVIL],
        &["extract", "news.jsonl", "-o", "made", &format!("--{EVIL}")],
        &[EVIL],
        &["analyze", &text, "news.jsonl"],
        &["analyze", &text, "--format", "json"],
        &["analyze", &text, "--events"],
        &["convert", "out", "--to", "dot"],
        &["convert", "out", "--to", "jsonld"],
        &["convert", "out", "--to", "events"],
        &["convert", "out", "--to", "gexf"],
        &["convert", &graph, "--to", "csv", "-o", &format!("c{EVIL}")],
        &["convert", EVIL, "--to", "dot"],
        &["merge", "out", &graph, "-o", &format!("w{EVIL}")],
        &["query", "all.rq", "out"],
        &["query", "all.rq", "out", "--format", "csv"],
        &["query", "all.rq", "out", "--format", "tsv"],
        &["query", "all.rq", "out", "--format", "json"],
        &["query", "bad.rq", "out"],
        &["query", EVIL, "out"],
        &["who", EVIL],
        &["who", "Peru", "--in", EVIL],
        &["explain", "out", &edge],
        &["explain", "foreign", "e-1", "--trees"],
        &["explain", "foreign", EVIL],
        &["explain", EVIL, "e-1"],
    ];
    lines.iter().map(|line| line.iter().map(|word| (*word).to_owned()).collect()).collect()
}

fn steers(text: &str) -> Option<&'static str> {
    STEERING.into_iter().find(|part| text.contains(part))
}

/// Messages are the same for a terminal and a file, and one line each.
#[test]
fn messages_steer_no_terminal() {
    let place = place();
    let (mut lines, commands) = (0, commands(place.path()));
    for words in &commands {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = newsgraph(place.path(), &words);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(steers(&text), None, "{words:?}: {text:?}");
        lines += text.lines().count();
    }
    assert!(lines > 20, "{lines} lines of messages");
    say(&format!("injection: {} commands, {lines} lines of messages, none steers", commands.len()));
}

#[test]
fn what_a_terminal_shows_steers_it_not() {
    let Some(terminal) = Terminal::any() else {
        return say(
            "injection: neither script nor python3 gives a terminal: what one shows is tested in src/terminal.rs alone",
        );
    };
    let place = place();
    let (mut bytes, commands) = (0, commands(place.path()));
    for words in &commands {
        let shown = terminal.shown(place.path(), words);
        assert_eq!(steers(&shown), None, "{words:?}: {shown:?}");
        bytes += shown.len();
    }
    assert!(bytes > 10_000, "{bytes} bytes on the terminal");
    say(&format!("injection: {} commands on a terminal by {terminal:?}, {bytes} bytes, none steers", commands.len()));
}

/// What gives a program a terminal.
#[derive(Debug)]
enum Terminal {
    Script,
    Python,
}

impl Terminal {
    fn any() -> Option<Self> {
        let runs = |program: &str| {
            Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success())
        };
        if runs("script") { Some(Self::Script) } else { runs("python3").then_some(Self::Python) }
    }

    /// All that the program writes on the terminal.
    fn shown(&self, place: &Path, words: &[String]) -> String {
        let quoted = |word: &str| format!("'{}'", word.replace('\'', "'\\''"));
        let line = std::iter::once(program()).chain(words.iter().map(String::as_str)).map(quoted);
        let line = line.collect::<Vec<_>>().join(" ");
        let mut command = match self {
            Self::Script => {
                let mut script = Command::new("script");
                script.args(["-q", "-e", "-c", &line, "/dev/null"]);
                script
            }
            Self::Python => {
                let mut python = Command::new("python3");
                python.args(["-c", "import pty, sys; pty.spawn(['sh', '-c', sys.argv[1]])", &line]);
                python
            }
        };
        let output = command.current_dir(place).env("TERM", "xterm").stdin(Stdio::null()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
