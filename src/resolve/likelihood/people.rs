//! The names and titles of a person and an entry that they may mean in; the probability out that they do.

use super::super::context::Context;
use super::super::gazetteer::{Entry, NameKind};
use super::super::lexicon::OfficeKind;
use super::super::people::Cluster;
use super::super::titles::Role;
use super::features::{Features, Weighed};

/// How an entry was found for a person, and how well it fits by that search.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::resolve) struct Found {
    /// From 0 to 1.
    pub(in crate::resolve) fit: f32,
    /// In the words of the search.
    pub(in crate::resolve) reason: &'static str,
    /// By the wide tables.
    pub(in crate::resolve) wide: bool,
    /// Words near the name tell of the occupation.
    pub(in crate::resolve) occupation: bool,
    /// The age or town of a private person stands behind the name.
    pub(in crate::resolve) private: bool,
}

/// The probability that a person's names mean the entry.
pub(in crate::resolve) fn of_person(
    context: &Context<'_>,
    roles: &[&Role],
    cluster: &Cluster,
    entry: &Entry,
    found: &Found,
) -> f32 {
    let features = features(context, roles, cluster, entry, found);
    let probability = super::probability(&features, true);
    if let Some(weighed) = &context.weighed {
        for &span in &cluster.spans {
            let tokens = context.spans[span].tokens.clone();
            weighed.borrow_mut().push(Weighed { tokens, entry: entry.number, features, probability });
        }
    }
    probability
}

/// One bearer of the name as the model of people sees it, a line a feature.
fn features(context: &Context<'_>, roles: &[&Role], cluster: &Cluster, entry: &Entry, found: &Found) -> Features {
    let flag = |is: bool| f32::from(u8::from(is));
    let mine = context.gazetteer.lookup(&cluster.key).filter(|reference| reference.entry == entry.number);
    let by_name = mine.map(|reference| reference.links).max().unwrap_or(0);
    let all = context.gazetteer.lookup(&cluster.key).chain(context.gazetteer.lookup_wide(&cluster.key));
    let mut others: Vec<u32> = all
        .filter(|reference| reference.kind != NameKind::FamilyName && reference.entry != entry.number)
        .filter_map(|reference| context.gazetteer.entry(reference.entry))
        .filter(|other| other.letter == b'P' && (entry.item.is_empty() || other.item != entry.item))
        .map(|other| other.number)
        .collect();
    others.sort_unstable();
    others.dedup();
    let words = cluster.key.split(' ').count();
    let mentions = context.mentions_of_country(entry.country);
    let known = !entry.country.is_empty() && !matches!(entry.country, "IGO" | "NGO");
    let official = roles.iter().any(|role| !role.kind.is_affiliation() && role.kind != OfficeKind::Honorific);
    let named = || roles.iter().filter_map(|role| role.country);
    let mut terms = context.gazetteer.terms_of(entry);
    let year = context.day.map(|day| chrono::Datelike::year(&day));
    let out_of_time = year.is_some_and(|year| {
        entry.died().is_some_and(|died| died < year - 1) || entry.born().is_some_and(|born| year - born < 15)
    });
    Features {
        wide: flag(found.wide),
        whole: flag(words > 1),
        long: flag(words > 2),
        by_name: (by_name as f32).ln_1p(),
        links: (entry.links as f32).ln_1p(),
        others: (others.len().min(32) as f32).ln_1p(),
        weight: entry.weight.min(9) as f32 / 9.0,
        bracketed: flag(entry.title.ends_with(')')),
        country_named: flag(mentions > 0 && known),
        country_often: if known { (mentions as f32).ln_1p() } else { 0.0 },
        country_near: flag(mentions == 0 && known && context.speaks_of(entry.country)),
        country_unknown: flag(!known),
        often: (cluster.spans.len().min(16) as f32).ln(),
        sports: context.topic.sports,
        // Who is named by the surname alone is known to all readers, whatever the text is about.
        politics: if words > 1 { context.topic.politics } else { 1.0 },
        countries: (context.countries.len() as f32).ln_1p(),
        fit: found.fit,
        by_full_name: flag(found.reason == "name" || found.wide),
        by_spelling: flag(found.reason == "spelling of the name"),
        by_short_form: flag(found.reason == "short form of the name"),
        by_surname: flag(found.reason.starts_with("surname")),
        by_office: flag(found.reason.starts_with("office")),
        private: flag(found.private),
        occupation: flag(found.occupation),
        official: flag(official),
        famous: flag(
            !matches!(entry.class, "politician" | "ruler" | "soldier" | "business" | "religious" | "")
                && entry.class.parse::<u32>().is_err(),
        ),
        out_of_time: flag(out_of_time),
        in_office: flag(context.day.is_some_and(|day| terms.any(|term| term.lasts(day)))),
        title_country: flag(named().any(|country| country == entry.country)),
        title_other: flag(known && named().next().is_some() && !named().any(|country| country == entry.country)),
        ..Features::default()
    }
}
