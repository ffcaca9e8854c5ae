//! A SPARQL query and a graph folder in; the answer out, by an embedded engine and within limits. No model is touched.

mod limits;
mod nesting;
mod table;

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::str::FromStr;
use std::thread;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, SparqlEvaluator};
use oxigraph::store::Store;

use crate::export::{Options, write};
use crate::folder::Folder;
use crate::graph::read_folder;
use crate::{Error, ErrorKind, Result};

pub use limits::Limits;
use limits::Watch;
use nesting::Nesting;
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

/// The longest query that is read, in bytes.
const LONGEST_QUERY: usize = 1 << 16;

/// The stack that a query has. Engine and parser recurse: each of the brackets that fit into the longest query takes some
/// two kilobytes of it, in a build without optimization ten.
const STACK: usize = 1 << 30;

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
pub fn run(
    query_file: &Path,
    dir: &Path,
    format: AnswerFormat,
    limits: &Limits,
    out: &mut (dyn Write + Send),
) -> Result<bool> {
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
    thread::scope(|scope| {
        let thread = thread::Builder::new().name(THREAD.into()).stack_size(STACK);
        let asked = thread.spawn_scoped(scope, || ask(&text, query_file, dir, format, limits, out));
        let asked = asked.map_err(|error| refused("no thread for the query".into()).caused_by(error))?;
        // The engine panics on some queries, as an ORDER BY of numbers beside dates.
        asked.join().unwrap_or_else(|_| {
            Err(refused("the query engine failed".into()).remedy("order or group by values of one kind, as STR(?x)"))
        })
    })
}

fn ask(
    text: &str,
    query_file: &Path,
    dir: &Path,
    format: AnswerFormat,
    limits: &Limits,
    out: &mut (dyn Write + Send),
) -> Result<bool> {
    let refused = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Query, "no SPARQL query").in_file(query_file).caused_by(error)
    };
    let stop = CancellationToken::new();
    let query = SparqlEvaluator::new()
        .with_cancellation_token(stop.clone())
        .parse_query(text)
        .map_err(|error| refused(error.into()).remedy("mend the query there; queries/ has examples"))?;
    let store = load(dir)?;
    let watch = Watch::begin(limits, stop);
    let mut whole = true;
    let written = match query.on_store(&store).execute() {
        Ok(QueryResults::Solutions(solutions)) => rows(solutions, format, limits.rows, out).map(|all| whole = all),
        Ok(QueryResults::Boolean(answer)) => boolean(answer, format, out),
        Ok(QueryResults::Graph(mut triples)) => {
            let mut serializer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(&mut *out);
            let taken = triples.by_ref().take(limits.rows);
            taken
                .into_iter()
                .try_for_each(|triple| serializer.serialize_triple(&triple.map_err(io::Error::other)?))
                .and_then(|()| serializer.finish().map(drop))
                .map(|()| whole = triples.next().is_none())
        }
        Err(error) => Err(io::Error::other(error)),
    };
    if let Some(excess) = watch.end() {
        return Err(Error::new(ErrorKind::Query, excess.message()).in_file(query_file).remedy(excess.remedy()));
    }
    written.map(|()| whole).map_err(|error| match error.downcast::<QueryEvaluationError>() {
        Ok(error) => Error::new(ErrorKind::Query, "the query fails").in_file(query_file).caused_by(error),
        Err(error) => Error::new(ErrorKind::Write, "cannot write the answer").caused_by(error),
    })
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
