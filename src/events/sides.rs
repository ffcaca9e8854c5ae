//! A trigger and two who may be its parties in; whether they stand on one side out: members of one delegation, a state and the
//! envoy whom it calls home.

use super::found::Found;
use super::look_up::LookUp;
use crate::analyze::Upos;
use crate::resolve::EntityType;

/// “Roe and Moe met Doe”: who comes along did not meet whom he comes with. Of two countries they may have.
pub(super) fn is_delegation(look: &LookUp<'_>, trigger: usize, [source, target]: [&Found; 2]) -> bool {
    let tree = look.tree;
    let country = |found: &Found| look.actors.country(&found.actor).map(str::to_owned);
    let apart = matches!((country(source), country(target)), (Some(one), Some(other)) if one != other);
    let first = tree.first_conjunct(source.at);
    let row = source.at != target.at
        && first == tree.first_conjunct(target.at)
        && !matches!(tree.case(first), Some("between" | "among"))
        && has_counterpart(look, trigger, first);
    !apart && row
}

/// Whether others than those who are named in one row with `first` take part.
fn has_counterpart(look: &LookUp<'_>, trigger: usize, first: usize) -> bool {
    let tree = look.tree;
    let carrier = tree.head(trigger).filter(|_| tree.is_nominal(trigger));
    let other = |kid: &usize| *kid != first && *kid != trigger && !tree.is_under(first, *kid);
    let takes_part = |kid: usize| match tree.token(kid).relation() {
        // “hosted Roe and Moe for talks”: the host is no side of the talks
        "nsubj" => tree.is_under(first, trigger),
        "obj" => !look.actors.of(kid, false).is_empty(),
        "obl" | "nmod" => matches!(tree.case(kid), Some("with" | "by")) && !look.actors.of(kid, false).is_empty(),
        _ => false,
    };
    std::iter::once(trigger).chain(carrier).any(|at| tree.children(at).filter(other).any(takes_part))
}

/// “Malta recalled its ambassador, Ann Roe”: who is called home is not punished.
pub(super) fn is_called_home(look: &LookUp<'_>, trigger: usize, target: &Found) -> bool {
    let tree = look.tree;
    let person = target.actor.named().is_some_and(|entity| look.actors.entity(entity).kind == EntityType::Person);
    if !person || !tree.is_verbal(trigger) {
        return false;
    }
    let undone = tree.subject(trigger).filter(|_| tree.is_passive(trigger));
    let objects: Vec<usize> = tree.children_by(trigger, "obj").chain(undone).collect();
    let phrase = || objects.iter().flat_map(|&at| std::iter::once(at).chain(tree.children(at)));
    let envoy = phrase().find(|&at| is_envoy(&tree.lemma(at).to_lowercase()));
    let own = |envoy: usize| {
        let possessor = |at: usize| {
            let poss = tree.child_exact(at, "nmod:poss");
            poss.is_some_and(|poss| tree.token(poss).upos == Upos::Pron)
        };
        match tree.lemma(trigger) {
            "recall" => true,
            "withdraw" | "summon" | "pull" | "call" => possessor(envoy) || objects.iter().any(|&at| possessor(at)),
            _ => false,
        }
    };
    envoy.is_some_and(own) && objects.iter().any(|&at| at == target.at || tree.is_under(target.at, at))
}

/// Whether the noun names who stands for a state abroad.
fn is_envoy(lemma: &str) -> bool {
    matches!(lemma, "ambassador" | "envoy" | "diplomat" | "consul" | "attache" | "attaché" | "representative")
}

#[cfg(test)]
mod tests {
    use crate::events::{Event, code};
    use crate::ontology::Predicate;

    /// Whether an event of that predicate joins two whose names hold these words.
    fn joins(text: &str, predicate: Predicate, names: [&str; 2]) -> bool {
        let document = crate::ingest::Document::new("sides", text);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        let named = |event: &Event, name: &str| {
            let ends = [&event.source, &event.target].into_iter().flatten().filter_map(|actor| actor.entity());
            ends.into_iter().any(|entity| resolution.entities[entity].name.contains(name))
        };
        let events = code(&document, &analysis, &resolution).events;
        events.iter().any(|event| event.predicate == predicate && names.iter().all(|name| named(event, name)))
    }

    #[test]
    fn members_of_one_delegation_did_not_meet_each_other() {
        for (text, names) in [
            ("Marco Rubio and Pete Hegseth met Sergey Lavrov in Geneva.", ["Rubio", "Hegseth"]),
            ("Olaf Scholz, accompanied by Annalena Baerbock, met Xi Jinping in Beijing.", ["Scholz", "Baerbock"]),
            ("Emmanuel Macron met Marco Rubio and Pete Hegseth in Paris.", ["Rubio", "Hegseth"]),
        ] {
            assert!(!joins(text, Predicate::MetWith, names), "{text}");
        }
        for (text, names) in [
            ("Marco Rubio and Pete Hegseth met Sergey Lavrov in Geneva.", ["Rubio", "Lavrov"]),
            ("Emmanuel Macron met Marco Rubio and Pete Hegseth in Paris.", ["Macron", "Hegseth"]),
            ("Emmanuel Macron and Olaf Scholz met in Paris.", ["Macron", "Scholz"]),
            ("With a handshake, Salva Kiir and Riek Machar met in Juba.", ["Kiir", "Machar"]),
        ] {
            assert!(joins(text, Predicate::MetWith, names), "{text}");
        }
    }

    #[test]
    fn who_is_called_home_is_not_punished() {
        let punished = |text: &str, name: &str| joins(text, Predicate::Sanctioned, ["", name]);
        for (text, name) in [
            ("Brazil recalled its ambassador, Frederico Meyer, from Israel.", "Meyer"),
            ("Peru withdrew its ambassador, Manuel Talavera, from Mexico.", "Talavera"),
            ("Spain recalled Ambassador Maria Alonso from Buenos Aires.", "Alonso"),
        ] {
            assert!(!punished(text, name), "{text}");
        }
        assert!(punished("Mali expelled the French ambassador, Joel Meyer.", "Meyer"));
        assert!(punished("Brazil recalled its ambassador, Frederico Meyer, from Israel.", "Israel"));
    }
}
