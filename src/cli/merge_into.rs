//! `newsgraph merge --into`: graphs that were written into folders in; a graph that is kept on disk, with them, out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::graphs::quiet;
use super::{Outcome, messages, tell};
use crate::error::{Error, ErrorKind, Result};
use crate::folder::{hex, is_same};
use crate::graph::{self, BatchHead, Kept, KnowledgeGraph};

/// What is added to what.
#[derive(Debug)]
pub(super) struct Config {
    /// The folders of the graphs.
    pub folders: Vec<PathBuf>,
    /// That of the graph which is kept.
    pub dir: PathBuf,
}

/// Adds graphs, each as a batch, if they are not there.
pub(super) fn run(config: &Config) -> Result<Outcome> {
    quiet(graph::READING_THREAD);
    let mut kept = Kept::open(&config.dir)?;
    let mut known = BTreeSet::new();
    for head in kept.heads() {
        known.extend(head?.1.documents);
    }
    let before = known.len();
    if let Some(folder) = config.folders.iter().find(|folder| is_same(folder, &config.dir)) {
        let error = Error::new(ErrorKind::Usage, "a graph is not added to itself").in_file(folder);
        return Err(error.remedy("choose another folder with --into DIR"));
    }
    for folder in &config.folders {
        let graph = graph::read_folder(folder)?;
        let documents = hashes(&graph)?;
        if documents.is_subset(&known) {
            continue;
        }
        if !graph.decisions().is_empty() {
            let dir = folder.display();
            messages::warning(&format!(
                "what people decided of {dir} is not added: give {dir}/decisions.csv to convert"
            ));
        }
        let (made_by, size) = (String::new(), graph.size());
        kept.add(&graph, &BatchHead { made_by, documents: documents.clone(), size })?;
        known.extend(documents);
    }
    let text = told(known.len() - before, before, &config.dir);
    Ok(tell(&text, &config.dir))
}

/// What tells each document of a graph from that of another graph.
fn hashes(graph: &KnowledgeGraph) -> Result<BTreeSet<String>> {
    let whole = Sha256::digest(graph.pack()?);
    let hash = |document: &str| hex(&Sha256::new().chain_update(whole).chain_update(document).finalize()[..16]);
    Ok(graph.documents().map(hash).collect())
}

/// What a graph that grows has now.
pub(super) fn told(new: usize, before: usize, dir: &Path) -> String {
    let documents = if new == 1 { "document" } else { "documents" };
    format!(
        "{new} new {documents}, {} in all, in {dir}\nnewsgraph convert {dir} --to html,csv -o graph    writes the graph\n",
        before + new,
        dir = dir.display()
    )
}
