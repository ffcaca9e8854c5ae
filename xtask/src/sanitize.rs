//! The tests of the code that is `unsafe` in; whether the sanitizers of the nightly compiler find nothing out.

use std::process::Command;

use crate::{root, run, tools_folder};

/// The target of the sanitizers; naming it keeps build scripts out of them.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The tests of the modules that have `unsafe`: the kernels alone, and the model that calls them, on every path.
const TESTS: [&str; 2] = ["analyze::model::kernels", "analyze::model::tests::every_path"];

/// Runs them with addresses checked (reads and writes outside of what was allocated, use after free, leaks).
pub fn sanitize() -> bool {
    if run::quiet(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])).is_err() {
        eprintln!("the sanitizers need the nightly compiler: rustup toolchain install nightly --profile minimal");
        return false;
    }
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "test", "--locked", "--lib", "--target", TARGET, "--"]);
    command.args(TESTS).current_dir(root());
    command.env("RUSTFLAGS", "-Zsanitizer=address").env("CARGO_TARGET_DIR", tools_folder().with_file_name("sanitize"));
    for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(variable);
    }
    let (success, counts) = run::show(&mut command);
    println!("AddressSanitizer: {} tests passed, {} failed", counts.passed, counts.failed);
    success && counts.passed > 0
}
