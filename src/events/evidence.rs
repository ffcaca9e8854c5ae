//! A trigger and two actors in; the [`Evidence`] of their event out.

use super::codes::Codes;
use super::found::Found;
use super::look_up::LookUp;
use super::{Actor, Evidence, Marks};

impl LookUp<'_> {
    /// What says that two do to each other what the first of some words names, its confidence not yet set.
    pub(super) fn evidence_of(&self, words: &[usize], source: &Found, target: &Found, rule: &'static str) -> Evidence {
        let trigger = words[0];
        let sentence = self.tree.token(trigger).sentence;
        let own = |t: usize| if self.tree.token(t).sentence == sentence { t } else { trigger };
        let tokens = || words.iter().copied().chain([own(source.at), own(target.at)]);
        let first = tokens().min().unwrap_or(trigger);
        let last = tokens().max().unwrap_or(trigger);
        Evidence {
            sentence,
            span: self.tree.token(first).span.start..self.tree.token(last).span.end,
            rule,
            confidence: 0.0,
            marks: Marks {
                trigger: Some((self.tree.token(trigger).span.start, self.tree.token(trigger).span.end)),
                source: self.mark(source),
                target: self.mark(target),
                decided: String::new(),
                codes: Codes::default(),
            },
        }
    }

    /// The words that name an actor: its mention, or none where it only stands for them (“I” of a quotation).
    fn mark(&self, found: &Found) -> Option<(usize, usize)> {
        let own = |entity: usize| self.actors.mention(found.at).is_none_or(|one| one.entities.contains(&entity));
        match found.actor {
            Actor::Entity(entity) => own(entity).then(|| self.actors.bytes(found.at)),
            Actor::Group { .. } => Some(self.actors.bytes(found.at)),
        }
    }
}
