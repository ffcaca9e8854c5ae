//! Entities and what the text says of them in; the country that people and organizations act for out, where neither the
//! gazetteer nor a title before the name has told it: by office, “of Norway” after the name, the country that had a
//! president of that name, or the one country that the text speaks of.

use std::collections::BTreeSet;

use super::context::{Context, capital_of, country_of};
use super::entities::Named;
use super::entity::{BY_NAME, id_by_name};
use super::gazetteer::{Entry, NameKind};
use super::lexicon::{self, OfficeKind};
use super::normalize::same_first_name;
use super::spans::Span;
use super::titles::Role;
use super::{EntityType, Office, normalize};
use crate::ingest::LineKind;

/// Fills in the countries that are missing. What is told of somebody anywhere in the document holds for all of it.
pub(super) fn assign(context: &Context<'_>, named: &mut Named, offices: &[Office]) {
    let free = |entity: &super::Entity| {
        entity.country.is_none() && matches!(entity.kind, EntityType::Person | EntityType::Organization)
    };
    if !named.entities.iter().any(free) {
        return;
    }
    let mut spans: Vec<Vec<usize>> = vec![Vec::new(); named.entities.len()];
    for (span, entity) in named.of_span.iter().enumerate() {
        if let Some(entity) = *entity {
            spans[entity].push(span);
        }
    }
    let mut roles: Vec<Vec<usize>> = vec![Vec::new(); named.entities.len()];
    for (index, role) in named.roles.iter().enumerate() {
        if let Some(entity) = named.of_span[role.span] {
            roles[entity].push(index);
        }
    }
    for entity in 0..named.entities.len() {
        if !free(&named.entities[entity]) {
            continue;
        }
        let roles: Vec<&Role> = roles[entity].iter().map(|&role| &named.roles[role]).collect();
        let country = match named.entities[entity].kind {
            EntityType::Person => by_office(named, offices, entity)
                .or_else(|| of_country(context, &spans[entity], &roles))
                .or_else(|| by_leaders_name(context, &spans[entity], &roles))
                .or_else(|| {
                    roles.iter().any(|role| is_national(role)).then(|| only(context, named, &spans[entity])).flatten()
                }),
            _ => {
                by_administration(context, &spans[entity]).or_else(|| of_town(context, &spans[entity])).or_else(|| {
                    is_domestic(context, &spans[entity]).then(|| only(context, named, &spans[entity])).flatten()
                })
            }
        };
        let country = country.map(str::to_owned);
        let entity = &mut named.entities[entity];
        // As if a title before the name had told it: people and bodies of one name and two countries are two.
        if entity.reason == BY_NAME {
            entity.id = id_by_name(entity.kind, &entity.name, country.as_deref());
        }
        entity.country = country;
    }
}

/// Who holds an office of a state or an international body acts for it.
fn by_office<'n>(named: &'n Named, offices: &[Office], person: usize) -> Option<&'n str> {
    let body = |office: &Office| named.entities[office.body].state();
    offices.iter().filter(|office| office.person == person).filter(|office| !office.past).find_map(body)
}

