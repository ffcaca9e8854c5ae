//! A question, a graph and limits in; the answer out, by the engine in a thread of its own.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;

use oxigraph::sparql::{CancellationToken, QueryEvaluationError, SparqlEvaluator};
use oxigraph::store::Store;

use super::AnswerFormat;
use super::answer::written;
use super::limits::{self, Limits, Watch};
use super::names::Names;
use super::parameters::Values;
use super::questions::Question;
use super::store::load;
use crate::error::for_output;
use crate::{Error, ErrorKind, Result};

/// The longest query that is read, in bytes.
const LONGEST_QUERY: usize = 1 << 16;

/// The stack that a query has. Engine and parser recurse: each of the brackets that fit into the longest query takes some
/// two kilobytes of it, in a build without optimization ten.
const STACK: usize = if cfg!(fuzzing) { 1 << 27 } else { 1 << 30 };

/// The name of the thread that a query runs in.
pub(crate) const THREAD: &str = "newsgraph-query";

/// What is asked.
pub(crate) enum Asked {
    /// SPARQL, and the file that it stands in, which errors name.
    Sparql(String, Option<PathBuf>),
    /// A question of `queries`.
    Question(&'static Question, Values),
}

/// The graph that is asked.
pub(crate) enum Graph {
    /// That of a folder, which is read after the question.
    Folder(PathBuf),
    /// One that is read.
    Loaded(Store),
}

impl Graph {
    fn store(self) -> Result<Store> {
        match self {
            Graph::Folder(dir) => load(&dir),
            Graph::Loaded(store) => Ok(store),
        }
    }
}

/// Runs the query of a file over the graph of a folder and writes the answer.
///
/// SELECT gives rows, ASK `true` or `false`, CONSTRUCT and DESCRIBE triples as N-Triples. Nothing is fetched: a query with
/// SERVICE fails, and there are no updates. Returns false where the answer was cut at [`Limits::rows`].
///
/// # Errors
/// [`ErrorKind::Read`] for a file that cannot be read, [`ErrorKind::Query`] with line and column for a query that is no
/// SPARQL, and for one that goes beyond its limits or fails, [`ErrorKind::Format`] for a graph that is no JSON-LD,
/// [`ErrorKind::Write`] when `out` does not take the bytes.
pub fn run(query_file: &Path, dir: &Path, format: AnswerFormat, limits: &Limits, out: &mut dyn Write) -> Result<bool> {
    let text = fs::read_to_string(query_file).map_err(|error| {
        Error::new(ErrorKind::Read, "cannot read the query")
            .in_file(query_file)
            .caused_by(error)
            .remedy("give a text file with a SPARQL query")
    })?;
    let asked = Asked::Sparql(text, Some(query_file.to_owned()));
    answer(asked, Graph::Folder(dir.to_owned()), format, limits, out)
}

/// Writes the answer to a question; whether it is whole.
///
/// # Errors
/// Those of [`run`] and [`ask`](super::ask).
pub(crate) fn answer(
    asked: Asked,
    graph: Graph,
    format: AnswerFormat,
    limits: &Limits,
    out: &mut dyn Write,
) -> Result<bool> {
    let place = match &asked {
        Asked::Sparql(_, file) => file.clone(),
        Asked::Question(question, _) => Some(PathBuf::from(question.name())),
    };
    let refused = |message: String| at(&place, Error::new(ErrorKind::Query, message));
    if matches!(&asked, Asked::Sparql(text, _) if text.len() > LONGEST_QUERY) {
        return Err(refused(format!("a query of more than {LONGEST_QUERY} bytes")).remedy("ask in several queries"));
    }
    // The engine heeds its token only between triples, and its parser none. So it works in a thread of its own, which is
    // left alone where it takes too much.
    let (send, received) = mpsc::sync_channel(16);
    let stop = CancellationToken::new();
    let asking = Asking { asked, graph, format, rows: limits.rows, stop: stop.clone() };
    thread::Builder::new()
        .name(THREAD.into())
        .stack_size(STACK)
        .spawn(move || asking.answer(&send))
        .map_err(|error| refused("no thread for the query".into()).caused_by(error))?;
    let mut watch = Watch::begin(limits);
    let ended = loop {
        match received.recv_timeout(limits::EVERY) {
            Ok(Message::Reading) => watch.pause(),
            Ok(Message::Read) => watch.go_on(),
            Ok(Message::Bytes(bytes)) => {
                if let Err(error) = out.write_all(&bytes) {
                    break Err(unwritten(error));
                }
            }
            Ok(Message::Done(done)) => return done.map_err(|error| error.told(&place)),
            Err(RecvTimeoutError::Timeout) => {}
            // The engine panics on some queries, as an ORDER BY of numbers beside dates.
            Err(RecvTimeoutError::Disconnected) => {
                let remedy = "order or group by values of one kind, as STR(?x)";
                return Err(refused("the query engine failed".into()).remedy(remedy));
            }
        }
        if let Some(excess) = watch.excess() {
            break Err(refused(excess.message()).remedy(excess.remedy()));
        }
    };
    stop.cancel();
    ended
}

fn at(place: &Option<PathBuf>, error: Error) -> Error {
    match place {
        Some(place) => error.in_file(place),
        None => error,
    }
}

/// What the thread of a query tells.
enum Message {
    /// The graph is read next.
    Reading,
    /// The graph is there; the answer comes next.
    Read,
    /// A part of the answer.
    Bytes(Vec<u8>),
    /// The end: whether the answer is whole.
    Done(std::result::Result<bool, Failure>),
}

/// Why there is no answer.
enum Failure {
    /// The text is no query.
    Refused(Box<dyn std::error::Error + Send + Sync>),
    /// The engine gives an error.
    Failed(QueryEvaluationError),
    /// Of the graph, what is asked about, or the writer.
    Other(Error),
}

impl Failure {
    /// The error of a query at its place.
    fn told(self, place: &Option<PathBuf>) -> Error {
        let error = |message: &str| at(place, Error::new(ErrorKind::Query, message));
        match self {
            Failure::Refused(cause) => {
                error("no SPARQL query").caused_by(cause).remedy("mend the query there; queries/ has examples")
            }
            Failure::Failed(cause) => error("the query fails").caused_by(cause),
            Failure::Other(error) => error,
        }
    }
}

/// A question, for its thread.
struct Asking {
    asked: Asked,
    graph: Graph,
    format: AnswerFormat,
    rows: usize,
    stop: CancellationToken,
}

impl Asking {
    /// Sends the answer. Where nobody receives any more, there is nobody to tell.
    fn answer(self, send: &SyncSender<Message>) {
        let done = self.answered(send);
        let _ = send.send(Message::Done(done));
    }

