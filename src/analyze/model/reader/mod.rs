//! Vectors of the pieces that the analysis model made, and its trees, in; signals of events out.
//!
//! A gate passes the sentences that may tell of an event. They are gathered from batch to batch until there are enough to
//! run more layers of the transformer over them together, and the heads over the words. Neither the batch nor what
//! else is gathered changes what is read in a sentence.

mod features;
mod heads;
mod lexicon;

use std::ops::Range;

use super::encoder;
use super::layers::{self, Layers};
use super::linear::{Linear, Quantized};
use super::math;
use super::simd::Simd;
use super::weights::{ReaderHeader, Weights, damaged};
use crate::Result;
use crate::analyze::Analysis;
use crate::analyze::signals::{Signal, TRUTHS};
use crate::ontology::Predicate;
use features::{Features, Rows};
use heads::{Candidate, Heads};

/// The least probability of a signal, and of a party.
const LEAST: f32 = 0.05;
/// The first name in the list of predicates: no event.
const NONE: &str = "none";

/// The event reader.
pub(super) struct Reader {
    simd: Simd,
    hidden: usize,
    gate: Linear,
    /// The least score of the best word of a sentence that passes the gate.
    gate_least: f32,
    layers: Layers,
    heads: Heads,
    features: Features,
    lexicon: lexicon::Lexicon,
    /// The predicates from index 1 on.
    predicates: Vec<Predicate>,
    least: f32,
}

/// Memory that is used again from batch to batch, and the sentences that wait to be read.
#[derive(Default)]
pub(super) struct Buffers {
    quantized: Quantized,
    gate: Vec<f32>,
    /// Vectors of the pieces of the waiting sentences.
    x: Vec<f32>,
    /// Pieces of each of them.
    pieces: Vec<Range<usize>>,
    /// First and last piece of each of their words.
    words: Vec<(u32, u32)>,
    /// Their indices in the analysis.
    sentences: Vec<usize>,
    vectors: Vec<f32>,
    hints: Vec<Candidate>,
    heads: heads::Buffers,
    candidates: Vec<Candidate>,
    cases: Vec<usize>,
    path: String,
    rows: Vec<Rows>,
}

impl Buffers {
    /// The number of pieces that wait to be read.
    pub(super) fn waiting(&self) -> usize {
        self.pieces.last().map_or(0, |pieces| pieces.end)
    }
}

impl Reader {
    /// Reads the reader of a file that has one.
    ///
    /// # Errors
    /// Where a tensor is missing or has another shape, or a predicate is unknown.
    pub(super) fn read(weights: &Weights, simd: Simd, header: &ReaderHeader) -> Result<Self> {
        let predicates = header.predicates.strip_prefix(&[NONE.to_owned()]);
        let predicates = predicates.ok_or_else(|| damaged("the predicates of the reader"))?;
        let named =
            |name: &String| Predicate::from_name(name).ok_or_else(|| damaged(&format!("there is no predicate {name}")));
        if header.truths != TRUTHS || header.roles != heads::ROLES {
            return Err(damaged("the lists of the reader"));
        }
        let gate = Linear::read(weights, simd, &["reader.gate"])?;
        let hidden = weights.header.config.hidden;
        if (gate.inputs(), gate.outputs()) != (hidden, 1) {
            return Err(damaged("the shape of reader.gate.weight"));
        }
        Ok(Self {
            simd,
            hidden,
            gate,
            gate_least: header.gate,
            layers: Layers::read(weights, simd, "reader.layer", header.layers)?,
            heads: Heads::read(weights, simd, header)?,
            features: Features::new(&header.paths, &header.cases),
            lexicon: lexicon::Lexicon::new(weights.lines(&header.lexicon)?, &(1..header.predicates.len()))?,
            predicates: predicates.iter().map(named).collect::<Result<_>>()?,
            least: LEAST,
        })
    }

