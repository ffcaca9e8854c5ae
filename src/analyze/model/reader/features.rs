//! The tree of a sentence in; the rows of the reader's tables for each word beside a trigger out.

use compact_str::CompactString;

use crate::analyze::Token;

/// Relations whose subtype is kept in a path.
const KEPT_SUBTYPES: [&str; 5] = ["nsubj:pass", "obl:agent", "nmod:poss", "acl:relcl", "nsubj:outer"];
/// How many steps a path may take up, and down.
const LONGEST_PATH: usize = 3;
/// The path between words that are further apart.
const FAR: &str = "far";
/// Rows of the table of distances.
pub(super) const DISTANCES: usize = 20;
/// The row of that table for the words of the sentence before.
pub(super) const BEFORE: usize = 0;
/// Rows of the table of parts of speech, in the order of [`Upos`](crate::analyze::Upos).
pub(super) const PARTS_OF_SPEECH: usize = 17;

/// Rows of the tables for a word beside a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) path: usize,
    pub(super) distance: usize,
    pub(super) upos: usize,
    pub(super) case: usize,
}

/// Names with their positions in the header, sorted by name.
struct Index(Vec<(CompactString, usize)>);

impl Index {
    fn new(names: &[String]) -> Self {
        let mut index: Vec<_> = names.iter().enumerate().map(|(at, name)| (name.into(), at)).collect();
        index.sort();
        Self(index)
    }

    fn get(&self, name: &str) -> Option<usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok().map(|at| self.0[at].1)
    }
}

/// The words of a sentence with their heads.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) tokens: &'a [Token],
    /// Index of the first token in the document, from which heads are counted.
    pub(super) first: usize,
}

impl Sentence<'_> {
    /// The head of a word; words are counted in the sentence.
    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.tokens[word].head?.checked_sub(self.first).filter(|head| *head < self.tokens.len())
    }

    /// The word itself and what it hangs on, as far as a path may go.
    fn chain(&self, word: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(word), |word| self.head(*word)).take(LONGEST_PATH + 1)
    }

    /// The relation of a word, without the subtypes that tell the reader nothing.
    pub(super) fn relation(&self, word: usize) -> &str {
        let token = &self.tokens[word];
        if KEPT_SUBTYPES.contains(&token.deprel.as_str()) { &token.deprel } else { token.relation() }
    }

    /// Writes the relations from the word up to where the two meet, and from there down to the trigger, those of the
    /// trigger's side from below: `nsubj>conj|ccomp<advcl`.
    fn path(&self, trigger: usize, word: usize, out: &mut String) {
        out.clear();
        let meet = |(up, word)| Some((up, self.chain(trigger).position(|other| other == word)?));
        let Some((up, down)) = self.chain(word).enumerate().find_map(meet) else { return out.push_str(FAR) };
        for (k, word) in self.chain(word).take(up).enumerate() {
            out.push_str(if k > 0 { ">" } else { "" });
            out.push_str(self.relation(word));
        }
        out.push('|');
        for (k, word) in self.chain(trigger).take(down).enumerate() {
            out.push_str(if k > 0 { "<" } else { "" });
            out.push_str(self.relation(word));
        }
    }
}

/// Which row of the table a word before (< 10) or behind a trigger takes: 10 for the trigger itself, nearby words by
/// their number, others in wider and wider groups.
fn distance(trigger: usize, word: usize) -> usize {
    let far = match trigger.abs_diff(word) {
        near @ 0..=4 => near,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    };
    if word < trigger { DISTANCES / 2 - far } else { DISTANCES / 2 + far }
}

/// The paths and prepositions that have rows of their own.
pub(super) struct Features {
    paths: Index,
    cases: Index,
}

impl Features {
    /// Rows are numbered as the lists of the header.
    pub(super) fn new(paths: &[String], cases: &[String]) -> Self {
        Self { paths: Index::new(paths), cases: Index::new(cases) }
    }

    /// The row of the table of prepositions for each word: 0 for a word without one, 1 for a rare one.
    pub(super) fn cases(&self, sentence: Sentence, out: &mut Vec<usize>) {
        out.clear();
        out.resize(sentence.tokens.len(), 0);
        for (word, token) in sentence.tokens.iter().enumerate().filter(|(_, token)| token.relation() == "case") {
            // the first one counts
            if let Some(row) = sentence.head(word).map(|head| &mut out[head]).filter(|row| **row == 0) {
                let known = if token.form.contains(char::is_uppercase) {
                    self.cases.get(&token.form.to_lowercase())
                } else {
                    self.cases.get(&token.form)
                };
                *row = known.map_or(1, |known| known + 2);
            }
        }
    }

