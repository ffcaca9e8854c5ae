//! How long a query may take and how much it may hold in; a watch that stops it out.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

/// What a query may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// How many rows or triples its answer may have.
    pub rows: usize,
    /// How many bytes the process may hold.
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
const EVERY: Duration = Duration::from_millis(20);

/// Stops a query that goes beyond its limits.
pub(super) struct Watch {
    done: Sender<()>,
    thread: Option<JoinHandle<Option<Excess>>>,
}

impl Watch {
    /// From now on; `cancel` is what the query heeds.
    pub fn begin(limits: &Limits, cancel: CancellationToken) -> Self {
        let (done, is_done) = mpsc::channel();
        let Limits { time, memory, .. } = limits.clone();
        let begun = Instant::now();
        let watch = move || {
            while is_done.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                // Where the system does not tell, memory has no limit.
                let held = memory_stats::memory_stats().map_or(0, |held| held.physical_mem as u64);
                let excess = if begun.elapsed() > time {
                    Excess::Time(time.as_secs())
                } else if held > memory {
                    Excess::Memory(memory)
                } else {
                    continue;
                };
                cancel.cancel();
                return Some(excess);
            }
            None
        };
        Self { done, thread: thread::Builder::new().spawn(watch).ok() }
    }

    /// Ends the watch; what was too much, if anything.
    pub fn end(self) -> Option<Excess> {
        drop(self.done);
        self.thread.and_then(|thread| thread.join().ok().flatten())
    }
}
