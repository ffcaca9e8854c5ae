//! The features of a reading in; the probability out that it is right in actors, predicate, direction and truth. The
//! weights are fitted by `training/calibrate.py` on readings of models that had not seen the text.

use std::sync::OnceLock;

use super::features::{Features, NAMES};
use crate::ontology::Predicate;

/// `models/calibration.txt`: a name and its weight a line; a predicate's own weight under its name.
const TABLE: &str = include_str!("../../../models/calibration.txt");

struct Weights {
    bias: f32,
    of: [f32; NAMES.len()],
    predicates: Vec<(&'static str, f32)>,
}

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = Weights { bias: 0.0, of: [0.0; NAMES.len()], predicates: Vec::new() };
        // A test reads every line.
        for (name, weight) in TABLE.lines().filter_map(line) {
            match NAMES.iter().position(|known| *known == name) {
                Some(at) => weights.of[at] = weight,
                None if name == "bias" => weights.bias = weight,
                None => weights.predicates.push((name, weight)),
            }
        }
        weights
    })
}

fn line(line: &'static str) -> Option<(&'static str, f32)> {
    let (name, weight) = line.split_once('\t')?;
    Some((name, weight.parse().ok()?))
}

/// Whether the model was taught to read events of that predicate.
pub(in crate::events) fn is_taught(predicate: Predicate) -> bool {
    weights().predicates.iter().any(|(name, _)| *name == predicate.name())
}

/// The probability that a reading is right.
pub fn probability(features: &Features) -> f32 {
    let weights = weights();
    let mut sum = weights.bias;
    for (value, weight) in features.values().iter().zip(&weights.of) {
        sum += value * weight;
    }
    let own = |predicate: &Predicate| {
        weights.predicates.iter().find(|(name, _)| *name == predicate.name()).map(|(_, weight)| *weight)
    };
    sum += features.predicate.as_ref().and_then(own).unwrap_or(0.0);
    1.0 / (1.0 + libm::expf(-sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_feature_or_a_predicate() {
        for text in TABLE.lines().filter(|text| !text.starts_with('#')) {
            let (name, _) = line(text).unwrap_or_else(|| panic!("{text:?}"));
            let known = name == "bias" || NAMES.contains(&name) || Predicate::from_name(name).is_some();
            assert!(known, "{name}");
        }
    }

    #[test]
    fn the_model_was_taught_the_predicates_of_the_table_and_no_other() {
        assert!(is_taught(Predicate::Attacked) && is_taught(Predicate::MetWith));
        let mut info = Predicate::Attacked.info().clone();
        (info.name, info.neo4j_type) = ("smuggled-to".to_owned(), "SMUGGLED_TO".to_owned());
        info.color = "#7b3294".to_owned();
        assert!(!is_taught(Predicate::Own(crate::ontology::Own::define(info).unwrap())));
    }

    #[test]
    fn a_probability_lies_between_none_and_certainty() {
        for value in [-1e6, 0.0, 1e6] {
            let features = Features { joint: value, ..Features::default() };
            assert!((0.0..=1.0).contains(&probability(&features)));
        }
    }
}
