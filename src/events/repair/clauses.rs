//! A verb in its tree in; what is wrong with its clause out.

use super::Change;
use crate::analyze::Upos;
use crate::events::tree::Tree;

/// What to change about the clause of `t`.
pub(super) fn changes(tree: &Tree<'_>, t: usize, out: &mut Vec<Change>) {
    if tree.is_verbal(t) {
        out.extend(active(tree, t));
        out.extend(inverted(tree, t).into_iter().flatten());
        out.extend(quoted(tree, t).into_iter().flatten());
        out.extend(gerund(tree, t));
        out.extend(infinitive(tree, t));
        out.extend(lone_object(tree, t));
        out.extend(phrase_as_subject(tree, t));
        out.extend(bare_object(tree, t));
        out.extend(short_of(tree, t));
        out.extend(crossed_subject(tree, t));
        out.extend(marked_subject(tree, t));
        out.extend(reproach(tree, t));
    }
    if tree.children_by(t, "nsubj").nth(1).is_some() {
        out.extend(two_subjects(tree, t));
    }
    out.extend(interrupted(tree, t));
}

/// “Gunships killed 46 men”: what has an object and no auxiliary is active.
fn active(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let subject = tree.child_exact(t, "nsubj:pass")?;
    let bare = !tree.children(t).any(|kid| matches!(tree.token(kid).deprel.as_str(), "aux:pass" | "obl:agent"));
    let object = tree.child_exact(t, "obj").is_some_and(|object| object > t);
    (bare && object && subject < t).then_some(Change { token: subject, head: t, relation: "nsubj" })
}

/// “Should it attack Malta, Oslo would act”: the first clause is a condition of the second.
fn inverted(tree: &Tree<'_>, t: usize) -> Option<[Change; 2]> {
    let token = tree.token(t);
    if !matches!(token.relation(), "csubj" | "ccomp") {
        return None;
    }
    let first = tree.sentence(t)?.start;
    let head = tree.head(t).filter(|&head| head > t)?;
    let opens = matches!(tree.token(first).form.as_str(), "Should" | "Were" | "Had")
        && (tree.head(first) == Some(head) || tree.head(first) == Some(t));
    let asks = tree.sentence(t)?.end.checked_sub(1).is_some_and(|last| tree.token(last).form == "?");
    let clause = Change { token: t, head, relation: "advcl" };
    (opens && !asks).then_some([clause, Change { token: first, head: t, relation: "aux" }])
}

/// “resumed shelling the town”: the gerund right after a verb of beginning or ending is its complement.
fn gerund(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let head = tree.head(t).filter(|&head| head + 1 == t && tree.is_verbal(head))?;
    let phase = matches!(
        tree.lemma(head),
        "resume" | "restart" | "start" | "begin" | "continue" | "keep" | "stop" | "cease" | "quit" | "finish" | "avoid"
    );
    (phase && token.deprel == "advcl" && token.xpos == "VBG").then_some(Change { token: t, head, relation: "xcomp" })
}

/// “Malta mobilized reservists for a war.”: a sentence whose only verb is read as a participle before the last noun.
pub(super) fn verbless(tree: &Tree<'_>, sentence: std::ops::Range<usize>) -> Option<[Change; 3]> {
    let stop = sentence.end.checked_sub(1).filter(|&last| tree.token(last).form == ".")?;
    let root = sentence.clone().find(|&t| tree.head(t).is_none())?;
    let verb = tree.children_by(root, "amod").find(|&kid| kid < root && tree.token(kid).upos == Upos::Verb)?;
    let only = sentence.clone().filter(|&t| matches!(tree.token(t).upos, Upos::Verb | Upos::Aux)).count() == 1;
    let past = tree.token(verb).form.ends_with("ed") && tree.is_nominal(root) && root < stop;
    let name = tree.children_by(root, "compound").find(|&kid| kid < verb && tree.token(kid).upos == Upos::Propn)?;
    let adjacent = tree.extent(name) == (sentence.start, verb - 1);
    (only && past && adjacent).then_some([
        Change { token: verb, head: verb, relation: "root" },
        Change { token: name, head: verb, relation: "nsubj" },
        Change { token: root, head: verb, relation: "obj" },
    ])
}

