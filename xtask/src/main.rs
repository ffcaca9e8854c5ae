//! The project's own commands. `cargo xtask test` runs all checks; `cargo xtask tools` only installs the tools that
//! the tests run against; `cargo xtask bench` measures beside spaCy and CoreNLP.

mod ablate;
mod arm;
mod bench;
mod crates;
mod curves;
mod deny;
mod fuzz;
mod limits;
mod measure;
mod msrv;
mod mutants;
mod notices;
mod reproduce;
mod run;
mod sanitize;
mod sbom;
mod source;
mod steps;
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  test [--fast | --long]
                 formatting, clippy, unit, integration and doc tests, then the licences, sources and build scripts of
                 the dependencies and the tests against the real tools (Neo4j, Graphviz, Apache Jena, jsonld.js,
                 PyLD, pandas, LibreOffice, Chromium, Spark, strace), which are installed on the first run; --fast leaves
                 the tools out, --long takes all at full count (a hundred kills, 100,000 documents, a cluster that reads 10,000) and
                 ends with the curves
  tools          installs the real tools into target/tools
  bench [FILE]   words a second, start-up and memory beside spaCy and CoreNLP (installed into target/tools) on a JSONL
                 file of articles; without FILE on the articles of the tests, repeated
  bench --against PROGRAM [FILE]
                 the same measures beside another build of newsgraph, that of the release before, with their ratios
  bench formats  edges a second and memory of every format for a million edges, beside networkx, rdflib and KGX
  advisories     checks the dependencies against the RustSec database, which is fetched for it
  notices        writes the part of NOTICE that names the crates
  sbom FILE      writes a bill of materials (CycloneDX 1.6) of the crates, the model and the gazetteer
  manual FOLDER  writes the manual, a page a command, and what bash, elvish, fish, PowerShell and zsh complete by
  reproduce      builds twice in different folders and compares the binaries
  sanitize       runs the tests of `unsafe` code under AddressSanitizer; needs the nightly compiler
  arm            runs the tests of the kernels for 64-bit ARM under QEMU
  msrv           checks the workspace with the oldest Rust that Cargo.toml allows
  fuzz [TARGET] [--minutes N]
                 runs the fuzzers of fuzz/, or one of them, N minutes each (1 if nothing is said); needs a nightly
                 compiler and cargo-fuzz, and says which
  limits         how time and memory grow with texts that are hard to read, as curves
  curves [--long] [FOLDER]
                 how time, memory and size grow with the number of documents, made of the sentences in FOLDER
                 (../shared/data), and of edges, with their exponents; --long goes to 100,000 documents and 10^7 edges
  measure [--build] [CHECKOUT]
                 lines of files and functions, dependencies; --build adds the time of a clean build, the size of the
                 program and the public items, which takes minutes
  mutants [MODULE…] [-- OPTION…]
                 whether the tests notice small changes to src/events, src/resolve and src/export, or to the modules
                 named, by cargo-mutants (installed into target/tools); two minutes each, so \"-- --shard 3/200\" for a sample
  ablate CORPORA [RULE…]
                 what changes where a rule of src/events is switched off: of all rules in what the texts of the folder
                 CORPORA (../shared) say, of a function, a file or FILE:LINE in what its scorers tell, a minute each";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let success = match words.as_slice() {
        ["test"] => steps::test(steps::Extent::Usual),
        ["test", "--fast"] => steps::test(steps::Extent::Fast),
        ["test", "--long"] => steps::test(steps::Extent::Long),
        ["bench"] => bench::compare(None, None),
        ["bench", "--against", program] => bench::compare(None, Some(Path::new(program))),
        ["bench", "--against", program, file] => bench::compare(Some(Path::new(file)), Some(Path::new(program))),
        ["bench", "formats"] => bench::formats(),
        ["bench", file] => bench::compare(Some(Path::new(file)), None),
        ["arm"] => arm::test(),
        ["advisories"] => deny::advisories(),
        ["notices"] => notices::write(),
        ["sbom", file] => sbom::write(Path::new(file)),
        ["manual", folder] => manual(folder),
        ["reproduce"] => reproduce::reproduce(),
        ["sanitize"] => sanitize::sanitize(),
        ["fuzz", rest @ ..] => match fuzzing(rest) {
            Some((target, minutes)) => fuzz::run(target, minutes),
            None => return usage(),
        },
        ["limits"] => limits::measure(),
        ["measure", rest @ ..] => match rest {
            [] => measure::measure(&root(), false),
            ["--build"] => measure::measure(&root(), true),
            [checkout] if !checkout.starts_with('-') => measure::measure(Path::new(checkout), false),
            ["--build", checkout] => measure::measure(Path::new(checkout), true),
            _ => return usage(),
        },
        ["mutants", rest @ ..] => mutants::run(rest),
        ["ablate", corpora, rules @ ..] => ablate::ablate(Path::new(corpora), rules),
        ["msrv"] => msrv::check(),
        ["curves", rest @ ..] => {
            let (long, folder) = match rest {
                ["--long", rest @ ..] => (true, rest),
                rest => (false, rest),
            };
            match folder {
                [] => curves::measure(&curves::texts(), long),
                [folder] if !folder.starts_with('-') => curves::measure(Path::new(folder), long),
                _ => return usage(),
            }
        }
        ["tools"] => tools::install(&tools_folder()).is_empty(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            true
        }
        _ => return usage(),
    };
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the manual and the completions; whether that worked.
fn manual(folder: &str) -> bool {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    run::show(command.args(["run", "--quiet", "--locked", "--example", "manual", "--", folder])).0
}

/// The words are no command.
fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The target and the minutes that the words of `fuzz` name.
fn fuzzing<'w>(words: &[&'w str]) -> Option<(Option<&'w str>, f64)> {
    let (target, rest) = match words {
        [target, rest @ ..] if !target.starts_with('-') => (Some(*target), rest),
        rest => (None, rest),
    };
    match rest {
        [] => Some((target, 1.0)),
        ["--minutes", minutes] => Some((target, minutes.parse::<f64>().ok().filter(|minutes| *minutes > 0.0)?)),
        _ => None,
    }
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
