//! The source files in; whether each is small, named for what it holds, and says in its first line what comes in and out.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};

/// Where code is written here; code of others lies in `vendor`.
const FOLDERS: [&str; 8] = ["src", "tests", "xtask", "python", "examples", "fuzz/src", "training", "data"];

/// The endings of code.
const CODE: [&str; 7] = ["rs", "py", "js", "cjs", "mjs", "css", "html"];

/// The most lines of a file.
const MOST: usize = 500;

/// The most words of English in a list of the code that reads text; longer ones are data.
const LONGEST_LIST: usize = 11;

/// Names that tell nothing. `tests/common` is what Cargo has for that which tests share.
const NAMELESS: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff"];

/// The files of code, with what is wrong with each.
fn faults(of: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    let (mut faults, mut files) = (Vec::new(), 0);
    while let Some(path) = open.pop() {
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_dir() {
            if !matches!(&*name, "vendor" | "target") && !name.starts_with(['.', '_']) {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        } else if path.extension().is_some_and(|ending| CODE.iter().any(|code| ending == *code)) {
            files += 1;
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            faults.extend(of(&name, &fs::read_to_string(&path).unwrap()).map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(files > 300, "the source is elsewhere");
    faults.sort();
    faults
}

#[test]
fn no_file_is_long() {
    let long = |_: &str, text: &str| {
        let lines = text.lines().count();
        (lines > MOST).then(|| format!("{lines} lines; at most {MOST}, parted by what they hold"))
    };
    let faults = faults(long);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_and_folder_is_named_for_what_it_holds() {
    let nameless = |name: &str, _: &str| {
        let name = name.strip_prefix("tests/common/").unwrap_or(name);
        let mut parts = name.split(['/', '.']);
        parts.find(|part| NAMELESS.contains(part)).map(|part| format!("“{part}” tells nothing"))
    };
    let faults = faults(nameless);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_module_opens_with_what_comes_in_and_what_goes_out() {
    let silent = |name: &str, text: &str| {
        let opens = !name.ends_with(".rs") || text.starts_with("//! ");
        (!opens).then(|| "does not open with //!".to_owned())
    };
    let faults = faults(silent);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// How many words the longest list in code has: strings of small letters with nothing but `,` or `|` between them.
fn longest_list(text: &str) -> usize {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.replace("'\"'", "").replace("\\\"", "");
    let (mut run, mut longest) = (0, 0);
    let parts: Vec<&str> = code.split('"').collect();
    for part in parts.chunks_exact(2) {
        let goes_on = part[0].chars().all(|c| c.is_whitespace() || matches!(c, ',' | '|'));
        let is_word = !part[1].is_empty() && part[1].chars().all(|c| c.is_ascii_lowercase() || " -'’".contains(c));
        run = if !is_word {
            0
        } else if goes_on {
            run + 1
        } else {
            1
        };
        longest = longest.max(run);
    }
    longest
}

#[test]
fn lists_of_words_are_data() {
    assert_eq!(longest_list("f(\"a\", 1, \"b\" | \"c d\",\n // \"e\"\n \"f\", \"G\")"), 3);
    let stages = ["src/analyze/", "src/resolve/", "src/events/"];
    let listed = |name: &str, text: &str| {
        let read = name.ends_with(".rs") && stages.iter().any(|stage| name.starts_with(stage));
        let words = longest_list(text.split("#[cfg(test)]").next().unwrap());
        (read && words > LONGEST_LIST && !name.ends_with("tests.rs"))
            .then(|| format!("a list of {words} words; data/lexicon is the place"))
    };
    let faults = faults(listed);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
