//! How sure a reading or a link is: a number from 0 to 1 in; thousandths, which compare and print exactly, out. And from
//! which number on an event is written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How sure an event must be to be in the plain graph: in DOT, CSV, JSON-LD and what is made from them.
///
/// The confidence of an event mention is the probability that it is right as a whole: both actors, predicate, direction
/// and truth. What is less sure is in the stream of events, and with `--all` in the other files too. From this number on 90
/// of 100 have the annotated actors, predicate and truth, by cross-fitting on texts that the reader that was calibrated on them
/// had not seen; strict readers, who look at dates, places and levels of actors too, find 80 right and 92 true.
pub const PLAIN_CONFIDENCE: f32 = 0.76;

/// How sure an event must be to be written at all: two of three readings below are wrong, and no file has them.
pub const FLOOR_CONFIDENCE: f32 = 0.33;

// What is in the plain graph is written.
const _: () = assert!(FLOOR_CONFIDENCE <= PLAIN_CONFIDENCE && PLAIN_CONFIDENCE <= 1.0);

/// A confidence from 0 to 1 in steps of a thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Confidence(u16);

impl Confidence {
    /// Certainty.
    pub const ONE: Self = Self(1000);

    /// The value between 0 and 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl From<f32> for Confidence {
    /// Rounds to thousandths; what lies outside 0 to 1 is cut, and what is no number is 0.
    fn from(value: f32) -> Self {
        // A cast of NaN to an integer is 0.
        Self((f64::from(value).clamp(0.0, 1.0) * 1000.0).round() as u16)
    }
}

impl fmt::Display for Confidence {
    /// The shortest decimal: `0.87`, `1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}

impl FromStr for Confidence {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<f32>().map(Self::from)
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f32::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_survives_a_round_trip() {
        for step in 0..=1000 {
            let confidence = Confidence(step);
            assert_eq!(confidence.to_string().parse::<Confidence>().unwrap(), confidence);
            let json = serde_json::to_string(&confidence).unwrap();
            assert_eq!(serde_json::from_str::<Confidence>(&json).unwrap(), confidence);
        }
    }

    #[test]
    fn what_is_no_confidence_becomes_one() {
        assert_eq!(Confidence::from(f32::NAN), Confidence(0));
        assert_eq!(Confidence::from(7.0), Confidence::ONE);
        assert_eq!(Confidence::from(-1.0), Confidence(0));
        assert_eq!(Confidence::from(0.9).to_string(), "0.9");
        assert_eq!(Confidence::ONE.to_string(), "1");
    }
}
