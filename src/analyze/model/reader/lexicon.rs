//! Lemmas in; the predicates that the tables of triggers let them name out.

use std::ops::Range;

use crate::Result;
use crate::analyze::model::lines;
use crate::analyze::model::weights::damaged;

/// Lines `lemma<TAB>predicate,predicate…`, sorted by the bytes of the lemma.
pub(super) struct Lexicon(&'static [u8]);

impl Lexicon {
    /// Checks the lines; `predicates` are the indices that may stand in them.
    ///
    /// # Errors
    /// Where a line has another form or stands in the wrong place.
    pub(super) fn new(text: &'static [u8], predicates: &Range<usize>) -> Result<Self> {
        let mut before = None;
        for line in text.split_inclusive(|b| *b == b'\n') {
            let line = line.strip_suffix(b"\n").and_then(columns);
            let good = line.is_some_and(|(lemma, of)| {
                before.replace(lemma).is_none_or(|before| before < lemma)
                    && of.split(',').all(|index| index.parse().is_ok_and(|index| predicates.contains(&index)))
            });
            if !good {
                return Err(damaged("the lexicon of triggers"));
            }
        }
        Ok(Self(text))
    }

    /// Indices of the predicates of a lemma, in rising order of their names; the lemma may have capitals.
    pub(super) fn predicates(&self, lemma: &str) -> impl Iterator<Item = usize> + use<> {
        let found =
            if lemma.contains(char::is_uppercase) { self.find(&lemma.to_lowercase()) } else { self.find(lemma) };
        found.unwrap_or_default().split(',').filter_map(|index| index.parse().ok())
    }

    fn find(&self, lemma: &str) -> Option<&'static str> {
        let column = |line: &'static [u8]| line.split(|b| *b == b'\t').next().unwrap_or_default();
        lines::find(self.0, |line| column(line).cmp(lemma.as_bytes())).and_then(columns).map(|(_, of)| of)
    }
}

/// The lemma and the indices of a line.
fn columns(line: &'static [u8]) -> Option<(&'static [u8], &'static str)> {
    let tab = line.iter().position(|b| *b == b'\t')?;
    Some((&line[..tab], std::str::from_utf8(&line[tab + 1..]).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lemma_names_its_predicates() {
        let lexicon = Lexicon::new(b"hold\t2,15\nmeet\t15\nmeeting\t15,16\n", &(1..29)).unwrap();
        let of = |lemma: &str| lexicon.predicates(lemma).collect::<Vec<_>>();
        assert_eq!(of("meet"), [15]);
        assert_eq!(of("MEETING"), [15, 16]);
        assert_eq!(of("Hold"), [2, 15]);
        assert!(of("mee").is_empty() && of("").is_empty() && of("zebra").is_empty());
    }

    #[test]
    fn bad_lines_are_an_error() {
        for text in ["b\t1\na\t1\n", "a\t1\na\t2\n", "a\t0\n", "a\t9\n", "a\t\n", "a\n", "a\t1", "a\tx\n", "\n"] {
            assert!(Lexicon::new(text.as_bytes(), &(1..9)).is_err(), "{text:?}");
        }
        assert!(Lexicon::new(b"", &(1..9)).is_ok());
    }
}
