//! The name scores of all words of a document in; scores brought nearer to each other where the same word stands again out.
//!
//! A name that one sentence leaves open ("Coron was registered") another one settles ("the island of Coron"). For each
//! proper noun that stands at least twice, not as the first word of a sentence, where every word is capitalized,
//! the probabilities of the types of names are averaged, and each of its places is moved towards the mean.

use super::math;

/// How far a place is moved, from 0, its own scores, to 1, the mean. From the development sets.
const SHARE: f32 = 0.75;
/// The least probability.
const LEAST: f32 = 1e-6;

/// Which tags belong together.
pub(super) struct Types {
    /// For each tag its type, 0 for a word outside of names.
    of: Vec<usize>,
    count: usize,
}

impl Types {
    /// The types of BIO tags, each in the order of its first tag.
    pub(super) fn new<T: AsRef<str>>(tags: &[T]) -> Self {
        let kinds: Vec<_> = tags.iter().map(|tag| tag.as_ref().split_once('-').map(|(_, kind)| kind)).collect();
        let mut known = vec![None];
        let mut of = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let at = known.iter().position(|known| *known == kind).unwrap_or(known.len());
            if at == known.len() {
                known.push(kind);
            }
            of.push(at);
        }
        Self { of, count: known.len() }
    }

    /// The logarithm of the probability of each type, given the scores of the tags.
    fn logarithms(&self, scores: &[f32], out: &mut Vec<f32>) {
        let largest = math::max(scores);
        out.clear();
        out.resize(self.count, 0.0);
        for (score, kind) in scores.iter().zip(&self.of) {
            out[*kind] += math::exp(score - largest);
        }
        let total = math::ln(out.iter().sum());
        for x in out {
            *x = math::ln(if *x > LEAST { *x } else { LEAST }) - total;
        }
    }

    /// Moves the scores; `forms` has the form of each word, `None` where it tells nothing, and `scores` its row.
    pub(super) fn pool(&self, forms: &[Option<&str>], scores: &mut [f32]) {
        let tags = self.of.len();
        let mut places: Vec<(&str, usize)> = forms.iter().enumerate().filter_map(|(i, f)| f.map(|f| (f, i))).collect();
        places.sort_unstable();
        let mut own = Vec::new();
        for group in places.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            let mut mean = vec![0.0; self.count];
            for (_, place) in group {
                self.logarithms(&scores[place * tags..(place + 1) * tags], &mut own);
                for (mean, own) in mean.iter_mut().zip(&own) {
                    *mean += math::exp(*own);
                }
            }
            for mean in &mut mean {
                *mean = math::ln(*mean / group.len() as f32 + LEAST);
            }
            for (_, place) in group {
                let row = &mut scores[place * tags..(place + 1) * tags];
                self.logarithms(row, &mut own);
                for (score, kind) in row.iter_mut().zip(&self.of) {
                    *score += SHARE * (mean[*kind] - own[*kind]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [&str; 5] = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];

    #[test]
    fn a_sure_place_settles_a_doubtful_one() {
        let types = Types::new(&TAGS);
        assert_eq!((types.count, types.of.as_slice()), (3, [0, 1, 1, 2, 2].as_slice()));
        let (sure, doubtful) = ([0.0, 0.0, 0.0, 9.0, 0.0], [0.0, 2.0, 0.0, 1.8, 0.0]);
        let mut scores = [sure, doubtful, doubtful].concat();
        types.pool(&[Some("Coron"), Some("Coron"), None], &mut scores);
        assert!(scores[8] > scores[6] && scores[3] > scores[1], "{scores:?}");
        assert_eq!(scores[10..], doubtful);
        let alone = scores.clone();
        types.pool(&[Some("Coron"), None, None], &mut scores);
        assert_eq!(scores, alone);
    }

    #[test]
    fn equal_places_stay() {
        let types = Types::new(&TAGS);
        let row = [0.5, 2.0, -1.0, 1.8, 0.0];
        let mut scores = [row, row].concat();
        types.pool(&[Some("Oslo"), Some("Oslo")], &mut scores);
        assert!(scores.iter().zip(row.iter().cycle()).all(|(a, b)| (a - b).abs() < 1e-4), "{scores:?}");
    }
}
