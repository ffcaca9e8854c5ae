//! A verb, adjective or noun that governs an event in; what it does to the event's truth out. The classes follow the
//! literature on implicative and factive predicates (Karttunen) and on event factuality (FactBank).

/// What a word does to the truth of what it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It did not happen: refuse, fail, avoid.
    Negate,
    /// Somebody says that it did not happen: deny.
    Deny,
    /// It is not to happen: rule out.
    Exclude,
    /// It is intended, scheduled or offered.
    Plan,
    /// It is asked for, feared, possible.
    Suppose,
    /// Somebody claims it.
    Claim,
    /// Somebody says it: a claim where a party says so.
    Say,
    /// Nothing: it happened as far as the governing word did.
    Transparent,
    /// It happened whatever becomes of the governing word: condemn, admit.
    Presuppose,
}

use Effect::{Claim, Deny, Exclude, Negate, Plan, Presuppose, Say, Suppose, Transparent};

/// A verb on its infinitive or participle: “refused to meet”, “avoided meeting”.
pub(super) fn of_infinitive(lemma: &str, to: bool) -> Effect {
    match lemma {
        "refuse" | "fail" | "decline" | "avoid" | "forget" | "neglect" | "omit" | "cease" | "stop" | "quit"
        | "resist" | "refrain" | "abstain" | "prevent" | "prohibit" | "forbid" | "dissuade" | "desist" | "escape"
        | "evade" | "hesitate" => Negate,
        "deny" => Deny,
        "manage" | "begin" | "start" | "continue" | "proceed" | "keep" | "help" | "come" | "dare" | "resume"
        | "finish" | "happen" | "force" | "compel" | "cause" | "lead" | "make" | "let" | "get" | "persuade"
        | "convince" | "induce" | "remain" | "join" | "see" | "hasten" | "spend" | "use" | "lie" | "stand" | "sit"
        | "risk" => Transparent,
        "plan" | "intend" | "agree" | "promise" | "vow" | "pledge" | "offer" | "prepare" | "decide" | "aim"
        | "hope" | "want" | "wish" | "expect" | "schedule" | "set" | "resolve" | "mean" | "arrange" | "commit"
        | "undertake" | "swear" | "propose" | "consider" | "seek" | "try" | "attempt" | "look" | "volunteer"
        | "work" | "move" | "be" | "authorize" | "elect" | "wait" | "choose" | "determine" | "strive" | "struggle"
        | "announce" | "opt" => Plan,
        "go" if to => Plan,
        "go" => Transparent,
        "claim" | "allege" | "report" | "believe" | "say" | "think" | "suspect" | "accuse" | "charge" | "seem"
        | "appear" | "purport" | "rumor" | "rumour" | "pretend" | "estimate" | "describe" | "portray" => Claim,
        "admit" | "acknowledge" | "regret" | "confess" | "criticize" | "criticise" | "praise" | "condemn" | "thank"
        | "blame" | "apologize" | "forgive" | "confirm" | "recall" | "remember" | "convict" | "celebrate" => Presuppose,
        _ if to => Suppose,
        _ => Transparent,
    }
}

/// A verb on the clause that it takes: “said that”, “fears that”.
pub(super) fn of_clause(lemma: &str) -> Effect {
    match lemma {
        "say" | "tell" | "announce" | "state" | "declare" | "report" | "add" | "note" | "reply" | "respond"
        | "comment" | "explain" | "write" | "tweet" | "post" | "remark" | "mention" | "stress" | "emphasize"
        | "emphasise" | "underline" | "reiterate" | "repeat" | "observe" | "inform" | "brief" | "quote" | "cite"
        | "indicate" | "read" | "hear" | "continue" | "conclude" | "affirm" | "proclaim" | "answer" | "recount"
        | "testify" | "caution" | "point" | "underscore" | "publish" | "broadcast" | "agree_that" | "go" => Say,
        "confirm" | "acknowledge" | "admit" | "reveal" | "disclose" | "recall" | "know" | "learn" | "find"
        | "discover" | "show" | "see" | "prove" | "remember" | "regret" | "realize" | "realise" | "forget"
        | "concede" | "mean" | "notice" | "ignore" | "thank" | "demonstrate" | "signal" | "lament" | "complain"
        | "celebrate" | "welcome" | "warrant" => Presuppose,
        "claim" | "allege" | "accuse" | "insist" | "maintain" | "contend" | "assert" | "suggest" | "believe"
        | "think" | "suspect" | "argue" | "imply" | "hint" | "charge" | "estimate" | "feel" | "speculate"
        | "appear" | "seem" | "boast" | "counter" | "protest" | "swear_that" | "purport" | "reckon" => Claim,
        "deny" | "refute" | "rebut" | "dispute" | "reject" | "dismiss" => Deny,
        "agree" | "decide" | "promise" | "vow" | "pledge" | "swear" | "plan" | "expect" | "schedule" | "resolve"
        | "guarantee" | "order" => Plan,
        _ => Suppose,
    }
}

