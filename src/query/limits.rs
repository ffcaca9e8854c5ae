//! How long a query may take and how much it may hold in; what goes beyond it out.

use std::time::{Duration, Instant};

/// What a query may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// How many rows or triples its answer may have.
    pub rows: usize,
    /// How many bytes the process may hold beyond the graph.
    pub memory: u64,
}

impl Default for Limits {
    /// A minute, a million rows and two gigabytes.
    fn default() -> Self {
        Self { time: Duration::from_secs(60), rows: 1_000_000, memory: 2 << 30 }
    }
}

/// What was too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// So many seconds.
    Time(u64),
    /// So many bytes.
    Memory(u64),
}

impl Excess {
    /// What happened.
    pub fn message(self) -> String {
        match self {
            Excess::Time(seconds) => format!("the query takes longer than {seconds} s"),
            Excess::Memory(bytes) => format!("the query takes more than {} MB of memory", bytes >> 20),
        }
    }

    /// What to do.
    pub fn remedy(self) -> &'static str {
        match self {
            Excess::Time(_) => "ask for less, or give it more with --timeout",
            Excess::Memory(_) => "ask for less, or give it more with --max-memory",
        }
    }
}

/// How often the watch looks.
pub(super) const EVERY: Duration = Duration::from_millis(20);

/// Sees what a query takes. Reading the graph does not count.
pub(super) struct Watch<'l> {
    limits: &'l Limits,
    /// Since when the query runs; `None` while the graph is read.
    begun: Option<Instant>,
    /// What the process held then.
    held: u64,
}

impl<'l> Watch<'l> {
    /// From now on.
    pub fn begin(limits: &'l Limits) -> Self {
        Self { limits, begun: Some(Instant::now()), held: held() }
    }

    /// The graph is read now.
    pub fn pause(&mut self) {
        self.begun = None;
    }

    /// The graph is read.
    pub fn go_on(&mut self) {
        *self = Self::begin(self.limits);
    }

    /// What is too much, if anything.
    pub fn excess(&self) -> Option<Excess> {
        let Limits { time, memory, .. } = *self.limits;
        if self.begun?.elapsed() > time {
            return Some(Excess::Time(time.as_secs()));
        }
        (held().saturating_sub(self.held) > memory).then_some(Excess::Memory(memory))
    }
}

/// How many bytes the process holds. Where the system does not tell, memory has no limit.
fn held() -> u64 {
    memory_stats::memory_stats().map_or(0, |held| held.physical_mem as u64)
}
