//! What the tests share: the installed tools, the graph of the sample article, scratch folders, commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file or folder of an installed tool; `cargo xtask tools` installs it.
pub fn tool(path: &str) -> PathBuf {
    let folder = std::env::var_os("NEWSGRAPH_TOOLS").map_or_else(|| root().join("target/tools"), PathBuf::from);
    let path = folder.join(path);
    assert!(path.exists(), "{} is missing: run `cargo xtask tools` first", path.display());
    path
}

/// A script of the tests.
pub fn script(name: &str) -> PathBuf {
    root().join("tests/tools/scripts").join(name)
}

/// An empty folder of that name for one test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The folder with the graph of the sample article, as the README's command writes it.
pub fn sample() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| extracted("sample", &[]))
}

/// The same with all that is denied, planned or merely claimed, and the quotations.
pub fn all_of_sample() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| extracted("sample-all", &["--all", "--statements"]))
}

fn extracted(name: &str, options: &[&str]) -> PathBuf {
    let folder = scratch(name);
    run(newsgraph().args(["extract", "tests/texts/summit.txt", "-o"]).arg(&folder).args(options));
    folder
}

/// The program under test, in the root of the repository.
pub fn newsgraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
    command.current_dir(root());
    command
}

/// Python with the packages of the tests.
pub fn python(name: &str) -> Command {
    let mut command = Command::new(tool("python/venv/bin/python"));
    command.arg(script(name)).env("PYTHONUTF8", "1");
    command
}

/// Runs a command that must succeed; what it printed.
pub fn run(command: &mut Command) -> String {
    run_both(command).0
}

/// Runs a command that must succeed; its standard output and its standard error.
pub fn run_both(command: &mut Command) -> (String, String) {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; `cargo xtask tools` installs what the tests need"));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?} failed with {}:\n{stderr}\n{stdout}", output.status);
    (stdout, stderr)
}
