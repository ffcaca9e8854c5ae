//! A noun that is no actor itself in; whose it is out: possessor, adjective of a people, compound, “of” and “by” phrases, and
//! where it lies.

use super::super::Actor;
use super::super::bystanders::is_in_water;
use super::super::found::Found;
use super::super::people::is_people;
use super::super::triggers::{Kind, Role, Rule};
use super::{Actors, MAX_DEPTH};
use crate::analyze::Upos;
use crate::lexicon::is_body_word;
use crate::lexicon::nouns::{is_body_of_a_whole, is_culture, is_harm};
use crate::resolve::{EntityType, MentionKind};

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
                && !(self.is_nationality(kid) && self.is_named(t))
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

    /// Whether a word ends the name of somebody whom nobody knows, “Zorb” in “Maltese Zorb”; not what a state has, “Maltese Parliament”.
    fn is_named(&self, t: usize) -> bool {
        let capital = |at: usize| self.tree.token(at).form.starts_with(char::is_uppercase);
        let prose = |sentence: std::ops::Range<usize>| {
            sentence.into_iter().any(|at| self.tree.token(at).upos == Upos::Verb && !capital(at))
        };
        let lemma = self.tree.lemma(t).to_ascii_lowercase();
        capital(t)
            // “Maltese Catholics” are people of Malta.
            && self.tree.token(t).xpos != "NNPS"
            && self.tree.sentence(t).is_some_and(prose)
            && !is_people(&lemma)
            && !(is_body_of_a_whole(&lemma) || is_body_word(&lemma))
            && self.triggers.rules(Kind::Noun, &lemma).is_empty()
    }

    fn is_nationality(&self, t: usize) -> bool {
        self.mention(t).is_some_and(|mention| mention.kind == MentionKind::Demonym)
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
            Some(mention) if is_in_water(self.resolution, mention) => {}
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

#[cfg(test)]
mod tests {
    use crate::events::Actor;
    use crate::events::support::events;
    use crate::ontology::Predicate;

    fn has_target(text: &str) -> bool {
        events(text).iter().any(|event| event.target.is_some())
    }

    #[test]
    fn the_sea_that_a_ship_is_in_is_no_party() {
        let attacked = |text| {
            events(text)
                .iter()
                .any(|event| event.predicate == Predicate::Attacked && matches!(event.target, Some(Actor::Entity(_))))
        };
        assert!(!attacked("Israel struck a boat in the Mediterranean Sea."));
        assert!(!attacked("Israel struck a ferry in the Caribbean Sea."));
        assert!(attacked("Israel struck a school in Gaza City."));
    }

    #[test]
    fn a_name_that_nobody_knows_is_not_the_state_before_it() {
        assert!(!has_target("The EU fined Chinese Temu on Friday."));
        assert!(!has_target("Canada rejected an offer by Chinese Zijin Mining for a lithium company."));
        assert!(has_target("The EU sanctioned the Belarusian Parliament on Friday."));
        assert!(has_target("Canada rejected an offer by Chinese diplomats."));
    }
}
