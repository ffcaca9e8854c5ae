//! A definite noun in; what it may mean, as likely as its kind, its name and its place in the text make it, out.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::descriptions::determiner;
use super::super::discourse::Discourse;
use super::super::lexicon::{self, Gender, OfficeKind};
use super::super::referents::Referent;
use super::super::{EntityType, normalize, pronouns};
use super::{Candidate, Choice, Features, Kind, choose, flag, mentioned, place_all};

/// How many sentences back a description looks: whoever speaks of a city for pages may call it “the city”.
const FAR: usize = 40;
/// For people, and for what has no name.
const NEAR: usize = 8;

/// What “the city”, “this island”, “the school” or “the senator” mean; `lemma` is the noun's.
pub(in super::super) fn described(discourse: &Discourse<'_, '_>, noun: usize, lemma: &str) -> Option<Choice> {
    let known = discourse.guesses.described.get(lemma).copied();
    if !is_definite(discourse, noun) || discourse.is_plural(noun) && known.is_none() {
        return None;
    }
    let office = lexicon::title(lemma).filter(|office| *office != OfficeKind::Honorific);
    let class = class(lemma);
    if known.is_none() && class.is_none() && office.is_none() {
        return None;
    }
    let reach = if matches!(class, None | Some(Class::Person)) { NEAR } else { FAR };
    let sentence = discourse.context.analysis.tokens[noun].sentence;
    let narrowing = Narrowing::of(discourse, noun);
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for place in mentioned(discourse, noun, reach) {
        let referent = discourse.referents.get(place.referent);
        let features = match referent.entities[..] {
            [entity] if !referent.group && narrowing.allows(discourse, entity) => {
                named(discourse, entity, class, office, known, lemma)
            }
            [] if place.at.sentence + NEAR >= sentence => unnamed(discourse, referent, lemma),
            _ => None,
        };
        let Some(mut features) = features else { continue };
        features.apart = flag(!pronouns::may_corefer(discourse, noun, place.at.head));
        narrowing.put(&mut features);
        candidates.push(Candidate { place, features });
    }
    place_all(discourse, noun, &mut candidates);
    let none = none(discourse, noun, class, office, &narrowing, &candidates);
    Some(choose(discourse, noun, Kind::Description, &none, &candidates))
}

/// How the words about a noun narrow it down.
struct Narrowing {
    this: bool,
    /// “the old city”
    narrowed: bool,
    /// “the city of”
    of: bool,
    possessed: bool,
    /// The country of “the Norwegian city”.
    state: Option<usize>,
}

impl Narrowing {
    fn of(discourse: &Discourse<'_, '_>, noun: usize) -> Self {
        let tree = &discourse.context.tree;
        Self {
            this: matches!(determiner(discourse, noun).as_deref(), Some("this" | "that" | "these" | "those")),
            narrowed: tree.with_relation(noun, &["amod", "compound", "acl", "nummod"]).next().is_some(),
            of: tree.with_relation(noun, &["nmod"]).any(|child| child > noun),
            possessed: tree.children(noun).any(|child| child < noun && tree.deprel(child) == "nmod:poss"),
            state: tree
                .with_relation(noun, &["amod", "compound", "nmod"])
                .filter(|&child| child < noun)
                .filter_map(|child| discourse.entity_headed(child))
                .find(|&entity| discourse.kind(entity) == EntityType::Country),
        }
    }

    /// Whether an entity may be of the nationality that the noun has: “the Norwegian leader” is nobody of Chad.
    fn allows(&self, discourse: &Discourse<'_, '_>, entity: usize) -> bool {
        let wanted = self.state.and_then(|state| discourse.country(state));
        let own = discourse.country(entity).filter(|own| !matches!(*own, "IGO" | "NGO"));
        wanted.zip(own).is_none_or(|(wanted, own)| wanted == own)
    }

    fn put(&self, features: &mut Features) {
        features.this = flag(self.this);
        features.narrowed = flag(self.narrowed);
        features.of = flag(self.of);
    }
}

/// What speaks for an entity; `None` where it may not be called so.
fn named(
    discourse: &Discourse<'_, '_>,
    entity: usize,
    class: Option<Class>,
    office: Option<OfficeKind>,
    known: Option<usize>,
    lemma: &str,
) -> Option<Features> {
    let mut features = Features { described: flag(known == Some(entity)), ..Features::default() };
    let holds = |office: OfficeKind| {
        let mut offices = discourse.offices.iter().take(400);
        offices.any(|(person, held, _)| *person == entity && held.is_called(office))
    };
    features.office = flag(office.is_some_and(holds));
    let fit = class.and_then(|class| fits(discourse, entity, class, lemma));
    if features.described == 0.0 && features.office == 0.0 && fit.is_none() {
        return None;
    }
    features.in_name = flag(fit == Some(Fit::Named));
    features.fits_loosely = flag(fit == Some(Fit::Loose));
    let kind = discourse.kind(entity);
    features.person = flag(kind == EntityType::Person);
    features.human = flag(kind == EntityType::Person && lexicon::is_human(lemma));
    features.country = flag(kind == EntityType::Country);
    features.organization = flag(kind == EntityType::Organization);
    features.place = flag(kind == EntityType::Place);
    features.linked = flag(discourse.named.entities[entity].wikidata.is_some());
    features.town = flag(class == Some(Class::Town));
    features.state = flag(class == Some(Class::State));
    features.site = flag(class == Some(Class::Site));
    features.body = flag(class == Some(Class::Body));
    features.somebody = flag(class == Some(Class::Person));
    Some(features)
}

