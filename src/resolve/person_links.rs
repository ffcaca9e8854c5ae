//! A person's names, titles and surroundings in; the gazetteer's person that they mean out, if one is clearly better than
//! all others. No link is better than a wrong one.

use std::collections::BTreeMap;

use super::context::Context;
use super::gazetteer::{Entry, NameKind, Term};
use super::lexicon::{self, OfficeKind};
use super::normalize::{distance, is_misspelling, key, same_first_name, skeleton};
use super::people::{Cluster, differ_in_suffix, differ_in_the_middle, surname};
use super::ships;
use super::spans::Span;
use super::titles::Role;

/// A link with how sure it is and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) entry: Entry,
    /// From 0 to 1.
    pub(super) confidence: f32,
    /// In a few words.
    pub(super) reason: &'static str,
}

/// What must be reached for a link, and by how much the best must lead.
const THRESHOLD: f32 = 4.0;
const LEAD: f32 = 0.75;

/// The fewest consonants by which spellings of a surname tell enough.
const BONES: usize = 3;

/// Years that somebody has at least who takes an office.
const OF_AGE: i32 = 18;

/// How many people of a family name the gazetteer may know for it to mean the leader in office wherever it stands.
const NAMESAKES: usize = 3;

/// How a candidate was found, and how much that alone says.
struct Candidate {
    entry: Entry,
    score: f32,
    reason: &'static str,
}

/// Links a person.
pub(super) fn link(context: &Context<'_>, spans: &[Span], roles: &[&Role], cluster: &Cluster) -> Option<Link> {
    let mut candidates: BTreeMap<u32, Candidate> = BTreeMap::new();
    let mut propose = |entry: Entry, score: f32, reason: &'static str| {
        let known = candidates.entry(entry.number).or_insert(Candidate { entry, score, reason });
        if score > known.score {
            *known = Candidate { entry, score, reason };
        }
    };
    if cluster.key.contains(' ') {
        by_full_name(context, spans, cluster, &mut propose);
    } else {
        by_surname(context, cluster, &mut propose);
    }
    by_office(context, roles, cluster, &mut propose);
    if !cluster.key.contains(' ') {
        by_title(context, roles, cluster, &mut propose);
    }
    // “King Salman” is no minister of that name.
    if roles.iter().any(|role| role.monarch) {
        candidates.retain(|_, candidate| {
            context.gazetteer.terms_of(&candidate.entry).any(|term| term.kind == "head_of_state")
                || context.gazetteer.terms_of(&candidate.entry).next().is_none()
        });
    }
    let mut scored: Vec<(f32, Candidate)> = candidates
        .into_values()
        .map(|candidate| (candidate.score + evidence(context, roles, &candidate.entry), candidate))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.entry.number.cmp(&b.1.entry.number)));
    let age = age(context, spans, cluster);
    let aged = |entry: &Entry| {
        let years = context.day.zip(entry.born()).map(|(day, born)| chrono::Datelike::year(&day) - born);
        // Who held an office is of age.
        let held = context.gazetteer.terms_of(entry).filter_map(|term| term.start.get(..4)?.parse::<i32>().ok()).min();
        let least = context.day.zip(held).map(|(day, held)| chrono::Datelike::year(&day) - held + OF_AGE);
        years.zip(age).is_some_and(|(theirs, age)| !(age..=age + 1).contains(&theirs))
            || least.zip(age).is_some_and(|(least, age)| age < least)
    };
    scored.retain(|(_, candidate)| !aged(&candidate.entry));
    let (best, candidate) = scored.first()?;
    if is_private(context, spans, roles, cluster) || is_ship(context, spans, cluster) {
        return None;
    }
    // The same person may have two entries; only another item is a rival.
    let rival = scored
        .iter()
        .skip(1)
        .find(|(_, other)| other.entry.item.is_empty() || other.entry.item != candidate.entry.item);
    if *best < THRESHOLD || rival.is_some_and(|(score, _)| best - score < LEAD) {
        return None;
    }
    Some(Link { entry: candidate.entry, confidence: (best / 8.0).clamp(0.5, 0.99), reason: candidate.reason })
}

/// How many titles may be the first words of a ship's name.
const MOST_RANKS: usize = 3;

