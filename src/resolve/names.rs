//! A table of a user's own names (CSV) in; what each name means, and who holds which office, out. A bad row is named and
//! left out; the others count. What the user says goes before the embedded gazetteer.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};

use super::gazetteer::Gazetteer;
use super::lexicon::{self, OfficeKind};
use super::{Entity, EntityType, local_id, normalize};
use crate::analyze::NameType;
use crate::date::Date;
use crate::error::{Error, ErrorKind, Result};

/// The columns; `name` must be there, the others may be left out, in any order.
const COLUMNS: [&str; 9] = ["name", "type", "id", "aliases", "country", "wikidata", "office", "from", "to"];

/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// A user's own names.
#[derive(Debug, Default)]
pub struct Names {
    entries: Vec<Named>,
    by_key: HashMap<String, usize>,
    /// The longest key that begins with a word, in words.
    longest: HashMap<String, usize>,
    offices: Vec<Held>,
}

/// What a name means.
#[derive(Debug, Clone)]
struct Named {
    identity: Identity,
    /// `None` for “no link” without a type: what the text takes it for.
    kind: Option<EntityType>,
    name: String,
    country: Option<String>,
    line: u64,
}

#[derive(Debug, Clone, PartialEq)]
enum Identity {
    /// A Wikidata item.
    Item(String),
    /// The user's own id.
    Own(String),
    /// By type and name.
    Local,
}

/// An office with its holder.
#[derive(Debug)]
struct Held {
    holder: usize,
    kind: OfficeKind,
    country: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Names {
    /// No names.
    pub fn none() -> &'static Self {
        static NONE: OnceLock<Names> = OnceLock::new();
        NONE.get_or_init(Names::default)
    }

    /// Adds the rows of a file; the errors are of the rows that are left out.
    ///
    /// # Errors
    /// `Read` if the file cannot be read, `Format` if its first line has no column `name` or one that is unknown.
    pub fn add_file(&mut self, path: &Path) -> Result<Vec<Error>> {
        let bytes = std::fs::read(path)
            .map_err(|error| Error::new(ErrorKind::Read, "cannot read the gazetteer").in_file(path).caused_by(error))?;
        let rows = self.add(&bytes).map_err(|error| error.in_file(path))?;
        Ok(rows.into_iter().map(|error| error.in_file(path)).collect())
    }

