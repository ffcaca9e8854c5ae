//! A table of decisions (CSV, as spreadsheets save it) in; the decisions with their lines out, and what is wrong with the others.
//!
//! Columns go by their names; `decision` and `id` must be there, and those that mean nothing here are passed over. A row
//! without a verb is a proposal that nobody decided yet.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::{Decision, Decisions, Label, Verb, short};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::decode;
use crate::resolve::{name_key, unlikeness};
use crate::spreadsheet;

/// A decision as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What is decided.
    pub decision: Decision,
    /// What stands beside it.
    pub label: Label,
    /// The line that it begins in.
    pub line: u64,
}

/// What a file of decisions holds.
#[derive(Debug, Default)]
pub struct File {
    /// The decisions, each once, in their order.
    pub given: Vec<Given>,
    /// What of it is not taken, and why.
    pub flaws: Vec<Error>,
    /// What is doubtful of the file as a whole.
    pub warning: Option<Error>,
    /// How many rows nobody decided.
    pub undecided: usize,
}

/// The columns that are read.
const COLUMNS: [&str; 6] = ["decision", "id", "other", "name", "other_name", "note"];

/// Those that must be there.
const NEEDED: usize = 2;

impl File {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ErrorKind::Read`] where it cannot be read, [`ErrorKind::Encoding`] where it is no text, [`ErrorKind::Format`] where its
    /// first line does not name the columns.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| {
            let error = Error::new(ErrorKind::Read, "cannot read the decisions").in_file(path).caused_by(error);
            error.remedy("check the path")
        })?;
        let mut file = Self::of(bytes).map_err(|error| error.in_file(path))?;
        file.flaws = file.flaws.into_iter().map(|flaw| flaw.in_file(path)).collect();
        file.warning = file.warning.map(|warning| warning.in_file(path));
        Ok(file)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// As [`File::read`].
    pub fn of(bytes: Vec<u8>) -> Result<Self> {
        let decoded = decode(bytes, None)?;
        let mut file = Self { warning: decoded.warning, ..Self::default() };
        let text = decoded.text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter(text))
            .from_reader(text.as_bytes());
        let (mut columns, mut lines) = (None, Lines { text, byte: 0, line: 1 });
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = lines.at(error.position());
                    file.flaws.push(Error::new(ErrorKind::Format, "no row of CSV").at_line(line).caused_by(error));
                    continue;
                }
            };
            let line = lines.at(record.position());
            match &columns {
                None => columns = Some(places(&record)?),
                Some(columns) => file.row(&record, columns, line),
            }
        }
        if columns.is_none() {
            places(&StringRecord::new())?;
        }
        file.refuse_contradictions();
        Ok(file)
    }

    fn row(&mut self, record: &StringRecord, columns: &[Option<usize>; COLUMNS.len()], line: u64) {
        let [verb, id, other, name, other_name, note] =
            columns.map(|place| cell(place.and_then(|place| record.get(place)).unwrap_or_default()));
        if verb.is_empty() {
            self.undecided += usize::from(record.iter().any(|field| !field.trim().is_empty()));
            return;
        }
        let decision = match Verb::from_name(&verb) {
            Some(verb) => Decision::new(verb, &id, &other).map_err(|flaw| Error::new(ErrorKind::Format, flaw)),
            None => Err(unknown(&verb)),
        };
        match decision {
            Ok(decision) => {
                // The names stand in the order of the ids.
                let turned = decision.id() != id && decision.other() == id;
                let (name, other_name) = if turned { (other_name, name) } else { (name, other_name) };
                self.given.push(Given { decision, label: Label { name, other_name, note }, line });
            }
            Err(flaw) => self.flaws.push(flaw.at_line(line)),
        }
    }

    /// Takes out what the file decides in two ways, and what it says twice.
    fn refuse_contradictions(&mut self) {
        let mut lines = BTreeMap::<Decision, u64>::new();
        let mut all = Decisions::default();
        for given in std::mem::take(&mut self.given) {
            if !lines.contains_key(&given.decision) {
                lines.insert(given.decision.clone(), given.line);
                self.given.push(given.clone());
            }
            all.add(given.decision, given.label);
        }
        let settled = all.settled();
        for against in &settled.contradictions {
            let mut told: Vec<(u64, &Decision)> = against.iter().map(|one| (lines[*one], *one)).collect();
            told.sort_unstable();
            let rows: Vec<String> = told.iter().map(|(line, one)| format!("“{one}” in line {line}")).collect();
            let message = format!("decisions that contradict each other: {}", rows.join(", "));
            let flaw = Error::new(ErrorKind::Format, message).remedy("none of them is taken: keep what is right");
            self.flaws.push(flaw.at_line(told.first().map_or(0, |(line, _)| *line)));
        }
        self.given.retain(|given| settled.holding.contains(&given.decision));
    }
}

/// Tells lines: the reader of CSV counts one less where a line ends in two characters.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a row; rows come in their order.
    fn at(&mut self, row: Option<&csv::Position>) -> u64 {
        let bytes = self.text.as_bytes();
        let begin = row.and_then(|row| usize::try_from(row.byte()).ok()).unwrap_or(self.byte);
        let breaks = bytes.get(begin..).unwrap_or_default().iter();
        let begin = begin + breaks.take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let between = bytes.get(self.byte..begin).unwrap_or_default();
        let ends = |at: usize| match between[at] {
            b'\r' => between.get(at + 1) != Some(&b'\n'),
            byte => byte == b'\n',
        };
        self.line += (0..between.len()).filter(|at| ends(*at)).count() as u64;
        self.byte = begin.max(self.byte);
        self.line
    }
}

/// Where each of [`COLUMNS`] stands.
fn places(head: &StringRecord) -> Result<[Option<usize>; COLUMNS.len()]> {
    let place = |column: &str| head.iter().position(|name| name.trim().eq_ignore_ascii_case(column));
    let columns = COLUMNS.map(place);
    match (0..NEEDED).find(|&needed| columns[needed].is_none()) {
        Some(missing) => Err(Error::new(ErrorKind::Format, format!("no column “{}”", COLUMNS[missing]))
            .at_line(1)
            .remedy(format!("name the columns in the first line: {}", COLUMNS.join(", ")))),
        None => Ok(columns),
    }
}

/// What parts the fields of the first line: spreadsheets of some languages write `;`, and a copied table has tabs.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    // Of as many the first.
    [b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// The text of a cell on one line, without the sign that keeps a spreadsheet from taking it for a formula.
fn cell(text: &str) -> String {
    let text = text.strip_prefix('\'').filter(|text| spreadsheet::is_formula(text)).unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// That something is no verb.
fn unknown(verb: &str) -> Error {
    let key = name_key(verb);
    let near = Verb::ALL.into_iter().filter_map(|known| Some((unlikeness(&key, &name_key(known.as_str()))?, known)));
    let remedy = match near.min() {
        Some((_, known)) => format!("the nearest is {known}"),
        None => format!("write {}", Verb::ALL.map(Verb::as_str).join(", ")),
    };
    Error::new(ErrorKind::Format, format!("“{}” is no decision", short(verb))).remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>, usize) {
        let file = File::of(text.as_bytes().to_vec()).unwrap();
        let given = file.given.iter().map(|given| format!("{}: {}", given.line, given.decision));
        (given.collect(), file.flaws.iter().map(ToString::to_string).collect(), file.undecided)
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_save_it() {
        let expected = vec!["2: reject e-1".to_owned(), "4: same-as Q1 local-2".to_owned()];
        let comma = "decision,id,other,note\nReject,e-1,,\n,e-2,,\nsame as,local-2,Q1,\"two\nlines\"\n,,,\n";
        assert_eq!(read(comma), (expected.clone(), vec![], 1));
        let windows = format!("\u{feff}{}", comma.replace(',', ";").replace('\n', "\r\n"));
        assert_eq!(read(&windows).0, expected);
        assert_eq!(read(&comma.replace(',', "\t")).0, expected);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(comma.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(File::of(wide).unwrap().given.len(), 2);
    }

    #[test]
    fn names_stand_with_their_ids() {
        let file =
            File::of(b"note,decision,id,name,other,other_name,x\n'=1+1,not-same,b,Bo,a,Ada,'y\n".to_vec()).unwrap();
        let label = &file.given[0].label;
        assert_eq!((&*label.name, &*label.other_name, &*label.note), ("Ada", "Bo", "=1+1"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let (given, flaws, _) = read("id,decision\ne-1,rejct\nQ1,confirm\ne-2,xyz\ne-3,reject\n");
        assert_eq!(given, ["5: reject e-3"]);
        assert!(flaws[0].starts_with("line 2: “rejct” is no decision; the nearest is reject"), "{flaws:?}");
        assert!(flaws[1].starts_with("line 3: “confirm” is about an edge"), "{flaws:?}");
        assert!(flaws[2].starts_with("line 4: “xyz” is no decision; write confirm"), "{flaws:?}");
        for table in ["", "decision,name\n", "id\n"] {
            assert!(File::of(table.as_bytes().to_vec()).unwrap_err().to_string().contains("no column"));
        }
    }

    #[test]
    fn a_contradiction_names_its_lines_and_takes_neither() {
        let (given, flaws, _) = read("decision,id,other\nconfirm,e-1,\nlink,a,Q1\nreject,e-1,\nlink,a,Q2\nlink,b,Q1\n");
        assert_eq!(given, ["6: link b Q1"]);
        assert!(flaws[0].contains("“confirm e-1” in line 2, “reject e-1” in line 4"), "{flaws:?}");
        assert!(flaws[1].contains("“link a Q1” in line 3, “link a Q2” in line 5"), "{flaws:?}");
        let (given, flaws, _) = read("decision,id,other\nnot-same,a,c\nsame-as,a,b\nsame-as,c,b\nsame-as,c,b\n");
        assert!(given.is_empty() && flaws[0].contains("line 2") && flaws[0].contains("line 4"), "{flaws:?}");
    }
}
