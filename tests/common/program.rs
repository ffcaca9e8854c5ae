//! The program under test in; a folder of its own to run it in, and what it writes there out.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The files of a folder by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The program.
pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_newsgraph")
}

/// The program in a folder, with nothing on standard input.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs it in a folder.
pub fn newsgraph(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// The same where it must end well.
#[track_caller]
pub fn well(folder: &Path, arguments: &[&str]) -> Output {
    let output = newsgraph(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The files that stand in a folder; those in folders within it have names with a `/`, and the folders one at the end.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.insert(format!("{name}/"), Vec::new());
            found.extend(files(&entry.path()).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// The same without what tells of the inputs that failed.
#[allow(dead_code)]
pub fn files_but_failures(folder: &Path) -> Files {
    let mut files = files(folder);
    files.retain(|name, _| !matches!(name.as_str(), "failed.jsonl" | "newsgraph.json"));
    files
}

/// Says something also where the test passes, which `eprintln!` does not.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A folder of its own for each test, removed in the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty one, whose path has that name.
    pub fn new(name: &str) -> Self {
        Self(tempfile::Builder::new().prefix(&format!("newsgraph-{name}-")).tempdir().unwrap())
    }

    /// Where a file of that name is or would be.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders that it stands in.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program in this folder, with nothing on standard input.
    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.0.path(), arguments)
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(newsgraph(self.0.path(), arguments))
    }

    /// What a run prints that must end well.
    #[track_caller]
    pub fn well(&self, arguments: &[&str]) -> String {
        Run::of(well(self.0.path(), arguments)).out
    }
}

/// How a run ended.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Of a process that is over.
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Checks the exit code, and that standard error is one line that holds all of `parts`.
    #[track_caller]
    pub fn says(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        for part in parts {
            assert!(self.err.contains(part), "no “{part}” in: {}", self.err);
        }
    }
}
