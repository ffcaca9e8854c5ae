//! A graph and lines of JSON-RPC in; answers of the Model Context Protocol out. Nothing is written and nothing fetched.
//!
//! One line is one message; requests are answered one after the other. The revisions with a handshake are spoken, to 2025-11-25. The
//! reader of messages is our own: the official SDK needs an async runtime and 28 further crates for a loop over lines, bounds
//! neither the length of a message nor that of an answer, and ends where the first message is another than was expected.

mod arguments;
mod ground;
mod lines;
mod session;
mod tools;

use std::io::{BufRead, Write};
use std::path::Path;

use crate::error::for_output;
use crate::export::{Options, View};
use crate::graph::read_folder;
use crate::{Error, ErrorKind, Result, query};

use ground::Ground;
pub(crate) use lines::LONGEST;
use lines::{Line, next};
use session::Session;

/// What an answer may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// What SPARQL and the questions by name may take; its rows hold for every tool.
    pub query: query::Limits,
    /// How many bytes of JSON an answer may have; what comes behind is left out and counted.
    pub bytes: usize,
}

impl Default for Limits {
    /// Twenty seconds, two hundred rows, a gigabyte, and a hundred thousand bytes.
    fn default() -> Self {
        let time = std::time::Duration::from_secs(20);
        Self { query: query::Limits { time, rows: 200, memory: 1 << 30 }, bytes: 100_000 }
    }
}

/// Answers the messages of `input` about the graph of a folder until it ends.
///
/// # Errors
/// Those of [`read_folder`] for the graph; [`ErrorKind::Read`] and [`ErrorKind::Write`] where `input` or `out` fails. No message ends
/// the run.
pub fn serve(dir: &Path, limits: &Limits, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<()> {
    let graph = read_folder(dir)?;
    let store = query::load(dir)?;
    let folded = graph.folded();
    let options = Options { all: true, ..Options::default() };
    let view = View::new(&folded, &options);
    answer_all(&Session::new(Ground::new(&view, store, limits)), input, out)
}

/// Answers every line.
fn answer_all(session: &Session<'_, '_>, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<()> {
    loop {
        let line = next(input).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot read standard input").caused_by(error).remedy("start the server anew")
        })?;
        let answer = match line {
            Line::End => return Ok(()),
            Line::TooLong => Some(session::too_long()),
            Line::Whole(line) => session.answer(&line),
        };
        if let Some(mut answer) = answer {
            answer.push('\n');
            out.write_all(answer.as_bytes()).and_then(|()| out.flush()).map_err(|error| {
                let remedy = for_output(&error);
                Error::new(ErrorKind::Write, "cannot write to standard output").caused_by(error).remedy(remedy)
            })?;
        }
    }
}

/// Answers messages about a graph without a node.
pub(crate) fn answers_about_nothing(limits: &Limits, mut input: &[u8]) -> Result<Vec<u8>> {
    let graph = crate::graph::KnowledgeGraph::new();
    let (folded, options) = (graph.folded(), Options { all: true, ..Options::default() });
    let view = View::new(&folded, &options);
    let mut out = Vec::new();
    answer_all(&Session::new(Ground::new(&view, query::nothing()?, limits)), &mut input, &mut out)?;
    Ok(out)
}
