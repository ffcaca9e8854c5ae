//! Word pieces of sentences in; one vector for each word (and the root) out: the transformer's forward pass.
//!
//! Sentences of a batch lie one after the other without padding. Every row is computed by itself and attention sees one
//! sentence only, so that the result does not depend on the batch.

use std::ops::Range;

use super::linear::{Linear, Quantized};
use super::math;
use super::simd::{Simd, compiled_for_each_path};
use super::weights::{Config, Matrix, Weights};
use crate::Result;

/// Weight and bias of a layer normalization.
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Norm {
    fn read(weights: &Weights, name: &str) -> Result<Self> {
        let (weight, bias) = (weights.floats(&format!("{name}.weight"))?, weights.floats(&format!("{name}.bias"))?);
        Ok(Self { weight, bias, eps: weights.header.config.norm_eps })
    }

    fn apply(&self, simd: Simd, rows: &mut [f32]) {
        norm(simd, rows, &self.weight, &self.bias, self.eps);
    }
}

compiled_for_each_path! {
    fn norm(rows: &mut [f32], weight: &[f32], bias: &[f32], eps: f32) {
        for row in rows.chunks_exact_mut(weight.len()) {
            math::norm(row, weight, bias, eps);
        }
    }
}

compiled_for_each_path! {
    fn gelu(values: &mut [f32]) {
        for value in values {
            *value = math::gelu(*value);
        }
    }
}

compiled_for_each_path! {
    fn add(x: &mut [f32], y: &[f32]) {
        for (x, y) in x.iter_mut().zip(y) {
            *x += y;
        }
    }
}

struct Layer {
    qkv: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    ff_norm: Norm,
}

impl Layer {
    fn read(weights: &Weights, simd: Simd, k: usize) -> Result<Self> {
        let linear = |name: &str| Linear::read(weights, simd, &[&format!("layer.{k}.{name}")]);
        let norm = |name: &str| Norm::read(weights, &format!("layer.{k}.{name}"));
        Ok(Self {
            qkv: linear("qkv")?,
            attention_out: linear("attn_out")?,
            attention_norm: norm("attn_norm")?,
            up: linear("ff_up")?,
            down: linear("ff_down")?,
            ff_norm: norm("ff_norm")?,
        })
    }
}

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
    x: Vec<f32>,
    projected: Vec<f32>,
    mixed: Vec<f32>,
    quantized: Quantized,
    keys: Vec<f32>,
    weights: Vec<f32>,
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
    layers: Vec<Layer>,
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
            layers: (0..weights.header.config.layers).map(|k| Layer::read(weights, simd, k)).collect::<Result<_>>()?,
        })
    }

    /// Fills `buffers.words`.
    pub(super) fn encode(&self, input: &Input, buffers: &mut Buffers) {
        self.embed(input, &mut buffers.x);
        let simd = self.simd;
        for layer in &self.layers {
            self.attend(layer, input, buffers);
            let Buffers { x, projected, quantized, .. } = &mut *buffers;
            quantized.set(simd, x, self.config.hidden);
            layer.up.apply(quantized, projected);
            gelu(simd, projected);
            quantized.set(simd, projected, self.config.ff);
            layer.down.apply(quantized, projected);
            add(simd, x, projected);
            layer.ff_norm.apply(simd, x);
        }
        self.words(input, buffers);
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

    fn attend(&self, layer: &Layer, input: &Input, buffers: &mut Buffers) {
        let (simd, hidden) = (self.simd, self.config.hidden);
        let Buffers { x, projected, mixed, quantized, keys, weights, .. } = buffers;
        quantized.set(simd, x, hidden);
        layer.qkv.apply(quantized, projected);
        mixed.resize(x.len(), 0.0);
        for sentence in &input.sentences {
            let rows = &projected[sentence.start * 3 * hidden..sentence.end * 3 * hidden];
            let out = &mut mixed[sentence.start * hidden..sentence.end * hidden];
            attention(simd, rows, hidden, self.config.heads, keys, weights, out);
        }
        quantized.set(simd, mixed, hidden);
        layer.attention_out.apply(quantized, projected);
        add(simd, x, projected);
        layer.attention_norm.apply(simd, x);
    }

    fn words(&self, input: &Input, buffers: &mut Buffers) {
        let hidden = self.config.hidden;
        let Buffers { x, words, .. } = buffers;
        words.clear();
        for &(first, last) in &input.words {
            let row = |piece: u32| &x[piece as usize * hidden..(piece as usize + 1) * hidden];
            words.extend(row(first).iter().zip(row(last)).map(|(a, b)| (a + b) * 0.5));
        }
    }
}

