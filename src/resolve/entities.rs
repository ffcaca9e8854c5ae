//! Names and what they mean in; the entities of the document and the mentions by name out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::context::{Context, country_of};
use super::gazetteer::Entry;
use super::meaning::{self, Meaning};
use super::person_links::Link;
use super::spans::Span;
use super::titles::{self, Role};
use super::{Entity, EntityType, Mention, MentionKind, local_id, normalize, people, person_links};
use crate::analyze::NameType;

/// The entities named in a document, and for each span the entity that it names.
pub(super) struct Named {
    pub(super) entities: Vec<Entity>,
    /// For each span of the context: index of its entity.
    pub(super) of_span: Vec<Option<usize>>,
    /// The titles of people, by span.
    pub(super) roles: Vec<Role>,
    by_id: HashMap<String, usize>,
}

/// Finds the entities that a document names.
pub(super) fn find(context: &mut Context<'_>) -> Named {
    correct_types(context);
    let roles = titles::find(context, &context.spans);
    let mut named = Named {
        entities: Vec::new(),
        of_span: vec![None; context.spans.len()],
        roles: Vec::new(),
        by_id: HashMap::new(),
    };
    let people = named.link_people(context, &roles);
    let mut unknown = Unknown::new(context);
    for (index, person) in people.iter().enumerate() {
        let entity = match person {
            Some(draft) => Some(draft.clone()),
            None if context.spans[index].kind == NameType::Person => None,
            None => unknown.draft(context, index),
        };
        if let Some(draft) = entity {
            let at = named.enter(draft);
            named.of_span[index] = Some(at);
            let text = clean_surface(&context.spans[index].text);
            *named.entities[at].aliases.entry(text).or_insert(0) += 1;
        }
    }
    named.roles = roles;
    named
}

