//! What the analysis model made of the words of sentences, the embeddings of their pieces, and their trees in; signals of events
//! out.
//!
//! A gate passes the sentences that may tell of an event. They are gathered from batch to batch, each with a few words of the
//! sentence before it, until there are enough to run a transformer of the reader's own over them together, and the heads over
//! the words. After its first layers a second gate, which has seen more, lets go of those that tell of none after all.
//! Neither the batch nor what else is gathered changes what is read in a sentence.

mod context;
mod features;
mod gate;
mod heads;
mod lexicon;

use std::ops::Range;

use super::encoder;
use super::layers::{self, Layers};
use super::simd::Simd;
use super::weights::{ReaderHeader, Weights, damaged};
use crate::Result;
use crate::analyze::Analysis;
use crate::analyze::signals::{Signal, TRUTHS};
use crate::ontology::Predicate;
use features::{BEFORE, Features, Rows};
use gate::Gate;
use heads::{Candidate, Heads};

/// The least probability of a signal, and of a party.
const LEAST: f32 = 0.05;
/// The first name in the list of predicates: no event.
const NONE: &str = "none";

/// The event reader.
pub(super) struct Reader {
    hidden: usize,
    gate: Gate,
    /// After so many layers.
    second_gate: (usize, Gate),
    /// Added to the embeddings of words of the sentence before.
    context: Vec<f32>,
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
    gate: gate::Buffers,
    /// Embeddings of the pieces of the waiting sentences, those of each followed by the words before it.
    x: Vec<f32>,
    /// Pieces and words before of each of them.
    pieces: Vec<Range<usize>>,
    /// First and last piece of each of their words.
    words: Vec<(u32, u32)>,
    /// What waits to be read.
    sentences: Vec<Waiting>,
    /// The tokens of the sentence before that are read with each.
    context: Vec<usize>,
    /// Such tokens of the last sentence of the batch before, with their vectors.
    before: (Vec<usize>, Vec<f32>),
    vectors: Vec<f32>,
    hints: Vec<Candidate>,
    heads: heads::Buffers,
    candidates: Vec<Candidate>,
    cases: Vec<usize>,
    path: String,
    rows: Vec<Rows>,
}

