//! Names and what they mean in; the entities of the document and the mentions by name out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::context::{Context, country_of};
use super::entity::{clean_surface, known, unknown};
use super::gazetteer::NameKind;
use super::person_links::Link;
use super::spans::Span;
use super::titles::{self, Role};
use super::unknown::Unknown;
use super::{
    Entity, EntityType, Mention, MentionKind, kinship, lexicon, other_names, people, person_links, service, ships,
    sports, typing, wide_people,
};
use crate::analyze::{NameType, Upos};
use crate::ingest::LineKind;

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
    settle_types(context);
    for (index, kind) in typing::told(context) {
        context.spans[index].kind = kind;
    }
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
    let (teams, ships) = (sports::teams(context), ships::find(context));
    let draft = |(index, person): (usize, Option<Entity>)| match person {
        _ if teams[index] => None,
        Some(draft) => Some(draft),
        None if context.spans[index].kind == NameType::Person => None,
        None => users(context, index).or_else(|| if ships[index] { None } else { unknown.draft(context, index) }),
    };
    let mut drafts: Vec<Option<Entity>> = people.into_iter().enumerate().map(draft).collect();
    unite_names(context, &mut drafts);
    other_names::unite(context, &mut drafts);
    for (index, draft) in drafts.into_iter().enumerate() {
        if let Some(draft) = draft {
            let at = named.enter(draft);
            named.of_span[index] = Some(at);
            let span = &context.spans[index];
            let entity = &mut named.entities[at];
            *entity.aliases.entry(clean_surface(&span.text)).or_insert(0) += 1;
            let types = [span.seen, span.kind].into_iter();
            entity.types.extend(types.filter_map(|kind| seen(context, span, kind, entity.kind)));
        }
    }
    named.roles = roles;
    named
}

/// A name that the tables know at one place of a document means the same wherever it stands there, unless the text gives it another
/// type or country, or two are meant by it.
fn unite_names(context: &Context<'_>, drafts: &mut [Option<Entity>]) {
    let body = |span: &Span| matches!(span.kind, NameType::Organization | NameType::Location);
    let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (index, span) in context.spans.iter().enumerate().filter(|(_, span)| body(span)) {
        let Some(draft) = drafts[index].as_ref().filter(|draft| draft.is_of_the_gazetteer()) else { continue };
        let slot = known.entry(&span.key).or_insert(Some(index));
        if slot.is_some_and(|first| drafts[first].as_ref().is_some_and(|other| other.id != draft.id)) {
            *slot = None;
        }
    }
    for (index, span) in context.spans.iter().enumerate().filter(|(_, span)| body(span)) {
        let Some(first) = known.get(&*span.key).copied().flatten() else { continue };
        let (Some(meant), Some(draft)) = (drafts[first].clone(), &drafts[index]) else { continue };
        let other = draft.country.is_some() && draft.country != meant.country;
        if !draft.is_of_the_gazetteer() && draft.kind == meant.kind && draft.kind != EntityType::Country && !other {
            let confidence = meant.confidence * 0.9;
            drafts[index] = Some(Entity { confidence, reason: "the same name elsewhere in the text", ..meant });
        }
    }
}

/// What the user's own names say that a span means.
fn users(context: &Context<'_>, index: usize) -> Option<Entity> {
    let span = &context.spans[index];
    let taken = match span.kind {
        NameType::Person => EntityType::Person,
        NameType::Organization => EntityType::Organization,
        NameType::Location => EntityType::Place,
        NameType::People => return None,
    };
    context.names.entity(&span.key, taken)
}

/// The type that a name gives to the entity that it names. The model has one type for countries and towns, so that the
/// name of a country is no place beside it; a town or building that stands for its state (“Moscow said”) is one.
fn seen(context: &Context<'_>, span: &Span, kind: NameType, named: EntityType) -> Option<EntityType> {
    match kind {
        NameType::Person => Some(EntityType::Person),
        NameType::Organization => Some(EntityType::Organization),
        NameType::Location if named == EntityType::Country && country_of(context.gazetteer, span).is_some() => {
            Some(EntityType::Country)
        }
        NameType::Location => Some(EntityType::Place),
        NameType::People => None,
    }
}

