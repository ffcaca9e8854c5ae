//! Vectors of the pieces of sentences in; what a stack of transformer layers makes of them out, and vectors of words.
//!
//! Every row is computed by itself and attention sees one sentence only, so that the result does not depend on the batch.

use std::ops::Range;

use super::attention::attention;
use super::linear::{Linear, Quantized};
use super::math;
use super::simd::{Simd, compiled_for_each_path};
use super::weights::{Config, Weights};
use crate::Result;

/// Weight and bias of a layer normalization.
pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Norm {
    /// Reads its two tensors.
    ///
    /// # Errors
    /// Where one is missing.
    pub(super) fn read(weights: &Weights, name: &str) -> Result<Self> {
        let (weight, bias) = (weights.floats(&format!("{name}.weight"))?, weights.floats(&format!("{name}.bias"))?);
        Ok(Self { weight, bias, eps: weights.header.config.norm_eps })
    }

    /// Normalizes each row in place.
    pub(super) fn apply(&self, simd: Simd, rows: &mut [f32]) {
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
    /// Reads the tensors whose names begin with `layer`.
    fn read(weights: &Weights, simd: Simd, layer: &str) -> Result<Self> {
        let linear = |name: &str| Linear::read(weights, simd, &[&format!("{layer}.{name}")]);
        let norm = |name: &str| Norm::read(weights, &format!("{layer}.{name}"));
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

/// Buffers of the layers, kept from batch to batch.
#[derive(Default)]
pub(super) struct Buffers {
    projected: Vec<f32>,
    mixed: Vec<f32>,
    quantized: Quantized,
    keys: Vec<f32>,
    weights: Vec<f32>,
}

/// Layers of the transformer, one after the other.
pub(super) struct Layers {
    simd: Simd,
    config: Config,
    layers: Vec<Layer>,
}

impl Layers {
    /// Reads `count` layers, whose tensors are `prefix.0.…`, `prefix.1.…`.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd, prefix: &str, count: usize) -> Result<Self> {
        let layers = (0..count).map(|k| Layer::read(weights, simd, &format!("{prefix}.{k}"))).collect::<Result<_>>()?;
        Ok(Self { simd, config: weights.header.config, layers })
    }

    /// Their number.
    pub(super) fn count(&self) -> usize {
        self.layers.len()
    }

    /// Replaces the rows `x`, one for each piece, by what some of the layers make of them; `sentences` has the pieces of each
    /// sentence.
    pub(super) fn run(&self, which: Range<usize>, sentences: &[Range<usize>], x: &mut [f32], buffers: &mut Buffers) {
        let simd = self.simd;
        for layer in &self.layers[which] {
            self.attend(layer, sentences, x, buffers);
            let Buffers { projected, quantized, .. } = &mut *buffers;
            quantized.set(simd, x, self.config.hidden);
            layer.up.apply(quantized, projected);
            gelu(simd, projected);
            quantized.set(simd, projected, self.config.ff);
            layer.down.apply(quantized, projected);
            add(simd, x, projected);
            layer.ff_norm.apply(simd, x);
        }
    }

    fn attend(&self, layer: &Layer, sentences: &[Range<usize>], x: &mut [f32], buffers: &mut Buffers) {
        let (simd, hidden) = (self.simd, self.config.hidden);
        let Buffers { projected, mixed, quantized, keys, weights } = buffers;
        quantized.set(simd, x, hidden);
        layer.qkv.apply(quantized, projected);
        mixed.resize(x.len(), 0.0);
        for sentence in sentences {
            let rows = &projected[sentence.start * 3 * hidden..sentence.end * 3 * hidden];
            let out = &mut mixed[sentence.start * hidden..sentence.end * hidden];
            attention(simd, rows, hidden, self.config.heads, keys, weights, out);
        }
        quantized.set(simd, mixed, hidden);
        layer.attention_out.apply(quantized, projected);
        add(simd, x, projected);
        layer.attention_norm.apply(simd, x);
    }
}

/// Puts the vectors of words into `out`: the means of the rows of `hidden` floats of the first and last piece of each.
pub(super) fn words(x: &[f32], hidden: usize, words: &[(u32, u32)], out: &mut Vec<f32>) {
    out.clear();
    for &(first, last) in words {
        let row = |piece: u32| &x[piece as usize * hidden..(piece as usize + 1) * hidden];
        out.extend(row(first).iter().zip(row(last)).map(|(a, b)| (a + b) * 0.5));
    }
}
