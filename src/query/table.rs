//! Rows of an answer in; aligned columns for a terminal out.

use std::io::{self, Write};

use oxigraph::model::Term;

use crate::terminal::plain;

/// Rows, the first of them the header, in aligned columns.
pub(super) fn table(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell: &String| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    for (place, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, &width) in row.iter().zip(&widths) {
            line.push_str(cell);
            // Not by the width of a format, which ends at 65,535.
            line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
        if place == 0 {
            let rule: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
            writeln!(out, "{}", rule.join("  "))?;
        }
    }
    Ok(())
}

/// A term for people: a literal's text on one line, an IRI of newsgraph by its prefix.
pub(super) fn short(term: &Term) -> String {
    const PREFIXES: [(&str, &str); 6] = [
        ("https://w3id.org/newsgraph/node/", "node:"),
        ("https://w3id.org/newsgraph/", "ng:"),
        ("https://schema.org/", "schema:"),
        ("http://semanticweb.cs.vu.nl/2009/11/sem/", "sem:"),
        ("http://www.w3.org/ns/prov#", "prov:"),
        ("http://www.wikidata.org/entity/", "wd:"),
    ];
    match term {
        Term::Literal(literal) => plain(literal.value()),
        Term::NamedNode(node) => {
            let shortened =
                |&(iri, prefix): &(&str, &str)| Some(format!("{prefix}{}", node.as_str().strip_prefix(iri)?));
            PREFIXES.iter().find_map(shortened).unwrap_or_else(|| format!("<{}>", node.as_str()))
        }
        other => other.to_string(),
    }
}
