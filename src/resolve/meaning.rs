//! A name that is no person's in; what it means out: a country, a place or an organization, known to the gazetteer or not.

use super::context::{Context, country_of, is_common_name};
use super::gazetteer::{Entry, NameKind};
use super::likelihood::{FLOOR, Way, Weigher};
use super::spans::Span;
use super::whereabouts::{container, division, is_water};
use super::{EntityType, lexicon, normalize, roles, wide};
use crate::analyze::NameType;

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// An entry of the gazetteer.
    Known(Entry, f32, &'static str),
    /// Something that the gazetteer does not know, with its country where the text tells.
    Unknown(EntityType, Option<&'static str>),
}

/// What the span of a place, organization or people means here; nothing if it is only part of a longer name.
pub(super) fn of(context: &Context<'_>, index: usize) -> Option<Meaning> {
    let span = &context.spans[index];
    let chosen = choose(context, index)?;
    let country = match span.kind {
        NameType::Organization => adjective(context, span),
        _ => container(context, index),
    };
    if context.weighed.is_some() {
        weigh_others(context, span, country, &chosen);
    }
    let (entry, way, reason) = match chosen {
        Choice::Entry(entry, way, reason) => (entry, way, reason),
        Choice::Unknown(kind, country) => return Some(Meaning::Unknown(kind, country)),
    };
    let weigher = Weigher::new(context, span, country);
    let probability = weigher.weigh(&entry, way);
    // What the tables of the news know is left out only where the text speaks against it.
    if probability >= FLOOR || !weigher.is_doubtful() || context.weighed.is_some() || span.kind == NameType::People {
        return Some(Meaning::Known(entry, probability, reason));
    }
    if weigher.is_of_longer_name() {
        return None;
    }
    // A team is called after its country or town.
    let kind = match span.kind {
        NameType::Organization => EntityType::Organization,
        _ if weigher.is_team() || reason == wide::BARE => EntityType::Organization,
        _ => EntityType::Place,
    };
    Some(Meaning::Unknown(kind, country.filter(|_| !is_water(&span.key))))
}

/// The name with the country before it in full: “U.S. Embassy” is “United States Embassy”.
pub(super) fn spelled_out(context: &Context<'_>, span: &Span) -> String {
    let short = (1..span.tokens.len().min(4)).rev().find_map(|length| {
        let tokens = span.tokens.start..span.tokens.start + length;
        let key = normalize::key(context.text(&tokens));
        let mut states = context.gazetteer.find(&key, &[NameKind::Acronym], b"C");
        Some((tokens.end, states.next()?.name))
    });
    match short {
        Some((end, state)) => format!("{state} {}", context.text(&(end..span.tokens.end))),
        None => span.text.clone(),
    }
}

/// Weighs the bearers of a name that were not chosen, for those who want to know.
fn weigh_others(context: &Context<'_>, span: &Span, country: Option<&str>, chosen: &Choice) {
    let weigher = Weigher::new(context, span, country);
    let mut seen = Vec::new();
    for reference in &span.references {
        let Some(entry) = context.gazetteer.entry(reference.entry).filter(|entry| entry.letter != b'P') else {
            continue;
        };
        let mine = matches!(chosen, Choice::Entry(chosen, ..) if chosen.number == entry.number);
        if !mine && reference.kind != NameKind::Seat && !seen.contains(&entry.number) {
            seen.push(entry.number);
            weigher.weigh(&entry, Way::Name);
        }
    }
}

/// What the rules of the language and the tables choose, before it is weighed.
enum Choice {
    Entry(Entry, Way, &'static str),
    Unknown(EntityType, Option<&'static str>),
}

fn choose(context: &Context<'_>, index: usize) -> Option<Choice> {
    let span = &context.spans[index];
    let found = Found::new(context, span);
    if span.kind == NameType::People {
        return people(context, &found).map(|entry| Choice::Entry(entry, Way::Demonym, "name of a people"));
    }
    if let Some(state) = government(context, index) {
        return Some(state);
    }
    if let Some(seat) = seat(context, index, &found) {
        return Some(seat);
    }
    let states = || found.entries(|kind, entry| entry.letter == b'C' && kind != NameKind::Seat);
    if span.kind == NameType::Organization
        && let Some(body) = organization(context, span, &found)
    {
        return Some(body);
    }
    if let Some(firm) = wide::firm_without_article(context, span) {
        return Some(Choice::Entry(firm, Way::Name, wide::BARE));
    }
    if let Some(division) = division(context, span) {
        return Some(Choice::Entry(division, Way::Name, "part of a state by the noun behind it"));
    }
    if let Some(region) = region(context, index, &found) {
        return Some(Choice::Entry(region, Way::Name, "region by its context"));
    }
    match states().collect::<Vec<_>>()[..] {
        [] => {}
        [state] => return Some(Choice::Entry(state, Way::State, "name of a country")),
        _ => {
            let best = states().max_by_key(|entry| {
                (context.mentions_of_country(entry.country), entry.weight, std::cmp::Reverse(entry.number))
            })?;
            return Some(Choice::Entry(best, Way::State, "the likelier of two countries"));
        }
    }
    if let Some(body) = organization(context, span, &found).filter(|_| !found.has_place()) {
        return Some(body);
    }
    // “the West Bank”, “Somaliland”: what the gazetteer has as a place alone is one, whatever the model takes it for.
    if span.kind == NameType::Organization && found.is_place_of_the_news() {
        return place(context, index, &found);
    }
    if span.kind == NameType::Organization {
        return Some(Choice::Unknown(EntityType::Organization, adjective(context, span)));
    }
    place(context, index, &found)
}

/// The entries that a span may mean.
struct Found(Vec<(NameKind, Entry, u32)>);

impl Found {
    fn new(context: &Context<'_>, span: &Span) -> Self {
        let entry = |reference: &super::Reference| {
            Some((reference.kind, context.gazetteer.entry(reference.entry)?, reference.links))
        };
        Self(span.references.iter().filter_map(entry).collect())
    }

    fn entries<'a>(&'a self, wanted: impl Fn(NameKind, &Entry) -> bool + 'a) -> impl Iterator<Item = Entry> + 'a {
        // An entry may be found by name and alias; once is enough.
        let mut last = u32::MAX;
        self.0.iter().filter(move |(kind, entry, _)| wanted(*kind, entry)).map(|(_, entry, _)| *entry).filter(
            move |entry| {
                let new = entry.number != last;
                last = entry.number;
                new
            },
        )
    }

    /// How often the news means an entry by the name.
    fn links(&self, entry: &Entry) -> u32 {
        self.0.iter().filter(|(_, other, _)| other.number == entry.number).map(|(.., links)| *links).max().unwrap_or(0)
    }

    /// Whether places alone have the name, and the news links to one of them by it.
    fn is_place_of_the_news(&self) -> bool {
        let place = |(_, entry, _): &(NameKind, Entry, u32)| matches!(entry.letter, b'T' | b'R' | b'S');
        self.0.iter().all(place) && self.0.iter().any(|(.., links)| *links > 1)
    }

    fn has_place(&self) -> bool {
        self.0.iter().any(|(_, entry, _)| {
            matches!(entry.letter, b'T' | b'R' | b'S') && (entry.weight > 100_000 || entry.letter == b'S')
        })
    }
}

fn people(context: &Context<'_>, found: &Found) -> Option<Entry> {
    let states: Vec<Entry> = found.entries(|_, entry| entry.letter == b'C').collect();
    match states[..] {
        [] => {
            let mut bodies = found.entries(|_, entry| {
                entry.letter == b'O'
                    && entry.weight >= 6
                    && (entry.class != "political_party" || context.mentions_of_country(entry.country) > 0)
            });
            bodies.next().filter(|_| bodies.next().is_none())
        }
        [state] => Some(state),
        _ => {
            let mut named = states.iter().filter(|state| context.mentions_of_country(state.country) > 0);
            named.next().copied().filter(|_| named.next().is_none())
        }
    }
}

/// “Government of Iraq” and “Iraqi Government” are the state.
fn government(context: &Context<'_>, index: usize) -> Option<Choice> {
    let span = &context.spans[index];
    let rest = span.key.strip_prefix("government of ").or_else(|| span.key.strip_suffix(" government"))?;
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
    let mut states = context.gazetteer.find(rest.trim_start_matches("the "), &kinds, b"C");
    states.next().map(|state| Choice::Entry(state, Way::State, "government of a country"))
}

/// A capital or palace: the state where it acts, else the place.
fn seat(context: &Context<'_>, index: usize, found: &Found) -> Option<Choice> {
    let capital = |kind: NameKind, entry: &Entry| {
        entry.letter == b'S' && entry.class == "seat"
            || entry.letter == b'T' && entry.class == "capital" && matches!(kind, NameKind::Name | NameKind::Alias)
    };
    let span = &context.spans[index];
    let place = found
        .entries(|kind, entry| capital(kind, entry) && !is_namesake(context, span, entry))
        .max_by_key(|entry| entry.weight)?;
    if found.0.iter().any(|(kind, entry, _)| entry.letter == b'C' && *kind != NameKind::Seat) {
        // Singapore, Luxembourg, Monaco: the state is meant unless the model reads more from the context.
        return None;
    }
    // “Tripoli, Lebanon's second city”
    let elsewhere = container(context, index).filter(|&country| country != place.country);
    if elsewhere.is_some_and(|country| {
        found.entries(|_, entry| entry.letter == b'T' && entry.country == country).next().is_some()
    }) {
        return None;
    }
    let seat_of = found
        .entries(|kind, entry| kind == NameKind::Seat && entry.letter == b'C')
        .find(|state| state.country == place.country);
    let state = seat_of.filter(|_| roles::acts_as_state(context, index));
    let state = state.map(|state| of_that_time(context, &state).unwrap_or(state));
    if state.is_some()
        && let Some(union) = union_of(context, span, place.country)
    {
        return Some(Choice::Entry(union, Way::Seat, "seat of the European Union that acts"));
    }
    Some(match state {
        Some(state) => Choice::Entry(state, Way::Seat, "seat of government that acts"),
        None => Choice::Entry(place, Way::Name, "seat of government as a place"),
    })
}

/// The state that had the seat on the day of the text, if it is no more: Moscow was the Soviet Union's.
fn of_that_time(context: &Context<'_>, state: &Entry) -> Option<Entry> {
    let (name, until) = match state.country {
        "RUS" => ("soviet union", (1991, 12, 26)),
        "SRB" => ("yugoslavia", (1992, 4, 27)),
        "CZE" => ("czechoslovakia", (1993, 1, 1)),
        _ => return None,
    };
    let day = context.day?;
    let until = chrono::NaiveDate::from_ymd_opt(until.0, until.1, until.2)?;
    let begun = chrono::NaiveDate::from_ymd_opt(1922, 12, 30)?;
    (begun..until).contains(&day).then(|| context.gazetteer.find(name, &[NameKind::Name], b"C").next()).flatten()
}

/// “Brussels rejected the offer”: the European Union, unless the text speaks of Belgium.
fn union_of(context: &Context<'_>, span: &Span, country: &str) -> Option<Entry> {
    let state = |other: &Span| country_of(context.gazetteer, other) == Some(country);
    if span.key != "brussels" || context.spans.iter().any(state) {
        return None;
    }
    context.gazetteer.find("european union", &[NameKind::Name, NameKind::Alias], b"O").next()
}

fn organization(context: &Context<'_>, span: &Span, found: &Found) -> Option<Choice> {
    let country = adjective(context, span);
    let alone = found.entries(|_, entry| entry.letter == b'O').nth(1).is_none();
    let words = span.key.split(' ').count();
    // What the news links to one body alone: “Liberty and Refoundation”, “the Pentagon”.
    // A title with brackets tells of namesakes: “Foreign Ministry (Oman)”.
    let told_apart =
        |entry: &Entry| entry.title.ends_with(')') && matches!(entry.class, "parliament" | "court" | "government_body");
    let sure = |entry: &Entry| {
        alone && !told_apart(entry) && (entry.links > 0 && words > 2 || found.links(entry) > 0 && entry.links > 3)
    };
    let fits = |kind: NameKind, entry: &Entry| is_organization(context, span, kind, entry, country, sure(entry));
    let mut bodies: Vec<Entry> = found.entries(fits).collect();
    if bodies.is_empty()
        && let Some(country) = country
        && let Some(rest) = without_adjective(context, span)
    {
        let kinds = [NameKind::Name, NameKind::Alias];
        bodies = context.gazetteer.find(&rest, &kinds, b"O").filter(|entry| entry.country == country).collect();
        bodies.dedup();
    }
    let bare = normalize::without_legal_form(&span.key);
    if bodies.is_empty() && bare != span.key {
        bodies = context
            .gazetteer
            .find(bare, &[NameKind::Name, NameKind::Alias], b"O")
            .filter(|entry| fits(NameKind::Name, entry))
            .collect();
        bodies.dedup();
    }
    let rank = |entry: &Entry| (entry.weight >= 6, context.mentions_of_country(entry.country));
    bodies.sort_by_key(|entry| (std::cmp::Reverse((rank(entry), found.links(entry))), entry.number));
    bodies.dedup_by_key(|entry| (entry.item, if entry.item.is_empty() { entry.number } else { 0 }));
    match bodies[..] {
        [] => None,
        [only] => Some(Choice::Entry(only, Way::Name, "name of an organization")),
        [first, second, ..] if rank(&first) > rank(&second) => {
            Some(Choice::Entry(first, Way::Name, "organization of a country in the text"))
        }
        [first, second, ..] if found.links(&first) > 1 && found.links(&first) > 3 * found.links(&second) => {
            Some(Choice::Entry(first, Way::Name, "what the news means by the name"))
        }
        _ => None,
    }
}

fn is_organization(
    context: &Context<'_>,
    span: &Span,
    kind: NameKind,
    entry: &Entry,
    country: Option<&str>,
    sure: bool,
) -> bool {
    let other = |country: &str| country != entry.country && !(entry.country.is_empty() && entry.links > 0);
    if entry.letter != b'O' || country.is_some_and(other) {
        return false;
    }
    let mentioned =
        context.mentions_of_country(entry.country) > 0 || entry.links > 0 && context.speaks_of(entry.country);
    let organization = span.kind == NameType::Organization;
    let elsewhere = || is_of_every_state(&span.key) && context.is_elsewhere(entry.country);
    if matches!(entry.class, "parliament" | "court") && elsewhere() {
        return false;
    }
    if sure && kind != NameKind::Acronym {
        return true;
    }
    match (entry.class, kind) {
        ("parliament" | "political_party" | "court", _) => mentioned,
        ("intergovernmental", NameKind::Acronym) => {
            span.key.len() > 2 || entry.weight >= 6 && matches!(span.key.as_str(), "eu" | "un" | "au")
        }
        ("intergovernmental" | "ngo", _) => true,
        ("government_body", NameKind::Acronym) if entry.weight >= 6 => span.key.len() > 2,
        ("government_body", NameKind::Acronym) => organization && mentioned && span.key.len() > 2,
        ("government_body", _) if entry.weight >= 6 => true,
        ("government_body" | "military", _) => {
            mentioned || country.is_some() || span.key.contains(&normalize::key(country_name(context, entry)))
        }
        ("company" | "bank" | "think_tank", NameKind::Name | NameKind::Alias) => {
            organization && (entry.country.is_empty() || mentioned || entry.weight >= 6 || entry.links > 0)
        }
        ("company" | "bank", NameKind::Acronym) if entry.links > 0 => organization && span.key.len() > 2,
        ("company" | "bank", _) => false,
        (_, NameKind::Acronym) => span.key.len() > 2,
        _ => true,
    }
}

/// “Congress”, “the Supreme Court”: what many states call theirs.
fn is_of_every_state(key: &str) -> bool {
    matches!(
        key,
        "congress"
            | "senate"
            | "parliament"
            | "house of representatives"
            | "national assembly"
            | "supreme court"
            | "constitutional court"
            | "high court"
            | "court of appeal"
            | "court of appeals"
    )
}

fn country_name<'c>(context: &'c Context<'_>, entry: &Entry) -> &'c str {
    context.gazetteer.country(entry.country).map_or("\u{0}", |state| state.name)
}

/// The country whose adjective or name begins an organization's name: “Libyan House of Representatives”.
fn adjective(context: &Context<'_>, span: &Span) -> Option<&'static str> {
    (1..span.tokens.len().min(4)).rev().find_map(|length| {
        let text = context.text(&(span.tokens.start..span.tokens.start + length));
        state_of(context, &normalize::key(text))
    })
}

/// The one state that a key names, or whose people.
pub(super) fn state_of(context: &Context<'_>, key: &str) -> Option<&'static str> {
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
    let mut states = context.gazetteer.find(key, &kinds, b"C");
    let first = states.next()?;
    states.all(|state| state.number == first.number).then_some(first.country)
}

fn without_adjective(context: &Context<'_>, span: &Span) -> Option<String> {
    let length = (1..span.tokens.len().min(4)).rev().find(|&length| {
        let text = context.text(&(span.tokens.start..span.tokens.start + length));
        state_of(context, &normalize::key(text)).is_some()
    })?;
    Some(normalize::key(context.text(&(span.tokens.start + length..span.tokens.end))))
}

/// A state of a federation that shares its name with a country or town: “Representative Roe of Georgia”, “Atlanta, Georgia”.
fn region(context: &Context<'_>, index: usize, found: &Found) -> Option<Entry> {
    let span = &context.spans[index];
    let region = found.entries(|kind, entry| entry.letter == b'R' && kind == NameKind::Name).next()?;
    if context.mentions_of_country(region.country) == 0 {
        return None;
    }
    let head = context.tree.head_of(&span.tokens);
    let governor = context.tree.head(head);
    let of = context.tree.case(head).as_deref() == Some("of");
    let person = governor.is_some_and(|governor| {
        context.span_at(governor).is_some_and(|other| context.spans[other].kind == NameType::Person)
            || lexicon::title(context.lemma(governor)).is_some()
    });
    let previous = index.checked_sub(1).map(|previous| &context.spans[previous]);
    let town = previous.is_some_and(|town| {
        town.tokens.end + 1 == span.tokens.start
            && context.form(town.tokens.end) == ","
            && town
                .references
                .iter()
                .filter_map(|reference| context.gazetteer.entry(reference.entry))
                .any(|entry| entry.letter == b'T' && entry.country == region.country)
    });
    (of && person || town).then_some(region)
}

/// Whether a name is more likely another place's, because its country is nowhere in the text.
fn is_namesake(context: &Context<'_>, span: &Span, entry: &Entry) -> bool {
    is_common_name(span, entry) && context.mentions_of_country(entry.country) == 0
}

/// A town, region, sea or site: the gazetteer's where its size or country speaks for it.
fn place(context: &Context<'_>, index: usize, found: &Found) -> Option<Choice> {
    let span = &context.spans[index];
    let container = container(context, index);
    let alone = found.entries(|_, entry| matches!(entry.letter, b'T' | b'R' | b'S')).nth(1).is_none()
        && context.gazetteer.lookup_wide(&span.key).next().is_none();
    let rank = |entry: &Entry| -> f32 {
        let size = if entry.letter == b'S' { 14.0 } else { (entry.weight as f32 + 1.0).ln() };
        // What the news links to is known though small; where it lies nowhere else, it needs no country.
        let links = found.links(entry).max(entry.links.min(1)) as f32;
        let known = if links > 0.0 {
            size.max(if entry.country.is_empty() { 13.0 } else { 10.0 }) + links.ln_1p()
        } else {
            size
        };
        let country = if container.is_some_and(|country| country == entry.country) {
            10.0
        } else if context.mentions_of_country(entry.country) > 0 {
            6.0
        } else if links > 0.0 && context.speaks_of(entry.country) {
            4.0
        } else {
            0.0
        };
        // No other place of the name is known.
        let alone = if alone && links > 0.0 { 1.5 } else { 0.0 };
        known + country + alone + if matches!(entry.class, "capital" | "continent" | "area") { 3.0 } else { 0.0 }
    };
    let named = |kind: NameKind, entry: &Entry| {
        matches!(entry.letter, b'T' | b'R' | b'S')
            && matches!(kind, NameKind::Name | NameKind::Alias | NameKind::Acronym)
            && !is_namesake(context, span, entry)
            && (kind != NameKind::Acronym || !span.text.chars().any(char::is_lowercase))
    };
    let best = found.entries(named).max_by(|a, b| rank(a).total_cmp(&rank(b)).then(b.number.cmp(&a.number)));
    let sure = best.filter(|entry| {
        container.is_none_or(|country| country == entry.country || entry.country.is_empty()) && rank(entry) > 12.5
    });
    // “Windsor” of a text that speaks of Britain is not the larger one in Canada.
    let nearer = sure
        .filter(|entry| {
            let named = context.mentions_of_country(entry.country) > 0;
            entry.links == 0 && container.is_none() && entry.class != "capital" && !named
        })
        .and_then(|_| nearer(context, span, found));
    if let Some(entry) = nearer {
        return Some(Choice::Entry(entry, Way::Name, "place of a country in the text"));
    }
    match sure {
        Some(entry) => Some(Choice::Entry(entry, Way::Name, "name of a place")),
        // A sea has states on all its shores.
        None => Some(Choice::Unknown(EntityType::Place, container.filter(|_| !is_water(&span.key)))),
    }
}

/// The one place of that name that lies in a country which the text names.
fn nearer(context: &Context<'_>, span: &Span, found: &Found) -> Option<Entry> {
    let wide = context.gazetteer.lookup_wide(&span.key).filter(|reference| reference.kind == NameKind::Name);
    let wide = wide.filter_map(|reference| context.gazetteer.entry(reference.entry));
    let mut near = found
        .entries(|kind, _| kind == NameKind::Name)
        .chain(wide)
        .filter(|entry| matches!(entry.letter, b'T' | b'R' | b'S') && context.mentions_of_country(entry.country) > 0);
    let first = near.next()?;
    near.all(|other| other.number == first.number).then_some(first)
}
