//! An organization's name in; the state or organization that it is a body of out.

use super::pairs::{Found, Names};
use crate::lexicon;
use crate::ontology::Relation;
use crate::resolve::EntityType;

/// Adjectives of what a state runs.
const STATE_RUN: &[&str] =
    &["state-run", "state-owned", "state", "government-run", "state-controlled", "official", "state-backed"];

/// Adds what the name at `at` is part of.
pub(super) fn find(names: &Names, at: usize, found: &mut Vec<Found>) {
    let body = names.entity(at);
    if names.kind(body) != Some(EntityType::Organization) {
        return;
    }
    let mention = names.mention(at);
    let mut push = |target: usize, token: usize, rule: &'static str, confidence: f32| {
        let tokens = mention.tokens.start.min(token)..mention.tokens.end.max(token + 1);
        found.push(Found { relation: Relation::PartOf, source: body, target, role: None, tokens, rule, confidence });
    };
    let whole = |kind: Option<EntityType>| matches!(kind, Some(EntityType::Country | EntityType::Organization));
    let is_whole = |target: usize| names.is_firm(target) && whole(names.kind(target));
    let is_body = names.has_word(at, lexicon::nouns::is_body_of_a_whole);
    if is_body && let Some(target) = names.opening(at).filter(|&target| is_whole(target)) {
        push(target, mention.head, "standing/body-by-name", 0.75);
    }
    let tree = names.tree;
    let state_run = (mention.tokens.start.saturating_sub(4)..mention.tokens.end).any(|token| {
        let joined = format!("{}-{}", names.lower(token.saturating_sub(2)), names.lower(token));
        names.same_sentence(token, mention.head)
            && (STATE_RUN.contains(&names.lower(token).as_str()) || STATE_RUN.contains(&joined.as_str()))
    });
    // “the Russian state-run X news agency”: the adjective may hang on the noun that the name modifies.
    let noun = tree.head(mention.head).filter(|_| tree.token(mention.head).relation() == "compound");
    let hosts = std::iter::once(mention.head).chain(noun.filter(|_| state_run));
    for kid in hosts.flat_map(|host| tree.children(host)).filter(|&kid| kid < mention.head) {
        let owns = matches!(tree.token(kid).deprel.as_str(), "nmod:poss" | "amod" | "compound" | "nmod");
        let Some(target) = names.of_token(kid).filter(|_| owns && (is_body || state_run)) else { continue };
        if is_whole(target) && (names.kind(target) == Some(EntityType::Country) || is_body) {
            push(target, kid, if state_run { "standing/state-run" } else { "standing/body-of" }, 0.8);
        }
    }
    // “China's state-run X News Agency”, however the parser joins the three
    if let Some((target, token)) = at.checked_sub(1).and_then(|before| owner_before(names, before, at)) {
        push(target, token, "standing/state-run", 0.8);
    }
    for part in tree.children_by(mention.head, "appos").filter(|&kid| lexicon::nouns::is_part(tree.lemma(kid))) {
        for kid in tree.children_by(part, "nmod").filter(|&kid| tree.case(kid) == Some("of")) {
            if let Some(target) = names.of_token(kid) {
                push(target, kid, "standing/part-of", 0.85);
            }
        }
    }
}

/// The country right before a body, where only what says that the state runs it stands between.
fn owner_before(names: &Names, before: usize, at: usize) -> Option<(usize, usize)> {
    const FILL: &[&str] =
        &["'s", "’s", "-", "run", "owned", "controlled", "backed", "news", "agency", "media", "outlet"];
    let (country, body) = (names.mention(before), names.mention(at));
    let entity = names.entity(before);
    let words: Vec<String> = (country.tokens.end..body.tokens.start).map(|token| names.lower(token)).collect();
    let run = |word: &String| STATE_RUN.contains(&word.as_str());
    let fits = names.kind(entity) == Some(EntityType::Country)
        && names.same_sentence(country.head, body.head)
        && words.len() <= 6
        && words.iter().any(run)
        && words.iter().all(|word| run(word) || FILL.contains(&word.as_str()));
    fits.then_some((entity, country.head))
}
