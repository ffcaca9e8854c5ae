//! An analysis in; the same with attachments mended that no English clause has: two subjects, a passive with an object,
//! an inverted condition read as a subject.

use std::borrow::Cow;

use super::tree::Tree;
use crate::analyze::{Analysis, Upos};

/// One token with its new head and relation.
struct Change {
    token: usize,
    head: usize,
    relation: &'static str,
}

/// Mends the trees of a document.
pub(super) fn repair(mut analysis: Cow<'_, Analysis>) -> Cow<'_, Analysis> {
    let mut changes = Vec::new();
    let tree = Tree::new(&analysis);
    for t in 0..analysis.tokens.len() {
        if tree.is_verbal(t) {
            changes.extend(active(&tree, t));
            changes.extend(inverted(&tree, t).into_iter().flatten());
            changes.extend(quoted(&tree, t).into_iter().flatten());
            changes.extend(gerund(&tree, t));
        }
        if tree.children_by(t, "nsubj").nth(1).is_some() {
            changes.extend(two_subjects(&tree, t));
        }
        changes.extend(title(&tree, t));
        changes.extend(interrupted(&tree, t));
    }
    for sentence in &analysis.sentences {
        changes.extend(verbless(&tree, sentence.tokens.clone()).into_iter().flatten());
    }
    for Change { token, head, relation } in changes {
        let token = &mut analysis.to_mut().tokens[token];
        token.head = Some(head).filter(|_| relation != "root");
        token.deprel = relation.into();
    }
    analysis
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
fn verbless(tree: &Tree<'_>, sentence: std::ops::Range<usize>) -> Option<[Change; 3]> {
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
    let mut subjects = tree.children(t).filter(|&kid| tree.token(kid).deprel == "nsubj");
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

/// “energy minister Ada Moe” in a list: the title hangs beside the name instead of on it.
fn title(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    if token.deprel != "conj" || token.upos != Upos::Noun || token.xpos != "NN" {
        return None;
    }
    let name = t + 1;
    let beside = tree.sentence(t)?.contains(&name)
        && tree.token(name).deprel == "conj"
        && tree.head(name) == token.head
        && tree.token(name).xpos == "NNP"
        && super::nouns::is_people(tree.lemma(t))
        && !tree.children(name).any(|kid| tree.token(kid).relation() == "det");
    beside.then_some(Change { token: t, head: name, relation: "nmod:desc" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::support::read;

    fn relations(table: &str) -> Vec<(String, Option<usize>)> {
        let analysis = read(table);
        repair(Cow::Borrowed(&analysis)).tokens.iter().map(|token| (token.deprel.to_string(), token.head)).collect()
    }

    #[test]
    fn a_verb_with_an_object_and_no_auxiliary_is_active() {
        let mended =
            relations("1 Jets jet NOUN NNS 2 nsubj:pass\n2 hit hit VERB VBD 0 root\n3 Oslo Oslo PROPN NNP 2 obj");
        assert_eq!(mended[0].0, "nsubj");
        let kept = relations(
            "1 Jets jet NOUN NNS 3 nsubj:pass\n2 were be AUX VBD 3 aux:pass\n3 hit hit VERB VBN 0 root\n\
             4 Monday Monday PROPN NNP 3 obj",
        );
        assert_eq!(kept[0].0, "nsubj:pass");
    }

    #[test]
    fn an_office_before_a_name_is_no_subject_of_its_own() {
        let mended = relations(
            "1 WHO WHO PROPN NNP 4 nsubj\n2 chief chief NOUN NN 3 nmod:desc\n3 Moe Moe PROPN NNP 4 nsubj\n\
             4 praised praise VERB VBD 0 root\n5 Malta Malta PROPN NNP 4 obj",
        );
        assert_eq!(mended[0], ("compound".to_owned(), Some(2)));
    }

    #[test]
    fn the_second_subject_belongs_to_the_clause_that_has_none() {
        let mended = relations(
            "1 Oslo Oslo PROPN NNP 2 nsubj\n2 said say VERB VBD 0 root\n3 Moe Moe PROPN NNP 2 nsubj\n\
             4 was be AUX VBD 5 aux:pass\n5 killed kill VERB VBN 2 ccomp",
        );
        assert_eq!(mended[2], ("nsubj:pass".to_owned(), Some(4)));
    }

    #[test]
    fn a_second_subject_right_after_the_verb_is_its_object() {
        let mended =
            relations("1 Oslo Oslo PROPN NNP 2 nsubj\n2 massed mass VERB VBD 0 root\n3 men man NOUN NNS 2 nsubj");
        assert_eq!(mended[2].0, "obj");
    }

    #[test]
    fn an_inverted_condition_is_an_adverbial_clause() {
        let mended = relations(
            "1 Should should AUX MD 6 aux\n2 Malta Malta PROPN NNP 3 nsubj\n3 attack attack VERB VB 6 csubj\n\
             4 Oslo Oslo PROPN NNP 6 nsubj\n5 would would AUX MD 6 aux\n6 act act VERB VB 0 root",
        );
        assert_eq!((mended[0].1, mended[2].0.as_str()), (Some(2), "advcl"));
    }

    #[test]
    fn a_gerund_after_a_verb_of_beginning_is_its_complement() {
        let table =
            "1 Oslo Oslo PROPN NNP 2 nsubj\n2 resumed resume VERB VBD 0 root\n3 shelling shell VERB VBG 2 advcl";
        assert_eq!(relations(table)[2].0, "xcomp");
        assert_eq!(relations(&table.replace("resume VERB", "leave VERB"))[2].0, "advcl");
    }

    #[test]
    fn a_sentence_without_a_verb_gets_the_one_that_was_taken_for_a_participle() {
        let table = "1 Malta Malta PROPN NNP 3 compound\n2 mobilized mobilize VERB VBN 3 amod\n\
             3 reservists reservist NOUN NNS 0 root\n4 . . PUNCT . 3 punct";
        let mended = relations(table);
        assert_eq!(mended[0], ("nsubj".to_owned(), Some(1)));
        assert_eq!((mended[1].clone(), mended[2].0.as_str()), (("root".to_owned(), None), "obj"));
        // a line without a stop may be a headline's noun phrase
        assert_eq!(relations(table.trim_end_matches("\n4 . . PUNCT . 3 punct"))[1].0, "amod");
    }

    #[test]
    fn a_day_before_the_subject_is_none_itself() {
        let mended = relations(
            "1 day day NOUN NN 3 nsubj\n2 they they PRON PRP 3 nsubj\n3 met meet VERB VBD 0 root\n4 . . PUNCT . 3 punct",
        );
        assert_eq!((mended[0].0.as_str(), mended[1].0.as_str()), ("obl", "nsubj"));
    }

    #[test]
    fn the_second_side_of_between_may_come_after_a_clause() {
        let mended = relations(
            "1 talks talk NOUN NNS 0 root\n2 between between ADP IN 3 case\n3 Moe Moe PROPN NNP 1 nmod\n4 , , PUNCT , 5 punct\n\
             5 representing represent VERB VBG 1 acl\n6 Malta Malta PROPN NNP 5 obj\n7 , , PUNCT , 9 punct\n\
             8 and and CCONJ CC 9 cc\n9 Roe Roe PROPN NNP 6 conj",
        );
        assert_eq!(mended[8], ("conj".to_owned(), Some(2)));
    }

    #[test]
    fn a_title_in_a_list_joins_its_name() {
        let mended = relations(
            "1 Ada Ada PROPN NNP 0 root\n2 and and CCONJ CC 4 cc\n3 minister minister NOUN NN 1 conj\n\
             4 Moe Moe PROPN NNP 1 conj",
        );
        assert_eq!(mended[2], ("nmod:desc".to_owned(), Some(3)));
    }
}
