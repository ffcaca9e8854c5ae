//! Verbs of saying in; what they report without quotation marks out.

use std::ops::Range;

use super::actors::Actors;
use super::statement;
use crate::analyze::speakers::{self, Attribution, cues};
use crate::analyze::tree::Tree;
use crate::events::{Evidence, Marks, Statement};
use crate::ingest::Document;

/// Finds the reported clauses of a document: “Roe said that …”, “…, Roe said”, “according to Roe, …”.
pub(super) fn find(document: &Document, actors: &Actors, attributions: &[Option<Attribution>]) -> Vec<Statement> {
    let tree = actors.tree;
    let mut quoting: Vec<usize> = attributions.iter().flatten().filter_map(|said| said.cue).collect();
    quoting.sort_unstable();
    let quoted = Quoted::new(tree);
    let verbs = (0..tree.analysis.tokens.len()).filter(|&token| is_plain_cue(tree, token) && !quoted.holds(token));
    verbs.filter_map(|verb| from_verb(document, actors, &quoted, verb, quoting.binary_search(&verb).is_ok())).collect()
}

/// Which tokens stand in quotation marks.
struct Quoted(Vec<bool>);

impl Quoted {
    fn new(tree: &Tree) -> Self {
        let mut inside = vec![false; tree.analysis.tokens.len()];
        for quotation in tree.analysis.quotations.iter().filter(|quotation| !quotation.is_turn()) {
            inside.get_mut(quotation.tokens.clone()).unwrap_or_default().fill(true);
        }
        Quoted(inside)
    }

    fn holds(&self, token: usize) -> bool {
        self.0.get(token).copied().unwrap_or(false)
    }

    /// How many of some tokens stand in marks.
    fn count(&self, tokens: &Range<usize>) -> usize {
        self.0.get(tokens.clone()).unwrap_or_default().iter().filter(|inside| **inside).count()
    }
}

/// A verb of saying that is neither denied, nor wished for, nor yet to come.
fn is_plain_cue(tree: &Tree, token: usize) -> bool {
    let saying = tree.is_verbal(token) && cues::verb(tree.lemma(token)) == Some(cues::Cue::Say);
    let open = |kid: usize| {
        let lemma = tree.lemma(kid);
        tree.token(kid).relation() == "advmod" && matches!(lemma, "not" | "never" | "n't")
            || tree.token(kid).relation() == "aux"
                && matches!(lemma, "will" | "would" | "may" | "might" | "can" | "could" | "should" | "must")
    };
    saying && !tree.children(token).any(open)
}

fn from_verb(document: &Document, actors: &Actors, quoted: &Quoted, verb: usize, quotes: bool) -> Option<Statement> {
    let words = clause(actors.tree, verb).or_else(|| clause_before(actors.tree, verb).filter(|_| !quotes))?;
    // What stands in marks is a direct statement already.
    if words.is_empty() || 2 * quoted.count(&words) > words.len() {
        return None;
    }
    let said = speakers::of_verb(actors.tree, verb);
    let speakers = actors.entities(&said.speakers);
    let (first, last) =
        (actors.tree.analysis.tokens.get(words.start)?, actors.tree.analysis.tokens.get(words.end - 1)?);
    let span = first.span.start..last.span.end;
    let text = document.text.get(span.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let (rule, confidence) = (said.rule, said.confidence);
    let evidence = Evidence { sentence: first.sentence, span, rule, confidence, marks: Marks::default() };
    (!speakers.is_empty()).then(|| statement(actors, &said, speakers, text, false, &words, evidence))
}

/// The tokens of the clause that a verb reports, without “that” and the punctuation around it.
fn clause(tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let head = tree.children_by(verb, "ccomp").find(|&kid| kid > verb)?;
    let (low, high) = tree.extent(head);
    trim(tree, low.max(verb + 1)..high + 1)
}

/// “The bomb was on a bus, said Roe”: the reported clause is the main one.
fn clause_before(tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let relation = tree.token(verb).relation();
    let head = match relation {
        "parataxis" => tree.head(verb)?,
        _ => tree.children_by(verb, "ccomp").find(|&kid| kid < verb)?,
    };
    let (low, high) = tree.extent(head);
    let (own, _) = tree.extent(verb);
    let end = if relation == "parataxis" { own.min(verb) } else { high + 1 };
    (head < verb && low < end).then(|| trim(tree, low..end)).flatten()
}

fn trim(tree: &Tree, mut words: Range<usize>) -> Option<Range<usize>> {
    let drop_first = |token: usize| {
        matches!(tree.token(token).form.as_str(), "," | ":" | "that" | "“" | "\"" | "‘" | "'" | "—" | "–")
    };
    let drop_last = |token: usize| matches!(tree.token(token).form.as_str(), "," | ":" | "." | ";" | "“" | "\"" | "‘");
    while !words.is_empty() && drop_first(words.start) {
        words.start += 1;
    }
    while !words.is_empty() && drop_last(words.end - 1) {
        words.end -= 1;
    }
    (words.len() >= 3).then_some(words)
}
