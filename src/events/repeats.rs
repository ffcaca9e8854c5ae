//! Readings of a sentence in; the same out where one act is told twice, or several with one word: the same event by two words,
//! “their talks” after a meeting, “in 2019 and 2023”.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::look_up::LookUp;
use super::reader::{Reading, Ruled};
use super::trace::Trace;
use super::tree::Tree;
use super::{Event, Modality, Polarity};
use crate::date::Date;
use crate::ontology::Predicate;

/// How many sentences back “their talks” looks for the meeting.
const REACH: usize = 3;

/// Makes talks that a definite phrase takes up again those of the meeting before: “Roe met Moe. During their talks …”.
pub(super) fn take_up_talks(tree: &Tree<'_>, readings: &mut [Reading], events: &[Event]) {
    let pair = |event: &Event| {
        let mut ends = [event.source.clone(), event.target.clone()];
        ends.sort();
        ends
    };
    for reading in readings.iter_mut().filter(|one| one.event.predicate == Predicate::NegotiatedWith) {
        let t = reading.trigger;
        let during = matches!(tree.case(t), Some("during" | "at" | "in" | "after" | "following"));
        let theirs = tree.child_exact(t, "nmod:poss").is_some();
        if !tree.is_nominal(t) || !(theirs || during && tree.is_definite(t)) {
            continue;
        }
        let sentence = tree.token(t).sentence;
        let before = events.iter().rev().take_while(|event| event.evidence.sentence + REACH >= sentence);
        let met = |event: &Event| {
            event.predicate == Predicate::MetWith
                && event.polarity == Polarity::Positive
                && event.modality == reading.event.modality
                && pair(event) == pair(&reading.event)
        };
        if before.clone().any(met) {
            reading.event.predicate = Predicate::MetWith;
        }
    }
}

/// The events of a reading: one for each time that the text lists, but one where it lists days in a row.
pub(super) fn occurrences(look: &LookUp<'_>, reading: Reading) -> Vec<Event> {
    let mut dates = look.circumstance.dates(reading.trigger);
    let in_a_row = |pair: &[Date]| match (pair[0], pair[1]) {
        (Date::Day(one), Date::Day(next)) => (next - one).num_days().abs() <= 1,
        _ => false,
    };
    let listed = reading.event.date.is_some() && dates.first().copied() == reading.event.date;
    if !listed || dates.windows(2).any(in_a_row) {
        dates.truncate(1);
    }
    let told = reading.event;
    let others = dates.iter().skip(1).map(|&date| {
        let planned = told.modality == Modality::Asserted && look.is_future(Some(date));
        let modality = if planned { Modality::Planned } else { told.modality };
        Event { date: Some(date), modality, ..told.clone() }
    });
    let others: Vec<Event> = others.collect();
    std::iter::once(told).chain(others).collect()
}

/// Keeps of the same event in one sentence the surest mention.
pub(super) fn drop_repetitions(found: &mut Vec<Ruled>, trace: &Trace) {
    let mut kept: Vec<Ruled> = Vec::new();
    let mut places = HashMap::new();
    for ruled in found.drain(..) {
        let name = ruled.key();
        let dropped = match places.entry(name) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(ruled);
                continue;
            }
            Entry::Occupied(place) => {
                let surest = &mut kept[*place.get()];
                let surer = surest.event.evidence.confidence < ruled.event.evidence.confidence;
                if surer { std::mem::replace(surest, ruled) } else { ruled }
            }
        };
        let why = || "another word of the sentence tells of it".to_owned();
        trace.note(dropped.trigger, dropped.event.evidence.rule, why);
    }
    found.append(&mut kept);
}

#[cfg(test)]
mod tests {
    use crate::events::{Event, code};
    use crate::ontology::Predicate;

    fn events(text: &str, predicate: Predicate) -> Vec<Event> {
        let mut document = crate::ingest::Document::new("repeats", text);
        document.published = chrono::NaiveDate::from_ymd_opt(2024, 6, 14);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        let mut events = code(&document, &analysis, &resolution).events;
        events.retain(|event| event.predicate == predicate);
        events
    }

    #[test]
    fn talks_that_are_taken_up_are_those_of_the_meeting() {
        let told = "Emmanuel Macron met Olaf Scholz in Berlin on Tuesday. During their talks, Macron and Scholz signed a gas deal.";
        assert!(events(told, Predicate::NegotiatedWith).is_empty());
        assert!(!events("Armenia held peace talks with Azerbaijan.", Predicate::NegotiatedWith).is_empty());
    }

    #[test]
    fn each_time_of_a_list_is_one_of_its_own() {
        let dates = |text: &str| events(text, Predicate::Visited).len();
        assert_eq!(dates("Emmanuel Macron visited Egypt in 2019 and 2023."), 2);
        assert_eq!(dates("Emmanuel Macron visited Egypt in 2017, 2019 and 2023."), 3);
        assert_eq!(dates("Emmanuel Macron visited Egypt on Monday and Tuesday."), 1);
    }
}
