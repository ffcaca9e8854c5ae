//! A noun that is no actor itself in; whose it is out: possessor, adjective of a people, compound, “of” and “by” phrases, and
//! where it lies.

use super::super::Actor;
use super::super::found::Found;
use super::super::people::is_people;
use super::super::triggers::{Kind, Role, Rule};
use super::{Actors, MAX_DEPTH};
use crate::lexicon::nouns::{is_culture, is_harm};
use crate::resolve::EntityType;

impl Actors<'_> {
    /// Owners of a noun: possessor, adjective of a people, compound, “of” and “by” phrases.
    pub(super) fn add_owners(&self, t: usize, depth: usize, out: &mut Vec<Found>) {
        if depth > MAX_DEPTH {
            return;
        }
        let before = out.len();
        let undergoes = |role: fn(&Rule) -> Role| {
            self.triggers.rules(Kind::Noun, self.tree.lemma(t)).iter().any(|rule| role(rule) == Role::Target)
        };
        // Whose murder or arrest is condemned is not condemned.
        let harm = is_harm(self.tree.lemma(t));
        let (owned, done_to) = (!harm && !undergoes(|rule| rule.owner), !harm && !undergoes(|rule| rule.of));
        for kid in self.tree.children(t).filter(|_| owned) {
            if self.tree.token(kid).deprel == "nmod:poss" {
                self.add(kid, true, depth + 1, out);
            }
        }
        if out.len() > before {
            return;
        }
        for kid in self.tree.children(t) {
            let token = self.tree.token(kid);
            if matches!(token.deprel.as_str(), "amod" | "compound" | "nmod:desc" | "nmod")
                && self.tree.case(kid).is_none()
                && !harm
                && !is_culture(self.tree.lemma(t))
            {
                self.add_modifier(kid, depth, out);
            }
        }
        if out.len() > before {
            return;
        }
        for kid in self.tree.children_by(t, "nmod") {
            let bond = matches!(
                self.tree.lemma(t),
                "alliance" | "partnership" | "friendship" | "relationship" | "relation" | "tie" | "cooperation"
            );
            if matches!(self.tree.case(kid), Some("by" | "from" | "between"))
                || bond && self.tree.case(kid) == Some("with")
                || done_to && self.tree.case(kid) == Some("of")
            {
                self.add(kid, true, depth + 1, out);
            }
        }
        if out.len() > before {
            return;
        }
        for kid in self.tree.children_by(t, "nmod") {
            if matches!(
                self.tree.case(kid),
                Some(
                    "in" | "inside" | "within" | "near" | "across" | "throughout" | "at" | "on" | "around" | "outside"
                )
            ) {
                self.add_place(kid, depth, out);
            }
        }
    }

    /// A modifier before the noun: only a name or an adjective of a people counts, not what hangs on it.
    fn add_modifier(&self, t: usize, depth: usize, out: &mut Vec<Found>) {
        if let Some(mention) = self.mention(t) {
            self.add_mention(t, mention, out);
        } else if self.tree.token(t).deprel == "compound" && self.tree.is_nominal(t) && depth < MAX_DEPTH {
            // “Foreign Ministry officials”: the owner may hang on the first noun.
            for kid in self.tree.children(t) {
                if matches!(self.tree.token(kid).deprel.as_str(), "amod" | "compound") {
                    self.add_modifier(kid, depth + 1, out);
                }
            }
        }
        for conjunct in self.tree.children_by(t, "conj") {
            self.add_modifier(conjunct, depth + 1, out);
        }
    }

    /// A country or place that something lies in.
    fn add_place(&self, t: usize, depth: usize, out: &mut Vec<Found>) {
        match self.mention(t) {
            Some(mention) => {
                let placed = mention
                    .entities
                    .iter()
                    .filter(|&&entity| matches!(self.entity(entity).kind, EntityType::Country | EntityType::Place));
                out.extend(placed.map(|&entity| Found {
                    actor: Actor::Entity(entity),
                    at: t,
                    direct: false,
                    located: true,
                }));
            }
            None if !is_people(self.tree.lemma(t)) => self.add_owners(t, depth + 1, out),
            None => {}
        }
    }
}
