//! An event in its tree in; whether a film, a novel or a play tells of it out.

use super::super::tree::Tree;
use crate::lexicon::acts::is_telling;
use crate::ontology::Predicate;

/// Whether the event is told as part of a tale: “the film shows how Malta attacked Greece”, “in the novel, Malta attacks Greece”.
pub(super) fn is_of_tale(tree: &Tree<'_>, trigger: usize, predicate: Predicate) -> bool {
    // What somebody says in a film of his own he says.
    let does = matches!(predicate.info().quad_class, 2 | 4);
    let path = std::iter::once(trigger).chain(tree.ancestors(trigger));
    path.take(64).any(|verb| {
        let told = || {
            tree.own_subject(verb).is_some_and(|subject| {
                is_tale(tree.lemma(subject)) && subject != trigger && !tree.is_under(trigger, subject)
            })
        };
        let set = || tree.children_by(verb, "obl").any(|kid| is_setting(tree.lemma(kid)) && tree.has_case(kid, "in"));
        tree.is_verbal(verb) && (verb != trigger && is_telling(tree.lemma(verb)) && told() || does && set())
    })
}

/// What tells a tale.
fn is_tale(lemma: &str) -> bool {
    is_setting(lemma) || matches!(lemma, "series" | "play" | "game" | "book" | "saga" | "show")
}

/// What a tale is set in; “in a series of raids” is told of no series.
fn is_setting(lemma: &str) -> bool {
    matches!(
        lemma,
        "film" | "movie" | "novel" | "thriller" | "comedy" | "screenplay" | "musical" | "opera" | "sitcom" | "satire"
    )
}

#[cfg(test)]
mod tests {
    use crate::events::Modality;
    use crate::events::support::events;

    fn facts(text: &str) -> usize {
        events(text).iter().filter(|event| event.modality == Modality::Asserted).count()
    }

    #[test]
    fn what_a_film_or_novel_tells_is_no_fact() {
        for text in [
            "The movie depicts how French troops invaded Spain.",
            "The novel describes how Russia bombed Poland.",
            "The play recalls the Japanese attack on China.",
        ] {
            assert_eq!(facts(text), 0, "{text}");
        }
        for text in [
            "The report describes how French troops invaded Spain.",
            "In a series of raids, Russia bombed Poland.",
            "The film angered China, and Japan accused China of censorship.",
        ] {
            assert!(facts(text) > 0, "{text}");
        }
    }
}
