//! An actor in; the same with the token that names it out, as frames hand it on.

use super::Actor;

/// An actor with the token that names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Who.
    pub(super) actor: Actor,
    /// The token that names it.
    pub(super) at: usize,
    /// Whether the phrase names the actor itself and not something of its.
    pub(super) direct: bool,
    /// Whether the phrase only lies where the actor is: “the war in Malta”.
    pub(super) located: bool,
}