/// A town or body with a name of somebody named in full is that person, unless it is in or at something; and a word
/// before a known surname that opens a line and is nobody's first name is no name: “Newcomer Roe wins”.
fn correct_types(context: &mut Context<'_>) {
    let names: BTreeSet<String> = people::single_names(&context.spans).into_iter().map(str::to_owned).collect();
    for index in 0..context.spans.len() {
        let span = &context.spans[index];
        let told = type_of_tables(context, span).or_else(|| type_of_body(context, span, &names));
        if let Some(kind) = told.or_else(|| type_of_acronym(context, span)) {
            context.spans[index].kind = kind;
            continue;
        }
        if span.kind == NameType::Person {
            if is_epithet(context, span, &names) {
                context.drop_first_word(index);
            } else if is_country_alone(context, span, &names) {
                context.spans[index].kind = NameType::Location;
            }
            continue;
        }
        if is_leaders_surname(context, span) {
            context.spans[index].kind = NameType::Person;
            continue;
        }
        if !people::surname_alone(&span.key).is_some_and(|surname| names.contains(surname))
            || country_of(context.gazetteer, span).is_some()
            || matches!(context.line_of(span.tokens.start), LineKind::Dateline | LineKind::Byline)
        {
            continue;
        }
        if context.names.kind(&span.key).is_some() {
            continue;
        }
        let head = context.tree.head_of(&span.tokens);
        let place = context.tree.case(head).is_some_and(|case| matches!(case.as_str(), "in" | "at" | "near" | "from"));
        let known = span.references.iter().filter_map(|reference| context.gazetteer.entry(reference.entry));
        let known =
            known.into_iter().any(|entry| entry.letter != b'P' && (entry.weight > 100_000 || entry.letter == b'O'));
        if !place && (!known || is_surname(context, &span.key)) {
            context.spans[index].kind = NameType::Person;
        }
    }
}

/// A firm or club that the tables know and no place of the name, unless the text has something in it: “Graywick said”.
fn type_of_tables(context: &Context<'_>, span: &Span) -> Option<NameType> {
    if span.kind != NameType::Location || !span.by_model || context.line_of(span.tokens.start) != LineKind::Body {
        return None;
    }
    let wide = context.gazetteer.lookup_wide(&span.key);
    let mut references = span.references.iter().copied().chain(wide).peekable();
    references.peek()?;
    let body = |reference: super::Reference| {
        let entry = context.gazetteer.entry(reference.entry);
        let named = matches!(reference.kind, NameKind::Name | NameKind::Alias);
        named
            && entry.is_some_and(|entry| {
                entry.letter == b'O' && matches!(entry.class, "company" | "sports_club" | "ngo" | "political_party")
            })
    };
    if !references.all(body) {
        return None;
    }
    // “Tiné” is no “TINE”: what only the second index knows is meant by its own name alone.
    let mut own =
        context.gazetteer.lookup_wide(&span.key).filter_map(|reference| context.gazetteer.entry(reference.entry));
    if span.references.is_empty() && !own.any(|entry| entry.name == span.text) {
        return None;
    }
    // “Graywick village”
    if context.tree.relation(context.tree.head_of(&span.tokens)) == "compound" {
        return None;
    }
    let is_in = |other: &Span| {
        let case = context.tree.case(context.tree.head_of(&other.tokens));
        other.key == span.key
            && case.is_some_and(|case| !matches!(&*case, "by" | "with" | "for" | "of" | "against" | "’s" | "'s"))
    };
    (!context.spans.iter().any(is_in)).then_some(NameType::Organization)
}

/// “Lufthansa sued Malta” as somebody: a single name that the tables have for bodies alone, and nobody in the text bears.
fn type_of_body(context: &Context<'_>, span: &Span, names: &BTreeSet<String>) -> Option<NameType> {
    let single = span.kind == NameType::Person && span.by_model && span.tokens.len() == 1;
    if !single || context.line_of(span.tokens.start) != LineKind::Body || names.contains(&span.key) {
        return None;
    }
    let before = span.tokens.start.checked_sub(1).map_or("", |token| context.form(token));
    let given = lexicon::gender_of_name(&span.key).is_some();
    if given || lexicon::title(before).is_some() || context.upos(span.tokens.end) == Upos::Propn {
        return None;
    }
    let mut own = false;
    for reference in span.references.iter().copied().chain(context.gazetteer.lookup_wide(&span.key)) {
        let entry = context.gazetteer.entry(reference.entry)?;
        if entry.letter != b'O' {
            return None;
        }
        // “Graywick” of “Graywick Group”
        let rest = entry.name.strip_prefix(&span.text).map(|rest| rest.trim_start().to_lowercase());
        own |= rest.is_some_and(|rest| rest.is_empty() || lexicon::is_organization_noun(&rest));
    }
    own.then_some(NameType::Organization)
}

