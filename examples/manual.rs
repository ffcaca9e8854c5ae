//! The command line in; its manual and what shells complete it by out: `cargo run --example manual -- FOLDER`.
//!
//! The folder gets `newsgraph.1` and a page for each command (`newsgraph-extract.1`, …), as `man` finds them, and a file for
//! bash, elvish, fish, PowerShell and zsh.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap_complete::{Shell, generate_to};

/// Writes the manual and the completions into a folder; returns the files.
pub fn write(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(newsgraph::cli::commands(), folder)?;
    for shell in Shell::value_variants() {
        generate_to(*shell, &mut newsgraph::cli::commands(), "newsgraph", folder)?;
    }
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    files.sort();
    Ok(files)
}

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).ok_or_else(|| io::Error::other("name the folder to write to"))?;
    for file in write(folder.as_ref())? {
        println!("{}", file.display());
    }
    Ok(())
}
