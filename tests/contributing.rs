//! What CONTRIBUTING.md says step by step, on a copy of the sources: its changes made, the program built, its commands run.
//!
//! A paragraph that begins with the name of a file in backquotes tells where the code behind it goes: a block of `diff`
//! has lines that stand there once and those to add (`+`), any other is a new file or goes behind what the file holds.
//! Blocks of `sh` are run; `cargo run --` is the program that was built.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/markdown.rs"]
mod markdown;
#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use markdown::{Block, blocks};
use program::Folder;

/// Folders of the repository that nothing is built of.
const ASIDE: [&str; 5] = ["target", "training", "output", "docs", "fuzz"];

/// The program in the copy.
const EXAMPLE: &str = "examples/contributing.rs";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file after a block.
fn changed(before: &str, block: &Block) -> String {
    if block.language != "diff" {
        return format!("{before}{}", block.code);
    }
    let without = |sign: char| {
        let lines = block.code.lines().filter(|line| !line.starts_with(sign));
        lines.map(|line| format!("{}\n", &line[1..])).collect::<String>()
    };
    let there = without('+');
    assert_eq!(before.matches(&there).count(), 1, "{:?}: not there once:\n{there}", block.file);
    before.replacen(&there, &without('-'), 1)
}

/// Copies a folder; files that are the same stay as they are, so that nothing is built twice, and those of before go.
fn copy(from: &Path, to: &Path, changes: &BTreeMap<PathBuf, String>) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() {
            let hidden = name.to_string_lossy().starts_with('.');
            if !hidden && ASIDE.iter().all(|aside| root().join(aside) != path) {
                copy(&path, &to.join(name), changes);
            }
        } else if !changes.contains_key(&path) {
            put(&to.join(name), &fs::read(&path).unwrap());
        }
    }
    for entry in fs::read_dir(to).unwrap() {
        let (copied, path) = (entry.as_ref().unwrap().path(), from.join(entry.unwrap().file_name()));
        let belongs = path.exists() || changes.contains_key(&path) || path == root().join(EXAMPLE);
        if !belongs && copied.is_dir() {
            fs::remove_dir_all(copied).unwrap();
        } else if !belongs {
            fs::remove_file(copied).unwrap();
        }
    }
}

fn put(path: &Path, content: &[u8]) {
    if !fs::read(path).is_ok_and(|there| there == content) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Builds the program in a copy of the repository, beside what Cargo has built of its dependencies.
fn build(copied: &Path) -> PathBuf {
    // An example is built with what tests need, as the dependencies were, and stands in nobody's way.
    put(&copied.join(EXAMPLE), &fs::read(root().join("src/main.rs")).unwrap());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap());
    cargo.args(["build", "--quiet", "--offline", "--locked", "--workspace", "--example", "contributing"]);
    cargo.args(["--config", "profile.dev.package.newsgraph.opt-level=0"]);
    cargo.args(["--config", "profile.dev.package.newsgraph.debug=false"]);
    cargo.current_dir(copied).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    assert!(cargo.status().unwrap().success(), "{} cannot be built", copied.display());
    target.join("debug/examples").join(format!("contributing{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn an_exporter_and_a_predicate_are_added_as_it_is_told() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let mut changes = BTreeMap::<PathBuf, String>::new();
    let folder = Folder::new("contributing");
    let (told, blocks): (Vec<Block>, Vec<Block>) =
        blocks(&text).into_iter().partition(|block| block.file.is_some() && block.language != "sh");
    for block in told {
        let path = block.file.as_ref().unwrap();
        if !path.contains('/') {
            folder.file(path, &block.code);
            continue;
        }
        let there = || fs::read_to_string(root().join(path)).unwrap_or_default();
        let text = changes.entry(root().join(path)).or_insert_with(there);
        *text = changed(text, &block);
    }
    let is_code = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    assert_eq!(
        changes.keys().filter(is_code).count(),
        2,
        "an exporter is a file and two lines of one other, a predicate data"
    );
    let copied = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contributing");
    copy(root(), &copied, &changes);
    for (path, text) in &changes {
        put(&copied.join(path.strip_prefix(root()).unwrap()), text.as_bytes());
    }
    let program = build(&copied);
    let mut shown = String::new();
    for line in blocks.iter().filter(|block| block.language == "sh").flat_map(|block| block.code.lines()) {
        let arguments = line.strip_prefix("cargo run -- ").unwrap_or_else(|| panic!("not the program: {line}"));
        let output = Command::new(&program).args(arguments.split(' ')).current_dir(folder.path("")).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        shown.push_str(&String::from_utf8(output.stdout).unwrap());
    }
    assert!(shown.contains("Norway (Q20) condoled-with Denmark (Q35)"), "{shown}");
    assert!(shown.contains("graph.net  open it in Pajek"), "{shown}");
    // A sentence that does not stand there.
    folder.file("other.txt", "Danish President Ola Roe consoled Norwegian Foreign Minister Ada Moe on Monday.");
    let extract = ["extract", "other.txt", "-o", "other", "--format", "csv,pajek"];
    let output = Command::new(&program).args(extract).current_dir(folder.path("")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let network = folder.read("other/graph.net");
    let number = |name: &str| {
        let line = network.lines().find(|line| line.ends_with(&format!(" \"{name}\"")));
        line.and_then(|line| line.split(' ').next()).unwrap_or_else(|| panic!("no {name} in {network}")).to_owned()
    };
    assert!(network.starts_with("*Network newsgraph/"), "{network}");
    assert!(network.contains(&format!("\n{} {} 1\n", number("Ola Roe"), number("Ada Moe"))), "{network}");
    let edges = folder.read("other/edges.csv");
    let edge = edges.lines().find(|line| line.contains(",CONDOLED_WITH,")).unwrap_or_else(|| panic!("{edges}"));
    assert!(edge.contains(",SUPPORT,018,1,") && edge.contains(",support/condole,"), "{edge}");
}
