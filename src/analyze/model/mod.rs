//! Sentences of words in; parts of speech, lemmas, trees, names and signals of events out, by the embedded model.

// Instructions that not every processor has, behind `Simd`; `kernels/tests.rs` and `tests.rs` compare their bits.
#![allow(unsafe_code)]

mod attention;
mod encoder;
mod heads;
mod kernels;
mod layers;
mod lemma;
mod linear;
mod lines;
mod math;
mod names;
mod pieces;
mod pool;
mod reader;
mod simd;
mod tree;
mod weights;

use std::sync::OnceLock;

use compact_str::CompactString;

use super::{Analysis, Name, NameType, Upos, conllu};
use crate::{Error, ErrorKind, Result};
use simd::Simd;

/// How many pieces are encoded together, unless one sentence alone has more.
const BATCH: usize = 192;

/// The model, ready to run.
pub(super) struct Model {
    vocabulary: pieces::Vocabulary,
    encoder: encoder::Encoder,
    heads: heads::Heads,
    upos: Vec<Upos>,
    xpos: Vec<CompactString>,
    relations: Vec<CompactString>,
    names: Vec<Option<(bool, NameType)>>,
    transitions: names::Transitions,
    name_types: pool::Types,
    scripts: Vec<lemma::Script>,
    lexicon: &'static [u8],
    /// The event reader, if the weights have one.
    reader: Option<reader::Reader>,
    max_pieces: usize,
}

/// Pieces of words, in the order of the words.
#[derive(Default)]
pub(super) struct Pieces {
    ids: Vec<u32>,
    /// Where the pieces of each word end.
    ends: Vec<usize>,
}

impl Pieces {
    /// The number of pieces of a word.
    pub(super) fn count(&self, word: usize) -> usize {
        self.of(word).len()
    }

    fn of(&self, word: usize) -> &[u32] {
        let begin = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[begin..self.ends[word]]
    }
}

/// Memory that is used again from batch to batch.
#[derive(Default)]
struct Buffers {
    input: encoder::Input,
    encoder: encoder::Buffers,
    heads: heads::Buffers,
    labels: Vec<heads::Labels>,
    /// The scores of the name tags of all words so far.
    names: Vec<f32>,
    reader: reader::Buffers,
}

