//! Messages to the server in; answers, each on a line and JSON, out.

use std::time::Duration;

use crate::mcp::{Limits, answers_about_nothing};
use crate::query;

/// Lines of messages.
pub(super) fn mcp(data: &[u8]) {
    let query = query::Limits { time: Duration::from_millis(400), rows: 10, memory: 128 << 20 };
    let answers = match answers_about_nothing(&Limits { query, bytes: 10_000 }, data) {
        Ok(answers) => answers,
        Err(error) => panic!("the server ends: {error}"),
    };
    for line in answers.split_inclusive(|byte| *byte == b'\n') {
        let answer: serde_json::Value = serde_json::from_slice(line).unwrap_or_else(|error| panic!("no JSON: {error}"));
        let one = |answer: &serde_json::Value| answer.get("result").is_some() != answer.get("error").is_some();
        assert!(answer.as_array().map_or_else(|| one(&answer), |all| all.iter().all(one)), "no answer: {answer}");
    }
}
