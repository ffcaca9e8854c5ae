//! The embedded weights file in; its header and tensors out. `models/FORMAT.md` describes the file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Error, ErrorKind, Result};

/// Puts the bytes at an address that vector loads like.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/newsgraph-en.bin"));

/// The bytes of the embedded file.
pub(super) fn embedded() -> &'static [u8] {
    &FILE.0
}

/// The sizes of the model.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Config {
    pub(super) layers: usize,
    pub(super) hidden: usize,
    pub(super) heads: usize,
    pub(super) ff: usize,
    pub(super) max_pieces: usize,
    pub(super) leaky_slope: f32,
    pub(super) norm_eps: f32,
    pub(super) max_chars_per_word: usize,
}

/// The header: sizes, vocabularies in the order of their indices, and where the tensors lie.
#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) config: Config,
    #[serde(borrow)]
    pub(super) vocab: Vec<Cow<'static, str>>,
    pub(super) upos: Vec<String>,
    pub(super) xpos: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) scripts: Vec<String>,
    pub(super) reader: Option<ReaderHeader>,
    lexicon: String,
    tensors: BTreeMap<String, Entry>,
}

/// What the header says of the event reader.
#[derive(Deserialize)]
pub(super) struct ReaderHeader {
    pub(super) layers: usize,
    pub(super) predicates: Vec<String>,
    pub(super) truths: Vec<String>,
    pub(super) roles: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) cases: Vec<String>,
    pub(super) gate: f32,
    pub(super) second_gate: SecondGate,
    pub(super) lexicon: String,
}

/// What the header says of the reader's second gate.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct SecondGate {
    /// How many of the reader's layers come before it.
    pub(super) layers: usize,
    /// The least score of a sentence that passes.
    pub(super) least: f32,
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    offset: usize,
    #[serde(default)]
    scales: Option<String>,
}

/// The file, its header read.
pub(super) struct Weights {
    pub(super) header: Header,
    data: &'static [u8],
}

/// A matrix of 8-bit integers, row by row, with a scale for each row.
pub(super) struct Matrix {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) values: &'static [u8],
    pub(super) scales: Vec<f32>,
}

/// A matrix of floats, row by row.
pub(super) struct Table {
    columns: usize,
    values: Vec<f32>,
}

impl Table {
    /// A row.
    ///
    /// # Panics
    /// Where there is none of that index.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }
}

impl Matrix {
    /// A row as the bytes of its `i8` values, and its scale.
    pub(super) fn row(&self, row: usize) -> (&[u8], f32) {
        let row = row.min(self.rows - 1);
        (&self.values[row * self.columns..(row + 1) * self.columns], self.scales[row])
    }
}

impl Weights {
    /// Reads the header.
    ///
    /// # Errors
    /// Where the bytes are no file of this format.
    pub(super) fn read(file: &'static [u8]) -> Result<Self> {
        let length = file.strip_prefix(b"NGMODEL1").and_then(|rest| rest.first_chunk::<4>());
        let length = u32::from_le_bytes(*length.ok_or_else(|| damaged("no mark at its beginning"))?) as usize;
        let header = file.get(12..12 + length).ok_or_else(|| damaged("the header is cut off"))?;
        let header: Header = serde_json::from_slice(header).map_err(|e| damaged("the header").caused_by(e))?;
        let data = file.get((12 + length).next_multiple_of(64)..).unwrap_or_default();
        Ok(Self { header, data })
    }

    fn entry(&self, name: &str) -> Result<&Entry> {
        self.header.tensors.get(name).ok_or_else(|| damaged(&format!("no tensor {name}")))
    }

    fn bytes(&self, name: &str, dtype: &str, size: usize) -> Result<&'static [u8]> {
        let entry = self.entry(name)?;
        let length = entry.shape.iter().product::<usize>() * size;
        let found = self.data.get(entry.offset..entry.offset + length).filter(|_| entry.dtype == dtype);
        found.ok_or_else(|| damaged(&format!("tensor {name}")))
    }

    /// A tensor of 32-bit floats.
    pub(super) fn floats(&self, name: &str) -> Result<Vec<f32>> {
        let bytes = self.bytes(name, "f32", 4)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// A table of `rows` rows of `columns` floats.
    ///
    /// # Errors
    /// Where it is missing or has another shape.
    pub(super) fn table(&self, name: &str, rows: usize, columns: usize) -> Result<Table> {
        if self.entry(name)?.shape != [rows, columns] {
            return Err(damaged(&format!("the shape of {name}")));
        }
        Ok(Table { columns, values: self.floats(name)? })
    }

    /// A matrix with its scales.
    pub(super) fn matrix(&self, name: &str) -> Result<Matrix> {
        let entry = self.entry(name)?;
        let (&[rows, columns], Some(scales)) = (entry.shape.as_slice(), &entry.scales) else {
            return Err(damaged(&format!("the shape of {name}")));
        };
        let scales = self.floats(scales)?;
        if rows == 0 || scales.len() != rows {
            return Err(damaged(&format!("the scales of {name}")));
        }
        Ok(Matrix { rows, columns, values: self.bytes(name, "i8", 1)?, scales })
    }

    /// The lines `form<TAB>UPOS<TAB>lemma`, sorted by bytes.
    pub(super) fn lexicon(&self) -> Result<&'static [u8]> {
        self.lines(&self.header.lexicon)
    }

    /// A tensor of text.
    pub(super) fn lines(&self, name: &str) -> Result<&'static [u8]> {
        self.bytes(name, "u8", 1)
    }
}

/// The error of a file that is not as it should be.
pub(super) fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the embedded weights are damaged: {what}"))
}
