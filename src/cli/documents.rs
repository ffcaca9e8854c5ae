//! Inputs and a function in; the function's results out, in the order of the documents, whatever the number of threads.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::failed::Failed;
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::{Outcome, messages};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::{self, Content, Input, Reader};
use crate::pipeline;
use crate::resolve::Names;

/// What to read and how.
#[derive(Debug)]
pub(super) struct Reading {
    /// Files, folders, or `-`.
    pub inputs: Vec<PathBuf>,
    /// How they are read.
    pub options: ingest::Options,
    /// Files of the user's own names.
    pub gazetteers: Vec<PathBuf>,
}

impl Reading {
    /// The user's own names. Bad rows are reported and make the outcome that of a failed input; the others count.
    ///
    /// # Errors
    /// `Read` or `Format` if a file cannot be read at all.
    pub fn names(&self) -> Result<(Names, Outcome)> {
        let (mut names, mut outcome) = (Names::default(), Outcome::Done);
        for path in &self.gazetteers {
            for error in names.add_file(path)? {
                messages::error(&error);
                outcome = Outcome::SomeFailed;
            }
        }
        Ok((names, outcome))
    }
}

/// How the reading of all documents ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Whether an input failed, or somebody stopped the run.
    pub outcome: Outcome,
    /// What failed, in the order of the inputs.
    pub failed: Vec<Failed>,
}

/// One document.
struct Done<T> {
    /// Its id, as far as it came to one.
    id: Option<String>,
    /// How many words it has.
    words: usize,
    warnings: Vec<Error>,
    /// How many bytes of each line that was cut were not read.
    cut: Vec<usize>,
    /// What the function made of it.
    result: Result<T>,
}

/// Calls `work` on every document, on `threads` threads, and `take` on each result, in the order of the documents. Reports
/// the inputs that failed and goes on. Where somebody asks for it, no further document is begun.
///
/// # Errors
/// What `take` returns; the run then stops.
pub(super) fn each<T: Send>(
    reading: Reading,
    threads: usize,
    interrupt: &Interrupt,
    work: impl Fn(Content) -> Result<T> + Sync,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<Ended> {
    let documents = ingest::read(&reading.inputs, reading.options);
    documents.passed_over().iter().for_each(|notice| messages::warning(notice));
    let progress = Progress::new(documents.extent());
    let queue = Mutex::new(documents.enumerate());
    let (sender, receiver) = sync_channel(4 * threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, queue, work) = (sender.clone(), &queue, &work);
            let thread = thread::Builder::new().stack_size(pipeline::STACK);
            thread.spawn_scoped(scope, move || serve(queue, interrupt, work, &sender)).map_err(|error| {
                Error::new(ErrorKind::Internal, "cannot start a thread")
                    .caused_by(error)
                    .remedy("give a lower --threads")
            })?;
        }
        drop(sender);
        let mut ended = in_order(receiver, &progress, &mut take)?;
        if interrupt.asked() {
            ended.outcome = Outcome::Interrupted;
        }
        Ok(ended)
    })
}

/// Works off the queue until it is empty, somebody stops the run or nobody waits for results.
fn serve<T>(
    queue: &Mutex<std::iter::Enumerate<Reader>>,
    interrupt: &Interrupt,
    work: &impl Fn(Content) -> Result<T>,
    sender: &SyncSender<(usize, Done<T>)>,
) {
    while !interrupt.asked() {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some((number, input)) = next else { return };
        let done = match input {
            Ok(Input { content, warnings, cut, .. }) => {
                let (id, words) = (content.id().to_owned(), content.words());
                let result = pipeline::guarded(&id, || work(content));
                Done { id: Some(id), words, warnings, cut, result }
            }
            Err(error) => Done { id: None, words: 0, warnings: Vec::new(), cut: Vec::new(), result: Err(error) },
        };
        if sender.send((number, done)).is_err() {
            return;
        }
    }
}

/// Hands on the results in the order of their numbers.
fn in_order<T>(
    receiver: Receiver<(usize, Done<T>)>,
    progress: &Progress,
    take: &mut impl FnMut(T) -> Result<()>,
) -> Result<Ended> {
    /// How many files that were passed over are named.
    const NAMED: usize = 10;
    let (mut passed_over, mut cut, mut failed) = (0, Vec::new(), Vec::new());
    let mut early = BTreeMap::new();
    let mut expected = 0;
    for (number, done) in receiver {
        early.insert(number, done);
        while let Some(Done { id, words, warnings, cut: cut_here, result }) = early.remove(&expected) {
            expected += 1;
            cut.extend(cut_here);
            progress.step(words);
            let doubts = warnings.iter().filter(|warning| warning.kind() == ErrorKind::Doubt);
            failed.extend(doubts.map(|doubt| Failed::new(id.clone(), doubt)));
            progress.pause(|| warnings.iter().for_each(warn));
            match result {
                Ok(result) => take(result)?,
                Err(error) if error.kind() == ErrorKind::Skipped => {
                    passed_over += 1;
                    if passed_over <= NAMED {
                        progress.pause(|| messages::note(&error));
                    }
                }
                Err(error) => {
                    failed.push(Failed::new(id, &error));
                    progress.pause(|| messages::error(&error));
                }
            }
        }
    }
    if passed_over > 0 {
        let files = if passed_over == 1 { "file that was found was" } else { "files that were found were" };
        progress.pause(|| messages::note(&format!("{passed_over} {files} not read")));
    }
    // One is told already.
    if cut.len() > 1 {
        let message = format!("{} lines were cut: {} bytes were not read", cut.len(), cut.iter().sum::<usize>());
        progress.pause(|| messages::warning(&message));
    }
    let outcome = if failed.is_empty() { Outcome::Done } else { Outcome::SomeFailed };
    Ok(Ended { outcome, failed })
}

/// Reports what is doubtful of a document, or how it was understood.
fn warn(warning: &Error) {
    match warning.kind() {
        ErrorKind::Note => messages::note(warning),
        _ => messages::warning(warning),
    }
}
