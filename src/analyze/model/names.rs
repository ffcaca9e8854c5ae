//! The scores of the tags of a sentence in; the best sequence of BIO tags out, and names without the titles before them.

use crate::analyze::{Name, NameType, Token, Upos};

/// Which tags may stand before which, and first.
pub(super) struct Transitions {
    /// The tags allowed before each tag, by index.
    before: Vec<Vec<usize>>,
    inside: Vec<bool>,
}

impl Transitions {
    /// An inside tag stands only after a tag of its own type.
    pub(super) fn new<T: AsRef<str>>(tags: &[T]) -> Self {
        let kind = |tag: &T| tag.as_ref().split_once('-').map(|(_, kind)| kind.to_owned());
        let inside: Vec<bool> = tags.iter().map(|tag| tag.as_ref().starts_with("I-")).collect();
        let allowed = |b: usize| (0..tags.len()).filter(|&a| !inside[b] || kind(&tags[a]) == kind(&tags[b])).collect();
        Self { before: (0..tags.len()).map(allowed).collect(), inside }
    }

    /// The tags with the highest sum of scores, by Viterbi; `rows` has the scores of each word.
    pub(super) fn best<'a>(&self, rows: impl Iterator<Item = &'a [f32]>) -> Vec<usize> {
        let mut totals: Vec<f32> = self.inside.iter().map(|i| if *i { f32::NEG_INFINITY } else { 0.0 }).collect();
        let mut steps: Vec<Vec<usize>> = Vec::new();
        for (word, row) in rows.enumerate() {
            let step: Vec<usize> = (0..totals.len())
                .map(|tag| if word == 0 { tag } else { highest(&totals, self.before[tag].iter().copied()) })
                .collect();
            totals = step.iter().zip(row).map(|(before, score)| totals[*before] + score).collect();
            steps.push(step);
        }
        let mut tag = highest(&totals, 0..totals.len());
        let mut path = vec![0; steps.len()];
        for (at, step) in path.iter_mut().zip(&steps).rev() {
            *at = tag;
            tag = step[tag];
        }
        path
    }
}

/// “Prime Minister May condemned it”: a surname that the parser takes for the verb of the same letters, behind a title or marked as a
/// name, is the subject of what it was the auxiliary of.
pub(super) fn with_modal(names: &mut Vec<Name>, tokens: &mut [Token]) {
    const TITLES: [&str; 9] = ["Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Minister", "President", "Secretary"];
    for at in 0..tokens.len() {
        if tokens[at].form != "May" || tokens[at].relation() != "aux" {
            continue;
        }
        let place = names.partition_point(|name| name.tokens.end <= at);
        let named = names.get(place).is_some_and(|name| name.tokens == (at..at + 1) && name.kind == NameType::Person);
        let titled = at.checked_sub(1).is_some_and(|before| {
            tokens[before].sentence == tokens[at].sentence && TITLES.contains(&tokens[before].form.as_str())
        });
        let Some(verb) = tokens[at].head.filter(|&verb| verb > at) else { continue };
        // A modal has a verb in its plain form behind it.
        if !(titled || named && matches!(tokens[verb].xpos.as_str(), "VBD" | "VBZ")) {
            continue;
        }
        let subject = tokens
            .iter()
            .take(verb)
            .skip(at.saturating_sub(40))
            .any(|token| token.head == Some(verb) && token.relation() == "nsubj");
        let token = &mut tokens[at];
        (token.upos, token.xpos, token.lemma) = (Upos::Propn, "NNP".into(), "May".into());
        if !subject {
            token.deprel = "nsubj".into();
        }
        if !named {
            names.insert(place, Name { tokens: at..at + 1, kind: NameType::Person });
        }
    }
}

