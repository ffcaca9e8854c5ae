//! Mentions of encounters in; one [`Meeting`] for each meeting out, however many sentences tell of it.

use std::collections::HashMap;

use super::actors::Actors;
use super::{Event, Evidence, Meeting, Modality, Occasion, Polarity};
use crate::date::Date;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// One mention of people meeting.
#[derive(Debug, Clone)]
pub(super) struct Encounter {
    participants: Vec<usize>,
    place: Option<usize>,
    date: Option<Date>,
    polarity: Polarity,
    modality: Modality,
    attribution: Option<usize>,
    occasion: Occasion,
    evidence: Evidence,
}

impl Encounter {
    /// The encounter that the events of one trigger tell of; at least one event.
    pub(super) fn of(events: &[&Event], date: Option<Date>, occasion: Occasion) -> Self {
        let first = events[0];
        let mut participants: Vec<usize> = events
            .iter()
            .flat_map(|event| [&event.source, &event.target])
            .flatten()
            .filter_map(|actor| actor.entity())
            .collect();
        participants.sort_unstable();
        participants.dedup();
        let evidence = events.iter().fold(first.evidence.clone(), |mut all, event| {
            all.span = all.span.start.min(event.evidence.span.start)..all.span.end.max(event.evidence.span.end);
            // Every participant is at the same end of its edge.
            (all.marks.source, all.marks.target) = (None, None);
            all
        });
        Self {
            participants,
            place: first.place,
            date,
            polarity: first.polarity,
            modality: first.modality,
            attribution: first.attribution,
            occasion,
            evidence,
        }
    }
}

impl Encounter {
    /// The sentence that tells of it.
    pub(super) fn sentence(&self) -> usize {
        self.evidence.sentence
    }

    /// The first byte of the word that tells of it.
    pub(super) fn trigger(&self) -> Option<usize> {
        self.evidence.marks.trigger.map(|(begin, _)| begin)
    }

    /// One who took part.
    pub(super) fn guest(&self) -> Option<usize> {
        self.participants.first().copied()
    }

    /// The same encounter in a later sentence, with what that one tells of it.
    pub(super) fn again(
        &self,
        date: Option<Date>,
        place: Option<usize>,
        occasion: Occasion,
        evidence: Evidence,
    ) -> Self {
        Self { date: date.or(self.date), place: place.or(self.place), occasion, evidence, ..self.clone() }
    }
}

/// Merges encounters of the same people on dates, at places and of a truth that do not conflict.
pub(super) fn cluster(encounters: Vec<Encounter>, actors: &Actors<'_>) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut known = Known::default();
    for encounter in encounters.into_iter().filter(|encounter| encounter.participants.len() > 1) {
        let fits = |meeting: &Meeting| {
            same_people(&meeting.participants, &encounter.participants, actors)
                && compatible(meeting.date, encounter.date)
                && meeting.polarity == encounter.polarity
                && (meeting.place.is_none()
                    || encounter.place.is_none()
                    || meeting.place == encounter.place
                    || meeting.date == encounter.date)
        };
        let candidates = known.candidates(&encounter.participants, actors);
        // A dated mention prefers the meeting of that date to an undated one.
        let is_of_day = |meeting: &Meeting| meeting.date.is_some() && meeting.date == encounter.date && fits(meeting);
        let dated = candidates.iter().copied().find(|&at| is_of_day(&meetings[at]));
        let at = dated.or_else(|| candidates.iter().copied().find(|&at| fits(&meetings[at])));
        let at = at.unwrap_or(meetings.len());
        match meetings.get_mut(at) {
            Some(meeting) => join(meeting, encounter, actors),
            None => meetings.push(Meeting {
                participants: encounter.participants,
                place: encounter.place,
                date: encounter.date,
                polarity: encounter.polarity,
                modality: encounter.modality,
                attribution: encounter.attribution,
                occasion: encounter.occasion,
                evidence: vec![encounter.evidence],
            }),
        }
        known.enter(at, &meetings[at].participants, actors);
    }
    for meeting in &mut meetings {
        prefer_people(&mut meeting.participants, actors);
    }
    meetings
}

/// The meetings so far, by who took part, so that not all of them are gone through for each encounter.
#[derive(Default)]
struct Known {
    by_guest: HashMap<usize, Vec<usize>>,
    by_countries: HashMap<Vec<String>, Vec<usize>>,
}

