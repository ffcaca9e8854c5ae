//! A graph in; `events.gdelt.tsv` out: the events of the plain graph in the 61 columns of GDELT 2.0 ("GDELT Event Codebook V2.0",
//! 2015), without a header, as GDELT's own files are.
//!
//! `GlobalEventID` is a whole number there: it is that of the first fifteen digits of the edge's id. An event without a day has that of
//! its best document. `SOURCEURL` is the document's address, or its id where it has none. Geographic codes of the FIPS and GNS, actors' types, the Goldstein
//! scale and the tone are not known and empty, and events without a CAMEO code are left out.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use super::csv_fields::one_line;
use super::{EdgeView, Export, View};
use crate::coordinates::Coordinates;
use crate::graph::{DocumentNode, EdgeKind, Node, document_id};

/// Writer of `events.gdelt.tsv`.
pub(super) struct Gdelt;

/// How many columns there are.
const COLUMNS: usize = 61;

impl Export for Gdelt {
    fn file_name(&self) -> &'static str {
        "events.gdelt.tsv"
    }

    fn purpose(&self) -> &'static str {
        "events in the columns of GDELT 2.0"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let quote = csv::QuoteStyle::Never;
        let mut table =
            csv::WriterBuilder::new().delimiter(b'\t').quote_style(quote).has_headers(false).from_writer(out);
        for edge in view.edges().iter().filter(|edge| edge.plain) {
            let EdgeKind::Event(predicate) = edge.claim.kind else { continue };
            let info = predicate.info();
            let code = edge.cameo(info);
            if !code.is_empty() {
                table.write_record(row(edge, code, info.quad_class, view).iter().map(|cell| one_cell(cell)))?;
            }
        }
        table.flush()
    }
}

fn row(edge: &EdgeView<'_>, code: &str, quad_class: u8, view: &View<'_>) -> Vec<String> {
    let mut cells = Vec::with_capacity(COLUMNS);
    let document = document(&edge.best.document, view);
    let published = document.and_then(|document| document.date).and_then(|date| date.first_day());
    let day = edge.claim.date.and_then(|date| date.first_day()).or(published);
    cells.push(number(edge.id));
    cells.extend(days(day));
    actor(&edge.claim.source, view, &mut cells);
    actor(&edge.claim.target, view, &mut cells);
    cells.push("1".to_owned());
    // A code of four digits is of one of three, that of one of two.
    let part = |digits: usize| code.get(..digits).unwrap_or(code).to_owned();
    cells.extend([code.to_owned(), part(3), part(2)]);
    cells.push(if quad_class == 0 { String::new() } else { quad_class.to_string() });
    cells.push(String::new());
    cells.extend([edge.evidence.len(), edge.documents, edge.documents].map(|count| count.to_string()));
    cells.push(String::new());
    place(None, view, &mut cells);
    place(None, view, &mut cells);
    place(edge.place(), view, &mut cells);
    cells.push(published.map(|day| day.format("%Y%m%d000000").to_string()).unwrap_or_default());
    let address = document.and_then(|document| document.urls().next());
    cells.push(address.unwrap_or(&edge.best.document).to_owned());
    cells
}

/// The whole number of an id `e-` and sixteen hexadecimal digits.
fn number(id: &str) -> String {
    let digits = id.rsplit('-').next().and_then(|digits| digits.get(..15));
    digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default().to_string()
}

/// Day, month, year, and the year with its part.
fn days(day: Option<NaiveDate>) -> [String; 4] {
    let Some(day) = day else { return Default::default() };
    let part = f64::from(day.month() * 30 + day.day()) / 365.0;
    let fraction = f64::from(day.year()) + part.min(0.9999);
    let text = |format: &str| day.format(format).to_string();
    [text("%Y%m%d"), text("%Y%m"), text("%Y"), format!("{fraction:.4}")]
}

/// The ten columns of an actor: code, name, country, and seven that are not known.
fn actor(id: &str, view: &View<'_>, cells: &mut Vec<String>) {
    let shown = view.node(id);
    let entity = shown.and_then(|shown| shown.node.entity());
    let country = entity.and_then(|entity| entity.iso3.clone().or_else(|| entity.country.clone())).unwrap_or_default();
    let is_state = country.len() == 3 && !matches!(country.as_str(), "IGO" | "NGO");
    let name = shown.map_or("", |shown| &shown.name).to_uppercase();
    cells.extend([country.clone(), name, if is_state { country } else { String::new() }]);
    cells.extend(std::iter::repeat_n(String::new(), 7));
}

/// The eight columns of a place: type, name, codes, latitude, longitude, id.
fn place(id: Option<&str>, view: &View<'_>, cells: &mut Vec<String>) {
    let shown = id.and_then(|id| view.node(id));
    let entity = shown.and_then(|shown| shown.node.entity());
    let [latitude, longitude] =
        entity.and_then(|entity| entity.coordinates).map(Coordinates::degrees).unwrap_or_default();
    // 0: no place, 1: a country, 4: a town of the world.
    let kind = match entity {
        None => "0",
        Some(entity) if entity.iso3.is_some() => "1",
        Some(_) => "4",
    };
    let name = shown.map(|shown| shown.name.to_string()).unwrap_or_default();
    let none = String::new;
    let item = entity.and_then(|entity| entity.wikidata.clone()).unwrap_or_default();
    cells.extend([kind.to_owned(), name, none(), none(), none(), latitude, longitude, item]);
}

fn document<'v>(id: &str, view: &'v View<'_>) -> Option<&'v DocumentNode> {
    match view.node(&document_id(id))?.node {
        Node::Document(document) => Some(document),
        _ => None,
    }
}

/// GDELT quotes nothing: tabs and line breaks become spaces.
fn one_cell(text: &str) -> String {
    one_line(text).replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_whole_number() {
        assert_eq!(number("e-00000000000000ff"), "15");
        assert_eq!(number("e-ffffffffffffffff"), "1152921504606846975");
        assert_eq!(number("x"), "0");
    }

    #[test]
    fn days_are_those_of_the_codebook() {
        let day = NaiveDate::from_ymd_opt(2023, 3, 20);
        assert_eq!(days(day), ["20230320", "202303", "2023", "2023.3014"]);
        assert_eq!(days(None), ["", "", "", ""]);
    }
}