/// A sentence that waits to be read.
struct Waiting {
    /// Its index in the analysis.
    sentence: usize,
    /// Which of the words before are read with it.
    context: Range<usize>,
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
        let hidden = weights.header.config.hidden;
        let context = weights.floats("reader.context")?;
        if context.len() != hidden {
            return Err(damaged("the shape of reader.context"));
        }
        let second = header.second_gate;
        if second.layers > header.layers {
            return Err(damaged("the layers before the second gate"));
        }
        Ok(Self {
            hidden,
            gate: Gate::read(weights, simd, "reader.gate", header.gate)?,
            second_gate: (second.layers, Gate::read(weights, simd, "reader.second_gate", second.least)?),
            context,
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
        // the first row of a sentence is the root's
        let words = sentences.clone().scan(0, |row, sentence| {
            let first = *row + 1;
            *row = first + analysis.sentences[sentence].tokens.len();
            Some(first..*row)
        });
        self.gate.score(&encoded.words, words, &mut buffers.gate);
        let (mut row, mut start) = (0, start);
        let mut last: Option<(usize, usize)> = None;
        for ((at, sentence), pieces) in sentences.enumerate().zip(&input.sentences) {
            let words = row + 1..row + 1 + analysis.sentences[sentence].tokens.len();
            row = words.end;
            let before = last.replace((sentence, words.start));
            if !self.gate.passes(at, &buffers.gate) {
                continue;
            }
            let moved = |piece: u32| (piece as usize - pieces.start + start) as u32;
            buffers.words.extend(input.words[words].iter().map(|(first, last)| (moved(*first), moved(*last))));
            buffers.x.extend_from_slice(&encoded.embedded[pieces.start * self.hidden..pieces.end * self.hidden]);
            let known = buffers.context.len();
            match before {
                Some((before, first)) => {
                    let words = &input.words[first..];
                    self.tell(analysis, before, words, encoded, &mut buffers.context, &mut buffers.x);
                }
                None => {
                    buffers.context.extend_from_slice(&buffers.before.0);
                    buffers.x.extend_from_slice(&buffers.before.1);
                }
            }
            let context = known..buffers.context.len();
            let end = start + pieces.len() + context.len();
            buffers.words.extend((start + pieces.len()..end).map(|row| (row as u32, row as u32)));
            buffers.pieces.push(start..end);
            buffers.sentences.push(Waiting { sentence, context });
            start = end;
        }
        if let Some((sentence, first)) = last {
            let (tokens, vectors) = &mut buffers.before;
            tokens.clear();
            vectors.clear();
            self.tell(analysis, sentence, &input.words[first..], encoded, tokens, vectors);
        }
    }

    /// Appends the words of a sentence that are read with the next one; `pieces` has first and last piece of its words.
    fn tell(
        &self,
        analysis: &Analysis,
        sentence: usize,
        pieces: &[(u32, u32)],
        encoded: &encoder::Buffers,
        tokens: &mut Vec<usize>,
        vectors: &mut Vec<f32>,
    ) {
        let start = analysis.sentences[sentence].tokens.start;
        for token in context::words(analysis, sentence) {
            let (first, last) = pieces[token - start];
            let row = |piece: u32| encoded.embedded[piece as usize * self.hidden..][..self.hidden].iter();
            tokens.push(token);
            vectors.extend(row(first).zip(row(last)).zip(&self.context).map(|((x, y), z)| (x + y) / 2.0 + z));
        }
    }

    /// Reads the waiting sentences, whose words must have their lemmas and heads, and adds their signals to the analysis.
    pub(super) fn signals(&self, analysis: &mut Analysis, layers: &mut layers::Buffers, buffers: &mut Buffers) {
        if buffers.sentences.is_empty() {
            return;
        }
        let (first, _) = self.second_gate;
        self.layers.run(0..first, &buffers.pieces, &mut buffers.x, layers);
        self.let_go(analysis, buffers);
        if buffers.sentences.is_empty() {
            return;
        }
        self.layers.run(first..self.layers.count(), &buffers.pieces, &mut buffers.x, layers);
        layers::words(&buffers.x, self.hidden, &buffers.words, &mut buffers.vectors);
        self.hint(analysis, buffers);
        self.heads.predicates(&buffers.vectors, &buffers.hints, &mut buffers.heads);
        let mut first = 0;
        for at in 0..buffers.sentences.len() {
            first = self.sentence(analysis, at, first, buffers);
        }
        buffers.x.clear();
        buffers.pieces.clear();
        buffers.words.clear();
        buffers.sentences.clear();
        buffers.context.clear();
    }

    /// Drops the waiting sentences that do not pass the second gate; what the others need moves up.
    fn let_go(&self, analysis: &Analysis, buffers: &mut Buffers) {
        let Buffers { gate, x, pieces, words, sentences, context, vectors, .. } = buffers;
        layers::words(x, self.hidden, words, vectors);
        let count = |waiting: &Waiting| analysis.sentences[waiting.sentence].tokens.len();
        let mut row = 0;
        let own = sentences.iter().map(|waiting| {
            let first = row;
            row += count(waiting) + waiting.context.len();
            first..first + count(waiting)
        });
        self.second_gate.1.score(vectors, own, gate);
        let (mut kept, mut piece, mut row, mut told, mut from) = (0, 0, 0, 0, 0);
        for at in 0..sentences.len() {
            let Waiting { sentence, context: before } = &sentences[at];
            let (sentence, before, of) = (*sentence, before.clone(), pieces[at].clone());
            let rows = from..from + count(&sentences[at]) + before.len();
            from = rows.end;
            if !self.second_gate.1.passes(at, gate) {
                continue;
            }
            x.copy_within(of.start * self.hidden..of.end * self.hidden, piece * self.hidden);
            for (to, from) in (row..).zip(rows) {
                let moved = |p: u32| p - of.start as u32 + piece as u32;
                words[to] = (moved(words[from].0), moved(words[from].1));
                row = to + 1;
            }
            context.copy_within(before.clone(), told);
            pieces[kept] = piece..piece + of.len();
            sentences[kept] = Waiting { sentence, context: told..told + before.len() };
            (kept, piece, told) = (kept + 1, piece + of.len(), told + before.len());
        }
        x.truncate(piece * self.hidden);
        words.truncate(row);
        context.truncate(told);
        pieces.truncate(kept);
        sentences.truncate(kept);
    }

    /// Looks up the words of the waiting sentences.
    fn hint(&self, analysis: &Analysis, buffers: &mut Buffers) {
        let Buffers { hints, sentences, .. } = buffers;
        hints.clear();
        let mut first = 0;
        for Waiting { sentence, context } in sentences {
            let tokens = &analysis.tokens[analysis.sentences[*sentence].tokens.clone()];
            for (word, token) in (first..).zip(tokens) {
                let predicates = self.lexicon.predicates(&token.lemma);
                hints.extend(predicates.map(|predicate| Candidate { word, predicate }));
            }
            first += tokens.len() + context.len();
        }
    }

    /// Adds the signals of a waiting sentence whose first word has the number `first` in the batch; returns that of the
    /// word after it and those before it.
    fn sentence(&self, analysis: &mut Analysis, at: usize, first: usize, buffers: &mut Buffers) -> usize {
        let Buffers { heads, candidates, cases, path, rows, sentences, context, .. } = buffers;
        let Waiting { sentence, context: told } = &sentences[at];
        let told = &context[told.clone()];
        let tokens = analysis.sentences[*sentence].tokens.clone();
        let words = first..first + tokens.len();
        let all = first..words.end + told.len();
        let columns = self.predicates.len() + 1;
        candidates.clear();
        for word in words.clone() {
            let row = &heads.predicates[word * columns..][..columns];
            let likely = (1..columns).filter(|predicate| row[*predicate] >= self.least);
            candidates.extend(likely.map(|predicate| Candidate { word, predicate }));
        }
        if candidates.is_empty() {
            return all.end;
        }
        self.heads.truths(candidates, heads);
        let of = features::Sentence { tokens: &analysis.tokens[tokens.clone()], first: tokens.start };
        self.features.cases(of, cases);
        let mut before = None;
        for (candidate, at) in candidates.iter().zip(0..) {
            if before.replace(candidate.word) != Some(candidate.word) {
                self.features.rows(of, candidate.word - first, cases, path, rows);
                let upos = |token: &usize| analysis.tokens[*token].upos as usize;
                rows.extend(told.iter().map(|token| Rows { path: 0, distance: BEFORE, upos: upos(token), case: 0 }));
            }
            self.heads.parties(*candidate, all.clone(), rows, heads);
            let party = |role: usize| {
                let likely =
                    tokens.clone().chain(told.iter().copied()).zip(&heads.parties).map(|(token, of)| (token, of[role]));
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
        all.end
    }
}

#[cfg(test)]
mod tests;