/// What speaks for a noun phrase without a name: it must have the noun.
fn unnamed(discourse: &Discourse<'_, '_>, referent: &Referent, lemma: &str) -> Option<Features> {
    let context = discourse.context;
    (context.lemma(referent.first).eq_ignore_ascii_case(lemma)).then(|| Features {
        unnamed: 1.0,
        same_noun: 1.0,
        unnamed_definite: flag(is_definite(discourse, referent.first)),
        ..Features::default()
    })
}

/// What speaks for a description's meaning nothing that was mentioned.
fn none(
    discourse: &Discourse<'_, '_>,
    noun: usize,
    class: Option<Class>,
    office: Option<OfficeKind>,
    narrowing: &Narrowing,
    candidates: &[Candidate<'_>],
) -> Features {
    let context = discourse.context;
    let relation = context.tree.governor(noun).1;
    Features {
        none: 1.0,
        none_empty: flag(candidates.iter().all(|candidate| candidate.features.unnamed > 0.0)),
        none_subject: flag(relation == "nsubj"),
        none_object: flag(relation == "obj"),
        none_quoted: flag(context.quotation_of(noun).is_some()),
        none_opening: flag(context.analysis.tokens[noun].sentence < 2),
        none_narrowed: flag(narrowing.narrowed),
        none_of: flag(narrowing.of),
        none_this: flag(narrowing.this),
        none_possessed: flag(narrowing.possessed),
        none_town: flag(class == Some(Class::Town)),
        none_state: flag(class == Some(Class::State)),
        none_place: flag(class == Some(Class::Place)),
        none_site: flag(class == Some(Class::Site)),
        none_body: flag(class == Some(Class::Body)),
        none_person: flag(class == Some(Class::Person)),
        none_office: flag(office.is_some()),
        ..Features::default()
    }
}

/// Whether a noun has “the”, “this”, “that” or a possessor.
pub(in super::super) fn is_definite(discourse: &Discourse<'_, '_>, noun: usize) -> bool {
    let the = matches!(determiner(discourse, noun).as_deref(), Some("the" | "this" | "that" | "these" | "those"));
    let tree = &discourse.context.tree;
    the || tree.children(noun).any(|child| child < noun && tree.deprel(child) == "nmod:poss")
}

/// What a noun may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A town.
    Town,
    /// A state.
    State,
    /// Any place.
    Place,
    /// A place that has the noun in its name: “the bridge”.
    Site,
    /// An organization, rather one with the noun in its name.
    Body,
    /// Somebody.
    Person,
}

fn class(lemma: &str) -> Option<Class> {
    static TABLE: OnceLock<HashMap<&str, Class>> = OnceLock::new();
    let class = |head| {
        Some(match head {
            "town" => Class::Town,
            "state" => Class::State,
            "place" => Class::Place,
            "site" => Class::Site,
            "body" => Class::Body,
            "person" => Class::Person,
            _ => return None,
        })
    };
    let text = include_str!("../../../data/lexicon/descriptions.txt");
    let table = || lexicon::headed(text).filter_map(|(head, word)| Some((word, class(head)?))).collect();
    TABLE.get_or_init(table).get(lemma).copied()
}

/// Whether a noun is of places.
pub(in super::super) fn is_place_noun(lemma: &str) -> bool {
    matches!(class(lemma), Some(Class::Town | Class::State | Class::Place | Class::Site))
}

/// Why an entity may be called by a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Its name has the noun.
    Named,
    /// It is of that kind.
    Kind,
    /// It is of a kind that is called so less often.
    Loose,
}

/// Why an entity may be called by a noun; `None` where it may not.
fn fits(discourse: &Discourse<'_, '_>, entity: usize, class: Class, lemma: &str) -> Option<Fit> {
    let known = &discourse.named.entities[entity];
    let mut names = std::iter::once(&known.name).chain(known.aliases.keys()).take(6);
    let named = names.any(|name| normalize::key(name).split(' ').any(|word| word == lemma));
    let kind = known.kind;
    match class {
        _ if named && kind != EntityType::Person => Some(Fit::Named),
        Class::Town => (kind == EntityType::Place && !has_site_word(&known.name)).then_some(Fit::Kind),
        Class::State => (kind == EntityType::Country).then_some(Fit::Kind),
        Class::Place => match kind {
            EntityType::Place => Some(Fit::Kind),
            EntityType::Country => Some(Fit::Loose),
            _ => None,
        },
        Class::Body if matches!(lemma, "bloc" | "alliance" | "union") => {
            let union = kind == EntityType::Organization && known.country.as_deref() == Some("IGO");
            union.then_some(Fit::Kind)
        }
        Class::Body
            if !matches!(lemma, "ministry" | "court" | "tribunal" | "party" | "parliament" | "senate" | "congress") =>
        {
            (kind == EntityType::Organization).then_some(Fit::Kind)
        }
        Class::Site | Class::Body => None,
        Class::Person => {
            let wanted = if matches!(lemma, "man" | "boy") { Gender::Male } else { Gender::Female };
            let agrees = discourse.gender.get(&entity).is_none_or(|gender| *gender == wanted);
            (kind == EntityType::Person && agrees).then_some(Fit::Kind)
        }
    }
}

/// Whether a name says itself that it is of no town: “Arle Island”.
fn has_site_word(name: &str) -> bool {
    normalize::key(name).split(' ').any(|word| matches!(class(word), Some(Class::Site | Class::Place)))
}