/// A surface form on one line without doubled spaces.
fn clean_surface(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A town or body with the surname of somebody named in full is that person, unless it is in or at something.
fn correct_types(context: &mut Context<'_>) {
    let surnames: BTreeSet<String> = people::surnames(&context.spans).into_iter().map(str::to_owned).collect();
    for index in 0..context.spans.len() {
        let span = &context.spans[index];
        if span.kind == NameType::Person
            || !surnames.contains(&span.key)
            || country_of(context.gazetteer, span).is_some()
        {
            continue;
        }
        let head = context.tree.head_of(&span.tokens);
        let place = context.tree.case(head).is_some_and(|case| matches!(case.as_str(), "in" | "at" | "near" | "from"));
        if !place {
            context.spans[index].kind = NameType::Person;
        }
    }
}

impl Named {
    /// Drafts of the people, by span.
    fn link_people(&self, context: &Context<'_>, roles: &[Role]) -> Vec<Option<Entity>> {
        let mut drafts = vec![None; context.spans.len()];
        let mut by_span: BTreeMap<usize, Vec<&Role>> = BTreeMap::new();
        for role in roles {
            by_span.entry(role.span).or_default().push(role);
        }
        for cluster in people::cluster(&context.spans) {
            let of_cluster: Vec<&Role> =
                cluster.spans.iter().filter_map(|span| by_span.get(span)).flatten().copied().collect();
            let link = person_links::link(context, &context.spans, &of_cluster, &cluster);
            let draft = person(context, &context.spans[cluster.fullest], &of_cluster, link);
            for &span in &cluster.spans {
                drafts[span] = Some(draft.clone());
            }
        }
        drafts
    }

    /// The index of an entity, entered if it is new.
    pub(super) fn enter(&mut self, draft: Entity) -> usize {
        if let Some(&known) = self.by_id.get(&draft.id) {
            return known;
        }
        let index = self.entities.len();
        self.by_id.insert(draft.id.clone(), index);
        self.entities.push(draft);
        index
    }

    /// The index of a country's entity, entered as background if the text does not name it.
    pub(super) fn country(&mut self, context: &Context<'_>, iso3: &str) -> Option<usize> {
        let entry = context.gazetteer.country(iso3)?;
        Some(self.enter(known(&entry, 0.9, "country of somebody in the text")))
    }

    /// The index of an entity by id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The mentions by name and people, in the order of the text.
    pub(super) fn mentions(&self, context: &Context<'_>) -> Vec<Mention> {
        let mut titles: HashMap<usize, usize> = HashMap::new();
        for role in self.roles.iter().filter(|role| role.before) {
            titles.insert(role.span, role.tokens.start);
        }
        let mention = |(index, span): (usize, &Span)| {
            let entity = self.of_span[index]?;
            let begin = titles.get(&index).copied().unwrap_or(span.tokens.start);
            let tokens = begin..span.tokens.end;
            let kind = if span.kind == NameType::People { MentionKind::Demonym } else { MentionKind::Name };
            let head = context.tree.head_of(&tokens);
            // The title may depend on something else than the name does; then the name stands for itself.
            let head = if context.span_at(head).is_some_and(|other| other != index) {
                context.tree.head_of(&span.tokens)
            } else {
                head
            };
            let confidence = self.entities[entity].confidence;
            Some(Mention { tokens, head, entities: vec![entity], kind, confidence })
        };
        context.spans.iter().enumerate().filter_map(mention).collect()
    }
}

/// The entity of an entry of the gazetteer.
pub(super) fn known(entry: &Entry, confidence: f32, reason: &'static str) -> Entity {
    let kind = entry.kind();
    let country = Some(entry.country).filter(|country| !country.is_empty()).map(str::to_owned);
    let iso3 = country.clone().filter(|_| kind == EntityType::Country);
    let id = match (entry.item, &iso3) {
        ("", Some(code)) => format!("iso-{code}"),
        ("", None) => local_id(kind.as_str(), entry.name),
        (item, _) => item.to_owned(),
    };
    let wikidata = Some(entry.item).filter(|item| !item.is_empty()).map(str::to_owned);
    Entity {
        id,
        kind,
        name: entry.name.to_owned(),
        aliases: BTreeMap::new(),
        wikidata,
        iso3,
        country,
        mentions: 0,
        confidence,
        reason,
    }
}

fn unknown(kind: EntityType, name: &str, country: Option<&str>) -> Entity {
    Entity {
        id: local_id(kind.as_str(), name),
        kind,
        name: clean_surface(name),
        aliases: BTreeMap::new(),
        wikidata: None,
        iso3: None,
        country: country.map(str::to_owned),
        mentions: 0,
        confidence: 0.6,
        reason: "name in the text",
    }
}

fn person(context: &Context<'_>, fullest: &Span, roles: &[&Role], link: Option<Link>) -> Entity {
    if let Some(link) = link {
        let mut entity = known(&link.entry, link.confidence, link.reason);
        // A title that names the state knows better than the table whom a person acts for.
        if let Some(country) =
            roles.iter().filter(|role| !role.kind.is_affiliation() && !role.former).find_map(|role| role.country)
        {
            let terms = context.gazetteer.terms_of(&link.entry);
            if terms.into_iter().any(|term| term.body == country) {
                entity.country = Some(country.to_owned());
            }
        }
        return entity;
    }
    let country = roles.iter().find_map(|role| role.country);
    unknown(EntityType::Person, &fullest.text, country)
}

/// What the gazetteer does not know: organizations and places by their names in the text.
struct Unknown {
    /// Key of an acronym → key of the full name that introduces it or whose initials it has.
    acronyms: HashMap<String, usize>,
    /// Full names by their first and last words, for “Quds Force” beside a longer name that holds it.
    drafts: HashMap<String, Entity>,
    longer: HashMap<String, Option<usize>>,
}

impl Unknown {
    fn new(context: &Context<'_>) -> Self {
        let mut acronyms = HashMap::new();
        let mut longer: HashMap<String, Option<usize>> = HashMap::new();
        for (index, span) in context.spans.iter().enumerate() {
            if !matches!(span.kind, NameType::Organization | NameType::Location) {
                continue;
            }
            if let Some(short) = introduced(context, span) {
                acronyms.entry(short).or_insert(index);
            }
            if span.kind == NameType::Organization && span.tokens.len() > 2 {
                acronyms.entry(initials(&span.text)).or_insert(index);
                for part in edges(&span.key) {
                    let slot = longer.entry(part.to_owned()).or_insert(Some(index));
                    if slot.is_some_and(|other| context.spans[other].key != span.key) {
                        *slot = None;
                    }
                }
            }
        }
        Self { acronyms, drafts: HashMap::new(), longer }
    }

    fn draft(&mut self, context: &Context<'_>, index: usize) -> Option<Entity> {
        let span = &context.spans[index];
        let short =
            span.kind != NameType::People && !span.text.contains(' ') && !span.text.chars().any(char::is_lowercase);
        if short
            && let Some(&full) = self.acronyms.get(&span.key)
            && full != index
            && country_of(context.gazetteer, span).is_none()
        {
            return self.plain(context, full);
        }
        self.plain(context, index)
    }

    fn plain(&mut self, context: &Context<'_>, index: usize) -> Option<Entity> {
        let span = &context.spans[index];
        match meaning::of(context, index)? {
            Meaning::Known(entry, confidence, reason) => Some(known(&entry, confidence, reason)),
            Meaning::Unknown(kind, country) => {
                if let Some(draft) = self.drafts.get(&span.key) {
                    return Some(draft.clone());
                }
                let longer =
                    (kind == EntityType::Organization).then(|| self.longer.get(&span.key).copied().flatten()).flatten();
                let draft = match longer.filter(|&full| full != index) {
                    Some(full) => match meaning::of(context, full)? {
                        Meaning::Known(entry, confidence, _) => {
                            known(&entry, confidence * 0.9, "part of a longer name")
                        }
                        Meaning::Unknown(kind, country) => unknown(kind, &context.spans[full].text, country),
                    },
                    None => unknown(kind, &span.text, country),
                };
                self.drafts.insert(span.key.clone(), draft.clone());
                Some(draft)
            }
        }
    }
}

/// The acronym in brackets after a name: “Popular Front (PF)”.
fn introduced(context: &Context<'_>, span: &Span) -> Option<String> {
    let at = span.tokens.end;
    let short = context.form(at + 1);
    let bracketed = context.form(at) == "(" && context.form(at + 2) == ")";
    let upper = short.len() > 1
        && short.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_ascii_digit());
    (bracketed && upper).then(|| normalize::key(short))
}

/// The initials of the capitalized words of a name.
fn initials(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    words.filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect()
}

/// The shorter names inside a longer one that stand at its beginning or end, of two words or more.
fn edges(key: &str) -> Vec<&str> {
    let spaces: Vec<usize> = key.match_indices(' ').map(|(at, _)| at).collect();
    let heads = spaces.iter().skip(1).map(|&at| &key[..at]);
    let tails = spaces.iter().rev().skip(1).map(|&at| &key[at + 1..]);
    heads.chain(tails).take(8).collect()
}
