//! The tests of the kernels in; whether 64-bit ARM, emulated, computes the same bits out.

use std::ffi::OsString;
use std::process::Command;

use crate::{root, run};

/// The target that the tests are compiled for.
const TARGET: &str = "aarch64-unknown-linux-gnu";

/// Runs them under QEMU; whether all pass.
pub fn test() -> bool {
    let needs: [(&str, &[&str]); 2] = [
        ("the emulator and linker: apt install qemu-user gcc-aarch64-linux-gnu", &["qemu-aarch64", "--version"]),
        ("the same", &["aarch64-linux-gnu-gcc", "--version"]),
    ];
    for (what, check) in needs {
        if run::quiet(Command::new(check[0]).args(&check[1..])).is_err() {
            eprintln!("{} is missing; the tests need {what}, and rustup target add {TARGET}", check[0]);
            return false;
        }
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["test", "--locked", "--lib", "--target", TARGET, "analyze::model::kernels"]).current_dir(root());
    command.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "aarch64-linux-gnu-gcc");
    command.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER", "qemu-aarch64 -L /usr/aarch64-linux-gnu");
    let (success, counts) = run::show(&mut command);
    success && counts.passed > 0
}
