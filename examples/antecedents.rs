//! Every antecedent that is weighed for the pronouns and descriptions of a corpus, with the features of its probability, a JSON
//! object a line, for `training/coref.py`: `cargo run --release --example antecedents < corpus.jsonl > antecedents.jsonl`.

use std::io::{self, BufRead, Write};

use newsgraph::date::Date;
use newsgraph::ingest::Document;
use newsgraph::resolve::{ANTECEDENT_FEATURES, AntecedentFeatures};
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
        let (resolution, weighings) = newsgraph::resolve::antecedents(&document, &analysis);
        for weighing in weighings {
            let start = |token: usize| analysis.tokens.get(token).map(|token| token.span.start);
            let options: Vec<Value> = weighing
                .options
                .iter()
                .map(|option| {
                    let entities = option.entities.iter().filter_map(|&entity| resolution.entities.get(entity));
                    let names: Vec<Vec<&String>> = entities
                        .map(|entity| std::iter::once(&entity.name).chain(entity.aliases.keys()).collect())
                        .collect();
                    json!({
                        "head": start(option.head), "names": names, "group": option.group, "probability": option.probability,
                        "features": named(&option.features),
                    })
                })
                .collect();
            let record = json!({
                "document": document.id, "at": start(weighing.token), "kind": weighing.kind, "none": named(&weighing.none),
                "options": options,
            });
            writeln!(out, "{record}")?;
        }
    }
    Ok(())
}

/// The features that are not 0, by name.
fn named(features: &AntecedentFeatures) -> Map<String, Value> {
    let values = ANTECEDENT_FEATURES.iter().zip(features.values()).filter(|(_, value)| *value != 0.0);
    values.map(|(name, value)| ((*name).to_owned(), json!(value))).collect()
}
