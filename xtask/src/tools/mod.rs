//! The real tools that the tests run against: what is missing in, an installed folder out. Programs come from the
//! system (Debian's packages, where `apt-get` may be used), libraries from Maven Central, npm, PyPI and crates.io in exact versions.

mod programs;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{root, run};

/// A set of libraries from one registry, described by a manifest under `xtask/tools`.
struct Package {
    /// What it is, for a person.
    title: &'static str,
    /// Its folder where it is installed, and in `xtask/tools` where `manifests_in` names no other.
    folder: &'static str,
    /// The folder of its manifests, from the root.
    manifests_in: Option<&'static str>,
    /// The files that say which versions; the first is the one to look at.
    manifests: &'static [&'static str],
    /// Fills the folder, given the manifests' folder and the folder to fill.
    install: fn(&Path, &Path) -> Result<(), String>,
}

const PACKAGES: [Package; 9] = [
    CARGO_DENY,
    Package {
        title: "Neo4j (Maven Central, 125 MB)",
        folder: "neo4j",
        manifests_in: None,
        manifests: &["pom.xml"],
        install: maven,
    },
    Package {
        title: "Apache Jena (Maven Central, 20 MB)",
        folder: "jena",
        manifests_in: None,
        manifests: &["pom.xml"],
        install: maven,
    },
    Package {
        title: "Gephi toolkit (Maven Central, 83 MB)",
        folder: "gephi",
        manifests_in: None,
        manifests: &["pom.xml"],
        install: maven,
    },
    Package {
        title: "jsonld.js, Mermaid and Playwright (npm)",
        folder: "node",
        manifests_in: None,
        manifests: &["package.json", "package-lock.json"],
        install: npm,
    },
    Package {
        title: "PyLD, networkx, igraph, rdflib, pySHACL, pydot, DuckDB, LadybugDB, pandas, followthemoney, Udapi, the SDK of MCP and the Neo4j driver (PyPI, 730 MB)",
        folder: "python",
        manifests_in: None,
        manifests: &["requirements.txt"],
        install: pip,
    },
    Package {
        title: "KGX (PyPI, 600 MB)",
        folder: "kgx",
        manifests_in: None,
        manifests: &["requirements.txt"],
        install: pip,
    },
    Package {
        title: "maturin, PySpark, Dask, mypy and Jupyter (PyPI, 1.1 GB)",
        folder: "wheel",
        manifests_in: None,
        manifests: &["requirements.txt"],
        install: pip,
    },
    Package {
        title: "PyTorch (PyPI, 3 GB)",
        folder: "training",
        manifests_in: Some("training"),
        manifests: &["requirements.txt"],
        install: pip_with_dependencies,
    },
];

/// What checks the dependencies; built from the crate that its maintainers publish, as its `Cargo.lock` pins the rest.
const CARGO_DENY: Package = Package {
    title: "cargo-deny (crates.io, built in two minutes)",
    folder: "cargo-deny",
    manifests_in: None,
    manifests: &["version"],
    install: cargo_install,
};

/// What `cargo xtask mutants` runs; no test needs it.
const CARGO_MUTANTS: Package = Package {
    title: "cargo-mutants (crates.io, built in two minutes)",
    folder: "cargo-mutants",
    manifests_in: None,
    manifests: &["version"],
    install: cargo_install,
};

/// What `cargo xtask bench` measures beside; no test needs it.
const SPACY: Package = Package {
    title: "spaCy (PyPI, 400 MB)",
    folder: "spacy",
    manifests_in: None,
    manifests: &["requirements.txt"],
    install: pip,
};

/// As above.
const CORENLP: Package = Package {
    title: "CoreNLP (Maven Central, 490 MB)",
    folder: "corenlp",
    manifests_in: None,
    manifests: &["pom.xml"],
    install: maven,
};

/// Installs what is measured beside, unless it is there.
pub fn install_peers(into: &Path) -> Result<(), String> {
    [SPACY, CORENLP].iter().try_for_each(|peer| peer.ensure(into).map_err(|reason| format!("{}: {reason}", peer.title)))
}

/// Installs cargo-deny alone, unless it is there.
pub fn install_cargo_deny(into: &Path) -> Result<(), String> {
    CARGO_DENY.ensure(into)
}

