//! A run of one target over what the fuzzer makes; `NEWSGRAPH_FUZZ` names the target.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use newsgraph::fuzzing::{self, Target};

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        let name = std::env::var("NEWSGRAPH_FUZZ").unwrap_or_default();
        let Some(target) = fuzzing::target(&name) else {
            eprintln!("NEWSGRAPH_FUZZ names no target; there are {}", fuzzing::names().join(", "));
            std::process::exit(2);
        };
        // A panic of the query engine ends its thread alone, as in the program itself.
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !fuzzing::is_borne() {
                hook(info);
            }
        }));
        let _ = TARGET.set(target);
    },
    |data: &[u8]| {
        if let Some(target) = TARGET.get() {
            target(data);
        }
    }
);
