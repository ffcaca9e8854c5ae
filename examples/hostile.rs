//! Writes a graph whose names are trouble in every format: `cargo run --example hostile -- DIR [--all]
//! [--spreadsheet-safe]`. The tests read it back through the real tools.

#[path = "../tests/common/hostile.rs"]
mod hostile;

use std::path::PathBuf;

use newsgraph::export::{Format, Options, write_folder};

fn main() -> newsgraph::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let dir = arguments.iter().find(|argument| !argument.starts_with("--"));
    let dir = dir.map_or_else(|| PathBuf::from("hostile"), PathBuf::from);
    let options = Options {
        formats: Format::ALL.to_vec(),
        all: flag("--all"),
        spreadsheet_safe: flag("--spreadsheet-safe"),
        ..Options::default()
    };
    for file in write_folder(&hostile::graph(), &dir, &options)?.files {
        println!("{} ({} bytes): {}", file.path.display(), file.bytes, file.purpose);
    }
    Ok(())
}