/// “JNIM”: capitals alone are the name of a body, unless the tables have somebody of the name or the line is all capitals.
fn type_of_acronym(context: &Context<'_>, span: &Span) -> Option<NameType> {
    let capitals = |text: &str| text.chars().all(|letter| letter.is_uppercase() || letter == '-');
    let acronym =
        span.kind == NameType::Person && span.by_model && span.text.chars().count() > 2 && capitals(&span.text);
    if !acronym || context.line_of(span.tokens.start) != LineKind::Body {
        return None;
    }
    let person = |reference: &super::Reference| {
        context.gazetteer.entry(reference.entry).is_some_and(|entry| entry.letter == b'P')
    };
    // The initials of somebody in the text, or a line in capitals.
    let initials = |other: &Span| {
        let words = other.key.split(' ').filter_map(|word| word.chars().next());
        other.kind == NameType::Person && words.eq(span.key.chars())
    };
    let sentence = context.sentence_of(span.tokens.start)?;
    let written = sentence.into_iter().any(|token| {
        let form = context.form(token);
        form.chars().count() > 3 && form.chars().all(char::is_lowercase)
    });
    let somebody = span.references.iter().any(person) || context.spans.iter().any(initials);
    (written && !somebody).then_some(NameType::Organization)
}

/// “Chad expelled the envoy”: the name of a country that nobody in the text bears, without a title before it.
fn is_country_alone(context: &Context<'_>, span: &Span, names: &BTreeSet<String>) -> bool {
    let titled = || {
        let before = span.tokens.start.checked_sub(1).map_or("", |token| context.form(token));
        lexicon::title(before).is_some()
    };
    let sovereign = span.references.iter().filter(|reference| reference.kind == NameKind::Name);
    let mut sovereign = sovereign.filter_map(|reference| context.gazetteer.entry(reference.entry));
    span.tokens.len() == 1
        && sovereign.any(|entry| entry.letter == b'C' && entry.class == "sovereign")
        && !names.contains(&span.key)
        && !titled()
}

/// The surname of somebody who leads a state on the day, and the name of nothing else: no town, whatever the model says.
fn is_leaders_surname(context: &Context<'_>, span: &Span) -> bool {
    let Some(day) = context.day.filter(|_| span.by_model && span.tokens.len() == 1) else { return false };
    if matches!(span.kind, NameType::Person | NameType::People) {
        return false;
    }
    let mut named = false;
    for reference in &span.references {
        let Some(entry) = context.gazetteer.entry(reference.entry) else { continue };
        // A small town of the name is not meant by it.
        if entry.letter == b'T' && entry.weight < 100_000 && entry.links == 0 {
            continue;
        }
        if entry.letter != b'P' {
            return false;
        }
        let mut terms = context.gazetteer.terms_of(&entry);
        named |= reference.kind == NameKind::FamilyName && terms.any(|term| term.leads(day));
    }
    named || !span.references.is_empty() && person_links::is_surname_of_the_news(context, &span.key)
}

/// A name that the gazetteer does not know is of one type in a document: the one that most of its mentions have.
fn settle_types(context: &mut Context<'_>) {
    let free = |span: &Span| span.by_model && span.references.is_empty() && span.kind != NameType::People;
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for span in context.spans.iter().filter(|span| free(span)) {
        counts.entry(&span.key).or_default()[rank(span.kind)] += 1;
    }
    let settled: Vec<(usize, NameType)> = context
        .spans
        .iter()
        .enumerate()
        .filter(|(_, span)| free(span))
        .filter_map(|(index, span)| {
            let counts = counts.get(&*span.key)?;
            let most = *counts.iter().max()?;
            let mut best = SETTLED.into_iter().filter(|kind| counts[rank(*kind)] == most);
            let kind = best.next().filter(|_| best.next().is_none())?;
            (kind != span.kind).then_some((index, kind))
        })
        .collect();
    for (index, kind) in settled {
        context.spans[index].kind = kind;
    }
}

/// The types that a name may be settled on.
const SETTLED: [NameType; 3] = [NameType::Person, NameType::Organization, NameType::Location];

fn rank(kind: NameType) -> usize {
    SETTLED.iter().position(|settled| *settled == kind).unwrap_or(0)
}

/// Whether somebody named in full has this surname.
fn is_surname(context: &Context<'_>, key: &str) -> bool {
    let mut people = context.spans.iter().filter(|span| span.kind == NameType::Person && span.by_model);
    people.any(|span| span.key.rsplit_once(' ').is_some_and(|(_, surname)| surname == key))
}

/// Whether the first word of a person's name only describes who bears the surname.
fn is_epithet(context: &Context<'_>, span: &Span, names: &BTreeSet<String>) -> bool {
    let Some((first, surname)) = span.key.split_once(' ') else { return false };
    let opens = context.sentence_of(span.tokens.start).is_some_and(|sentence| sentence.start == span.tokens.start);
    let alone = || context.spans.iter().filter(|other| other.key == span.key).count() == 1;
    let other = || {
        let named =
            |other: &Span| other.key.split_once(' ').is_some_and(|(their, last)| last == surname && their != first);
        context.spans.iter().any(|other| other.kind == NameType::Person && named(other))
    };
    // In running text a word that the model tags as a name is one: “Priyanka Roe met”.
    let headline = context.line_of(span.tokens.start) != LineKind::Body;
    opens
        && (headline || context.upos(span.tokens.start) != Upos::Propn)
        && span.tokens.len() > 1
        && names.contains(surname)
        && alone()
        && other()
        && lexicon::gender_of_name(first).is_none()
        && !context.gazetteer.is_first_name(first)
}

