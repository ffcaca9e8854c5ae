//! A noun or name in its tree in; what is wrong with its phrase out.

use super::Change;
use crate::analyze::Upos;
use crate::events::nouns;
use crate::events::tree::Tree;

/// What to change about the phrase of `t`.
pub(super) fn changes(tree: &Tree<'_>, t: usize, out: &mut Vec<Change>) {
    out.extend(title(tree, t));
    out.extend(crossed_title(tree, t));
    out.extend(apposition(tree, t));
    out.extend(joint_action(tree, t));
    out.extend(second_object(tree, t));
    out.extend(listed(tree, t));
    out.extend(office_in_a_participle(tree, t).into_iter().flatten());
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
        && nouns::is_people(tree.lemma(t))
        && !tree.children(name).any(|kid| tree.token(kid).relation() == "det");
    beside.then_some(Change { token: t, head: name, relation: "nmod:desc" })
}

/// “asked for minister Ada Moe's resignation”: the title hangs on the verb, across the arc from “resignation” to “for”.
fn crossed_title(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let name = t + 1;
    if token.xpos != "NN" || !tree.sentence(t)?.contains(&name) || tree.token(name).xpos != "NNP" {
        return None;
    }
    let above =
        tree.head(name).filter(|&above| above > name && tree.extent(above).0 < t && !tree.is_under(t, above))?;
    let bare = !tree.children(t).any(|kid| matches!(tree.token(kid).relation(), "det" | "case"));
    (bare && tree.head(above) == token.head && nouns::is_people(tree.lemma(t))).then_some(Change {
        token: t,
        head: name,
        relation: "nmod:desc",
    })
}

/// “Ada Moe and her son, Max Moe.”: what follows a list that “and” has closed names its last member again.
fn apposition(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    if token.deprel != "conj" || token.xpos != "NNP" || tree.child(t, "cc").is_some() {
        return None;
    }
    let first = tree.head(t)?;
    let last = tree.children_by(first, "conj").take_while(|&kid| kid < t).last()?;
    let comma = t.checked_sub(1).filter(|&before| tree.token(before).form == ",")?;
    let known = tree.token(last).xpos == "NN"
        && tree.child(last, "cc").is_some()
        && tree.child(last, "appos").is_none()
        && tree.children(last).any(|kid| matches!(tree.token(kid).deprel.as_str(), "det" | "nmod:poss"));
    let ends = tree.children_by(first, "conj").all(|kid| kid <= t);
    (known && ends && last < comma).then_some(Change { token: t, head: last, relation: "appos" })
}

/// “misconduct by sitting President Moe”: a participle before an office is no clause with the office as its object.
fn office_in_a_participle(tree: &Tree<'_>, t: usize) -> Option<[Change; 2]> {
    let token = tree.token(t);
    if token.xpos != "VBG" || !matches!(tree.lemma(t), "sit" | "act" | "serve" | "rule" | "reign") {
        return None;
    }
    let head = tree.head(t).filter(|_| matches!(token.relation(), "acl" | "advcl"))?;
    let name = tree.child(t, "obj").filter(|&name| tree.token(name).upos == Upos::Propn)?;
    let title = tree.children(name).find(|&kid| tree.token(kid).deprel == "nmod:desc")?;
    let relation = if tree.is_nominal(head) { "nmod" } else { "obl" };
    let mended = [Change { token: name, head, relation }, Change { token: t, head: name, relation: "amod" }];
    (tree.extent(title).0 == t + 1).then_some(mended)
}

/// “built a bridge in cooperation with Malta”: the phrase tells how the verb is done, not which bridge.
fn joint_action(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let joint = matches!(
        tree.lemma(t),
        "cooperation"
            | "co-operation"
            | "coordination"
            | "collaboration"
            | "partnership"
            | "conjunction"
            | "consultation"
    );
    if !joint || token.deprel != "nmod" || tree.case(t) != Some("in") {
        return None;
    }
    let noun = tree.head(t)?;
    let verb =
        tree.head(noun).filter(|&verb| tree.is_verbal(verb) && matches!(tree.token(noun).relation(), "obj" | "obl"))?;
    let with = tree.children_by(t, "nmod").any(|kid| tree.case(kid) == Some("with"));
    with.then_some(Change { token: t, head: verb, relation: "obl" })
}

/// “invited former envoy Moe”: the name right after a noun for people is no second object.
fn second_object(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let noun = t.checked_sub(1).filter(|_| token.deprel == "obj" && token.xpos == "NNP")?;
    let first = tree.token(noun).deprel == "obj" && tree.head(noun) == token.head && tree.token(noun).xpos == "NN";
    let modified = tree.children(noun).any(|kid| kid < noun);
    let people = nouns::is_people(tree.lemma(noun)) || tree.lemma(noun).starts_with("co-");
    (first && modified && people).then_some(Change { token: t, head: noun, relation: "appos" })
}

/// “retailer Graytide and grocer Moe”: what “and” introduces is a member of a list and no apposition.
fn listed(tree: &Tree<'_>, t: usize) -> Option<Change> {
    let token = tree.token(t);
    let head = tree.head(t).filter(|&head| token.deprel == "appos" && head < t)?;
    let (first, _) = tree.extent(t);
    let and = first < t && matches!(tree.lemma(first), "and" | "or") && tree.token(first).relation() == "cc";
    and.then_some(Change { token: t, head, relation: "conj" })
}
