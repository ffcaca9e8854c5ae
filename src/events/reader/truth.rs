//! What the model holds of the truth of an event, and what the words that govern its trigger say by rule, in; its polarity
//! and modality with their probability out. How far each is trusted is fitted by `training/truth.py`.

use std::sync::OnceLock;

use super::super::veridicality::Stance;
use super::super::{Modality, Polarity};
use crate::analyze::{Signal, TRUTHS};

/// `models/truth.txt`: the weight of the model's log probabilities, then a line for each stance with what it adds to
/// each truth.
const TABLE: &str = include_str!("../../../models/truth.txt");

/// The stances of the rules: those of [`TRUTHS`], and for what somebody says one for each [`Sayer`].
const STANCES: usize = TRUTHS.len() + 3;

/// How sure a claim is that quotation marks or a colon mark.
const MARKED: f32 = 0.9;

/// Who says that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sayer {
    /// Somebody who is no party, or nobody known.
    Other,
    /// Who is said to have acted, or somebody of the same country.
    Source,
    /// Who was acted upon, or somebody of the same country.
    Target,
}

/// What polarity and modality each truth of the model stands for.
const MEANINGS: [(Polarity, Modality); TRUTHS.len()] = [
    (Polarity::Positive, Modality::Asserted),
    (Polarity::Negative, Modality::Asserted),
    (Polarity::Positive, Modality::Planned),
    (Polarity::Negative, Modality::Planned),
    (Polarity::Positive, Modality::Hypothetical),
    (Polarity::Positive, Modality::ReportedClaim),
    (Polarity::Negative, Modality::ReportedClaim),
];

/// The two opinions of the truth of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinions {
    /// The model's probability of each of [`TRUTHS`].
    pub model: [f32; TRUTHS.len()],
    /// The stance of the rules: index into [`TRUTHS`], or behind those who says so.
    pub stance: usize,
    /// Whether the writing itself marks it as what somebody else than the source claims.
    pub marked: bool,
}

impl Opinions {
    pub(super) fn of(signal: &Signal, stance: &Stance, sayer: Option<Sayer>) -> Self {
        let truth = (stance.polarity, stance.modality);
        let marked = stance.marked && sayer != Some(Sayer::Source);
        let known = MEANINGS.iter().position(|meaning| *meaning == truth);
        let stance = match (known, sayer) {
            (Some(0) | None, Some(sayer)) => TRUTHS.len() + sayer as usize,
            // What is denied of a condition is no less open.
            (None, None) => 4,
            (Some(at), _) => at,
        };
        Self { model: signal.truth, stance, marked }
    }

    /// The likeliest truth with its probability.
    pub(super) fn decide(&self) -> ((Polarity, Modality), f32) {
        // Headlines are rare where the model learned.
        if self.marked {
            return ((Polarity::Positive, Modality::ReportedClaim), MARKED);
        }
        let weights = weights();
        let row = &weights.stances[self.stance];
        let score = |at: usize| weights.model * libm::logf(self.model[at].max(1e-4)) + row[at];
        let scores: [f32; TRUTHS.len()] = std::array::from_fn(score);
        let best = (1..TRUTHS.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best });
        let mut sum = 0.0;
        for score in scores {
            sum += libm::expf(score - scores[best]);
        }
        (MEANINGS[best], 1.0 / sum)
    }
}

struct Weights {
    model: f32,
    stances: [[f32; TRUTHS.len()]; STANCES],
}

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| read(TABLE).unwrap_or(Weights { model: 1.0, stances: [[0.0; TRUTHS.len()]; STANCES] }))
}

/// Reads the table; a test reads the one that comes with the program.
fn read(table: &str) -> Option<Weights> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let model = lines.next()?.strip_prefix("model\t")?.parse().ok()?;
    let mut stances = [[0.0; TRUTHS.len()]; STANCES];
    for row in &mut stances {
        let mut cells = lines.next()?.split('\t').skip(1);
        for cell in row {
            *cell = cells.next()?.parse().ok()?;
        }
    }
    Some(Weights { model, stances })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        assert!(read(TABLE).is_some());
        assert!(read("model\t1\nA\t0\n").is_none());
    }

    #[test]
    fn a_sure_model_is_believed() {
        for at in [0, 2] {
            let mut model = [0.001; TRUTHS.len()];
            model[at] = 0.994;
            let (truth, probability) = Opinions { model, stance: at, marked: false }.decide();
            assert_eq!(truth, MEANINGS[at]);
            assert!(probability > 0.8, "{probability}");
        }
    }
}
