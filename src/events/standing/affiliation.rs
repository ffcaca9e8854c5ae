//! A person's name in; the organization that the phrase ties him to out: “Roe of the Labor Party”.

use std::collections::BTreeSet;

use super::pairs::{Found, Names};
use crate::analyze::Upos;
use crate::lexicon;
use crate::ontology::Relation;
use crate::resolve::EntityType;

/// What ties a noun of the list to a body.
const ANY: &[&str] = &["of", "for", "with", "at", "from", "to"];
/// What ties any noun of people to where they work.
const EMPLOYED: &[&str] = &["with", "at", "for"];

/// Adds the affiliations of the name at `at`; `stated` are pairs that its title gives already.
pub(super) fn find(names: &Names, at: usize, stated: &BTreeSet<(usize, usize)>, found: &mut Vec<Found>) {
    let person = names.entity(at);
    if names.kind(person) != Some(EntityType::Person) {
        return;
    }
    let head = names.mention(at).head;
    let tree = names.tree;
    let mut push = |target: usize, role: Option<String>, last: usize, rule: &'static str| {
        if !stated.contains(&(person, target)) {
            let tokens = names.mention(at).tokens.start.min(last)..names.mention(at).tokens.end.max(last + 1);
            found.push(Found {
                relation: Relation::AffiliatedWith,
                source: person,
                target,
                role,
                tokens,
                rule,
                confidence: 0.75,
            });
        }
    };
    for (token, target) in under(names, head, &["of", "from"]) {
        if names.kind(target) == Some(EntityType::Organization) && names.is_firm(target) && token > head {
            push(target, None, token, "standing/person-of");
        }
    }
    for title in titles(names, at) {
        let role = || Some(tree.token(title).form.to_string());
        for (token, target) in under(names, title, if is_listed(names, title) { ANY } else { EMPLOYED }) {
            let aide = tree.case(token) == Some("to");
            let target = if aide || names.kind(target) == Some(EntityType::Person) {
                employer(names, person, target)
            } else {
                Some(target)
            };
            if let Some(target) = target {
                push(target, role(), token, "standing/role-of");
            }
        }
        for kid in
            tree.children(title).filter(|&kid| matches!(tree.token(kid).deprel.as_str(), "compound" | "nmod:poss"))
        {
            if let Some(target) = names.of_token(kid).and_then(|target| employer(names, person, target)) {
                push(target, role(), kid, "standing/role-of");
            }
        }
    }
}

/// The names that hang on a noun by one of these prepositions, each with its token.
fn under(names: &Names, noun: usize, cases: &'static [&'static str]) -> impl Iterator<Item = (usize, usize)> {
    let tree = names.tree;
    let under =
        tree.children_by(noun, "nmod").filter(move |&kid| tree.case(kid).is_some_and(|case| cases.contains(&case)));
    under.filter_map(|kid| Some((kid, names.of_token(kid)?)))
}

fn is_listed(names: &Names, noun: usize) -> bool {
    lexicon::nouns::is_of_a_body(names.tree.lemma(noun))
}

/// The nouns that tell what the person of a name is.
fn titles(names: &Names, at: usize) -> Vec<usize> {
    let tree = names.tree;
    let (begin, head) = (names.mention(at).tokens.start, names.mention(at).head);
    // “BBC cameraman Roe”: a noun right before the name tells what somebody is, whatever it is
    let before = |noun: usize| noun + 1 == begin && tree.token(noun).upos == Upos::Noun;
    // “Roe, a cameraman with the BBC”
    let after = |noun: usize| tree.head(noun) == Some(head) && tree.token(noun).relation() == "appos" && noun > head;
    let is_role = |noun: &usize| {
        is_listed(names, *noun)
            || (before(*noun) || after(*noun) && names.of_token(*noun).is_none())
                && !lexicon::is_against(tree.lemma(*noun))
    };
    let beside = tree
        .children(head)
        .filter(|&kid| matches!(tree.token(kid).deprel.as_str(), "appos" | "nmod:desc" | "compound"))
        .chain(tree.head(head).filter(|&noun| tree.token(head).relation() == "appos" && before(noun)));
    // “Roe is a novelist and reporter for X”
    let predicate =
        tree.head(head).filter(|&noun| tree.token(head).relation() == "nsubj" && tree.child(noun, "cop").is_some());
    let predicates = predicate.into_iter().flat_map(|noun| std::iter::once(noun).chain(tree.children_by(noun, "conj")));
    beside.chain(predicates).filter(is_role).collect()
}

/// Whom somebody of the target serves: “an aide to President Roe” serves whom Roe acts for.
fn employer(names: &Names, person: usize, target: usize) -> Option<usize> {
    match names.kind(target) {
        Some(EntityType::Organization) => Some(target),
        Some(EntityType::Person) => names.state_of(target).filter(|_| target != person),
        _ => None,
    }
}