/// A verb on an event noun that is its object: “cancelled the meeting”, “condemned the attack”.
pub(super) fn of_object(lemma: &str, particle: Option<&str>) -> Effect {
    match (lemma, particle) {
        ("call", Some("off")) | ("put", Some("off")) | ("pull", Some("out")) | ("break", Some("off")) => Negate,
        ("rule", Some("out")) => Exclude,
        ("turn" | "shoot" | "vote", Some("down")) => Negate,
        (
            "cancel" | "scrap" | "avoid" | "prevent" | "avert" | "abort" | "thwart" | "foil" | "block" | "skip"
            | "miss" | "shelve" | "forgo" | "refuse" | "decline" | "reject" | "boycott" | "lack" | "forestall"
            | "preclude" | "deter" | "veto" | "rebuff" | "postpone" | "stop" | "snub" | "spurn" | "prohibit" | "forbid",
            _,
        ) => Negate,
        ("deny" | "disclaim" | "disavow", _) => Deny,
        (
            "plan" | "propose" | "offer" | "schedule" | "arrange" | "promise" | "pledge" | "vow" | "seek" | "want"
            | "prepare" | "expect" | "await" | "consider" | "envisage" | "mull" | "weigh" | "contemplate" | "order"
            | "anticipate" | "request" | "organize" | "organise" | "approve" | "authorize" | "set" | "intend"
            | "initiate_plan" | "delay",
            _,
        ) => Plan,
        (
            "urge" | "demand" | "recommend" | "oppose" | "favor" | "favour" | "fear" | "threaten" | "risk" | "suggest"
            | "advocate" | "need" | "require" | "support" | "discuss" | "hope" | "warn" | "simulate" | "rehearse"
            | "predict" | "allow" | "mean" | "debate" | "press" | "imagine" | "justify",
            _,
        ) => Suppose,
        ("allege" | "claim" | "suspect" | "attribute", _) => Claim,
        _ => Presuppose,
    }
}

/// A verb with a preposition on an event noun or participle: “called for talks”, “accused of attacking”.
pub(super) fn of_oblique(lemma: &str, preposition: &str) -> Option<Effect> {
    Some(match (lemma, preposition) {
        (
            "call" | "ask" | "push" | "appeal" | "hope" | "plead" | "press" | "pray" | "lobby" | "wish" | "argue"
            | "vote" | "beg",
            "for",
        ) => Suppose,
        ("prepare" | "plan" | "schedule" | "brace" | "wait" | "gear", "for") | ("aim" | "direct", "at" | "towards") => {
            Plan
        }
        ("agree" | "commit", "to" | "on") | ("decide" | "bent" | "insist", "on") => Plan,
        ("object" | "oppose" | "open", "to")
        | ("threaten", "with")
        | ("warn", "of" | "against" | "about")
        | ("talk" | "think" | "dream" | "speak", "of" | "about") => Suppose,
        ("accuse" | "suspect" | "convince", "of") | ("blame" | "sue", "for") | ("charge", "with") => Claim,
        ("stop" | "fall", "of")
        | ("back" | "retreat" | "distance" | "shy", "from")
        | (
            "refrain" | "abstain" | "desist" | "bar" | "ban" | "prevent" | "stop" | "keep" | "block" | "prohibit"
            | "discourage" | "deter",
            "from",
        ) => Negate,
        _ => return None,
    })
}

/// An adjective on its infinitive: “ready to meet”.
pub(super) fn of_adjective(lemma: &str) -> Effect {
    match lemma {
        "unwilling" | "unable" | "reluctant" | "unlikely" | "loath" | "powerless" | "hesitant" | "unprepared" => Negate,
        "quick" | "slow" | "proud" | "glad" | "happy" | "pleased" | "right" | "wrong" | "able" | "busy" | "guilty"
        | "sorry" | "last" | "first" | "responsible" | "complicit" => Transparent,
        "possible" | "necessary" | "impossible" | "important" | "free" | "welcome" | "capable" | "vital"
        | "essential" | "conceivable" | "desirable" => Suppose,
        _ => Plan,
    }
}

