//! The dependency tree and `deny.toml` in; whether all of it may be there out.

use std::path::PathBuf;
use std::process::Command;

use crate::{root, run, tools, tools_folder};

/// Where the database of advisories lies that cargo-deny fetches.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// Checks licences, sources, duplicates and build scripts; whether they hold. Needs no network but for crates that are
/// not here yet.
pub fn check() -> bool {
    let mut command = command();
    command.args(["check", "licenses", "sources", "bans"]);
    run::show(&mut command).0
}

/// Fetches the advisories and checks every crate of `Cargo.lock` against them; whether that could be done and none holds.
pub fn advisories() -> bool {
    if let Err(reason) = tools::install_cargo_deny(&tools_folder()) {
        eprintln!("cargo-deny cannot be had: {reason}");
        return false;
    }
    if let Err(reason) = run::quiet(command().args(["fetch", "db"])) {
        eprintln!("the database of advisories ({DATABASE}) cannot be had, so nothing was checked: {reason}");
        return false;
    }
    let mut command = command();
    command.args(["check", "--disable-fetch", "advisories"]);
    run::show(&mut command).0
}

fn command() -> Command {
    let mut command = Command::new(program());
    command.args(["--locked", "--workspace", "--color", "never"]).current_dir(root());
    command
}

fn program() -> PathBuf {
    tools_folder().join("cargo-deny/bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}
