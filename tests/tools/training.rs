//! The training of the event reader, run for a few steps by its own scripts: broken off, gone on with, exported, read back.

use std::process::Command;

use crate::support;

#[test]
#[ignore = "needs PyTorch; run by cargo xtask test"]
fn the_event_reader_is_trained_broken_off_and_gone_on_with() {
    let python = support::tool("training/venv/bin/python");
    let mut command = Command::new(python);
    command.arg(support::root().join("training/smoke.py")).arg(env!("CARGO_BIN_EXE_newsgraph"));
    command.arg(support::root().join("models/newsgraph-en.bin")).arg(support::scratch("training"));
    let output = support::run(&mut command);
    assert!(output.contains("\"steps\": 8"), "{output}");
}
