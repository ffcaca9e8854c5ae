//! Vectors of the words of sentences in; which sentences may tell of an event out.
//!
//! For each feature the largest value over the words of a sentence, and a score from these: a look that costs a hundredth of the reading.

use std::ops::Range;

use crate::Result;
use crate::analyze::model::linear::{Linear, Quantized};
use crate::analyze::model::simd::{Simd, compiled_for_each_path};
use crate::analyze::model::weights::{Weights, damaged};

use super::heads::activate;

/// A gate of the reader.
pub(super) struct Gate {
    simd: Simd,
    up: Linear,
    mid: Linear,
    score: Linear,
    leaky_slope: f32,
    /// The least score of a sentence that passes.
    pub(super) least: f32,
}

/// Memory that is used again from batch to batch.
#[derive(Default)]
pub(super) struct Buffers {
    quantized: Quantized,
    words: Vec<f32>,
    pooled: Vec<f32>,
    middle: Vec<f32>,
    /// The scores of the sentences of the batch.
    pub(super) scores: Vec<f32>,
}

impl Gate {
    /// Reads the layers, whose tensors are `prefix_up` and so on; `least` is the least score of a sentence that passes.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd, prefix: &str, least: f32) -> Result<Self> {
        let linear = |part: &str| Linear::read(weights, simd, &[&format!("{prefix}{part}")]);
        let (up, mid, score) = (linear("_up")?, linear("_mid")?, linear("")?);
        let config = weights.header.config;
        let fits = up.inputs() == config.hidden && mid.inputs() == up.outputs() && score.inputs() == mid.outputs();
        if !fits || score.outputs() != 1 {
            return Err(damaged("the shape of the gate"));
        }
        Ok(Self { simd, up, mid, score, leaky_slope: config.leaky_slope, least })
    }

    /// Scores the sentences of a batch by the rows of `vectors` that are their words.
    pub(super) fn score(&self, vectors: &[f32], words: impl Iterator<Item = Range<usize>>, buffers: &mut Buffers) {
        let Buffers { quantized, words: outputs, pooled, middle, scores } = buffers;
        quantized.set(self.simd, vectors, self.up.inputs());
        self.up.apply(quantized, outputs);
        let width = self.up.outputs();
        pooled.clear();
        for rows in words {
            let begin = pooled.len();
            pooled.resize(begin + width, f32::NEG_INFINITY);
            largest(self.simd, &outputs[rows.start * width..rows.end * width], &mut pooled[begin..]);
        }
        // a sentence without words tells of nothing
        pooled.iter_mut().filter(|x| !x.is_finite()).for_each(|x| *x = 0.0);
        activate(self.simd, pooled, self.leaky_slope);
        quantized.set(self.simd, pooled, width);
        self.mid.apply(quantized, middle);
        activate(self.simd, middle, self.leaky_slope);
        quantized.set(self.simd, middle, self.mid.outputs());
        self.score.apply(quantized, scores);
    }

    /// Whether a sentence of the batch that was scored last is to be read.
    pub(super) fn passes(&self, sentence: usize, buffers: &Buffers) -> bool {
        buffers.scores[sentence] >= self.least
    }
}

compiled_for_each_path! {
    /// Raises each of `out` to the largest value in its column of `rows`.
    fn largest(rows: &[f32], out: &mut [f32]) {
        for row in rows.chunks_exact(out.len()) {
            for (out, x) in out.iter_mut().zip(row) {
                *out = if *x > *out { *x } else { *out };
            }
        }
    }
}
