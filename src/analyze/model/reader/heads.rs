//! Vectors of the words that the reader's layers made in; probabilities of predicates, parties and truths out.

use std::ops::Range;

use super::features::{DISTANCES, PARTS_OF_SPEECH, Rows};
use crate::Result;
use crate::analyze::model::linear::{Linear, Quantized};
use crate::analyze::model::math;
use crate::analyze::model::simd::{Simd, compiled_for_each_path};
use crate::analyze::model::weights::{ReaderHeader, Table, Weights, damaged};
use crate::analyze::signals::TRUTHS;

/// The parties of an event, in the order of the outputs of `reader.role`.
pub(super) const ROLES: [&str; 3] = ["source", "target", "claimant"];

/// The layers that read the word vectors, in the order of their outputs.
const SHARED: [&str; 4] = ["reader.trigger_up", "reader.truth_up", "reader.role_trigger", "reader.role_word"];
const TRIGGER_UP: usize = 0;
const TRUTH_UP: usize = 1;
const ROLE_TRIGGER: usize = 2;
const ROLE_WORD: usize = 3;

/// A word that may be the trigger of an event with that predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Number of the word in the batch.
    pub(super) word: usize,
    /// Index of the predicate in the header.
    pub(super) predicate: usize,
}

/// Buffers of the heads, kept from batch to batch.
#[derive(Default)]
pub(super) struct Buffers {
    quantized: Quantized,
    /// The outputs of the shared layers, a row for each word.
    shared: Vec<f32>,
    base: Vec<f32>,
    hidden: Vec<f32>,
    /// The probabilities of the predicates, a row for each word.
    pub(super) predicates: Vec<f32>,
    /// The probabilities of the truths, a row for each candidate.
    pub(super) truths: Vec<f32>,
    /// For each word of a sentence the probabilities that it is each of the parties.
    pub(super) parties: Vec<[f32; ROLES.len()]>,
}

/// What a word is to a trigger, in the tables of the parties.
struct Parties {
    predicate: Table,
    path: Table,
    distance: Table,
    upos: Table,
    case: Table,
    /// A row for each of [`ROLES`].
    weight: Table,
    bias: Vec<f32>,
    leaky_slope: f32,
    /// Floats of a row of the shared outputs, and where those of `reader.role_word` begin in it.
    columns: usize,
    first: usize,
}

/// The heads of the reader.
pub(super) struct Heads {
    simd: Simd,
    shared: Linear,
    /// Where the outputs of each of the shared layers begin, and where the last end.
    starts: [usize; SHARED.len() + 1],
    trigger: Linear,
    trigger_lexicon: Table,
    truth: Linear,
    truth_predicate: Table,
    parties: Parties,
    leaky_slope: f32,
}

impl Heads {
    /// Reads the heads.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape.
    pub(super) fn read(weights: &Weights, simd: Simd, header: &ReaderHeader) -> Result<Self> {
        let config = weights.header.config;
        let mut starts = [0; SHARED.len() + 1];
        for (i, name) in SHARED.iter().enumerate() {
            let rows = weights.matrix(&format!("{name}.weight"))?.rows;
            starts[i + 1] = starts[i] + rows;
        }
        let width = |layer: usize| starts[layer + 1] - starts[layer];
        let (trigger, role, predicates) = (width(TRIGGER_UP), width(ROLE_WORD), header.predicates.len());
        let even = [trigger, role].iter().all(|width| width.is_multiple_of(math::LANES));
        if !even || width(TRUTH_UP) != trigger || width(ROLE_TRIGGER) != role {
            return Err(damaged("the sizes of the reader"));
        }
        for name in SHARED {
            expect(weights, name, None, config.hidden)?;
        }
        expect(weights, "reader.trigger", Some(predicates), trigger)?;
        expect(weights, "reader.truth", Some(TRUTHS.len()), trigger)?;
        let bias = weights.floats("reader.role.bias")?;
        if bias.len() != ROLES.len() {
            return Err(damaged("the shape of reader.role.bias"));
        }
        let parties = Parties {
            predicate: weights.table("reader.role_predicate", predicates, role)?,
            path: weights.table("reader.role_path", header.paths.len() + 1, role)?,
            distance: weights.table("reader.role_distance", DISTANCES, role)?,
            upos: weights.table("reader.role_upos", PARTS_OF_SPEECH, role)?,
            case: weights.table("reader.role_case", header.cases.len() + 2, role)?,
            weight: weights.table("reader.role.weight", ROLES.len(), role)?,
            bias,
            leaky_slope: config.leaky_slope,
            columns: starts[SHARED.len()],
            first: starts[ROLE_WORD],
        };
        Ok(Self {
            simd,
            shared: Linear::read(weights, simd, &SHARED)?,
            starts,
            trigger: Linear::read(weights, simd, &["reader.trigger"])?,
            trigger_lexicon: weights.table("reader.trigger_lexicon", predicates, trigger)?,
            truth: Linear::read(weights, simd, &["reader.truth"])?,
            truth_predicate: weights.table("reader.truth_predicate", predicates, trigger)?,
            parties,
            leaky_slope: config.leaky_slope,
        })
    }

