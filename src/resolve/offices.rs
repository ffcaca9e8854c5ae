//! The titles that the text gives to people in; the offices with their country or body out.

use super::context::Context;
use super::entities::Named;
use super::gazetteer::NameKind;
use super::lexicon::{self, OfficeKind};
use super::titles::{Role, sender};
use super::{Entity, EntityType, Office};

/// The offices that a document states, in the order of the text.
pub(super) fn find(context: &Context<'_>, named: &Named) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for role in &named.roles {
        let Some(office) = office(context, named, role) else { continue };
        let known = |other: &Office| {
            other.person == office.person
                && other.body == office.body
                && other.title.eq_ignore_ascii_case(&office.title)
        };
        if !offices.iter().rev().take(200).any(known) {
            offices.push(office);
        }
    }
    offices
}

fn office(context: &Context<'_>, named: &Named, role: &Role) -> Option<Office> {
    let person = named.of_span[role.span]?;
    if role.kind == OfficeKind::Honorific || named.entities[person].kind != EntityType::Person {
        return None;
    }
    let body = body_in(context, named, role).or_else(|| body_of_person(context, named, role, person))?;
    // “US lawyer Roe”, “the president of the Nepali teachers”: of a country, and in no office of it.
    let unofficial = role.private || role.kind == OfficeKind::Trade;
    if unofficial && named.entities[body].kind == EntityType::Country {
        return None;
    }
    let title = title(context, named, role);
    let tokens = role.tokens.start.min(context.spans[role.span].tokens.start)
        ..role.tokens.end.max(context.spans[role.span].tokens.end);
    // “Hamas critic Roe”, “Labour MP Roe”
    if lexicon::is_against(&context.lemma(role.head).to_lowercase()) {
        return None;
    }
    let of_party = role.kind == OfficeKind::Legislator && is_of_party(context, role, &named.entities[body]);
    let affiliation = role.kind.is_affiliation() || of_party;
    Some(Office { person, title, body, affiliation, past: role.former, date: None, tokens, rule: role.rule })
}

/// Whether a title names a party of the gazetteer: “Labour MP”.
fn is_of_party(context: &Context<'_>, role: &Role, body: &Entity) -> bool {
    let Some(item) = body.wikidata.as_deref() else { return false };
    role.tokens.clone().filter_map(|token| context.span_at(token)).any(|span| {
        let names = [NameKind::Name, NameKind::Alias, NameKind::Acronym];
        let mut bodies = context.gazetteer.find(&context.spans[span].key, &names, b"O");
        bodies.any(|entry| entry.item == item && entry.class == "political_party")
    })
}

/// The country or organization that the title names.
fn body_in(context: &Context<'_>, named: &Named, role: &Role) -> Option<usize> {
    let mut inside: Vec<usize> = sender(context, &role.tokens, role.head, role.kind)
        .filter_map(|token| context.span_at(token))
        .filter_map(|span| named.of_span[span])
        .collect();
    inside.dedup();
    let first = |kind: EntityType| inside.iter().copied().find(|&entity| named.entities[entity].kind == kind);
    let state = role.kind.governs() || role.kind == OfficeKind::Ambassador;
    match state {
        true => first(EntityType::Country).or_else(|| first(EntityType::Organization)),
        false => first(EntityType::Organization).or_else(|| first(EntityType::Country)),
    }
    .or_else(|| {
        let country = role.country?;
        named.by_id(context.gazetteer.country(country)?.item)
    })
}

/// “President Roe”: the state that the gazetteer knows for that office, if the text names it.
fn body_of_person(context: &Context<'_>, named: &Named, role: &Role, person: usize) -> Option<usize> {
    let entity = &named.entities[person];
    if !role.kind.governs() && role.kind != OfficeKind::Deputy {
        return None;
    }
    entity.wikidata.as_ref()?;
    let state = named.by_id(context.gazetteer.country(entity.country.as_deref()?)?.item)?;
    (!named.entities[state].aliases.is_empty()).then_some(state)
}

/// The words of the title without the country before it.
fn title(context: &Context<'_>, named: &Named, role: &Role) -> String {
    // “Harbor Board (HB) Chairman”: what stands before the bracket is the body.
    let bracket = (role.tokens.start..role.head).rev().find(|&token| context.form(token) == ")");
    let mut begin = bracket.map_or(role.tokens.start, |bracket| bracket + 1);
    while begin < role.head
        && (context.span_at(begin).is_some_and(|span| {
            named.of_span[span].is_some_and(|entity| named.entities[entity].kind == EntityType::Country)
        }) || matches!(context.form(begin), "'s" | "’s" | "the" | "The" | "-"))
    {
        begin += 1;
    }
    let end = if role.before { role.tokens.end } else { role.head + 1 };
    let end = if !role.before && context.form(role.head + 1) == "of" && context.span_at(role.head + 2).is_none() {
        role.tokens.end
    } else {
        end
    };
    context
        .text(&(begin..end.max(begin + 1)))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches([',', ' '])
        .to_owned()
}
