//! A noun that names an event in; its parties out: what hangs on it, and what the verb over it lends.

use super::{Candidate, Frames, other_sense};
use crate::events::found::Found;
use crate::events::light::{is_inverse, is_joining, is_light};
use crate::events::triggers::{Role, Rule, Slot};

impl<'a> Frames<'a> {
    pub(super) fn noun_owner(&self, t: usize) -> Vec<Found> {
        let mut found = Vec::new();
        for kid in self.tree.children(t) {
            let owner = match self.tree.token(kid).deprel.as_str() {
                "nmod:poss" | "compound" | "amod" | "nmod:desc" => true,
                "nmod" => matches!(self.tree.case(kid), Some("by")),
                _ => false,
            };
            if owner
                && (self.tree.token(kid).deprel == "nmod:poss"
                    || self.actors.mention(kid).is_some()
                    || self.tree.case(kid).is_some())
            {
                found.extend(self.actors.of(kid, true));
            }
        }
        found
    }

    pub(super) fn noun(&self, rule: &'a Rule, t: usize) -> Option<Candidate<'a>> {
        if !rule.objects.is_empty() {
            let modified = self.tree.children(t).any(|kid| {
                matches!(self.tree.token(kid).relation(), "compound" | "amod" | "nmod")
                    && kid < t
                    && rule.objects.contains(&self.tree.lemma(kid))
            });
            if modified == rule.without {
                return self.trace.skip(t, rule.name, || other_sense("modifier", rule));
            }
        }
        let mut parts = Parts::default();
        self.own_arguments(rule, t, &mut parts);
        self.participles(rule, t, &mut parts);
        self.governor(rule, t, &mut parts);
        if parts.targets.is_empty() && rule.target.contains(&Slot::ComplementSubject) {
            // “its demand that Malta pay”
            let clauses = self.tree.children_by(t, "acl").filter(|&clause| self.tree.has(clause, "mark", "that"));
            let subjects = clauses.filter_map(|clause| self.tree.own_subject(clause));
            parts.targets = subjects.flat_map(|subject| self.actors.of(subject, true)).collect();
        }
        let Parts { mut sources, mut targets } = parts;
        sources.retain(|found| self.is_somebody(found));
        targets.retain(|found| self.is_somebody(found));
        dedup(&mut sources);
        dedup(&mut targets);
        targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
        Some(Candidate { rule, trigger: t, sources, targets, mutual: rule.predicate.info().symmetric })
    }

    /// What hangs on the noun: possessor, modifiers, “by”, “of”, “between” and the rule's own prepositions.
    pub(super) fn own_arguments(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        for kid in self.tree.children(t) {
            let token = self.tree.token(kid);
            match token.deprel.as_str() {
                "nmod:poss" => parts.add(rule.owner, self.actors.of(kid, true)),
                "amod" | "compound" | "nmod:desc" if self.actors.mention(kid).is_some() => {
                    parts.add(rule.modifier, self.actors.of(kid, false))
                }
                "nmod" | "obl" | "nmod:unmarked" => self.prepositional_argument(rule, kid, parts),
                _ => {}
            }
        }
    }

    pub(super) fn prepositional_argument(&self, rule: &Rule, kid: usize, parts: &mut Parts) {
        let Some(case) = self.tree.case(kid) else { return };
        match case {
            "by" => parts.sources.extend(self.actors.of(kid, true)),
            "between" | "among" if rule.predicate.info().symmetric => parts.sources.extend(self.sides(kid)),
            "of" if rule.of != Role::Neither => parts.add(rule.of, self.actors.of(kid, true)),
            _ if takes(rule, case) && parts.targets.is_empty() => {
                parts.targets.extend(self.actors.of(kid, !rule.direct))
            }
            "from" if !takes(rule, "from") => parts.sources.extend(self.actors.of(kid, true)),
            _ => {}
        }
    }

    /// The parties of “between”; a second “between” begins another list.
    pub(super) fn sides(&self, first: usize) -> Vec<Found> {
        let joined: Vec<usize> = self.tree.children_by(first, "conj").collect();
        let end = joined.iter().position(|&kid| self.tree.has_case(kid, "between")).unwrap_or(joined.len());
        let beyond = &joined[end..];
        let actors = |of: &[usize]| -> Vec<Found> { of.iter().flat_map(|&t| self.actors.of(t, true)).collect() };
        let beyond = actors(beyond);
        let among = |list: &[Found], found: &Found| list.iter().any(|other| other.actor == found.actor);
        let mut all = self.actors.of(first, true);
        all.retain(|found| !among(&beyond, found));
        all
    }

    /// The phrase with “between” on a verb or its object.
    pub(super) fn between(&self, verb: usize) -> Option<usize> {
        let sided = |at: usize| {
            self.tree.children(at).find(|&kid| {
                matches!(self.tree.token(kid).relation(), "obl" | "nmod") && self.tree.has_case(kid, "between")
            })
        };
        sided(verb).or_else(|| self.tree.child(verb, "obj").and_then(sided))
    }

    /// “criticism leveled at Malta by Oslo”, “a deal signed with Malta”.
    pub(super) fn participles(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        for clause in self.tree.children_by(t, "acl") {
            if !self.tree.is_passive(clause) && self.tree.is_to_infinitive(clause) {
                continue;
            }
            if parts.sources.is_empty() && self.tree.is_passive(clause) {
                parts.sources = self.tree.agent(clause).map_or_else(Vec::new, |agent| self.actors.of(agent, true));
            }
            self.verb_phrases(rule, clause, parts);
        }
    }

    /// The rule's prepositions on a verb that governs the noun.
    pub(super) fn verb_phrases(&self, rule: &Rule, verb: usize, parts: &mut Parts) {
        let symmetric = rule.predicate.info().symmetric;
        for kid in self.tree.children_by(verb, "obl") {
            let Some(case) = self.tree.case(kid) else { continue };
            if symmetric && matches!(case, "between" | "among") {
                parts.sources.extend(self.sides(kid));
            } else if takes(rule, case) && parts.targets.is_empty() {
                parts.targets = self.actors.of(kid, !rule.direct);
            }
        }
        if parts.targets.is_empty()
            && let Some(indirect) = self.slot_token(verb, Slot::Indirect)
            && takes(rule, "to")
        {
            parts.targets = self.actors.of(indirect, true);
        }
    }

    /// The verb that governs the noun: light (“held talks”), inverse (“drew criticism”) or one that it joins.
    pub(super) fn governor(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        if self.tree.own_subject(t).is_some() {
            // “is on a visit to”, “is in talks with”, “is under investigation by”
            let subject = self.tree.own_subject(t).map_or_else(Vec::new, |subject| self.actors.of(subject, true));
            match self.tree.case(t) {
                Some("under") if parts.targets.is_empty() => parts.targets = subject,
                Some("in" | "on" | "at") if parts.sources.is_empty() => parts.sources = subject,
                None if rule.owner == Role::Target && parts.sources.is_empty() => parts.sources = subject,
                _ => {}
            }
            return;
        }
        let top = self.tree.first_conjunct(t);
        let Some(head) = self.tree.head(top) else { return };
        if !self.tree.is_verbal(head) && !self.tree.is_predicate(head) {
            return;
        }
        let lemma = self.tree.lemma(head);
        let token = self.tree.token(top);
        let is_object = matches!(token.relation(), "obj" | "xcomp") || token.deprel == "nsubj:pass";
        let case = self.tree.case(top);
        if is_inverse(lemma, case) {
            if parts.targets.is_empty() {
                parts.targets = self.tree.subject(head).map_or_else(Vec::new, |subject| self.actors.of(subject, true));
            }
            if parts.sources.is_empty() {
                for kid in
                    self.tree.children_by(head, "obl").filter(|&kid| matches!(self.tree.case(kid), Some("from" | "by")))
                {
                    parts.sources.extend(self.actors.of(kid, true));
                }
            }
        } else if is_object && is_light(lemma) && !self.is_naming(head, top) {
            if parts.sources.is_empty() {
                // Who arranged or called off what others were to do took no part in it.
                let took_part = !self.tree.is_passive(head)
                    || !rule.predicate.info().symmetric
                    || matches!(lemma, "attend" | "hold" | "conduct" | "join" | "sign" | "reach" | "strike" | "make");
                let took_part = took_part && !(rule.predicate.info().symmetric && self.between(head).is_some());
                let agent = self.tree.agent(head).filter(|_| took_part);
                parts.sources = agent.map_or_else(Vec::new, |agent| self.actors.of(agent, true));
            }
            self.verb_phrases(rule, head, parts);
        } else if token.relation() == "obl" && (is_joining(lemma, case) || (rule.join && joins(case))) {
            if parts.sources.is_empty() {
                parts.sources = self.tree.subject(head).map_or_else(Vec::new, |subject| self.actors.of(subject, false));
            }
            if is_joining(lemma, case) {
                self.verb_phrases(rule, head, parts);
            }
        } else if matches!(token.deprel.as_str(), "nsubj" | "nsubj:pass") {
            self.verb_phrases(rule, head, parts);
        }
    }

    /// “called the inquiry a farce”: who names what is known holds no inquiry.
    pub(super) fn is_naming(&self, verb: usize, object: usize) -> bool {
        self.tree.lemma(verb) == "call"
            && self.tree.is_definite(object)
            && self.tree.child_exact(verb, "compound:prt").is_none()
    }
}

/// Actors found so far.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) sources: Vec<Found>,
    pub(super) targets: Vec<Found>,
}

impl Parts {
    fn add(&mut self, role: Role, found: Vec<Found>) {
        match role {
            Role::Source => self.sources.extend(found),
            Role::Target => self.targets.extend(found),
            Role::Neither => {}
        }
    }
}

fn takes(rule: &Rule, preposition: &str) -> bool {
    rule.target.iter().any(|slot| matches!(slot, Slot::Preposition(own) if *own == preposition))
}

/// Prepositions of phrases in which who speaks or acts takes part: “said at a meeting with”.
fn joins(case: Option<&str>) -> bool {
    matches!(case, Some("in" | "at" | "during" | "after" | "following" | "before" | "for" | "on" | "through" | "via"))
}

fn dedup(found: &mut Vec<Found>) {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for item in found.drain(..) {
        if kept.iter().all(|kept| kept.actor != item.actor) {
            kept.push(item);
        }
    }
    *found = kept;
}
