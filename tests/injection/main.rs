//! Text of strangers through the whole program: in every input format, as ids, titles, addresses and names, into every
//! output format and to a terminal. What other programs make of the same strings, and what the process does besides, is
//! tested with the tools for it (`tests/tools`).

// What fails in a test fails the test.
#![allow(clippy::unwrap_used)]

#[path = "../common/hostile.rs"]
#[allow(dead_code)]
mod hostile;
mod inputs;
#[path = "../common/program.rs"]
#[allow(dead_code)]
mod program;
#[cfg(unix)]
mod terminal;
