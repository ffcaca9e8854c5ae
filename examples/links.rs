//! Every link that is weighed for the names of a corpus, with the features of its probability, a JSON object a line, for
//! `training/links.py`: `cargo run --release --example links < corpus.jsonl > links.jsonl`.

mod documents;

use std::io::{self, Write};

use newsgraph::resolve::{FEATURES, Gazetteer};
use serde_json::{Map, Value, json};

use documents::documents;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let gazetteer = Gazetteer::embedded();
    for document in documents() {
        let document = document?;
        let analysis = newsgraph::analyze::analyze(&document);
        for weighed in newsgraph::resolve::weighed(&document, &analysis) {
            let tokens = &analysis.tokens[weighed.tokens.clone()];
            let (Some(first), Some(last), Some(entry)) =
                (tokens.first(), tokens.last(), gazetteer.entry(weighed.entry))
            else {
                continue;
            };
            let features: Map<String, Value> = FEATURES
                .iter()
                .zip(weighed.features.values())
                .filter(|(_, value)| *value != 0.0)
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            let record = json!({
                "document": document.id, "begin": first.span.start, "end": last.span.end,
                "text": &document.text[first.span.start..last.span.end], "letter": char::from(entry.letter).to_string(),
                "item": entry.item, "title": entry.title, "name": entry.name, "country": entry.country, "class": entry.class,
                "entry": entry.number, "probability": weighed.probability, "features": features,
            });
            writeln!(out, "{record}")?;
        }
    }
    Ok(())
}
