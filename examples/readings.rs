//! Every reading of a corpus with the features of its probability, a JSON object a line, for `training/calibrate.py`:
//! `cargo run --release --example readings < corpus.jsonl > readings.jsonl`.

mod documents;

use std::io::{self, Write};

use newsgraph::events::reader::NAMES;
use newsgraph::events::{Actor, Rules};
use newsgraph::resolve::Resolution;
use serde_json::{Map, Value, json};

use documents::documents;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for document in documents() {
        let document = document?;
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
