//! A path in; where the tables of its graph are out: CSV in a folder, or whatever else holds them.

use std::path::Path;

use super::loaded::Loaded;
use super::tables::Rows;
use super::{graphml, parquet, rdf};
use crate::folder::Folder;
use crate::{Error, ErrorKind, Result};

/// Where the tables are.
pub(super) enum Source {
    /// CSV, and streams, in a folder.
    Folder(Folder),
    /// Anything else.
    Loaded(Loaded),
}

/// What reads a file of a whole graph.
type Read = fn(&Path) -> Result<Loaded>;

/// Files that are a graph by themselves, by their endings, and their names in a folder; the fullest first.
const FILES: [(&str, &str, Read); 5] = [
    ("graphml", "graph.graphml", graphml::read),
    ("jsonld", "graph.jsonld", rdf::read),
    ("ttl", "graph.ttl", rdf::read),
    ("nq", "graph.nq", rdf::read),
    ("trig", "graph.trig", rdf::read),
];

impl Source {
    /// That of a folder or a file.
    pub(super) fn of(path: &Path) -> Result<Self> {
        if path.is_file() {
            return file(path).map(Self::Loaded);
        }
        let folder = Folder::open(path)?;
        let loaded = if folder.has("nodes.csv") { None } else { loaded(&folder)? };
        Ok(loaded.map_or(Self::Folder(folder), Self::Loaded))
    }

    /// Whether there is such a table.
    pub(super) fn has(&self, table: &str) -> bool {
        match self {
            Self::Folder(folder) => folder.has(&format!("{table}.csv")),
            Self::Loaded(loaded) => loaded.has(table),
        }
    }

    /// The rows of a table, which are gone then from what is no folder.
    pub(super) fn rows(&mut self, table: &str) -> Result<Rows> {
        match self {
            Self::Folder(folder) => Rows::of_file(folder, &format!("{table}.csv")),
            Self::Loaded(loaded) => {
                let table = loaded.take(table);
                Rows::of_table(loaded.path(), table)
            }
        }
    }
}

/// The graph of a file, by its ending.
fn file(path: &Path) -> Result<Loaded> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let Some((_, _, read)) = FILES.iter().find(|(known, _, _)| *known == ending) else {
        let known = FILES.map(|(known, _, _)| format!(".{known}")).join(", ");
        return Err(Error::new(ErrorKind::Usage, "no graph is read from a file of this name")
            .in_file(path)
            .remedy(format!("give a folder that newsgraph wrote, or a file that ends in one of {known}")));
    };
    read(path)
}

/// The graph of a folder without CSV, if it has one in a format that is read.
fn loaded(folder: &Folder) -> Result<Option<Loaded>> {
    if folder.has("nodes.parquet") {
        return parquet::read(folder).map(Some);
    }
    match FILES.iter().find(|(_, name, _)| folder.has(name)) {
        Some((_, name, read)) => read(&folder.file(name)?).map(Some),
        None => Ok(None),
    }
}