/// Installs cargo-mutants alone, unless it is there.
pub fn install_cargo_mutants(into: &Path) -> Result<(), String> {
    CARGO_MUTANTS.ensure(into)
}

/// Installs what is not there yet; one line for each tool that cannot be had, with what to do.
pub fn install(into: &Path) -> Vec<String> {
    let mut missing = programs::ensure();
    for package in &PACKAGES {
        if let Err(reason) = package.ensure(into) {
            missing.push(format!("{}: {reason}", package.title));
        }
    }
    for line in &missing {
        eprintln!("missing: {line}");
    }
    missing
}

impl Package {
    /// Installs the package unless a marker says that these very manifests are installed.
    fn ensure(&self, into: &Path) -> Result<(), String> {
        let source =
            self.manifests_in.map_or_else(|| root().join("xtask/tools").join(self.folder), |path| root().join(path));
        let target = into.join(self.folder);
        let marker = target.join("installed");
        let wanted = self.wanted(&source)?;
        if fs::read_to_string(&marker).is_ok_and(|found| found == wanted) {
            println!("{}: installed", self.title);
            return Ok(());
        }
        println!("{}: installing …", self.title);
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|error| format!("cannot clear {}: {error}", target.display()))?;
        }
        let failed = |error| format!("cannot write to {}: {error}", target.display());
        fs::create_dir_all(&target).map_err(failed)?;
        (self.install)(&source, &target)?;
        fs::write(&marker, wanted).map_err(failed)
    }

    /// The text of the manifests.
    fn wanted(&self, source: &Path) -> Result<String, String> {
        let read = |name: &&str| {
            let path = source.join(name);
            fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
        };
        self.manifests.iter().map(read).collect()
    }
}

/// Builds the program of a crate, in the version that the file `version` names; without optimization, which takes longer
/// than it saves.
fn cargo_install(source: &Path, target: &Path) -> Result<(), String> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let version =
        fs::read_to_string(source.join("version")).map_err(|error| format!("cannot read the version: {error}"))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["install", "--quiet", "--locked", "--debug", "--no-default-features", "--root"]).arg(target);
    command.arg(format!("{name}@{}", version.trim())).env_remove("CARGO_TARGET_DIR");
    run::quiet(&mut command).map_err(|error| with_remedy(&error, "crates.io"))
}

/// Copies the jars that a `pom.xml` names, and those they need, to `lib`.
fn maven(source: &Path, target: &Path) -> Result<(), String> {
    let mut command = Command::new("mvn");
    command.args(["-q", "-B", "-Dstyle.color=never", "dependency:copy-dependencies", "-DincludeScope=runtime"]);
    command.arg("-f").arg(source.join("pom.xml"));
    command.arg(format!("-DoutputDirectory={}", target.join("lib").display()));
    run::quiet(&mut command).map_err(|error| with_remedy(&error, "Maven Central"))
}

/// Installs what `package-lock.json` pins.
fn npm(source: &Path, target: &Path) -> Result<(), String> {
    for manifest in ["package.json", "package-lock.json"] {
        fs::copy(source.join(manifest), target.join(manifest)).map_err(|error| format!("cannot copy: {error}"))?;
    }
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(target);
    run::quiet(&mut command).map_err(|error| with_remedy(&error, "the npm registry"))
}

/// Makes a virtual environment with what `requirements.txt` pins.
fn pip(source: &Path, target: &Path) -> Result<(), String> {
    pip_install(source, target, &["--no-deps"])
}

/// The same where a manifest pins what is used and not all that this needs.
fn pip_with_dependencies(source: &Path, target: &Path) -> Result<(), String> {
    pip_install(source, target, &[])
}

fn pip_install(source: &Path, target: &Path, options: &[&str]) -> Result<(), String> {
    let environment = target.join("venv");
    run::quiet(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    let mut command = Command::new(environment.join("bin/python"));
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command.args(options).arg("-r");
    command.arg(source.join("requirements.txt"));
    run::quiet(&mut command).map_err(|error| with_remedy(&error, "PyPI"))
}

/// Adds what to do to the reason of a failed download.
fn with_remedy(error: &str, registry: &str) -> String {
    format!("{error}; check that {registry} can be reached, then run `cargo xtask tools` again")
}
