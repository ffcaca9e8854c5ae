//! Documents done in; a line of progress on a terminal out, and nothing in a pipe.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The progress of a run.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Shows progress if standard error is a terminal.
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents read in {elapsed}{msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Counts one document.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Writes a message above the line of progress.
    pub fn pause(&self, message: impl FnOnce()) {
        self.0.suspend(message);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
