//! Vectors of words that the analysis model made in; which sentences may tell of an event out.
//!
//! For each feature the largest value over the words of a sentence, and a score from these: a look that costs a hundredth of the reading.

use crate::Result;
use crate::analyze::model::linear::{Linear, Quantized};
use crate::analyze::model::simd::{Simd, compiled_for_each_path};
use crate::analyze::model::weights::{Weights, damaged};

use super::heads::activate;

/// The gate of the reader.
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
    /// Reads the layers; `least` is the least score of a sentence that passes.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd, least: f32) -> Result<Self> {
        let linear = |name: &str| Linear::read(weights, simd, &[name]);
        let (up, mid, score) = (linear("reader.gate_up")?, linear("reader.gate_mid")?, linear("reader.gate")?);
        let config = weights.header.config;
        let fits = up.inputs() == config.hidden && mid.inputs() == up.outputs() && score.inputs() == mid.outputs();
        if !fits || score.outputs() != 1 {
            return Err(damaged("the shape of the gate"));
        }
        Ok(Self { simd, up, mid, score, leaky_slope: config.leaky_slope, least })
    }

    /// Scores the sentences of a batch; `vectors` has for each a row of the root and then those of its words, whose number is
    /// in `words`.
    pub(super) fn score(&self, vectors: &[f32], words: impl Iterator<Item = usize>, buffers: &mut Buffers) {
        let Buffers { quantized, words: outputs, pooled, middle, scores } = buffers;
        quantized.set(self.simd, vectors, self.up.inputs());
        self.up.apply(quantized, outputs);
        let width = self.up.outputs();
        pooled.clear();
        let mut rest = &outputs[..];
        for count in words {
            let (sentence, behind) = rest.split_at((count + 1) * width);
            rest = behind;
            let begin = pooled.len();
            pooled.resize(begin + width, f32::NEG_INFINITY);
            largest(self.simd, &sentence[width..], &mut pooled[begin..]);
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
