//! Every antecedent that is weighed for the pronouns and descriptions of a corpus, with the features of its probability, a JSON
//! object a line, for `training/coref.py`: `cargo run --release --example antecedents < corpus.jsonl > antecedents.jsonl`.

mod documents;

use std::io::{self, Write};

use newsgraph::resolve::{ANTECEDENT_FEATURES, AntecedentFeatures};
use serde_json::{Map, Value, json};

use documents::documents;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for document in documents() {
        let document = document?;
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
