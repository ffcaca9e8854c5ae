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
