//! A pronoun of the third person in; what it may mean, as likely as its place, its kind and the text make it, out. Number, gender
//! and grammar rule out the rest.

use super::super::EntityType;
use super::super::discourse::Discourse;
use super::super::lexicon;
use super::super::person::{self, Person};
use super::super::pronouns;
use super::super::referents::{Place, Referent};
use super::{Candidate, Choice, Features, Kind, choose, flag, mentioned, place_all, ties};
use crate::analyze::Upos;
use crate::analyze::speakers::cues;

/// How many sentences back a pronoun looks for what has a name.
const REACH: usize = 12;
/// For what has none.
const NEAR: usize = 3;

/// What he, she, it or they mean.
pub(in super::super) fn third(discourse: &Discourse<'_, '_>, token: usize, person: Person) -> Option<Choice> {
    let kind = match person {
        Person::He | Person::She => Kind::Person,
        Person::It => Kind::It,
        Person::They => Kind::They,
        _ => return None,
    };
    let others = pronouns::not_meant(discourse, token);
    let sentence = discourse.context.analysis.tokens[token].sentence;
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for place in mentioned(discourse, token, REACH) {
        let referent = discourse.referents.get(place.referent);
        let far = referent.entities.is_empty() && place.at.sentence + NEAR < sentence;
        if far || !allowed(discourse, token, place, &others) {
            continue;
        }
        if let Some(features) = agreement(discourse, token, person, place, referent) {
            candidates.push(Candidate { place, features });
        }
    }
    place_all(discourse, token, &mut candidates);
    let certain = ties::put(discourse, token, &mut candidates);
    let none = none(discourse, token, &candidates);
    Some(choose(discourse, token, kind, &none, &candidates).or_certain(discourse, certain))
}

/// Whether two pronouns are of one person.
pub(super) fn same(a: &str, b: &str) -> bool {
    person::third_person(a).is_some_and(|person| person::third_person(b) == Some(person))
}

/// Whether the grammar lets the pronoun mean what a place mentions.
fn allowed(discourse: &Discourse<'_, '_>, token: usize, place: &Place, others: &[usize]) -> bool {
    !place.at.entities.iter().any(|entity| others.contains(entity))
        && pronouns::may_corefer(discourse, token, place.at.head)
}

/// What number, type and gender tell; `None` where they rule the referent out.
fn agreement(
    discourse: &Discourse<'_, '_>,
    token: usize,
    person: Person,
    place: &Place,
    referent: &Referent,
) -> Option<Features> {
    let mut features = Features::default();
    let Some(&entity) = referent.entities.first() else {
        unnamed(discourse, person, place, referent, &mut features)?;
        features.unnamed_acts = flag(acts(discourse, token) && features.unnamed_body == 0.0);
        return Some(features);
    };
    let kind = discourse.kind(entity);
    let plural = place.at.plural;
    let family = kind == EntityType::Person && !plural && discourse.is_plural(place.at.head);
    let agrees = match person {
        Person::He | Person::She => kind == EntityType::Person && !plural && !referent.group,
        Person::It => kind != EntityType::Person && !plural,
        // “Norway's Roe”: who is only named as somebody's country is not “they”.
        _ if kind == EntityType::Country && !plural => !is_of_somebody(discourse, place.at.head),
        _ => plural || family || kind == EntityType::Organization,
    };
    if !agrees {
        return None;
    }
    if kind == EntityType::Person && matches!(person, Person::He | Person::She) {
        match discourse.gender.get(&entity) {
            Some(gender) if Some(*gender) == person::gender(person) => features.gender_agrees = 1.0,
            Some(_) => return None,
            None => features.gender_open = 1.0,
        }
    }
    features.several = flag(plural || family);
    features.one_of_many = flag(person == Person::They && !plural && !family);
    features.person = flag(kind == EntityType::Person);
    features.country = flag(kind == EntityType::Country);
    features.organization = flag(kind == EntityType::Organization);
    features.place = flag(kind == EntityType::Place);
    features.linked = flag(discourse.named.entities[entity].wikidata.is_some());
    let body = matches!(kind, EntityType::Country | EntityType::Organization);
    features.acts = flag(body && acts(discourse, token));
    Some(features)
}

/// Whether a name is the possessor or the adjective of somebody: “Norway's Ada Roe”, “Norwegian minister”.
fn is_of_somebody(discourse: &Discourse<'_, '_>, name: usize) -> bool {
    let tree = &discourse.context.tree;
    let before = tree.head(name).filter(|&noun| noun > name && tree.relation(name) != "nsubj");
    before.is_some_and(|noun| {
        let named = discourse.entity_headed(noun).is_some_and(|entity| discourse.kind(entity) == EntityType::Person);
        named || lexicon::title(discourse.context.lemma(noun)).is_some()
    })
}

/// The same of a noun phrase without a name.
fn unnamed(
    discourse: &Discourse<'_, '_>,
    person: Person,
    place: &Place,
    referent: &Referent,
    features: &mut Features,
) -> Option<()> {
    let context = discourse.context;
    let noun = referent.first;
    let plural = place.at.plural;
    let gender = lexicon::gender_of_word(context.form(noun));
    let lemma = context.lemma(noun);
    let human = gender.is_some() || lexicon::is_human(lemma);
    let body = lexicon::is_organization_noun(lemma);
    match person {
        Person::He | Person::She if plural || gender.is_some() && gender != person::gender(person) => return None,
        Person::It if plural || gender.is_some() => return None,
        _ => {}
    }
    features.unnamed = 1.0;
    features.unnamed_human = flag(human);
    features.unnamed_body = flag(body);
    features.unnamed_plural = flag(plural);
    features.unnamed_definite = flag(super::description::is_definite(discourse, noun));
    features.one_of_many = flag(person == Person::They && !plural && body);
    Some(())
}

/// Whether a pronoun is the subject of what only somebody does or is: it says something, it is willing.
fn acts(discourse: &Discourse<'_, '_>, token: usize) -> bool {
    let context = discourse.context;
    let (governor, relation) = context.tree.governor(token);
    let Some(governor) = governor.filter(|_| relation == "nsubj" && context.tree.deprel(token) != "nsubj:pass") else {
        return false;
    };
    let lemma = context.lemma(governor);
    match context.upos(governor) {
        Upos::Verb => cues::verb(lemma).is_some(),
        _ => pronouns::is_of_somebody(lemma),
    }
}

/// What speaks for a pronoun's meaning nothing that was mentioned.
fn none(discourse: &Discourse<'_, '_>, token: usize, candidates: &[Candidate<'_>]) -> Features {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let (governor, relation) = tree.governor(token);
    let empty = relation == "nsubj" && !acts(discourse, token);
    let has =
        |relations: &[&str]| governor.is_some_and(|verb| empty && tree.with_relation(verb, relations).next().is_some());
    Features {
        none: 1.0,
        none_empty: flag(candidates.iter().all(|candidate| candidate.features.unnamed > 0.0)),
        none_subject: flag(relation == "nsubj"),
        none_object: flag(relation == "obj"),
        none_possessive: flag(tree.deprel(token) == "nmod:poss"),
        none_quoted: flag(context.quotation_of(token).is_some()),
        none_clause: flag(has(&["ccomp", "csubj", "xcomp", "advcl"])),
        none_copular: flag(has(&["cop"])),
        none_opening: flag(context.analysis.tokens[token].sentence < 2),
        ..Features::default()
    }
}
