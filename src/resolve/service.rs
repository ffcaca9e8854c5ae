//! Somebody of the gazetteer and a day in; the state or the kind of body that they act for on that day out.

use chrono::NaiveDate;

use super::gazetteer::{Entry, Gazetteer};

/// The state (alpha-3) or `IGO` that a person acts for on a day, by the offices that the tables have: their own state's where they
/// hold one of its, else that of the one other body that they serve.
pub(super) fn acts_for(gazetteer: &Gazetteer, entry: &Entry, day: Option<NaiveDate>) -> &'static str {
    let Some(day) = day else { return entry.country };
    let mut bodies = Vec::new();
    for term in gazetteer.terms_of(entry).filter(|term| !term.body.is_empty() && term.may_cover(day)) {
        if term.body == entry.country {
            // The tables know of no end: a later office elsewhere may be the one that is held.
            bodies.push((term.start, entry.country));
        } else if gazetteer.country(term.body).is_some() {
            bodies.push((term.start, term.body));
        } else if !term.body.contains('-') {
            bodies.push((term.start, "IGO"));
        }
    }
    let own = bodies.iter().filter(|(_, body)| *body == entry.country).map(|(start, _)| *start).max();
    let international = bodies.iter().filter(|(_, body)| *body == "IGO").map(|(start, _)| *start).max();
    match (own, international) {
        (None, Some(_)) => "IGO",
        (Some(own), Some(theirs)) if theirs > own => "IGO",
        (Some(_), _) => entry.country,
        (None, None) => {
            let mut others = bodies.iter().map(|(_, body)| *body);
            let first = others.next().filter(|_| entry.country.is_empty());
            first.filter(|first| others.all(|other| other == *first)).unwrap_or(entry.country)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::gazetteer::NameKind;

    fn on(name: &str, day: &str) -> &'static str {
        let gazetteer = Gazetteer::embedded();
        let entry = gazetteer.find(name, &[NameKind::Name], b"P").next().unwrap();
        acts_for(gazetteer, &entry, day.parse().ok())
    }

    #[test]
    fn heads_of_international_bodies_act_for_them_while_they_are() {
        assert_eq!(on("mark rutte", "2020-05-05"), "NLD");
        assert_eq!(on("mark rutte", "2025-05-05"), "IGO");
        assert_eq!(on("kaja kallas", "2023-05-05"), "EST");
        assert_eq!(on("kaja kallas", "2026-03-05"), "IGO");
        // co-prince of a neighbor
        assert_eq!(on("emmanuel macron", "2024-05-05"), "FRA");
    }
}
