//! `newsgraph convert` and `merge`: graphs that `extract` wrote in; other formats and their union out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, panic, thread};

use super::decided::Decided;
use super::in_pieces::{self, Inputs};
use super::output::OutputFolder;
use super::{Outcome, messages, selected, stdout_failed, summary, tell};
use crate::error::{Error, ErrorKind, Result, for_another_folder};
use crate::graph::{self, Batches, KnowledgeGraph, Sorted};
use crate::ontology::{Flaw, Vocabulary};
use crate::{export, folder, terminal};

/// A validated conversion or merge.
#[derive(Debug)]
pub(super) struct Config {
    /// The folders of the graphs.
    pub folders: Vec<PathBuf>,
    /// Where the graph goes; `None` for standard output.
    pub output: Option<PathBuf>,
    /// What is written and how.
    pub export: export::Options,
    /// What part of the graph is written.
    pub selection: export::Selection,
    /// Files of people's decisions.
    pub decisions: Vec<PathBuf>,
    /// How many bytes of memory it may take before it is brought into order on disk.
    pub memory: Option<usize>,
}

/// Reads the graphs, joins them and writes the whole, or the part that is asked for.
pub(super) fn run(mut config: Config) -> Result<Outcome> {
    let single = config.output.is_none().then(|| single_file(&config.export)).transpose()?;
    if config.output.is_none() && config.export.picture.is_some() {
        let error = Error::new(ErrorKind::Usage, "a picture stands beside the files of a folder");
        return Err(error.remedy("give -o DIR, or draw by hand: newsgraph convert DIR --to dot | dot -Tsvg"));
    }
    let folder = config.output.as_deref().map(OutputFolder::prepare).transpose()?;
    // The graph of the folder itself in further formats leaves the others there.
    let is_same = match (&config.folders[..], &config.output) {
        ([only], Some(output)) => folder::is_same(only, output),
        _ => false,
    };
    if is_same && !config.selection.is_all() {
        let error = Error::new(ErrorKind::Usage, "a part of a graph would stand among the files of the whole");
        return Err(error.in_file(&config.folders[0]).remedy("choose another folder with -o DIR"));
    }
    for path in &config.folders {
        let parts = folder::parts(path)?;
        for part in &parts {
            messages::warning(&format!(
                "{} holds a part of a graph: {part}; all else is missing there",
                path.display()
            ));
        }
        config.export.scope = config.export.scope.of_parts(parts);
    }
    if let (Some(memory), Some(folder)) = (config.memory, folder.as_ref().filter(|_| !is_same))
        && let Some(outcome) = in_pieces(&mut config, memory, folder.path())?
    {
        return Ok(outcome);
    }
    let decided = Decided::read(&config.decisions)?;
    let (mut graph, vocabulary) = read(&config.folders)?;
    let taken = decided.take(&mut graph);
    let folded = graph.folded();
    let decided = taken.tell(&folded);
    let selected = decided.and(selected::set(&config.selection, &folded, &vocabulary, &mut config.export)?);
    let Some(folder) = folder else {
        let mut out = terminal::stdout();
        export::write_file(&folded, &config.export, single.unwrap_or_default(), &mut out)?;
        out.flush().map_err(stdout_failed)?;
        return Ok(selected);
    };
    let write = if is_same { export::add_to_folder } else { export::write_folded };
    let written = write(&folded, folder.path(), &config.export)?;
    let documents = graph.documents().count();
    let drawn = super::picture(&written);
    let decided = taken.summary(&folded);
    let text = summary::of(&folded, &config.export, documents, &decided, folder.path(), &written);
    Ok(selected.and(drawn).and(tell(&text, folder.path())))
}

/// Writes graphs that take more memory than they may; `None` where they do not, or need to be in memory.
fn in_pieces(config: &mut Config, memory: usize, folder: &Path) -> Result<Option<Outcome>> {
    let Some(batches) = Batches::of_folders(&config.folders) else {
        messages::note(
            &"only graphs that extract --into keeps are brought into order on disk; this one is read into memory",
        );
        return Ok(None);
    };
    if batches.size()? <= memory {
        return Ok(None);
    }
    if !config.selection.focus.is_empty() || !config.decisions.is_empty() {
        messages::note(&in_pieces::NEEDS_WHOLE);
        return Ok(None);
    }
    let (batches, taken) = batches.told_apart()?;
    tell_apart(&taken);
    fs::create_dir_all(folder).map_err(|error| {
        let remedy = for_another_folder(&error);
        Error::new(ErrorKind::Write, "cannot make the folder").in_file(folder).caused_by(error).remedy(remedy)
    })?;
    let sorted = Sorted::of(&batches, folder, memory, config.export.shows_statements())?;
    let mut vocabulary = Vocabulary::default();
    for own in &sorted.own {
        vocabulary.add(*own).map_err(|flaw| other_predicates(&flaw, &config.folders[0]))?;
    }
    let inputs = Inputs { documents: sorted.nodes.documents, failed: "", folder };
    let selected = selected::set(&config.selection, &sorted.folded, &vocabulary, &mut config.export)?;
    Ok(Some(selected.and(in_pieces::write(&sorted, &inputs, &config.export)?)))
}

/// The one file that the formats have.
fn single_file(options: &export::Options) -> Result<&'static str> {
    let files: Vec<_> = options.formats.iter().flat_map(|format| format.exports()).collect();
    match files[..] {
        [file] => Ok(file.file_name()),
        _ => Err(Error::new(ErrorKind::Usage, "several files do not fit into standard output").remedy("give -o DIR")),
    }
}

fn read(folders: &[impl AsRef<Path>]) -> Result<(KnowledgeGraph, Vocabulary)> {
    quiet(graph::READING_THREAD);
    let mut graphs = Vec::new();
    let mut vocabulary = Vocabulary::default();
    for folder in folders {
        let graph = graph::read_folder(folder.as_ref())?;
        for own in graph.own_predicates() {
            vocabulary.add(own).map_err(|flaw| other_predicates(&flaw, folder.as_ref()))?;
        }
        graphs.push(graph);
    }
    tell_apart(&graph::tell_apart(&mut graphs));
    let mut whole = KnowledgeGraph::new();
    graphs.into_iter().for_each(|graph| whole.merge(graph));
    Ok((whole, vocabulary))
}

fn tell_apart(taken: &[String]) {
    for id in taken {
        messages::warning(&format!("{id:?} is the id of several texts; each has its checksum behind the id now"));
    }
}

fn other_predicates(flaw: &Flaw, folder: &Path) -> Error {
    Error::new(ErrorKind::Format, format!("another graph has other predicates: {}", flaw.message))
        .in_file(folder.join("predicates.csv"))
        .remedy("extract both with one file of --rules")
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