    /// The rows of each word beside a trigger; `cases` as [`Features::cases`] has them, `path` is a buffer.
    pub(super) fn rows(
        &self,
        sentence: Sentence,
        trigger: usize,
        cases: &[usize],
        path: &mut String,
        out: &mut Vec<Rows>,
    ) {
        out.clear();
        out.extend(sentence.tokens.iter().zip(cases).enumerate().map(|(word, (token, case))| {
            sentence.path(trigger, word, path);
            Rows {
                path: self.paths.get(path).map_or(0, |known| known + 1),
                distance: distance(trigger, word),
                upos: token.upos as usize,
                case: *case,
            }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Upos;

    /// Words `form relation head`, the head counted from 1 in the sentence, 0 for the root; numbered from `first`.
    fn tokens(first: usize, words: &str) -> Vec<Token> {
        let token = |word: &str| {
            let columns: Vec<_> = word.split_whitespace().collect();
            let head = columns[2].parse::<usize>().unwrap().checked_sub(1);
            Token {
                form: columns[0].into(),
                lemma: columns[0].into(),
                upos: Upos::Noun,
                xpos: CompactString::default(),
                head: head.map(|head| first + head),
                deprel: columns[1].into(),
                span: 0..0,
                sentence: 0,
                multiword: 0,
            }
        };
        words.split('/').map(token).collect()
    }

    const WORDS: &str = "Envoys nsubj:pass 4/of case 3/Peru nmod:of 1/sent root 0/Over case 7/to case 7/Lima obl:to 4/\
                         accused advcl:relcl 4/and cc 10/talked conj 8/who acl:relcl 10/left xcomp 11";

    #[test]
    fn paths_lead_up_and_down() {
        let tokens = tokens(5, WORDS);
        let sentence = Sentence { tokens: &tokens, first: 5 };
        let path = |trigger: usize, word: usize| {
            let mut out = "left from before".to_owned();
            sentence.path(trigger, word, &mut out);
            out
        };
        assert_eq!(path(3, 3), "|");
        assert_eq!(path(3, 0), "nsubj:pass|");
        assert_eq!(path(3, 2), "nmod>nsubj:pass|");
        assert_eq!(path(3, 1), "case>nmod>nsubj:pass|");
        assert_eq!(path(0, 3), "|nsubj:pass");
        assert_eq!(path(9, 2), "nmod>nsubj:pass|conj<advcl");
        assert_eq!(path(2, 9), "conj>advcl|nmod<nsubj:pass");
        assert_eq!(path(10, 6), "obl|acl:relcl<conj<advcl");
        assert_eq!(path(11, 6), "far");
        assert_eq!(path(6, 11), "far");
        assert_eq!(path(11, 7), "|xcomp<acl:relcl<conj");
    }

    #[test]
    fn the_first_preposition_counts() {
        let tokens = tokens(5, WORDS);
        let features = Features::new(&[], &["over".into(), "to".into()]);
        let mut cases = vec![9];
        features.cases(Sentence { tokens: &tokens, first: 5 }, &mut cases);
        assert_eq!(cases, [0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn distances_fall_into_groups() {
        let rows = [0, 5, 6, 15, 16, 20, 21, 23, 24, 25, 26, 29, 30, 31, 34, 35, 39, 40, 44, 45, 54, 55, 99];
        let groups = rows.map(|word| distance(30, word));
        assert_eq!(groups, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 9, 10, 11, 14, 15, 16, 17, 17, 18, 18, 19, 19]);
    }

    #[test]
    fn rows_are_numbered_from_the_lists() {
        let tokens = tokens(5, WORDS);
        let features = Features::new(&["|".into(), "far".into(), "nsubj:pass|".into(), "case|".into()], &[]);
        let (mut path, mut rows) = (String::new(), Vec::new());
        features.rows(Sentence { tokens: &tokens, first: 5 }, 3, &[7; 12], &mut path, &mut rows);
        assert_eq!(rows[0], Rows { path: 3, distance: 7, upos: Upos::Noun as usize, case: 7 });
        assert_eq!(rows.iter().map(|row| row.path).collect::<Vec<_>>(), [3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
    }
}