impl Known {
    /// The meetings that may be of these people, in their order.
    fn candidates(&self, participants: &[usize], actors: &Actors<'_>) -> Vec<usize> {
        let mut lists: Vec<&[usize]> =
            participants.iter().filter_map(|guest| self.by_guest.get(guest)).map(Vec::as_slice).collect();
        // The same people share two at least. So one list may be left out: of him who met everybody.
        lists.sort_by_key(|list| list.len());
        lists.truncate(participants.len() - 1);
        lists.extend(self.by_countries.get(&countries(participants, actors)).map(Vec::as_slice));
        let mut found = lists.concat();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who took part in a meeting, now.
    fn enter(&mut self, meeting: usize, participants: &[usize], actors: &Actors<'_>) {
        let add = |list: &mut Vec<usize>| {
            if let Err(at) = list.binary_search(&meeting) {
                list.insert(at, meeting);
            }
        };
        participants.iter().for_each(|guest| add(self.by_guest.entry(*guest).or_default()));
        add(self.by_countries.entry(countries(participants, actors)).or_default());
    }
}

/// Gives all that tells of one encounter its day: “met on Wednesday … their second meeting this year”.
pub(super) fn settle_days(events: &mut [Event]) {
    let told = |event: &Event| event.predicate == Predicate::MetWith && event.polarity == Polarity::Positive;
    let pair = |event: &Event| {
        let mut ends = [event.source.clone(), event.target.clone()];
        ends.sort();
        (ends, event.modality)
    };
    let mut days: HashMap<_, Vec<Date>> = HashMap::new();
    for event in events.iter().filter(|event| told(event)) {
        let day = event.date.filter(|date| matches!(date, Date::Day(_)));
        let known = days.entry(pair(event)).or_default();
        known.extend(day.filter(|day| !known.contains(day)));
    }
    for event in events.iter_mut().filter(|event| told(event)) {
        let (Some(date), Some([day])) = (event.date, days.get(&pair(event)).map(Vec::as_slice)) else { continue };
        if date.first_day() <= day.first_day() && day.last_day() <= date.last_day() {
            event.date = Some(*day);
        }
    }
}

fn join(meeting: &mut Meeting, encounter: Encounter, actors: &Actors<'_>) {
    meeting.participants.extend(encounter.participants);
    meeting.participants.sort_unstable();
    meeting.participants.dedup();
    prefer_people(&mut meeting.participants, actors);
    meeting.place = meeting.place.or(encounter.place);
    meeting.date = match (meeting.date, encounter.date) {
        (Some(Date::Day(day)), _) => Some(Date::Day(day)),
        (old, new) => new.or(old),
    };
    if rank(encounter.modality) < rank(meeting.modality) {
        meeting.modality = encounter.modality;
        meeting.attribution = encounter.attribution;
    }
    meeting.occasion.join(encounter.occasion);
    meeting.evidence.push(encounter.evidence);
}

fn rank(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 0,
        Modality::ReportedClaim => 1,
        Modality::Planned => 2,
        Modality::Hypothetical => 3,
    }
}

/// Whether two lists of participants tell of the same people: by name, or one by name and one by country.
fn same_people(a: &[usize], b: &[usize], actors: &Actors<'_>) -> bool {
    let shared = a.iter().filter(|entity| b.contains(entity)).count();
    if 2 * shared >= a.len().max(b.len()) && shared >= a.len().min(b.len()) {
        return true;
    }
    let by_country = |list: &[usize]| list.iter().any(|&entity| actors.entity(entity).kind == EntityType::Country);
    (by_country(a) || by_country(b)) && countries(a, actors) == countries(b, actors) && countries(a, actors).len() > 1
}

/// Where participants are from, each country once; who has none stands for himself.
fn countries(participants: &[usize], actors: &Actors<'_>) -> Vec<String> {
    let of = participants.iter().map(|&entity| {
        let entity = actors.entity(entity);
        entity.iso3.as_ref().or(entity.country.as_ref()).unwrap_or(&entity.id).clone()
    });
    let mut of: Vec<String> = of.collect();
    of.sort();
    of.dedup();
    of
}

/// A country goes where a person of it takes part.
fn prefer_people(participants: &mut Vec<usize>, actors: &Actors<'_>) {
    let people: Vec<String> = participants
        .iter()
        .filter(|&&entity| actors.entity(entity).kind == EntityType::Person)
        .filter_map(|&entity| actors.entity(entity).country.clone())
        .collect();
    let spoken_for = |entity: usize| {
        actors.entity(entity).kind == EntityType::Country
            && actors.entity(entity).iso3.as_ref().is_some_and(|iso3| people.contains(iso3))
    };
    let kept = participants.iter().filter(|&&entity| !spoken_for(entity)).count();
    if kept > 1 {
        participants.retain(|&entity| !spoken_for(entity));
    }
}

/// Whether two dates may be of one event: one unknown, or one within the other.
fn compatible(a: Option<Date>, b: Option<Date>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let within = |inner: Date, outer: Date| match (inner.first_day(), outer) {
        (Some(day), Date::Interval(first, last)) => first <= day && day <= last,
        (Some(day), Date::Month(..)) => crate::date::month_of(day) == outer,
        (Some(day), Date::Year(year)) => chrono::Datelike::year(&day) == year,
        _ => false,
    };
    a == b || within(a, b) || within(b, a)
}
