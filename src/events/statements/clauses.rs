//! A cue in its tree in; the tokens of the clause that it reports, without “that” and the punctuation around it, out.

use std::ops::Range;

use crate::analyze::Upos;
use crate::analyze::tree::Tree;

/// In a longer sentence, which no writer wrote, only the clause after the verb is looked for: each look reads the sentence.
const LONGEST_SENTENCE: usize = 400;

/// “Roe said that the road was shut”: the clause after the verb.
pub(super) fn after(tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let head = tree.children_by(verb, "ccomp").find(|&kid| kid > verb)?;
    let (low, high) = tree.extent(head);
    // “If it rained, they reasoned, the road would be shut”: the verb stands in the middle of the clause.
    let inserted = tree.analysis.tokens.get(verb + 1).is_some_and(|next| next.form == ",");
    let before = || tree.children_by(verb, "advcl").find(|&kid| kid < verb && tree.child(kid, "mark").is_some());
    let start = match inserted.then(before).flatten() {
        Some(condition) => tree.extent(condition).0,
        None => low.max(verb + 1),
    };
    trim(tree, start..high + 1)
}

/// “The bomb was on a bus, said Roe”: the reported clause is the main one.
pub(super) fn before(tree: &Tree, verb: usize) -> Option<Range<usize>> {
    if let Some(head) = tree.children_by(verb, "ccomp").find(|&kid| kid < verb) {
        let (low, high) = tree.extent(head);
        return trim(tree, low..high + 1);
    }
    around(tree, verb)
}

/// “…, Roe said.”, “…, Roe has said, …”, “…, said Roe”: the clause around a parenthesis that tells nothing but who spoke.
/// The parser hangs it on many things.
fn around(tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let sentence = tree.sentence(verb).filter(|sentence| sentence.len() <= LONGEST_SENTENCE)?;
    let head = tree.head(verb)?;
    let subject = tree.child(verb, "nsubj").filter(|&subject| subject < verb);
    let (first, inverted) = match subject {
        Some(subject) => (tree.extent(subject).0, false),
        None => (verb, true),
    };
    let relative = subject.is_some_and(|subject| matches!(tree.lemma(subject), "who" | "which" | "that"));
    let more = |kid: usize| match tree.token(kid).relation() {
        "ccomp" | "xcomp" => true,
        "obj" | "nsubj" => !inverted && Some(kid) != subject,
        "mark" => true,
        _ => false,
    };
    if relative || tree.children(verb).any(more) || inverted && !tree.is_finite(verb) {
        return None;
    }
    // “; Roe denied it” tells more, and “the newspaper The Hindu reported” has words before its name.
    let named =
        |token: &usize| matches!(tree.token(*token).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Adv);
    let opens = (sentence.start..first).rev().take(4).find(|token| inverted || !named(token))?;
    let dash = |form: &str| matches!(form, "," | "—" | "–" | "-");
    if !dash(&tree.token(opens).form) {
        return None;
    }
    // “…, Roe said, and should not fly”: what is coordinated belongs to the clause.
    let joined = |token: usize| tree.children_by(verb, "conj").any(|kid| token == kid || tree.is_under(token, kid));
    let own = |token: usize| tree.token(token).upos == Upos::Punct || tree.is_under(token, verb) && !joined(token);
    if (verb + 1..sentence.end).all(own) {
        let low = clause_above(tree, head).map_or(sentence.start, |top| tree.extent(top).0);
        return trim(tree, low.min(opens)..opens);
    }
    // In the middle of a clause it closes with the mark that it opens with.
    let closes = (verb + 1..sentence.end).take(12).find(|&token| dash(&tree.token(token).form))?;
    if inverted || !(verb + 1..closes).all(own) {
        return None;
    }
    let (low, high) = tree.extent(clause_above(tree, head)?);
    (low < opens && high > closes).then(|| trim(tree, low..high + 1)).flatten()
}

/// The nearest clause at or above a token.
fn clause_above(tree: &Tree, token: usize) -> Option<usize> {
    let clause = |at: &usize| tree.head(*at).is_none() || tree.is_finite(*at) || tree.child(*at, "cop").is_some();
    std::iter::once(token).chain(tree.ancestors(token).take(12)).find(clause)
}

/// “a statement that the road was shut”.
pub(super) fn of_noun(tree: &Tree, noun: usize) -> Option<Range<usize>> {
    let that = |kid: &usize| tree.child(*kid, "mark").is_some_and(|mark| tree.lemma(mark) == "that");
    let hangs = |kid: &usize| matches!(tree.token(*kid).relation(), "acl" | "ccomp") && *kid > noun;
    let head = tree.children(noun).find(|kid| hangs(kid) && that(kid))?;
    let (low, high) = tree.extent(head);
    trim(tree, low.max(noun + 1)..high + 1)
}

/// The clause that “according to” with its noun stands in, without that phrase where it opens or closes the clause.
pub(super) fn beside(tree: &Tree, word: usize, noun: usize) -> Option<Range<usize>> {
    if tree.sentence(word)?.len() > LONGEST_SENTENCE {
        return None;
    }
    let clause = |at: &usize| {
        tree.head(*at).is_none()
            || tree.is_finite(*at)
            || tree.child(*at, "cop").is_some()
            || tree.child(*at, "nsubj").is_some()
    };
    let mut top = tree.ancestors(noun).take(12).find(clause)?;
    // “was met and led in, according to …” tells of both.
    while tree.token(top).relation() == "conj" && tree.child(top, "nsubj").is_none() {
        top = tree.head(top)?;
    }
    let (mut low, mut high) = tree.extent(top);
    let (_, last) = tree.extent(noun);
    if low >= word {
        low = after_phrase(tree, last, high);
    }
    let phrase_ends = (last + 1..high + 1).all(|token| tree.token(token).upos == Upos::Punct);
    if phrase_ends && low < word {
        high = word.checked_sub(1)?;
    }
    trim(tree, low..high + 1)
}

/// Where the clause begins after “according to Roe on Sunday,”.
fn after_phrase(tree: &Tree, last: usize, high: usize) -> usize {
    let comma = (last + 1..high.min(last + 8)).find(|&token| tree.token(token).form == ",");
    let adverbial = |token: usize| !matches!(tree.token(token).relation(), "nsubj" | "expl" | "root");
    comma.filter(|&comma| (last + 1..comma).all(adverbial)).map_or(last + 1, |comma| comma + 1)
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
