//! A noun for an act in; the word that tells of its end out: “lifted the embargo”, “the embargo expired”, “the end of the
//! embargo”. Of what lasts or stands, the end is told and not the act; a visit or a war that ends took place.

use super::super::tree::Tree;
use crate::lexicon::acts::{ends_object, is_end, is_lasting};
use crate::ontology::Predicate;

/// The word that ends what the noun names.
pub(in crate::events) fn ender(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let first = tree.first_conjunct(noun);
    let head = tree.head(first).filter(|_| tree.is_nominal(noun))?;
    let lemma = tree.lemma(head);
    let particle = tree.child_exact(head, "compound:prt").map(|kid| tree.lemma(kid));
    let ends = match tree.token(first).deprel.as_str() {
        // “suspended the minister pending inquiry”: the second object is not ended.
        "obj" if tree.child(head, "obj") != Some(first) => false,
        "obj" | "nsubj:pass" if tree.is_verbal(head) => is_ending(lemma, particle),
        "nsubj" if tree.is_verbal(head) && tree.child(head, "obj").is_none() => {
            matches!(lemma, "end" | "expire" | "lapse" | "cease" | "stop")
        }
        // “put an end to the ban”
        "obl" if tree.is_verbal(head) && tree.case(first) == Some("to") => {
            tree.child(head, "obj").is_some_and(|object| takes_to(tree.lemma(object)))
        }
        "nmod" if !tree.is_verbal(head) => {
            let of = tree.case(first) == Some("of");
            let to = matches!(tree.case(first), Some("to" | "in" | "on"));
            of && is_end(lemma) || to && takes_to(lemma)
        }
        _ => false,
    };
    ends.then_some(head)
}

/// Nouns for an end that take “to” or “on”.
fn takes_to(lemma: &str) -> bool {
    matches!(lemma, "end" | "halt" | "stop" | "pause" | "freeze")
}

/// Whether what a predicate tells of lasts or stands, so that it may be ended or taken back: a measure, aid, a charge, attacks.
pub(super) fn may_end(tree: &Tree<'_>, noun: usize, predicate: Predicate) -> bool {
    let stands = matches!(
        predicate,
        Predicate::Supported
            | Predicate::Aided
            | Predicate::CooperatedWith
            | Predicate::Invited
            | Predicate::AppealedTo
            | Predicate::DemandedOf
            | Predicate::Criticized
            | Predicate::Accused
            | Predicate::Rejected
            | Predicate::Threatened
            | Predicate::MobilizedAgainst
            | Predicate::Sanctioned
            | Predicate::Coerced
            | Predicate::Attacked
    );
    stands && !is_lasting(tree.lemma(noun))
}

/// Verbs whose object is no more: “lifted the ban”, “withdrew the charge”.
fn is_ending(lemma: &str, particle: Option<&str>) -> bool {
    match particle {
        Some("off") => matches!(lemma, "call" | "cut" | "break"),
        Some("back") => matches!(lemma, "roll" | "take"),
        Some("up") => lemma == "give",
        Some(_) => false,
        None => ends_object(lemma),
    }
}

#[cfg(test)]
mod tests {
    use crate::events::support::events;
    use crate::events::{Modality, Polarity};
    use crate::ontology::Predicate;

    /// The truths of the events of that predicate.
    fn truths(text: &str, predicate: Predicate) -> Vec<(Polarity, Modality)> {
        events(text)
            .iter()
            .filter(|event| event.predicate == predicate)
            .map(|event| (event.polarity, event.modality))
            .collect()
    }

    const FACT: (Polarity, Modality) = (Polarity::Positive, Modality::Asserted);

    #[test]
    fn the_end_of_an_act_is_not_the_act() {
        for (text, predicate) in [
            ("Kenya lifted its embargo on Somalia.", Predicate::Sanctioned),
            ("Peru's lawsuit against Chile was withdrawn.", Predicate::Accused),
            ("The suspension of American tariffs on Brazil began.", Predicate::Sanctioned),
            ("Turkey paused its strikes on Syria.", Predicate::Attacked),
            ("Norway put an end to its boycott of Serbia.", Predicate::Sanctioned),
            ("The Chinese embargo on Lithuania expired in May.", Predicate::Sanctioned),
        ] {
            assert!(!truths(text, predicate).contains(&FACT), "{text}");
        }
    }

    #[test]
    fn what_goes_on_or_took_place_is_a_fact() {
        for (text, predicate) in [
            ("Kenya extended its embargo on Somalia.", Predicate::Sanctioned),
            ("Kenya refused to lift its embargo on Somalia.", Predicate::Sanctioned),
            ("Turkey resumed its strikes on Syria.", Predicate::Attacked),
            ("Macron ended his visit to Egypt.", Predicate::Visited),
            ("Norway suspended aid to Serbia.", Predicate::Sanctioned),
        ] {
            assert!(truths(text, predicate).contains(&FACT), "{text}");
        }
    }
}
