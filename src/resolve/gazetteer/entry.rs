//! A line of `entities.tsv` in; somebody or something that the gazetteer knows out.

use super::{Gazetteer, NameKind};
use crate::coordinates::Coordinates;
use crate::resolve::{EntityType, normalize};

/// Somebody or something in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub number: u32,
    /// Wikidata item, or empty.
    pub item: &'static str,
    /// One letter: `C` country, `R` region, `T` town, `S` site, sea or part of the world, `O` organization, `P` person.
    pub letter: u8,
    /// Canonical name.
    pub name: &'static str,
    /// Alpha-3 of its country, `IGO`, `NGO`, or empty.
    pub country: &'static str,
    /// `sovereign`, `capital`, `news_agency` …; of a person the year of birth, or the occupation: `artist`, `athlete` …
    pub class: &'static str,
    /// Inhabitants of a town; from 0 to 9 for the others: how much the news speaks of it.
    pub weight: u32,
    /// How often a portal of world news linked to it.
    pub links: u32,
    /// Title in the English Wikipedia, or empty.
    pub title: &'static str,
    /// Years of birth and death of a person, where known: `1732-1799`, `1953-`.
    pub years: &'static str,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// The states that claim it, alpha-3 or a name, parted by `|`; empty where it is undisputed.
    pub sides: &'static str,
    pub(super) terms: &'static str,
}

impl Entry {
    /// Reads a line of the table.
    pub(super) fn read(number: u32, line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (item, letter, name, country, class) = (next(), next(), next(), next(), next());
        let (weight, terms, links) = (next().parse().unwrap_or(0), next(), next().parse().unwrap_or(0));
        let (title, years) = (next(), next());
        let coordinates = Coordinates::from_parts(next(), next());
        let letter = *letter.as_bytes().first()?;
        let title = if title == "=" { name } else { title };
        let sides = next();
        Some(Self {
            number,
            item,
            letter,
            name,
            country,
            class,
            weight,
            links,
            title,
            years,
            coordinates,
            sides,
            terms,
        })
    }

    /// The name without what tells namesakes apart in brackets: “Harbor Party (Norway)”. Brackets that are of the name stay: “Harbor
    /// League (United)”.
    pub fn bare_name(&self) -> &'static str {
        let bare = self.name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
        let apart = |note: &str| {
            let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym];
            note.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                || Gazetteer::embedded().find(&normalize::key(note), &kinds, b"C").next().is_some()
        };
        bare.filter(|(_, note)| apart(note)).map_or(self.name, |(name, _)| name)
    }

    /// The type of entity.
    pub fn kind(&self) -> EntityType {
        match self.letter {
            b'C' => EntityType::Country,
            b'O' => EntityType::Organization,
            b'P' => EntityType::Person,
            _ => EntityType::Place,
        }
    }

    /// Whether somebody speaks of it as an actor of the world that may go unnoticed by a model of names.
    pub fn is_well_known(&self) -> bool {
        self.letter == b'C' || self.letter == b'O' && self.weight >= 6
    }

    /// Year of birth of a person.
    pub fn born(&self) -> Option<i32> {
        self.class.parse().ok().or_else(|| self.years.split('-').next()?.parse().ok())
    }

    /// Year of death of a person who is known to have died.
    pub fn died(&self) -> Option<i32> {
        self.years.split('-').nth(1)?.parse().ok()
    }
}
