//! A [`Document`] in; its [`Analysis`] out: sentences, tokens with part of speech, lemma and
//! dependency tree, names, quotations, time expressions and signals of events.

pub mod conllu;
pub mod json;
mod model;
mod nicknames;
mod quotations;
mod sentences;
mod signals;
pub(crate) mod speakers;
mod time;
mod tokenize;
pub(crate) mod tree;
mod turns;

pub use signals::{Signal, TRUTHS};
pub use time::publication_day;
pub(crate) use tokenize::Word;

use std::ops::Range;

use compact_str::CompactString;

use crate::Result;
use crate::date::Date;
use crate::ingest::{Document, Line, LineKind};

/// Whether the model can run as the environment asks. The weights are only read by the first [`analyze`].
///
/// # Errors
/// `Usage` where the variable `NEWSGRAPH_SIMD` names instructions that the processor does not have.
pub fn check_processor() -> Result<()> {
    model::Model::check()
}

/// Analyzes a document with the embedded model.
///
/// ```
/// use newsgraph::{analyze::{NameType, analyze}, ingest::Document};
///
/// let mut document = Document::new("talks", "Angela Merkel met Emmanuel Macron on Monday.");
/// document.published = "2019-05-06".parse().ok();
/// let analysis = analyze(&document);
/// let met = &analysis.tokens[2];
/// assert_eq!((&*met.lemma, met.upos.as_str(), met.head), ("meet", "VERB", None));
/// assert_eq!((analysis.names[1].tokens.clone(), analysis.names[1].kind), (3..5, NameType::Person));
/// assert_eq!(analysis.times[0].date.unwrap().to_string(), "2019-05-06");
/// ```
///
/// # Panics
/// Where [`check_processor`] fails.
pub fn analyze(document: &Document) -> Analysis {
    let model = model::Model::get();
    let mut pieces = model::Pieces::default();
    let mut analysis = segment(document, model, &mut pieces);
    model.annotate(&mut analysis, &pieces);
    complete(document, analysis)
}

/// Splits a document into sentences and words, without their analysis and without the model, as if every word were one
/// of its pieces.
pub fn split(document: &Document) -> Analysis {
    /// About as long a sentence as the model takes.
    const LONGEST: usize = 200;
    segment_by(document, LONGEST, |_| 1)
}

/// The syntactic words of a sentence, each with its bytes.
pub(crate) fn words(sentence: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokenize::tokenize(sentence, 0..sentence.len(), &mut words);
    words
}

/// Splits a document into sentences and words, without their analysis; `pieces` receives the word pieces of each word.
fn segment(document: &Document, model: &model::Model, pieces: &mut model::Pieces) -> Analysis {
    let mut words = 0;
    segment_by(document, model.longest_sentence(), |word| {
        model.push_pieces(word, pieces);
        words += 1;
        pieces.count(words - 1)
    })
}

/// The same, where `pieces` is called for each word in turn and tells how many pieces it has; a sentence has at most `room`
/// of them.
fn segment_by(document: &Document, room: usize, mut pieces: impl FnMut(&str) -> usize) -> Analysis {
    let mut analysis = Analysis::default();
    let (mut words, mut counts, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for (line, Line { span, kind }) in document.lines.iter().enumerate() {
        words.clear();
        tokenize::tokenize(&document.text, span.clone(), &mut words);
        counts.clear();
        counts.extend(words.iter().map(|word| pieces(&document.text[word.span.clone()])));
        ends.clear();
        sentences::split(&document.text, &words, |word| counts[word], room, &mut ends);
        let mut begin = 0;
        for &end in &ends {
            analysis.push_sentence(document, &words[begin..end], line, *kind);
            begin = end;
        }
    }
    analysis
}

/// Adds what rules find on the tokens of an analysis: names of speakers, quotations, then time expressions. Mends names by
/// both: a nickname in quotation marks parts no name, and “New” of “New Year’s Eve” is no place.
pub fn complete(document: &Document, mut analysis: Analysis) -> Analysis {
    turns::name_speakers(&mut analysis);
    let (nicknames, quotations) = quotations::find(document, &analysis);
    analysis.quotations = quotations;
    nicknames::join(&mut analysis, &nicknames);
    analysis.times = time::find(document, &analysis);
    let times = &analysis.times;
    analysis.names.retain(|name| {
        let after = times.partition_point(|time| time.tokens.start <= name.tokens.start);
        let within = times[..after].last().is_some_and(|time| time.tokens.end >= name.tokens.end);
        !within || matches!(name.kind, NameType::Person | NameType::Organization)
    });
    analysis
}

/// The analysis of one document. Every index is into the vectors here; every span is a range of bytes of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// Syntactic words of all sentences in the order of the text.
    pub tokens: Vec<Token>,
    /// Names, not nested, in the order of the text.
    pub names: Vec<Name>,
    /// Quotations in quotation marks and turns of transcripts, in the order of their opening marks.
    pub quotations: Vec<Quotation>,
    /// Time expressions in the order of the text.
    pub times: Vec<TimeExpression>,
    /// What the event reader makes of the words, in the order of the text; `None` where it has not read them.
    pub signals: Option<Vec<Signal>>,
}

