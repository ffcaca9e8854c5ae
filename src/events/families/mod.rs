//! A draft of the general mechanism in; the same draft out, changed where a family of predicates has constructions of
//! its own.

mod agree;
mod aid;
mod attack;
mod consult;
mod invite;
mod judge;
mod mediation;
mod protest;
mod reject;
mod request;
mod threat;
mod withdraw;

use super::coder::Coder;
use super::draft::Draft;

/// A family: what it takes events away for, and how it looks at the draft of a token, or makes one of its own.
type Family = (&'static str, fn(&Coder<'_>, usize, &mut Option<Draft>));

/// The families in the order in which they look.
const FAMILIES: [Family; 12] = [
    ("it is no mediation", |coder, _, draft| mediation::refine(coder, draft)),
    ("it asks for knowledge and not for a deed", request::refine),
    ("it is told aside or was written, and nobody demonstrates", |coder, _, draft| protest::refine(coder, draft)),
    ("the parties only think alike, or the pact is that of the signing", |coder, _, draft| agree::refine(coder, draft)),
    ("it is no attack", |coder, _, draft| attack::refine(coder, draft)),
    ("it is a judgment, a demand or an idiom and no encounter", |coder, _, draft| consult::refine(coder, draft)),
    ("it is help among persons", |coder, _, draft| aid::refine(coder, draft)),
    ("it is no threat", |coder, _, draft| threat::refine(coder, draft)),
    ("it is no invitation", |coder, _, draft| invite::refine(coder, draft)),
    ("it is no move of forces", |coder, _, draft| withdraw::refine(coder, draft)),
    ("what is refused is nothing done to or with another", |coder, _, draft| reject::refine(coder, draft)),
    ("it is no judgment", judge::refine),
];

/// Lets each family look at the draft of a token, or make one of its own.
pub(super) fn refine(coder: &Coder<'_>, t: usize, draft: &mut Option<Draft>) {
    let sides = |draft: &Draft| [!draft.sources.is_empty(), !draft.targets.is_empty()];
    for (why, look) in FAMILIES {
        let before = draft.as_ref().map(|draft| (draft.rule, sides(draft)));
        look(coder, t, draft);
        if let Some((rule, had)) = before {
            let has = draft.as_ref().map_or([false; 2], sides);
            if draft.is_none() || had[0] & !has[0] || had[1] & !has[1] {
                coder.trace.note(t, rule, || why.to_owned());
            }
        }
    }
}
