//! The sentence before in; those of its words out that may be a party of what the next one tells.

use super::features::Sentence;
use crate::analyze::{Analysis, Upos};

/// At most so many words of the sentence before are read with a sentence.
const MOST: usize = 8;

/// The tokens of a sentence that are read with the next one: names by their heads, and pronouns that are subjects or
/// objects.
pub(super) fn words(analysis: &Analysis, sentence: usize) -> impl Iterator<Item = usize> {
    let tokens = analysis.sentences[sentence].tokens.clone();
    let of = Sentence { tokens: &analysis.tokens[tokens.clone()], first: tokens.start };
    tokens.filter(move |token| may_be_party(of, token - of.first)).take(MOST)
}

fn may_be_party(sentence: Sentence, word: usize) -> bool {
    let token = &sentence.tokens[word];
    let relation = sentence.relation(word);
    match token.upos {
        Upos::Pron => matches!(relation, "nsubj" | "nsubj:pass" | "obj"),
        Upos::Propn | Upos::Adj | Upos::Noun => {
            let inside = matches!(relation, "flat" | "compound")
                && sentence.head(word).is_some_and(|head| sentence.tokens[head].upos == Upos::Propn);
            token.form.starts_with(char::is_uppercase) && !inside
        }
        _ => false,
    }
}
