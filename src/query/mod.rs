//! A SPARQL query and a graph folder in; the answer out, by an embedded engine and within limits. No model is touched.

mod limits;
mod table;

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, SparqlEvaluator};
use oxigraph::store::Store;

use crate::error::for_output;
use crate::export::{Options, write};
use crate::folder::Folder;
use crate::graph::read_folder;
use crate::nesting::Nesting;
use crate::{Error, ErrorKind, Result};

pub use limits::Limits;
use limits::Watch;
use table::{short, table};

/// The file that is asked.
const GRAPH: &str = "graph.jsonld";

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerFormat {
    /// Aligned columns for a terminal, with short forms of IRIs.
    Table,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 JSON.
    Json,
}

impl FromStr for AnswerFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "table" => Ok(Self::Table),
            "tsv" => Ok(Self::Tsv),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(Error::new(ErrorKind::Usage, format!("“{name}” is no format of an answer"))
                .remedy("use one of table, tsv, csv, json")),
        }
    }
}

/// That the answer is not taken.
fn unwritten(error: io::Error) -> Error {
    let remedy = for_output(&error);
    Error::new(ErrorKind::Write, "cannot write the answer").caused_by(error).remedy(remedy)
}

/// The longest query that is read, in bytes.
const LONGEST_QUERY: usize = 1 << 16;

/// The stack that a query has. Engine and parser recurse: each of the brackets that fit into the longest query takes some
/// two kilobytes of it, in a build without optimization ten.
const STACK: usize = if cfg!(fuzzing) { 1 << 27 } else { 1 << 30 };

/// The name of the thread that a query runs in.
pub(crate) const THREAD: &str = "newsgraph-query";

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
    let refused = |message: String| Error::new(ErrorKind::Query, message).in_file(query_file);
    if text.len() > LONGEST_QUERY {
        return Err(refused(format!("a query of more than {LONGEST_QUERY} bytes")).remedy("ask in several queries"));
    }
    // The engine heeds its token only between triples, and its parser none. So it works in a thread of its own, which is
    // left alone where it takes too much.
    let (send, received) = mpsc::sync_channel(16);
    let stop = CancellationToken::new();
    let asked = Asked { text, dir: dir.to_owned(), format, rows: limits.rows, stop: stop.clone() };
    thread::Builder::new()
        .name(THREAD.into())
        .stack_size(STACK)
        .spawn(move || asked.answer(&send))
        .map_err(|error| refused("no thread for the query".into()).caused_by(error))?;
    let mut watch = Watch::begin(limits);
    let ended = loop {
        match received.recv_timeout(limits::EVERY) {
            Ok(Message::Parsed) => watch.pause(),
            Ok(Message::Loaded) => watch.go_on(),
            Ok(Message::Bytes(bytes)) => {
                if let Err(error) = out.write_all(&bytes) {
                    break Err(unwritten(error));
                }
            }
            Ok(Message::Done(done)) => return done.map_err(|error| error.in_query(query_file)),
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

/// What the thread of a query tells.
enum Message {
    /// The query is one; the graph comes next.
    Parsed,
    /// The graph is there; the answer comes next.
    Loaded,
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
    /// Of the graph or the writer.
    Other(Error),
}

impl Failure {
    /// The error of a query in a file.
    fn in_query(self, file: &Path) -> Error {
        let error = |message: &str| Error::new(ErrorKind::Query, message).in_file(file);
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
struct Asked {
    text: String,
    dir: PathBuf,
    format: AnswerFormat,
    rows: usize,
    stop: CancellationToken,
}

impl Asked {
    /// Sends the answer. Where nobody receives any more, there is nobody to tell.
    fn answer(self, send: &SyncSender<Message>) {
        let done = self.asked(send);
        let _ = send.send(Message::Done(done));
    }

    fn asked(self, send: &SyncSender<Message>) -> std::result::Result<bool, Failure> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(self.stop);
        let query = evaluator.parse_query(&self.text).map_err(|error| Failure::Refused(error.into()))?;
        let _ = send.send(Message::Parsed);
        let store = load(&self.dir).map_err(Failure::Other)?;
        let _ = send.send(Message::Loaded);
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

/// Writes results, so many rows or triples at most; whether those were all.
fn written(results: QueryResults<'_>, format: AnswerFormat, most: usize, out: &mut dyn Write) -> io::Result<bool> {
    match results {
        QueryResults::Solutions(solutions) => rows(solutions, format, most, out),
        QueryResults::Boolean(answer) => boolean(answer, format, out).map(|()| true),
        QueryResults::Graph(mut triples) => {
            let mut serializer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(&mut *out);
            for triple in triples.by_ref().take(most) {
                serializer.serialize_triple(&triple.map_err(io::Error::other)?)?;
            }
            serializer.finish()?;
            Ok(triples.next().is_none())
        }
    }
}

/// The graph of `graph.jsonld`, or where that is missing of the tables.
fn load(dir: &Path) -> Result<Store> {
    let folder = Folder::open(dir)?;
    let path = dir.join(GRAPH);
    let reader: Box<dyn Read> = if folder.has(GRAPH) {
        let path = folder.file(GRAPH)?;
        let file = File::open(&path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(&path).caused_by(error))?;
        Box::new(Nesting::of(BufReader::new(file)))
    } else {
        let mut bytes = Vec::new();
        write(&read_folder(dir)?, &Options { all: true, ..Options::default() }, GRAPH, &mut bytes)?;
        Box::new(io::Cursor::new(bytes))
    };
    let broken = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Format, "no graph in JSON-LD")
            .in_file(&path)
            .caused_by(error)
            .remedy("write the folder anew with newsgraph extract")
    };
    let store = Store::new().map_err(|error| broken(error.into()))?;
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    store.load_from_reader(format, reader).map_err(|error| broken(error.into()))?;
    Ok(store)
}

fn boolean(answer: bool, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
    match serializer(format) {
        Some(serializer) => serializer.serialize_boolean_to_writer(&mut *out, answer).map(drop),
        None => writeln!(out, "{answer}"),
    }
}

/// Writes rows, so many at most; whether that was all.
fn rows(
    mut solutions: QuerySolutionIter<'_>,
    format: AnswerFormat,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let variables = solutions.variables().to_vec();
    let Some(serializer) = serializer(format) else {
        let header = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
        let mut rows = vec![header];
        for solution in solutions.by_ref().take(most) {
            let solution = solution.map_err(io::Error::other)?;
            rows.push(variables.iter().map(|variable| solution.get(variable).map(short).unwrap_or_default()).collect());
        }
        table(&rows, out)?;
        return Ok(solutions.next().is_none());
    };
    let mut serializer = serializer.serialize_solutions_to_writer(&mut *out, variables)?;
    for solution in solutions.by_ref().take(most) {
        let solution = solution.map_err(io::Error::other)?;
        serializer.serialize(&solution)?;
    }
    serializer.finish()?;
    Ok(solutions.next().is_none())
}

fn serializer(format: AnswerFormat) -> Option<QueryResultsSerializer> {
    let format = match format {
        AnswerFormat::Table => return None,
        AnswerFormat::Tsv => QueryResultsFormat::Tsv,
        AnswerFormat::Csv => QueryResultsFormat::Csv,
        AnswerFormat::Json => QueryResultsFormat::Json,
    };
    Some(QueryResultsSerializer::from_format(format))
}
