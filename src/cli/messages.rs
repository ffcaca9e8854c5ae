//! Warnings and errors in; one line each on standard error out.

use std::fmt::Display;
use std::io::{self, Write};

use crate::terminal::steers;

/// Reports what stopped an input or the run.
pub(super) fn error(message: &dyn Display) {
    line("error", message);
}

/// Reports what is doubtful; the exit code stays.
pub(super) fn warning(message: &dyn Display) {
    line("warning", message);
}

/// Reports how an input was understood, or that one was left out.
pub(super) fn note(message: &dyn Display) {
    line("note", message);
}

/// Tells what is wrong with a command line, in the lines of `text`.
pub(super) fn usage(text: &str) {
    for line in text.lines() {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{}", escaped(line));
    }
}

/// One line, whatever the message holds: what steers a terminal, which a file name may hold, is escaped.
fn line(kind: &str, message: &dyn Display) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(io::stderr().lock(), "newsgraph: {kind}: {}", escaped(&message.to_string()));
}

fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if steers(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}
