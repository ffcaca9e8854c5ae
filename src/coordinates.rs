//! Degrees in; a point on the earth that is compared, kept and written exactly out.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point on the earth, in ten thousandths of a degree, some ten metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Coordinates {
    /// North of the equator.
    pub latitude: i32,
    /// East of Greenwich.
    pub longitude: i32,
}

impl Coordinates {
    /// From two whole numbers of ten thousandths of a degree, as `data/gazetteer` has them.
    pub(crate) fn from_parts(latitude: &str, longitude: &str) -> Option<Self> {
        Self { latitude: latitude.parse().ok()?, longitude: longitude.parse().ok()? }.checked()
    }

    /// From two decimal numbers of degrees, as [`degrees`](Self::degrees) writes them.
    pub fn from_degrees(latitude: &str, longitude: &str) -> Option<Self> {
        let parts = |text: &str| Some((text.parse::<f64>().ok()? * 10_000.0).round() as i32);
        Self { latitude: parts(latitude)?, longitude: parts(longitude)? }.checked()
    }

    fn checked(self) -> Option<Self> {
        (self.latitude.abs() <= 900_000 && self.longitude.abs() <= 1_800_000).then_some(self)
    }

    /// Latitude and longitude as decimal numbers of degrees.
    pub fn degrees(self) -> [String; 2] {
        [self.latitude, self.longitude].map(|part| {
            let sign = if part < 0 { "-" } else { "" };
            format!("{sign}{}.{:04}", part.abs() / 10_000, part.abs() % 10_000)
        })
    }
}

impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [latitude, longitude] = self.degrees();
        write!(f, "{latitude}, {longitude}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_as_they_are_written() {
        let point = Coordinates::from_parts("356850", "-701").unwrap();
        assert_eq!(point.degrees(), ["35.6850", "-0.0701"]);
        assert_eq!(Coordinates::from_degrees("35.6850", "-0.0701"), Some(point));
        assert_eq!(Coordinates::from_degrees("91", "0"), None);
        assert_eq!(Coordinates::from_parts("", ""), None);
    }
}
