//! Vectors of the words of a sentence in; tags, lemma scripts, name tags, heads and relations out.

use super::linear::{Linear, Quantized};
use super::simd::{Simd, compiled_for_each_path};
use super::weights::Weights;
use super::{math, tree};
use crate::Result;

/// The layers that read the word vectors, in the order of their outputs.
const SHARED: [&str; 8] = ["upos", "xpos", "script", "names", "arc_dep", "arc_head", "label_dep", "label_head"];

/// Indices into the label lists of the header, for one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Labels {
    pub(super) upos: usize,
    pub(super) xpos: usize,
    pub(super) script: usize,
    /// 0 for the root, else the number of the head from 1.
    pub(super) head: usize,
    pub(super) relation: usize,
}

compiled_for_each_path! {
    /// The products of each dependent with each head: rows of `size` floats, and the `size` floats from `first` on of
    /// each row of `width` of `shared`.
    fn head_scores(dependents: &[f32], size: usize, shared: &[f32], width: usize, first: usize, out: &mut [f32]) {
        let nodes = shared.len() / width;
        for (dependent, out) in dependents.chunks_exact(size).zip(out.chunks_exact_mut(nodes)) {
            for (head, out) in shared.chunks_exact(width).zip(out) {
                *out = math::dot(dependent, &head[first..first + size]);
            }
        }
    }
}

compiled_for_each_path! {
    /// The score of each relation: the product of its row with the head, and its linear term.
    fn relation_scores(bilinear: &[f32], head: &[f32], linear: &[f32], out: &mut [f32]) {
        for ((row, linear), out) in bilinear.chunks_exact(head.len()).zip(linear).zip(out) {
            *out = math::dot(row, head) + linear;
        }
    }
}

/// Buffers of the heads, kept from batch to batch.
#[derive(Default)]
pub(super) struct Buffers {
    quantized: Quantized,
    shared: Vec<f32>,
    dependents: Vec<f32>,
    projected: Vec<f32>,
    linear: Vec<f32>,
    scores: Vec<f32>,
}

/// The layers above the encoder.
pub(super) struct Heads {
    shared: Linear,
    /// Where the outputs of each shared layer begin, and where the last ends.
    starts: [usize; SHARED.len() + 1],
    arc_bilinear: Linear,
    label_bilinear: Linear,
    label_linear: Linear,
    leaky_slope: f32,
    root: usize,
    simd: Simd,
}

impl Heads {
    /// Reads the layers.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd) -> Result<Self> {
        let mut starts = [0; SHARED.len() + 1];
        for (i, name) in SHARED.iter().enumerate() {
            starts[i + 1] = starts[i] + weights.matrix(&format!("{name}.weight"))?.rows;
        }
        Ok(Self {
            simd,
            shared: Linear::read(weights, simd, &SHARED)?,
            starts,
            arc_bilinear: Linear::read(weights, simd, &["arc_bilinear"])?,
            label_bilinear: Linear::read(weights, simd, &["label_bilinear"])?,
            label_linear: Linear::read(weights, simd, &["label_linear"])?,
            leaky_slope: weights.header.config.leaky_slope,
            root: weights.header.relations.iter().position(|r| r == "root").unwrap_or(0),
        })
    }

    /// Appends the labels of each word and the scores of its name tags; `words` holds the vectors of the root and the
    /// words of one sentence.
    pub(super) fn label(&self, words: &[f32], buffers: &mut Buffers, out: &mut Vec<Labels>, names: &mut Vec<f32>) {
        let Buffers { quantized, shared, .. } = buffers;
        quantized.set(self.simd, words, self.shared.inputs());
        self.shared.apply(quantized, shared);
        let width = self.shared.outputs();
        for row in shared.chunks_exact_mut(width) {
            for x in &mut row[self.starts[4]..] {
                *x = math::leaky(*x, self.leaky_slope);
            }
        }
        let first = out.len();
        out.extend(shared.chunks_exact(width).skip(1).map(|row| Labels {
            upos: math::argmax(&row[self.starts[0]..self.starts[1]]),
            xpos: math::argmax(&row[self.starts[1]..self.starts[2]]),
            script: math::argmax(&row[self.starts[2]..self.starts[3]]),
            head: 0,
            relation: self.root,
        }));
        names.extend(shared.chunks_exact(width).skip(1).flat_map(|row| &row[self.starts[3]..self.starts[4]]));
        self.arcs(buffers, &mut out[first..]);
        self.relations(buffers, &mut out[first..]);
    }

    /// The outputs of the shared layer `layer` for a word.
    fn part<'a>(&self, shared: &'a [f32], word: usize, layer: usize) -> &'a [f32] {
        let row = word * self.shared.outputs();
        &shared[row + self.starts[layer]..row + self.starts[layer + 1]]
    }

    fn gather(&self, shared: &[f32], layer: usize, words: usize, out: &mut Vec<f32>) {
        out.clear();
        for word in 1..=words {
            out.extend_from_slice(self.part(shared, word, layer));
        }
    }

    fn arcs(&self, buffers: &mut Buffers, labels: &mut [Labels]) {
        let Buffers { quantized, shared, dependents, projected, scores, .. } = buffers;
        self.gather(shared, 4, labels.len(), dependents);
        quantized.set(self.simd, dependents, self.arc_bilinear.inputs());
        self.arc_bilinear.apply(quantized, projected);
        let nodes = labels.len() + 1;
        scores.clear();
        scores.resize(nodes * nodes, 0.0);
        let (width, first) = (self.shared.outputs(), self.starts[5]);
        head_scores(self.simd, projected, self.arc_bilinear.outputs(), shared, width, first, &mut scores[nodes..]);
        let heads = tree::best(scores, nodes);
        for (label, head) in labels.iter_mut().zip(heads.iter().skip(1)) {
            label.head = *head;
        }
    }

    fn relations(&self, buffers: &mut Buffers, labels: &mut [Labels]) {
        let Buffers { quantized, shared, dependents, projected, linear, scores } = buffers;
        self.gather(shared, 6, labels.len(), dependents);
        quantized.set(self.simd, dependents, self.label_bilinear.inputs());
        self.label_bilinear.apply(quantized, projected);
        self.label_linear.apply(quantized, linear);
        let relations = self.label_linear.outputs();
        let rows = projected.chunks_exact(self.label_bilinear.outputs()).zip(linear.chunks_exact(relations));
        for (label, (bilinear, linear)) in labels.iter_mut().zip(rows) {
            if label.head == 0 {
                continue;
            }
            let head = self.part(shared, label.head, 7);
            scores.resize(relations, 0.0);
            relation_scores(self.simd, bilinear, head, linear, scores);
            if let Some(root) = scores.get_mut(self.root) {
                *root = f32::NEG_INFINITY;
            }
            label.relation = math::argmax(scores);
        }
    }
}
