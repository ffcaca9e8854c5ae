//! Documents done in; a line of progress on a terminal out, and nothing in a pipe.

use std::cell::Cell;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::ingest::Extent;

/// The progress of a run.
pub(super) struct Progress {
    bar: ProgressBar,
    extent: Arc<Extent>,
    begun: Instant,
    words: Cell<usize>,
}

impl Progress {
    /// Shows progress if standard error is a terminal.
    pub fn new(extent: Arc<Extent>) -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, extent, begun: Instant::now(), words: Cell::new(0) }
    }

    /// Counts one document of so many words.
    pub fn step(&self, words: usize) {
        self.words.set(self.words.get() + words);
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            let (documents, seconds) = (self.bar.position(), self.begun.elapsed().as_secs_f64());
            self.bar.set_message(line(documents, self.words.get(), seconds, self.extent.share()));
        }
    }

    /// Writes a message above the line of progress.
    pub fn pause(&self, message: impl FnOnce()) {
        self.bar.suspend(message);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// “1,240 articles, 12.3 a second; 8,400 words a second; 4 min left”; `share` of the bytes was read.
fn line(documents: u64, words: usize, seconds: f64, share: Option<f64>) -> String {
    let articles = if documents == 1 { "article" } else { "articles" };
    let a_second = |count: f64| count / seconds.max(0.001);
    let mut line = format!(
        "{} {articles}, {:.1} a second; {} words a second",
        grouped(documents),
        a_second(documents as f64),
        grouped(a_second(words as f64) as u64)
    );
    // The first shares tell nothing: files are read ahead.
    if let Some(share) = share.filter(|share| *share > 0.0 && seconds >= 1.0) {
        line.push_str(&format!("; {} left", span(seconds * (1.0 - share) / share)));
    }
    line
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Seconds as people say them.
fn span(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_and_the_time_left_are_told() {
        let told = line(1240, 840_000, 100.0, Some(0.25));
        assert_eq!(told, "1,240 articles, 12.4 a second; 8,400 words a second; 5 min left");
        assert_eq!(line(1, 20, 0.5, Some(0.5)), "1 article, 2.0 a second; 40 words a second");
        assert!(line(7, 1, 9e5, Some(0.5)).ends_with("; 250 h 0 min left"));
        assert!(!line(7, 1, 90.0, None).contains("left"));
    }
}
