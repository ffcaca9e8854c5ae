//! Text of strangers through the whole program: in every input format, as ids, titles, addresses and names, into every
//! output format, to a terminal, and with an eye on what the process does besides. What other programs make of the same
//! strings is tested with them (`tests/tools`).

// What fails in a test fails the test.
#![allow(clippy::unwrap_used)]

#[path = "../common/hostile.rs"]
#[allow(dead_code)]
mod hostile;
mod inputs;
mod quiet;
mod support;
#[cfg(unix)]
mod terminal;
