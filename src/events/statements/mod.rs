//! An analysis and its entities in; quotations with their speakers, addressees and cue verbs out.
//!
//! Quotations in marks are direct; a clause under a verb of saying (“said that …”) or beside “according to” is indirect.

mod actors;
mod clauses;
mod indirect;

use std::ops::Range;

use self::actors::Actors;
use super::{Evidence, Marks, Statement};
use crate::analyze::speakers::{self, Attribution};
use crate::analyze::tree::Tree;
use crate::analyze::{Analysis, Quotation, Upos};
use crate::date::Date;
use crate::ingest::Document;
use crate::resolve::{MentionKind, Resolution};

/// Finds them in the order of the text.
pub(super) fn find(document: &Document, analysis: &Analysis, resolution: &Resolution) -> Vec<Statement> {
    let tree = Tree::new(analysis);
    let actors = Actors::new(document, &tree, resolution);
    let attributions = speakers::attribute(&tree);
    let direct = analysis.quotations.iter().zip(&attributions);
    let mut found: Vec<Statement> =
        direct.filter_map(|(quotation, said)| from_quotation(document, &actors, quotation, said.as_ref())).collect();
    found.extend(indirect::find(document, &actors, &attributions));
    found.sort_by_key(|statement| (statement.evidence.span.start, statement.evidence.span.end));
    found
}

/// A quotation with its speakers; none where the marks hold a name or scare quotes that nobody says.
fn from_quotation(
    document: &Document,
    actors: &Actors,
    quotation: &Quotation,
    said: Option<&Attribution>,
) -> Option<Statement> {
    if is_nickname(actors, quotation) || is_called_so(actors.tree, quotation) {
        return None;
    }
    let speakers = said.map(|said| actors.entities(&said.speakers)).unwrap_or_default();
    let brought =
        said.is_some_and(|said| matches!(said.rule, "statement/cue-before" | "statement/cue-after" | speakers::TURN));
    if speakers.is_empty() && !brought && !fills_its_sentence(actors.tree, quotation) {
        return None;
    }
    let text = clean(document.text.get(quotation.inner.clone())?);
    let token = actors.tree.analysis.tokens.get(quotation.tokens.start)?;
    let evidence = Evidence {
        sentence: token.sentence,
        span: quotation.inner.clone(),
        rule: said.map_or("statement/bare", |said| said.rule),
        confidence: said.map_or(0.4, |said| said.confidence),
        marks: Marks::default(),
    };
    let nobody = Attribution {
        cue: None,
        speakers: Vec::new(),
        hearers: Vec::new(),
        reporters: Vec::new(),
        rule: "",
        confidence: 0.0,
    };
    let said = said.unwrap_or(&nobody);
    (!text.is_empty()).then(|| statement(actors, said, speakers, text, true, &quotation.tokens, evidence))
}

/// “Rodrigo “Digong” Duterte”: the marks stand inside a name.
fn is_nickname(actors: &Actors, quotation: &Quotation) -> bool {
    const LONGEST: usize = 6;
    let inner = &quotation.tokens;
    let around = inner.start.saturating_sub(LONGEST)..inner.end + LONGEST;
    let mut names = around.filter_map(|token| actors.resolution.mention_at(token));
    inner.len() < LONGEST
        && names.any(|name| {
            name.kind == MentionKind::Name && name.tokens.start < inner.start && name.tokens.end > inner.end
        })
}

