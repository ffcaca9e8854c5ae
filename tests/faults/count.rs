//! Faults and what came of them in; their count out.

use super::program::say;

/// The faults of one kind.
pub struct Count {
    kind: &'static str,
    injected: usize,
    failures: Vec<String>,
    remarks: Vec<String>,
}

impl Count {
    pub fn new(kind: &'static str) -> Self {
        Self { kind, injected: 0, failures: Vec::new(), remarks: Vec::new() }
    }

    /// Counts one fault, survived or not.
    pub fn add(&mut self, what: &str, result: Result<(), String>) {
        self.injected += 1;
        self.failures.extend(result.err().map(|failure| format!("{what}: {failure}")));
    }

    pub fn injected(&self) -> usize {
        self.injected
    }

    /// Something to say of the whole, such as how the faults were made.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }

    /// Says the count, also where the test passes, and fails if a fault was not survived.
    pub fn finish(self) {
        let Self { kind, injected, failures, remarks } = self;
        let survived = injected - failures.len();
        let remarks: String = remarks.iter().map(|remark| format!("; {remark}")).collect();
        say(&format!("faults: {kind}: {injected} injected, {survived} survived{remarks}"));
        assert!(injected > 0, "{kind}: no fault was injected");
        assert!(failures.is_empty(), "{kind}:\n{}", failures.join("\n"));
    }
}

/// Numbers that look random and are the same in each run (SplitMix64).
pub struct Random(pub u64);

impl Random {
    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Whether faults are injected at full count.
pub fn is_long() -> bool {
    std::env::var_os("NEWSGRAPH_LONG").is_some()
}