    /// Adds the rows of a table.
    ///
    /// # Errors
    /// `Format` if the first line has no column `name` or one that is unknown.
    pub fn add(&mut self, table: &[u8]) -> Result<Vec<Error>> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(table);
        let bad = |error: &csv::Error| Error::new(ErrorKind::Format, format!("no CSV: {error}"));
        let columns = columns(reader.byte_headers().map_err(|error| bad(&error).at_line(1))?)?;
        let (mut row, mut errors) = (ByteRecord::new(), Vec::new());
        loop {
            match reader.read_byte_record(&mut row) {
                Ok(true) => {
                    let line = row.position().map_or(0, csv::Position::line);
                    if let Err(error) = Row::read(&row, &columns).and_then(|row| self.enter(row, line)) {
                        errors.push(error.at_line(line));
                    }
                }
                Ok(false) => break,
                Err(error) => {
                    errors.push(bad(&error).at_line(error.position().map_or(0, csv::Position::line)));
                    if error.is_io_error() {
                        break;
                    }
                }
            }
        }
        Ok(errors)
    }

    fn enter(&mut self, row: Row, line: u64) -> Result<()> {
        let named = row.named(line)?;
        let office = row.held()?;
        let keys: Vec<String> =
            std::iter::once(&row.name).chain(&row.aliases).map(|name| normalize::key(name)).collect();
        let mut known = None;
        for key in &keys {
            let Some(&at) = self.by_key.get(key) else { continue };
            let other = &self.entries[at];
            let same = other.identity == named.identity
                && other.kind == named.kind
                && (named.identity != Identity::Local || other.name == named.name);
            if !same || known.is_some_and(|known| known != at) {
                let message = format!("line {} gives “{key}” to something else", other.line);
                return Err(bad(message).remedy("a name may mean one thing only"));
            }
            known = Some(at);
        }
        let at = known.unwrap_or_else(|| {
            self.entries.push(named);
            self.entries.len() - 1
        });
        for key in keys {
            let words = key.split(' ').count();
            let first = key.split(' ').next().unwrap_or_default().to_owned();
            let longest = self.longest.entry(first).or_default();
            *longest = words.max(*longest);
            self.by_key.insert(key, at);
        }
        if let Some((kind, country, from, to)) = office {
            self.offices.push(Held { holder: at, kind, country, from, to });
        }
        Ok(())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many words a name may have that begins with this word, by its key; 0 where none does.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    /// What a key names, as a type of name.
    pub(super) fn kind(&self, key: &str) -> Option<Option<NameType>> {
        let named = &self.entries[*self.by_key.get(key)?];
        Some(named.kind.map(|kind| match kind {
            EntityType::Person => NameType::Person,
            EntityType::Organization => NameType::Organization,
            EntityType::Country | EntityType::Place => NameType::Location,
        }))
    }

    /// The entity that a key names; `taken` is the type that the text gives it.
    pub(super) fn entity(&self, key: &str, taken: EntityType) -> Option<Entity> {
        Some(self.entries[*self.by_key.get(key)?].entity(taken))
    }

    /// Who holds an office on a day by the user's table; `None` where nobody or several do. `surname` (a key) is that of
    /// the one meant, where the text tells.
    pub(super) fn holder(
        &self,
        country: &str,
        kind: OfficeKind,
        day: Option<NaiveDate>,
        surname: Option<&str>,
    ) -> Option<Entity> {
        let begun = |held: &Held| held.from.is_none_or(|from| day.is_none_or(|day| from <= day));
        let covers = |held: &Held| begun(held) && held.to.is_none_or(|to| day.is_none_or(|day| day <= to));
        let called = |held: &Held| {
            let name = normalize::key(&self.entries[held.holder].name);
            surname.is_none_or(|surname| name.rsplit(' ').next() == Some(surname))
        };
        let mut holders: Vec<usize> = self
            .offices
            .iter()
            .filter(|held| held.country == country && held.kind.is_called(kind) && covers(held) && called(held))
            .map(|held| held.holder)
            .collect();
        holders.sort_unstable();
        holders.dedup();
        match holders[..] {
            [holder] => Some(self.entries[holder].entity(EntityType::Person)),
            _ => None,
        }
    }
}

impl Named {
    fn entity(&self, taken: EntityType) -> Entity {
        let kind = self.kind.unwrap_or(taken);
        let wikidata = match &self.identity {
            Identity::Item(item) => Some(item.clone()),
            _ => None,
        };
        Entity {
            id: match &self.identity {
                Identity::Item(item) => item.clone(),
                Identity::Own(id) => format!("user-{id}"),
                Identity::Local => local_id(kind.as_str(), &self.name),
            },
            kind,
            types: BTreeSet::from([kind]),
            name: self.name.clone(),
            aliases: BTreeMap::new(),
            title: None,
            coordinates: None,
            claimed_by: Vec::new(),
            iso3: self.country.clone().filter(|_| kind == EntityType::Country),
            country: self.country.clone(),
            wikidata,
            mentions: 0,
            confidence: 1.0,
            reason: "the user’s gazetteer",
        }
    }
}

/// A row whose fields are text.
#[derive(Debug, Default)]
struct Row {
    name: String,
    kind: Option<EntityType>,
    id: String,
    aliases: Vec<String>,
    country: String,
    wikidata: String,
    office: String,
    from: String,
    to: String,
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Format, message)
}

/// Where each of [`COLUMNS`] stands.
fn columns(head: &ByteRecord) -> Result<[Option<usize>; COLUMNS.len()]> {
    let mut columns = [None; COLUMNS.len()];
    for (at, name) in head.iter().enumerate() {
        let name = String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_lowercase();
        let Some(column) = COLUMNS.iter().position(|column| *column == name) else {
            let name: String = name.chars().take(30).collect();
            return Err(bad(format!("unknown column “{name}”"))
                .at_line(1)
                .remedy(format!("the columns are {}", COLUMNS.join(", "))));
        };
        columns[column] = columns[column].or(Some(at));
    }
    if columns[0].is_none() {
        return Err(bad("no column “name”").at_line(1).remedy("name the columns in the first line"));
    }
    Ok(columns)
}

