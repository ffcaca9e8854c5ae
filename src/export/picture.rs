//! `graph.dot` in; a picture of it out, drawn by the `dot` of Graphviz, if it is there and done in time.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::{Error, ErrorKind, Result};

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// `graph.svg`, with links and tooltips.
    Svg,
    /// `graph.png`.
    Png,
}

/// How long Graphviz may take.
const LIMIT: Duration = Duration::from_secs(60);

impl Picture {
    /// Every kind.
    pub const ALL: [Picture; 2] = [Picture::Svg, Picture::Png];

    /// The name on the command line, and to Graphviz.
    pub fn name(self) -> &'static str {
        match self {
            Picture::Svg => "svg",
            Picture::Png => "png",
        }
    }

    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Picture::Svg => "graph.svg",
            Picture::Png => "graph.png",
        }
    }

    /// Draws.
    ///
    /// # Errors
    /// [`ErrorKind::Write`] where there is no Graphviz, where it fails, and where it takes too long.
    pub(super) fn draw(self, drawing: Vec<u8>) -> Result<Vec<u8>> {
        let mut dot = Command::new("dot");
        dot.arg(format!("-T{}", self.name()));
        piped(&mut dot, drawing, LIMIT).map_err(|failure| {
            let error = Error::new(ErrorKind::Write, "no picture").in_file(self.file_name());
            match failure {
                Failure::Absent => error
                    .caused_by("Graphviz is not installed")
                    .remedy("install it (apt install graphviz), or draw graph.dot elsewhere"),
                Failure::Late => error
                    .caused_by(format!("Graphviz took longer than {} s", LIMIT.as_secs()))
                    .remedy("draw less with --top, or graph.dot with sfdp"),
                Failure::Said(what) => {
                    error.caused_by(format!("Graphviz failed: {what}")).remedy("see what dot says of graph.dot")
                }
            }
        })
    }
}

impl FromStr for Picture {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Picture::ALL.into_iter().find(|picture| picture.name() == name);
        found.ok_or_else(|| Error::new(ErrorKind::Usage, format!("“{name}” is no picture")).remedy("use svg or png"))
    }
}

/// Why there is no picture.
#[derive(Debug, PartialEq, Eq)]
enum Failure {
    /// No such program.
    Absent,
    /// It took too long and was ended.
    Late,
    /// What it said, or what kept it from running.
    Said(String),
}

/// What a program writes that reads `input` and has so much time.
fn piped(program: &mut Command, input: Vec<u8>, limit: Duration) -> std::result::Result<Vec<u8>, Failure> {
    let said = |error: io::Error| Failure::Said(error.to_string());
    let child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Absent,
        _ => said(error),
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        // A program that does not read to the end says why.
        let _ = stdin.map(|mut pipe| pipe.write_all(&input));
    });
    let messages = thread::spawn(move || {
        let mut text = Vec::new();
        let _ = stderr.map(|mut pipe| pipe.read_to_end(&mut text));
        String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned()
    });
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut bytes));
        // Nobody waits any more where it took too long.
        let _ = tell.send(read.map(|_| bytes));
    });
    let Ok(read) = told.recv_timeout(limit) else {
        // One that is over already needs no end.
        let _ = child.kill();
        let _ = child.wait();
        return Err(Failure::Late);
    };
    let status = child.wait().map_err(said)?;
    match status.success() {
        true => read.map_err(said),
        false => Err(Failure::Said(messages.join().unwrap_or_default())),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit: u64) -> std::result::Result<Vec<u8>, Failure> {
        piped(Command::new("sh").args(["-c", script]), vec![b'x'; 1 << 20], Duration::from_millis(limit))
    }

    #[test]
    fn a_program_gives_all_or_says_why_not() {
        assert_eq!(shell("cat", 60_000).map(|bytes| bytes.len()), Ok(1 << 20));
        assert_eq!(shell("echo part; echo no memory >&2; exit 3", 60_000), Err(Failure::Said("no memory".into())));
        assert_eq!(shell("exec sleep 60", 50), Err(Failure::Late));
        let absent = piped(&mut Command::new("/no/such/program"), Vec::new(), LIMIT);
        assert_eq!(absent, Err(Failure::Absent));
    }
}
