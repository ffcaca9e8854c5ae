//! The name of a place or seat in; where it lies out: “Aleppo, Syria”, “the river Ob in northern Russia”.

use super::pairs::{Found, Names};
use crate::lexicon;
use crate::ontology::Relation;
use crate::resolve::EntityType;

/// Adds where the name at `at` lies.
pub(super) fn find(names: &Names, at: usize, found: &mut Vec<Found>) {
    let inner = names.entity(at);
    let kind = names.kind(inner);
    let seat = kind == Some(EntityType::Organization) && names.has_word(at, lexicon::nouns::is_site);
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
        if names.has_word(at, lexicon::nouns::is_site)
            && let Some((target, token)) = around(names, at)
        {
            push(target, token, "standing/site-in", 0.85);
        }
        let named_site = names.has_word(at, lexicon::nouns::is_site) && kind == Some(EntityType::Place);
        if let Some(target) = names.opening(at).filter(|_| named_site) {
            push(target, mention.head, "standing/site-by-name", 0.75);
        }
    }
    if kind == Some(EntityType::Organization)
        && let Some((target, token)) = country_of_firm(names, at).or_else(|| based(names, at))
    {
        push(target, token, "standing/firm-of", 0.7);
    }
    if matches!(kind, Some(EntityType::Place)) {
        if let Some((token, target)) = owner(names, mention.head) {
            push(target, token, "standing/town-of", 0.85);
        }
        if let Some(country) = country_of_capital(names, at) {
            push(names.entity(country), names.mention(country).head, "standing/capital-of", 0.8);
        }
        if let Some((token, target)) = apposed(names, mention.tokens.end) {
            push(target, token, "standing/town-of", 0.85);
        }
    }
}

/// “the Syrian city of Aleppo”, “Syria’s capital Damascus”: whose town it is, with the word that tells.
fn owner(names: &Names, town: usize) -> Option<(usize, usize)> {
    let tree = names.tree;
    let class = tree.head(town).filter(|_| tree.case(town) == Some("of"));
    let class = class.or_else(|| tree.children(town).find(|&kid| kid < town && is_class(names, kid)));
    // “the northern Syrian city of Aleppo” has two adjectives
    let owns = |kid: &usize| matches!(tree.token(*kid).deprel.as_str(), "amod" | "nmod:poss");
    let mut owners = tree.children(class.filter(|&class| is_class(names, class))?).filter(owns);
    owners.find_map(|kid| Some((kid, names.of_token(kid)?)))
}

/// “the capital, Sanaa”: of the country that the sentence names and the place lies in.
fn country_of_capital(names: &Names, at: usize) -> Option<usize> {
    let (tree, town) = (names.tree, names.mention(at).head);
    let class = tree.head(town).filter(|_| tree.token(town).relation() == "appos");
    let class = class.filter(|&class| tree.lemma(class) == "capital" && class < town)?;
    (0..names.len()).find(|&other| {
        let entity = names.entity(other);
        names.kind(entity) == Some(EntityType::Country)
            && names.country(entity).is_some_and(|country| names.country(names.entity(at)) == Some(country))
            && names.same_sentence(names.mention(other).head, class)
    })
}

fn is_class(names: &Names, token: usize) -> bool {
    lexicon::nouns::is_class_of_place(names.tree.lemma(token))
}

/// “Aden, Yemen's temporary capital”, “Maiduguri, the capital of Borno”: whose town stands in apposition behind the comma at `comma`.
fn apposed(names: &Names, comma: usize) -> Option<(usize, usize)> {
    const REACH: usize = 7;
    if names.lower(comma) != "," {
        return None;
    }
    let tree = names.tree;
    let class = (comma + 1..comma + REACH).take_while(|&token| names.same_sentence(comma, token)).find(|&token| {
        is_class(names, token) && tree.token(token).relation() == "appos" && tree.extent(token).0 >= comma
    })?;
    let of = |kid: &usize| match tree.token(*kid).deprel.as_str() {
        "amod" | "nmod:poss" => true,
        "nmod" => tree.case(*kid) == Some("of"),
        _ => false,
    };
    tree.children(class).filter(of).find_map(|kid| Some((kid, names.of_token(kid)?)))
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
    if !words.iter().all(|word| word == "," || lexicon::nouns::stands_between_places(word)) {
        return None;
    }
    let followed = names.lower(next.tokens.end);
    if words == [","] {
        // “Aleppo, Syria,” against “Aleppo, Homs and Hama”
        let listed =
            names.tree.token(next.head).relation() == "conj" || matches!(followed.as_str(), "and" | "or" | "'s" | "’s");
        return (!listed && kind == Some(EntityType::Country)).then_some((target, next.head, "standing/place-comma"));
    }
    let inside = words.iter().any(|word| word == "in");
    let class = words.len() >= 3 && words[0] == "," && words.iter().any(|word| word == "of");
    let adjective =
        matches!(names.tree.token(next.head).relation(), "amod" | "compound") || followed == "'s" || followed == "’s";
    ((inside || class) && !adjective).then_some((target, next.head, "standing/place-in"))
}

/// “in Vienna at the Hofburg Palace”: the name before a site's.
fn around(names: &Names, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let (outer, inner) = (names.mention(before), names.mention(at));
    let mut between = outer.tokens.end..inner.tokens.start;
    let joined = between.next().is_some_and(|token| names.lower(token) == "at")
        && between.all(|token| names.lower(token) == "the")
        && names.tree.case(outer.head) == Some("in");
    let entity = names.entity(before);
    let place = matches!(names.kind(entity), Some(EntityType::Place | EntityType::Country));
    (joined && place && names.same_sentence(outer.head, inner.head)).then_some((entity, outer.head))
}

/// “Washington-based X”: the town before “-based”.
fn based(names: &Names, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let (town, body) = (names.mention(before), names.mention(at));
    let words: Vec<String> = (town.tokens.end..body.tokens.start).map(|token| names.lower(token)).collect();
    let based =
        matches!(words.first()?.as_str(), "-based") || words.len() > 1 && words[0] == "-" && words[1] == "based";
    let entity = names.entity(before);
    let place = matches!(names.kind(entity), Some(EntityType::Place | EntityType::Country));
    (based && words.len() <= 5 && place && names.same_sentence(town.head, body.head)).then_some((entity, town.head))
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
        && between.clone().last().is_some_and(|last| lexicon::nouns::is_of_a_country(&names.lower(last)));
    fits.then_some((country, adjective.head))
}
