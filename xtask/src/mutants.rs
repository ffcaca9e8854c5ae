//! Modules in; which small changes to them no test notices out, as cargo-mutants tells. `.cargo/mutants.toml` says how a mutant
//! is built and which are no fault.

use std::fs;
use std::process::Command;

use crate::{root, run, tools, tools_folder};

/// What is tried where no module is named.
const MODULES: [&str; 3] = ["events", "resolve", "export"];

/// The tests that run: first the units' own, then, where these notice nothing, what a user sees. Each is compiled with every
/// mutant.
const TESTS: [&[&str]; 2] = [
    &[
        "--cargo-arg=--lib",
        "--cargo-test-arg=--",
        "--cargo-test-arg=events::",
        "--cargo-test-arg=resolve::",
        "--cargo-test-arg=export::",
    ],
    &[
        "--cargo-arg=--test=events",
        "--cargo-arg=--test=graph",
        "--cargo-arg=--test=selection",
        "--cargo-arg=--test=threshold",
    ],
];

/// Tries the changes to the files of `src` below these modules (`events`, `export/dot`, `export/row.rs`), or to `MODULES`;
/// what follows `--` goes to cargo-mutants. Whether none survives.
pub fn run(words: &[&str]) -> bool {
    let (named, options) = words.split_at(words.iter().position(|word| *word == "--").unwrap_or(words.len()));
    let modules = if named.is_empty() { &MODULES } else { named };
    let result = chosen(modules).and_then(|chosen| {
        let options = options.iter().skip(1).map(|&option| option.to_owned());
        survivors(chosen.into_iter().chain(options).collect())
    });
    match result {
        Ok(survivors) => {
            println!("{} survive", survivors.len());
            survivors.iter().for_each(|survivor| println!("  {survivor}"));
            survivors.is_empty()
        }
        Err(reason) => {
            eprintln!("{reason}");
            false
        }
    }
}

/// The options that name the files of the modules.
fn chosen(modules: &[&str]) -> Result<Vec<String>, String> {
    let option = |module: &&str| {
        let path = root().join("src").join(module);
        match path.exists() {
            true => Ok(format!("--file=src/{module}{}", if path.is_dir() { "/**" } else { "" })),
            false => Err(format!("there is no src/{module}")),
        }
    };
    modules.iter().map(option).collect()
}

/// The mutants that all tests pass, of those that the options choose.
fn survivors(mut options: Vec<String>) -> Result<Vec<String>, String> {
    tools::install_cargo_mutants(&tools_folder()).map_err(|reason| format!("cargo-mutants cannot be had: {reason}"))?;
    let program =
        tools_folder().join("cargo-mutants/bin").join(format!("cargo-mutants{}", std::env::consts::EXE_SUFFIX));
    let folder = tools_folder().with_file_name("mutants");
    let mut survivors = Vec::new();
    for tests in TESTS {
        let mut command = Command::new(&program);
        command.args(["mutants", "--colors=never", "--output"]).arg(&folder).args(&options);
        command.args(tests).current_dir(root());
        // dependencies, which no mutant changes, are compiled once
        let (all_noticed, _) = run::show(command.env("CARGO_TARGET_DIR", folder.join("target")));
        let missed = folder.join("mutants.out/missed.txt");
        let missed =
            fs::read_to_string(&missed).map_err(|error| format!("cannot read {}: {error}", missed.display()))?;
        survivors = missed.lines().map(str::to_owned).collect();
        if survivors.is_empty() {
            return if all_noticed { Ok(survivors) } else { Err("cargo-mutants failed".to_owned()) };
        }
        options = survivors.iter().map(|name| format!("--re=^{}$", escaped(name))).collect();
    }
    Ok(survivors)
}

/// A regular expression that matches this text alone.
fn escaped(text: &str) -> String {
    let escaped = |c: char| r"\.+*?()|[]{}^$".contains(c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_survivor_is_tried_again_by_its_very_name() {
        assert_eq!(
            escaped("src/a.rs:1:2: replace a -> Vec<b> with vec![]"),
            r"src/a\.rs:1:2: replace a -> Vec<b> with vec!\[\]"
        );
        assert_eq!(chosen(&["export/row.rs", "events"]).unwrap(), ["--file=src/export/row.rs", "--file=src/events/**"]);
        assert_eq!(chosen(&["export/raw.rs"]).unwrap_err(), "there is no src/export/raw.rs");
    }
}
