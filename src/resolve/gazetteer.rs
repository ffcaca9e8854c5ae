//! The embedded tables of `data/gazetteer` in; look-ups by name, office and date out. Nothing is parsed before it is
//! asked for: names are found in automata that the build makes, terms lie in byte order and are found by bisection.

mod entry;
mod index;

use std::sync::OnceLock;

use chrono::NaiveDate;

pub use entry::Entry;
use index::Index;

static ENTITIES: &str = include_str!(concat!(env!("OUT_DIR"), "/entities.tsv"));
static ENTITY_LINES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entities.lines"));
static TERM_LINES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/terms.lines"));
static TERMS: &str = include_str!(concat!(env!("OUT_DIR"), "/terms.tsv"));

/// What the program knows about the world: names, countries, offices and who held them.
#[derive(Debug)]
pub struct Gazetteer {
    names: &'static Index,
    wide: &'static Index,
}

/// How a key refers to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The name itself.
    Name,
    /// Another name.
    Alias,
    /// An acronym or short form that counts only in its capitals: “WHO”, “US”.
    Acronym,
    /// Adjective or noun of a people.
    Demonym,
    /// A seat of government that stands for its state.
    Seat,
    /// The family name of a holder of a high office.
    FamilyName,
}

/// One entry that a key refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// In which way.
    pub kind: NameKind,
    /// Number of the entry.
    pub entry: u32,
    /// How often a portal of world news linked so from this name.
    pub links: u32,
}

/// A term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Alpha-3 of the state, or a code such as `NATO` for a body.
    pub body: &'static str,
    /// `head_of_state`, `foreign_minister`, `minister`, `ambassador` …
    pub kind: &'static str,
    /// First day, as the source has it: `2013-03-14`, `2013-03`, `2013` or empty.
    pub start: &'static str,
    /// Last day; with a leading `~` the last day on which the source still had the person in office.
    pub end: &'static str,
    /// Whether it is the office of that kind that the press means: the foreign minister, not a minister at the ministry.
    pub principal: bool,
    /// Title: “Secretary of State”.
    pub label: &'static str,
    /// Number of the person's entry.
    pub person: u32,
}

impl Term {
    /// Whether the person was in office on a day, by the source; unknown counts as no.
    pub fn covers(&self, day: NaiveDate) -> bool {
        let day = day.to_string();
        let end = self.end.strip_prefix('~').unwrap_or(self.end);
        self.start <= &day[..self.start.len().min(10)] && !end.is_empty() && end >= &day[..end.len().min(10)]
    }

    /// Whether the person may have been in office on a day: the source ends before it and names no end of the term.
    pub fn may_cover(&self, day: NaiveDate) -> bool {
        let day = day.to_string();
        self.start <= &day[..self.start.len().min(10)] && (self.end.starts_with('~') || self.covers_text(&day))
    }

    /// Whether the person was in office on a day or, for all that the tables know, still is: they end with the person in office, not
    /// long before it.
    pub fn lasts(&self, day: NaiveDate) -> bool {
        const YEARS: i32 = 2;
        let recent = || {
            let end = self.end.strip_prefix('~').and_then(|end| end.get(..4)?.parse::<i32>().ok());
            end.is_some_and(|year| chrono::Datelike::year(&day) - year <= YEARS)
        };
        self.covers(day) || recent() && self.may_cover(day)
    }

    fn covers_text(&self, day: &str) -> bool {
        !self.end.is_empty() && self.end >= &day[..self.end.len().min(10)]
    }

    /// Whether the person led the state on a day, as its head or that of its government, for all that the tables know.
    pub fn leads(&self, day: NaiveDate) -> bool {
        matches!(self.kind, "head_of_state" | "head_of_government") && self.principal && self.lasts(day)
    }

    /// Whether the term had begun by a day.
    pub fn began_by(&self, day: NaiveDate) -> bool {
        let day = day.to_string();
        self.start <= &day[..self.start.len().min(10)]
    }
}

