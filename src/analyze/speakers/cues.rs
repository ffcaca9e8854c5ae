//! Lemmas in; whether they report speech out.

/// What a cue says of the words it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Brings words as said: “said that”, “told Rome: …”.
    Say,
    /// Judges, asks or names with words that may be quoted in part: “called it a ‘farce’”.
    Characterize,
}

/// Verbs of saying, sorted.
const SAY: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "affirm",
    "agree",
    "allege",
    "announce",
    "answer",
    "argue",
    "ask",
    "assert",
    "assure",
    "begin",
    "believe",
    "boast",
    "brag",
    "caution",
    "claim",
    "clarify",
    "comment",
    "complain",
    "concede",
    "conclude",
    "confess",
    "confirm",
    "contend",
    "continue",
    "counter",
    "cry",
    "declare",
    "deny",
    "disclose",
    "elaborate",
    "email",
    "emphasise",
    "emphasize",
    "estimate",
    "exclaim",
    "explain",
    "finish",
    "forecast",
    "hint",
    "hope",
    "imply",
    "indicate",
    "inform",
    "insist",
    "interject",
    "joke",
    "lament",
    "maintain",
    "mention",
    "mumble",
    "muse",
    "note",
    "notify",
    "object",
    "observe",
    "opine",
    "own",
    "plead",
    "pledge",
    "point",
    "post",
    "predict",
    "proclaim",
    "promise",
    "propose",
    "quip",
    "quote",
    "read",
    "reaffirm",
    "reason",
    "reassert",
    "reassure",
    "recall",
    "recount",
    "reiterate",
    "relate",
    "remark",
    "remind",
    "repeat",
    "reply",
    "report",
    "respond",
    "restate",
    "retort",
    "reveal",
    "say",
    "shout",
    "signal",
    "speak",
    "speculate",
    "state",
    "stress",
    "suggest",
    "summarize",
    "swear",
    "talk",
    "tell",
    "testify",
    "text",
    "think",
    "tweet",
    "underline",
    "underscore",
    "urge",
    "vow",
    "warn",
    "whisper",
    "wonder",
    "write",
    "yell",
];

/// Verbs beside those of saying whose clause is what somebody found or holds, sorted: “ruled that”.
const HOLD: &[&str] = &[
    "determine",
    "establish",
    "expect",
    "express",
    "fear",
    "feel",
    "find",
    "guess",
    "hypothesise",
    "hypothesize",
    "infer",
    "insinuate",
    "posit",
    "postulate",
    "reckon",
    "rule",
    "stipulate",
    "suspect",
    "theorise",
    "theorize",
    "worry",
];

/// Nouns of what is said, sorted: “the claim that”.
const REPORTS: &[&str] = &[
    "accusation",
    "allegation",
    "announcement",
    "argument",
    "assertion",
    "assurance",
    "belief",
    "claim",
    "comment",
    "complaint",
    "conclusion",
    "contention",
    "declaration",
    "estimate",
    "finding",
    "forecast",
    "hope",
    "insistence",
    "opinion",
    "pledge",
    "prediction",
    "promise",
    "remark",
    "report",
    "ruling",
    "statement",
    "suggestion",
    "suspicion",
    "view",
    "warning",
];

/// Nouns of collected facts, sorted: “according to a survey by”.
const STUDIES: &[&str] = &[
    "analysis",
    "census",
    "count",
    "data",
    "database",
    "estimate",
    "figure",
    "poll",
    "record",
    "study",
    "survey",
    "tally",
    "transcript",
    "website",
];

