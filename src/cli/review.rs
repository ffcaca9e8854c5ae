//! `newsgraph review`: a graph that `extract` wrote in; what of it is doubtful out, as a table for people.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, stdout_failed};
use crate::error::{Error, ErrorKind, Result, for_output};
use crate::graph::{self, read_folder};
use crate::{review, terminal};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    newsgraph review graph -o review.csv\n  \
    newsgraph convert graph --to html,csv,events --decisions review.csv -o decided\n\n\
    Open the table in a spreadsheet and write into its first column what is right: confirm or reject an edge; same-as or\n\
    not-same of two nodes; link with a Wikidata item in “other”, or none there. Rows without a decision are left alone.")]
pub(super) struct Review {
    /// Folder of a graph, as `extract` writes it, or a file: .graphml, .jsonld, .ttl, .nq or .trig
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// File for the table [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Propose the N most doubtful and best supported only
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,
}

/// Writes the table.
pub(super) fn run(arguments: &Review) -> Result<Outcome> {
    super::graphs::quiet(graph::READING_THREAD);
    let graph = read_folder(&arguments.folder)?;
    let proposals = review::proposals(&graph, &graph.folded(), arguments.top);
    match &arguments.output {
        Some(path) => {
            whole(path, &proposals).map_err(|error| {
                let remedy = for_output(&error);
                Error::new(ErrorKind::Write, "cannot write").in_file(path).caused_by(error).remedy(remedy)
            })?;
        }
        None => {
            let mut out = terminal::stdout();
            review::write(&proposals, &mut out).and_then(|()| out.flush()).map_err(stdout_failed)?;
        }
    }
    Ok(Outcome::Done)
}

/// Writes the file whole or not at all.
fn whole(path: &Path, proposals: &[review::Proposal]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    review::write(proposals, &mut file)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}
