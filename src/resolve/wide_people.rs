//! A person in; the player, artist, scholar or ruler of the wide tables that the full name means out, if the text fits, and
//! how likely that is, or a link that another search found. A surname alone is never linked so, nor a private person of the
//! same name.

use std::collections::BTreeMap;

use super::context::Context;
use super::gazetteer::{Entry, NameKind};
use super::lexicon::{self, OfficeKind};
use super::likelihood::{self, Found};
use super::normalize;
use super::normalize::same_first_name;
use super::people::Cluster;
use super::person_links::{Link, is_ship};
use super::titles::Role;

/// By how much the best fit must lead.
const LEAD: f32 = 1.0;

/// Below that the text contradicts, whatever the name: an official is no artist.
const LEAST: f32 = 2.5;

/// The fit that is a whole.
const WHOLE: f32 = 8.0;

/// How far from a name the words are that tell what somebody does, in tokens.
const REACH: usize = 14;

/// The person that a cluster means, with how sure that is.
pub(super) fn find(context: &Context<'_>, roles: &[&Role], cluster: &Cluster) -> Option<Link> {
    if !cluster.key.contains(' ') || is_ship(context, &context.spans, cluster) {
        return None;
    }
    let mut candidates: BTreeMap<u32, Entry> = BTreeMap::new();
    let kinds = [NameKind::Name, NameKind::Alias];
    let further = context.gazetteer.lookup_wide(&cluster.key).filter(|reference| kinds.contains(&reference.kind));
    for reference in further.chain(context.gazetteer.lookup(&cluster.key)) {
        if let Some(entry) = context.gazetteer.entry(reference.entry).filter(|entry| entry.letter == b'P') {
            candidates.insert(entry.number, entry);
        }
    }
    if is_in_office(context, cluster, &candidates) {
        return None;
    }
    let mut scored: Vec<(f32, Entry)> =
        candidates.into_values().map(|entry| (score(context, roles, cluster, &entry), entry)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.number.cmp(&b.1.number)));
    let (best, entry) = *scored.first()?;
    let rival = scored
        .get(1)
        .is_some_and(|(score, other)| best - score < LEAD && (other.item.is_empty() || other.item != entry.item));
    let weigh = |score: f32, entry: &Entry| {
        let fit = score / WHOLE;
        likely(
            context,
            roles,
            cluster,
            entry,
            &Found { fit, reason: REASON, wide: true, ..around(context, cluster, entry) },
        )
    };
    if context.weighed.is_some() {
        for (score, entry) in scored.iter().skip(1) {
            weigh(*score, entry);
        }
    }
    let confidence = weigh(best, &entry)?;
    (!rival && best >= LEAST).then_some(Link { entry, confidence, reason: REASON })
}

/// Why somebody is linked so.
const REASON: &str = "full name that fits the text";

/// A link of the search among those who hold or held offices, with its probability; none if that is too low.
pub(super) fn check(context: &Context<'_>, roles: &[&Role], cluster: &Cluster, link: Link) -> Option<Link> {
    let found =
        Found { fit: link.confidence, reason: link.reason, wide: false, ..around(context, cluster, &link.entry) };
    let confidence = likelihood::of_person(context, roles, cluster, &link.entry, &found);
    // A surname alone is linked only to who leads, or who bears it alone.
    let unlikely = confidence < likelihood::FLOOR && cluster.key.contains(' ') && context.weighed.is_none();
    let falls = unlikely && speaks_against(context, &link.entry, &found);
    (!falls).then_some(Link { confidence, ..link })
}

/// How well known somebody is whom texts name without their country: who led a state or its diplomacy.
const WORLD: u32 = 7;

/// Whether the text speaks against an official: it is of sport or of another time, tells of a private person, or speaks of
/// other countries alone.
fn speaks_against(context: &Context<'_>, entry: &Entry, found: &Found) -> bool {
    let elsewhere = entry.weight < WORLD && !context.countries.is_empty() && !context.speaks_of(entry.country);
    let day = context.day.map(|day| chrono::Datelike::year(&day));
    let gone = day.is_some_and(|year| entry.died().is_some_and(|died| died < year - 1));
    found.private || elsewhere || gone || context.topic.sports > 0.5
}

/// What the words around the names tell of an entry.
fn around(context: &Context<'_>, cluster: &Cluster, entry: &Entry) -> Found {
    Found {
        occupation: fits_occupation(context, cluster, entry.class),
        private: is_aged(context, cluster),
        ..Found::default()
    }
}

fn likely(context: &Context<'_>, roles: &[&Role], cluster: &Cluster, entry: &Entry, found: &Found) -> Option<f32> {
    let probability = likelihood::of_person(context, roles, cluster, entry, found);
    (context.weighed.is_some() || probability >= likelihood::FLOOR).then_some(probability)
}

