//! A trigger and a slot in; who stands there out: the subject, the object, a phrase, the complement.

use super::Frames;
use crate::events::found::Found;
use crate::events::triggers::{Kind, Slot};

impl Frames<'_> {
    /// The actors of the first slot that has any besides `taken`.
    pub(super) fn first_of(&self, t: usize, slots: &[Slot], owners: bool, taken: &[Found]) -> Vec<Found> {
        for &slot in slots {
            let mut found = self.slot(t, slot, owners);
            found.retain(|found| taken.iter().all(|taken| taken.actor != found.actor) && self.is_somebody(found));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether an actor is an entity, or a group whose country the text tells.
    pub(super) fn is_somebody(&self, found: &Found) -> bool {
        self.actors.country(&found.actor).is_some() || found.actor.entity().is_some()
    }

    pub(super) fn slot(&self, t: usize, slot: Slot, owners: bool) -> Vec<Found> {
        match slot {
            Slot::Preposition(preposition) => self.prepositional(t, preposition, owners),
            Slot::Complement => self.complement(t, 0),
            Slot::ComplementSubject => self.complement_subject(t),
            _ => self.slot_token(t, slot).map_or_else(Vec::new, |token| self.who(token, owners)),
        }
    }

    pub(super) fn slot_token(&self, t: usize, slot: Slot) -> Option<usize> {
        let ditransitive = self.tree.is_passive(t).then(|| self.tree.child(t, "obj")).flatten();
        match slot {
            Slot::Agent => self.tree.agent(t),
            // “warned Malta”: the parser may take an only object for an indirect one.
            Slot::Object => ditransitive
                .or_else(|| self.tree.object(t))
                .or_else(|| self.tree.child(t, "iobj"))
                .or_else(|| self.bare_oblique(t)),
            Slot::Indirect if ditransitive.is_some() => self.tree.subject(t),
            Slot::Indirect => self.tree.child(t, "iobj"),
            _ => None,
        }
    }

    /// A name after the verb that the parser took for an adverbial though no preposition leads it: “visited Malta”.
    pub(super) fn bare_oblique(&self, t: usize) -> Option<usize> {
        self.tree.children(t).find(|&kid| {
            self.tree.token(kid).deprel == "obl"
                && kid > t
                && self.tree.case(kid).is_none()
                && self.tree.child(kid, "mark").is_none()
                && self.actors.mention(kid).is_some()
                && !self.tree.is_passive(t)
        })
    }

    /// Actors in phrases of a preposition on the verb, its object, or the verb that it is coordinated under.
    pub(super) fn prepositional(&self, t: usize, preposition: &str, owners: bool) -> Vec<Found> {
        let mut found = Vec::new();
        for kid in self.tree.children(t) {
            if matches!(self.tree.token(kid).relation(), "obl" | "nmod" | "advcl")
                && self.tree.has_case(kid, preposition)
            {
                found.extend(self.within(kid, owners));
            }
        }
        if found.is_empty() {
            for object in self.tree.children(t).filter(|&kid| match self.tree.token(kid).relation() {
                "obj" | "xcomp" => true,
                "obl" => is_channel(self.tree.lemma(kid)),
                _ => false,
            }) {
                // “gave a ton of food to Malta”
                let measured = self.tree.children_by(object, "nmod").filter(|&kid| self.tree.case(kid) == Some("of"));
                for noun in std::iter::once(object).chain(measured) {
                    for kid in self.tree.children_by(noun, "nmod") {
                        if self.tree.has_case(kid, preposition) && (noun == object || preposition != "of") {
                            found.extend(self.within(kid, owners));
                        }
                    }
                }
            }
        }
        if found.is_empty() {
            // “mobilized reservists for a war against Malta”: what hangs on the fight hangs on the preparation.
            for kid in self.tree.children(t).flat_map(|kid| std::iter::once(kid).chain(self.tree.children(kid))) {
                let phrase =
                    matches!(self.tree.token(kid).relation(), "obl" | "nmod") && self.tree.has_case(kid, "for");
                if phrase
                    && matches!(self.tree.lemma(kid), "war" | "attack" | "fight" | "battle" | "campaign" | "offensive")
                {
                    for deeper in self.tree.children_by(kid, "nmod").filter(|&at| self.tree.has_case(at, preposition)) {
                        found.extend(self.actors.of(deeper, owners));
                    }
                }
            }
        }
        if found.is_empty()
            && self.tree.is_passive(t)
            && let Some(subject) = self.tree.subject(t)
        {
            for kid in self.tree.children_by(subject, "nmod").filter(|&kid| self.tree.has_case(kid, preposition)) {
                found.extend(self.actors.of(kid, owners));
            }
        }
        found
    }

    /// The actors of a phrase, or the people of the one country that the sentence is about.
    pub(super) fn who(&self, t: usize, owners: bool) -> Vec<Found> {
        let named = self.actors.of(t, owners);
        if named.iter().any(|found| self.is_somebody(found)) {
            return named;
        }
        self.actors.domestic(t).into_iter().collect()
    }

    /// The actors of a phrase; of a border those beyond it: “near its border with Malta”.
    pub(super) fn within(&self, t: usize, owners: bool) -> Vec<Found> {
        let border = matches!(self.tree.lemma(t), "border" | "frontier" | "boundary" | "dispute" | "conflict" | "war");
        let beyond = self.tree.children_by(t, "nmod").find(|&kid| border && self.tree.case(kid) == Some("with"));
        self.who(beyond.unwrap_or(t), owners)
    }

    /// Actors that depend on the complement of a verb, or on its infinitive of purpose.
    pub(super) fn complement(&self, t: usize, depth: usize) -> Vec<Found> {
        for kid in self.tree.children(t).filter(|&kid| kid > t) {
            let token = self.tree.token(kid);
            let complement = matches!(token.relation(), "xcomp" | "ccomp")
                || (token.relation() == "advcl" && self.tree.is_to_infinitive(kid));
            if !complement {
                continue;
            }
            let mut found = Vec::new();
            for slot in [Slot::Indirect, Slot::Object] {
                found.extend(
                    self.slot_token(kid, slot)
                        .filter(|&token| token > kid)
                        .map_or_else(Vec::new, |token| self.actors.of(token, true)),
                );
                if !found.is_empty() {
                    return found;
                }
            }
            const PREPOSITIONS: [&str; 11] =
                ["against", "on", "with", "to", "from", "of", "for", "in", "over", "at", "between"];
            for preposition in PREPOSITIONS {
                found = self.prepositional(kid, preposition, true);
                if !found.is_empty() {
                    return found;
                }
            }
            // “refused to commit to any aid for Malta”
            for phrase in self.tree.children(kid).filter(|&at| matches!(self.tree.token(at).relation(), "obl" | "obj"))
            {
                for inner in self.tree.children_by(phrase, "nmod") {
                    if self.tree.case(inner).is_some_and(|case| PREPOSITIONS[..7].contains(&case)) {
                        found.extend(self.actors.of(inner, true));
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
            if depth < 2 {
                found = self.complement(kid, depth + 1);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Who acts in the clause that a verb takes: “demanded that Malta pay”, “pushed for Malta to pay”.
    pub(super) fn complement_subject(&self, t: usize) -> Vec<Found> {
        for kid in
            self.tree.children(t).filter(|&kid| matches!(self.tree.token(kid).relation(), "ccomp" | "xcomp" | "advcl"))
        {
            // “urged that the guard be brought in” asks somebody else.
            if let Some(subject) = self.tree.own_subject(kid).filter(|_| !self.tree.is_passive(kid)) {
                let found = self.actors.of(subject, true);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The agent of a passive without “by”: the owner of the act that it happened in (“was killed in a Maltese raid”).
    pub(super) fn indirect_agent(&self, t: usize) -> Vec<Found> {
        if !self.tree.is_passive(t) {
            return Vec::new();
        }
        for kid in self.tree.children_by(t, "obl") {
            if matches!(self.tree.case(kid), Some("in" | "during" | "under")) {
                let lemma = self.tree.lemma(kid);
                if self.triggers.rules(Kind::Noun, lemma).iter().any(|rule| rule.predicate.info().quad_class == 4)
                    || matches!(lemma, "operation" | "campaign")
                {
                    let found = self.noun_owner(kid);
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }
}

/// Nouns for the means of a talk, on which the partner's phrase may hang: “by phone with”.
fn is_channel(lemma: &str) -> bool {
    matches!(lemma, "phone" | "telephone" | "video" | "videolink" | "line" | "hotline" | "videoconference")
}
