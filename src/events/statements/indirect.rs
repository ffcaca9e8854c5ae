//! Verbs and nouns of saying in; what they report without quotation marks out.

use std::ops::Range;

use super::actors::Actors;
use super::{clauses, statement};
use crate::analyze::Upos;
use crate::analyze::speakers::{self, Attribution, cues};
use crate::analyze::tree::Tree;
use crate::events::{Evidence, Marks, Statement};
use crate::ingest::Document;
use crate::lexicon;

/// Finds the reported clauses of a document: “Roe said that …”, “…, Roe said”, “Roe’s claim that …”, “according to
/// Roe, …”.
pub(super) fn find(document: &Document, actors: &Actors, attributions: &[Option<Attribution>]) -> Vec<Statement> {
    let tree = actors.tree;
    let mut quoting: Vec<usize> = attributions.iter().flatten().filter_map(|said| said.cue).collect();
    quoting.sort_unstable();
    let quoted = Quoted::new(tree);
    let outside = (0..tree.analysis.tokens.len()).filter(|&token| !quoted.holds(token));
    let reported = outside.filter_map(|token| {
        let quotes = || quoting.binary_search(&token).is_ok();
        let (said, words) =
            by_verb(tree, token, quotes).or_else(|| by_noun(tree, token)).or_else(|| according(tree, token))?;
        from_clause(document, actors, &quoted, &said, words)
    });
    reported.collect()
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

/// A clause with its speaker and cue.
type Reported = (Attribution, Range<usize>);

fn by_verb(tree: &Tree, verb: usize, quotes: impl Fn() -> bool) -> Option<Reported> {
    if !is_plain_cue(tree, verb) {
        return None;
    }
    let words = clauses::after(tree, verb).or_else(|| clauses::before(tree, verb).filter(|_| !quotes()))?;
    Some((speakers::of_verb(tree, verb), words))
}

/// A verb of saying or finding that is neither denied, nor wished for, nor yet to come.
fn is_plain_cue(tree: &Tree, token: usize) -> bool {
    let open = |kid: usize| {
        let lemma = tree.lemma(kid);
        tree.token(kid).relation() == "advmod" && matches!(lemma, "not" | "never" | "n't")
            || tree.token(kid).relation() == "aux"
                && matches!(lemma, "will" | "would" | "may" | "might" | "can" | "could" | "should" | "must")
    };
    tree.is_verbal(token) && cues::reports_clause(tree.lemma(token)) && !tree.children(token).any(open)
}

/// “Roe’s claim that …”, “issued a statement that …”.
fn by_noun(tree: &Tree, noun: usize) -> Option<Reported> {
    if tree.token(noun).upos != Upos::Noun || !cues::is_report(tree.lemma(noun)) {
        return None;
    }
    let words = clauses::of_noun(tree, noun)?;
    let said = speakers::of_noun(tree, noun)?;
    Some((said, words))
}

/// “According to Roe, …”, “…, according to the report”.
fn according(tree: &Tree, word: usize) -> Option<Reported> {
    if !tree.token(word).form.eq_ignore_ascii_case("according") || tree.analysis.tokens.get(word + 1)?.form != "to" {
        return None;
    }
    let (said, noun) = speakers::by_according(tree, word)?;
    if lexicon::speech::is_rule_or_plan(tree.lemma(noun)) {
        return None;
    }
    Some((said, clauses::beside(tree, word, noun)?))
}

fn from_clause(
    document: &Document,
    actors: &Actors,
    quoted: &Quoted,
    said: &Attribution,
    words: Range<usize>,
) -> Option<Statement> {
    // What stands in marks is a direct statement already.
    if words.is_empty() || 2 * quoted.count(&words) > words.len() {
        return None;
    }
    let tree = actors.tree;
    let speakers = actors.entities(&said.speakers);
    let (first, last) = (tree.analysis.tokens.get(words.start)?, tree.analysis.tokens.get(words.end - 1)?);
    let span = first.span.start..last.span.end;
    let text = document.text.get(span.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let (rule, confidence) = (said.rule, said.confidence);
    let evidence = Evidence { sentence: first.sentence, span, rule, confidence, marks: Marks::default() };
    let told =
        said.cue.is_some_and(|cue| !tree.is_verbal(cue)) || said.speakers.iter().any(|&token| speaks(tree, token));
    (!speakers.is_empty() || told).then(|| statement(actors, said, speakers, text, false, &words, evidence))
}

/// Whether a phrase without an entity may stand for somebody who speaks: no “I” and no “which”.
fn speaks(tree: &Tree, token: usize) -> bool {
    match tree.token(token).upos {
        Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj => true,
        Upos::Pron | Upos::Det => !lexicon::speech::is_pronoun_without_voice(tree.lemma(token).to_lowercase().as_str()),
        _ => false,
    }
}
