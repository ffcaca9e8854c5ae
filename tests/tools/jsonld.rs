//! jsonld.js, PyLD, Apache Jena and Oxigraph read `graph.jsonld` to one dataset: the canonical N-Quads (RDFC-1.0) of
//! what each of them reads are the same. So do they read the expanded form, and the framed one to a part of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSerializer};

use super::support::{all_of_sample, newsgraph, python, run, sample, scratch, script, tool};

#[test]
#[ignore = "needs jsonld.js, PyLD and Apache Jena: cargo xtask test"]
fn all_readers_find_the_same_dataset() {
    let folder = scratch("jsonld-forms");
    for (graph, options) in [(sample(), &[][..]), (all_of_sample(), &["--all", "--statements"])] {
        let canonical = assert_one_dataset(&graph.join("graph.jsonld"));
        assert!(canonical.lines().count() > 100, "a dataset of some size:\n{canonical}");
        let to = ["convert", "--to", "jsonld-expanded,jsonld-framed", "-o"];
        run(newsgraph().args(to).arg(&folder).arg(graph).args(options));
        assert_same_lines("expanded", &assert_one_dataset(&folder.join("graph.expanded.jsonld")), &canonical);
        let framed = assert_one_dataset(&folder.join("graph.framed.jsonld"));
        let whole: BTreeSet<&str> = canonical.lines().collect();
        assert!(framed.lines().count() > 50 && framed.lines().all(|line| whole.contains(line)), "{framed}");
    }
}

/// Reads a file with every reader and compares what they found; the canonical N-Quads.
pub fn assert_one_dataset(file: &Path) -> String {
    let folder = scratch("jsonld").join(format!("{:?}", std::thread::current().id()));
    fs::create_dir_all(&folder).unwrap();
    let expected = canonize(file);
    for (reader, quads) in [("PyLD", pyld(file)), ("Apache Jena", jena(file)), ("Oxigraph", oxigraph(file))] {
        let path: PathBuf = folder.join(format!("{reader}.nq"));
        fs::write(&path, quads).unwrap();
        assert_same_lines(reader, &canonize(&path), &expected);
    }
    expected
}

/// Canonical N-Quads of a file, by jsonld.js.
fn canonize(file: &Path) -> String {
    run(Command::new("node").arg(script("canonize.cjs")).arg(file).env("NODE_PATH", tool("node/node_modules")))
}

fn pyld(file: &Path) -> String {
    run(python("nquads.py").arg(file))
}

fn jena(file: &Path) -> String {
    run(super::sparql::jena("riotcmd.riot").args(["--strict", "--output=nquads"]).arg(file))
}

fn oxigraph(file: &Path) -> String {
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let mut quads = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
    for quad in RdfParser::from_format(format).for_slice(&fs::read(file).unwrap()) {
        quads.serialize_quad(&quad.unwrap()).unwrap();
    }
    String::from_utf8(quads.finish().unwrap()).unwrap()
}

/// Compares line by line, so that a failure shows the first quad that differs and not the whole dataset.
fn assert_same_lines(reader: &str, found: &str, expected: &str) {
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert_eq!(differs, None, "{reader} and jsonld.js");
    assert_eq!(found.lines().count(), expected.lines().count(), "quads of {reader} and jsonld.js");
}
