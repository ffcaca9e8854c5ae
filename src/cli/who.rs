//! `newsgraph who`: a name in; whom a text would mean by it, why, and all who bear it, on standard output.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Outcome, print, stdout_failed};
use crate::error::Result;
use crate::resolve::{Bearer, Entity, EntityType, NameKind, Reading, who};
use crate::terminal::on_one_line;

/// A validated run.
#[derive(Debug)]
pub(super) struct Config {
    /// The name.
    pub name: String,
    /// The day of the text.
    pub day: Option<NaiveDate>,
    /// The country that the text speaks of, alpha-3.
    pub country: Option<&'static str>,
}

/// How many bearers are shown.
const SHOWN: usize = 25;

/// Writes what is known of the name to standard output.
pub(super) fn run(config: &Config) -> Result<Outcome> {
    let who = who(&config.name, config.day, config.country);
    let mut text = String::new();
    let day = config.day.map(|day| format!(" of {day}")).unwrap_or_default();
    let country = config.country.map(|country| format!(" about {country}")).unwrap_or_default();
    let _ = writeln!(text, "In a text{day}{country}, “{}” would be", on_one_line(&config.name));
    for reading in &who.readings {
        self::reading(reading, &mut text);
    }
    match who.bearers.len() {
        0 => text.push_str("\nThe gazetteer knows nobody of that name.\n"),
        count => {
            let _ = writeln!(text, "\n{count} of that name");
            who.bearers.iter().take(SHOWN).for_each(|bearer| self::bearer(bearer, &mut text));
            if count > SHOWN {
                let _ = writeln!(text, "  and {} more", count - SHOWN);
            }
        }
    }
    print(&text).map_err(stdout_failed)?;
    Ok(Outcome::Done)
}

fn reading(reading: &Reading, text: &mut String) {
    let taken = match reading.taken.as_str() {
        "Person" => "a person:",
        "Organization" => "an organization:",
        _ => "a place:",
    };
    let meant = match &reading.entity {
        // Countries are places to a model of names.
        Some(Entity { id, name, kind, reason, confidence, .. }) => {
            let other = *kind != reading.taken && (*kind, reading.taken) != (EntityType::Country, EntityType::Place);
            let other = if other { "read as another thing: " } else { "" };
            format!("{other}{} ({id}), {reason}, probability {confidence:.2}", on_one_line(name))
        }
        None => "linked to nobody".to_owned(),
    };
    let _ = writeln!(text, "  as {taken:17} {meant}");
}

fn bearer(bearer: &Bearer, text: &mut String) {
    let entry = &bearer.entry;
    let id = match (entry.item, entry.title) {
        ("", "") => "no item".to_owned(),
        ("", title) => format!("enwiki “{title}”"),
        (item, _) => item.to_owned(),
    };
    let kind = match entry.letter {
        b'C' => "country",
        b'R' => "region",
        b'T' => "town",
        b'S' => "site or area",
        b'O' => "organization",
        _ => "person",
    };
    let mut facts = vec![kind.to_owned()];
    facts.extend(
        [entry.class, entry.years, entry.country].into_iter().filter(|fact| !fact.is_empty()).map(str::to_owned),
    );
    if entry.letter == b'T' && entry.weight > 0 {
        facts.push(format!("{} inhabitants", entry.weight));
    }
    facts.extend(entry.coordinates.map(|point| format!("at {point}")));
    if !entry.sides.is_empty() {
        facts.push(format!("claimed by {}", entry.sides.replace('|', " and ")));
    }
    let _ = writeln!(text, "  {} ({id}): {}", entry.name, facts.join(", "));
    let way = match bearer.kind {
        _ if bearer.spelling => "a like spelling",
        NameKind::Name => "its name",
        NameKind::Alias => "another name",
        NameKind::Acronym => "a short form, in capitals",
        NameKind::Demonym => "the name of its people",
        NameKind::Seat => "its seat",
        NameKind::FamilyName => "the family name",
    };
    let wide = if bearer.wide { "; asked only where no better known bearer fits" } else { "" };
    let links = match (bearer.links, entry.links) {
        (_, 0) => String::new(),
        (by_name, all) => format!("; the news links to it {all} times, {by_name} by this name"),
    };
    let likely = bearer.probability.map(|p| format!("; probability {p:.2}")).unwrap_or_default();
    let _ = writeln!(text, "      {way}{links}{wide}{likely}");
    for term in &bearer.terms {
        let until = match term.end.strip_prefix('~') {
            Some(last) => format!("still on {last}, unknown after"),
            None if term.end.is_empty() => "end unknown".to_owned(),
            None => format!("to {}", term.end),
        };
        let now = if bearer.in_office { " (on the day)" } else { "" };
        let from = if term.start.is_empty() { "?" } else { term.start };
        let _ = writeln!(text, "      {} of {}, from {from} {until}{now}", term.label, term.body);
    }
}