impl Gazetteer {
    /// The gazetteer compiled into the program.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self { names: Index::names(), wide: Index::wide() })
    }

    /// The entries that a normalized key refers to, in the order of their numbers.
    pub fn lookup(&self, key: &str) -> impl Iterator<Item = Reference> + use<> {
        self.names.get(key)
    }

    /// The entries that may be meant by a normalized key which [`lookup`](Self::lookup) does not tell enough of: brands,
    /// players, villages. They have namesakes that no table knows.
    pub fn lookup_wide(&self, key: &str) -> impl Iterator<Item = Reference> + use<> {
        self.wide.get(key)
    }

    /// Whether a longer key begins with this one and a space.
    pub fn continues(&self, key: &str) -> bool {
        self.names.has_prefix(&format!("{key} "))
    }

    /// Whether somebody's full name begins with this word.
    pub fn is_first_name(&self, word: &str) -> bool {
        const KEYS: usize = 200;
        let person = |reference: Reference| self.entry(reference.entry).is_some_and(|entry| entry.letter == b'P');
        self.names.any_with_prefix(&format!("{word} "), KEYS, person)
    }

    /// The entry of a number.
    pub fn entry(&self, number: u32) -> Option<Entry> {
        Entry::read(number, line(ENTITIES, ENTITY_LINES, number as usize)?)
    }

    /// The entry of a Wikidata item.
    pub fn of_item(&self, item: &str) -> Option<Entry> {
        (0..).map_while(|number| self.entry(number)).find(|entry| entry.item == item)
    }

    /// The entries of a key whose kind of name and whose letter are among those given.
    pub fn find<'a>(&'a self, key: &str, kinds: &'a [NameKind], letters: &'a [u8]) -> impl Iterator<Item = Entry> + 'a {
        self.lookup(key)
            .filter(|reference| kinds.contains(&reference.kind))
            .filter_map(|reference| self.entry(reference.entry))
            .filter(|entry| letters.contains(&entry.letter))
    }

    /// The terms of office of a person, in the order of body, kind and start.
    pub fn terms_of(&self, entry: &Entry) -> impl Iterator<Item = Term> + use<> {
        entry.terms.split(' ').filter_map(|at| at.parse().ok()).filter_map(|at| term(line(TERMS, TERM_LINES, at)?))
    }

    /// All terms of a body, or those of one kind of office: `("RUS", Some("foreign_minister"))`.
    pub fn terms_of_body(&self, body: &str, kind: Option<&str>) -> impl Iterator<Item = Term> + use<> {
        let prefix = match kind {
            Some(kind) => format!("{body}\t{kind}\t"),
            None => format!("{body}\t"),
        };
        let begin = lower_bound(TERMS, &prefix);
        TERMS[begin..].lines().take_while(move |line| line.starts_with(&prefix)).filter_map(term)
    }

    /// Who held the principal office of that kind on a day; `None` where the tables name nobody, or several.
    pub fn holder(&self, body: &str, kind: &str, day: NaiveDate) -> Option<Entry> {
        let in_office = || self.terms_of_body(body, Some(kind)).filter(|term| term.principal && term.covers(day));
        // On the day of a change the one who comes is meant as often as the one who goes.
        let mut people: Vec<u32> = in_office().map(|term| term.person).collect();
        people.sort_unstable();
        people.dedup();
        match people[..] {
            [person] => self.entry(person),
            _ => None,
        }
    }

    /// The state of an alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<Entry> {
        static BY_CODE: OnceLock<Vec<(&'static str, u32)>> = OnceLock::new();
        let table = BY_CODE.get_or_init(|| {
            let states = (0..).map_while(|number| self.entry(number)).take_while(|entry| entry.letter == b'C');
            let mut table: Vec<_> =
                states.filter(|entry| !entry.country.is_empty()).map(|entry| (entry.country, entry.number)).collect();
            table.sort_unstable();
            table
        });
        let place = table.binary_search_by(|(code, _)| (*code).cmp(iso3)).ok()?;
        self.entry(table.get(place)?.1)
    }
}

fn term(line: &'static str) -> Option<Term> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    let (body, kind, start, end, principal, label) = (next()?, next()?, next()?, next()?, next()?, next()?);
    let person = next()?.parse().ok()?;
    Some(Term { body, kind, start, end, principal: principal == "1", label, person })
}

/// The first line of a sorted text that is not less than `key`.
fn lower_bound(text: &str, key: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let begin = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[begin..]).map_or(bytes.len(), |at| begin + at + 1);
        // The tab after a key sorts before every letter and the space, so lines compare as their keys do.
        if &bytes[begin..end.saturating_sub(1).max(begin)] < key.as_bytes() {
            low = end;
        } else {
            high = begin;
        }
    }
    low
}

