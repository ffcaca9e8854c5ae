//! Every reading of a corpus with the features of its probability, a JSON object a line, for `training/calibrate.py`:
//! `cargo run --release --example readings < corpus.jsonl > readings.jsonl`.

use std::io::{self, BufRead, Write};

use newsgraph::date::Date;
use newsgraph::events::reader::NAMES;
use newsgraph::events::{Actor, Rules};
use newsgraph::ingest::Document;
use newsgraph::resolve::Resolution;
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let item: Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().unwrap_or_default();
        let published = item["published"].as_str().and_then(|day| day.parse::<Date>().ok());
        let mut document = Document::new(item["id"].as_str().unwrap_or_default(), text);
        document.published = published.and_then(|date| date.first_day());
        let analysis = newsgraph::analyze::analyze(&document);
        let resolution = newsgraph::resolve::resolve(&document, &analysis);
        for reading in Rules::builtin().readings(&document, &analysis, &resolution) {
            let event = &reading.event;
            let (Some(source), Some(target)) = (&event.source, &event.target) else { continue };
            let marks = &event.evidence.marks;
            let features: Map<String, Value> = NAMES
                .iter()
                .zip(reading.features.values())
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            let record = json!({
                "document": document.id, "predicate": event.predicate.name(),
                "symmetric": event.predicate.info().symmetric,
                "source": actor(source, marks.source, &resolution), "target": actor(target, marks.target, &resolution),
                "polarity": event.polarity.as_str(), "modality": event.modality.as_str(), "rule": event.evidence.rule,
                "opinions": reading.opinions.map(|opinions| json!({"model": opinions.model, "stance": opinions.stance})),
                "features": features,
            });
            writeln!(out, "{record}")?;
        }
    }
    Ok(())
}

fn actor(actor: &Actor, mark: Option<(usize, usize)>, resolution: &Resolution) -> Value {
    match actor {
        Actor::Entity(entity) => json!({"name": resolution.entities[*entity].name, "mark": mark}),
        Actor::Group { name, .. } => json!({"name": name, "mark": mark}),
    }
}
