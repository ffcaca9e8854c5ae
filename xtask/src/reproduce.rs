//! The files of the repository in; whether two builds in different folders give the same binary out.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{root, run, tools_folder};

/// Builds twice, in folders of different names and lengths, and compares; whether the binaries are identical.
pub fn reproduce() -> bool {
    match built_twice() {
        Ok((first, second)) if first == second => {
            println!("identical: {} bytes, SHA-256 {}", first.bytes, first.sum);
            true
        }
        Ok((first, second)) => {
            eprintln!("not identical: {first:?} and {second:?}");
            false
        }
        Err(reason) => {
            eprintln!("{reason}");
            false
        }
    }
}

/// How a binary is known again.
#[derive(Debug, PartialEq, Eq)]
struct Built {
    bytes: u64,
    sum: String,
}

fn built_twice() -> Result<(Built, Built), String> {
    let folder = tools_folder().with_file_name("reproduce");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("cannot clear {}: {error}", folder.display()))?;
    }
    let folders = ["one", "a-folder-of-another-length"].map(|name| folder.join(name));
    // Both before the first build: somebody may go on to work meanwhile.
    folders.iter().try_for_each(|folder| copy(&folder.join("source")))?;
    Ok((build(&folders[0])?, build(&folders[1])?))
}

/// Copies what git tracks.
fn copy(source: &Path) -> Result<(), String> {
    for name in tracked()? {
        let to = source.join(&name);
        let copied = fs::create_dir_all(to.parent().unwrap_or(source)).and_then(|()| fs::copy(root().join(&name), &to));
        copied.map_err(|error| format!("cannot copy {name}: {error}"))?;
    }
    Ok(())
}

/// The files that git tracks, as paths from the root.
pub fn tracked() -> Result<Vec<String>, String> {
    let list = run::output(Command::new("git").args(["ls-files", "-z"]).current_dir(root()))?;
    Ok(list.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Builds `folder/source` to `folder/target`.
fn build(folder: &Path) -> Result<Built, String> {
    let (source, target) = (folder.join("source"), folder.join("target"));
    println!("building in {}", folder.display());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--locked", "--bin", "newsgraph"]).current_dir(&source);
    command.env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", flags(&source, &target));
    run::quiet(&mut command)?;
    let binary = target.join("release").join(format!("newsgraph{}", std::env::consts::EXE_SUFFIX));
    let bytes = fs::metadata(&binary).map_err(|error| format!("no {}: {error}", binary.display()))?.len();
    let sum = run::output(Command::new("sha256sum").arg(&binary))?;
    Ok(Built { bytes, sum: sum.split(' ').next().unwrap_or_default().to_owned() })
}

/// What keeps the folders of this machine out of the binary.
fn flags(source: &Path, target: &Path) -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let mut flags =
        format!("--remap-path-prefix={}=/newsgraph --remap-path-prefix={}=/target", source.display(), target.display());
    if let Some(home) = home {
        flags.push_str(&format!(" --remap-path-prefix={}=/cargo", home.display()));
    }
    flags
}
