//! A noun in; the mention by description out: “the Russian president”, “the bloc”, “his counterpart”,
//! and nouns in apposition to a name.

use super::descriptions::{determiner, in_text};
use super::discourse::Discourse;
use super::lexicon::{self, OfficeKind};
use super::{EntityType, Mention, MentionKind, plurals};

/// The description that a noun heads.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    if let Some(mention) = apposition(discourse, noun) {
        return Some(mention);
    }
    let relation = discourse.context.tree.relation(noun);
    if matches!(relation, "compound" | "flat" | "amod") {
        return None;
    }
    let lemma = discourse.context.lemma(noun).to_lowercase();
    if discourse.is_plural(noun) || lemma == "both" {
        return plurals::find(discourse, noun, &lemma);
    }
    if is_predicate(discourse, noun) {
        return None;
    }
    counterpart(discourse, noun, &lemma)
        .or_else(|| officer(discourse, noun))
        .or_else(|| owned_country(discourse, noun, &lemma))
}

/// “Jane Roe, the minister”: the noun refers to the name beside it.
fn apposition(discourse: &Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    if discourse.context.tree.relation(noun) != "appos" {
        return None;
    }
    let entity = discourse.entity_headed(discourse.context.tree.head(noun)?)?;
    let human = lexicon::title(discourse.context.lemma(noun)).is_some()
        || lexicon::is_group_noun(discourse.context.lemma(noun));
    (discourse.kind(entity) != EntityType::Person || human)
        .then(|| discourse.mention(noun, vec![entity], MentionKind::Nominal, 0.8))
}

/// “X is the president” says what X is and refers to nobody else.
fn is_predicate(discourse: &Discourse<'_, '_>, noun: usize) -> bool {
    discourse.context.tree.with_relation(noun, &["cop"]).next().is_some()
}

/// “the president”, “the Russian leader”, “Norway’s foreign minister”: who holds the office in the text or on the day.
fn officer(discourse: &mut Discourse<'_, '_>, noun: usize) -> Option<Mention> {
    let context = discourse.context;
    let phrase = context.tree.phrase(noun);
    let words: Vec<String> = phrase
        .clone()
        .chain(noun + 1..(noun + 3).min(context.analysis.tokens.len()))
        .map(|token| context.form(token).to_lowercase())
        .collect();
    let kind = lexicon::title(context.lemma(noun)).and_then(|_| lexicon::office(&words))?;
    if matches!(kind, OfficeKind::Affiliate | OfficeKind::Trade | OfficeKind::Honorific | OfficeKind::Legislator)
        || words.iter().take(phrase.len()).any(|word| lexicon::nouns::is_not_in_office(word))
    {
        return None;
    }
    let state = discourse.state_of(noun);
    let definite = state.is_some() || matches!(determiner(discourse, noun).as_deref(), Some("the"));
    if !definite {
        return None;
    }
    let country = state.and_then(|state| discourse.country(state)).map(str::to_owned);
    if let Some(person) = in_text(discourse, noun, kind, country.as_deref()) {
        return Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.75));
    }
    let holder = context.holder(&country?, kind, 0.7)?;
    let person = discourse.named.enter(holder);
    Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.7))
}

/// “his Chinese counterpart”: the same office in another state.
fn counterpart(discourse: &mut Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Mention> {
    if lemma != "counterpart" {
        return None;
    }
    let state = discourse.state_of(noun)?;
    let context = discourse.context;
    let possessor =
        context.tree.with_relation(noun, &["nmod"]).find(|&child| child < noun && context.tree.is_possessive(child));
    let owner = possessor
        .and_then(|child| discourse.mention_of[child])
        .and_then(|at| discourse.mentions[at].entities.first().copied())?;
    let country = discourse.country(state)?.to_owned();
    let kind = discourse.offices.iter().find(|(person, _, _)| *person == owner).map(|(_, kind, _)| *kind)?;
    if let Some(person) = in_text(discourse, noun, kind, Some(&country)) {
        return Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.7));
    }
    let holder = context.holder(&country, kind, 0.65)?;
    let person = discourse.named.enter(holder);
    Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.6))
}

/// “his country”: the one that the possessor acts for.
fn owned_country(discourse: &mut Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Mention> {
    if !matches!(lemma, "country" | "nation" | "homeland" | "kingdom" | "republic") {
        return None;
    }
    let context = discourse.context;
    if context.tree.with_relation(noun, &["amod", "compound", "acl", "nummod"]).next().is_some() {
        return None;
    }
    let possessor = context.tree.with_relation(noun, &["nmod"]).find(|&child| child < noun)?;
    let owner = discourse.mention_of[possessor].and_then(|at| discourse.mentions[at].entities.first().copied())?;
    let country = discourse.country(owner)?.to_owned();
    let state = discourse.named.country(context, &country)?;
    Some(discourse.mention(noun, vec![state], MentionKind::Nominal, 0.7))
}