/// “Malta wants peace, Oslo said”: the clause of the saying hangs on the last noun as if it were its apposition.
fn quoted(tree: &Tree<'_>, t: usize) -> Option<[Change; 2]> {
    let token = tree.token(t);
    let speaker = tree.head(t).filter(|&speaker| speaker < t)?;
    let after_comma = token.deprel == "acl"
        && token.xpos.starts_with("VB")
        && matches!(token.form.as_str(), "said" | "charged" | "announced" | "reported" | "added" | "claimed")
        && tree.token(speaker).relation() == "appos";
    if !after_comma {
        return None;
    }
    let root = tree.ancestors(t).find(|&at| tree.head(at).is_none())?;
    let clause = Change { token: t, head: root, relation: "parataxis" };
    Some([clause, Change { token: speaker, head: t, relation: "nsubj" }])
}

/// Two subjects: the first names the office of the second (“Senate spokesman Ada Moe”), or the second belongs to the
/// clause that follows (“said Malta has agreed”), or is the object.
fn two_subjects(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let mut subjects =
        tree.children(t).filter(|&kid| matches!(tree.token(kid).deprel.as_str(), "nsubj" | "nsubj:pass"));
    let (first, second) = (subjects.next()?, subjects.next()?);
    if second < t {
        // “on the 2nd, the first day of the visit, the two held talks”
        if is_time(tree.lemma(first)) && !is_time(tree.lemma(second)) {
            return Some(Change { token: first, head: t, relation: "obl" });
        }
        let (low, _) = tree.extent(second);
        let (_, high) = tree.extent(first);
        let touches = low == high + 1 && tree.token(second).upos == Upos::Propn;
        return touches.then_some(Change { token: first, head: second, relation: "compound" });
    }
    // “left after defeating his father, Sultan Moe”
    let (low, _) = tree.extent(second);
    let comma = if tree.token(low).form == "," { Some(low) } else { low.checked_sub(1) };
    let comma = comma.filter(|&comma| tree.token(comma).form == ",");
    let noun = comma.and_then(|comma| comma.checked_sub(1)).filter(|&noun| tree.token(noun).xpos == "NN");
    if let Some(noun) =
        noun.filter(|&noun| noun > t && tree.token(second).upos == Upos::Propn && tree.head(noun) != Some(t))
    {
        return Some(Change { token: second, head: noun, relation: "appos" });
    }
    if tree.child(t, "obj").is_none() && tree.extent(second).0 == t + 1 && tree.child(t, "ccomp").is_none() {
        return Some(Change { token: second, head: t, relation: "obj" });
    }
    let clause = tree.children_by(t, "ccomp").find(|&kid| kid > second && tree.own_subject(kid).is_none())?;
    let passive = tree.children(clause).any(|kid| tree.token(kid).deprel == "aux:pass");
    Some(Change { token: second, head: clause, relation: if passive { "nsubj:pass" } else { "nsubj" } })
}

fn is_time(lemma: &str) -> bool {
    matches!(lemma, "day" | "night" | "morning" | "afternoon" | "evening" | "week" | "weekend" | "month" | "year")
}

/// “talks between Moe, claiming to speak for Malta, and Roe”: the second side hangs in the clause about the first.
fn interrupted(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let between = tree.case(t) == Some("between") && tree.child(t, "conj").is_none();
    let noun = tree.head(t).filter(|_| between)?;
    let above = [Some(t), Some(noun), tree.head(noun)].into_iter().flatten();
    let clause = above.flat_map(|at| tree.children(at)).find(|&clause| {
        matches!(tree.token(clause).relation(), "acl" | "advcl") && clause > t && tree.token(clause - 1).form == ","
    })?;
    let (_, last) = tree.extent(clause);
    let side = (clause + 1..=last).find(|&at| {
        tree.token(at).relation() == "conj"
            && tree.token(at).upos == Upos::Propn
            && tree.child(at, "cc").is_some_and(|cc| tree.token(cc - 1).form == ",")
    })?;
    Some(Change { token: side, head: t, relation: "conj" })
}

/// “accepted Moe's proposal to mediate”: the infinitive right after a noun that takes one belongs to the noun.
fn infinitive(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let head = tree.head(t).filter(|&head| head < t && matches!(token.deprel.as_str(), "xcomp" | "advcl"))?;
    let mark = tree.children_by(t, "mark").next().filter(|&mark| tree.lemma(mark) == "to" && mark < t)?;
    let noun = tree.child(head, "obj").filter(|&noun| noun + 1 == mark)?;
    let takes = matches!(
        tree.lemma(noun),
        "attempt"
            | "bid"
            | "call"
            | "decision"
            | "demand"
            | "effort"
            | "initiative"
            | "offer"
            | "plan"
            | "pledge"
            | "promise"
            | "proposal"
            | "refusal"
            | "request"
            | "threat"
            | "vow"
            | "willingness"
    );
    // “made an offer to mediate” is a verb and its noun as one, and the infinitive stays
    let owned = tree.children_by(noun, "nmod").any(|kid| tree.token(kid).deprel == "nmod:poss");
    (takes && owned).then_some(Change { token: t, head: noun, relation: "acl" })
}

