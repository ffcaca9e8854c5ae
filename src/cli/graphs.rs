//! `newsgraph convert` and `merge`: graphs that `extract` wrote in; other formats and their union out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{panic, thread};

use super::output::OutputFolder;
use super::{Outcome, messages, stdout_failed, summary, tell};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{self, KnowledgeGraph};
use crate::ontology::Vocabulary;
use crate::{export, terminal};

/// A validated conversion or merge.
#[derive(Debug)]
pub(super) struct Config {
    /// The folders of the graphs.
    pub folders: Vec<PathBuf>,
    /// Where the graph goes; `None` for standard output.
    pub output: Option<PathBuf>,
    /// What is written and how.
    pub export: export::Options,
}

/// Reads the graphs, joins them and writes the whole.
pub(super) fn run(config: &Config) -> Result<Outcome> {
    let Some(output) = &config.output else {
        let file = single_file(&config.export)?;
        let graph = read(&config.folders)?;
        let mut out = terminal::stdout();
        export::write(&graph, &config.export, file, &mut out)?;
        out.flush().map_err(stdout_failed)?;
        return Ok(Outcome::Done);
    };
    let folder = OutputFolder::prepare(output)?;
    let graph = read(&config.folders)?;
    let folded = graph.folded();
    // The graph of the folder itself in further formats leaves the others there.
    let is_same = matches!(&config.folders[..], [only] if same_folder(only, output));
    let write = if is_same { export::add_to_folder } else { export::write_folded };
    let written = write(&folded, folder.path(), &config.export)?;
    let documents = graph.petgraph().node_weights().filter(|node| matches!(node, graph::Node::Document(_))).count();
    let text = summary::of(&folded, &config.export, documents, folder.path(), &written);
    Ok(tell(&text, folder.path()))
}

fn same_folder(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The one file that the formats have.
fn single_file(options: &export::Options) -> Result<&'static str> {
    let files: Vec<_> = options.formats.iter().flat_map(|format| format.exports()).collect();
    match files[..] {
        [file] => Ok(file.file_name()),
        _ => Err(Error::new(ErrorKind::Usage, "several files do not fit into standard output").remedy("give -o DIR")),
    }
}

fn read(folders: &[impl AsRef<Path>]) -> Result<KnowledgeGraph> {
    quiet(graph::READING_THREAD);
    let mut graphs = Vec::new();
    let mut vocabulary = Vocabulary::default();
    for folder in folders {
        let graph = graph::read_folder(folder.as_ref())?;
        for own in graph.own_predicates() {
            vocabulary.add(own).map_err(|flaw| {
                Error::new(ErrorKind::Format, format!("another graph has other predicates: {}", flaw.message))
                    .in_file(folder.as_ref().join("predicates.csv"))
                    .remedy("extract both with one file of --rules")
            })?;
        }
        graphs.push(graph);
    }
    for id in graph::tell_apart(&mut graphs) {
        messages::warning(&format!("{id:?} is the id of several texts; each has its checksum behind the id now"));
    }
    let mut whole = KnowledgeGraph::new();
    graphs.into_iter().for_each(|graph| whole.merge(graph));
    Ok(whole)
}

/// Has the panics of a thread told once, as the error that they become.
pub(super) fn quiet(name: &'static str) {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() != Some(name) {
            hook(info);
        }
    }));
}