    /// Adds those of a batch of sentences that pass the gate to the ones that wait to be read; `input` and `encoded` are
    /// their pieces and what the analysis model made of them.
    pub(super) fn gather(
        &self,
        analysis: &Analysis,
        sentences: Range<usize>,
        input: &encoder::Input,
        encoded: &encoder::Buffers,
        buffers: &mut Buffers,
    ) {
        let start = buffers.waiting();
        let Buffers { quantized, gate, .. } = buffers;
        quantized.set(self.simd, &encoded.words, self.hidden);
        self.gate.apply(quantized, gate);
        let (mut row, mut start) = (0, start);
        for (sentence, pieces) in sentences.zip(&input.sentences) {
            // the first row is the root's
            let words = row + 1..row + 1 + analysis.sentences[sentence].tokens.len();
            row = words.end;
            if math::max(&buffers.gate[words.clone()]) < self.gate_least {
                continue;
            }
            let moved = |piece: u32| (piece as usize - pieces.start + start) as u32;
            buffers.words.extend(input.words[words].iter().map(|(first, last)| (moved(*first), moved(*last))));
            buffers.x.extend_from_slice(&encoded.x[pieces.start * self.hidden..pieces.end * self.hidden]);
            buffers.pieces.push(start..start + pieces.len());
            buffers.sentences.push(sentence);
            start += pieces.len();
        }
    }

    /// Reads the waiting sentences, whose words must have their lemmas and heads, and adds their signals to the analysis.
    pub(super) fn signals(&self, analysis: &mut Analysis, layers: &mut layers::Buffers, buffers: &mut Buffers) {
        if buffers.sentences.is_empty() {
            return;
        }
        self.layers.run(&buffers.pieces, &mut buffers.x, layers);
        layers::words(&buffers.x, self.hidden, &buffers.words, &mut buffers.vectors);
        self.hint(analysis, buffers);
        self.heads.predicates(&buffers.vectors, &buffers.hints, &mut buffers.heads);
        let mut first = 0;
        for at in 0..buffers.sentences.len() {
            first = self.sentence(analysis, buffers.sentences[at], first, buffers);
        }
        buffers.x.clear();
        buffers.pieces.clear();
        buffers.words.clear();
        buffers.sentences.clear();
    }

    /// Looks up the words of the waiting sentences.
    fn hint(&self, analysis: &Analysis, buffers: &mut Buffers) {
        buffers.hints.clear();
        let tokens = buffers.sentences.iter().flat_map(|at| &analysis.tokens[analysis.sentences[*at].tokens.clone()]);
        for (word, token) in tokens.enumerate() {
            let predicates = self.lexicon.predicates(&token.lemma);
            buffers.hints.extend(predicates.map(|predicate| Candidate { word, predicate }));
        }
    }

    /// Adds the signals of a sentence whose first word has the number `first` in the batch; returns that of the word
    /// after it.
    fn sentence(&self, analysis: &mut Analysis, sentence: usize, first: usize, buffers: &mut Buffers) -> usize {
        let tokens = analysis.sentences[sentence].tokens.clone();
        let words = first..first + tokens.len();
        let Buffers { heads, candidates, cases, path, rows, .. } = buffers;
        let columns = self.predicates.len() + 1;
        candidates.clear();
        for word in words.clone() {
            let row = &heads.predicates[word * columns..][..columns];
            let likely = (1..columns).filter(|predicate| row[*predicate] >= self.least);
            candidates.extend(likely.map(|predicate| Candidate { word, predicate }));
        }
        if candidates.is_empty() {
            return words.end;
        }
        self.heads.truths(candidates, heads);
        let of = features::Sentence { tokens: &analysis.tokens[tokens.clone()], first: tokens.start };
        self.features.cases(of, cases);
        let mut before = None;
        for (candidate, at) in candidates.iter().zip(0..) {
            if before.replace(candidate.word) != Some(candidate.word) {
                self.features.rows(of, candidate.word - first, cases, path, rows);
            }
            self.heads.parties(*candidate, words.clone(), rows, heads);
            let party = |role: usize| {
                let likely = tokens.clone().zip(&heads.parties).map(|(token, of)| (token, of[role]));
                likely.filter(|(_, probability)| *probability >= self.least).collect()
            };
            analysis.signals.get_or_insert_default().push(Signal {
                trigger: tokens.start + candidate.word - first,
                predicate: self.predicates[candidate.predicate - 1],
                probability: heads.predicates[candidate.word * columns + candidate.predicate],
                sources: party(0),
                targets: party(1),
                claimants: party(2),
                truth: std::array::from_fn(|truth| heads.truths[at * TRUTHS.len() + truth]),
            });
        }
        words.end
    }
}

#[cfg(test)]
mod tests;