/// “Miss Moe” is the name “Moe”: titles that no name consists of are outside, as in the training data.
pub(super) fn without_title(name: &mut Name, tokens: &[Token]) {
    let titled = |name: &Name| {
        let word = tokens.get(name.tokens.start).map_or("", |token| token.form.trim_end_matches('.'));
        matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Miss"
                | "Dr"
                | "Sir"
                | "Lord"
                | "Lady"
                | "King"
                | "Queen"
                | "Prince"
                | "Princess"
                | "Emperor"
        )
    };
    while name.kind == NameType::Person && name.tokens.len() > 1 && titled(name) {
        name.tokens.start += 1;
    }
}

/// “People's Movement–North”: what a dash without spaces joins to the name of an organization belongs to it, unless it is a name
/// itself, one of `others`.
pub(super) fn with_faction(name: &mut Name, tokens: &[Token], others: &[usize]) {
    let [dash, faction] = tokens.get(name.tokens.end..name.tokens.end + 2).unwrap_or_default() else { return };
    let glued = tokens[name.tokens.end - 1].span.end == dash.span.start && dash.span.end == faction.span.start;
    let joins = matches!(dash.form.as_str(), "-" | "–" | "‑") && faction.form.starts_with(char::is_uppercase);
    if name.kind == NameType::Organization && glued && joins && others.binary_search(&(name.tokens.end + 1)).is_err() {
        name.tokens.end += 2;
    }
}

/// The index of the highest total among `candidates`, the first one on a tie.
fn highest(totals: &[f32], candidates: impl Iterator<Item = usize>) -> usize {
    candidates.reduce(|best, i| if totals[i] > totals[best] { i } else { best }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the first name of a text whose first words are it, with the words at `others` being names too.
    fn extended(forms: &str, kind: NameType, words: usize, others: &[usize]) -> usize {
        let (mut tokens, mut at) = (Vec::new(), 0);
        for form in forms.split_inclusive(' ') {
            for part in form.trim_end().split('|') {
                let span = at..at + part.len();
                at = span.end;
                tokens.push(Token {
                    form: part.into(),
                    lemma: part.into(),
                    upos: Upos::Propn,
                    xpos: "NNP".into(),
                    head: None,
                    deprel: "root".into(),
                    span,
                    sentence: 0,
                    multiword: 0,
                });
            }
            at += form.len() - form.trim_end().len();
        }
        let mut name = Name { tokens: 0..words, kind };
        with_faction(&mut name, &tokens, others);
        name.tokens.end
    }

    #[test]
    fn a_faction_behind_a_dash_belongs_to_the_name() {
        use NameType::{Location, Organization};
        assert_eq!(extended("Liberation Movement|–|North said", Organization, 2, &[0]), 4);
        assert_eq!(extended("Workers|-|Left", Organization, 1, &[0]), 3);
        assert_eq!(extended("Liberation Movement – North", Organization, 2, &[0]), 2);
        assert_eq!(extended("Hamas|–|Israel talks", Organization, 1, &[0, 2]), 1);
        assert_eq!(extended("Hamas|-|linked men", Organization, 1, &[0]), 1);
        assert_eq!(extended("Guinea|-|North", Location, 1, &[0]), 1);
        assert_eq!(extended("Hamas|-", Organization, 1, &[0]), 1);
    }

    const TAGS: [&str; 5] = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];

    fn best(rows: &[[f32; 5]]) -> Vec<usize> {
        Transitions::new(&TAGS).best(rows.iter().map(|row| row.as_slice()))
    }

    #[test]
    fn a_name_keeps_one_type() {
        // word by word: B-ORG, I-LOC
        assert_eq!(best(&[[0.0, 2.0, 0.0, 1.8, 0.0], [0.0, 0.0, 1.0, 0.0, 3.0]]), [3, 4]);
    }

    #[test]
    fn no_name_begins_inside() {
        assert_eq!(best(&[[0.0, 1.0, 9.0, 0.0, 0.0]]), [1]);
        assert_eq!(best(&[[5.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.5, 2.0, 0.0, 0.0]]), [0, 1]);
    }

    #[test]
    fn an_empty_sentence_has_no_tags() {
        assert!(best(&[]).is_empty());
    }
}
