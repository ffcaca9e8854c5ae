//! Every link that is weighed for the names of a corpus, with the features of its probability, a JSON object a line, for
//! `training/links.py`: `cargo run --release --example links < corpus.jsonl > links.jsonl`.

use std::io::{self, BufRead, Write};

use newsgraph::date::Date;
use newsgraph::ingest::Document;
use newsgraph::resolve::{FEATURES, Gazetteer};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let gazetteer = Gazetteer::embedded();
    for line in io::stdin().lock().lines() {
        let item: Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().unwrap_or_default();
        let published = item["published"].as_str().and_then(|day| day.parse::<Date>().ok());
        let mut document = Document::new(item["id"].as_str().unwrap_or_default(), text);
        document.published = published.and_then(|date| date.first_day());
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
