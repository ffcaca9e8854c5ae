//! The folder of a graph in; the store that the engine asks out.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::store::Store;

use crate::export::{Options, write};
use crate::folder::Folder;
use crate::graph::read_tables;
use crate::nesting::Nesting;
use crate::{Error, ErrorKind, Result};

/// The file that is asked.
const GRAPH: &str = "graph.jsonld";

/// The graph of `graph.jsonld`, or where that is missing of the tables, as they show it.
pub(crate) fn load(dir: &Path) -> Result<Store> {
    let folder = Folder::open(dir)?;
    let path = dir.join(GRAPH);
    let reader: Box<dyn Read> = if folder.has(GRAPH) {
        let path = folder.file(GRAPH)?;
        let file = File::open(&path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(&path).caused_by(error))?;
        Box::new(Nesting::of(BufReader::new(file)))
    } else {
        let mut bytes = Vec::new();
        write(&read_tables(dir)?, &Options { all: true, ..Options::default() }, GRAPH, &mut bytes)?;
        Box::new(io::Cursor::new(bytes))
    };
    let broken = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(ErrorKind::Format, "no graph in JSON-LD")
            .in_file(&path)
            .caused_by(error)
            .remedy("write the folder anew with newsgraph extract")
    };
    let store = Store::new().map_err(|error| broken(error.into()))?;
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    store.load_from_reader(format, reader).map_err(|error| broken(error.into()))?;
    Ok(store)
}

/// A store of a graph without a node.
pub(crate) fn nothing() -> Result<Store> {
    Store::new().map_err(|error| Error::new(ErrorKind::Internal, "no store").caused_by(error))
}