impl Row {
    fn read(row: &ByteRecord, columns: &[Option<usize>; COLUMNS.len()]) -> Result<Self> {
        let field = |column: usize| -> Result<String> {
            let bytes = columns[column].and_then(|at| row.get(at)).unwrap_or_default();
            let text = str::from_utf8(bytes).map_err(|_| {
                Error::new(ErrorKind::Encoding, "a row that is not UTF-8").remedy("save the file as UTF-8")
            })?;
            if text.chars().any(char::is_control) {
                return Err(bad(format!("a control character in column “{}”", COLUMNS[column])));
            }
            Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let kind = match field(1)?.to_lowercase().as_str() {
            "" => None,
            "person" => Some(EntityType::Person),
            "country" => Some(EntityType::Country),
            "organization" | "organisation" => Some(EntityType::Organization),
            "place" => Some(EntityType::Place),
            other => {
                let other: String = other.chars().take(30).collect();
                return Err(
                    bad(format!("unknown type “{other}”")).remedy("write person, country, organization or place")
                );
            }
        };
        let aliases =
            field(3)?.split(';').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
        let row = Row {
            name: field(0)?,
            kind,
            id: field(2)?,
            aliases,
            country: field(4)?,
            wikidata: field(5)?,
            office: field(6)?,
            from: field(7)?,
            to: field(8)?,
        };
        row.check_names()?;
        Ok(row)
    }

    fn check_names(&self) -> Result<()> {
        for name in std::iter::once(&self.name).chain(&self.aliases) {
            if !normalize::key(name).chars().any(char::is_alphabetic) {
                return Err(bad(format!("“{name}” is no name")).remedy("a name has a letter"));
            }
            if name.chars().count() > LONGEST_NAME {
                return Err(bad(format!("a name of more than {LONGEST_NAME} characters")));
            }
        }
        Ok(())
    }

    fn named(&self, line: u64) -> Result<Named> {
        let known = match self.wikidata.as_str() {
            "" | "none" => None,
            item if is_item(item) => Gazetteer::embedded().of_item(item),
            other => {
                let other: String = other.chars().take(30).collect();
                return Err(
                    bad(format!("“{other}” is no Wikidata item")).remedy("write Q and digits, or none for no link")
                );
            }
        };
        let is_id =
            |id: &str| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        if !is_id(&self.id) {
            return Err(bad("an id with other characters than letters, digits, “.”, “_” and “-”, or more than 64"));
        }
        let identity = match (self.wikidata.as_str(), self.id.as_str()) {
            ("" | "none", "") => Identity::Local,
            ("" | "none", id) => Identity::Own(id.to_owned()),
            (item, _) => Identity::Item(item.to_owned()),
        };
        let kind = self.kind.or(known.map(|entry| entry.kind()));
        if kind.is_none() && self.wikidata != "none" {
            return Err(
                bad(format!("no type for “{}”", self.name)).remedy("write person, country, organization or place")
            );
        }
        let gazetteer = Gazetteer::embedded();
        let international = matches!(self.country.as_str(), "" | "IGO" | "NGO");
        if !international && gazetteer.country(&self.country).is_none() {
            let code: String = self.country.chars().take(30).collect();
            return Err(bad(format!("“{code}” is no country")).remedy("write an ISO 3166 alpha-3 code, IGO or NGO"));
        }
        let country = Some(self.country.as_str()).filter(|country| !country.is_empty());
        let country = country.or(known.map(|entry| entry.country).filter(|country| !country.is_empty()));
        // What an item is called is known; the row names it only where it is not.
        let name = known.map_or_else(|| self.name.clone(), |entry| entry.name.to_owned());
        Ok(Named { identity, kind, name, country: country.map(str::to_owned), line })
    }

    /// The office of the row with its country and term.
    #[allow(clippy::type_complexity)] // four parts of one thing, taken apart at once
    fn held(&self) -> Result<Option<(OfficeKind, String, Option<NaiveDate>, Option<NaiveDate>)>> {
        let date = |text: &str, last: bool| -> Result<Option<NaiveDate>> {
            if text.is_empty() {
                return Ok(None);
            }
            let date: Date = text.parse().map_err(|error| bad("no date").caused_by(error))?;
            Ok(if last { date.last_day() } else { date.first_day() })
        };
        let (from, to) = (date(&self.from, false)?, date(&self.to, true)?);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(bad("a term that ends before it begins"));
        }
        if self.office.is_empty() {
            return if from.or(to).is_some() { Err(bad("dates without an office")) } else { Ok(None) };
        }
        let words: Vec<String> = self.office.to_lowercase().split(' ').map(str::to_owned).collect();
        let kind = lexicon::office(&words).filter(|kind| !kind.is_affiliation() && *kind != OfficeKind::Honorific);
        let Some(kind) = kind else {
            let office: String = self.office.chars().take(40).collect();
            return Err(
                bad(format!("unknown office “{office}”")).remedy("write it as news does: foreign minister, president")
            );
        };
        if self.country.is_empty() {
            return Err(bad("an office without a country"));
        }
        if self.kind.is_some_and(|kind| kind != EntityType::Person) {
            return Err(bad("an office of somebody who is no person"));
        }
        Ok(Some((kind, self.country.clone(), from, to)))
    }
}

