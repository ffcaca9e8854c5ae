//! Ctrl-C, or the same by `kill`, in; a flag that a run looks at between two documents out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether somebody asked the run to stop. A second time ends the process at once, and so does the first while nobody
/// looks at the flag.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt {
    asked: Arc<AtomicBool>,
    /// Whether a signal ends the process.
    ends: Arc<AtomicBool>,
}

impl Interrupt {
    /// Takes the signals. Where the system does not give them, they end the process as ever.
    pub fn watch() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            // The order counts: the first signal sets what makes the second end the process.
            let _ = flag::register_conditional_default(signal, Arc::clone(&interrupt.ends));
            let _ = flag::register(signal, Arc::clone(&interrupt.ends));
            let _ = flag::register(signal, Arc::clone(&interrupt.asked));
        }
        interrupt
    }

    /// Whether the run is to stop.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// From here on a signal ends the process: nothing is lost by it.
    pub fn release(&self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}
