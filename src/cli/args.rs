//! The words of the command line in; one validated configuration for each command out. No work is done here.

mod graphs;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use encoding_rs::Encoding;

pub(super) use graphs::Merging;
use graphs::{Convert, Merge};

use super::keeping::Keeping;
use super::mcp::Mcp;
use super::query::Query;
use super::review::Review;
use super::{analyze, explain, extract, load, remove, who};
use crate::confidence::{Confidence, PLAIN_CONFIDENCE};
use crate::date::Date;
use crate::error::{Error, ErrorKind, Result};
use crate::events::Rules;
use crate::{export, folder, ingest, query, resolve};

/// How many documents may be read at once: each takes memory of its own, and more than the processors wins nothing.
const MOST_THREADS: i64 = 1024;

/// Reads English news and writes a knowledge graph: who met whom, who criticized whom, who offered to mediate, when,
/// where, and which sentence says so.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 110,
    after_help = "Exit codes: 0 done, 1 an input failed (each is named; the rest is written), 2 usage or fatal, 130 stopped by Ctrl-C.\n\n\
        Example:\n  newsgraph extract article.txt -o graph, then open graph/graph.html in a browser"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Text to graph: writes a page to open in a browser, DOT, CSV, JSON-LD and an event stream into a folder
    Extract(Extract),
    /// Text to tokens, trees and names, or to events with reasons, on standard output
    Analyze(Analyze),
    /// One graph in other formats, into a folder or, of one file, to standard output
    Convert(Convert),
    /// Graphs of several runs into one
    Merge(Merge),
    /// What of a graph is doubtful, as a table to fill in and give to --decisions
    Review(Review),
    /// The answer of a graph to a question by name, or to a SPARQL query
    Query(Query),
    /// A server that agents ask by the Model Context Protocol over standard input and output
    Mcp(Mcp),
    /// Whom a name means: all who bear it, and whom a text of a day and a country would mean, and why
    Who(Who),
    /// Why an edge is there: who is meant, every sentence that says so, its rule, tree and truth
    Explain(Explain),
    /// A graph into a running Neo4j: the one command, with remove, that opens a connection
    Load(load::Load),
    /// Documents out of a running Neo4j, with all that they alone say
    Remove(remove::Remove),
}

/// What to read and how.
#[derive(Debug, Args)]
struct Reading {
    /// Files, folders (searched to the bottom), or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// Format of every input [default: told by content, then by the file name]
    #[arg(long, value_name = "FORMAT", value_parser = input_formats())]
    input_format: Option<ingest::Format>,

    /// Which field or column holds the text, title, published, url or id, as text=fields.body; several times if need be.
    /// The names of the usual dumps are known
    #[arg(long = "field", value_name = "ROLE=PATH", value_parser = field)]
    fields: Vec<ingest::Field>,

    /// Day of publication of documents that carry none, as 2023-03-21; resolves “on the 20th” and “last Tuesday”
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<NaiveDate>,

    /// Encoding of files without byte order mark, as windows-1252 [default: UTF-8, else a guess]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,

    /// Your own names, as CSV with the columns name, type, id, aliases, country, wikidata, office, from, to; they go
    /// before what the program knows, and may be given several times
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    /// How many documents are read at once, at most 1024 [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    threads: Option<u16>,