/// Whether a text is the number of a Wikidata item.
pub(crate) fn is_item(item: &str) -> bool {
    let digits = item.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty()
        && digits.len() < 12
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
name,type,id,aliases,country,wikidata,office,from,to
Zorland Steel,organization,acme-1,ZS; Zorland Works,NOR,,,,
Georgia,,,,,Q1428,,,
Moscow,,,,,none,,,
Ada Vik,person,,,NOR,,foreign minister,2015-01,2015
Bo Vik,person,,,NOR,,foreign minister,2016,
";

    fn names(table: &str) -> (Names, Vec<String>) {
        let mut names = Names::default();
        let errors = names.add(table.as_bytes()).unwrap();
        (names, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_become_entities() {
        let (names, errors) = names(TABLE);
        assert!(errors.is_empty(), "{errors:?}");
        let entity = |key: &str| names.entity(key, EntityType::Place).unwrap();
        assert_eq!(entity("zorland works").id, "user-acme-1");
        assert_eq!(entity("zs").name, "Zorland Steel");
        assert_eq!(entity("georgia").wikidata.as_deref(), Some("Q1428"));
        assert_eq!(entity("georgia").kind, EntityType::Place);
        assert_eq!(entity("georgia").country.as_deref(), Some("USA"));
        assert!(entity("moscow").id.starts_with("local-"));
        assert_eq!((names.longest("zorland"), names.longest("x")), (2, 0));
    }

    #[test]
    fn offices_have_their_holder_by_day() {
        let (names, _) = names(TABLE);
        let holder = |day: &str| {
            let day = day.parse().ok();
            names.holder("NOR", OfficeKind::ForeignMinister, day, None).map(|entity| entity.name)
        };
        assert_eq!(holder("2015-12-31").as_deref(), Some("Ada Vik"));
        assert_eq!(holder("2016-01-01").as_deref(), Some("Bo Vik"));
        assert_eq!(holder("2014-12-31"), None);
        let surname =
            |name| names.holder("NOR", OfficeKind::ForeignMinister, None, Some(name)).map(|entity| entity.name);
        assert_eq!((surname("vik"), surname("roe")), (None, None));
    }

    #[test]
    fn bad_rows_are_named_and_the_others_count() {
        let rows = [
            ",person,,,,,,,",
            "Good One,person,,,,,,,",
            "No Type,,,,,,,,",
            "Odd,thing,,,,,,,",
            "Odd,person,a b,,,,,,",
            "Odd,person,\"x\"\"><script>\",,,,,,",
            "Odd,person,,,ATLANTIS,,,,",
            "Odd,person,,,,Qx,,,",
            "Odd,person,,,NOR,,juggler,,",
            "Odd,person,,,NOR,,president,soon,",
            "Odd,person,,,NOR,,president,2016,2015",
            "Odd,person,,,NOR,,,2016,",
            "Good One,organization,,,,,,,",
            "Od\u{7}d,person,,,,,,,",
            "Good Two,person,,,,,,,",
        ];
        let (names, errors) = names(&format!("{}\n{}\n", COLUMNS.join(","), rows.join("\n")));
        assert_eq!(errors.len(), 13, "{errors:#?}");
        for (error, line) in errors.iter().zip([2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]) {
            assert!(error.starts_with(&format!("line {line}: ")), "{error}");
        }
        assert!(
            names.entity("good two", EntityType::Place).is_some() && names.entity("odd", EntityType::Place).is_none()
        );
    }

    #[test]
    fn a_table_without_names_or_with_unknown_columns_is_refused() {
        for table in ["type,id\nperson,x\n", "name,colour\nRoe,red\n", ""] {
            assert!(Names::default().add(table.as_bytes()).is_err(), "{table}");
        }
    }
}
