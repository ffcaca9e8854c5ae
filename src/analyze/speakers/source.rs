//! A cue verb or a noun of text in; the tokens that stand for its speaker, its hearers and those who report it out.

use std::ops::Range;

use super::cues;
use crate::analyze::tree::Tree;
use crate::analyze::{NameType, Upos};

/// How far back, in tokens, “the statement” looks for who gave it out.
const TEXT_WINDOW: usize = 300;

/// The speakers of a cue, coordinated ones apart; `quoted` tokens cannot be speakers.
pub(super) fn speakers(tree: &Tree, cue: usize, quoted: &Range<usize>) -> Vec<usize> {
    let Some(subject) = subject(tree, cue, quoted) else { return Vec::new() };
    let lemma = tree.lemma(subject);
    if cues::is_text(lemma) && tree.token(subject).upos == Upos::Noun {
        return text_owner(tree, subject).map(|owner| coordinated(tree, owner, quoted)).unwrap_or_default();
    }
    coordinated(tree, subject, quoted)
}

/// The text that is the subject of a cue.
pub(super) fn text_itself(tree: &Tree, cue: usize) -> Option<usize> {
    subject(tree, cue, &(0..0)).filter(|&subject| cues::is_text(tree.lemma(subject)))
}

/// The head of a phrase and its conjuncts, each as the name in its phrase.
pub(super) fn coordinated(tree: &Tree, head: usize, quoted: &Range<usize>) -> Vec<usize> {
    let conjuncts = tree.children_by(head, "conj").filter(|&kid| nominal(tree, kid) && !quoted.contains(&kid));
    let mut all: Vec<usize> = std::iter::once(head).chain(conjuncts).map(|token| named(tree, token)).collect();
    all.dedup();
    all
}

fn nominal(tree: &Tree, token: usize) -> bool {
    matches!(tree.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num | Upos::Det)
}

/// Who acts in a cue: for a passive the “by” phrase, unless it tells of speech (“is reported to have said”).
fn subject(tree: &Tree, cue: usize, quoted: &Range<usize>) -> Option<usize> {
    let mut at = cue;
    for _ in 0..8 {
        let own = own_subject(tree, at, quoted).or_else(|| inverted(tree, at, cue, quoted));
        if let Some(own) = own.filter(|&own| at == cue || !is_aside(tree, at, cue, own)) {
            return if is_spoken_of(tree, at, cue) { agent(tree, at) } else { Some(own) };
        }
        if at == cue
            && let Some(agent) = agent(tree, at)
        {
            return Some(agent);
        }
        let Some(head) = tree.head(at).filter(|head| !quoted.contains(head)) else { break };
        match tree.token(at).relation() {
            "conj" | "xcomp" | "ccomp" | "advcl" | "parataxis" => match object_control(tree, head, at) {
                Some(object) => return Some(object),
                None => at = head,
            },
            "acl" if nominal(tree, head) && !follows_comma(tree, at) => return Some(head),
            "acl" => match tree.ancestors(head).find(|&up| tree.is_verbal(up)) {
                Some(verb) if !quoted.contains(&verb) => at = verb,
                _ => return Some(head),
            },
            _ => break,
        }
    }
    nearest_subject(tree, cue, quoted)
}

/// “…;” read the statement: a verb right after the marks whose subject the parser took for its object.
fn inverted(tree: &Tree, verb: usize, cue: usize, quoted: &Range<usize>) -> Option<usize> {
    let after_mark = verb == cue && verb.checked_sub(1).is_some_and(|before| tree.token(before).upos == Upos::Punct);
    let near = |object: &usize| *object > verb && *object <= verb + 4;
    let object = || tree.child(verb, "obj").or_else(|| tree.child(verb, "iobj")).filter(near);
    after_mark.then(object).flatten().filter(|object| !quoted.contains(object) && tree.child(*object, "case").is_none())
}

/// “Roe said that a truce was near, adding, “…””: what the reported clause is about does not speak.
fn is_aside(tree: &Tree, clause: usize, cue: usize, subject: usize) -> bool {
    let reported = tree.token(clause).relation() == "ccomp"
        && tree.head(clause).is_some_and(|head| cues::verb(tree.lemma(head)) == Some(cues::Cue::Say));
    let speaks = tree.token(subject).upos != Upos::Noun;
    tree.token(cue).xpos == "VBG" && reported && !speaks
}

/// “…, calling it a farce”: the participle goes with the clause, not with the noun before the comma.
fn follows_comma(tree: &Tree, verb: usize) -> bool {
    let before = verb.checked_sub(1).map(|before| tree.token(before));
    tree.token(verb).xpos == "VBG" && before.is_some_and(|before| before.form == ",")
}

