//! Modules in; whether the tests notice each small change to them out, as cargo-mutants tells. `.cargo/mutants.toml` says
//! which changes are tried and which tests run.

use std::process::Command;

use crate::{root, run, tools, tools_folder};

/// What is tried where no module is named.
const MODULES: [&str; 3] = ["events", "resolve", "export"];

/// Tries the changes to the files of `src` below these modules (`events`, `export/dot`, `export/row.rs`), or to `MODULES`;
/// what follows `--` goes to cargo-mutants. Whether none survives.
pub fn run(words: &[&str]) -> bool {
    if let Err(reason) = tools::install_cargo_mutants(&tools_folder()) {
        eprintln!("cargo-mutants cannot be had: {reason}");
        return false;
    }
    let (named, rest) = words.split_at(words.iter().position(|word| *word == "--").unwrap_or(words.len()));
    let modules = if named.is_empty() { &MODULES } else { named };
    if let Some(missing) = modules.iter().find(|module| !root().join("src").join(module).exists()) {
        eprintln!("there is no src/{missing}");
        return false;
    }
    let program =
        tools_folder().join("cargo-mutants/bin").join(format!("cargo-mutants{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    command.args(["mutants", "--colors", "never", "--output"]).arg(tools_folder().with_file_name("mutants"));
    for module in modules {
        let of = root().join("src").join(module);
        command.args(["--file", &format!("src/{module}{}", if of.is_dir() { "/**" } else { "" })]);
    }
    command.args(rest.iter().skip(1)).current_dir(root());
    // dependencies, which no mutant changes, are compiled once
    command.env("CARGO_TARGET_DIR", tools_folder().with_file_name("mutants").join("target"));
    run::show(&mut command).0
}
