//! A verb of attack in; whether it tells of a match or a race out: “attacked him on the last lap”, “crushed her in two sets”.

use crate::events::look_up::LookUp;
use crate::resolve::EntityType;

/// Whether the verb says how somebody plays or beats somebody.
pub(super) fn plays(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    if !tree.is_verbal(t) {
        return false;
    }
    let mut phrases = tree.children_by(t, "obl");
    let person = |at: Option<usize>| {
        let named = at.and_then(|at| look.actors.mention(at)).and_then(|mention| mention.entities.first());
        named.is_some_and(|&entity| look.actors.entity(entity).kind == EntityType::Person)
    };
    phrases.any(|kid| is_phase(look, kid))
        || is_victory(tree.lemma(t)) && person(tree.agent(t)) && person(tree.child(t, "obj"))
}

/// What matches and races are told by: “on the last lap”, “in straight sets”, “from the first minute”.
fn is_phase(look: &LookUp<'_>, t: usize) -> bool {
    let tree = look.tree;
    let counted = || {
        tree.children(t).any(|kid| {
            matches!(
                tree.lemma(kid),
                "first"
                    | "second"
                    | "third"
                    | "fourth"
                    | "fifth"
                    | "final"
                    | "last"
                    | "opening"
                    | "closing"
                    | "straight"
            )
        })
    };
    // “in the second half of the year”
    let of_something = || tree.children_by(t, "nmod").any(|kid| tree.case(kid) == Some("of"));
    match tree.lemma(t) {
        "lap" | "forehand" | "backhand" | "inning" | "innings" | "peloton" => true,
        "half" | "set" | "minute" | "climb" | "ascent" | "descent" | "sprint" => counted() && !of_something(),
        _ => false,
    }
}

/// Verbs by which one person beats another in a match or a vote.
fn is_victory(lemma: &str) -> bool {
    matches!(
        lemma,
        "crush" | "thrash" | "trounce" | "rout" | "demolish" | "dismantle" | "hammer" | "outclass" | "humble" | "stun"
    )
}

#[cfg(test)]
mod tests {
    use crate::events::support::events;
    use crate::ontology::Predicate;

    fn attacks(text: &str) -> bool {
        events(text).iter().any(|event| matches!(event.predicate, Predicate::Attacked | Predicate::Coerced))
    }

    #[test]
    fn who_attacks_in_a_race_or_match_hurts_nobody() {
        for text in [
            "Oscar Piastri attacked George Russell on lap 40.",
            "Egan Bernal attacked Primoz Roglic on the final climb.",
            "Benfica attacked Porto from the first minute.",
            "Iga Swiatek crushed Aryna Sabalenka in Madrid.",
        ] {
            assert!(!attacks(text), "{text}");
        }
        for text in [
            "Ethiopia attacked Eritrea in the second half of May.",
            "Ukraine attacked Russia in the last minutes of the truce.",
            "Russia attacked Odesa from the sea.",
            "Syria crushed the Kurdistan Workers' Party near Afrin.",
        ] {
            assert!(attacks(text), "{text}");
        }
    }
}
