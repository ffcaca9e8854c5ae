//! A name that is no person's and an entry that it may mean in; the probability out that it does.

use super::super::context::Context;
use super::super::gazetteer::{Entry, NameKind};
use super::super::lexicon;
use super::super::spans::Span;
use super::features::{Features, Weighed};
use super::surroundings::Surroundings;
use crate::analyze::NameType;

/// By what an entry was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) enum Way {
    /// A rule for the names of states and governments.
    State,
    /// A capital or palace that stands for its state.
    Seat,
    /// The adjective or noun of a people.
    Demonym,
    /// A name of the tables.
    Name,
}

/// A name that is weighed against each of the entries that it may mean.
pub(in crate::resolve) struct Weigher<'c, 'd> {
    context: &'c Context<'d>,
    span: &'c Span,
    /// The country that the text places it in.
    country: Option<&'c str>,
    surroundings: Surroundings,
    bearers: Vec<Bearer>,
    often: f32,
}

/// Who may bear the name.
struct Bearer {
    entry: Entry,
    kind: NameKind,
    links: u32,
    wide: bool,
}

impl<'c, 'd> Weigher<'c, 'd> {
    pub(in crate::resolve) fn new(context: &'c Context<'d>, span: &'c Span, country: Option<&'c str>) -> Self {
        let mut bearers: Vec<Bearer> = Vec::new();
        let near = span.references.iter().map(|reference| (*reference, false));
        let far = context.gazetteer.lookup_wide(&span.key).map(|reference| (reference, true));
        for (reference, wide) in near.chain(far) {
            match bearers.iter_mut().find(|bearer| bearer.entry.number == reference.entry) {
                Some(known) => known.links = known.links.max(reference.links),
                None => {
                    let entry = context.gazetteer.entry(reference.entry);
                    bearers.extend(entry.map(|entry| Bearer {
                        entry,
                        kind: reference.kind,
                        links: reference.links,
                        wide,
                    }));
                }
            }
        }
        const NEAR: usize = 100;
        let here = context.span_at(span.tokens.start).unwrap_or(0);
        let near = context.spans.iter().skip(here.saturating_sub(NEAR)).take(2 * NEAR);
        let often = near.filter(|other| other.key == span.key).take(16).count().max(1);
        let surroundings = Surroundings::new(context, span);
        Self { context, span, country, surroundings, bearers, often: (often as f32).ln() }
    }

    /// The probability that the name means the entry.
    pub(in crate::resolve) fn weigh(&self, entry: &Entry, way: Way) -> f32 {
        let features = self.features(entry, way);
        let probability = super::probability(&features, false);
        if let Some(weighed) = &self.context.weighed {
            let tokens = self.span.tokens.clone();
            weighed.borrow_mut().push(Weighed { tokens, entry: entry.number, features, probability });
        }
        probability
    }

    /// Whether the name is part of one that is longer and somebody else's.
    pub(in crate::resolve) fn is_of_longer_name(&self) -> bool {
        let around = &self.surroundings;
        around.begins_longer + around.ends_longer + around.owns_longer > 0.0
    }

    /// Whether the text says that the name may be a team's, a county's or part of a longer one.
    pub(in crate::resolve) fn is_doubtful(&self) -> bool {
        let around = &self.surroundings;
        let plays = around.located == 0.0 && (around.sport > 0.0 || self.context.topic.sports > 0.3);
        plays || around.division > 0.0 || self.is_of_longer_name()
    }

    /// Whether it plays, and is no place where something is.
    pub(in crate::resolve) fn is_team(&self) -> bool {
        self.surroundings.located == 0.0 && self.surroundings.sport > 0.0
    }