/// “named the virus “Red Fox””: a few words with capitals, and no stop, behind a verb of naming.
fn is_called_so(tree: &Tree, quotation: &Quotation) -> bool {
    const LONGEST: usize = 5;
    let inner = &quotation.tokens;
    let capitals = || {
        let mut words = inner.clone().filter(|&token| tree.token(token).upos != Upos::Punct);
        words.all(|token| tree.token(token).form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    };
    let names = |token: usize| {
        matches!(
            tree.lemma(token),
            "name" | "call" | "dub" | "nickname" | "title" | "entitle" | "brand" | "label" | "christen"
        )
    };
    inner.len() < LONGEST && capitals() && (inner.start.saturating_sub(6)..inner.start).any(names)
}

/// Puts the parts together.
fn statement(
    actors: &Actors,
    said: &Attribution,
    speakers: Vec<usize>,
    text: String,
    direct: bool,
    words: &Range<usize>,
    evidence: Evidence,
) -> Statement {
    let (named, unnamed): (Vec<usize>, Vec<usize>) = said
        .hearers
        .iter()
        .partition(|&&hearer| !actors.entities(&[hearer]).is_empty() && !actors.are_somewhere(hearer));
    let mut addressees = actors.entities(&named);
    addressees.retain(|hearer| !speakers.contains(hearer));
    let voices = said.speakers.iter().filter(|voice| actors.entities(&[**voice]).is_empty());
    let mut reporters = actors.reporters(&said.reporters);
    reporters.retain(|reporter| !speakers.contains(reporter));
    Statement {
        about: about(actors, words),
        addressees,
        audience: unnamed.iter().filter_map(|&hearer| called(actors, hearer)).collect(),
        voices: voices.filter_map(|&voice| voice_of(actors, voice)).collect(),
        reporters,
        cue: said.cue.map(|cue| cue_words(actors.tree, cue)),
        date: said.cue.and_then(|cue| date(actors.tree, cue, words)),
        speakers,
        text,
        direct,
        evidence,
    }
}

/// The lemma of a cue; that of “according to” is the whole.
fn cue_words(tree: &Tree, cue: usize) -> String {
    let according = tree.token(cue).form.eq_ignore_ascii_case("according");
    if according { "according to".to_owned() } else { tree.lemma(cue).to_lowercase() }
}

/// Bytes of the longest phrase for a speaker who is no entity.
const LONGEST_VOICE: usize = 80;

/// How the text calls a noun for people who are no entity: “reporters”, “a small crowd”.
fn called(actors: &Actors, noun: usize) -> Option<String> {
    let tree = actors.tree;
    if tree.token(noun).upos != Upos::Noun {
        return None;
    }
    let part = |kid: &usize| *kid < noun && tree.token(*kid).relation() != "case";
    let first = tree.children(noun).find(part).unwrap_or(noun);
    let words = clean(actors.document.text.get(tree.token(first).span.start..tree.token(noun).span.end)?);
    (!words.is_empty()).then_some(words)
}

/// How the text calls a speaker who is no entity, without article: “two officials”, “some of the protesters”.
fn voice_of(actors: &Actors, head: usize) -> Option<String> {
    let tree = actors.tree;
    if !matches!(tree.token(head).upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::Adj) {
        return None;
    }
    let article = |token: usize| matches!(tree.lemma(token).to_lowercase().as_str(), "the" | "a" | "an");
    let part = |kid: &usize| {
        let relation = tree.token(*kid).relation();
        matches!(relation, "amod" | "compound" | "nmod" | "nummod" | "det" | "flat") && *kid < head && !article(*kid)
    };
    let first = tree.children(head).find(part).unwrap_or(head);
    // “more than two officials”, “the governor’s office”: what hangs on the first word, without its article
    let inner = |kid: &usize| first < head && *kid < first && !article(*kid) && tree.token(*kid).relation() != "case";
    let first = tree.children(first).find(inner).unwrap_or(first);
    let of = tree.children(head).find(|&kid| kid > head && tree.case(kid) == Some("of"));
    let counted = of.filter(|_| tree.token(head).upos != Upos::Noun && tree.token(head).upos != Upos::Propn);
    let name = tree.children(head).rfind(|&kid| kid > head && tree.token(kid).relation() == "flat");
    let last = counted.or(name).unwrap_or(head);
    let words = clean(actors.document.text.get(tree.token(first).span.start..tree.token(last).span.end)?);
    (!words.is_empty() && words.len() <= LONGEST_VOICE).then_some(words)
}

/// Whether the words in marks are most of a sentence, and hold a verb.
fn fills_its_sentence(tree: &Tree, quotation: &Quotation) -> bool {
    let tokens = quotation.tokens.clone();
    let Some(sentence) = tree.sentence(tokens.start) else { return false };
    let verb = tokens.clone().any(|token| matches!(tree.token(token).upos, Upos::Verb | Upos::Aux));
    quotation.depth == 0 && verb && tokens.len() >= 5 && 10 * tokens.len() >= 8 * sentence.len()
}

/// The words of a quotation on one line; the opening marks that repeat at each paragraph are left out.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let line = if at == 0 { line } else { line.trim_start_matches(['“', '"', '„', '«']) };
        if at > 0 {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// The entities that the words name; who says “I” does not speak about himself.
fn about(actors: &Actors, words: &Range<usize>) -> Vec<usize> {
    let mentions = &actors.resolution.mentions;
    let first = mentions.partition_point(|mention| mention.head < words.start);
    let inside = mentions.iter().skip(first).take_while(|mention| mention.head < words.end);
    let mut found: Vec<usize> = inside
        .filter(|mention| mention.kind != MentionKind::Pronoun || third_person(actors.tree.lemma(mention.head)))
        .flat_map(|mention| mention.entities.iter().copied())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn third_person(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "he" | "she" | "it" | "they" | "his" | "her" | "its" | "their" | "him" | "them"
    )
}

/// When it was said: a time expression that depends on the cue, outside the words said.
fn date(tree: &Tree, cue: usize, words: &Range<usize>) -> Option<Date> {
    let sentence = tree.sentence(cue)?;
    let times = &tree.analysis.times;
    let first = times.partition_point(|time| time.tokens.start < sentence.start);
    let dated = times.iter().skip(first).take_while(|time| time.tokens.start < sentence.end);
    let mut outside = dated.filter(|time| !words.contains(&time.tokens.start) && time.date.is_some());
    let of_clause = |at: usize| {
        let clause = std::iter::once(at).chain(tree.ancestors(at)).find(|&up| tree.is_verbal(up));
        clause.is_some_and(|verb| verb == cue || tree.is_under(cue, verb))
    };
    outside.find(|time| of_clause(time.tokens.start)).and_then(|time| time.date)
}

#[cfg(test)]
mod tests;
