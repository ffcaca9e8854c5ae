//! Verbs that lend their subject to an event noun in; how they do out: “held talks”, “drew criticism”, “took part in”.

/// Verbs whose subject is the agent of an event noun that is their object.
const LIGHT: &str = "\
    hold have make take pay give do conduct carry launch mount stage wage open reopen begin start initiate \
    resume restart continue complete finish conclude end pursue perform undertake attempt try issue express \
    voice offer extend deliver send level direct lodge file raise register convey impose reimpose slap place \
    enforce apply introduce adopt approve tighten toughen expand widen reach strike sign seal forge secure \
    provide lend show declare attend join lead chair arrange organize organise set schedule perpetrate commit \
    execute order authorize intensify step renew repeat reiterate unleash inflict put keep maintain need \
    announce deploy prepare orchestrate mastermind coordinate exchange cancel call postpone plan propose \
    threaten seek refuse avoid deny skip want request delay draw go see use serve press push vow promise";

/// Whether the subject of the verb is the agent of an event noun that is its object.
pub(super) fn is_light(lemma: &str) -> bool {
    LIGHT.split(' ').any(|verb| verb == lemma)
}

/// Whether the subject of the verb undergoes the event: “drew criticism”, “came under attack”, “faces an inquiry”.
pub(super) fn is_inverse(lemma: &str, case: Option<&str>) -> bool {
    match case {
        Some("under") => matches!(lemma, "come" | "be" | "place" | "put" | "remain" | "fall"),
        Some("for" | "in") if lemma == "come" => case == Some("for"),
        Some("for" | "with") => matches!(lemma, "come" | "meet"),
        None => matches!(
            lemma,
            "face"
                | "draw"
                | "receive"
                | "suffer"
                | "undergo"
                | "attract"
                | "earn"
                | "win"
                | "sustain"
                | "incur"
                | "get"
                | "invite"
                | "garner"
                | "elicit"
                | "endure"
                | "provoke"
                | "trigger"
                | "spark"
                | "prompt"
        ),
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
        Some("on" | "upon") => matches!(lemma, "embark" | "work"),
        Some("as") => matches!(lemma, "act" | "serve"),
        Some("to") => matches!(lemma, "resort" | "return" | "agree" | "commit"),
        Some("with") => matches!(lemma, "proceed" | "continue" | "persist" | "respond" | "go" | "threaten" | "react"),
        Some("for") => matches!(lemma, "gather" | "meet" | "assemble" | "sit" | "join" | "arrive"),
        _ => false,
    }
}
