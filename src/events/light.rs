//! Verbs that lend their subject to an event noun in; how they do out: “held talks”, “drew criticism”, “took part in”.

use crate::lexicon;

/// Whether the subject of the verb is the agent of an event noun that is its object.
pub(super) fn is_light(lemma: &str) -> bool {
    lexicon::acts::is_light(lemma)
}

/// Whether the subject of the verb undergoes the event: “drew criticism”, “came under attack”, “faces an inquiry”.
pub(super) fn is_inverse(lemma: &str, case: Option<&str>) -> bool {
    match case {
        Some("under") => matches!(lemma, "come" | "be" | "place" | "put" | "remain" | "fall"),
        Some("for" | "with") => matches!(lemma, "come" | "meet"),
        None => lexicon::acts::is_undergone(lemma),
        _ => false,
    }
}

/// Whether the subject takes part in an event noun in a phrase of the verb: “took part in talks”, “engaged in combat”.
pub(super) fn is_joining(lemma: &str, case: Option<&str>) -> bool {
    match case {
        Some("in" | "into") => matches!(
            lemma,
            "engage" | "participate" | "enter" | "involve" | "take" | "join" | "share" | "lock" | "assist"
        ),
        Some("as") => matches!(lemma, "act" | "serve"),
        Some("to") => matches!(lemma, "resort" | "return" | "agree" | "commit"),
        Some("with") => matches!(lemma, "proceed" | "continue" | "persist" | "respond" | "go" | "threaten" | "react"),
        Some("for") => matches!(lemma, "gather" | "meet" | "assemble" | "sit" | "join" | "arrive"),
        _ => false,
    }
}