/// “the USS Ada Roe”, “the tanker Ada Roe”: every time that the text has the name, it is a ship's.
pub(super) fn is_ship(context: &Context<'_>, spans: &[Span], cluster: &Cluster) -> bool {
    cluster.spans.iter().all(|&span| {
        // “the frigate Admiral Roe”
        let words = (0..spans[span].tokens.start).rev().map(|token| context.form(token));
        let before = words.take(MOST_RANKS).find(|word| lexicon::title(word).is_none()).unwrap_or_default();
        ships::is_mark(before) || is_of_a_thing(context, &spans[span])
    })
}

/// “the Ada Roe left port”: a whole name with an article and nothing that it describes.
fn is_of_a_thing(context: &Context<'_>, span: &Span) -> bool {
    let Some(article) = span.tokens.start.checked_sub(1) else { return false };
    let inside = context.tree.head(article).is_some_and(|head| span.tokens.contains(&head));
    span.tokens.len() > 1
        && inside
        && matches!(context.form(article), "the" | "The")
        && !matches!(context.form(span.tokens.end), "of" | "who" | "that")
}

/// Whether what the text tells of somebody is against every public figure of the name: a town and no office (“Ada Roe, 43, of
/// Springfield”), a private trade (“Ada Roe, a chef”), or an age that is not theirs.
pub(super) fn is_private(context: &Context<'_>, spans: &[Span], roles: &[&Role], cluster: &Cluster) -> bool {
    let official = |role: &&Role| !role.kind.is_affiliation() && role.kind != OfficeKind::Honorific;
    let humble = |role: &&Role| {
        let words = role.tokens.clone().map(|token| context.lemma(token).to_lowercase());
        words.into_iter().any(|word| lexicon::is_private(&word))
    };
    if roles.iter().any(humble) || cluster.spans.iter().any(|&span| is_called_private(context, &spans[span])) {
        return true;
    }
    if roles.iter().any(official) {
        return false;
    }
    cluster.spans.iter().any(|&span| {
        let end = spans[span].tokens.end;
        let form = |at: usize| context.form(end + at);
        let age = form(1).parse().is_ok_and(|age: u32| (1..120).contains(&age));
        let town = if form(2) == "," { 3 } else { 2 };
        form(0) == "," && age && matches!(form(town), "of" | "from")
    })
}

/// “Ada Roe, a nurse”, “Ada Roe, who works as a nurse”, “neighbour Ada Roe”.
fn is_called_private(context: &Context<'_>, span: &Span) -> bool {
    let tree = &context.tree;
    let head = tree.head_of(&span.tokens);
    let private = |noun: usize| lexicon::is_private(&context.lemma(noun).to_lowercase());
    let beside =
        || tree.with_relation(head, &["appos"]).chain(tree.head(head).filter(|_| tree.relation(head) == "appos"));
    let works_as = || {
        let clauses = tree.with_relation(head, &["acl"]);
        clauses.into_iter().any(|verb| {
            let works = matches!(context.lemma(verb), "work" | "serve");
            works && tree.with_relation(verb, &["obl"]).any(private) || private(verb)
        })
    };
    // “Constable Ada Roe”: a trade before the name that is no title.
    let before = span.tokens.start.checked_sub(1).is_some_and(private);
    before || beside().any(private) || works_as()
}

/// The age that the text gives somebody: “Ada Roe, 43,” or “Ada Roe (43)”.
fn age(context: &Context<'_>, spans: &[Span], cluster: &Cluster) -> Option<i32> {
    cluster.spans.iter().find_map(|&span| {
        let end = spans[span].tokens.end;
        let closed = matches!(context.form(end + 2), "," | ")" | "." | ";" | "of" | "from");
        let opened = matches!(context.form(end), "," | "(") && closed;
        context.form(end + 1).parse().ok().filter(|age: &i32| opened && (10..110).contains(age))
    })
}

