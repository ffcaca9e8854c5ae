//! The checks in the order in which they run; each is shown with its time, and the last line counts them.

use std::ffi::OsString;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::run::{self, Counts};
use crate::{curves, deny, notices, root, tools, tools_folder};

/// What came of one step.
struct Outcome {
    name: &'static str,
    success: bool,
    counts: Counts,
    time: Duration,
}

/// How much is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that needs no tool.
    Fast,
    /// Everything.
    Usual,
    /// Everything, with as many faults as are wanted before a release.
    Long,
}

/// The tests of the real tools; of the whole workspace, as the step before, so that nothing is compiled anew.
const REAL_TOOLS: [&str; 8] =
    ["test", "--locked", "--workspace", "--test", "tools", "--", "--ignored", "--test-threads=2"];

/// Runs the checks; whether all passed. A failed step does not keep the later ones
/// from running, so one run shows all that is wrong.
pub fn test(extent: Extent) -> bool {
    let cargo = |name, arguments: &[&str]| cargo(name, arguments, extent);
    let mut outcomes = vec![
        cargo("formatting", &["fmt", "--all", "--check"]),
        cargo("clippy", &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        cargo("documentation", &["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"]),
        cargo("unit, integration and doc tests", &["test", "--locked", "--workspace", "--no-fail-fast"]),
    ];
    let mut missing = Vec::new();
    if extent != Extent::Fast {
        outcomes.push(install(&mut missing));
        outcomes.push(step("dependencies", || (deny::check(), Counts::default())));
        outcomes.push(step("notices of the dependencies", || (notices::check(), Counts::default())));
        outcomes.push(cargo("real tools", &REAL_TOOLS));
    }
    if extent == Extent::Long {
        outcomes.push(step("curves", || (curves::measure(&curves::texts(), true), Counts::default())));
    }
    let success = summarize(&outcomes);
    missing.iter().for_each(|line| println!("missing: {line}"));
    success
}

/// One call of Cargo.
fn cargo(name: &'static str, arguments: &[&str], extent: Extent) -> Outcome {
    step(name, || {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(root());
        command.env("RUSTDOCFLAGS", "-D warnings").env("NEWSGRAPH_TOOLS", tools_folder());
        if std::env::var_os("CI").is_some() {
            // a clone that is built once has no use for what makes the next build quick, which takes gigabytes
            command.env("CARGO_INCREMENTAL", "0");
        }
        if extent == Extent::Long {
            command.env("NEWSGRAPH_LONG", "1");
        }
        run::show(&mut command)
    })
}

/// Gets the real tools; each that is missing counts as failed.
fn install(missing: &mut Vec<String>) -> Outcome {
    step("tools", || {
        *missing = tools::install(&tools_folder());
        (missing.is_empty(), Counts { passed: 0, failed: missing.len() })
    })
}

/// Runs and times one step. A step that runs no tests of its own counts as one.
fn step(name: &'static str, work: impl FnOnce() -> (bool, Counts)) -> Outcome {
    println!("\n── {name}");
    let start = Instant::now();
    let (success, mut counts) = work();
    if !success && counts.failed == 0 {
        counts.failed = 1;
    } else if success && counts == Counts::default() {
        counts.passed = 1;
    }
    Outcome { name, success, counts, time: start.elapsed() }
}

/// Prints a line for each step and the totals.
fn summarize(outcomes: &[Outcome]) -> bool {
    println!("\n── summary");
    for Outcome { name, success, counts, time } in outcomes {
        let result = if *success { "ok" } else { "FAILED" };
        println!(
            "{name:<34} {result:<7} {:>5} passed {:>4} failed {:>6} s",
            counts.passed,
            counts.failed,
            time.as_secs()
        );
    }
    let passed: usize = outcomes.iter().map(|outcome| outcome.counts.passed).sum();
    let failed: usize = outcomes.iter().map(|outcome| outcome.counts.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    outcomes.iter().all(|outcome| outcome.success)
}