/// A line of a text, by where its lines begin.
fn line(text: &'static str, begins: &[u8], line: usize) -> Option<&'static str> {
    let begin = |line: usize| {
        let bytes = begins.get(4 * line..4 * line + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    };
    text.get(begin(line)?..begin(line + 1)? - 1)
}

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn items(key: &str, letters: &[u8]) -> Vec<&'static str> {
        let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym, NameKind::Demonym];
        let mut items: Vec<_> = Gazetteer::embedded().find(key, &kinds, letters).map(|entry| entry.item).collect();
        items.dedup();
        items
    }

    #[test]
    fn tables_have_their_form() {
        let gazetteer = Gazetteer::embedded();
        let names = gazetteer.names.keys();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        for key in names.iter().step_by(97) {
            assert!(gazetteer.lookup(key).count() > 0, "{key}");
            assert!(gazetteer.lookup(key).all(|reference| gazetteer.entry(reference.entry).is_some()), "{key}");
            if !key.starts_with('~') {
                assert_eq!(normalize::key(key), key.strip_prefix("the ").unwrap_or(key.as_str()));
            }
        }
        assert!(TERMS.lines().all(|line| term(line).is_some_and(|term| gazetteer.entry(term.person).is_some())));
        assert!(gazetteer.lookup("no such name anywhere").next().is_none());
        assert!(gazetteer.lookup("").next().is_none());
    }

    #[test]
    fn names_of_the_tables_are_folded_as_here() {
        let gazetteer = Gazetteer::embedded();
        let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym];
        for number in (0..40_000).step_by(211) {
            let Some(entry) = gazetteer.entry(number) else { continue };
            let bare = entry.name.split(" (").next().unwrap();
            let found = |key: &str| gazetteer.find(key, &kinds, &[entry.letter]).any(|other| other.number == number);
            assert!(found(&normalize::key(bare)) || found(&normalize::key(entry.name)), "{}", entry.name);
            if entry.letter == b'P' {
                assert!(found(&format!("~{}", normalize::skeleton(&normalize::key(entry.name)))), "{}", entry.name);
            }
        }
    }

    #[test]
    fn countries_are_found_by_name_short_form_and_people() {
        assert_eq!(items("norway", b"C"), ["Q20"]);
        assert_eq!(items("uk", b"C"), ["Q145"]);
        assert_eq!(items("kazakhs", b"C"), ["Q232"]);
        assert_eq!(items("netherlands", b"C"), ["Q29999"]);
        assert_eq!(items("georgia", b"CR"), ["Q230", "Q1428"]);
        assert_eq!(Gazetteer::embedded().country("DEU").unwrap().item, "Q183");
        assert!(Gazetteer::embedded().country("XYZ").is_none());
    }

    #[test]
    fn offices_have_their_holders_by_day() {
        let gazetteer = Gazetteer::embedded();
        let name = |body, kind, on| gazetteer.holder(body, kind, day(on)).map(|entry| entry.name);
        assert_eq!(name("DEU", "head_of_government", "2015-05-05"), Some("Angela Merkel"));
        assert_eq!(name("USA", "head_of_state", "2010-01-01"), Some("Barack Obama"));
        assert_eq!(name("GBR", "head_of_government", "2019-08-28"), Some("Boris Johnson"));
        assert_eq!(name("GBR", "head_of_state", "2010-08-28"), Some("Elizabeth II"));
        assert_eq!(name("CHN", "head_of_state", "2023-03-22"), Some("Xi Jinping"));
        assert_eq!(name("RUS", "foreign_minister", "2020-03-22"), Some("Sergey Lavrov"));
        assert_eq!(name("RUS", "foreign_minister", "2099-03-22"), None);
    }

    #[test]
    fn terms_know_what_they_do_not_know() {
        let term =
            Term { body: "", kind: "", start: "2013-03", end: "~2022-07-01", principal: true, label: "", person: 0 };
        assert!(term.covers(day("2013-03-02")) && term.covers(day("2022-07-01")));
        assert!(!term.covers(day("2013-02-28")) && !term.covers(day("2023-01-01")));
        assert!(term.may_cover(day("2023-01-01")) && !term.may_cover(day("2012-01-01")));
        assert!(term.lasts(day("2024-01-01")) && !term.lasts(day("2025-01-01")) && !term.lasts(day("2012-01-01")));
    }

    #[test]
    fn longer_names_are_foreseen() {
        assert!(Gazetteer::embedded().continues("united"));
        assert!(!Gazetteer::embedded().continues("norway xyz"));
    }
}