fn by_full_name(
    context: &Context<'_>,
    spans: &[Span],
    cluster: &Cluster,
    propose: &mut impl FnMut(Entry, f32, &'static str),
) {
    let mut keys: Vec<&str> =
        cluster.spans.iter().map(|&span| &*spans[span].key).filter(|key| key.contains(' ')).collect();
    keys.push(&cluster.key);
    keys.sort_unstable();
    keys.dedup();
    for full in keys {
        for entry in context.gazetteer.find(full, &[NameKind::Name, NameKind::Alias], b"P") {
            propose(entry, 3.0, "name");
        }
        for entry in context.gazetteer.find(&format!("~{}", skeleton(full)), &[NameKind::Alias], b"P") {
            // Few consonants tell little: “Louie” is no “Loy”.
            let theirs = key(entry.name);
            let (ours, their_last) = (surname(full), surname(&theirs));
            let limit = ours.len().max(their_last.len()) / 2;
            let far = distance(ours, their_last, limit) > limit;
            if far || skeleton(ours).chars().count() < BONES && !is_misspelling(ours, their_last) {
                continue;
            }
            // Names of English have one spelling: “Hedges” is no “Hodges”.
            if matches!(entry.country, "USA" | "GBR" | "CAN" | "AUS" | "NZL" | "IRL") && ours != their_last {
                continue;
            }
            // Names of other countries sound alike: “Ada Roe” is no “Ade Rua” of a country that the text does not name.
            let score = if context.mentions_of_country(entry.country) > 0 { 2.4 } else { 1.0 };
            propose(entry, score, "spelling of the name");
        }
        let Some((first, _)) = full.split_once(' ') else { continue };
        for entry in context.gazetteer.find(surname(full), &[NameKind::FamilyName], b"P").take(64) {
            let theirs = key(entry.name);
            let same = theirs.split(' ').next().is_some_and(|name| same_first_name(first, name));
            if same && !differ_in_the_middle(full, &theirs) && !differ_in_suffix(full, &theirs) {
                propose(entry, 2.5, "short form of the name");
            }
        }
    }
}

/// A surname alone is linked only to those who lead a state on the day, or who bear it alone in the gazetteer.
fn by_surname(context: &Context<'_>, cluster: &Cluster, propose: &mut impl FnMut(Entry, f32, &'static str)) {
    let found: Vec<Entry> = context.gazetteer.find(&cluster.key, &[NameKind::FamilyName], b"P").take(64).collect();
    // A surname that many bear needs its country in the text.
    let common = found.len() > NAMESAKES;
    let foremost = foremost(context, &found).map(|entry| entry.number);
    for entry in found {
        // Monarchs are called by their first names with a title alone.
        if is_first_name_of(&cluster.key, &entry) {
            continue;
        }
        let leads = |term: Term| context.day.is_some_and(|day| term.leads(day));
        let near = !common || context.mentions_of_country(entry.country) > 0;
        if near && entry.weight >= 9 && context.gazetteer.terms_of(&entry).any(leads) {
            propose(entry, 2.5, "surname of a leader in office");
        } else if foremost == Some(entry.number) && context.topic.sports < 0.3 {
            propose(entry, 1.5, "surname of whom the news means by it");
        } else if entry.weight >= 4 {
            propose(entry, 0.5, "surname");
        }
    }
}

/// The one of the bearers of a surname whom the news speaks of far more than of all others together, while in office.
fn foremost(context: &Context<'_>, bearers: &[Entry]) -> Option<Entry> {
    const SPOKEN_OF: u32 = 8;
    const LEAD: u32 = 3;
    let day = context.day?;
    let first = bearers.iter().max_by_key(|entry| (entry.links, std::cmp::Reverse(entry.number)))?;
    let other = |entry: &&Entry| entry.number != first.number && (entry.item.is_empty() || entry.item != first.item);
    let others: u32 = bearers.iter().filter(other).map(|entry| entry.links).sum();
    let holds = || context.gazetteer.terms_of(first).any(|term| term.principal && term.lasts(day));
    (first.links >= SPOKEN_OF && first.links > LEAD * others && holds()).then_some(*first)
}

/// Whether a name of one word is a surname by which the news means somebody who leads a state or its diplomacy on the day.
pub(super) fn is_surname_of_the_news(context: &Context<'_>, key: &str) -> bool {
    let bearers: Vec<Entry> = context.gazetteer.find(key, &[NameKind::FamilyName], b"P").take(64).collect();
    foremost(context, &bearers).is_some()
}

/// Whether a name is the first of several of an entry's, so that only monarchs are called by it alone.
fn is_first_name_of(name: &str, entry: &Entry) -> bool {
    let theirs = key(entry.name);
    let regnal = |rest: &str| rest.starts_with("of ") || rest.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    theirs.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')).is_some_and(regnal)
}

