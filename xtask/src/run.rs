//! A command in; what it printed, whether it succeeded, and how many tests passed out.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

/// Runs a command, shows its output as it comes, and counts the tests that its `test result:` lines report.
pub fn show(command: &mut Command) -> (bool, Counts) {
    let mut counts = Counts::default();
    let mut child = match command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("cannot run {:?}: {error}", command.get_program());
            return (false, counts);
        }
    };
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            if let Some(more) = test_result(&line) {
                counts.passed += more.passed;
                counts.failed += more.failed;
            }
        }
    }
    (child.wait().is_ok_and(|status| status.success()), counts)
}

/// Runs a command in silence; its standard error is the error.
pub fn quiet(command: &mut Command) -> Result<(), String> {
    output(command).map(drop)
}

/// Runs a command in silence; what it printed, or as an error what its standard error says.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("cannot run {name}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let mut text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stdout));
    let text = text.replace("\u{1b}[0m", ""); // Maven ends colors even where it uses none
    Err(format!("{name} failed ({}): {}", output.status, reason(&text)))
}

/// The line of a failed command's messages that tells most: the first that calls itself an error, else the first.
fn reason(messages: &str) -> &str {
    let lines = || messages.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_error =
        |line: &&str| line.to_lowercase().contains("error") && !line.starts_with("WARN") || line.starts_with("E: ");
    lines().find(is_error).or_else(|| lines().next()).unwrap_or("no message")
}

/// The counts in a line such as `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
fn test_result(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word: &str| {
        let part = numbers.split(';').find(|part| part.trim_end().ends_with(word))?;
        part.trim().split(' ').next()?.parse().ok()
    };
    Some(Counts { passed: count("passed")?, failed: count("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_from_the_result_line() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(test_result(line), Some(Counts { passed: 12, failed: 3 }));
        assert_eq!(test_result("test date::tests::intervals ... ok"), None);
    }

    #[test]
    fn the_reason_of_a_failure_is_its_first_error() {
        let error = quiet(Command::new("sh").args(["-c", "echo; echo no such package >&2; exit 3"])).unwrap_err();
        assert_eq!(error, "sh failed (exit status: 3): no such package");
        assert_eq!(reason("npm warn x\n\nnpm error code ENOTFOUND\nnpm error y\n"), "npm error code ENOTFOUND");
        assert_eq!(
            reason("WARNING: after a ConnectionError\nERROR: No matching distribution"),
            "ERROR: No matching distribution"
        );
        assert_eq!(reason(""), "no message");
        assert!(quiet(&mut Command::new("no-such-program")).unwrap_err().starts_with("cannot run no-such-program"));
    }
}