/// Verbs that judge, demand or name, sorted.
const CHARACTERIZE: &[&str] = &[
    "accuse",
    "advise",
    "advocate",
    "applaud",
    "attack",
    "attribute",
    "blame",
    "blast",
    "brand",
    "call",
    "caricature",
    "celebrate",
    "characterise",
    "characterize",
    "cheer",
    "cite",
    "commend",
    "compare",
    "condemn",
    "congratulate",
    "consider",
    "credit",
    "criticise",
    "criticize",
    "decry",
    "deem",
    "defend",
    "demand",
    "denounce",
    "deplore",
    "deride",
    "describe",
    "direct",
    "dismiss",
    "downplay",
    "dub",
    "encourage",
    "endorse",
    "exhort",
    "express",
    "hail",
    "implore",
    "instruct",
    "justify",
    "label",
    "laud",
    "liken",
    "mock",
    "order",
    "outline",
    "portray",
    "praise",
    "pronounce",
    "question",
    "rebuke",
    "refer",
    "regret",
    "reject",
    "request",
    "ridicule",
    "salute",
    "scold",
    "scorn",
    "see",
    "slam",
    "sum",
    "term",
    "thank",
    "threaten",
    "tout",
    "vent",
    "view",
    "voice",
    "welcome",
];

/// Nouns of texts and speeches, sorted: “in a statement”, “the letter read”.
const TEXTS: &[&str] = &[
    "address",
    "announcement",
    "article",
    "broadcast",
    "comment",
    "communique",
    "communiqué",
    "complaint",
    "declaration",
    "decree",
    "document",
    "editorial",
    "email",
    "interview",
    "letter",
    "memo",
    "message",
    "note",
    "notice",
    "order",
    "post",
    "release",
    "remark",
    "remarks",
    "report",
    "resolution",
    "speech",
    "statement",
    "testimony",
    "tweet",
    "video",
];

/// Verbs that give out a text, sorted: “issued a statement”.
const ISSUE: &[&str] = &[
    "deliver",
    "distribute",
    "give",
    "issue",
    "make",
    "post",
    "publish",
    "put",
    "read",
    "release",
    "send",
    "share",
    "sign",
    "submit",
    "write",
];

/// Verbs that name the hearer as their object, sorted: “told Rome”.
const TO_OBJECT: &[&str] = &[
    "advise",
    "answer",
    "ask",
    "assure",
    "caution",
    "congratulate",
    "encourage",
    "exhort",
    "implore",
    "inform",
    "instruct",
    "notify",
    "order",
    "promise",
    "reassure",
    "remind",
    "request",
    "tell",
    "text",
    "thank",
    "urge",
    "warn",
];

fn holds(list: &[&str], lemma: &str) -> bool {
    list.binary_search(&lemma).is_ok()
}

/// Whether a verb reports speech.
pub(crate) fn verb(lemma: &str) -> Option<Cue> {
    if holds(SAY, lemma) { Some(Cue::Say) } else { holds(CHARACTERIZE, lemma).then_some(Cue::Characterize) }
}

/// Whether the clause under a verb is what somebody says, believes or found.
pub(crate) fn reports_clause(lemma: &str) -> bool {
    holds(SAY, lemma) || holds(HOLD, lemma)
}

/// Whether a noun names what is said.
pub(crate) fn is_report(lemma: &str) -> bool {
    holds(REPORTS, lemma)
}

/// Whether a noun names collected facts.
pub(super) fn is_study(lemma: &str) -> bool {
    holds(STUDIES, lemma)
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
    holds(TEXTS, lemma)
}

/// Whether a verb gives out a text.
pub(super) fn is_issue(lemma: &str) -> bool {
    holds(ISSUE, lemma)
}

/// Whether the verb's object is the hearer.
pub(super) fn hearer_is_object(lemma: &str) -> bool {
    holds(TO_OBJECT, lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [SAY, HOLD, REPORTS, STUDIES, CHARACTERIZE, TEXTS, ISSUE, TO_OBJECT] {
            let unsorted: Vec<_> = list.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
            assert!(unsorted.is_empty(), "{unsorted:?}");
        }
        assert_eq!(verb("say"), Some(Cue::Say));
        assert_eq!(verb("hail"), Some(Cue::Characterize));
        assert_eq!(verb("walk"), None);
    }
}