impl Model {
    /// The embedded model, read when it is first asked for.
    ///
    /// # Panics
    /// Where the weights compiled into the program are damaged, which a test excludes, or where [`Model::check`] fails.
    pub(super) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        let read = || Simd::active().and_then(|simd| Self::read(weights::embedded(), simd));
        MODEL.get_or_init(|| read().unwrap_or_else(|error| panic!("{error}")))
    }

    /// Whether the processor can run the model as the environment asks; does not read the weights.
    pub(super) fn check() -> Result<()> {
        Simd::active().map(drop)
    }

    fn read(file: &'static [u8], simd: Simd) -> Result<Self> {
        let mut weights = weights::Weights::read(file)?;
        let bad = |what: &str| Error::new(ErrorKind::Internal, format!("the embedded weights have a bad {what}"));
        let config = weights.header.config;
        let pieces = std::mem::take(&mut weights.header.vocab);
        let header = &weights.header;
        let upos: Option<_> = header.upos.iter().map(|tag| Upos::from_tag(tag)).collect();
        let scripts: Option<_> = header.scripts.iter().map(|text| lemma::Script::parse(text)).collect();
        Ok(Self {
            vocabulary: pieces::Vocabulary::new(pieces, config.max_chars_per_word).ok_or_else(|| bad("vocabulary"))?,
            encoder: encoder::Encoder::read(&weights, simd)?,
            heads: heads::Heads::read(&weights, simd)?,
            upos: upos.ok_or_else(|| bad("part of speech"))?,
            xpos: header.xpos.iter().map(CompactString::from).collect(),
            relations: header.relations.iter().map(CompactString::from).collect(),
            names: header.names.iter().map(|tag| name_label(tag)).collect(),
            transitions: names::Transitions::new(&header.names),
            name_types: pool::Types::new(&header.names),
            scripts: scripts.ok_or_else(|| bad("lemma script"))?,
            lexicon: weights.lexicon()?,
            reader: header.reader.as_ref().map(|part| reader::Reader::read(&weights, simd, part)).transpose()?,
            max_pieces: config.max_pieces,
        })
    }

    /// The most pieces of a sentence.
    pub(super) fn longest_sentence(&self) -> usize {
        self.max_pieces - 2
    }

    /// Appends the pieces of a word.
    pub(super) fn push_pieces(&self, form: &str, out: &mut Pieces) {
        self.vocabulary.push(form, &mut out.ids);
        out.ends.push(out.ids.len());
    }

    /// Fills in tags, lemmas, trees, names and signals; `pieces` are those of all tokens.
    pub(super) fn annotate(&self, analysis: &mut Analysis, pieces: &Pieces) {
        let mut buffers = Buffers::default();
        analysis.signals = self.reader.as_ref().map(|_| Vec::new());
        let mut begin = 0;
        while begin < analysis.sentences.len() {
            buffers.input.clear();
            let mut end = begin;
            while end < analysis.sentences.len() && (end == begin || buffers.input.ids.len() < BATCH) {
                self.push_sentence(analysis, end, pieces, &mut buffers.input);
                end += 1;
            }
            self.encoder.encode(&buffers.input, &mut buffers.encoder);
            self.label(analysis, begin..end, &mut buffers);
            self.read_events(analysis, begin..end, &mut buffers);
            begin = end;
        }
        self.names(analysis, &mut buffers.names);
    }

    fn push_sentence(&self, analysis: &Analysis, sentence: usize, pieces: &Pieces, input: &mut encoder::Input) {
        let start = input.ids.len();
        let mut push = |id: u32, shape: u8| {
            input.ids.push(id);
            input.shapes.push(shape);
            input.ids.len() as u32 - 1
        };
        let root = push(self.vocabulary.start, pieces::NO_LETTERS);
        input.words.push((root, root));
        for token in analysis.sentences[sentence].tokens.clone() {
            let shape = pieces::shape(&analysis.tokens[token].form);
            let (mut first, mut last) = (None, 0);
            for id in pieces.of(token) {
                last = push(*id, shape);
                first.get_or_insert(last);
            }
            input.words.push((first.unwrap_or(last), last));
        }
        push(self.vocabulary.end, pieces::NO_LETTERS);
        input.sentences.push(start..input.ids.len());
    }

    fn label(&self, analysis: &mut Analysis, sentences: std::ops::Range<usize>, buffers: &mut Buffers) {
        let width = buffers.encoder.words.len() / buffers.input.words.len().max(1);
        let mut row = 0;
        for sentence in sentences {
            let tokens = analysis.sentences[sentence].tokens.clone();
            let rows = row..row + tokens.len() + 1;
            row = rows.end;
            buffers.labels.clear();
            let words = &buffers.encoder.words[rows.start * width..rows.end * width];
            self.heads.label(words, &mut buffers.heads, &mut buffers.labels, &mut buffers.names);
            for (token, labels) in tokens.clone().zip(&buffers.labels) {
                self.fill(&mut analysis.tokens[token], labels, tokens.start);
            }
        }
    }

    fn fill(&self, token: &mut super::Token, labels: &heads::Labels, first: usize) {
        token.upos = self.upos[labels.upos];
        token.xpos = self.xpos[labels.xpos].clone();
        token.deprel = self.relations[labels.relation].clone();
        token.head = labels.head.checked_sub(1).map(|head| first + head);
        token.lemma = lemma::lemma(self.lexicon, &self.scripts[labels.script], &token.form, token.upos.as_str());
    }

    /// Puts the sentences of a batch before the event reader, which reads when enough are gathered, or no more will come.
    fn read_events(&self, analysis: &mut Analysis, sentences: std::ops::Range<usize>, buffers: &mut Buffers) {
        let Some(reader) = &self.reader else { return };
        let last = sentences.end == analysis.sentences.len();
        reader.gather(analysis, sentences, &buffers.input, &buffers.encoder, &mut buffers.reader);
        if last || buffers.reader.waiting() >= BATCH {
            reader.signals(analysis, &mut buffers.encoder.layers, &mut buffers.reader);
        }
    }

    /// Finds the names of the whole document, given the scores of the tags of each word.
    fn names(&self, analysis: &mut Analysis, scores: &mut [f32]) {
        let forms = analysis.tokens.iter().enumerate().map(|(index, token)| {
            let first = analysis.sentences[token.sentence].tokens.start;
            let capital = token.form.chars().next().is_some_and(char::is_uppercase);
            // "Chinese" is a people, and part of the name of a ministry: adjectives tell nothing
            (index > first && capital && token.upos == Upos::Propn).then_some(token.form.as_str())
        });
        let forms: Vec<_> = forms.collect();
        self.name_types.pool(&forms, scores);
        let tags = self.names.len();
        for sentence in &analysis.sentences {
            let tokens = sentence.tokens.clone();
            let rows = scores[tokens.start * tags..tokens.end * tags].chunks_exact(tags);
            let mut open = None;
            for (token, tag) in tokens.zip(self.transitions.best(rows)) {
                let tag = self.names[tag];
                match (tag, analysis.names.last_mut()) {
                    (Some((false, kind)), Some(name)) if open == Some(kind) => name.tokens.end = token + 1,
                    (Some((_, kind)), _) => analysis.names.push(Name { tokens: token..token + 1, kind }),
                    _ => {}
                }
                open = tag.map(|(_, kind)| kind);
            }
        }
        names::with_modal(&mut analysis.names, &mut analysis.tokens);
        let begins: Vec<usize> = analysis.names.iter().map(|name| name.tokens.start).collect();
        for name in &mut analysis.names {
            names::without_title(name, &analysis.tokens);
            names::with_faction(name, &analysis.tokens, &begins);
        }
    }
}

/// Whether a BIO tag begins a name, and the type; `None` for `O`.
fn name_label(tag: &str) -> Option<(bool, NameType)> {
    let (prefix, kind) = tag.split_once('-')?;
    Some((prefix == "B", conllu::name_type(kind)?))
}

#[cfg(test)]
mod tests;
