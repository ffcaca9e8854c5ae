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
    let country = country?;
    let named = if kind == OfficeKind::Leader { compatriots(discourse, noun, &country) } else { Vec::new() };
    let leads = |person: &usize| {
        [OfficeKind::HeadOfGovernment, OfficeKind::HeadOfState].into_iter().any(|kind| {
            context.holder(&country, kind, 0.7).is_some_and(|holder| holder.id == discourse.named.entities[*person].id)
        })
    };
    let leader = named.iter().copied().find(leads);
    let leader = leader.or_else(|| Some(discourse.named.enter(context.holder(&country, kind, 0.7)?)));
    let person = leader.or_else(|| if let [only] = named[..] { Some(only) } else { None })?;
    Some(discourse.mention(noun, vec![person], MentionKind::Nominal, 0.7))
}

/// How many sentences back “the Norwegian leader” looks for the one whom the text names.
const NEAR: usize = 8;

/// Those of a country who were named shortly before and whom the tables know, the last one first.
fn compatriots(discourse: &Discourse<'_, '_>, noun: usize, country: &str) -> Vec<usize> {
    let sentence = discourse.context.analysis.tokens[noun].sentence;
    let mut found = Vec::new();
    for entity in discourse.back(sentence, NEAR).flat_map(|antecedent| antecedent.entities.iter().copied()) {
        let theirs = discourse.kind(entity) == EntityType::Person
            && discourse.country(entity) == Some(country)
            && discourse.named.entities[entity].wikidata.is_some();
        if theirs && !found.contains(&entity) {
            found.push(entity);
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization, People, Person};

    /// What the mention that a token heads refers to.
    fn meant(spec: &str, names: &[(Range<usize>, NameType)], head: usize) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        let found = resolution.mention_at(head).map(|mention| mention.entities.clone()).unwrap_or_default();
        found.into_iter().map(|entity| resolution.entities[entity].name.clone()).collect()
    }

    #[test]
    fn a_leader_of_a_nationality_is_nobody_of_another() {
        let spec = "President:PROPN:3:nmod=desc Vladimir:PROPN:3:nsubj=x Putin:PROPN:4:nsubj met:VERB:0:root:meet Viktor:PROPN:4:obj Orban:PROPN:5:flat
            The:DET:3:det Hungarian:ADJ:3:amod leader:NOUN:4:nsubj:leader left:VERB:0:root:leave";
        let names = [(1..3, Person), (4..6, Person), (7..8, People)];
        assert_eq!(meant(spec, &names, 8), ["Viktor Orbán"]);
        assert_eq!(meant(&spec.replace("Hungarian", "Russian"), &names, 8), ["Vladimir Putin"]);
        // who leads it on the day
        assert_eq!(meant(&spec.replace("Hungarian", "Polish"), &names, 8), ["Bronisław Komorowski"]);
        let none = meant(&spec.replace("Hungarian", "Andorran"), &names, 8);
        assert!(none.iter().all(|name| !name.contains("Putin") && !name.contains("Orb")), "{none:?}");
    }

    #[test]
    fn a_union_is_no_person() {
        let spec = "Jens:PROPN:3:nsubj Stoltenberg:PROPN:1:flat met:VERB:0:root:meet Ada:PROPN:3:obj
            The:DET:2:det alliance:NOUN:3:nsubj:alliance left:VERB:0:root:leave";
        let names = [(0..2, Person), (3..4, Person)];
        assert!(meant(spec, &names, 5).is_empty());
        let named = spec.replace("Ada:PROPN", "NATO:PROPN");
        let names = [(0..2, Person), (3..4, Organization)];
        assert_eq!(meant(&named, &names, 5), ["NATO"]);
    }

    #[test]
    fn they_are_not_whose_country_is_only_named() {
        let spec = "Norway:PROPN:3:nmod=poss 's:PART:1:case Ada:PROPN:4:nsubj left:VERB:0:root:leave
            They:PRON:2:nsubj:they praised:VERB:0:root:praise Chad:PROPN:2:obj";
        let names = [(0..1, Location), (2..3, Person), (6..7, Location)];
        assert!(meant(spec, &names, 4).is_empty());
    }
}
