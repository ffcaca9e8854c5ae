//! What the program does when a fault hits it, and what its folder may hold afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::program::{Files, files, newsgraph, well};

/// One run into the folder `out`.
pub struct Task {
    /// The words of the command line.
    pub arguments: Vec<&'static str>,
    /// The graph in `out` before, if there is one.
    before: Option<Files>,
    /// The same after a run that nothing disturbed.
    after: Files,
    /// What the program tells of `out` before and after.
    told: [Vec<u8>; 2],
}

/// What a folder holds after a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The graph of before, or none where none was.
    Before,
    /// The new graph.
    After,
}

const MONDAY: &str =
    "Angela Merkel met Emmanuel Macron in Paris on Monday. Peru praised Chile. “We agree,” Merkel said.\n";
const TUESDAY: &str =
    "Peru criticized Chile on Tuesday. Emmanuel Macron visited Oslo, and Norway did not thank France.\n";
const EVERY: &str = "dot,csv,jsonld,events,gexf,statements";

const TASKS: [(&[&str], bool); 6] = [
    (&["extract", "tuesday.txt", "-o", "out", "--all", "--statements"], false),
    // Fewer files than before.
    (&["extract", "tuesday.txt", "-o", "out", "--format", "csv,jsonld"], true),
    (&["merge", "out", "tuesday", "-o", "out", "--all", "--statements"], true),
    (&["convert", "tuesday", "-o", "out", "--to", EVERY, "--all"], true),
    // Beside the files that are there.
    (&["convert", "out", "-o", "out", "--to", "gexf"], true),
    // What is read goes to disk before the graph does.
    (&["extract", "tuesday.txt", "-o", "out", "--format", "csv,events", "--resume"], true),
];

/// All tasks; what comes of them is found out once.
pub fn tasks() -> &'static [Task] {
    static TASKS_DONE: OnceLock<Vec<Task>> = OnceLock::new();
    TASKS_DONE.get_or_init(|| TASKS.iter().map(|(arguments, older)| Task::undisturbed(arguments, *older)).collect())
}

/// What standard error says.
pub fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// That a condition holds, or why it matters.
pub fn ensure(holds: bool, failure: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(failure()) }
}

impl Task {
    fn undisturbed(arguments: &[&'static str], older: bool) -> Self {
        let place = inputs(older);
        let mut task =
            Self { arguments: arguments.to_vec(), before: None, after: Files::new(), told: Default::default() };
        task.before = older.then(|| files(&place.path().join("out")));
        task.told[0] = told(place.path());
        well(place.path(), arguments);
        task.after = files(&place.path().join("out"));
        task.told[1] = told(place.path());
        assert_ne!(task.before, Some(task.after.clone()), "the task changes something");
        task
    }

    /// A folder with all that the task reads, and the older graph.
    pub fn place(&self) -> TempDir {
        inputs(self.before.is_some())
    }

    /// Which of the two graphs is there, as the program tells and, where no commit was broken off, byte for byte.
    pub fn state(&self, place: &Path) -> Result<State, String> {
        let now = told(place);
        // A task may change files that nobody reads back.
        let mut states = vec![State::Before, State::After];
        states.retain(|state| self.told[*state as usize] == now);
        let mut found = files(&place.join("out"));
        found.retain(|name, _| !name.starts_with(".newsgraph-"));
        if !place.join("out/.newsgraph-committed").exists() {
            states.retain(|state| match state {
                State::Before => found == self.before.clone().unwrap_or_default(),
                State::After => found == self.after,
            });
        }
        states.pop().ok_or_else(|| format!("neither the old nor the new graph: {}", names(&place.join("out"))))
    }

    /// A further run completes, and leaves the files of a run that nothing disturbed and no others.
    pub fn completes(&self, place: &Path) -> Result<(), String> {
        let output = newsgraph(place, &self.arguments);
        ensure(output.status.success(), || format!("the next run fails: {}", message(&output)))?;
        self.is_complete(place)
    }

    /// The folder is that of a run that nothing disturbed.
    pub fn is_complete(&self, place: &Path) -> Result<(), String> {
        ensure(files(&place.join("out")) == self.after, || {
            format!("after the next run the folder is another: {}", names(&place.join("out")))
        })
    }

    /// The run failed with the exit code 2 and a message that has `part`; the folder is as it was; the next run completes.
    pub fn failed(&self, place: &Path, output: &Output, part: &str) -> Result<(), String> {
        let message = message(output);
        ensure(output.status.code() == Some(2), || format!("exit {}: {message}", output.status))?;
        ensure(message.contains(part), || format!("no “{part}” in: {message}"))?;
        ensure(self.state(place)? == State::Before, || "the run failed, and the graph is the new one".to_owned())?;
        self.completes(place)
    }
}

/// The inputs of all tasks, made once.
fn fixtures() -> &'static Path {
    static FIXTURES: OnceLock<PathBuf> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("monday.txt"), MONDAY).unwrap();
        fs::write(place.join("tuesday.txt"), TUESDAY).unwrap();
        fs::write(place.join("all.rq"), "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o").unwrap();
        for (day, formats) in [("monday", EVERY), ("tuesday", "csv,events")] {
            let text = format!("{day}.txt");
            well(&place, &["extract", &text, "-o", day, "--format", formats, "--all"]);
        }
        place
    })
}

fn inputs(older: bool) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    for file in ["monday.txt", "tuesday.txt", "all.rq"] {
        fs::copy(fixtures().join(file), place.path().join(file)).unwrap();
    }
    copy_folder(&fixtures().join("tuesday"), &place.path().join("tuesday"));
    if older {
        copy_folder(&older_graph(), &place.path().join("out"));
    }
    place
}

/// The graph of Monday in all formats but one, which a task adds.
fn older_graph() -> PathBuf {
    static OLDER: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let formats = "dot,csv,jsonld,events,statements";
        well(fixtures(), &["convert", "monday", "-o", "older", "--to", formats, "--all"]);
        fixtures().join("older")
    };
    OLDER.get_or_init(make).clone()
}

/// Copies the files of a folder.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in files(from) {
        fs::write(to.join(name), bytes).unwrap();
    }
}

/// The names in a folder with the sizes of the files.
pub fn names(folder: &Path) -> String {
    files(folder).iter().map(|(name, bytes)| format!("{name} ({})", bytes.len())).collect::<Vec<_>>().join(", ")
}

/// What `convert`, `query` and `merge` make of `out`: exit codes and bytes.
fn told(place: &Path) -> Vec<u8> {
    let mut told = Vec::new();
    for arguments in [
        &["convert", "out", "--to", "events", "--all"][..],
        &["query", "all.rq", "out", "--format", "csv"],
        &["merge", "out", "-o", "probe", "--format", EVERY, "--all"],
    ] {
        let output = newsgraph(place, arguments);
        told.extend(format!("{:?}\n", output.status.code()).bytes());
        if output.status.success() {
            told.extend(output.stdout);
        }
    }
    for (name, bytes) in files(&place.join("probe")) {
        told.extend(name.bytes());
        told.extend(bytes);
    }
    let _ = fs::remove_dir_all(place.join("probe"));
    told
}
