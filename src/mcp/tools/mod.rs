//! The tools: each a name, what it does, its arguments, and what it answers.

mod evidence;
mod neighbours;
mod node;
mod path;
mod question;
mod search;
mod sparql;
mod statistics;
mod timeline;

use serde_json::{Value, json};

use super::arguments::{Arguments, Field, schema};
use super::ground::{Answer, Ground};
use crate::Result;

/// A tool.
pub(super) struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it does, for a model.
    pub about: &'static str,
    /// What it takes.
    pub fields: &'static [Field],
    /// What it answers; an error is told as its result.
    pub run: fn(&Ground<'_, '_>, &Arguments<'_>) -> Result<Answer>,
}

/// Every tool, in the order in which they are listed.
pub(super) const TOOLS: &[Tool] = &[
    search::TOOL,
    node::TOOL,
    neighbours::TOOL,
    path::TOOL,
    timeline::TOOL,
    evidence::TOOL,
    statistics::TOOL,
    question::TOOL,
    sparql::TOOL,
];

impl Tool {
    /// As `tools/list` tells it.
    pub fn described(&self) -> Value {
        let mut about = self.about.to_owned();
        if self.name == question::TOOL.name {
            about.push_str(&question::list());
        }
        json!({
            "name": self.name,
            "description": about,
            "inputSchema": schema(self.fields),
            "annotations": { "readOnlyHint": true, "openWorldHint": false },
        })
    }
}
