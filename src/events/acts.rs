//! A document's trees and actors in; whose the acts are that its nouns name out, so that “the proposal” of a later sentence is
//! that of who made it.

use super::actors::{Actors, Found};
use super::tree::Tree;

/// How many sentences back “the proposal” and “the meeting” look for the one that is meant.
pub(super) const REACH: usize = 3;

/// One noun for an act, with those who did it, if the text tells.
#[derive(Debug)]
struct Act {
    token: usize,
    kind: Kind,
    doers: Vec<Found>,
}

/// What kinds of act later nouns take up, under the same word or another of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Proposal,
    Demand,
    Assault,
    Decision,
    Words,
}

/// The acts of a document, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Acts(Vec<Act>);

impl Acts {
    /// Reads them off the trees.
    pub(super) fn of(tree: &Tree<'_>, actors: &Actors<'_>) -> Self {
        let mut acts = Vec::new();
        for token in 0..tree.analysis.tokens.len() {
            let Some(kind) = kind(tree.lemma(token)).filter(|_| tree.is_nominal(token)) else { continue };
            let mut doers = actors.owners(token);
            doers.retain(|doer| !doer.located);
            if doers.is_empty() {
                doers = maker(tree, token).map_or_else(Vec::new, |agent| actors.of(agent, false));
            }
            doers.retain(|doer| {
                !doer.located && (doer.actor.entity().is_some() || actors.country(&doer.actor).is_some())
            });
            // “some comments of their own”: a new one of nobody known keeps a later “the comments” from an older one
            if !doers.is_empty() || !tree.is_definite(token) {
                acts.push(Act { token, kind, doers });
            }
        }
        Self(acts)
    }

    /// Those whose act a definite noun takes up: “Oslo rejected *the plan*”.
    pub(super) fn taken_up(&self, tree: &Tree<'_>, noun: usize) -> Vec<Found> {
        let Some(kind) = kind(tree.lemma(noun)).filter(|_| tree.is_definite(noun)) else { return Vec::new() };
        let sentence = tree.token(noun).sentence;
        let before = self.0.partition_point(|act| act.token < noun);
        let near = self.0[..before].iter().rev().take_while(|act| tree.token(act.token).sentence + REACH >= sentence);
        let mut near = near.filter(|act| act.kind == kind);
        let same = near.clone().find(|act| tree.lemma(act.token) == tree.lemma(noun));
        let last = same.or_else(|| near.find(|act| !act.doers.is_empty()));
        let doers = last.map_or(&[][..], |act| &act.doers);
        doers.iter().map(|doer| Found { at: noun, direct: false, ..doer.clone() }).collect()
    }
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

fn kind(lemma: &str) -> Option<Kind> {
    Some(match lemma {
        "proposal" | "plan" | "offer" | "initiative" | "blueprint" | "peace-plan" => Kind::Proposal,
        "demand" | "call" | "request" | "appeal" | "ultimatum" => Kind::Demand,
        "attack" | "strike" | "airstrike" | "raid" | "bombing" | "shelling" | "assault" | "offensive" | "invasion" => {
            Kind::Assault
        }
        "decision" | "move" | "ban" | "ruling" | "step" => Kind::Decision,
        "statement" | "remark" | "comment" | "accusation" | "allegation" | "claim" | "criticism" => Kind::Words,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    /// `source | predicate | target` of each event.
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
        coded.events.iter().map(line).collect()
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
