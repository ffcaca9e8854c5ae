//! What reads a document: the program, its model and its gazetteer, named in every output.

use std::fmt;

/// The program's version, the model's checksum and how far the gazetteer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// First twelve hexadecimal digits of the SHA-256 of the model's weights.
    pub model: String,
    /// The day up to which the gazetteer knows office holders, as ISO 8601.
    pub gazetteer: String,
}

impl Provenance {
    /// That of this build.
    pub fn of_this_build() -> Self {
        let model = include_str!("../models/newsgraph-en.bin.sha256").split_whitespace().next().unwrap_or_default();
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            model: model.chars().take(12).collect(),
            gazetteer: include_str!("../data/gazetteer/as_of.txt").trim().into(),
        }
    }
}

impl fmt::Display for Provenance {
    /// In the manner of a user agent, without a character that a format would have to quote:
    /// `newsgraph/0.1.0 model/3fa9c1d2e4b5 gazetteer/2026-10-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "newsgraph/{} model/{} gazetteer/{}", self.version, self.model, self.gazetteer)
    }
}