/// The subject that hangs on a verb, nearest first; a relative pronoun stands for its noun. A phrase with “according
/// to” is none, whatever the parser says.
fn own_subject(tree: &Tree, verb: usize, quoted: &Range<usize>) -> Option<usize> {
    let subjects = tree
        .children_by(verb, "nsubj")
        .filter(|kid| !quoted.contains(kid) && !is_according(tree, *kid) && !parted_by_marks(tree, *kid, verb));
    let subject = subjects.min_by_key(|kid| kid.abs_diff(verb))?;
    if tree.token(verb).deprel == "acl:relcl" && matches!(tree.lemma(subject), "who" | "which" | "that") {
        return tree.head(verb).filter(|head| !quoted.contains(head));
    }
    Some(tree.antecedent(subject).filter(|noun| !quoted.contains(noun)).unwrap_or(subject))
}

/// Whether a quotation holds one token and not the other.
fn parted_by_marks(tree: &Tree, token: usize, other: usize) -> bool {
    let quotations = &tree.analysis.quotations;
    let after = quotations.partition_point(|quotation| quotation.tokens.start <= token);
    let mut near = quotations[..after].iter().rev().take(6);
    near.any(|quotation| quotation.tokens.contains(&token) && !quotation.tokens.contains(&other))
}

/// Whether a noun stands under “according to”.
pub(super) fn is_according(tree: &Tree, noun: usize) -> bool {
    tree.children_by(noun, "case").any(|kid| tree.token(kid).form.eq_ignore_ascii_case("according"))
}

/// Whether the subject of a passive is no speaker: “he was told”, “the plan was called”, but not “he was quoted”.
fn is_spoken_of(tree: &Tree, verb: usize, cue: usize) -> bool {
    verb == cue && tree.is_passive(verb) && !matches!(tree.lemma(verb), "quote" | "cite")
}

fn agent(tree: &Tree, verb: usize) -> Option<usize> {
    tree.is_passive(verb).then(|| tree.agent(verb)).flatten()
}

/// “asked Kyiv to say”: the object speaks.
fn object_control(tree: &Tree, head: usize, infinitive: usize) -> Option<usize> {
    let controls = tree.token(infinitive).relation() == "xcomp"
        && tree.is_to_infinitive(infinitive)
        && !tree.is_passive(head)
        && !matches!(tree.lemma(head), "promise" | "threaten" | "vow");
    if !controls {
        return None;
    }
    tree.children(head).find(|&kid| matches!(tree.token(kid).relation(), "obj" | "iobj") && kid < infinitive)
}

/// Where the tree gives no subject: the nearest one before the verb in its sentence.
fn nearest_subject(tree: &Tree, verb: usize, quoted: &Range<usize>) -> Option<usize> {
    let sentence = tree.sentence(verb)?;
    (sentence.start..verb).rev().take(80).find(|&token| {
        let relation = &tree.token(token).deprel;
        let subject = relation == "nsubj" || relation == "nsubj:pass";
        subject && !quoted.contains(&token) && !is_according(tree, token) && tree.antecedent(token).is_none()
    })
}

/// The token of the person whose name closes a phrase: “Member of Parliament Jane Roe”, where the parser may take the
/// title for the head.
pub(super) fn named(tree: &Tree, head: usize) -> usize {
    if nearest_name(tree, head).is_some_and(|kind| kind == NameType::Person) || tree.token(head).upos == Upos::Pron {
        return head;
    }
    let is_title = |kid: &usize| {
        matches!(tree.token(*kid).relation(), "flat" | "appos" | "dep" | "list" | "compound")
            || tree.token(*kid).deprel == "nmod:desc"
    };
    let mut level = vec![head];
    for _ in 0..3 {
        let below: Vec<usize> = level.iter().flat_map(|&at| tree.children(at).filter(is_title)).collect();
        let person = below.iter().rfind(|&&kid| kid > head && nearest_name(tree, kid) == Some(NameType::Person));
        if let Some(&person) = person {
            return tree.analysis.names.iter().find(|name| name.tokens.contains(&person)).map_or(person, |name| {
                // The mention is headed by the name's own head.
                name.tokens
                    .clone()
                    .find(|&at| !tree.head(at).is_some_and(|head| name.tokens.contains(&head)))
                    .unwrap_or(person)
            });
        }
        level = below;
    }
    head
}

