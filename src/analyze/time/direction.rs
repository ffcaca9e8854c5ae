//! A token of a dependency tree in; whether its clause speaks of the past or of the future out.

use super::resolve::Direction;
use crate::analyze::{Analysis, Token, Upos};
use crate::ingest::LineKind;
use crate::lexicon::acts;

/// Auxiliaries that place their verb ahead.
const AHEAD_OF_VERB: &[&str] = &["will", "shall", "may", "might", "should", "wo", "'ll", "’ll", "would", "must", "can"];
/// Verbs whose infinitive speaks of the time of the verb itself: “managed to meet on Monday”.
const SAME_TIME: &[&str] = &["manage", "begin", "continue", "start", "fail", "use", "help", "appear", "seem", "have"];

/// The direction of the clause that a token stands in. Looks at no more than a few heads.
pub(super) fn of_clause(analysis: &Analysis, token: usize) -> Direction {
    let mut at = token;
    for _ in 0..8 {
        let Some(word) = analysis.tokens.get(at) else { break };
        if let Some(direction) = own_direction(analysis, at, word, token) {
            return direction;
        }
        match word.head {
            Some(head) if head != at => at = head,
            _ => break,
        }
    }
    Direction::Unknown
}

/// “on Monday, when it published a plan”: a clause in the past tense tells what that time brought.
pub(super) fn is_told_of(analysis: &Analysis, after: usize) -> bool {
    let sentence = analysis.tokens.get(after).map(|token| token.sentence);
    let mut next = analysis.tokens.get(after..).unwrap_or_default().iter().take(16).peekable();
    next.next_if(|token| token.form == ",");
    next.next_if(|token| token.form == "when").is_some()
        && next
            .take_while(|token| Some(token.sentence) == sentence)
            .find(|token| token.xpos.starts_with("VB") || token.xpos == "MD")
            .is_some_and(|verb| verb.xpos == "VBD")
}

/// What the word itself says of its time; `None` where its head decides.
fn own_direction(analysis: &Analysis, at: usize, word: &Token, time: usize) -> Option<Direction> {
    let is_time = at == time;
    let by_the_week = analysis.tokens.get(time).is_some_and(|time| time.lemma.to_lowercase().ends_with("day"));
    let children = || children(analysis, at);
    // “had been scheduled for Friday”
    if acts::is_ahead(&word.lemma) && is_pluperfect(analysis, at) {
        return Some(Direction::Past);
    }
    if acts::is_ahead(&word.lemma) && !children().any(|child| child.xpos == "VBD" && child.relation() == "cop") {
        return Some(Direction::Future);
    }
    if children().any(|child| {
        child.relation() == "amod" && matches!(child.lemma.as_str(), "upcoming" | "forthcoming" | "planned")
    }) {
        return Some(Direction::Future);
    }
    let auxiliary =
        |lemmas: &[&str]| children().any(|child| child.upos == Upos::Aux && lemmas.contains(&child.lemma.as_str()));
    if auxiliary(AHEAD_OF_VERB) {
        let perfect = auxiliary(&["have"]);
        return Some(if perfect { Direction::Past } else { Direction::Future });
    }
    if word.upos != Upos::Verb && word.upos != Upos::Aux {
        let copula = children().find(|child| child.relation() == "cop")?;
        let to_be = copula.xpos == "VB" && children().any(|child| child.lemma == "to" && child.upos == Upos::Part);
        return Some(match copula.xpos.as_str() {
            "VBD" => Direction::Past,
            // “the deadline is Friday”, “the vote is to be in May”
            "VBZ" | "VBP" if is_time => Direction::Future,
            _ if to_be => infinitive(analysis, word).unwrap_or(Direction::Unknown),
            _ => Direction::Unknown,
        });
    }
    match word.xpos.as_str() {
        // “is to be signed on Friday”
        "VBN" if children().any(|child| child.lemma == "to" && child.upos == Upos::Part) => infinitive(analysis, word),
        "VBD" | "VBN" => Some(Direction::Past),
        "VBG" if auxiliary(&["have"]) => Some(Direction::Past),
        "VBG" if auxiliary(&["be"]) => {
            let was = children().any(|child| child.upos == Upos::Aux && child.xpos == "VBD");
            Some(if was { Direction::Past } else { Direction::Future })
        }
        // “was to visit in April” lay ahead of what is told; a day of the week may still come
        "VB" if !by_the_week && children().any(|child| child.lemma == "be" && child.xpos == "VBD") => {
            Some(Direction::Unknown)
        }
        "VB" if children().any(|child| child.lemma == "to" && child.upos == Upos::Part) => infinitive(analysis, word),
        "VB" if auxiliary(&["do"]) => {
            let did = children().any(|child| child.xpos == "VBD");
            Some(if did { Direction::Past } else { Direction::Unknown })
        }
        "VBZ" | "VBP" => Some(present(analysis, word)),
        _ => None,
    }
}

/// “plans to meet on Tuesday” lies ahead; “managed to meet on Tuesday” lies where its verb lies.
fn infinitive(analysis: &Analysis, word: &Token) -> Option<Direction> {
    let head = word.head.and_then(|head| analysis.tokens.get(head));
    match head {
        Some(head) if SAME_TIME.contains(&head.lemma.as_str()) => None,
        // “went to Paris to meet him on Tuesday”: an aim of a past act is told because it was reached.
        Some(head) if word.relation() == "advcl" && head.xpos == "VBD" => Some(Direction::Past),
        // “had planned to meet in March”
        Some(_) if word.head.is_some_and(|head| is_pluperfect(analysis, head)) => Some(Direction::Past),
        _ => Some(Direction::Future),
    }
}

/// “had planned”, “had been due”.
fn is_pluperfect(analysis: &Analysis, at: usize) -> bool {
    children(analysis, at).any(|child| child.lemma == "have" && child.xpos == "VBD" && child.upos == Upos::Aux)
}

/// The present of a headline tells the past.
fn present(analysis: &Analysis, word: &Token) -> Direction {
    let headline = analysis.sentences.get(word.sentence).is_some_and(|sentence| sentence.kind == LineKind::Headline);
    if !headline && acts::is_scheduled(&word.lemma) { Direction::Future } else { Direction::Past }
}

/// The dependents of a token: those of its sentence that name it as head.
fn children(analysis: &Analysis, at: usize) -> impl Iterator<Item = &Token> {
    let sentence = analysis.tokens.get(at).map(|token| token.sentence);
    let range = sentence.and_then(|sentence| analysis.sentences.get(sentence)).map_or(0..0, |s| s.tokens.clone());
    // A sentence can be as long as the text; what tells the tense stands close by.
    let near = range.start.max(at.saturating_sub(40))..range.end.min(at + 40);
    analysis.tokens.get(near).unwrap_or_default().iter().filter(move |token| token.head == Some(at))
}
