//! A draft of the general mechanism in; the same draft out, changed where a family of predicates has constructions of
//! its own.

mod mediation;
mod protest;
mod request;

use super::coder::{Coder, Draft};

/// Lets each family look at the draft of a token, or make one of its own.
pub(super) fn refine(coder: &Coder<'_>, t: usize, draft: &mut Option<Draft>) {
    mediation::refine(coder, draft);
    request::refine(coder, t, draft);
    protest::refine(coder, draft);
}