/// “King Olav of Norway”, “President Roe of Malta”.
fn of_country(context: &Context<'_>, spans: &[usize], roles: &[&Role]) -> Option<&'static str> {
    if !roles.iter().any(|role| role.before && is_national(role)) {
        return None;
    }
    spans.iter().find_map(|&span| {
        let end = context.spans[span].tokens.end;
        let of = context.form(end) == "of";
        let next = end + 1 + usize::from(context.form(end + 1).eq_ignore_ascii_case("the"));
        of.then(|| country_of(context.gazetteer, &context.spans[context.span_at(next)?])).flatten()
    })
}

/// The country that had a leader of that name and title, at whatever time, if there is but one: old presidents keep the
/// title, and the day of a document may be that of a copy.
fn by_leaders_name(context: &Context<'_>, spans: &[usize], roles: &[&Role]) -> Option<&'static str> {
    let titled = roles.iter().find(|role| {
        matches!(role.kind, OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment | OfficeKind::Leader)
            && role.country.is_none()
    });
    let administration = || spans.iter().any(|&span| is_administration(context.form(context.spans[span].tokens.end)));
    let kind = match titled {
        Some(role) => role.kind,
        None if administration() => OfficeKind::HeadOfState,
        None => return None,
    };
    let key = spans.iter().map(|&span| &*context.spans[span].key).max_by_key(|key| key.len())?;
    leaders_country(context, key, kind)
}

fn leaders_country(context: &Context<'_>, key: &str, kind: OfficeKind) -> Option<&'static str> {
    let (first, surname) = match key.rsplit_once(' ') {
        Some((first, surname)) => (first.split(' ').next(), surname),
        None => (None, key),
    };
    let same = |entry: &Entry| {
        let theirs = normalize::key(entry.name);
        first
            .is_none_or(|first| theirs.split(' ').next().is_some_and(|their_first| same_first_name(first, their_first)))
    };
    let namesakes: Vec<Entry> =
        context.gazetteer.find(surname, &[NameKind::FamilyName], b"P").take(64).filter(same).collect();
    // The first of the kinds is what the title means in the first place.
    kind.terms().iter().find_map(|kind| {
        let led = |entry: &&Entry| context.gazetteer.terms_of(entry).any(|term| term.principal && term.kind == *kind);
        let countries: BTreeSet<&str> =
            namesakes.iter().filter(led).map(|entry| entry.country).filter(|code| code.len() == 3).collect();
        let mut named = countries.iter().filter(|country| context.mentions_of_country(country) > 0);
        match (countries.len(), named.next(), named.next()) {
            (1, ..) => countries.first().copied(),
            (_, Some(country), None) => Some(*country),
            _ => None,
        }
    })
}

/// “the Reagan administration” as a name: the country that its leader led.
fn by_administration(context: &Context<'_>, spans: &[usize]) -> Option<&'static str> {
    spans.iter().find_map(|&span| {
        let (leader, last) = context.spans[span].key.rsplit_once(' ')?;
        is_administration(last).then(|| leaders_country(context, leader, OfficeKind::HeadOfState)).flatten()
    })
}

fn is_administration(word: &str) -> bool {
    matches!(word, "administration" | "government" | "regime" | "cabinet")
}

/// “Port Workers' Union of Valletta”, “Bank of Malta”: the country of the town in the name, or the country itself.
fn of_town(context: &Context<'_>, spans: &[usize]) -> Option<&'static str> {
    let key = spans.iter().map(|&span| &*context.spans[span].key).max_by_key(|key| key.len())?;
    let (_, town) = key.rsplit_once(" of ")?;
    let town = town.strip_prefix("the ").unwrap_or(town);
    let mut states = context.gazetteer.find(town, &[NameKind::Name, NameKind::Alias], b"C");
    if let Some(state) = states.next() {
        return states.all(|other| other.number == state.number).then_some(state.country);
    }
    let mut towns = context.gazetteer.find(town, &[NameKind::Name, NameKind::Alias], b"T");
    let first = towns.next().filter(|entry| !entry.country.is_empty())?;
    towns.all(|other| other.country == first.country).then_some(first.country)
}

/// Whether an office is of one state's, so that its holder belongs to one.
fn is_national(role: &Role) -> bool {
    !matches!(
        role.kind,
        OfficeKind::Honorific
            | OfficeKind::Affiliate
            | OfficeKind::Trade
            | OfficeKind::Ambassador
            | OfficeKind::Spokesperson
            | OfficeKind::BodyHead
    )
}

/// Whether an organization works within one state, by its name or by what the text calls it.
fn is_domestic(context: &Context<'_>, spans: &[usize]) -> bool {
    spans.iter().any(|&index| {
        let span: &Span = &context.spans[index];
        let head = context.tree.head_of(&span.tokens);
        let named = span.key.split(' ').any(lexicon::is_domestic_body);
        let called = context
            .tree
            .head(head)
            .filter(|_| matches!(context.tree.relation(head), "appos" | "flat" | "nmod" | "compound"))
            .into_iter()
            .chain(context.tree.children(head))
            .any(|noun| lexicon::is_domestic_body(&context.lemma(noun).to_lowercase()));
        named || called
    })
}

/// The one country that the first sentence about somebody speaks of, else the one that the document does; none where that
/// country is somebody else in the sentence: “President Roe thanked Norway”.
fn only(context: &Context<'_>, named: &Named, spans: &[usize]) -> Option<&'static str> {
    let sentence = context.sentence_of(context.spans[*spans.first()?].tokens.start)?;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut abroad: BTreeSet<&str> = BTreeSet::new();
    let mut at = sentence.start;
    while at < sentence.end.min(sentence.start + 200) {
        let Some(index) = context.span_at(at) else {
            at += 1;
            continue;
        };
        let span = &context.spans[index];
        let town = || capital_of(context.gazetteer, span).map(|town| town.country);
        if let Some(country) = country_of(context.gazetteer, span).or_else(town) {
            let head = context.tree.head_of(&span.tokens);
            if !is_setting(context, head) {
                return None;
            }
            found.insert(country);
        } else if let Some(other) = named.of_span[index].and_then(|entity| named.entities[entity].country.as_deref()) {
            abroad.insert(other);
        }
        at = span.tokens.end;
    }
    if found.is_empty() {
        // A country that the text names as somebody else, whom others praise or accuse, tells nothing of whose its officials are.
        let set = |country: &&str| {
            let mut named = context.spans.iter().filter(|span| {
                let town = || capital_of(context.gazetteer, span).map(|town| town.country);
                country_of(context.gazetteer, span).or_else(town) == Some(*country)
            });
            named.any(|span| is_setting(context, context.tree.head_of(&span.tokens)) || is_credit(context, span))
        };
        found = context.countries.keys().filter(|country| set(country)).copied().collect();
        found.retain(|_| context.countries.len() == 1);
    }
    // “President Roe met the Greek leader in Malta”: guests of a country are not its own.
    let own = found.first().copied().filter(|_| found.len() == 1)?;
    abroad.into_iter().all(|other| other == own).then_some(own)
}

/// Whether a name stands in a dateline or byline.
fn is_credit(context: &Context<'_>, span: &Span) -> bool {
    matches!(context.line_of(span.tokens.start), LineKind::Dateline | LineKind::Byline)
}

/// Whether the name of a country only tells where, or whose something is: “in Norway”, “the Norwegian press”.
fn is_setting(context: &Context<'_>, head: usize) -> bool {
    let (_, relation) = context.tree.governor(head);
    let case = context.tree.case(head);
    match case.as_deref() {
        Some("in" | "of" | "throughout" | "across" | "inside" | "within" | "around" | "at" | "near") => true,
        Some(_) => context.tree.is_possessive(head),
        None => matches!(relation, "amod" | "compound" | "nmod" | "flat" | "appos" | "dep"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::entity::id_by_name;
    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization, People, Person};
    use std::ops::Range;

    /// `name country` of each person and organization that the text mentions.
    fn countries(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        let named = resolution.entities.iter().filter(|entity| entity.mentions > 0 && entity.iso3.is_none());
        named.map(|entity| format!("{} {}", entity.name, entity.country.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn who_is_called_of_a_country_acts_for_it() {
        let spec = "King:PROPN:2:nmod Graywick:PROPN:5:nsubj of:ADP:4:case Norway:PROPN:2:nmod praised:VERB:0:root:praise Malta:PROPN:5:obj";
        let names = [(1..2, Person), (3..4, Location), (5..6, Location)];
        assert_eq!(countries(spec, &names), ["Graywick NOR"]);
        // a title makes the difference
        let spec = spec.replace("King", "Carpenter");
        assert_eq!(countries(&spec, &names), ["Graywick -"]);
    }

    #[test]
    fn people_of_one_name_and_two_countries_are_two() {
        let id = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(1..2, Person), (3..4, Location), (5..6, Location)]);
            let people = resolve(&document, &analysis).entities;
            people.into_iter().find(|entity| entity.name == "Graywick").map(|entity| entity.id)
        };
        let spec = "King:PROPN:2:nmod Graywick:PROPN:5:nsubj of:ADP:4:case Norway:PROPN:2:nmod praised:VERB:0:root:praise Malta:PROPN:5:obj";
        assert_eq!(id(spec), Some(id_by_name(super::EntityType::Person, "Graywick", Some("NOR"))));
        assert_eq!(
            id(&spec.replace("Norway", "Sweden")),
            Some(id_by_name(super::EntityType::Person, "Graywick", Some("SWE")))
        );
        assert_eq!(
            id(&spec.replace("King", "Carpenter")),
            Some(id_by_name(super::EntityType::Person, "Graywick", None))
        );
    }

    #[test]
    fn the_setting_of_a_sentence_tells_whose_its_offices_are() {
        let spec = "Rebels:NOUN:4:nsubj in:ADP:3:case Norway:PROPN:1:nmod praised:VERB:0:root:praise President:PROPN:6:nmod Graywick:PROPN:4:obj";
        assert_eq!(countries(spec, &[(2..3, Location), (5..6, Person)]), ["Graywick NOR"]);
        // but not whom he acts on
        let spec = "President:PROPN:2:nmod Graywick:PROPN:3:nsubj praised:VERB:0:root:praise Norway:PROPN:3:obj";
        assert_eq!(countries(spec, &[(1..2, Person), (3..4, Location)]), ["Graywick -"]);
    }

    #[test]
    fn old_leaders_and_their_administrations_keep_their_country() {
        let spec = "President:PROPN:2:nmod Reagan:PROPN:3:nsubj praised:VERB:0:root:praise Malta:PROPN:3:obj";
        assert_eq!(countries(spec, &[(1..2, Person), (3..4, Location)]), ["Reagan USA"]);
        let spec = "Reagan:PROPN:2:compound administration:NOUN:3:nsubj praised:VERB:0:root:praise Malta:PROPN:3:obj";
        assert_eq!(countries(spec, &[(0..2, Organization), (3..4, Location)]), ["Reagan administration USA"]);
    }

    #[test]
    fn bodies_are_of_the_town_in_their_name_or_of_the_country_around_them() {
        let spec =
            "Carpenters:PROPN:4:nsubj of:ADP:3:case Valletta:PROPN:1:nmod praised:VERB:0:root:praise it:PRON:4:obj";
        assert_eq!(countries(spec, &[(0..3, Organization)]), ["Carpenters of Valletta MLT"]);
        let spec = "Norwegian:ADJ:2:amod newspaper:NOUN:4:nsubj Graytide:PROPN:2:appos praised:VERB:0:root:praise it:PRON:4:obj";
        assert_eq!(countries(spec, &[(0..1, People), (2..3, Organization)]), ["Graytide NOR"]);
    }
}