    fn answered(self, send: &SyncSender<Message>) -> std::result::Result<bool, Failure> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(self.stop);
        let parse = |text: &str| evaluator.parse_query(text).map_err(|error| Failure::Refused(error.into()));
        let tell = |message: Message| drop(send.send(message));
        // A query is parsed first: what is wrong with it is told before a large graph is read.
        let (query, store) = match self.asked {
            Asked::Sparql(text, _) => {
                let query = parse(&text)?;
                tell(Message::Reading);
                (query, self.graph.store().map_err(Failure::Other)?)
            }
            Asked::Question(question, values) => {
                tell(Message::Reading);
                let store = self.graph.store().map_err(Failure::Other)?;
                let text = question.filled(&values, &Names::of_store(&store)).map_err(Failure::Other)?;
                (parse(&text)?, store)
            }
        };
        tell(Message::Read);
        let results = query.on_store(&store).execute().map_err(Failure::Failed)?;
        let mut out = BufWriter::with_capacity(1 << 16, Sent(send));
        let written = written(results, self.format, self.rows, &mut out);
        written.and_then(|whole| out.flush().map(|()| whole)).map_err(|error| {
            error
                .downcast::<QueryEvaluationError>()
                .map_or_else(|error| Failure::Other(unwritten(error)), Failure::Failed)
        })
    }
}

/// Sends what is written.
struct Sent<'s>(&'s SyncSender<Message>);

impl Write for Sent<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(Message::Bytes(bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// That the answer is not taken.
fn unwritten(error: io::Error) -> Error {
    let remedy = for_output(&error);
    Error::new(ErrorKind::Write, "cannot write the answer").caused_by(error).remedy(remedy)
}
