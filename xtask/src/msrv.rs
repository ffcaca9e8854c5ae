//! The minimum Rust of `Cargo.toml` in; whether that compiler takes the workspace out.

use std::fs;
use std::process::Command;

use crate::{root, run, tools_folder};

/// Checks every target with it.
pub fn check() -> bool {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap_or_default();
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let Some(version) = line.map(|version| version.trim_matches('"')) else {
        eprintln!("Cargo.toml names no rust-version");
        return false;
    };
    if run::quiet(Command::new("rustup").args(["run", version, "rustc", "--version"])).is_err() {
        eprintln!("Rust {version} is missing: rustup toolchain install {version} --profile minimal");
        return false;
    }
    let mut command = Command::new("rustup");
    command.args(["run", version, "cargo", "check", "--locked", "--workspace", "--all-targets"]).current_dir(root());
    // Of the compiler that runs this.
    for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(variable);
    }
    let (success, _) = run::show(command.env("CARGO_TARGET_DIR", tools_folder().with_file_name("msrv")));
    println!("Rust {version}: {}", if success { "ok" } else { "FAILED" });
    success
}
