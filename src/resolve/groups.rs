//! A noun in; the mention of an unnamed group that acts for a state out: “Russian forces”, “protesters in Athens”,
//! “a Jordanian official”.

use super::discourse::Discourse;
use super::{Mention, MentionKind, lexicon};

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
        return Some(discourse.mention(noun, vec![state], MentionKind::Group, 0.85));
    }
    if !lexicon::is_public_group(&lemma) {
        return Some(discourse.mention(noun, Vec::new(), MentionKind::Group, 0.5));
    }
    let only = only_country(discourse, noun);
    let entity = only.and_then(|country| discourse.named.country(context, &country));
    Some(discourse.mention(noun, entity.into_iter().collect(), MentionKind::Group, 0.4))
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