/// A noun on its infinitive, clause or “of” phrase: “plan to meet”, “claim that”, “threat of attack”.
pub(super) fn of_noun(lemma: &str) -> Option<Effect> {
    Some(match lemma {
        "refusal" | "failure" | "inability" | "reluctance" | "unwillingness" | "lack" | "absence" | "cancellation"
        | "avoidance" | "rejection" | "postponement" | "prevention" | "collapse_of" => Negate,
        "denial" => Deny,
        "plan" | "promise" | "offer" | "pledge" | "decision" | "intention" | "bid" | "effort" | "attempt"
        | "proposal" | "agreement" | "commitment" | "vow" | "readiness" | "willingness" | "move" | "intent"
        | "desire" | "aim" | "goal" | "mission" | "initiative" | "order" | "preparation" | "drive" | "push"
        | "campaign" | "hope" | "wish" | "expectation" | "schedule" | "mandate" | "determination" | "resolve"
        | "deal" | "pact" | "approval" | "interest" | "undertaking" => Plan,
        "call" | "demand" | "request" | "appeal" | "threat" | "possibility" | "prospect" | "risk" | "fear"
        | "chance" | "likelihood" | "right" | "need" | "power" | "ability" | "option" | "suggestion" | "idea"
        | "warning" | "concern" | "worry" | "danger" | "opportunity" | "ultimatum" | "invitation" | "condition"
        | "prediction" | "speculation" | "talk" | "question" | "doubt" | "capability" | "capacity" | "pressure"
        | "authority" | "excuse" | "pretext" | "reason" | "incentive" | "permission" | "freedom" | "scenario"
        | "simulation" | "support" => Suppose,
        "allegation" | "claim" | "accusation" | "charge" | "suspicion" | "belief" | "assertion" | "rumor"
        | "rumour" | "theory" | "insinuation" | "impression" | "contention" => Claim,
        "report" | "statement" | "announcement" | "news" | "declaration" | "message" | "account" | "testimony" => Say,
        _ => return None,
    })
}

/// An adjective or participle before an event noun: “planned talks”, “alleged attack”.
pub(super) fn of_modifier(lemma: &str) -> Option<Effect> {
    Some(match lemma {
        "planned" | "plan" | "proposed" | "propose" | "scheduled" | "schedule" | "upcoming" | "forthcoming"
        | "future" | "expected" | "expect" | "intended" | "promised" | "promise" | "impending" | "prospective"
        | "anticipated" | "pledge" | "envisage" | "looming" | "slated" => Plan,
        "possible" | "potential" | "threatened" | "threaten" | "hypothetical" | "would-be" | "feared" | "imminent"
        | "further" | "simulated" | "simulate" | "mock" | "eventual" | "fear" => Suppose,
        "alleged" | "allege" | "suspected" | "suspect" | "supposed" | "suppose" | "reported" | "report"
        | "purported" | "claim" | "claimed" | "apparent" => Claim,
        "failed" | "cancelled" | "canceled" | "cancel" | "aborted" | "abort" | "abortive" | "averted" | "postponed"
        | "postpone" | "foiled" | "foil" | "thwarted" => Negate,
        _ => return None,
    })
}

/// What an auxiliary verb does to its verb; `reported` where the clause is somebody's past words.
pub(super) fn of_auxiliary(lemma: &str, form: &str, reported: bool) -> Option<Effect> {
    Some(match form {
        "will" | "shall" | "'ll" | "’ll" | "wo" | "Will" | "gonna" => Plan,
        "would" | "'d" | "’d" | "Would" if reported => Plan,
        "would" | "Would" | "may" | "might" | "could" | "can" | "should" | "must" | "ought" | "ca" | "May"
        | "Might" | "Could" | "Can" | "Should" | "Must" => Suppose,
        _ if lemma == "will" || lemma == "shall" => Plan,
        _ if matches!(lemma, "may" | "might" | "could" | "can" | "should" | "must" | "would") => Suppose,
        _ => return None,
    })
}

/// What a subordinating conjunction or preposition does to its clause.
pub(super) fn of_mark(lemma: &str) -> Option<Effect> {
    Some(match lemma {
        "if" | "should" | "unless" | "whether" | "lest" | "provided" | "assuming" | "until" | "till" | "supposing"
        | "otherwise" => Suppose,
        "without" | "instead" => Negate,
        "rather" => Negate,
        _ => return None,
    })
}

/// What an adverb does to its verb.
pub(super) fn of_adverb(lemma: &str) -> Option<Effect> {
    Some(match lemma {
        "not" | "n't" | "never" | "n’t" | "nt" | "neither" | "nor" | "hardly" | "scarcely" => Negate,
        "almost" | "nearly" => Negate,
        "allegedly" | "reportedly" | "supposedly" | "purportedly" | "apparently" | "ostensibly" => Claim,
        "perhaps" | "possibly" | "maybe" | "probably" | "potentially" | "presumably" | "conceivably"
        | "hypothetically" => Suppose,
        _ => return None,
    })
}
