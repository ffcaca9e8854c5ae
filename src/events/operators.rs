//! A verb, adjective or noun that governs an event in; what it does to the event's truth out. The classes follow the
//! literature on implicative and factive predicates (Karttunen) and on event factuality (FactBank).

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lexicon;

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

impl Effect {
    /// The effect of that name in `governors.txt`.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "negate" => Negate,
            "deny" => Deny,
            "plan" => Plan,
            "suppose" => Suppose,
            "claim" => Claim,
            "say" => Say,
            "transparent" => Transparent,
            "presuppose" => Presuppose,
            _ => return None,
        })
    }
}

const GOVERNORS: &str = include_str!("../../data/lexicon/governors.txt");

/// What the lists say of a word that governs in such a way.
fn listed(way: &str, lemma: &str) -> Option<Effect> {
    static TABLE: OnceLock<HashMap<(&str, &str), Effect>> = OnceLock::new();
    let effect = |(head, word): (&'static str, &'static str)| {
        let (way, effect) = head.split_once(' ')?;
        Some(((way, word), Effect::named(effect)?))
    };
    TABLE.get_or_init(|| lexicon::headed(GOVERNORS).filter_map(effect).collect()).get(&(way, lemma)).copied()
}

/// A verb on its infinitive or participle: “refused to meet”, “avoided meeting”.
pub(super) fn of_infinitive(lemma: &str, to: bool) -> Effect {
    match listed("infinitive", lemma) {
        Some(effect) => effect,
        None if lemma == "go" && to => Plan,
        None if to => Suppose,
        None => Transparent,
    }
}

/// A verb on the clause that it takes: “said that”, “fears that”.
pub(super) fn of_clause(lemma: &str) -> Effect {
    listed("clause", lemma).unwrap_or(Suppose)
}

/// A verb on an event noun that is its object: “cancelled the meeting”, “condemned the attack”.
pub(super) fn of_object(lemma: &str, particle: Option<&str>) -> Effect {
    match (lemma, particle) {
        ("call" | "put" | "break", Some("off")) | ("pull", Some("out")) => Negate,
        ("rule", Some("out")) => Exclude,
        ("turn" | "shoot" | "vote", Some("down")) => Negate,
        _ => listed("object", lemma).unwrap_or(Presuppose),
    }
}

/// A verb with a preposition on an event noun or participle: “called for talks”, “accused of attacking”.
pub(super) fn of_oblique(lemma: &str, preposition: &str) -> Option<Effect> {
    Some(match (lemma, preposition) {
        ("prepare" | "plan" | "schedule" | "brace" | "wait" | "gear", "for") | ("aim" | "direct", "at" | "towards") => {
            Plan
        }
        ("agree" | "commit", "to" | "on") | ("decide" | "bent" | "insist", "on") => Plan,
        ("object" | "oppose" | "open", "to")
        | ("threaten", "with")
        | ("warn", "of" | "against" | "about")
        | ("talk" | "think" | "dream" | "speak", "of" | "about") => Suppose,
        ("accuse" | "suspect" | "convince", "of") | ("blame" | "sue", "for") | ("charge", "with") => Claim,
        ("stop" | "fall", "of") | ("back" | "retreat" | "distance" | "shy", "from") => Negate,
        (_, "for" | "from") => return listed(preposition, lemma),
        _ => return None,
    })
}

/// An adjective on its infinitive: “ready to meet”.
pub(super) fn of_adjective(lemma: &str) -> Effect {
    listed("adjective", lemma).unwrap_or(Plan)
}

/// A noun on its infinitive, clause or “of” phrase: “plan to meet”, “claim that”, “threat of attack”.
pub(super) fn of_noun(lemma: &str) -> Option<Effect> {
    listed("noun", lemma)
}

/// An adjective or participle before an event noun: “planned talks”, “alleged attack”.
pub(super) fn of_modifier(lemma: &str) -> Option<Effect> {
    listed("modifier", lemma)
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_list_has_an_effect_and_every_word_one() {
        let ways = ["infinitive", "clause", "object", "for", "from", "adjective", "noun", "modifier"];
        let mut seen = HashSet::new();
        for (head, word) in lexicon::headed(GOVERNORS) {
            let (way, effect) = head.split_once(' ').unwrap();
            assert!(ways.contains(&way) && Effect::named(effect).is_some(), "{head}");
            assert!(seen.insert((way, word)), "{way} {word} twice");
        }
        assert_eq!(of_infinitive("refuse", true), Negate);
        assert_eq!([of_infinitive("go", true), of_infinitive("go", false)], [Plan, Transparent]);
        assert_eq!([of_infinitive("long", true), of_infinitive("long", false)], [Suppose, Transparent]);
        assert_eq!([of_object("call", Some("off")), of_object("call", None)], [Negate, Presuppose]);
        assert_eq!([of_oblique("call", "for"), of_oblique("refrain", "from")], [Some(Suppose), Some(Negate)]);
    }
}
