//! Judgments: “called the law a disgrace”, “described her as a hero”, “‘The law is a disgrace,’ he said” are criticism
//! or praise of whose law it is.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::found::Found;
use crate::events::look_up::LookUp;
use crate::ontology::Predicate;

/// Makes a draft of a verb or a predicate noun that judges, where the token triggers nothing else.
pub(super) fn refine(look: &LookUp<'_>, t: usize, draft: &mut Option<Draft>) {
    if draft.as_ref().is_some_and(|draft| !draft.sources.is_empty() && !draft.targets.is_empty()) {
        return;
    }
    if let Some(judged) = named(look, t).or_else(|| spoken(look, t)) {
        *draft = Some(judged);
    }
}

/// “called the law a disgrace”, “described the law as a disgrace”.
fn named(look: &LookUp<'_>, t: usize) -> Option<Draft> {
    let tree = look.tree;
    let lemma = tree.lemma(t);
    let names = matches!(lemma, "call" | "brand" | "label" | "dub" | "term" | "deem" | "declare");
    let describes =
        matches!(lemma, "describe" | "denounce" | "dismiss" | "characterize" | "portray" | "brand" | "label");
    if !(names || describes) {
        return None;
    }
    let object = tree
        .child(t, "obj")
        .filter(|&object| object > t)
        .or_else(|| tree.is_passive(t).then(|| tree.subject(t)).flatten())?;
    let judgment = tree.children(t).filter(|&kid| kid > object && kid > t).find_map(|kid| {
        let complement = match tree.token(kid).relation() {
            "xcomp" | "ccomp" => names && !tree.is_to_infinitive(kid),
            "obl" | "advcl" | "obj" => describes && tree.has_case(kid, "as"),
            _ => false,
        };
        complement.then(|| judgment(look, kid)).flatten()
    })?;
    let sources = tree.agent(t).map_or_else(Vec::new, |agent| look.actors.of(agent, true));
    draft(t, judgment, sources, look.actors.of(object, true))
}

/// “‘The law is a disgrace,’ he said”: a predicate in a quotation judges its subject.
fn spoken(look: &LookUp<'_>, t: usize) -> Option<Draft> {
    let tree = look.tree;
    tree.child(t, "cop")?;
    let blamed = tree.lemma(t) == "responsible"
        && tree.children(t).any(|kid| tree.has_case(kid, "for") || tree.has(kid, "mark", "for"));
    let judgment = if blamed { (Predicate::Accused, "accuse/responsible") } else { judgment(look, t)? };
    let [speaker] = look.statement(t)?.speakers[..] else { return None };
    let subject = tree.own_subject(t)?;
    if tree.children(t).any(|kid| matches!(tree.token(kid).relation(), "aux" | "csubj" | "mark")) {
        return None;
    }
    let source = Found { actor: Actor::Entity(speaker), at: subject, direct: true, located: false };
    draft(t, judgment, vec![source], look.actors.of(subject, true))
}

fn draft(
    t: usize,
    (predicate, rule): (Predicate, &'static str),
    sources: Vec<Found>,
    mut targets: Vec<Found>,
) -> Option<Draft> {
    targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
    (!sources.is_empty() && !targets.is_empty()).then_some(Draft {
        predicate,
        rule,
        confidence: 0.6,
        trigger: t,
        stance_at: t,
        sources,
        targets,
        mutual: false,
        fixed: None,
        specific: false,
        own: false,
    })
}

/// What a noun or adjective, or one that modifies it, says of its subject.
fn judgment(look: &LookUp<'_>, t: usize) -> Option<(Predicate, &'static str)> {
    let tree = look.tree;
    let negated = tree.children(t).any(|kid| {
        matches!(tree.lemma(kid), "not" | "n't" | "n’t" | "never" | "no") && tree.token(kid).relation() != "punct"
    });
    if negated {
        return look.trace.skip(t, "accuse/judge", || "the judgment is negated".to_owned());
    }
    let own = std::iter::once(t)
        .chain(tree.children(t).filter(|&kid| matches!(tree.token(kid).relation(), "amod" | "conj" | "compound")));
    let signs: Vec<bool> = own.filter_map(|word| is_good(tree.lemma(word))).collect();
    match signs.first()? {
        // “a great mistake”: the worse word decides.
        _ if signs.contains(&false) => Some((Predicate::Criticized, "accuse/judge")),
        _ => Some((Predicate::Praised, "support/judge")),
    }
}

fn is_good(lemma: &str) -> Option<bool> {
    const LISTS: &str = include_str!("../../../data/triggers/judgments.txt");
    static WORDS: OnceLock<HashMap<&'static str, bool>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let (negative, positive) = LISTS.split_once("= positive").unwrap_or((LISTS, ""));
        let list = |part: &'static str, good: bool| {
            part.lines()
                .filter(|line| !line.starts_with(['#', '=']))
                .flat_map(str::split_whitespace)
                .map(move |word| (word, good))
        };
        list(negative, false).chain(list(positive, true)).collect()
    });
    words.get(lemma.to_ascii_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_judge_by_their_list() {
        assert_eq!(is_good("disgrace"), Some(false));
        assert_eq!(is_good("Heroic"), Some(true));
        assert_eq!(is_good("table"), None);
    }
}
