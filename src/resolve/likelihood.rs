//! A name, the entry of the gazetteer that it may mean and the document around both in; the probability out that it means
//! that entry. The weights are fitted by `training/links.py` on links that writers and readers made.

mod features;
mod names;
mod people;
mod surroundings;

use std::sync::OnceLock;

use super::loglinear::{self, Weights};
pub use features::{Features, NAMES, Weighed};
pub(super) use names::{Way, Weigher};
pub(super) use people::{Found, of_person};

/// `models/links.txt`: a name a line, with its weight for bodies and places and that for people.
const TABLE: &str = include_str!("../../models/links.txt");

/// How likely a link must be to be made: above that, cross-fitted, the links of news and of other text have the precision that
/// `models/links-reliability.tsv` names.
pub(super) const FLOOR: f32 = 0.6;

/// The weights for names of bodies and places, and for those of people.
fn weights() -> &'static [Weights<{ NAMES.len() }>; 2] {
    static WEIGHTS: OnceLock<[Weights<{ NAMES.len() }>; 2]> = OnceLock::new();
    WEIGHTS.get_or_init(|| loglinear::read(TABLE, NAMES))
}

fn probability(features: &Features, person: bool) -> f32 {
    let sum = weights()[usize::from(person)].score(&features.values());
    1.0 / (1.0 + libm::expf(-sum))
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use super::*;
    use crate::analyze::NameType;

    #[test]
    fn every_line_of_the_table_is_a_feature() {
        let mut seen = 0;
        for text in TABLE.lines().filter(|text| !text.starts_with('#')) {
            let (name, _) = loglinear::line::<2>(text).unwrap_or_else(|| panic!("{text:?}"));
            assert!(name == "bias" || NAMES.contains(&name), "{name}");
            seen += 1;
        }
        assert_eq!(seen, NAMES.len() + 1);
    }

    #[test]
    fn the_floor_is_that_of_the_reliability() {
        let table = include_str!("../../models/links-reliability.tsv");
        let floor = table.lines().find_map(|line| line.strip_prefix("# floor\t")).unwrap();
        let (floor, _) = floor.split_once('\t').unwrap();
        assert!((floor.parse::<f32>().unwrap() - FLOOR).abs() < 1e-6);
    }

    /// The items of the entities that a text names.
    fn items(spec: &str, names: &[(std::ops::Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
        named.filter_map(|entity| entity.wikidata).collect()
    }

    #[test]
    fn a_team_is_not_its_country() {
        let spec = "Norway:PROPN:2:nsubj beat:VERB:0:root Togo:PROPN:2:obj 3-1:NUM:2:obl in:ADP:7:case the:DET:7:det
            match:NOUN:2:obl of:ADP:10:case the:DET:10:det cup:NOUN:7:nmod"
            .replace('\n', " ");
        let names = [(0..1, NameType::Location), (2..3, NameType::Location)];
        assert!(items(&spec, &names).is_empty());
        let talks = "Norway:PROPN:2:nsubj warned:VERB:0:root Togo:PROPN:2:obj";
        assert_eq!(items(talks, &names), ["Q20", "Q945"]);
        let place = "They:PRON:2:nsubj won:VERB:0:root the:DET:4:det match:NOUN:2:obj in:ADP:6:case Norway:PROPN:2:obl";
        assert_eq!(items(place, &[(5..6, NameType::Location)]), ["Q20"]);
    }

    #[test]
    fn a_part_of_a_name_is_nobody() {
        let names = [(1..2, NameType::Location)];
        let part = "The:DET:3:det London:PROPN:3:compound Marathon:PROPN:4:nsubj began:VERB:0:root";
        assert!(items(part, &names).is_empty());
        let whole = "The:DET:3:det London:PROPN:3:compound streets:NOUN:4:nsubj emptied:VERB:0:root";
        assert_eq!(items(whole, &names), ["Q84"]);
    }

    #[test]
    fn a_probability_lies_between_none_and_certainty() {
        for value in [-1e6, 0.0, 1e6] {
            let features = Features { by_name: value, ..Features::default() };
            for person in [false, true] {
                assert!((0.0..=1.0).contains(&probability(&features, person)));
            }
        }
    }
}
