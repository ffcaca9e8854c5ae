//! The program under faults of the machine: killed, without room, without rights, without memory, with pipes that are slow
//! or closed, with inputs that change, with others at work in the same folder.
//!
//! After each fault a folder holds the graph of before or the new one, whole, or none, which the program itself tells; a
//! further run completes, leaves nothing but its files, and writes the bytes of a run that nothing disturbed. Every test
//! counts its faults on standard error. `NEWSGRAPH_LONG`, which `cargo xtask test --long` sets, asks for a hundred kills.

#![cfg(unix)]
// What fails in a test fails the test.
#![allow(clippy::unwrap_used)]

mod changing;
mod count;
mod kills;
mod limits;
mod pipes;
#[path = "../common/program.rs"]
#[allow(dead_code)]
mod program;
mod readonly;
mod room;
mod task;
mod together;