/// The type of the name that a token belongs to.
fn nearest_name(tree: &Tree, token: usize) -> Option<NameType> {
    let names = &tree.analysis.names;
    let at = names.partition_point(|name| name.tokens.end <= token);
    names.get(at).filter(|name| name.tokens.contains(&token)).map(|name| name.kind)
}

/// Whose a text is: “X’s statement”, “a statement by X”, “X issued a statement”, or earlier “the statement”.
pub(super) fn text_owner(tree: &Tree, noun: usize) -> Option<usize> {
    own_owner(tree, noun).or_else(|| {
        let lemma = tree.lemma(noun);
        let earlier = (noun.saturating_sub(TEXT_WINDOW)..noun).rev();
        earlier.filter(|&token| tree.lemma(token) == lemma).find_map(|token| own_owner(tree, token))
    })
}

/// [`text_owner`] in the phrase and clause of the noun alone.
pub(super) fn own_owner(tree: &Tree, noun: usize) -> Option<usize> {
    let whose = tree.children(noun).find(|&kid| match tree.token(kid).relation() {
        "nmod" => tree.token(kid).deprel == "nmod:poss" || matches!(tree.case(kid), Some("by" | "from")),
        "compound" => nearest_name(tree, kid).is_some(),
        _ => false,
    });
    let released = || {
        let participle = tree.children_by(noun, "acl").find(|&kid| tree.is_passive(kid))?;
        tree.agent(participle)
    };
    let issued = || {
        let verb = tree.head(noun)?;
        let as_object = tree.token(noun).relation() == "obj" && cues::is_issue(tree.lemma(verb));
        let said_in = tree.token(noun).relation() == "obl" && matches!(tree.case(noun), Some("in"));
        (as_object || said_in).then(|| own_subject(tree, verb, &(0..0))).flatten()
    };
    whose.or_else(released).or_else(issued)
}

/// Who is spoken to: “told X”, “said to X”, “speaking to X, she said”.
pub(super) fn hearers(tree: &Tree, cue: usize, quoted: &Range<usize>) -> Vec<usize> {
    let speaks_to = |verb: usize| {
        tree.children(verb).find(|&kid| match tree.token(kid).relation() {
            "obj" | "iobj" => cues::hearer_is_object(tree.lemma(verb)),
            "obl" | "nmod" => {
                matches!(tree.case(kid), Some("to")) || (tree.lemma(verb) == "speak" && tree.case(kid) == Some("with"))
            }
            _ => false,
        })
    };
    let beside = || {
        let speaking =
            tree.children_by(cue, "advcl").find(|&kid| matches!(tree.lemma(kid), "speak" | "talk" | "write"))?;
        speaks_to(speaking)
    };
    let fit = |hearer: usize| (nominal(tree, hearer) && !quoted.contains(&hearer)).then_some(hearer);
    let hearer = speaks_to(cue).and_then(fit).or_else(|| beside().and_then(fit));
    hearer.map(|hearer| coordinated(tree, hearer, quoted)).unwrap_or_default()
}

/// Who reports the cue: “according to X”, and the subject of a verb of saying above it: “X reported that Y said”.
pub(super) fn reporters(tree: &Tree, cue: usize, speakers: &[usize], quoted: &Range<usize>) -> Vec<usize> {
    let above = (tree.token(cue).relation() == "ccomp")
        .then(|| tree.head(cue))
        .flatten()
        .filter(|&head| cues::verb(tree.lemma(head)) == Some(cues::Cue::Say) && !quoted.contains(&head))
        .and_then(|head| own_subject(tree, head, quoted))
        .map(|subject| named(tree, subject));
    let mut found: Vec<usize> = above.into_iter().chain(according(tree, cue, quoted)).collect();
    found.retain(|reporter| !speakers.contains(reporter));
    found.dedup();
    found
}

/// The noun under “according to” in the sentence of a token, outside the quotation.
pub(super) fn according(tree: &Tree, token: usize, quoted: &Range<usize>) -> Option<usize> {
    let sentence = tree.sentence(token)?;
    let word = sentence.clone().find(|&at| is_word_according(tree, at) && !quoted.contains(&at))?;
    according_at(tree, word).filter(|noun| !quoted.contains(noun) && sentence.contains(noun))
}

/// The noun under the “according” of “according to”.
pub(super) fn according_at(tree: &Tree, word: usize) -> Option<usize> {
    tree.head(word).filter(|noun| nominal(tree, *noun) && *noun > word)
}

fn is_word_according(tree: &Tree, token: usize) -> bool {
    tree.token(token).form.eq_ignore_ascii_case("according")
}