impl Named {
    /// Drafts of the people, by span.
    fn link_people(&self, context: &Context<'_>, roles: &[Role]) -> Vec<Option<Entity>> {
        let mut drafts = vec![None; context.spans.len()];
        let mut by_span: BTreeMap<usize, Vec<&Role>> = BTreeMap::new();
        for role in roles {
            by_span.entry(role.span).or_default().push(role);
        }
        for cluster in people::cluster(&context.spans, &kinship::hints(context)) {
            let of_cluster: Vec<&Role> =
                cluster.spans.iter().filter_map(|span| by_span.get(span)).flatten().copied().collect();
            let users = users_person(context, &cluster, &of_cluster);
            // A ship is called after somebody, and is nobody.
            if users.is_none() && person_links::is_ship(context, &context.spans, &cluster) {
                continue;
            }
            let draft = users.unwrap_or_else(|| {
                let link = person_links::link(context, &context.spans, &of_cluster, &cluster)
                    .and_then(|link| wide_people::check(context, &of_cluster, &cluster, link))
                    .or_else(|| {
                        let link = wide_people::find(context, &of_cluster, &cluster)?;
                        let private = person_links::is_private(context, &context.spans, &of_cluster, &cluster);
                        let official = private && context.gazetteer.terms_of(&link.entry).next().is_some();
                        (!official).then_some(link)
                    });
                person(context, &context.spans[cluster.fullest], &of_cluster, link)
            });
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
        let mut mentions: Vec<Mention> = Vec::with_capacity(context.spans.len());
        for (index, span) in context.spans.iter().enumerate() {
            let Some(entity) = self.of_span[index] else { continue };
            let begin = titles.get(&index).copied().unwrap_or(span.tokens.start);
            let (tokens, bare) = (begin..span.tokens.end, span.tokens.start);
            let kind = if span.kind == NameType::People { MentionKind::Demonym } else { MentionKind::Name };
            let head = context.tree.head_of(&tokens);
            // The title may depend on something else than the name does; then the name stands for itself.
            let head = if context.span_at(head).is_some_and(|other| other != index) {
                context.tree.head_of(&span.tokens)
            } else {
                head
            };
            let confidence = self.entities[entity].confidence;
            // A body in the title that the parser made a second subject is none: who bears the title acts.
            let (verb, relation) = (context.tree.head(head), context.tree.relation(head));
            let rival = |other: &&mut Mention| {
                relation == "nsubj"
                    && context.tree.relation(other.head) == relation
                    && context.tree.head(other.head) == verb
            };
            let inside = mentions.iter_mut().rev().take_while(|other| other.tokens.start >= begin);
            if let Some(body) = inside.into_iter().find(rival) {
                let free = body.tokens.clone().find(|&token| token != body.head).unwrap_or(body.head);
                let subject = std::mem::replace(&mut body.head, free);
                if subject != free {
                    let tokens = tokens.clone();
                    mentions.push(Mention { tokens, bare, head: subject, entities: vec![entity], kind, confidence });
                }
            }
            mentions.push(Mention { tokens, bare, head, entities: vec![entity], kind, confidence });
        }
        mentions
    }
}

/// The person of the user's names that a cluster means: by one of its names, else by surname and office.
fn users_person(context: &Context<'_>, cluster: &people::Cluster, roles: &[&Role]) -> Option<Entity> {
    let by_name = || cluster.spans.iter().find_map(|&span| users(context, span));
    let by_office = || {
        let surname = Some(&*cluster.key).filter(|key| !key.contains(' '))?;
        let mut roles = roles.iter().filter(|role| !role.former);
        roles.find_map(|role| context.names.holder(role.country?, role.kind, context.day, Some(surname)))
    };
    by_name().or_else(by_office).filter(|entity| entity.kind == EntityType::Person)
}

fn person(context: &Context<'_>, fullest: &Span, roles: &[&Role], link: Option<Link>) -> Entity {
    if let Some(link) = link {
        let mut entity = known(&link.entry, link.confidence, link.reason);
        let country = service::acts_for(context.gazetteer, &link.entry, context.day);
        entity.country = Some(country.to_owned()).filter(|country| !country.is_empty());
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
