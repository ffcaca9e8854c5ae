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

use super::coder::{Coder, Draft};

/// Lets each family look at the draft of a token, or make one of its own.
pub(super) fn refine(coder: &Coder<'_>, t: usize, draft: &mut Option<Draft>) {
    mediation::refine(coder, draft);
    request::refine(coder, t, draft);
    protest::refine(coder, draft);
    agree::refine(coder, draft);
    attack::refine(coder, draft);
    consult::refine(coder, draft);
    aid::refine(coder, draft);
    threat::refine(coder, draft);
    invite::refine(coder, draft);
    withdraw::refine(coder, draft);
    reject::refine(coder, draft);
    judge::refine(coder, t, draft);
}
