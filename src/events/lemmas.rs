//! An analysis in; the same with the lemmas of regular verbs mended where the model cut an “e” or left one out.

use std::borrow::Cow;

use super::lexicon::{Kind, Lexicon};
use super::light::is_light;
use super::operators::{self, Effect};
use crate::analyze::Analysis;

/// Mends lemmas that no table knows where the form with or without a final “e” is known: “impos”, “condemne”.
pub(super) fn repair(analysis: &Analysis) -> Cow<'_, Analysis> {
    let mut out = Cow::Borrowed(analysis);
    for (t, token) in analysis.tokens.iter().enumerate() {
        if !matches!(token.xpos.as_str(), "VBD" | "VBN" | "VBG" | "VBZ" | "JJ") || is_known(&token.lemma) {
            continue;
        }
        let longer = format!("{}e", token.lemma);
        let shorter = token.lemma.strip_suffix('e').unwrap_or_default();
        let doubled = shorter_double(&token.lemma);
        let mended = [longer.as_str(), shorter, doubled].into_iter().find(|lemma| is_known(lemma));
        if let Some(mended) = mended.filter(|_| token.xpos != "JJ") {
            out.to_mut().tokens[t].lemma = mended.into();
        }
    }
    out
}

fn shorter_double(lemma: &str) -> &str {
    let bytes = lemma.as_bytes();
    match bytes {
        [.., a, b] if a == b => lemma.get(..lemma.len() - 1).unwrap_or_default(),
        _ => "",
    }
}

fn is_known(lemma: &str) -> bool {
    !lemma.is_empty()
        && (!Lexicon::builtin().rules(Kind::Verb, lemma).is_empty()
            || is_light(lemma)
            || operators::of_infinitive(lemma, false) != Effect::Transparent
            || operators::of_clause(lemma) != Effect::Suppose
            || operators::of_object(lemma, None) != Effect::Presuppose)
}
