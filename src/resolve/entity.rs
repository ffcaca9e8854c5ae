//! What the gazetteer or a text alone knows of somebody in; the [`Entity`] with its identity out, and the key under which
//! another text may mean the same.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Entry, Gazetteer, NameKind};
use super::{Entity, EntityType, lexicon, local_id, normalize};

/// The entity of an entry of the gazetteer.
pub(super) fn known(entry: &Entry, confidence: f32, reason: &'static str) -> Entity {
    let kind = entry.kind();
    let country = Some(entry.country).filter(|country| !country.is_empty()).map(str::to_owned);
    let iso3 = country.clone().filter(|_| kind == EntityType::Country);
    let id = match (entry.item, &iso3) {
        ("", Some(code)) => format!("iso-{code}"),
        ("", None) if entry.title.is_empty() => local_id(kind.as_str(), entry.name),
        ("", None) => format!("enwiki-{}", entry.title.replace(' ', "_")),
        (item, _) => item.to_owned(),
    };
    let wikidata = Some(entry.item).filter(|item| !item.is_empty()).map(str::to_owned);
    Entity {
        id,
        kind,
        types: BTreeSet::from([kind]),
        name: entry.bare_name().to_owned(),
        aliases: BTreeMap::new(),
        wikidata,
        title: Some(entry.title).filter(|title| !title.is_empty()).map(str::to_owned),
        iso3,
        country,
        coordinates: entry.coordinates,
        claimed_by: entry.sides.split_terminator('|').map(str::to_owned).collect(),
        mentions: 0,
        confidence,
        reason,
    }
}

/// What the gazetteer knows of a Wikidata item, as somebody linked it.
pub(crate) fn of_item(item: &str, confidence: f32, reason: &'static str) -> Option<Entity> {
    Gazetteer::embedded().of_item(item).map(|entry| known(&entry, confidence, reason))
}

/// Identity of what only texts know: what has one name and lies in or acts for two countries is two; the legal form of an
/// organization does not count.
pub(crate) fn id_by_name(kind: EntityType, name: &str, country: Option<&str>) -> String {
    match kind {
        EntityType::Person | EntityType::Place => normalize::local_id_in(kind.as_str(), name, country),
        EntityType::Organization => {
            let key = normalize::key(name);
            normalize::local_id_in(kind.as_str(), normalize::without_legal_form(&key), country)
        }
        EntityType::Country => local_id(kind.as_str(), name),
    }
}

/// The key under which an entity of one text may be one of another: the full name of a person, the name of a
/// place, that of an organization which bodies of other states do not have too.
pub(crate) fn shared_key(kind: EntityType, name: &str, country: Option<&str>) -> Option<String> {
    let key = normalize::key(name);
    match kind {
        EntityType::Person => key.contains(' ').then_some(key),
        EntityType::Organization => {
            let bare = body_key(name, country);
            // every state has a Liberal Party and a Legislative Assembly
            let common = bare.split(' ').all(|word| lexicon::is_body_word(word) || lexicon::is_organization_noun(word));
            (!common && !is_sole(&bare)).then_some(bare)
        }
        EntityType::Place => Some(key),
        EntityType::Country => None,
    }
}

/// Whether a key has a noun of organizations in it: “graywick commission”.
pub(crate) fn has_noun(key: &str) -> bool {
    key.split(' ').any(lexicon::is_organization_noun)
}

/// What is left of the key of a body without legal form and the name of the country that it acts for, in one spelling: `electoral
/// college` of “U.S. Electoral College”.
pub(crate) fn body_key(name: &str, country: Option<&str>) -> String {
    let key = normalize::key(name);
    let bare = normalize::without_legal_form(&key);
    let own = country.and_then(|country| without_state(bare).filter(|(_, state)| *state == country));
    let bare = own.map_or(bare, |(rest, _)| rest);
    let words = bare.split(' ').map(|word| match word {
        "defence" => "defense",
        "labour" => "labor",
        "centre" => "center",
        "organisation" => "organization",
        _ => word,
    });
    let bare = words.collect::<Vec<_>>().join(" ");
    match bare.strip_prefix("ministry of ") {
        Some(portfolio) => format!("{} ministry", portfolio.trim_start_matches("the ")),
        None => bare,
    }
}

/// The name of a body, as key, without the state at its beginning or end, and that state: “American Electoral College”, “Supreme Court
/// of Norway”. What is left has two words or more, or is what every state has one of: “Bank
/// of Norway” is whole.
pub(super) fn without_state(key: &str) -> Option<(&str, &'static str)> {
    const LONGEST: usize = 4;
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
    let state = |name: &str| {
        let mut states = Gazetteer::embedded().find(name, &kinds, b"C");
        let first = states.next()?;
        states.all(|other| other.number == first.number).then_some(first.country).filter(|country| !country.is_empty())
    };
    let whole =
        |rest: &str| is_sole(rest) || rest.contains(' ') && !rest.starts_with("of ") && !rest.starts_with("and ");
    let spaces: Vec<usize> = key.match_indices(' ').map(|(at, _)| at).take(LONGEST).collect();
    let first = spaces.iter().rev().find_map(|&at| Some((key[at + 1..].trim_start(), state(&key[..at])?)));
    let last = || {
        let (rest, name) = key.rsplit_once(" of ")?;
        Some((rest, state(name.trim_start_matches("the "))?))
    };
    first.filter(|(rest, _)| whole(rest)).or_else(last).filter(|(rest, _)| whole(rest))
}

/// Why an entity is who it is that only the text knows.
pub(super) const BY_NAME: &str = "name in the text";

/// An entity that only the text knows.
pub(super) fn unknown(kind: EntityType, name: &str, country: Option<&str>) -> Entity {
    Entity {
        id: id_by_name(kind, name, country),
        kind,
        types: BTreeSet::from([kind]),
        name: clean_surface(name),
        aliases: BTreeMap::new(),
        wikidata: None,
        title: None,
        iso3: None,
        country: country.map(str::to_owned),
        coordinates: None,
        claimed_by: Vec::new(),
        mentions: 0,
        confidence: 0.6,
        reason: BY_NAME,
    }
}

/// A surface form on one line without doubled spaces.
pub(super) fn clean_surface(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bodies of which a country has one, so that the noun alone may name it.
pub(super) fn is_sole(key: &str) -> bool {
    matches!(key, "parliament" | "house" | "congress" | "senate" | "coalition" | "police" | "army" | "navy")
}
