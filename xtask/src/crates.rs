//! `Cargo.lock` in; the crates that are compiled into the program or its wheel for Python, on any platform, with their files out.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{root, run};

/// A crate from a registry.
#[derive(Debug, Clone)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SPDX expression of its licence.
    pub license: String,
    /// Where its source is developed.
    pub repository: Option<String>,
    /// Who wrote it, as its manifest says.
    pub authors: Vec<String>,
    /// The folder of its source.
    pub folder: PathBuf,
    /// SHA-256 of its archive, as `Cargo.lock` has it.
    pub checksum: Option<String>,
    /// What it needs itself, as `name version`.
    pub needs: Vec<String>,
}

impl Crate {
    /// `name version`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// The program and what is compiled into it.
pub struct Tree {
    /// The version of newsgraph.
    pub version: String,
    /// What it needs itself, as `name version`.
    pub needs: Vec<String>,
    /// All that this leads to, by name and version.
    pub crates: Vec<Crate>,
}

/// The program.
pub const PROGRAM: &str = "newsgraph";

/// The wheel for Python, which holds all that the program does.
pub const WHEEL: &str = "newsgraph-python";

/// Reads the tree of one of these, without what only its tests and its building need.
pub fn tree(of: &str) -> Result<Tree, String> {
    tree_in(&root(), of)
}

/// The same in another checkout.
pub fn tree_in(folder: &Path, of: &str) -> Result<Tree, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked"]).current_dir(folder);
    let metadata: Value = serde_json::from_str(&run::output(&mut command)?).map_err(|error| error.to_string())?;
    let lock =
        fs::read_to_string(folder.join("Cargo.lock")).map_err(|error| format!("cannot read Cargo.lock: {error}"))?;
    of_metadata(of, &metadata, &checksums(&lock)).ok_or_else(|| "cargo metadata has another form".to_owned())
}

fn of_metadata(of: &str, metadata: &Value, checksums: &BTreeMap<String, String>) -> Option<Tree> {
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()?
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array()?.iter().filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let title = |id: &str| {
        let package = packages.get(id)?;
        Some(format!("{} {}", package["name"].as_str()?, package["version"].as_str()?))
    };
    let needs = |id: &str| -> Vec<&str> {
        let parts = nodes.get(id).and_then(|node| node["deps"].as_array());
        let is_normal = |part: &&Value| {
            part["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
        };
        parts.into_iter().flatten().filter(is_normal).filter_map(|part| part["pkg"].as_str()).collect()
    };
    let (own, program) = packages.iter().find(|(_, package)| package["name"] == of)?;
    let (mut found, mut open) = (BTreeSet::new(), needs(own));
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(needs(id));
        }
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let titles = |id: &str| needs(id).into_iter().filter_map(title).collect::<BTreeSet<_>>().into_iter().collect();
    let read = |id: &&str| {
        let package = packages.get(id).filter(|package| !package["source"].is_null())?;
        let mut folder = PathBuf::from(package["manifest_path"].as_str()?);
        folder.pop();
        Some(Crate {
            name: text(&package["name"])?,
            version: text(&package["version"])?,
            license: text(&package["license"]).unwrap_or_default(),
            repository: text(&package["repository"]),
            authors: package["authors"].as_array().into_iter().flatten().filter_map(text).collect(),
            folder,
            checksum: title(id).and_then(|title| checksums.get(&title).cloned()),
            needs: titles(id),
        })
    };
    let mut crates: Vec<Crate> = found.iter().filter_map(read).collect();
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Some(Tree { version: text(&program["version"])?, needs: titles(own), crates })
}

/// The checksums of `Cargo.lock`, by `name version`.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let of_block = |block: &str| {
        Some((format!("{} {}", value(block, "name")?, value(block, "version")?), value(block, "checksum")?))
    };
    lock.split("[[package]]").filter_map(of_block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_what_the_program_needs() {
        let package = |name: &str| {
            serde_json::json!({"id": name, "name": name, "version": "1.0.0", "license": "MIT",
            "source": "registry", "repository": null, "authors": [], "manifest_path": format!("/crates/{name}/Cargo.toml")})
        };
        let need = |name: &str, kind: Value| serde_json::json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        let packages = ["newsgraph", "a", "b", "test", "build"].map(package);
        let metadata = serde_json::json!({
            "packages": packages,
            "resolve": {"nodes": [
                {"id": "newsgraph", "deps": [need("a", Value::Null), need("test", "dev".into()), need("build", "build".into())]},
                {"id": "a", "deps": [need("b", Value::Null)]},
            ]},
        });
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"00ff\"\n";
        let tree = of_metadata(PROGRAM, &metadata, &checksums(lock)).unwrap();
        assert_eq!(tree.needs, ["a 1.0.0"]);
        assert_eq!(tree.crates.iter().map(Crate::title).collect::<Vec<_>>(), ["a 1.0.0", "b 1.0.0"]);
        assert_eq!(tree.crates[0].checksum.as_deref(), Some("00ff"));
        assert_eq!(tree.crates[0].needs, ["b 1.0.0"]);
    }
}
