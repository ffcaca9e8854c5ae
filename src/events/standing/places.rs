//! The name of a place or seat in; where it lies out: “Aleppo, Syria”, “the river Ob in northern Russia”.

use super::pairs::{Found, Names};
use crate::ontology::Relation;
use crate::resolve::EntityType;

/// Nouns of organizations that are buildings too.
const SITES: &[&str] = &[
    "airport",
    "base",
    "bridge",
    "center",
    "centre",
    "consulate",
    "court",
    "embassy",
    "hall",
    "headquarters",
    "hospital",
    "hotel",
    "kremlin",
    "mosque",
    "museum",
    "palace",
    "port",
    "prison",
    "square",
    "stadium",
    "station",
    "university",
];
/// What may stand between a place and where it lies: “Mosul, in northern Iraq”.
const BETWEEN: &[&str] = &[
    ",",
    "in",
    "the",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north",
    "south",
    "east",
    "west",
    "of",
    "a",
    "an",
    "city",
    "town",
    "village",
    "port",
    "capital",
    "province",
    "region",
    "district",
    "area",
    "nearby",
    "neighboring",
    "neighbouring",
    "island",
    "state",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];
/// Companies that a people's adjective places in its country: “Greek daily”.
const FIRMS: &[&str] = &[
    "airline",
    "bank",
    "broadcaster",
    "channel",
    "company",
    "daily",
    "firm",
    "giant",
    "group",
    "magazine",
    "maker",
    "manufacturer",
    "newspaper",
    "operator",
    "outlet",
    "producer",
    "retailer",
    "supplier",
    "tank",
    "university",
    "website",
];

/// Adds where the name at `at` lies.
pub(super) fn find(names: &Names, at: usize, found: &mut Vec<Found>) {
    let inner = names.entity(at);
    let kind = names.kind(inner);
    let seat = kind == Some(EntityType::Organization) && names.has_word(at, SITES);
    let mention = names.mention(at);
    let mut push = |target: usize, token: usize, rule: &'static str, confidence: f32| {
        let fits = match (names.country(inner), names.country(target)) {
            (Some(own), Some(other)) if kind == Some(EntityType::Place) => own == other,
            _ => true,
        };
        if fits {
            let tokens = mention.tokens.start.min(token)..mention.tokens.end.max(token + 1);
            found.push(Found {
                relation: Relation::LocatedIn,
                source: inner,
                target,
                role: None,
                tokens,
                rule,
                confidence,
            });
        }
    };
    if kind == Some(EntityType::Place) || seat {
        if let Some((target, token, rule)) = beside(names, at) {
            push(target, token, rule, 0.85);
        }
        let named_site = names.has_word(at, SITES) && kind == Some(EntityType::Place);
        if let Some(target) = names.opening(at).filter(|_| named_site) {
            push(target, mention.head, "standing/site-by-name", 0.75);
        }
    }
    if kind == Some(EntityType::Organization)
        && let Some((target, token)) = country_of_firm(names, at)
    {
        push(target, token, "standing/firm-of", 0.7);
    }
    if matches!(kind, Some(EntityType::Place)) {
        let tree = names.tree;
        // “the Syrian city of Aleppo”, “Syria’s capital Damascus”
        let class = tree.head(mention.head).filter(|_| tree.case(mention.head) == Some("of"));
        let class =
            class.or_else(|| tree.children(mention.head).find(|&kid| kid < mention.head && is_class(names, kid)));
        if let Some(class) = class.filter(|&class| is_class(names, class)) {
            let owner =
                tree.children(class).find(|&kid| matches!(tree.token(kid).deprel.as_str(), "amod" | "nmod:poss"));
            if let Some((token, target)) = owner.and_then(|kid| Some((kid, names.of_token(kid)?))) {
                push(target, token, "standing/town-of", 0.85);
            }
        }
    }
}

fn is_class(names: &Names, token: usize) -> bool {
    const CLASSES: &[&str] = &[
        "capital",
        "city",
        "district",
        "island",
        "peninsula",
        "port",
        "province",
        "region",
        "river",
        "state",
        "town",
        "village",
    ];
    CLASSES.contains(&names.tree.lemma(token))
}

/// The next name, where only “in”, a direction or a comma stands between: “Mosul, in northern Iraq”, “Aleppo, Syria”.
fn beside(names: &Names, at: usize) -> Option<(usize, usize, &'static str)> {
    let next = (at + 1 < names.len()).then(|| names.mention(at + 1))?;
    let end = names.mention(at).tokens.end;
    let between = end..next.tokens.start;
    let (target, kind) = (names.entity(at + 1), names.kind(names.entity(at + 1)));
    if between.is_empty() || between.len() > 7 || !names.same_sentence(end - 1, next.tokens.start) {
        return None;
    }
    if !matches!(kind, Some(EntityType::Country | EntityType::Place)) || !next.tokens.contains(&next.head) {
        return None;
    }
    let words: Vec<String> = between.map(|token| names.lower(token)).collect();
    if !words.iter().all(|word| BETWEEN.contains(&word.as_str())) {
        return None;
    }
    let followed = names.lower(next.tokens.end);
    if words == [","] {
        // “Aleppo, Syria,” against “Aleppo, Homs and Hama”
        let listed =
            names.tree.token(next.head).relation() == "conj" || matches!(followed.as_str(), "and" | "or" | "'s" | "’s");
        let ends = !followed.chars().next().is_some_and(char::is_alphanumeric) || names.lower(next.tokens.end) != "and";
        return (!listed && ends && kind == Some(EntityType::Country)).then_some((
            target,
            next.head,
            "standing/place-comma",
        ));
    }
    let inside = words.iter().any(|word| word == "in");
    let class = words.len() >= 3 && words[0] == "," && words.iter().any(|word| word == "of");
    let adjective =
        matches!(names.tree.token(next.head).relation(), "amod" | "compound") || followed == "'s" || followed == "’s";
    ((inside || class) && !adjective).then_some((target, next.head, "standing/place-in"))
}

/// “Greek gas supplier X”: the adjective and a noun of companies before the name.
fn country_of_firm(names: &Names, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let (adjective, firm) = (names.mention(before), names.mention(at));
    let between = adjective.tokens.end..firm.tokens.start;
    let country = names.entity(before);
    let fits = names.kind(country) == Some(EntityType::Country)
        && between.len() <= 3
        && names.same_sentence(adjective.head, firm.head)
        && between.clone().last().is_some_and(|last| FIRMS.contains(&names.lower(last).as_str()));
    fits.then_some((country, adjective.head))
}
