//! What one document says in; the bytes that a database keeps of it out, and back.
//!
//! The tables of the part as JSON, packed by zlib. The same part gives the same bytes.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::graph::{KnowledgeGraph, read_facts};
use crate::{Error, ErrorKind, Result, export};

/// What a record may unpack to; the largest document gives a fraction of it.
const MOST_BYTES: u64 = 1 << 30;

/// The bytes of a part.
pub(super) fn packed(part: &KnowledgeGraph) -> Result<Vec<u8>> {
    let pack = || {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
        out.write_all(&serde_json::to_vec(&export::tables(part)?)?)?;
        out.finish()
    };
    pack().map_err(|error: std::io::Error| {
        Error::new(ErrorKind::Internal, "a document cannot be packed").caused_by(error)
    })
}

/// The part of the bytes that the server at `place` keeps of a document.
pub(super) fn unpacked(bytes: &[u8], document: &str, place: &Path) -> Result<KnowledgeGraph> {
    let bad = |message: String| {
        Error::new(ErrorKind::Format, format!("what the database keeps of “{document}” cannot be read: {message}"))
            .in_file(place)
            .remedy("load a folder that has the document with the version of newsgraph that loaded it, or into an empty database")
    };
    let mut json = Vec::new();
    ZlibDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut json).map_err(|error| bad(error.to_string()))?;
    let tables = serde_json::from_slice(&json).map_err(|error| bad(error.to_string()))?;
    read_facts(&tables, place).map_err(|error| bad(error.to_string()))
}