/// “encouraged Moe to leave”: a lone indirect object is the direct one, but for a verb that can have both.
fn lone_object(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let object = tree.child(t, "iobj")?;
    let lone = tree.child(t, "obj").is_none() && tree.child(t, "ccomp").is_none();
    let both = matches!(tree.lemma(t), "ask" | "tell" | "promise" | "teach" | "show" | "offer");
    (lone && !both && tree.child(t, "xcomp").is_some()).then_some(Change { token: object, head: t, relation: "obj" })
}

/// “at Malta's request they returned”: what a preposition introduces is no subject.
fn phrase_as_subject(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let subject = tree.children_by(t, "nsubj").find(|&subject| {
        tree.is_nominal(subject)
            && tree.children_by(subject, "case").any(|case| {
                case < subject
                    && matches!(
                        tree.lemma(case),
                        "at" | "in" | "on" | "by" | "with" | "during" | "under" | "after" | "before"
                    )
            })
    })?;
    (subject < t).then_some(Change { token: subject, head: t, relation: "obl" })
}

/// “called off the meeting”: a noun after the particle of a verb, without a preposition, is its object.
fn bare_object(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let particle = tree.child_exact(t, "compound:prt").filter(|&particle| particle > t)?;
    let object = tree.children(t).find(|&kid| tree.token(kid).deprel == "obl" && kid > particle)?;
    let bare = tree.is_nominal(object)
        && tree.extent(object).0 == particle + 1
        && tree.child(object, "case").is_none()
        && tree.child(t, "obj").is_none();
    bare.then_some(Change { token: object, head: t, relation: "obj" })
}

/// “stopped short of praising Malta”: the gerund is what the verb does not reach.
fn short_of(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let short = tree.head(t).filter(|&short| tree.lemma(short) == "short" && short + 2 == t)?;
    let verb = tree.head(short).filter(|&verb| verb + 1 == short && tree.is_verbal(verb))?;
    (tree.token(t).xpos == "VBG").then_some(Change { token: t, head: verb, relation: "advcl" })
}

/// “Malta massed troops”: a noun before a finite verb without a subject is no part of a phrase after it.
fn crossed_subject(tree: &Tree<'_>, t: usize) -> Option<Change> {
    if !tree.is_finite(t) || tree.own_subject(t).is_some() {
        return None;
    }
    let subject = t.checked_sub(1).filter(|&before| tree.is_nominal(before))?;
    let phrase = tree.head(subject).filter(|&phrase| phrase > t && tree.head(phrase) == Some(t))?;
    let part = matches!(tree.token(subject).relation(), "compound" | "nmod") && tree.child(subject, "case").is_none();
    (part && tree.is_nominal(phrase)).then_some(Change { token: subject, head: t, relation: "nsubj" })
}

/// “came after Moe announced his support”: what stands between the conjunction and its verb is the verb's subject.
fn marked_subject(tree: &Tree<'_>, t: usize) -> Option<Change> {
    if tree.token(t).relation() != "advcl" || tree.own_subject(t).is_some() || !tree.is_finite(t) {
        return None;
    }
    let mark = tree.children_by(t, "mark").find(|&mark| mark < t)?;
    let subject = tree.children_by(tree.head(t)?, "obl").find(|&kid| mark < kid && kid < t)?;
    let bare = tree.is_nominal(subject) && tree.child(subject, "case").is_none() && tree.token(subject).deprel == "obl";
    (bare && tree.extent(subject).0 == mark + 1).then_some(Change { token: subject, head: t, relation: "nsubj" })
}

/// “accusing the network of lying”: the reproach belongs to the verb, not to the accused.
fn reproach(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let accused = tree.head(t).filter(|_| token.deprel == "acl" && token.xpos == "VBG")?;
    let verb = tree.head(accused).filter(|_| tree.token(accused).deprel == "obj")?;
    let of = tree.has(t, "mark", "of");
    let blames =
        matches!(tree.lemma(verb), "accuse" | "suspect" | "convict" | "acquit" | "absolve" | "assure" | "remind");
    (of && blames).then_some(Change { token: t, head: verb, relation: "advcl" })
}
