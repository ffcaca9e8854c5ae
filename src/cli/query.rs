//! `newsgraph query`: a question by name or a file of SPARQL, and a graph in; the answer out.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::graphs::quiet;
use super::{Outcome, messages, print, stdout_failed};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Result};
use crate::query::{self, AnswerFormat, Limits, Values};
use crate::terminal;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    newsgraph query --list\n  \
    newsgraph query actor-timeline graph --actor 'Xi Jinping' --since 2023\n  \
    newsgraph query who-met-whom graph --place Moscow --format csv\n  \
    newsgraph query sentence-behind-an-edge graph --actor 'John Kirby' --other China\n  \
    newsgraph query queries/who-met-whom.rq graph\n\n\
    A name has no dot and no slash. Somebody is told by name, other name or id, and what is not in the graph by the nearest\n\
    that is. Ids of edges in an answer are those that newsgraph explain takes. Nothing is fetched: SERVICE and LOAD fail.")]
pub(super) struct Query {
    /// Name of a question, or a file of SPARQL
    #[arg(value_name = "NAME|FILE.rq", required_unless_present = "list")]
    question: Option<PathBuf>,

    /// Folder of a graph, as `extract` writes it
    #[arg(value_name = "DIR", required_unless_present = "list")]
    folder: Option<PathBuf>,

    /// Show the questions that have a name, with what they may be asked about
    #[arg(long, conflicts_with_all = ["question", "folder"])]
    list: bool,

    /// Whom a question is about, by name, other name or id
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// A second one whom it is about
    #[arg(long, value_name = "NAME")]
    other: Option<String>,

    /// Where
    #[arg(long, value_name = "NAME")]
    place: Option<String>,

    /// Type of the edges, as criticized
    #[arg(long, value_name = "NAME")]
    predicate: Option<String>,

    /// Not before, as 2023-03-21, 2023-03 or 2023
    #[arg(long, value_name = "DATE", value_parser = query::moment)]
    since: Option<Date>,

    /// Not after, as 2023-03-21, 2023-03 or 2023
    #[arg(long, value_name = "DATE", value_parser = query::moment)]
    until: Option<Date>,

    /// How the answer is written
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = answer_formats())]
    format: AnswerFormat,

    /// How many seconds the query may take
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().time.as_secs())]
    timeout: u64,

    /// How many rows the answer may have
    #[arg(long, value_name = "N", default_value_t = Limits::default().rows)]
    max_rows: usize,

    /// How much memory the query may take, in MB
    #[arg(long, value_name = "MB", default_value_t = Limits::default().memory >> 20)]
    max_memory: u64,
}

fn answer_formats() -> impl TypedValueParser<Value = AnswerFormat> {
    PossibleValuesParser::new(["table", "tsv", "csv", "json"]).try_map(|name| name.parse::<AnswerFormat>())
}

/// Answers on standard output.
pub(super) fn run(arguments: Query) -> Result<Outcome> {
    let limits = Limits {
        time: Duration::from_secs(arguments.timeout),
        rows: arguments.max_rows,
        memory: arguments.max_memory.saturating_mul(1 << 20),
    };
    let (Some(question), Some(folder)) = (arguments.question, arguments.folder) else {
        print(&list()).map_err(stdout_failed)?;
        return Ok(Outcome::Done);
    };
    let Query { actor, other, place, predicate, since, until, .. } = arguments;
    let values = Values { actor, other, place, predicate, since, until };
    quiet(query::THREAD);
    let mut out = terminal::stdout();
    let whole = match name(&question) {
        Some(name) => query::ask(query::find(name)?, values, &folder, arguments.format, &limits, &mut out)?,
        None if values == Values::default() => query::run(&question, &folder, arguments.format, &limits, &mut out)?,
        None => {
            let error = Error::new(ErrorKind::Usage, "a file of SPARQL takes no actor, place, predicate or date");
            return Err(error
                .in_file(&question)
                .remedy("write them into the query; newsgraph query --list has what takes them"));
        }
    };
    out.flush().map_err(stdout_failed)?;
    if !whole {
        messages::warning(&format!("the answer ends after {} rows; --max-rows takes more", limits.rows));
    }
    Ok(Outcome::Done)
}

/// The name of a question, if it is none of a file.
fn name(question: &Path) -> Option<&str> {
    question.to_str().filter(|text| !text.contains(['.', '/', '\\']))
}

/// The questions, what they ask and what they take.
fn list() -> String {
    let mut text = String::new();
    for question in query::questions() {
        let option = |(parameter, must): &(query::Parameter, bool)| match must {
            true => format!("--{}", parameter.name()),
            false => format!("[--{}]", parameter.name()),
        };
        let options: Vec<String> = question.parameters().iter().map(option).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:25}{}\n{:25}{}", question.name(), question.meaning(), "", options.join(" "));
    }
    text
}