    /// Predicates and triggers of your own; examples/rules.txt in the source shows the format
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    newsgraph extract article.txt -o graph\n  \
    newsgraph extract news/ more.jsonl -o graph --published 2023-03-21 --all\n  \
    curl -s https://example.org/story | newsgraph extract - -o graph\n  \
    newsgraph extract dump.json.gz -o graph --field text=story.words --field published=story.day\n  \
    newsgraph extract news/ -o graph --gazetteer mine.csv\n  \
    newsgraph extract archive/ -o graph --resume            a long run; the same again goes on after a stop\n  \
    newsgraph extract today/ --into kept && newsgraph convert kept --to html -o graph\n\n\
    A JSON document is {\"id\", \"text\"} with optional \"title\", \"published\", \"url\"; CSV has the same columns. The names of\n\
    the usual dumps and APIs are known, and files may be packed (.gz, .zst, .bz2, .xz, .zip).\n\n\
    Rows of a gazetteer (README.md has more):\n  \
    name,type,id,aliases,country,wikidata,office,from,to\n  \
    Zorland Steel,organization,acme-1,ZS;Zorland Works,NOR,,,,   a name of your own, with your id\n  \
    Ada Vik,person,,,NOR,,foreign minister,2015-01,2016-06-30    somebody in office\n  \
    Georgia,,,,,Q1428,,,                                         a link of your choice\n  \
    Phoenix,place,,,,none,,,                                     no link")]
pub(super) struct Extract {
    #[command(flatten)]
    reading: Reading,

    /// Folder for the graph; made if need be
    #[arg(short, long, value_name = "DIR", required_unless_present = "into")]
    output: Option<PathBuf>,

    /// What to write, parted by commas [default: html,dot,csv,jsonld,events]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = output_formats())]
    format: Vec<export::Format>,

    #[command(flatten)]
    keeping: Keeping,

    #[command(flatten)]
    view: Viewing,
}

/// What of a graph is shown.
#[derive(Debug, Args)]
pub(super) struct Viewing {
    /// Show in every file what is not in the plain graph, too: denied, planned, hypothetical and merely claimed events,
    /// marked as such, and those that are less sure than --min-confidence
    #[arg(long)]
    all: bool,

    /// Write quotations with their speakers to statements.jsonl
    #[arg(long)]
    statements: bool,

    #[arg(long, value_name = "P", value_parser = share, help = min_confidence_help())]
    min_confidence: Option<f32>,

    /// Draw the N best-supported events and relations only
    #[arg(long, value_name = "N")]
    top: Option<NonZeroUsize>,

    /// Make CSV for spreadsheets: with a byte order mark, and a ' before a leading =, +, -, @ or tab, so that none takes a name
    /// for a formula
    #[arg(long)]
    spreadsheet_safe: bool,

    /// Draw the graph by Graphviz, if it is installed, as graph.svg or graph.png beside the files
    #[arg(long, value_name = "KIND", value_parser = pictures())]
    render: Option<export::Picture>,

    /// What people decided of the graph, as CSV with the columns decision, id, other, name, other_name, note: newsgraph review and
    /// graph.html write such files. A later decision takes the place of an earlier one; several times if need be
    #[arg(long, value_name = "FILE")]
    decisions: Vec<PathBuf>,

    #[command(flatten)]
    part: Selecting,
}

/// What part of a graph is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "A part of the graph, in every file")]
struct Selecting {
    /// Show what is around this person, body, place or meeting only: a name, another name or an id; several times if need be
    #[arg(long, value_name = "NAME")]
    focus: Vec<String>,

    /// How far around --focus: 1 for those who have to do with it, 2 for those who have to do with these; a meeting or
    /// statement joins all its people in one hop
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    hops: usize,

    /// Show these predicates and relations only, parted by commas, as met-with,holds-office
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    predicates: Vec<String>,

    /// Show edges between nodes of these types only, parted by commas; by itself, all nodes of the types too
    #[arg(long, value_name = "LIST", value_delimiter = ',', ignore_case = true, value_parser = export::TYPES)]
    types: Vec<String>,

    /// Show what happened on this day or later: 2023, 2023-03 or 2023-03-21. What has no day counts on that of its
    /// documents; offices, memberships and places last, and come along with whoever did something in the span
    #[arg(long, value_name = "DATE", value_parser = query::moment)]
    since: Option<Date>,

    /// Show what happened on this day or before
    #[arg(long, value_name = "DATE", value_parser = query::moment)]
    until: Option<Date>,
}