/// “President Zelensky”, “King Felipe”: a title without a state is of the one of that name who is in such an office on the day,
/// whatever states the text speaks of. A surname without a title, in a spelling that nobody else bears, is a leader's.
fn by_title(
    context: &Context<'_>,
    roles: &[&Role],
    cluster: &Cluster,
    propose: &mut impl FnMut(Entry, f32, &'static str),
) {
    let Some(day) = context.day else { return };
    let bones = skeleton(&cluster.key);
    let spelled = || {
        let key = format!("~{bones}");
        let near = |entry: &Entry| {
            let theirs = key_of_surname(entry);
            distance(&cluster.key, &theirs, 2) <= 2
        };
        let found = context.gazetteer.find(&key, &[NameKind::FamilyName], b"P").filter(near);
        found.collect::<Vec<Entry>>()
    };
    let exact: Vec<Entry> = context.gazetteer.find(&cluster.key, &[NameKind::FamilyName], b"P").collect();
    let long = bones.chars().count() >= BONES;
    for role in roles.iter().filter(|role| role.country.is_none() && !role.former && !role.private) {
        let Some(kinds) = offices_of_state(context, role) else { continue };
        let holds = |entry: &&Entry| {
            (role.monarch || !is_first_name_of(&cluster.key, entry))
                && context.gazetteer.terms_of(entry).any(|term| {
                    kinds.contains(&term.kind)
                        && term.principal
                        && term.lasts(day)
                        && (!role.monarch || reigns(term.label))
                })
        };
        let alone = |entries: &[Entry]| {
            let mut holders = entries.iter().filter(holds);
            let first = holders.next()?;
            // Presidents of before keep their title: “President Obama” is no prime minister of that name.
            let before = |other: &&Entry| {
                other.number != first.number
                    && other.links > first.links
                    && context.gazetteer.terms_of(other).any(|term| kinds.contains(&term.kind))
            };
            let alone = holders.all(|other| other.number == first.number);
            (alone && !entries.iter().any(|other| before(&other))).then_some(*first)
        };
        if let Some(entry) = alone(&exact) {
            propose(entry, 3.0, "title and surname of one in office");
        } else if let Some(entry) = Some(spelled()).filter(|_| long).and_then(|entries| alone(&entries)) {
            propose(entry, 2.6, "title and a spelling of the surname of one in office");
        }
    }
    if exact.is_empty() && long && roles.is_empty() {
        let leads = |entry: &&Entry| context.gazetteer.terms_of(entry).any(|term| term.leads(day));
        let entries = spelled();
        let mut leaders = entries.iter().filter(leads);
        if let (Some(entry), None) = (leaders.next(), leaders.next()) {
            propose(*entry, 2.0, "spelling of the surname of a leader in office");
        }
    }
}

/// The terms that somebody with this title may serve, where it is one of those who lead a state or speak for it.
fn offices_of_state(context: &Context<'_>, role: &Role) -> Option<&'static [&'static str]> {
    let chairs = || role.tokens.clone().any(|token| context.form(token).eq_ignore_ascii_case("chairman"));
    match role.kind {
        OfficeKind::HeadOfState => Some(&["head_of_state"]),
        OfficeKind::HeadOfGovernment
        | OfficeKind::ForeignMinister
        | OfficeKind::DefenseMinister
        | OfficeKind::FinanceMinister
        | OfficeKind::Leader => Some(role.kind.terms()),
        OfficeKind::BodyHead if chairs() => Some(&["head_of_state"]),
        _ => None,
    }
}

/// Whether an office is a monarch's. A governor-general who is called Charles is no king.
fn reigns(label: &str) -> bool {
    let mut words = label.split(' ').map(str::to_lowercase);
    words.any(|word| {
        matches!(
            &*word,
            "king" | "queen" | "emir" | "sultan" | "emperor" | "pope" | "monarch" | "prince" | "duke" | "leader"
        )
    })
}

fn key_of_surname(entry: &Entry) -> String {
    surname(&key(entry.name)).to_owned()
}

/// Those who held the office of the title on the day, if their surname is near the name in the text.
fn by_office(
    context: &Context<'_>,
    roles: &[&Role],
    cluster: &Cluster,
    propose: &mut impl FnMut(Entry, f32, &'static str),
) {
    let surname = surname(&cluster.key);
    for role in roles.iter().filter(|role| !role.private) {
        for country in bodies(context, role) {
            let kinds: &[&str] = if role.monarch { &["head_of_state"] } else { role.kind.terms() };
            for term in kinds.iter().flat_map(|kind| context.gazetteer.terms_of_body(country, Some(kind))) {
                let in_office =
                    context.day.is_none_or(|day| if role.former { term.began_by(day) } else { term.may_cover(day) });
                if !in_office {
                    continue;
                }
                let Some(entry) = context.gazetteer.entry(term.person) else { continue };
                let theirs = key(entry.name);
                let family = theirs.rsplit(' ').next().unwrap_or_default();
                let (first, their_first) = (cluster.key.split(' ').next(), theirs.split(' ').next());
                let single = !cluster.key.contains(' ');
                let same = single || first.zip(their_first).is_some_and(|(a, b)| same_first_name(a, b) || a == family);
                // Another first name is another person, but for one letter or two.
                let near = same || first.zip(their_first).is_some_and(|(a, b)| is_misspelling(a, b));
                if !near || differ_in_the_middle(&cluster.key, &theirs) {
                    continue;
                }
                if family == surname || their_first == Some(surname) && single {
                    propose(entry, if same { 2.6 } else { 1.2 }, "office, date and surname");
                } else if term.principal
                    && context.day.is_some_and(|day| term.covers(day))
                    && is_misspelling(surname, family)
                {
                    propose(entry, 2.0, "office, date and a near surname");
                }
            }
        }
    }
}

/// The states whose office a title may be: the one it names, else those that the document speaks of most.
fn bodies<'c>(context: &'c Context<'_>, role: &Role) -> Vec<&'c str> {
    if let Some(country) = role.country {
        return vec![country];
    }
    if role.kind == OfficeKind::Honorific || role.kind.is_affiliation() {
        return Vec::new();
    }
    let mut ranked: Vec<(&str, u32)> = context.countries.iter().map(|(country, count)| (*country, *count)).collect();
    ranked.sort_by_key(|&(country, count)| (std::cmp::Reverse(count), country));
    ranked.into_iter().take(6).map(|(country, _)| country).collect()
}

/// What speaks for or against a candidate besides the name.
fn evidence(context: &Context<'_>, roles: &[&Role], entry: &Entry) -> f32 {
    let mut score = 0.0;
    let terms: Vec<Term> = context.gazetteer.terms_of(entry).collect();
    let held = |role: &Role, term: &Term| {
        role.kind.terms().contains(&term.kind)
            && role.country.is_none_or(|country| country == term.body)
            && context.day.is_none_or(|day| if role.former { term.began_by(day) } else { term.may_cover(day) })
    };
    let official: Vec<&&Role> =
        roles.iter().filter(|role| !role.kind.is_affiliation() && role.kind != OfficeKind::Honorific).collect();
    if official.iter().any(|role| terms.iter().any(|term| held(role, term))) {
        score += 2.0;
    }
    let named: Vec<&str> = roles.iter().filter_map(|role| role.country).collect();
    if named.contains(&entry.country) || terms.iter().any(|term| named.contains(&term.body)) {
        score += 1.5;
    } else if !named.is_empty() && !roles.iter().any(|role| role.kind == OfficeKind::Ambassador) {
        score -= 2.0;
    }
    match context.mentions_of_country(entry.country) {
        // Of a member of some parliament there are namesakes in every country.
        0 if entry.country == "IGO" => {}
        0 if entry.links == 0 && entry.weight < 7 && official.is_empty() && !context.speaks_of(entry.country) => {
            score -= 0.6;
        }
        0 => {}
        1 => score += 1.2,
        _ => score += 1.5,
    }
    score += entry.weight as f32 * 0.12;
    // Whom the news of the time speaks of is meant before a namesake.
    score += match entry.links {
        0 => 0.0,
        1 => 0.6,
        2..=4 => 1.0,
        _ => 1.5,
    };
    if let Some(day) = context.day {
        if terms.iter().any(|term| term.lasts(day)) {
            score += 0.8;
        } else if !terms.is_empty() && !terms.iter().any(|term| term.began_by(day)) {
            score -= 1.5;
        }
        if entry.born().is_some_and(|born| chrono::Datelike::year(&day) - born < 18) {
            score -= 5.0;
        }
    }
    score
}
