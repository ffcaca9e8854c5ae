//! What each word that governs an event does to it in; polarity and modality so far out.

use super::super::Modality;
use super::super::operators::Effect;

/// The state of a walk from a trigger to the root.
pub(super) struct Walk {
    pub(super) negative: bool,
    pub(super) modality: Modality,
    pub(super) speaker: Option<usize>,
    pub(super) said: bool,
    pub(super) marked: bool,
    /// The word whose effect is applied.
    pub(super) at: usize,
    pub(super) steps: Vec<(usize, Effect)>,
}

impl Walk {
    /// Applies an effect, and notes it if it changes anything.
    pub(super) fn apply(&mut self, effect: Effect) {
        let before = (self.negative, self.modality);
        self.change(effect);
        if before != (self.negative, self.modality) || effect == Effect::Say {
            self.steps.push((self.at, effect));
        }
    }

    fn change(&mut self, effect: Effect) {
        match effect {
            Effect::Negate if self.modality == Modality::Hypothetical => {}
            Effect::Negate if self.modality == Modality::ReportedClaim || self.said => {
                self.raise(Modality::Hypothetical)
            }
            Effect::Negate if self.negative => {
                self.negative = false;
                self.raise(Modality::Hypothetical);
            }
            Effect::Negate => self.negative = true,
            Effect::Deny => {
                self.negative = !self.negative;
                self.raise(Modality::ReportedClaim);
            }
            Effect::Exclude => {
                self.negative = !self.negative;
                self.raise(Modality::Planned);
            }
            Effect::Plan => self.raise(Modality::Planned),
            Effect::Suppose => self.raise(Modality::Hypothetical),
            Effect::Claim => self.raise(Modality::ReportedClaim),
            Effect::Say | Effect::Transparent | Effect::Presuppose => {}
        }
    }

    pub(super) fn raise(&mut self, modality: Modality) {
        let rank = |modality| match modality {
            Modality::Asserted => 0,
            Modality::ReportedClaim => 1,
            Modality::Planned => 2,
            Modality::Hypothetical => 3,
        };
        if rank(modality) > rank(self.modality) {
            self.modality = modality;
        }
    }
}
