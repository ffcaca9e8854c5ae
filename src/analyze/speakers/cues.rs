//! Lemmas in; whether they report speech out.

use crate::lexicon;

/// What a cue says of the words it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Brings words as said: “said that”, “told Rome: …”.
    Say,
    /// Judges, asks or names with words that may be quoted in part: “called it a ‘farce’”.
    Characterize,
}

/// Whether a verb reports speech.
pub(crate) fn verb(lemma: &str) -> Option<Cue> {
    if lexicon::speech::is_verb_of_saying(lemma) {
        Some(Cue::Say)
    } else {
        lexicon::speech::is_verb_of_judging(lemma).then_some(Cue::Characterize)
    }
}

/// Whether the clause under a verb is what somebody says, believes or found.
pub(crate) fn reports_clause(lemma: &str) -> bool {
    lexicon::speech::is_verb_of_saying(lemma) || lexicon::speech::is_verb_of_holding(lemma)
}

/// Whether a noun names what is said.
pub(crate) fn is_report(lemma: &str) -> bool {
    lexicon::speech::is_report(lemma)
}

/// Whether a noun names collected facts.
pub(super) fn is_study(lemma: &str) -> bool {
    lexicon::speech::is_study(lemma)
}

/// Whether a token is a verb of speech, by its lemma or, where that is no verb, by its regular ending: “justified”.
pub(crate) fn of_word(lemma: &str, form: &str) -> Option<Cue> {
    verb(lemma).or_else(|| {
        let stem = form.strip_suffix("ied")?;
        verb(&format!("{}y", stem.to_lowercase()))
    })
}

/// Whether a noun names a text or speech.
pub(crate) fn is_text(lemma: &str) -> bool {
    lexicon::speech::is_text(lemma)
}

/// Whether a verb gives out a text.
pub(super) fn is_issue(lemma: &str) -> bool {
    lexicon::speech::is_verb_of_issuing(lemma)
}

/// Whether the verb's object is the hearer.
pub(super) fn hearer_is_object(lemma: &str) -> bool {
    lexicon::speech::has_hearer_as_object(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_say_or_judge() {
        assert_eq!(verb("say"), Some(Cue::Say));
        assert_eq!(verb("hail"), Some(Cue::Characterize));
        assert_eq!(verb("walk"), None);
    }
}
