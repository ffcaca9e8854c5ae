//! A document and its analysis in; [`Entity`]s and the [`Mention`]s that refer to them out: coreference, entity
//! linking, titles and offices.

mod allegiance;
mod antecedents;
mod chains;
mod context;
mod descriptions;
mod discourse;
mod entities;
mod entity;
mod gazetteer;
mod groups;
mod guesses;
mod kinship;
mod likelihood;
mod loglinear;
mod meaning;
mod names;
mod namesakes;
mod nominals;
mod normalize;
mod offices;
mod other_names;
mod people;
mod person;
mod person_links;
mod plurals;
mod pronouns;
mod read;
mod referents;
mod roles;
mod service;
mod ships;
mod short_forms;
mod spans;
mod sports;
mod state_bodies;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod titles;
mod topic;
mod tree;
mod turns;
mod typing;
mod unknown;
mod whereabouts;
mod who;
mod wide;
mod wide_people;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::analyze::Analysis;
use crate::coordinates::Coordinates;
use crate::date::Date;
use crate::ingest::Document;
use crate::lexicon;

pub use antecedents::{Features as AntecedentFeatures, NAMES as ANTECEDENT_FEATURES, Weighing};
pub use chains::{Chain, chains};
use context::Context;
use discourse::Discourse;
pub(crate) use entity::{body_key, has_noun, id_by_name, of_item, shared_key};
pub use gazetteer::{Entry, Gazetteer, NameKind, Reference, Term};
pub use likelihood::{Features, NAMES as FEATURES, Weighed};
pub use names::Names;
pub(crate) use names::is_item;
pub use normalize::local_id;
pub(crate) use normalize::{is_misspelling, key as name_key, unlikeness};
pub(crate) use whereabouts::{is_seat, is_water};
pub use who::{Bearer, Reading, Who, state, who};

/// Finds the entities of a document and what refers to them, in time proportional to its length.
///
/// ```
/// use newsgraph::{analyze::analyze, ingest::Document, resolve::{MentionKind, resolve}};
///
/// let document = Document::new("talks", "Angela Merkel flew to Paris. She met Emmanuel Macron there.");
/// let analysis = analyze(&document);
/// let resolution = resolve(&document, &analysis);
/// assert_eq!(resolution.entities[0].wikidata.as_deref(), Some("Q567"));
/// let she = resolution.mentions.iter().find(|mention| mention.kind == MentionKind::Pronoun).unwrap();
/// assert_eq!(she.entities, [0]);
/// ```
pub fn resolve(document: &Document, analysis: &Analysis) -> Resolution {
    resolve_with(document, analysis, Names::none())
}

/// [`resolve`] with a user's own names.
///
/// ```
/// use newsgraph::{analyze::analyze, ingest::Document, resolve::{Names, resolve_with}};
///
/// let mut names = Names::default();
/// assert!(names.add(b"name,type,country,id\nMarlow Fund,organization,NZL,marlow\n")?.is_empty());
/// let document = Document::new("fund", "The Marlow Fund sued Peru.");
/// let entities = resolve_with(&document, &analyze(&document), &names).entities;
/// assert_eq!((&*entities[0].id, entities[0].country.as_deref()), ("user-marlow", Some("NZL")));
/// # Ok::<(), newsgraph::Error>(())
/// ```
pub fn resolve_with(document: &Document, analysis: &Analysis, names: &Names) -> Resolution {
    let mut context = Context::with_names(document, analysis, names);
    let named = entities::find(&mut context);
    let mut discourse = Discourse::new(&context, named);
    read::read(&mut discourse);
    let offices = offices::find(&context, &discourse.named);
    let Discourse { mut named, mut mentions, guesses, .. } = discourse;
    let guesses = guesses.found;
    allegiance::assign(&context, &mut named, &offices);
    mentions.sort_by_key(|mention| (mention.head, mention.tokens.start));
    let mut mention_of = vec![None; analysis.tokens.len()];
    for (index, mention) in mentions.iter().enumerate() {
        if let Some(slot @ None) = mention_of.get_mut(mention.head) {
            *slot = Some(index);
        }
    }
    let mut entities = named.entities;
    // A group is not its state: who acts for a country does not name it.
    for mention in mentions.iter().filter(|mention| mention.kind != MentionKind::Group) {
        for &entity in &mention.entities {
            entities[entity].mentions += 1;
        }
    }
    Resolution { entities, mentions, guesses, offices, mention_of }
}

/// Every link that is weighed for the names of a document, the unlikely ones too: for training and for readers.
pub fn weighed(document: &Document, analysis: &Analysis) -> Vec<Weighed> {
    let mut context = Context::with_names(document, analysis, Names::none());
    context.weighed = Some(RefCell::default());
    entities::find(&mut context);
    context.weighed.take().map(RefCell::into_inner).unwrap_or_default()
}