impl Selecting {
    /// What is asked for.
    fn configure(self) -> Result<export::Selection> {
        let days = (self.since.and_then(Date::first_day), self.until.and_then(Date::last_day));
        if let (Some(since), Some(until)) = days
            && since > until
        {
            return Err(
                Error::new(ErrorKind::Usage, "--since is after --until").remedy("give the earlier day to --since")
            );
        }
        Ok(export::Selection {
            focus: self.focus,
            hops: self.hops,
            predicates: self.predicates,
            types: self.types.iter().map(|name| name.to_lowercase()).collect(),
            since: self.since,
            until: self.until,
        })
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  newsgraph analyze article.txt | head -40\n  \
    newsgraph analyze news/ --format json > news.jsonl\n  \
    echo 'Peru did not praise Chile, but visited a farm.' | newsgraph analyze - --events\n\n\
    The last shows each sentence with its events, and why words that may name an event gave none:\n  \
    1 Peru did not praise Chile, but visited a farm.\n    \
    event  Peru (Q419) praised Chile (Q298)\n           \
    negative, asserted; rule support/praise, confidence 0.8\n           \
    [source: Peru] did not [trigger: praise] [target: Chile], but visited a farm.\n           \
    “not” negates it\n    \
    none   “visited” consult/visit: no target: the object “farm” names no actor for it")]
pub(super) struct Analyze {
    #[command(flatten)]
    reading: Reading,

    /// How the analysis is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: analyze::Format,

    /// Show each sentence with its events, and why words that may name one gave none
    #[arg(long, conflicts_with = "format")]
    events: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  newsgraph explain graph e-3fa9c1d2e4b5a697\n\n\
        The ids stand in the column “id” of edges.csv. A sentence is shown with its parts marked:\n  \
        [source: Peru] [trigger: praised] [target: Chile] for its schools.\n\
        Its tree is read anew with the model of this build; that of a document given as CoNLL-U may differ.")]
pub(super) struct Explain {
    /// Folder of a graph, as `extract` writes it
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Id of the edge
    #[arg(value_name = "EDGE_ID")]
    edge: String,

    /// Show the tree of every sentence, not of the surest alone
    #[arg(long)]
    trees: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph who 'Wang Yi' --on 2024-05-05 --in China\n  newsgraph who Georgia --in USA"
)]
pub(super) struct Who {
    /// The name, as a text has it
    #[arg(value_name = "NAME")]
    name: String,

    /// Day of the text, as 2023-03-21: office holders are those of that day
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<NaiveDate>,

    /// Country that the text speaks of, by name or code
    #[arg(long = "in", value_name = "COUNTRY")]
    country: Option<String>,
}

impl Who {
    /// The run that is asked for.
    pub fn configure(self) -> Result<who::Config> {
        let state = |text: &String| {
            resolve::state(text).map(|state| state.country).ok_or_else(|| {
                Error::new(ErrorKind::Usage, format!("no country “{text}”"))
                    .remedy("give a name or a code: Germany, DEU")
            })
        };
        let country = self.country.as_ref().map(state).transpose()?;
        Ok(who::Config { name: self.name, day: self.on, country })
    }
}

impl Explain {
    /// The run that is asked for.
    pub fn configure(self) -> explain::Config {
        explain::Config { folder: self.folder, edge: self.edge, trees: self.trees }
    }
}

impl Reading {
    fn configure(self) -> Result<(super::documents::Reading, usize, Option<Rules>)> {
        let rules = self.rules.as_deref().map(Rules::from_file).transpose()?;
        let options = ingest::Options {
            format: self.input_format,
            published: self.published,
            encoding: self.encoding,
            fields: self.fields,
            outputs: Vec::new(),
            copies_apart: false,
        };
        let processors = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = self.threads.map_or_else(processors, usize::from);
        let reading = super::documents::Reading { inputs: self.inputs, options, gazetteers: self.gazetteer };
        Ok((reading, threads, rules))
    }
}

impl Extract {
    /// Validates the arguments and the output folder.
    pub fn configure(self) -> Result<extract::Config> {
        let read_by: Vec<PathBuf> = self.reading.rules.iter().chain(&self.reading.gazetteer).cloned().collect();
        let (mut reading, threads, rules) = self.reading.configure()?;
        let decisions = self.view.decisions.clone();
        let (export, selection) = self.view.configure(self.format)?;
        let work = self.keeping.configure(self.output.as_deref(), &export, read_by);
        let outputs: Vec<PathBuf> = self.output.iter().chain([&work.dir]).cloned().collect();
        let is_output = |input: &&PathBuf| outputs.iter().any(|output| folder::is_same(input, output));
        if let Some(input) = reading.inputs.iter().find(is_output) {
            return Err(Error::new(ErrorKind::Usage, "the output folder is an input too")
                .in_file(input)
                .remedy("choose another folder with -o DIR"));
        }
        reading.options.outputs = outputs;
        reading.options.copies_apart = true;
        // Not after hours of reading.
        selection.kinds(rules.as_ref().unwrap_or(Rules::builtin()).vocabulary())?;
        Ok(extract::Config { reading, threads, output: self.output, export, selection, rules, decisions, work })
    }
}

impl Viewing {
    /// The options of the exporters, without formats the usual ones, and what part of the graph is asked for.
    pub fn configure(self, formats: Vec<export::Format>) -> Result<(export::Options, export::Selection)> {
        let usual = export::Options::default();
        let options = export::Options {
            formats: if formats.is_empty() { usual.formats } else { formats },
            all: self.all,
            statements: self.statements,
            min_confidence: self.min_confidence,
            top: self.top.map(NonZeroUsize::get),
            spreadsheet_safe: self.spreadsheet_safe,
            scope: export::Scope::default(),
            picture: self.render,
        };
        Ok((options, self.part.configure()?))
    }
}

impl Analyze {
    /// Validates the arguments.
    pub fn configure(self) -> Result<analyze::Config> {
        let (reading, threads, rules) = self.reading.configure()?;
        let format = if self.events { analyze::Format::Events } else { self.format };
        if rules.is_some() && format != analyze::Format::Events {
            return Err(Error::new(ErrorKind::Usage, "rules code events, which this analysis does not show")
                .remedy("give --events with --rules"));
        }
        Ok(analyze::Config { reading, threads, format, rules })
    }
}

fn input_formats() -> impl TypedValueParser<Value = ingest::Format> {
    PossibleValuesParser::new(ingest::Format::ALL.map(ingest::Format::name)).try_map(|name| {
        ingest::Format::from_name(&name).ok_or_else(|| Error::new(ErrorKind::Usage, "no format of that name"))
    })
}

fn output_formats() -> impl TypedValueParser<Value = export::Format> {
    let value = |format: export::Format| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(export::Format::ALL.map(value)).try_map(|name| name.parse::<export::Format>())
}

fn pictures() -> impl TypedValueParser<Value = export::Picture> {
    PossibleValuesParser::new(export::Picture::ALL.map(export::Picture::name))
        .try_map(|name| name.parse::<export::Picture>())
}

fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    text.parse().map_err(|_| "expected a day such as 2023-03-21".to_owned())
}

fn field(mapping: &str) -> std::result::Result<ingest::Field, String> {
    mapping.parse().map_err(|error: Error| error.to_string())
}

fn encoding(name: &str) -> std::result::Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| "expected the name of an encoding such as utf-8, windows-1252 or utf-16le".to_owned())
}

/// The default comes from its constant.
fn min_confidence_help() -> String {
    format!(
        "How sure an event must be to be in the plain graph, from 0 (all of them) to 1; what is less sure is in \
         events.jsonl. If given, relations and statements that are less sure are left out too [default: {} for events, \
         0 for the others]",
        Confidence::from(PLAIN_CONFIDENCE)
    )
}

fn share(text: &str) -> std::result::Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