    /// One reading of the name as the model of it sees it, a line a feature.
    fn features(&self, entry: &Entry, way: Way) -> Features {
        let (context, span, around) = (self.context, self.span, &self.surroundings);
        let flag = |is: bool| f32::from(u8::from(is));
        let mine = self.bearers.iter().find(|bearer| bearer.entry.number == entry.number);
        let others = || {
            let other = |bearer: &&Bearer| {
                bearer.entry.number != entry.number
                    && (entry.item.is_empty() || bearer.entry.item != entry.item)
                    && bearer.entry.letter != b'P'
                    && !matches!(bearer.kind, NameKind::Seat)
            };
            self.bearers.iter().filter(other)
        };
        let size = |entry: &Entry| match entry.letter {
            b'T' | b'R' => (entry.weight as f32).ln_1p(),
            b'C' => 16.0,
            _ => 9.0,
        };
        let largest = others().map(|bearer| size(&bearer.entry)).fold(0.0, f32::max);
        let letter = |letter: u8| flag(entry.letter == letter);
        let class = |names: &[&str]| flag(entry.letter == b'O' && names.contains(&entry.class));
        let words = span.key.split(' ').count();
        let state = entry.letter == b'C';
        let kind = mine.map_or(NameKind::Name, |bearer| bearer.kind);
        let acronym = kind == NameKind::Acronym;
        let taken = span.kind;
        let body = entry.letter == b'O';
        let known = !entry.country.is_empty() && !matches!(entry.country, "IGO" | "NGO");
        let mentions = context.mentions_of_country(entry.country);
        let mentions = if state { mentions.saturating_sub(1) } else { mentions };
        let playing = (1.0 - around.located) * flag(!body || matches!(entry.class, "university" | ""));
        let company = class(&["company", "bank", "brand", "airline"]);
        Features {
            country: letter(b'C'),
            region: letter(b'R'),
            town: letter(b'T'),
            site: letter(b'S'),
            organization: flag(body),
            company,
            university: class(&["university", "research", "hospital"]),
            medium: class(&["news_media", "news_agency", "platform"]),
            club: class(&["sports_club", "band"]),
            party: class(&["political_party"]),
            state_body: class(&["government_body", "parliament", "court"]),
            military: class(&["military", "armed_group"]),
            international: class(&["intergovernmental", "ngo"]),
            capital: flag(entry.class == "capital"),
            state: flag(way == Way::State),
            seat: flag(way == Way::Seat),
            demonym: flag(way == Way::Demonym),
            wide: flag(way == Way::Name && mine.is_none_or(|bearer| bearer.wide)),
            alias: flag(kind == NameKind::Alias),
            acronym: flag(acronym),
            short_acronym: flag(acronym && span.key.len() < 4),
            whole: flag(words > 1),
            long: flag(words > 2),
            unseen: flag(!span.by_model),
            other_type: flag(match taken {
                NameType::Organization => !body,
                NameType::Location => body,
                NameType::Person => true,
                NameType::People => false,
            }),
            by_name: mine.map_or(0.0, |bearer| (bearer.links as f32).ln_1p()),
            links: (entry.links as f32).ln_1p(),
            others_by_name: (others().map(|bearer| bearer.links).sum::<u32>() as f32).ln_1p(),
            others: (others().take(32).count() as f32).ln_1p(),
            larger: ((largest - size(entry)) / 5.0).clamp(0.0, 2.0),
            inhabitants: if matches!(entry.letter, b'T' | b'R') { size(entry) / 10.0 } else { 0.0 },
            weight: if body { entry.weight.min(9) as f32 / 9.0 } else { 0.0 },
            bracketed: flag(entry.title.ends_with(')')),
            given_name: flag(lexicon::gender_of_name(&span.key).is_some()),
            country_named: flag(mentions > 0 && known && !state),
            country_often: if known && !state { (mentions as f32).ln_1p() } else { 0.0 },
            country_near: flag(mentions == 0 && known && !state && context.speaks_of(entry.country)),
            country_unknown: flag(!known && !state),
            country_given: flag(known && self.country == Some(entry.country)),
            country_other: flag(known && self.country.is_some_and(|country| country != entry.country)),
            located: around.located,
            subject: around.subject,
            possessive: around.possessive,
            begins_longer: around.begins_longer,
            ends_longer: around.ends_longer,
            owns_longer: around.owns_longer,
            division: around.division,
            often: self.often,
            team: playing * around.sport,
            team_document: playing * context.topic.sports,
            team_both: playing * around.sport * context.topic.sports,
            business: around.business * company,
            sports: context.topic.sports,
            politics: context.topic.politics,
            countries: (context.countries.len() as f32).ln_1p(),
            ..Features::default()
        }
    }
}
