//! A person's names, titles and surroundings in; the gazetteer's person that they mean out, if one is clearly better than
//! all others. No link is better than a wrong one.

use std::collections::BTreeMap;

use super::context::Context;
use super::gazetteer::{Entry, NameKind, Term};
use super::lexicon::{self, OfficeKind};
use super::normalize::{is_misspelling, key, skeleton};
use super::people::Cluster;
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
    let mut scored: Vec<(f32, Candidate)> = candidates
        .into_values()
        .map(|candidate| (candidate.score + evidence(context, roles, &candidate.entry), candidate))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.entry.number.cmp(&b.1.entry.number)));
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

/// “the USS Ada Roe”: every time that the text has the name, it is a ship's.
pub(super) fn is_ship(context: &Context<'_>, spans: &[Span], cluster: &Cluster) -> bool {
    cluster.spans.iter().all(|&span| {
        let before = spans[span].tokens.start.checked_sub(1).map_or("", |token| context.form(token));
        matches!(
            before,
            "USS" | "HMS" | "USNS" | "INS" | "HMAS" | "HMCS" | "USCGC" | "carrier" | "destroyer" | "frigate"
        )
    })
}

/// “Ada Roe, 43, of Springfield”: somebody whose age and home town the text gives, and no office, is in none of the tables.
fn is_private(context: &Context<'_>, spans: &[Span], roles: &[&Role], cluster: &Cluster) -> bool {
    let official = |role: &&Role| !role.kind.is_affiliation() && role.kind != OfficeKind::Honorific;
    !roles.iter().any(official)
        && cluster.spans.iter().any(|&span| {
            let end = spans[span].tokens.end;
            let form = |at: usize| context.form(end + at);
            let age = form(1).parse().is_ok_and(|age: u32| (1..120).contains(&age));
            let town = if form(2) == "," { 3 } else { 2 };
            form(0) == "," && age && matches!(form(town), "of" | "from")
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
            // Names of other countries sound alike: “Ada Roe” is no “Ade Rua” of a country that the text does not name.
            let score = if context.mentions_of_country(entry.country) > 0 { 2.4 } else { 1.0 };
            propose(entry, score, "spelling of the name");
        }
        let (Some((first, _)), Some((_, last))) = (full.split_once(' '), full.rsplit_once(' ')) else { continue };
        for entry in context.gazetteer.find(last, &[NameKind::FamilyName], b"P").take(64) {
            let theirs = key(entry.name);
            let same = theirs.split(' ').next().is_some_and(|name| lexicon::same_first_name(first, name));
            if same && !differ_in_the_middle(full, &theirs) {
                propose(entry, 2.5, "short form of the name");
            }
        }
    }
}

/// Whether two full names have middle names or initials that differ: “Ada B. Roe” is not “Ada C. Roe”.
fn differ_in_the_middle(a: &str, b: &str) -> bool {
    let initial = |name: &str| {
        let (_, rest) = name.split_once(' ')?;
        rest.rsplit_once(' ')?.0.chars().next()
    };
    initial(a).zip(initial(b)).is_some_and(|(a, b)| a != b)
}

/// A surname alone is linked only to those who lead a state on the day, or who bear it alone in the gazetteer.
fn by_surname(context: &Context<'_>, cluster: &Cluster, propose: &mut impl FnMut(Entry, f32, &'static str)) {
    let found: Vec<Entry> = context.gazetteer.find(&cluster.key, &[NameKind::FamilyName], b"P").take(64).collect();
    // A surname that many bear needs its country in the text.
    let common = found.len() > NAMESAKES;
    for entry in found {
        let leads = |term: Term| context.day.is_some_and(|day| term.leads(day));
        let near = !common || context.mentions_of_country(entry.country) > 0;
        if near && entry.weight >= 9 && context.gazetteer.terms_of(&entry).any(leads) {
            propose(entry, 2.5, "surname of a leader in office");
        } else if entry.weight >= 4 {
            propose(entry, 0.5, "surname");
        }
    }
}

/// Those who held the office of the title on the day, if their surname is near the name in the text.
fn by_office(
    context: &Context<'_>,
    roles: &[&Role],
    cluster: &Cluster,
    propose: &mut impl FnMut(Entry, f32, &'static str),
) {
    let surname = cluster.key.rsplit(' ').next().unwrap_or_default();
    for role in roles {
        for country in bodies(context, role) {
            let kinds = role.kind.terms();
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
                let same = single
                    || first.zip(their_first).is_some_and(|(a, b)| lexicon::same_first_name(a, b) || a == family);
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
        if terms.iter().any(|term| term.covers(day)) {
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