compiled_for_each_path! {
    /// Attention over the rows `[q k v]` of one sentence. `keys` and `weights` are buffers.
    fn attention(
        rows: &[f32],
        hidden: usize,
        heads: usize,
        keys: &mut Vec<f32>,
        weights: &mut Vec<f32>,
        out: &mut [f32],
    ) {
        for head in 0..heads {
            attend_head(rows, hidden, heads, head, keys, weights, out);
        }
    }
}

/// One head of attention over the rows `[q k v]` of one sentence. `keys` and `weights` are buffers.
#[inline(always)]
fn attend_head(
    rows: &[f32],
    hidden: usize,
    heads: usize,
    head: usize,
    keys: &mut Vec<f32>,
    weights: &mut Vec<f32>,
    out: &mut [f32],
) {
    const SIZE: usize = 32;
    let size = hidden / heads;
    debug_assert_eq!(size, SIZE);
    let count = rows.len() / (3 * hidden);
    let padded = count.next_multiple_of(math::LANES);
    // What lies behind the last key is computed along and never used.
    keys.resize(SIZE * padded, 0.0);
    weights.resize(QUERIES * padded, 0.0);
    let part = |row: usize, kind: usize| &rows[row * 3 * hidden + kind * hidden + head * SIZE..][..SIZE];
    for t in 0..count {
        for (d, key) in part(t, 1).iter().enumerate() {
            keys[d * padded + t] = *key;
        }
    }
    let values = &rows[2 * hidden + head * SIZE..];
    // Several queries share each load of keys and values; the sums of each keep their order.
    for first in (0..count).step_by(QUERIES) {
        let last = (first + QUERIES).min(count) - 1;
        scores(std::array::from_fn(|q| part((first + q).min(last), 0)), keys, padded, weights);
        let mut totals = [0.0; QUERIES];
        for (weights, total) in weights.chunks_exact_mut(padded).zip(&mut totals) {
            *total = softmax(weights, count);
        }
        for dimension in (0..SIZE).step_by(math::LANES) {
            let sums = mix(weights, padded, count, &values[dimension..], 3 * hidden);
            for ((t, sums), total) in (first..=last).zip(&sums).zip(totals) {
                let out = &mut out[t * hidden + head * SIZE + dimension..][..math::LANES];
                for (out, sum) in out.iter_mut().zip(sums) {
                    *out = sum / total;
                }
            }
        }
    }
}

/// How many queries are worked on at once.
const QUERIES: usize = 4;

/// For each query as many numbers as fit a register or two.
type Tile = [[f32; math::LANES]; QUERIES];

/// The scaled products of the queries with all keys, a row of `padded` for each; `keys` holds one dimension after the
/// other.
#[inline(always)]
fn scores(queries: [&[f32]; QUERIES], keys: &[f32], padded: usize, out: &mut [f32]) {
    let size = keys.len() / padded;
    let scale = 1.0 / (size as f32).sqrt();
    let queries = queries.map(|query| &query[..size]);
    for block in (0..padded).step_by(math::LANES) {
        let mut tile: Tile = [[0.0; math::LANES]; QUERIES];
        for d in 0..size {
            let key = &keys[d * padded + block..][..math::LANES];
            for (lanes, query) in tile.iter_mut().zip(&queries) {
                let x = query[d];
                for (lane, key) in lanes.iter_mut().zip(key) {
                    *lane += x * key;
                }
            }
        }
        for (lanes, out) in tile.iter().zip(out.chunks_exact_mut(padded)) {
            for (out, lane) in out[block..block + math::LANES].iter_mut().zip(lanes) {
                *out = lane * scale;
            }
        }
    }
}

/// The sums of the first [`math::LANES`] of each row of values (`stride` apart), weighted by each row of weights.
#[inline(always)]
fn mix(weights: &[f32], padded: usize, count: usize, values: &[f32], stride: usize) -> Tile {
    let mut tile: Tile = [[0.0; math::LANES]; QUERIES];
    let weights: [&[f32]; QUERIES] = std::array::from_fn(|q| &weights[q * padded..][..count]);
    for u in 0..count {
        let value = &values[u * stride..][..math::LANES];
        for (lanes, weights) in tile.iter_mut().zip(&weights) {
            let weight = weights[u];
            for (lane, value) in lanes.iter_mut().zip(value) {
                *lane += weight * value;
            }
        }
    }
    tile
}

/// Turns the first `count` scores into unnormalized weights, the others into 0, and returns their sum.
#[inline(always)]
fn softmax(weights: &mut [f32], count: usize) -> f32 {
    let largest = math::max(&weights[..count]);
    for weight in weights[..count].iter_mut() {
        *weight = math::exp(*weight - largest);
    }
    for weight in weights[count..].iter_mut() {
        *weight = 0.0;
    }
    math::sum(weights)
}
