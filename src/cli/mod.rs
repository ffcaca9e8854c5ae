//! Arguments in; a run and its exit code out: 0 done, 1 an input failed, 2 usage or fatal, 130 stopped by Ctrl-C.

mod analyze;
mod args;
mod coding;
mod decided;
mod documents;
mod explain;
mod extract;
mod failed;
mod graphs;
mod in_pieces;
mod interrupt;
mod keeping;
mod load;
mod marked;
mod mcp;
mod merge_into;
mod messages;
mod output;
mod progress;
mod query;
mod remove;
mod review;
mod selected;
mod stream;
mod summary;
mod who;
mod work;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::error::{Error, ErrorKind, Result, for_output};
use crate::export::Written;
use crate::terminal;
use args::{Arguments, Command, Merging};

/// How a run ended that was not stopped by an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything was done.
    Done,
    /// An input failed, and was named; the rest was done.
    SomeFailed,
    /// Somebody stopped the run.
    Interrupted,
}

impl Outcome {
    /// Both: the worse.
    fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// The commands with their options and help, for what is made of them: the manual, and how shells complete them.
pub fn commands() -> clap::Command {
    Arguments::command()
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && is_steered() => {
            messages::usage(&error.render().to_string());
            return ExitCode::from(2);
        }
        // In colors where there are some.
        Err(error) => error.exit(),
    };
    match run(arguments.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // As a shell has it: 128 and the number of the signal.
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Extract(arguments) => extract::run(arguments.configure()?),
        Command::Analyze(arguments) => analyze::run(arguments.configure()?),
        Command::Convert(arguments) => graphs::run(arguments.configure()?),
        Command::Merge(arguments) => match arguments.configure()? {
            Merging::Files(config) => graphs::run(*config),
            Merging::Into(config) => merge_into::run(&config),
        },
        Command::Review(arguments) => review::run(&arguments),
        Command::Query(arguments) => query::run(arguments),
        Command::Mcp(arguments) => mcp::run(&arguments),
        Command::Who(arguments) => who::run(&arguments.configure()?),
        Command::Explain(arguments) => explain::run(&arguments.configure()),
        Command::Load(arguments) => load::run(arguments),
        Command::Remove(arguments) => remove::run(arguments),
    }
}

/// Whether a word of the command line, which a message would show, steers a terminal.
fn is_steered() -> bool {
    std::env::args_os().any(|word| word.to_string_lossy().contains(terminal::steers))
}

/// Whether the reader of our standard output went away, which is its right (`newsgraph analyze … | head`).
fn is_broken_pipe(error: &Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// That standard output does not take what is written.
fn stdout_failed(error: io::Error) -> Error {
    let remedy = for_output(&error);
    Error::new(ErrorKind::Write, "cannot write to standard output").caused_by(error).remedy(remedy)
}

/// Writes to standard output, without what would steer a terminal.
fn print(text: &str) -> io::Result<()> {
    let mut out = terminal::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Tells why there is no picture that was asked for.
fn picture(written: &Written) -> Outcome {
    match &written.undrawn {
        Some(why) => {
            messages::error(why);
            Outcome::SomeFailed
        }
        None => Outcome::Done,
    }
}

/// Tells what was found and written. Where nobody takes that, the graph is written nevertheless.
fn tell(summary: &str, folder: &Path) -> Outcome {
    match print(summary).map_err(stdout_failed) {
        Err(error) if !is_broken_pipe(&error) => {
            messages::error(&error.remedy(format!("the graph itself is whole, in {}", folder.display())));
            Outcome::SomeFailed
        }
        _ => Outcome::Done,
    }
}
