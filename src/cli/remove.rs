//! `newsgraph remove`: ids of documents in; a running Neo4j without what they alone say out.

use clap::Args;

use super::load::{Bar, Server, written};
use super::{Outcome, messages, print, stdout_failed};
use crate::error::{Error, ErrorKind, Result};
use crate::load::remove;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    newsgraph remove bolt://localhost:7687 --document story-17 --document story-18\n\n\
    What other documents say stays, and so does all that others wrote. The id is the property “document” of the nodes\n\
    Document. User, password and database are those of newsgraph load.")]
pub(super) struct Remove {
    /// Where the server is, as bolt://localhost:7687
    #[arg(value_name = "ADDRESS")]
    address: String,

    /// Id of a document; several times if need be
    #[arg(long = "document", value_name = "ID", required = true)]
    documents: Vec<String>,

    #[command(flatten)]
    server: Server,
}

/// Removes.
pub(super) fn run(arguments: Remove) -> Result<Outcome> {
    let login = arguments.server.login(&arguments.address)?;
    let address = login.address.to_string();
    let bar = Bar::new();
    let changes = remove(&arguments.documents, login, &mut |progress| bar.show(progress))?;
    drop(bar);
    let unknown = |id: &String| {
        Error::new(ErrorKind::Usage, format!("no document {id:?} was loaded"))
            .in_file(&address)
            .remedy("MATCH (d:Document) RETURN d.document lists them")
    };
    if changes.documents_removed == 0
        && let [id, others @ ..] = &changes.unknown[..]
    {
        others.iter().for_each(|id| messages::error(&unknown(id)));
        return Err(unknown(id));
    }
    changes.unknown.iter().for_each(|id| messages::error(&unknown(id)));
    let text = format!("Documents: {} removed\n{}in {address}\n", changes.documents_removed, written(&changes));
    print(&text).map_err(stdout_failed)?;
    Ok(if changes.unknown.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}