    /// Reads the vectors of the words of a batch: fills `buffers.predicates`. `hints` are the predicates that the lexicon
    /// gives words.
    pub(super) fn predicates(&self, vectors: &[f32], hints: &[Candidate], buffers: &mut Buffers) {
        let Buffers { quantized, shared, hidden, predicates, .. } = buffers;
        quantized.set(self.simd, vectors, self.shared.inputs());
        self.shared.apply(quantized, shared);
        let (width, part) = (self.trigger.inputs(), self.part(TRIGGER_UP));
        hidden.clear();
        for row in shared.chunks_exact(self.shared.outputs()) {
            hidden.extend_from_slice(&row[part.clone()]);
        }
        for hint in hints {
            add(&mut hidden[hint.word * width..][..width], self.trigger_lexicon.row(hint.predicate));
        }
        activate(self.simd, hidden, self.leaky_slope);
        quantized.set(self.simd, hidden, width);
        self.trigger.apply(quantized, predicates);
        softmax(self.simd, predicates, self.trigger.outputs());
    }

    /// Fills `buffers.truths` for candidates of the batch.
    pub(super) fn truths(&self, candidates: &[Candidate], buffers: &mut Buffers) {
        let Buffers { quantized, shared, hidden, truths, .. } = buffers;
        hidden.clear();
        for candidate in candidates {
            let begin = hidden.len();
            hidden.extend_from_slice(&self.row(shared, candidate.word)[self.part(TRUTH_UP)]);
            add(&mut hidden[begin..], self.truth_predicate.row(candidate.predicate));
        }
        activate(self.simd, hidden, self.leaky_slope);
        quantized.set(self.simd, hidden, self.truth.inputs());
        self.truth.apply(quantized, truths);
        softmax(self.simd, truths, self.truth.outputs());
    }

    /// Fills `buffers.parties` for the words of the sentence of a candidate; `rows` tells what each is to it.
    pub(super) fn parties(&self, candidate: Candidate, words: Range<usize>, rows: &[Rows], buffers: &mut Buffers) {
        let Buffers { shared, base, hidden, parties, .. } = buffers;
        base.clear();
        base.extend_from_slice(&self.row(shared, candidate.word)[self.part(ROLE_TRIGGER)]);
        add(base, self.parties.predicate.row(candidate.predicate));
        hidden.resize(base.len(), 0.0);
        parties.clear();
        let width = self.shared.outputs();
        let words = &shared[words.start * width..words.end * width];
        judge(self.simd, base, words, rows, &self.parties, hidden, parties);
    }

    /// The outputs of the shared layers for a word.
    fn row<'a>(&self, shared: &'a [f32], word: usize) -> &'a [f32] {
        &shared[word * self.shared.outputs()..][..self.shared.outputs()]
    }

    /// Where the outputs of a shared layer lie in a row.
    fn part(&self, layer: usize) -> Range<usize> {
        self.starts[layer]..self.starts[layer + 1]
    }
}

/// Checks the shape of the weights of a layer.
fn expect(weights: &Weights, name: &str, rows: Option<usize>, columns: usize) -> Result<()> {
    let matrix = weights.matrix(&format!("{name}.weight"))?;
    let good = matrix.columns == columns && rows.is_none_or(|rows| rows == matrix.rows);
    if good { Ok(()) } else { Err(damaged(&format!("the shape of {name}.weight"))) }
}

fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}

compiled_for_each_path! {
    /// Leaky rectification in place.
    pub(super) fn activate(values: &mut [f32], slope: f32) {
        for x in values {
            *x = math::leaky(*x, slope);
        }
    }
}

compiled_for_each_path! {
    fn softmax(rows: &mut [f32], columns: usize) {
        for row in rows.chunks_exact_mut(columns) {
            math::softmax(row);
        }
    }
}

compiled_for_each_path! {
    /// Appends the probabilities of the parties for each of `words`, rows of the shared outputs; `base` is what the
    /// trigger and the predicate add to each, `hidden` a buffer of its length.
    fn judge(
        base: &[f32],
        words: &[f32],
        rows: &[Rows],
        of: &Parties,
        hidden: &mut [f32],
        out: &mut Vec<[f32; ROLES.len()]>,
    ) {
        let size = hidden.len();
        let base = &base[..size];
        for (word, rows) in words.chunks_exact(of.columns).zip(rows) {
            let word = &word[of.first..][..size];
            let (path, distance) = (&of.path.row(rows.path)[..size], &of.distance.row(rows.distance)[..size]);
            let (upos, case) = (&of.upos.row(rows.upos)[..size], &of.case.row(rows.case)[..size]);
            for i in 0..size {
                let x = base[i] + word[i] + path[i] + distance[i] + upos[i] + case[i];
                hidden[i] = math::leaky(x, of.leaky_slope);
            }
            out.push(std::array::from_fn(|role| math::sigmoid(math::dot(of.weight.row(role), hidden) + of.bias[role])));
        }
    }
}