impl Analysis {
    /// Appends a sentence whose words are not analyzed yet.
    fn push_sentence(&mut self, document: &Document, words: &[tokenize::Word], line: usize, kind: LineKind) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let begin = self.tokens.len();
        let sentence = self.sentences.len();
        self.tokens.extend(words.iter().map(|word| Token {
            form: document.text[word.span.clone()].into(),
            lemma: CompactString::default(),
            upos: Upos::X,
            xpos: CompactString::default(),
            head: None,
            deprel: CompactString::default(),
            span: word.span.clone(),
            sentence,
            multiword: word.multiword,
        }));
        let span = first.span.start..last.span.end;
        self.sentences.push(Sentence { tokens: begin..self.tokens.len(), span, kind, line });
    }
}

/// A sentence, headline or other line that stands on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The kind of line that it stands in.
    pub kind: LineKind,
    /// Index of that line in the document.
    pub line: usize,
}

/// A syntactic word (UD): `don't` is two.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The word as written.
    pub form: CompactString,
    /// Dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: CompactString,
    /// Index of the head in [`Analysis::tokens`]; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// UD relation to the head with its subtype: `nsubj:pass`, `root`.
    pub deprel: CompactString,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// Index of its sentence.
    pub sentence: usize,
    /// For the first word of a multiword token, how many words it has (else 0): `don't` has 2.
    pub multiword: u8,
}

impl Token {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or_default()
    }
}

/// Universal part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// The tag as CoNLL-U writes it.
    pub fn as_str(self) -> &'static str {
        const TAGS: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
            "SCONJ", "SYM", "VERB", "X",
        ];
        TAGS[self as usize]
    }

    /// Reads the tag of a CoNLL-U file.
    pub fn from_tag(tag: &str) -> Option<Self> {
        const ALL: [Upos; 17] = [
            Upos::Adj,
            Upos::Adp,
            Upos::Adv,
            Upos::Aux,
            Upos::Cconj,
            Upos::Det,
            Upos::Intj,
            Upos::Noun,
            Upos::Num,
            Upos::Part,
            Upos::Pron,
            Upos::Propn,
            Upos::Punct,
            Upos::Sconj,
            Upos::Sym,
            Upos::Verb,
            Upos::X,
        ];
        ALL.into_iter().find(|upos| upos.as_str() == tag)
    }
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameType {
    /// A person, without title: tag `PER`.
    Person,
    /// An organization: tag `ORG`.
    Organization,
    /// A country, town, river, building: tag `LOC`.
    Location,
    /// A people or its adjective: tag `NORP` (“Chinese”, “Russians”).
    People,
}

/// A name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names, as the model tags it.
    pub kind: NameType,
}

/// A stretch of text in quotation marks, or a turn in a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes with the marks; those of `inner` where it has none.
    pub span: Range<usize>,
    /// Bytes between the marks.
    pub inner: Range<usize>,
    /// The tokens between the marks.
    pub tokens: Range<usize>,
    /// Depth: 0 for a quotation that stands in no other.
    pub depth: u8,
}

impl Quotation {
    /// Whether it is what somebody says in his turn in a transcript, without marks.
    pub fn is_turn(&self) -> bool {
        self.span == self.inner && !self.span.is_empty()
    }
}

/// A time expression with the date that it denotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it lies; `None` where the text does not tell without guessing.
    pub date: Option<Date>,
}

#[cfg(test)]
mod tests;
