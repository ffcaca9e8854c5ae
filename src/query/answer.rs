//! Results of the engine in; the answer in its format out, within the number of rows.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter};

use super::AnswerFormat;
use super::table::{short, table};

/// Writes results, so many rows or triples at most; whether those were all.
pub(super) fn written(
    results: QueryResults<'_>,
    format: AnswerFormat,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<bool> {
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
