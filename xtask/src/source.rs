//! A folder in; its files of Rust outside tests, parsed, and what is a test in them out.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of Rust.
pub struct Source {
    /// Its path from the root, with `/`.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// The same, parsed.
    pub file: syn::File,
}

/// The files below `folder`, a path from `root`, in order of their names; without those that hold tests alone.
pub fn read(root: &Path, folder: &str) -> Result<Vec<Source>, String> {
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths)?;
    paths.sort();
    let parse = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).map_err(|error| format!("cannot read {name}: {error}"))?;
        let file = syn::parse_file(&text).map_err(|error| format!("{name}: {error}"))?;
        Ok(Source { name, text, file })
    };
    paths.into_iter().map(parse).collect()
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) -> Result<(), String> {
    if path.file_stem().is_some_and(|name| name == "tests") {
        return Ok(());
    }
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        entries.flatten().try_for_each(|entry| collect(&entry.path(), into))?;
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        into.push(path.to_owned());
    } else if !path.exists() {
        return Err(format!("there is no {}", path.display()));
    }
    Ok(())
}

/// Whether an item is compiled for tests alone.
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    let is_for_tests = |attribute: &syn::Attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    };
    attributes.iter().any(is_for_tests)
}
