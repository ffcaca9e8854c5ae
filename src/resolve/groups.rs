//! A noun in; the mention of an unnamed group that acts for a state out: “Russian forces”, “protesters in Athens”,
//! “a Jordanian official”.

use super::discourse::Discourse;
use super::{EntityType, Mention, MentionKind, lexicon};

/// The group that a noun heads.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    let context = discourse.context;
    let lemma = context.lemma(noun).to_lowercase();
    if !lexicon::is_group_noun(&lemma) && !lexicon::is_group_noun(&context.form(noun).to_lowercase()) {
        return None;
    }
    if matches!(context.tree.relation(noun), "compound" | "amod" | "flat") {
        return None;
    }
    if let Some(state) = discourse.state_of(noun) {
        let states = with_coordinated(discourse, noun, state);
        return Some(discourse.mention(noun, states, MentionKind::Group, 0.85));
    }
    if !lexicon::is_public_group(&lemma) {
        return Some(discourse.mention(noun, Vec::new(), MentionKind::Group, 0.5));
    }
    let only = only_country(discourse, noun);
    let entity = only.and_then(|country| discourse.named.country(context, &country));
    Some(discourse.mention(noun, entity.into_iter().collect(), MentionKind::Group, 0.4))
}

/// “Maltese and Greek officials”: the states of all the adjectives that the noun shares.
fn with_coordinated(discourse: &Discourse<'_, '_>, noun: usize, state: usize) -> Vec<usize> {
    let tree = &discourse.context.tree;
    let named =
        |token: usize| discourse.entity_headed(token).filter(|&entity| discourse.kind(entity) == EntityType::Country);
    let modifier = tree.with_relation(noun, &["amod", "compound"]).find(|&token| named(token) == Some(state));
    let Some(modifier) = modifier.filter(|_| discourse.is_plural(noun)) else { return vec![state] };
    let others = tree.with_relation(modifier, &["conj"]).filter(|&token| token < noun).filter_map(named);
    let mut states: Vec<usize> = std::iter::once(state).chain(others).collect();
    states.dedup();
    states
}

/// The one country that a sentence speaks of, by name, people or place.
fn only_country(discourse: &Discourse<'_, '_>, noun: usize) -> Option<String> {
    let sentence = discourse.context.sentence_of(noun)?;
    // A sentence of ordinary length; in an overlong one nothing can be told.
    let tokens = sentence.take(200);
    let mut countries =
        tokens.filter_map(|token| discourse.entity_headed(token)).filter_map(|entity| discourse.country(entity));
    let first = countries.next().filter(|country| country.len() == 3 && !matches!(*country, "IGO" | "NGO"))?;
    countries.all(|country| country == first).then(|| first.to_owned())
}
