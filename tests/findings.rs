//! What the fuzzer found, and its seeds: every file of `tests/findings` and `fuzz/seeds` goes through its target again.
//!
//! A file lies in the folder of its target. `cargo xtask fuzz` finds new ones.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};

use newsgraph::fuzzing;

/// Every file below a folder, with the name of its target.
fn inputs(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    for target in fs::read_dir(folder).unwrap() {
        let target = target.unwrap();
        for file in fs::read_dir(target.path()).unwrap() {
            found.push((target.file_name().into_string().unwrap(), file.unwrap().path()));
        }
    }
    found.sort();
    found
}

fn run(inputs: Vec<(String, PathBuf)>) {
    for (name, path) in inputs {
        let target = fuzzing::target(&name).unwrap_or_else(|| panic!("no target “{name}”"));
        println!("{}", path.display()); // shown where it panics
        target(&fs::read(&path).unwrap());
    }
}

#[test]
fn findings_do_no_harm_again() {
    run(inputs("tests/findings"));
}

#[test]
fn seeds_are_borne_and_each_target_has_some() {
    let seeds = inputs("fuzz/seeds");
    for name in fuzzing::names() {
        assert!(seeds.iter().any(|(target, _)| target == name), "no seed of {name}");
    }
    run(seeds);
}
