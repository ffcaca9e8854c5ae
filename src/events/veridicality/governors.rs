//! A word and the one that it hangs on in; what the upper one does to an event told of below it applied to the [`Walk`], and
//! whether what hangs on it bears on the event too, out. One relation of the tree a function.

use super::super::light;
use super::super::operators::{self as op, Effect};
use super::super::writing;
use super::Veridicality;
use super::walk::Walk;
use crate::analyze::Upos;
use crate::lexicon;

impl Veridicality<'_> {
    /// One step towards the root; tells whether what hangs on `head` still bears on the event.
    pub(super) fn link(&self, t: usize, head: usize, scoped: bool, walk: &mut Walk) -> bool {
        let token = self.tree.token(t);
        let lemma = self.tree.lemma(head);
        let relation = token.relation();
        let effect = match relation {
            "ccomp" | "csubj" | "parataxis" if self.tree.is_verbal(head) => self.clause_effect(t, head),
            "ccomp" | "csubj" if scoped => op::of_adjective(lemma),
            "xcomp"
                if scoped
                    && self.tree.is_nominal(t)
                    && self.tree.child(head, "obj").is_none()
                    && self.tree.is_verbal(head) =>
            {
                return self.nominal(t, head, walk);
            }
            "xcomp" if scoped => match self.tree.token(head).upos {
                Upos::Adj if !self.tree.is_verbal(head) => op::of_adjective(lemma),
                Upos::Noun => op::of_noun(lemma).unwrap_or(Effect::Plan),
                _ => self.complement_effect(t, head),
            },
            "advcl" if scoped => return self.adverbial(t, head, walk),
            "acl" => return self.adnominal(t, head, scoped, walk),
            "obj" | "nsubj" | "obl" | "nmod" | "iobj" | "appos" | "dep" | "compound"
                if scoped && self.tree.is_nominal(t) =>
            {
                return self.nominal(t, head, walk);
            }
            _ => Effect::Presuppose,
        };
        if relation == "parataxis" && writing::is_headed(self.tree, self.actors, t, head) {
            walk.marked = true;
            walk.speaker.get_or_insert(head);
            walk.apply(Effect::Claim);
        }
        let speech = matches!(effect, Effect::Say | Effect::Claim | Effect::Deny | Effect::Suppose | Effect::Plan)
            && matches!(relation, "ccomp" | "parataxis" | "csubj");
        if speech {
            if scoped || matches!(effect, Effect::Say | Effect::Claim) {
                self.speech(head, effect, walk);
            }
        } else if scoped {
            walk.apply(effect);
        }
        let scoped = scoped && effect != Effect::Presuppose;
        self.local(head, walk, scoped);
        scoped
    }

    fn clause_effect(&self, t: usize, head: usize) -> Effect {
        let lemma = self.tree.lemma(head);
        let gerund = !self.tree.is_finite(t) && self.tree.token(t).xpos == "VBG";
        if gerund {
            return op::of_infinitive(lemma, false);
        }
        if self.tree.is_to_infinitive(t) {
            return op::of_infinitive(lemma, true);
        }
        if self.tree.token(t).relation() == "parataxis" {
            // The content of a quotation may hang on its verb of saying; else two clauses stand side by side.
            return match op::of_clause(lemma) {
                effect @ (Effect::Say | Effect::Claim) => effect,
                _ => Effect::Presuppose,
            };
        }
        let quoted =
            self.tree.children_by(t, "punct").any(|kid| self.tree.token(kid).form.starts_with(['"', '“', '”']));
        match op::of_clause(lemma) {
            Effect::Suppose if quoted && self.tree.child(t, "mark").is_none() => Effect::Say,
            // “insisted that it leave” asks, “insisted that it left” claims.
            Effect::Claim
                if lemma == "insist" && self.tree.token(t).xpos == "VB" && self.tree.child(t, "aux").is_none() =>
            {
                Effect::Suppose
            }
            effect => effect,
        }
    }

    fn complement_effect(&self, t: usize, head: usize) -> Effect {
        op::of_infinitive(self.tree.lemma(head), self.tree.is_to_infinitive(t))
    }

    /// An adverbial clause: of purpose it is a plan, a participle shares the mood of its verb.
    fn adverbial(&self, t: usize, head: usize, walk: &mut Walk) -> bool {
        let mark = self.tree.children(t).find(|&kid| matches!(self.tree.token(kid).relation(), "mark" | "case"));
        if let Some(effect) = mark.and_then(|mark| op::of_oblique(self.tree.lemma(head), self.tree.lemma(mark))) {
            self.speech(head, effect, walk);
            self.local(head, walk, true);
            return true;
        }
        if self.tree.is_to_infinitive(t) {
            let effect = if self.gathers(head) { Effect::Transparent } else { Effect::Plan };
            walk.apply(match op::of_infinitive(self.tree.lemma(head), true) {
                Effect::Suppose | Effect::Transparent | Effect::Presuppose => effect,
                effect => effect,
            });
            self.local(head, walk, false);
            return false;
        }
        if self.tree.is_finite(t) || mark.is_some() {
            self.local(head, walk, false);
            return false;
        }
        if self.tree.is_passive(t) {
            // “The guest, invited by Malta, will come”: the invitation stands.
            self.report(head, walk);
            return false;
        }
        let mut outer = Walk {
            negative: false,
            modality: walk.modality,
            speaker: walk.speaker,
            marked: false,
            said: walk.said,
            at: walk.at,
            steps: std::mem::take(&mut walk.steps),
        };
        self.local(head, &mut outer, true);
        walk.raise(outer.modality);
        walk.speaker = outer.speaker;
        walk.said = outer.said;
        walk.steps = outer.steps;
        false
    }

    /// A clause on a noun: “a plan to meet”, “the claim that it attacked”, “troops attacking the town”.
    fn adnominal(&self, t: usize, head: usize, scoped: bool, walk: &mut Walk) -> bool {
        let content = self.tree.children(t).any(|kid| matches!(self.tree.token(kid).relation(), "mark" | "case"));
        if !scoped || !content || self.tree.token(t).deprel == "acl:relcl" {
            self.local(head, walk, false);
            return false;
        }
        let to = self.tree.is_to_infinitive(t);
        let default = if to { Effect::Plan } else { Effect::Presuppose };
        let effect = op::of_noun(self.tree.lemma(head)).unwrap_or(default);
        if matches!(effect, Effect::Claim | Effect::Say | Effect::Deny) && walk.speaker.is_none() {
            walk.speaker = self.tree.child_exact(head, "nmod:poss");
        }
        walk.said |= effect == Effect::Say;
        walk.apply(effect);
        self.local(head, walk, true);
        true
    }

    /// An event noun under a verb or noun.
    fn nominal(&self, t: usize, head: usize, walk: &mut Walk) -> bool {
        if self.tree.is_nominal(head) && !self.tree.is_predicate(head) {
            return self.under_noun(t, head, walk);
        }
        let effect = self.argument_effect(t, head);
        if matches!(effect, Effect::Claim | Effect::Deny) {
            self.speech(head, effect, walk);
        } else {
            walk.apply(effect);
        }
        let scoped = effect != Effect::Presuppose;
        self.local(head, walk, scoped);
        scoped
    }

    /// An event noun under a noun: “a threat of attacks”.
    fn under_noun(&self, t: usize, head: usize, walk: &mut Walk) -> bool {
        let relation = self.tree.token(t).relation();
        let case = self.tree.case(t);
        let effect = match relation {
            "compound" | "nmod"
                if matches!(
                    case,
                    None | Some("of" | "for" | "to" | "on" | "about" | "in" | "against" | "at" | "toward" | "towards")
                ) =>
            {
                op::of_noun(self.tree.lemma(head))
            }
            _ => None,
        };
        if let Some(effect) = effect {
            walk.apply(effect);
        }
        let scoped = effect.is_some() || case == Some("of");
        self.local(head, walk, scoped);
        scoped
    }

    /// What a verb or adjective does to the event noun that is its subject, object or oblique.
    fn argument_effect(&self, t: usize, head: usize) -> Effect {
        let lemma = self.tree.lemma(head);
        let case = self.tree.case(t);
        match self.tree.token(t).deprel.as_str() {
            "obj" | "nsubj:pass" | "xcomp" => {
                let particle = self.tree.child_exact(head, "compound:prt").map(|kid| self.tree.lemma(kid));
                match op::of_object(lemma, particle) {
                    Effect::Presuppose if light::is_light(lemma) => Effect::Transparent,
                    effect => effect,
                }
            }
            "nsubj" if self.tree.is_verbal(head) && is_occurrence(lemma) => Effect::Transparent,
            "nsubj" if matches!(self.tree.token(head).upos, Upos::Adj) => match op::of_adjective(lemma) {
                Effect::Suppose => Effect::Suppose,
                Effect::Negate => Effect::Negate,
                _ => Effect::Presuppose,
            },
            "obl" => match case.and_then(|case| op::of_oblique(lemma, case)) {
                Some(effect) => effect,
                None if light::is_joining(lemma, case) || light::is_inverse(lemma, case) => Effect::Transparent,
                None if matches!(case, Some("for")) && !self.tree.has_case(t, "since") => Effect::Transparent,
                None => Effect::Presuppose,
            },
            _ => Effect::Presuppose,
        }
    }

    /// Whether whoever comes together for a purpose thereby fulfils it: “gathered to protest”, “took to the streets to demand”.
    fn gathers(&self, verb: usize) -> bool {
        let street = |kid: usize| self.tree.has_case(kid, "to") && self.tree.lemma(kid) == "street";
        match self.tree.lemma(verb) {
            "gather" | "rally" | "march" | "assemble" | "demonstrate" => true,
            "take" => self.tree.children_by(verb, "obl").any(street),
            _ => false,
        }
    }
}

/// Verbs that say of an event noun that it happens.
fn is_occurrence(lemma: &str) -> bool {
    lexicon::acts::is_occurrence(lemma)
}
