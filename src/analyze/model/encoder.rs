//! Word pieces of sentences in; one vector for each word (and the root) out: the transformer's forward pass.
//!
//! Sentences of a batch lie one after the other without padding.

use std::ops::Range;

use super::layers::{self, Layers, Norm};
use super::simd::Simd;
use super::weights::{Config, Matrix, Weights};
use crate::Result;

/// The pieces of the sentences of a batch.
#[derive(Default)]
pub(super) struct Input {
    /// Piece ids, `[CLS]` and `[SEP]` of each sentence included.
    pub(super) ids: Vec<u32>,
    /// Case shape of each piece.
    pub(super) shapes: Vec<u8>,
    /// First and last piece of each word, counted from the first piece of the batch; the root is `[CLS]` twice.
    pub(super) words: Vec<(u32, u32)>,
    /// Pieces of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
}

impl Input {
    /// Empties it and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.shapes.clear();
        self.words.clear();
        self.sentences.clear();
    }
}

/// Buffers of the forward pass, kept from batch to batch.
#[derive(Default)]
pub(super) struct Buffers {
    pub(super) layers: layers::Buffers,
    /// Vectors of the pieces before the first layer, a row of [`Config::hidden`] for each.
    pub(super) embedded: Vec<f32>,
    /// Vectors of the pieces after the last.
    pub(super) x: Vec<f32>,
    /// Vectors of the words, as [`Input::words`] lists them.
    pub(super) words: Vec<f32>,
}

/// The transformer.
pub(super) struct Encoder {
    config: Config,
    pieces: Matrix,
    positions: Matrix,
    shapes: Matrix,
    norm: Norm,
    layers: Layers,
    simd: Simd,
}

impl Encoder {
    /// Reads its tensors.
    ///
    /// # Errors
    /// Where one is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd) -> Result<Self> {
        Ok(Self {
            simd,
            config: weights.header.config,
            pieces: weights.matrix("embed.piece")?,
            positions: weights.matrix("embed.position")?,
            shapes: weights.matrix("embed.shape")?,
            norm: Norm::read(weights, "embed.norm")?,
            layers: Layers::read(weights, simd, "layer", weights.header.config.layers)?,
        })
    }

    /// Fills `buffers`.
    pub(super) fn encode(&self, input: &Input, buffers: &mut Buffers) {
        let Buffers { layers, embedded, x, words } = buffers;
        self.embed(input, embedded);
        x.clone_from(embedded);
        self.layers.run(0..self.layers.count(), &input.sentences, x, layers);
        layers::words(x, self.config.hidden, &input.words, words);
    }

    fn embed(&self, input: &Input, x: &mut Vec<f32>) {
        x.clear();
        for sentence in &input.sentences {
            for (position, piece) in sentence.clone().enumerate() {
                let (piece_row, piece_scale) = self.pieces.row(input.ids[piece] as usize);
                let (position_row, position_scale) = self.positions.row(position);
                let (shape_row, shape_scale) = self.shapes.row(usize::from(input.shapes[piece]));
                let value = |byte: u8, scale: f32| f32::from(byte as i8) * scale;
                x.extend(
                    piece_row
                        .iter()
                        .zip(position_row)
                        .zip(shape_row)
                        .map(|((p, q), s)| value(*p, piece_scale) + value(*q, position_scale) + value(*s, shape_scale)),
                );
            }
        }
        self.norm.apply(self.simd, x);
    }
}
