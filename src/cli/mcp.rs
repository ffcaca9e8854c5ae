//! `newsgraph mcp`: a graph and messages on standard input in; answers of the Model Context Protocol on standard output.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Outcome;
use super::graphs::quiet;
use crate::error::Result;
use crate::{mcp, query};

#[derive(Debug, Args)]
#[command(after_help = "A client starts it; in most the entry is\n\n  \
    {\"mcpServers\": {\"news\": {\"command\": \"newsgraph\", \"args\": [\"mcp\", \"/path/to/graph\"]}}}\n\n\
    Tools: search, node, neighbours, path, timeline, evidence, statistics, question (those of newsgraph query --list), sparql.\n\
    It reads the graph once, writes nothing and opens no connection; start it anew after the graph has changed.\n\n\
    Examples:\n  \
    newsgraph mcp graph\n  \
    echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"statistics\"}}' | newsgraph mcp graph")]
pub(super) struct Mcp {
    /// Folder of a graph, as `extract` writes it
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// How many seconds a question or a query may take
    #[arg(long, value_name = "SECONDS", default_value_t = mcp::Limits::default().query.time.as_secs())]
    timeout: u64,

    /// How many rows an answer may have
    #[arg(long, value_name = "N", default_value_t = mcp::Limits::default().query.rows)]
    max_rows: usize,

    /// How many bytes an answer may have; what comes behind is left out and counted
    #[arg(long, value_name = "N", default_value_t = mcp::Limits::default().bytes)]
    max_bytes: usize,

    /// How much memory a query may take, in MB
    #[arg(long, value_name = "MB", default_value_t = mcp::Limits::default().query.memory >> 20)]
    max_memory: u64,
}

/// Answers until standard input ends.
pub(super) fn run(arguments: &Mcp) -> Result<Outcome> {
    let query = query::Limits {
        time: Duration::from_secs(arguments.timeout),
        rows: arguments.max_rows,
        memory: arguments.max_memory.saturating_mul(1 << 20),
    };
    quiet(query::THREAD);
    let limits = mcp::Limits { query, bytes: arguments.max_bytes };
    mcp::serve(&arguments.folder, &limits, &mut io::stdin().lock(), &mut io::stdout().lock())?;
    Ok(Outcome::Done)
}
