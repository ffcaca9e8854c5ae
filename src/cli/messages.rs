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

/// One line, whatever the message holds: what steers a terminal, which a file name may hold, is escaped.
fn line(kind: &str, message: &dyn Display) {
    let mut text = String::new();
    for c in message.to_string().chars() {
        if steers(c) { text.extend(c.escape_default()) } else { text.push(c) }
    }
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(io::stderr().lock(), "newsgraph: {kind}: {text}");
}
