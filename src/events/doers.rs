//! A document's trees and actors in; the acts that its nouns name, each with who did it, out.

use super::actors::Actors;
use super::acts::{Act, Acts, kind};
use super::tree::Tree;

/// Reads the acts of a document off its trees.
pub(super) fn read(tree: &Tree<'_>, actors: &Actors<'_>) -> Acts {
    let mut acts = Vec::new();
    for token in 0..tree.analysis.tokens.len() {
        let Some(kind) = kind(tree.lemma(token)).filter(|_| tree.is_nominal(token)) else { continue };
        let mut doers = actors.owners(token);
        doers.retain(|doer| !doer.located);
        if doers.is_empty() {
            doers = maker(tree, token).map_or_else(Vec::new, |agent| actors.of(agent, false));
        }
        doers.retain(|doer| !doer.located && (doer.actor.entity().is_some() || actors.country(&doer.actor).is_some()));
        // “some comments of their own”: a new one of nobody known keeps a later “the comments” from an older one
        if !doers.is_empty() || !tree.is_definite(token) {
            acts.push(Act { token, kind, doers });
        }
    }
    Acts(acts)
}

/// Who made what the noun names, by the verb that it is the object of.
fn maker(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let verb = tree.head(noun).filter(|&verb| tree.is_verbal(verb))?;
    let object = tree.token(noun).relation() == "obj" || tree.token(noun).deprel == "nsubj:pass";
    let makes = matches!(
        tree.lemma(verb),
        "propose"
            | "offer"
            | "present"
            | "submit"
            | "unveil"
            | "make"
            | "launch"
            | "carry"
            | "conduct"
            | "stage"
            | "issue"
            | "announce"
            | "publish"
            | "deliver"
            | "table"
            | "outline"
    );
    (object && makes).then(|| tree.agent(verb)).flatten()
}

#[cfg(test)]
mod tests {
    /// `source | predicate | target` of each event that a rule reads.
    fn coded(text: &str) -> Vec<String> {
        let document = crate::ingest::Document::new("acts", text);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        let name = |actor: &Option<crate::events::Actor>| {
            let entity = actor.as_ref().and_then(crate::events::Actor::entity);
            entity.map_or("-".to_owned(), |entity| resolution.entities[entity].name.clone())
        };
        let coded = crate::events::code(&document, &analysis, &resolution);
        let line = |event: &crate::events::Event| {
            format!("{} | {} | {}", name(&event.source), event.predicate.name(), name(&event.target))
        };
        coded.events.iter().filter(|event| event.evidence.rule != "reader").map(line).collect()
    }

    #[test]
    fn the_plan_is_that_of_who_proposed_it() {
        let told = coded("Norway proposed a peace plan on Monday. Denmark rejected the plan.");
        assert!(told.contains(&"Denmark | rejected | Norway".to_owned()), "{told:?}");
        // a plan that nobody is said to have made, or another one, is nobody's
        let told = coded("Norway spoke on Monday. Denmark rejected the plan.");
        assert!(!told.iter().any(|event| event.contains("rejected | Norway")), "{told:?}");
        let told = coded("Norway proposed a peace plan on Monday. A plan was read aloud. Denmark rejected the plan.");
        assert!(!told.iter().any(|event| event.contains("rejected | Norway")), "{told:?}");
        let told = coded("Norway proposed a peace plan on Monday. Denmark rejected a plan.");
        assert!(!told.iter().any(|event| event.contains("rejected | Norway")), "{told:?}");
    }

    #[test]
    fn who_died_in_the_airstrike_was_killed_by_who_flew_it() {
        let told =
            coded("Norway carried out an airstrike near Valletta. Two Danish soldiers were killed in the airstrike.");
        assert!(told.contains(&"Norway | attacked | Denmark".to_owned()), "{told:?}");
    }
}
