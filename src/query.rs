//! A SPARQL query and a graph folder in; the answer as a table out, by an embedded engine. No model is touched.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::str::FromStr;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::Term;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, SparqlEvaluator};
use oxigraph::store::Store;

use crate::export::{Options, write};
use crate::graph::read_folder;
use crate::{Error, ErrorKind, Result};

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

/// Runs the query of a file over the graph of a folder and writes the answer.
///
/// SELECT gives rows, ASK `true` or `false`, CONSTRUCT and DESCRIBE triples as N-Triples.
///
/// # Errors
/// [`ErrorKind::Read`] for a file that cannot be read, [`ErrorKind::Query`] with line and column for a query that is no
/// SPARQL, [`ErrorKind::Format`] for a graph that is no JSON-LD, [`ErrorKind::Write`] when `out` does not take the bytes.
pub fn run(query_file: &Path, dir: &Path, format: AnswerFormat, out: &mut dyn Write) -> Result<()> {
    let text = fs::read_to_string(query_file).map_err(|error| {
        Error::new(ErrorKind::Read, "cannot read the query")
            .in_file(query_file)
            .caused_by(error)
            .remedy("give a text file with a SPARQL query")
    })?;
    let refused = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Query, "no SPARQL query").in_file(query_file).caused_by(error)
    };
    let query = SparqlEvaluator::new()
        .parse_query(&text)
        .map_err(|error| refused(error.into()).remedy("mend the query there; queries/ has examples"))?;
    let store = load(dir)?;
    let failed = |error: oxigraph::sparql::QueryEvaluationError| refused(error.into());
    let written = match query.on_store(&store).execute().map_err(failed)? {
        QueryResults::Solutions(solutions) => rows(solutions, format, out),
        QueryResults::Boolean(answer) => boolean(answer, format, out),
        QueryResults::Graph(mut triples) => {
            let mut serializer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(&mut *out);
            triples
                .try_for_each(|triple| serializer.serialize_triple(&triple.map_err(io::Error::other)?))
                .and_then(|()| serializer.finish().map(drop))
        }
    };
    written.map_err(|error| Error::new(ErrorKind::Write, "cannot write the answer").caused_by(error))
}

/// The graph of `graph.jsonld`, or where that is missing of the tables.
fn load(dir: &Path) -> Result<Store> {
    let path = dir.join("graph.jsonld");
    let reader: Box<dyn Read> = if path.exists() {
        let file = File::open(&path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(&path).caused_by(error))?;
        Box::new(BufReader::new(file))
    } else {
        let mut bytes = Vec::new();
        write(&read_folder(dir)?, &Options { all: true, ..Options::default() }, "graph.jsonld", &mut bytes)?;
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

fn rows(solutions: QuerySolutionIter<'_>, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
    let variables = solutions.variables().to_vec();
    let Some(serializer) = serializer(format) else {
        let header = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
        let mut rows = vec![header];
        for solution in solutions {
            let solution = solution.map_err(io::Error::other)?;
            rows.push(variables.iter().map(|variable| solution.get(variable).map(short).unwrap_or_default()).collect());
        }
        return table(&rows, out);
    };
    let mut serializer = serializer.serialize_solutions_to_writer(&mut *out, variables)?;
    for solution in solutions {
        let solution = solution.map_err(io::Error::other)?;
        serializer.serialize(&solution)?;
    }
    serializer.finish().map(drop)
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

/// Rows, the first of them the header, in aligned columns.
fn table(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell: &String| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    for (place, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
        if place == 0 {
            let rule: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
            writeln!(out, "{}", rule.join("  "))?;
        }
    }
    Ok(())
}

/// A term for people: a literal's text on one line, an IRI of newsgraph by its prefix.
fn short(term: &Term) -> String {
    const PREFIXES: [(&str, &str); 6] = [
        ("https://w3id.org/newsgraph/node/", "node:"),
        ("https://w3id.org/newsgraph/", "ng:"),
        ("https://schema.org/", "schema:"),
        ("http://semanticweb.cs.vu.nl/2009/11/sem/", "sem:"),
        ("http://www.w3.org/ns/prov#", "prov:"),
        ("http://www.wikidata.org/entity/", "wd:"),
    ];
    match term {
        // Control characters could steer a terminal.
        Term::Literal(literal) => literal.value().chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        Term::NamedNode(node) => {
            let shortened =
                |&(iri, prefix): &(&str, &str)| Some(format!("{prefix}{}", node.as_str().strip_prefix(iri)?));
            PREFIXES.iter().find_map(shortened).unwrap_or_else(|| format!("<{}>", node.as_str()))
        }
        other => other.to_string(),
    }
}
