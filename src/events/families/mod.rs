//! A draft of the general mechanism in; the same draft out, changed where a family of predicates has constructions of
//! its own.

mod agree;
mod judge;
mod mediation;
mod play;
mod protest;
mod receive;
mod threat;
mod wire;
mod withdraw;

use super::draft::Draft;
use super::look_up::LookUp;
use crate::ontology::Predicate;

/// A family: what it takes events away for, and how it looks at the draft of a token, or makes one of its own.
type Family = (&'static str, fn(&LookUp<'_>, usize, &mut Option<Draft>));

/// The families in the order in which they look.
const FAMILIES: [Family; 5] = [
    ("it is no mediation", |look, _, draft| mediation::refine(look, draft)),
    ("it is told aside or was written, and nobody demonstrates", |look, _, draft| protest::refine(look, draft)),
    ("the pact is that of the signing", |look, _, draft| agree::refine(look, draft)),
    ("it is no threat", |look, _, draft| threat::refine(look, draft)),
    ("it is no judgment", judge::refine),
];

/// What a word tells of that is read as this predicate, whoever reads it so; else why it tells of no such thing.
pub(super) fn told(look: &LookUp<'_>, predicate: Predicate, t: usize) -> Result<Predicate, &'static str> {
    match predicate {
        Predicate::AgreedWith if agree::is_opinion(look.tree, t) => Err("the parties only think alike"),
        Predicate::Threatened if threat::is_advice(look, t) => Err("it warns of what others do"),
        Predicate::Attacked | Predicate::Coerced if play::plays(look, t) => Err("it tells of a match or race"),
        Predicate::Sanctioned if withdraw::is_lifted(look.tree, t) => Ok(Predicate::WithdrewFrom),
        Predicate::Sanctioned | Predicate::Coerced | Predicate::Attacked
            if withdraw::ends_hostility(look, t, predicate) =>
        {
            Err("it ends such an act")
        }
        Predicate::WithdrewFrom if withdraw::is_rescue(look.tree, t) => Ok(Predicate::Aided),
        Predicate::SignedAgreementWith if agree::is_own_word(look.tree, t) => Err("what is signed binds nobody else"),
        Predicate::MetWith if wire::connects(look.tree, t) => Ok(Predicate::SpokeByPhoneWith),
        Predicate::MetWith if receive::receives(look, t) => Ok(Predicate::Hosted),
        Predicate::ConcededTo if withdraw::is_lifted(look.tree, t) => Ok(Predicate::WithdrewFrom),
        _ => Ok(predicate),
    }
}

/// Lets each family look at the draft of a token, or make one of its own.
pub(super) fn refine(look: &LookUp<'_>, t: usize, draft: &mut Option<Draft>) {
    if let Some(found) = draft.take() {
        match told(look, found.predicate, found.trigger) {
            Ok(predicate) => *draft = Some(Draft { predicate, ..found }),
            Err(why) => look.trace.note(t, found.rule, || why.to_owned()),
        }
    }
    let sides = |draft: &Draft| [!draft.sources.is_empty(), !draft.targets.is_empty()];
    for (why, family) in FAMILIES {
        let before = draft.as_ref().map(|draft| (draft.rule, sides(draft)));
        family(look, t, draft);
        if let Some((rule, had)) = before {
            let has = draft.as_ref().map_or([false; 2], sides);
            if draft.is_none() || had[0] & !has[0] || had[1] & !has[1] {
                look.trace.note(t, rule, || why.to_owned());
            }
        }
    }
}
