//! `newsgraph load`: a graph that `extract` wrote in; the same in a running Neo4j out.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Outcome, messages, print, stdout_failed};
use crate::error::{Error, ErrorKind, Result};
use crate::load::{Address, Changes, Login, Progress, load};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    export NEO4J_PASSWORD=…\n  \
    newsgraph load bolt://localhost:7687 graph\n  \
    newsgraph load neo4j://db.example.org week --user reader --database news\n\n\
    The password is that of the variable NEO4J_PASSWORD; without it, the server must ask for none. A second run changes\n\
    nothing, one after a fault goes on where the other stopped, a document that was read anew replaces what it said before.\n\
    The server is Neo4j 5.26 or later. Connections are not encrypted: use a tunnel (ssh -L) to a server elsewhere.")]
pub(super) struct Load {
    /// Where the server is, as bolt://localhost:7687
    #[arg(value_name = "ADDRESS")]
    address: String,

    /// Folder of a graph, as `extract` writes it, or a file: .graphml, .jsonld, .ttl, .nq or .trig
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    #[command(flatten)]
    server: Server,
}

/// How to come into a server.
#[derive(Debug, Args)]
pub(super) struct Server {
    /// User of the server [default: the variable NEO4J_USERNAME, else neo4j]
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// Database of the server [default: that of the user]
    #[arg(long, value_name = "NAME")]
    database: Option<String>,
}

impl Server {
    /// The login at that address, with what the environment tells.
    pub fn login(self, address: &str) -> Result<Login> {
        let address: Address = address.parse()?;
        let user = match self.user {
            Some(user) => Some(user),
            None => variable("NEO4J_USERNAME")?,
        };
        let password = variable("NEO4J_PASSWORD")?;
        if password.is_some() && !address.is_here() {
            messages::warning(&format!("password and graph go to {} without encryption", address.host));
        }
        Ok(Login { address, user: user.unwrap_or_else(|| "neo4j".to_owned()), password, database: self.database })
    }
}

/// A variable of the environment that is set to something.
fn variable(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(_) => Err(Error::new(ErrorKind::Usage, format!("the variable {name} is no text")).remedy("set it anew")),
    }
}

/// Loads.
pub(super) fn run(arguments: Load) -> Result<Outcome> {
    let login = arguments.server.login(&arguments.address)?;
    super::graphs::quiet(crate::graph::READING_THREAD);
    let address = login.address.to_string();
    let bar = Bar::new();
    let changes = load(&arguments.folder, login, &mut |progress| bar.show(progress))?;
    drop(bar);
    let Changes { documents_added, documents_changed, documents_same, .. } = changes;
    let documents = format!("{documents_added} new, {documents_changed} changed, {documents_same} as before");
    print(&format!("Documents: {documents}\n{}in {address}\n", written(&changes))).map_err(stdout_failed)?;
    Ok(Outcome::Done)
}

/// Lines of what was written and removed.
pub(super) fn written(changes: &Changes) -> String {
    let Changes { nodes_written, edges_written, nodes_removed, edges_removed, nodes_kept, .. } = changes;
    let mut text = format!(
        "Written:   {nodes_written} nodes, {edges_written} relationships\n\
         Removed:   {nodes_removed} nodes, {edges_removed} relationships\n"
    );
    if *nodes_kept > 0 {
        text += &format!("Kept:      {nodes_kept} nodes that relationships of others hang on\n");
    }
    text
}

/// A bar on a terminal, and nothing in a pipe.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos} of {len}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub fn show(&self, progress: Progress) {
        self.0.set_message(progress.step);
        self.0.set_length(progress.total as u64);
        self.0.set_position(progress.done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
