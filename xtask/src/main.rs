//! The project's own commands. `cargo xtask test` runs all checks; `cargo xtask tools` only installs the tools that
//! the tests run against; `cargo xtask bench` measures beside spaCy and CoreNLP.

mod arm;
mod bench;
mod crates;
mod deny;
mod notices;
mod reproduce;
mod run;
mod sanitize;
mod sbom;
mod steps;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  test [--fast]  formatting, clippy, unit, integration and doc tests, then the licences, sources and build scripts of
                 the dependencies and the tests against the real tools (Neo4j, Graphviz, Apache Jena, jsonld.js,
                 PyLD), which are installed on the first run; --fast leaves the tools out
  tools          installs the real tools into target/tools
  bench [FILE]   words a second, start-up and memory beside spaCy and CoreNLP (installed into target/tools) on a JSONL
                 file of articles; without FILE on the articles of the tests, repeated
  advisories     checks the dependencies against the RustSec database, which is fetched for it
  notices        writes the part of NOTICE that names the crates
  sbom FILE      writes a bill of materials (CycloneDX 1.6) of the crates, the model and the gazetteer
  reproduce      builds twice in different folders and compares the binaries
  sanitize       runs the tests of `unsafe` code under AddressSanitizer; needs the nightly compiler
  arm            runs the tests of the kernels for 64-bit ARM under QEMU";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let success = match words.as_slice() {
        ["test"] => steps::test(true),
        ["test", "--fast"] => steps::test(false),
        ["bench"] => bench::compare(None),
        ["bench", file] => bench::compare(Some(Path::new(file))),
        ["arm"] => arm::test(),
        ["advisories"] => deny::advisories(),
        ["notices"] => notices::write(),
        ["sbom", file] => sbom::write(Path::new(file)),
        ["reproduce"] => reproduce::reproduce(),
        ["sanitize"] => sanitize::sanitize(),
        ["tools"] => tools::install(&tools_folder()).is_empty(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            true
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The root of the repository.
fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), PathBuf::from)
}

/// Where the tools are installed: `tools` in Cargo's target folder.
fn tools_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target).join("tools")
}