/// What speaks for somebody of the tables and against, a reason an addend: in one sum, so that it is rounded the same way.
fn score(context: &Context<'_>, roles: &[&Role], cluster: &Cluster, entry: &Entry) -> f32 {
    let mut score = 3.0;
    let does = fits_occupation(context, cluster, entry.class);
    if does {
        score += 1.5;
    }
    // “Kevin McCarthy (actor)”: a title in brackets tells of namesakes.
    if entry.title.ends_with(')') && !does {
        score -= 1.5;
    }
    // “the candidate Ada Roe” is no singer.
    let famous = matches!(entry.class, "artist" | "athlete" | "scholar" | "criminal");
    if famous
        && !does
        && fits_occupation(context, cluster, "politician")
        && context.topic.politics > context.topic.sports
    {
        score -= 2.0;
    }
    if context.mentions_of_country(entry.country) > 0 {
        score += 1.0;
    }
    // The news knows them: somebody else of that name would be told apart by it.
    score += match entry.links {
        0 => 0.0,
        1 => 1.0,
        2..=4 => 1.5,
        _ => 2.0,
    };
    // Of three names or more few are the same.
    if cluster.key.split(' ').count() > 2 {
        score += 0.7;
    }
    // How well known they are beside their namesakes, by the number of tables and the title.
    score += entry.weight.min(6) as f32 * if entry.links > 0 { 0.0 } else { 0.24 };
    if let Some(day) = context.day {
        let year = chrono::Datelike::year(&day);
        if entry.died().is_some_and(|died| died < year - 1) {
            score -= 1.0;
        }
        if entry.born().is_some_and(|born| year - born < 15) {
            score -= 5.0;
        }
    }
    if entry.died().is_some_and(|died| died < 1900) {
        score -= 1.0;
    }
    // “Ada Roe, 43, of Springfield” is nobody of the tables, unless the text says what makes her known.
    if is_aged(context, cluster) {
        score -= if does { 1.0 } else { 3.0 };
    }
    let official = roles.iter().any(|role| {
        !role.kind.is_affiliation()
            && !matches!(role.kind, OfficeKind::Honorific | OfficeKind::BodyHead | OfficeKind::Leader)
    });
    if official && !matches!(entry.class, "politician" | "ruler" | "soldier" | "business" | "religious" | "") {
        score -= 3.0;
    }
    let named: Vec<&str> = roles.iter().filter_map(|role| role.country).collect();
    if !named.is_empty() && !entry.country.is_empty() && !named.contains(&entry.country) {
        score -= 2.0;
    }
    score
}

/// Whether somebody who held an office bears the name in another form, so that the text may mean them.
fn is_in_office(context: &Context<'_>, cluster: &Cluster, candidates: &BTreeMap<u32, Entry>) -> bool {
    const NAMESAKES: usize = 64;
    let (Some((first, _)), Some((_, last))) = (cluster.key.split_once(' '), cluster.key.rsplit_once(' ')) else {
        return false;
    };
    let mut officials = context.gazetteer.find(last, &[NameKind::FamilyName], b"P").take(NAMESAKES);
    officials.any(|entry| {
        let theirs = normalize::key(entry.name);
        !candidates.contains_key(&entry.number)
            && theirs.split(' ').next().is_some_and(|name| same_first_name(first, name))
    })
}

/// Whether the age of somebody stands behind one of the names: “Ada Roe, 43,” or “Ada Roe (43)”.
fn is_aged(context: &Context<'_>, cluster: &Cluster) -> bool {
    cluster.spans.iter().any(|&span| {
        let end = context.spans[span].tokens.end;
        let age = context.form(end + 1).parse().is_ok_and(|age: u32| age < 120);
        matches!(context.form(end), "," | "(")
            && age
            && matches!(context.form(end + 2), "," | ")" | "." | "of" | "from")
    })
}

/// Whether words near the names tell of the occupation.
fn fits_occupation(context: &Context<'_>, cluster: &Cluster, class: &str) -> bool {
    const LOOKED_AT: usize = 4;
    cluster.spans.iter().take(LOOKED_AT).any(|&span| {
        let name = &context.spans[span].tokens;
        let Some(sentence) = context.sentence_of(name.start) else { return false };
        let begin = name.start.saturating_sub(REACH).max(sentence.start);
        let end = (name.end + REACH).min(sentence.end);
        (begin..end).any(|token| lexicon::tells_of(class, &context.lemma(token).to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{resolve, testing};
    use crate::analyze::NameType;

    fn linked(spec: &str, name: Range<usize>) -> bool {
        let (document, analysis) = testing::analysis(spec, &[(name, NameType::Person)]);
        resolve(&document, &analysis).entities.iter().any(|entity| entity.wikidata.is_some() && entity.mentions > 0)
    }

    #[test]
    fn a_player_is_linked_by_the_full_name_in_a_text_that_fits() {
        let alone = "Thiago:PROPN:3:nsubj Silva:PROPN:1:flat spoke:VERB:0:root";
        assert!(!linked(alone, 0..2), "of a name alone there are namesakes");
        let fits = "Thiago:PROPN:3:nsubj Silva:PROPN:1:flat scored:VERB:0:root in:ADP:7:case the:DET:7:det last:ADJ:7:amod match:NOUN:3:obl";
        assert!(linked(fits, 0..2));
        let surname = fits.replacen("Thiago", "Striker", 1);
        assert!(!linked(&surname, 1..2), "nobody is linked by the surname");
    }

    #[test]
    fn somebody_whose_age_and_town_are_given_is_nobody_of_the_tables() {
        let spec = "Scott:PROPN:8:nsubj Baio:PROPN:1:flat ,:PUNCT:4:punct 43:NUM:1:appos ,:PUNCT:7:punct of:ADP:7:case Salford:PROPN:1:nmod left:VERB:0:root";
        assert!(!linked(spec, 0..2));
    }

    #[test]
    fn an_official_is_no_artist() {
        let spec = "Prime:ADJ:2:amod minister:NOUN:5:nsubj Scott:PROPN:2:appos Baio:PROPN:3:flat spoke:VERB:0:root";
        assert!(!linked(spec, 2..4));
        assert!(linked(&spec.replacen("Prime:ADJ:2:amod minister", "Nice:ADJ:2:amod actor", 1), 2..4));
    }
}
