//! The words of the command line about long runs in; how the work of a run is kept out.

use std::path::{Path, PathBuf};

use clap::Args;

use super::stream::Stream;
use super::work;
use crate::export::Options;

/// How the work of a long run is kept.
#[derive(Debug, Args)]
#[command(next_help_heading = "Long runs")]
pub(super) struct Keeping {
    /// Add what is read to a graph that is kept on disk, in the place of -o: it takes as long as the new documents do. Documents
    /// that it has are not read again; convert, merge and query read it as a graph
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "resume", "work", "format", "decisions"])]
    pub into: Option<PathBuf>,

    /// Keep what is read in the folder of the work, and go on with what an earlier run left there: after Ctrl-C, a full disk
    /// or a loss of power
    #[arg(long)]
    resume: bool,

    /// Folder of the work, which is gone when the graph is written [default: that of the graph with .work behind its name]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,

    /// Write the events of each batch of documents to this folder as soon as it is read, every minute or when half of
    /// --memory is full: events-00000001.jsonl and so on, .parquet if that is among the formats, as these documents tell them
    #[arg(long, value_name = "DIR")]
    stream: Option<PathBuf>,

    /// How much memory the graph may take, as 500M or 2G, without the names and documents of which it tells: what takes more is
    /// kept in the folder of the work, and written from there as csv, events, statements and parquet; other formats need it
    /// whole [default: any]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    memory: Option<usize>,
}

impl Keeping {
    /// How the work is kept of a graph that goes to `output`, read by these files.
    pub fn configure(self, output: Option<&Path>, export: &Options, read_by: Vec<PathBuf>) -> work::Config {
        let beside = |output: &Path| match output.file_name() {
            Some(name) => output.with_file_name(format!("{}.work", name.to_string_lossy())),
            None => output.join("newsgraph.work"),
        };
        let stays = self.into.is_some();
        let stream = self.stream.map(|dir| Stream::new(dir, export));
        let dir = self.into.or(self.work).or_else(|| output.map(beside)).unwrap_or_default();
        work::Config { dir, resume: self.resume || stays, stays, memory: self.memory, stream, read_by }
    }
}

/// A number of bytes, as `500M`.
pub(super) fn size(text: &str) -> std::result::Result<usize, String> {
    let (number, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let shift = match unit.trim().to_uppercase().trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return Err("expected a size such as 500M or 2G".to_owned()),
    };
    let bytes = number.parse::<usize>().ok().and_then(|number| number.checked_mul(1 << shift));
    bytes.ok_or_else(|| "expected a size such as 500M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_have_units() {
        assert_eq!([super::size("7"), super::size("2k"), super::size("500MB")], [Ok(7), Ok(2048), Ok(500 << 20)]);
        assert!(["", "G", "2T", "-1", "99999999999999G"].iter().all(|text| super::size(text).is_err()));
    }
}