/// Every antecedent that is weighed for the pronouns and descriptions of a document: for training.
pub fn antecedents(document: &Document, analysis: &Analysis) -> (Resolution, Vec<Weighing>) {
    let mut context = Context::with_names(document, analysis, Names::none());
    let named = entities::find(&mut context);
    let mut discourse = Discourse::new(&context, named);
    discourse.weighings = Some(RefCell::default());
    read::read(&mut discourse);
    let weighings = discourse.weighings.take().map(RefCell::into_inner).unwrap_or_default();
    (Resolution { entities: discourse.named.entities, ..Resolution::default() }, weighings)
}

/// The types of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityType {
    /// Somebody with a name.
    Person,
    /// A state or territory with a code of ISO 3166.
    Country,
    /// A body, firm, party, team or paper.
    Organization,
    /// A town, region, building, river or sea.
    Place,
}

impl EntityType {
    /// The label in Neo4j and the type's name in every export.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityType::Person => "Person",
            EntityType::Country => "Country",
            EntityType::Organization => "Organization",
            EntityType::Place => "Place",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let types = [EntityType::Person, EntityType::Country, EntityType::Organization, EntityType::Place];
        types.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Somebody or something named in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Identity: a QID (`Q15031`), else an ISO code (`iso-XKX`), else `enwiki-` and a title of the English Wikipedia, else `user-`
    /// and an id of the user's gazetteer, else `local-` and a hash of type and normalized name.
    pub id: String,
    /// Its type.
    pub kind: EntityType,
    /// Every type that the text gives its names as model and gazetteer read them, its own among them.
    pub types: BTreeSet<EntityType>,
    /// Canonical name: the gazetteer's, else the fullest form in the text.
    pub name: String,
    /// Surface forms seen in the text, each with how often.
    pub aliases: BTreeMap<String, u32>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia, where the gazetteer has it.
    pub title: Option<String>,
    /// ISO 3166 alpha-3, of a country.
    pub iso3: Option<String>,
    /// Alpha-3 of the country that it acts for or lies in; `IGO` and `NGO` for international bodies.
    pub country: Option<String>,
    /// Where a place lies, if the gazetteer tells.
    pub coordinates: Option<Coordinates>,
    /// The states that claim a place, alpha-3 or a name; none where it is undisputed.
    pub claimed_by: Vec<String>,
    /// How many mentions refer to it (pronouns and descriptions too).
    pub mentions: u32,
    /// How sure the link is, from 0 to 1.
    pub confidence: f32,
    /// Why it was linked so, in a few words.
    pub reason: &'static str,
}

impl Entity {
    /// Whether it is linked to an entry of the gazetteer, and not known from the text alone.
    pub fn is_of_the_gazetteer(&self) -> bool {
        self.reason != entity::BY_NAME
    }

    /// The country that it is, acts for or lies in: alpha-3, or `IGO`, `NGO` for international bodies.
    pub fn state(&self) -> Option<&str> {
        self.iso3.as_deref().or(self.country.as_deref())
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By name: “Xi Jinping”, “Moscow”.
    Name,
    /// By the adjective or noun of a people: “Russian”, “the Chinese”.
    Demonym,
    /// By description: “the two leaders”, “the Russian president”.
    Nominal,
    /// By pronoun.
    Pronoun,
    /// An unnamed group that acts for a country: “Russian forces”, “protesters in Athens”.
    Group,
}

/// A place in the text that refers to one entity, or to several (“the two leaders”).
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its tokens: the name with its title, the whole noun phrase up to its head.
    pub tokens: Range<usize>,
    /// The first token behind the title of a name; of others the first.
    pub bare: usize,
    /// The token that stands for it in the dependency tree.
    pub head: usize,
    /// Indices into [`Resolution::entities`]; for a group, the state it acts for, or empty.
    pub entities: Vec<usize>,
    /// How it refers.
    pub kind: MentionKind,
    /// How sure the reference is, from 0 to 1.
    pub confidence: f32,
}

/// An office that the text gives to a person: “Russian President Vladimir Putin”.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Index of the person.
    pub person: usize,
    /// Title as written: “President”, “Foreign Ministry spokeswoman”.
    pub title: String,
    /// Index of the country or organization of the office.
    pub body: usize,
    /// Whether the title is of a spokesperson, member or employee and no public office.
    pub affiliation: bool,
    /// Whether the text tells of it as past: “former”, “then”, “ousted”.
    pub past: bool,
    /// Since or until when, where the text tells.
    pub date: Option<Date>,
    /// The tokens that say so.
    pub tokens: Range<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The outcome of resolution for one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolution {
    /// The entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// The mentions, in the order of their heads.
    pub mentions: Vec<Mention>,
    /// References too unsure for the graph, which only the analysis shows.
    pub guesses: Vec<Mention>,
    /// Offices that the text states.
    pub offices: Vec<Office>,
    /// For each token the index of the mention that it heads.
    pub mention_of: Vec<Option<usize>>,
}

impl Resolution {
    /// The mention that a token heads.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        self.mentions.get((*self.mention_of.get(token)?)?)
    }
}
